//! Cells of a table that are counted from the rows of another one beside it: those that name what the row is about.

use std::collections::BTreeSet;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::{HOME, Label, Text};
use crate::base::names;
use crate::base::number::Decimal;
use crate::base::source::Span;
use crate::blocks::Block;
use crate::blocks::cell::Cell;
use crate::blocks::column::Column;
use crate::blocks::mask::Mask;
use crate::blocks::pick::Moment;
use crate::blocks::register::Register;
use crate::blocks::rows_of::RowsOf;
use crate::load::counted::named::{self, NamedRow};
use crate::model::id::SlotName;
use crate::model::record::Record;

rules! {
    /// A cell is not what the rows that name its row give.
    DIFFERS: Warning "register/rows-differ" {
        zh: "“{subject}”的“{column}”写的是 {stated}，{rows} 里写明它的各行合起来是 {computed}" => "查对各行和这个数，改错的一边；这一栏可以不写，页面以数得的为准；表没有列全的，在它下面写 `complete: false`",
        en: "“{column}” of “{subject}” is {stated}, the rows of {rows} that name it come to {computed}" => "look up the rows and the figure; the column need not be written: the page shows what was counted; if a table does not list all, write `complete: false` under it",
        source: "一个数写在两处，应当一样", "a figure that stands in two places is the same in both",
    }
    /// A row that does not say whose it is keeps a whole column from being counted.
    UNNAMED: Warning "register/rows-unnamed" {
        zh: "这一行没有写“{column}”，所以“{counted}”整栏没有从 {rows} 数，照填报的显示" => "这一行填上“{column}”；每行都填了，“{counted}”就从各行数得",
        en: "this row has no “{column}”, so the whole of “{counted}” is not counted from {rows}, but shown as written" => "fill in “{column}” of this row: once every row has it, “{counted}” is counted",
        source: "少算一行，数得的就是错的", "what leaves out a row is no count",
    }
    /// Two rows are headed by the same: what names it belongs to one of them.
    TWICE: Warning "register/rows-twice" {
        zh: "“{name}”有两行，分不清 {rows} 的各行算给哪一行，所以“{counted}”整栏没有数，照填报的显示" => "合成一行，或者把两行的名称写得不一样，{rows} 里也照着写",
        en: "two rows are headed “{name}”, so it is unclear to which of them the rows of {rows} belong: the whole of “{counted}” is not counted, but shown as written" => "make them one row, or name them apart, here and in {rows}",
        source: "一行算给两行，就多算了一遍", "a row that counts for two counts twice",
    }
    /// A row names what the list, which has all there are, does not have.
    STRAY: Warning "register/rows-of-nobody" {
        zh: "{rows} 的这一行写的是“{name}”，列全的表里没有它，这一行没有算进谁的“{counted}”" => "查对写法；表里漏了的，加上“{name}”这一行",
        en: "this row of {rows} names “{name}”, which the whole list does not have: it counts in nobody's “{counted}”" => "look up how it is written; if the list lacks it, add a row for “{name}”",
        source: "各行都要算到", "every row counts for somebody",
    }
}

/// In the place of what no message may tell.
const HIDDEN: Text = Text { zh: "（不公开）", en: "(withheld)" };

/// Counts the cells of all tables of a record that follow from another table.
pub(super) fn fill(record: &Record, slots: &mut [(SlotName, Block)], diags: &mut Diagnostics) {
    for at in 0..slots.len() {
        let Some(list) = slots[at].1.as_register() else { continue };
        let period = record.period;
        let day = period.map_or(record.published, |period| period.end.min(record.published));
        let counting = Counting { list, slots, moment: Moment { day, period } };
        let columns = 0..list.options().columns.len();
        let counted: Vec<CountedCell> = columns.flat_map(|column| counting.column(column, diags)).collect();
        if counted.is_empty() {
            continue;
        }
        counted.iter().for_each(|one| tell(list, one, diags));
        let cells = counted.into_iter().map(|one| ((one.row, one.column), one.cell));
        slots[at].1 = Block::Register(list.clone().with_cells(cells));
    }
}

/// A cell that was counted.
struct CountedCell {
    /// Place of its row.
    row: usize,
    /// Place of its column.
    column: usize,
    /// What it is.
    cell: Cell,
}

/// A table while its columns are counted.
struct Counting<'a> {
    list: &'a Register,
    slots: &'a [(SlotName, Block)],
    moment: Moment,
}

