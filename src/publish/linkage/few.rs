//! Few rows of a sort in a list without names.

use std::collections::BTreeMap;

use crate::base::diag::Diagnostic;
use crate::base::lexicon::LEXICON;
use crate::blocks::cell::Cell;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::mask::Mask;
use crate::blocks::register::Row;
use crate::publish::linkage::trace::is_called;
use crate::publish::linkage::{FEW, Found, Listed};

/// Rows of one sort in one place, by how many persons they tell.
struct Group<'a> {
    column: &'a Column,
    value: &'static str,
    persons: u64,
    row: &'a Row,
    /// Where the cells stand that tell the place.
    cells: Vec<(usize, usize)>,
}

/// Looks for them in a list of persons of which no name is shown whole.
pub(super) fn find(listed: Listed<'_>, found: &mut Found) {
    let list = listed.list;
    let columns = &list.options().columns;
    let is_person =
        |column: &&Column| matches!(column.column_type, ColumnType::Person | ColumnType::Minor | ColumnType::Patient);
    let mut persons = columns.iter().filter(is_person).peekable();
    let has_persons = persons.peek().is_some();
    if persons.any(|column| column.mask == Mask::Shown) || !(has_persons || list.options().is_sensitive) {
        return;
    }
    let counts = columns.iter().position(|column| column.column_type == ColumnType::Integer && column.has_total);
    let places: Vec<usize> = (0..columns.len()).filter(|at| is_place(&columns[*at])).collect();
    let mut groups: BTreeMap<(usize, String, &str), Group<'_>> = BTreeMap::new();
    for (line, row) in list.rows_in(0..list.len()).iter().enumerate() {
        let persons = if has_persons { Some(1) } else { persons_of(row, counts) };
        let (Some(persons), Some(value)) = (persons, sort(columns, row)) else { continue };
        for at in &places {
            let place = row.cells.get(*at).map(Cell::text).filter(|text| !text.trim().is_empty());
            let Some(place) = place else { continue };
            let new = || Group { column: &columns[*at], value, persons: 0, row, cells: Vec::new() };
            let group = groups.entry((*at, place, value)).or_insert_with(new);
            group.persons += persons;
            group.cells.push((line, *at));
        }
    }
    let smallest = list.options().smallest;
    let few: Vec<&Group<'_>> = groups.values().filter(|group| smallest.is_small(group.persons)).collect();
    let Some(least) = few.iter().min_by_key(|group| group.persons) else { return };
    let told = Diagnostic::new(&FEW, least.row.span.clone()).with_own("value", least.value);
    let told = told.with_own("column", least.column.label.home()).with_own("count", least.persons);
    let told = told.with_own("smallest", smallest).with_own("groups", few.len());
    found.tell(listed, told, few.iter().flat_map(|group| group.cells.iter().copied()));
}

/// How many persons a row without a column of persons tells: the number in its first column that is added up. Of rows
/// without one nobody knows whether they are persons.
fn persons_of(row: &Row, counts: Option<usize>) -> Option<u64> {
    match row.cells.get(counts?)? {
        Cell::Integer(number) => u64::try_from(*number).ok(),
        _ => None,
    }
}

/// Whether the cells of a column are places smaller than the unit, or ages, which narrow a sort as much.
fn is_place(column: &Column) -> bool {
    match column.column_type {
        _ if column.mask == Mask::Removed => false,
        ColumnType::Place | ColumnType::Address | ColumnType::Age => true,
        ColumnType::Text | ColumnType::Enum => is_called(column, &LEXICON.linkage.groups),
        _ => false,
    }
}

/// The word by which nobody should be found, if a cell of the row has one.
fn sort(columns: &[Column], row: &Row) -> Option<&'static str> {
    let shown = columns.iter().zip(&row.cells).filter(|(column, _)| {
        matches!(column.column_type, ColumnType::Text | ColumnType::Enum) && column.mask != Mask::Removed
    });
    shown.filter_map(|(_, cell)| word(&cell.text())).next()
}

/// The word of those by which nobody should be found that stands in a text; one in Latin letters begins a word of it.
fn word(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    let parts = || text.split(|sign: char| !sign.is_ascii_alphabetic());
    let is_in =
        |word: &str| if word.is_ascii() { parts().any(|part| part.starts_with(word)) } else { text.contains(word) };
    LEXICON.linkage.sensitive.iter().find(|word| is_in(word))
}