impl Counting<'_> {
    /// The cells of a column: all of them, or none where a row does not say whose it is.
    fn column(&self, at: usize, diags: &mut Diagnostics) -> Vec<CountedCell> {
        let list = self.list;
        let column = &list.options().columns[at];
        let Some(source) = column.rows_of() else { return Vec::new() };
        let other = self.slots.iter().find(|(name, _)| **name == *source.rows.value);
        let Some(rows) = other.and_then(|(_, other)| named::rows(source, other, &self.moment)) else {
            return Vec::new();
        };
        let lacks = |span: &Span, label: &Label| {
            let unnamed = Diagnostic::new(&UNNAMED, span.clone()).with_label("column", label);
            unnamed.with_label("counted", &column.label).with_own("rows", &source.rows.value)
        };
        if let Some(row) = rows.iter().find(|row| row.names(source).is_empty()) {
            diags.push(lacks(row.span, &self.naming(source)));
            return Vec::new();
        }
        let title = list.options().title();
        let before = source.plus.as_ref().and_then(|plus| list.options().column(&plus.value));
        if let Some(twice) = self.twice(column, source) {
            diags.push(twice);
            return Vec::new();
        }
        let mut cells = Vec::new();
        for (place, own) in list.rows_in(0..list.len()).iter().enumerate() {
            let plus = before.map_or(Some(Decimal::default()), |before| own.cells[before].number());
            let Some(plus) = plus.filter(|_| !own.cells[title].is_empty()) else {
                let lacking = before.filter(|_| plus.is_none()).unwrap_or(title);
                diags.push(lacks(&own.span, &list.options().columns[lacking].label));
                return Vec::new();
            };
            let count = named::count(source, &own.cells[title].text(), &rows);
            let whole = Decimal(count.0.saturating_add(plus.0));
            // What does not fit the type of the column is shown as it is, not cut.
            let cell = Cell::of_number(whole, column.column_type).unwrap_or(Cell::Decimal(whole));
            cells.push(CountedCell { row: place, column: at, cell });
        }
        if list.is_complete() {
            self.tell_strays(column, &rows, diags);
        }
        cells
    }

    /// What the column is called that names whose a row is.
    fn naming(&self, source: &RowsOf) -> Label {
        let name = &source.named.value;
        let other = self.slots.iter().find(|(slot, _)| **slot == *source.rows.value);
        let list = other.and_then(|(_, block)| block.as_register());
        let column = list.and_then(|list| list.options().columns.iter().find(|column| column.name == *name));
        let of_entry = || Label::of(&[(HOME, names::chinese(name).unwrap_or(name)), ("en", name)]);
        column.map_or_else(of_entry, |column| column.label.clone())
    }

    /// What is told of the first row that is headed like one before it.
    fn twice(&self, column: &Column, source: &RowsOf) -> Option<Diagnostic> {
        let (list, title) = (self.list, self.list.options().title());
        let mut seen = BTreeSet::new();
        let mut rows = list.rows_in(0..list.len()).iter().filter(|row| !row.cells[title].is_empty());
        let row = rows.find(|row| !seen.insert(row.cells[title].text()))?;
        let twice = Diagnostic::new(&TWICE, row.span.clone()).with_label("counted", &column.label);
        let mask = list.options().columns[title].mask;
        Some(hidden(twice, "name", row.cells[title].text(), mask).with_own("rows", &source.rows.value))
    }

    /// Reports each row that names what the list, which is whole, does not have.
    fn tell_strays(&self, column: &Column, rows: &[NamedRow<'_>], diags: &mut Diagnostics) {
        let (Some(source), title) = (column.rows_of(), self.list.options().title()) else { return };
        let own = self.list.rows_in(0..self.list.len());
        let known: BTreeSet<String> = own.iter().map(|row| row.cells[title].text()).collect();
        for row in rows.iter().filter(|row| !known.contains(&row.names(source))) {
            let stray = Diagnostic::new(&STRAY, row.span.clone()).with_label("counted", &column.label);
            let mask = self.list.options().columns[title].mask;
            diags.push(hidden(stray, "name", row.names(source), mask).with_own("rows", &source.rows.value));
        }
    }
}

/// An argument of what no message may tell where its column is masked.
fn hidden(one: Diagnostic, name: &'static str, text: String, mask: Mask) -> Diagnostic {
    match mask {
        Mask::Shown => one.with(name, text),
        _ => one.with_word(name, HIDDEN),
    }
}

/// Reports a cell that was written otherwise.
fn tell(list: &Register, counted: &CountedCell, diags: &mut Diagnostics) {
    let options = list.options();
    let column = &options.columns[counted.column];
    let Some(row) = list.rows_in(counted.row..counted.row + 1).first() else { return };
    let Some(source) = column.rows_of() else { return };
    let stated = &row.cells[counted.column];
    if stated.is_empty() || *stated == counted.cell {
        return;
    }
    let differs = Diagnostic::new(&DIFFERS, row.span.clone()).with_own("column", column.label.home());
    let title = options.title();
    let differs = hidden(differs, "subject", row.cells[title].text(), options.columns[title].mask);
    let differs = hidden(differs, "stated", stated.text(), column.mask);
    let differs = hidden(differs, "computed", counted.cell.text(), column.mask);
    diags.push(differs.with_own("rows", &source.rows.value));
}
