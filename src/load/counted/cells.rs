//! Cells of a table that are counted from the rows of another one beside it: those that name what the row is about.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::number::Decimal;
use crate::blocks::Block;
use crate::blocks::cell::Cell;
use crate::blocks::mask::Mask;
use crate::blocks::pick::Moment;
use crate::blocks::register::Register;
use crate::load::counted::named;
use crate::model::id::SlotName;
use crate::model::record::Record;

rules! {
    /// A cell is not what the rows that name its row give.
    DIFFERS: Warning "register/rows-differ" {
        zh: "“{subject}”的“{column}”写的是 {stated}，{rows} 里写明它的各行合起来是 {computed}" => "查对各行和这个数，改错的一边；这一栏可以不写，页面以数得的为准；表没有列全的，在它下面写 `complete: false`",
        en: "“{column}” of “{subject}” is {stated}, the rows of {rows} that name it come to {computed}" => "look up the rows and the figure; the column need not be written: the page shows what was counted; if a table does not list all, write `complete: false` under it",
        source: "一个数写在两处，应当一样", "a figure that stands in two places is the same in both",
    }
}

/// In the place of what no message may tell.
const HIDDEN: Text = Text { zh: "（不公开）", en: "(withheld)" };

/// Counts the cells of all tables of a record that follow from another table.
pub(super) fn fill(record: &Record, slots: &mut [(SlotName, Block)], diags: &mut Diagnostics) {
    for at in 0..slots.len() {
        let Some(list) = slots[at].1.as_register() else { continue };
        let counted = counted(list, slots, record);
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

fn counted(list: &Register, slots: &[(SlotName, Block)], record: &Record) -> Vec<CountedCell> {
    let period = record.period;
    let day = period.map_or(record.published, |period| period.end.min(record.published));
    let moment = Moment { day, period };
    let (columns, title) = (&list.options().columns, list.options().title());
    let mut cells = Vec::new();
    for (column, definition) in columns.iter().enumerate() {
        let Some(source) = definition.rows_of() else { continue };
        let other = slots.iter().find(|(name, _)| **name == *source.rows.value);
        let Some((_, other)) = other else { continue };
        for (row, own) in list.rows_in(0..list.len()).iter().enumerate() {
            let plus = source.plus.as_ref().map(|plus| list.cell(own, &plus.value).and_then(Cell::number));
            let (Some(subject), Some(plus)) = (own.cells.get(title), plus.unwrap_or_else(|| Some(Decimal::default())))
            else {
                continue;
            };
            let count = named::count(source, &subject.text(), other, &moment).filter(|_| !subject.is_empty());
            let whole = count.map(|count| Decimal(count.0.saturating_add(plus.0)));
            let cell = whole.and_then(|whole| Cell::of_number(whole, definition.column_type));
            cells.extend(cell.map(|cell| CountedCell { row, column, cell }));
        }
    }
    cells
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
    let hidden = |one: Diagnostic, name, text: String, mask: Mask| match mask {
        Mask::Shown => one.with(name, text),
        _ => one.with_word(name, HIDDEN),
    };
    let differs = Diagnostic::new(&DIFFERS, row.span.clone()).with_own("column", column.label.home());
    let title = options.title();
    let differs = hidden(differs, "subject", row.cells[title].text(), options.columns[title].mask);
    let differs = hidden(differs, "stated", stated.text(), column.mask);
    let differs = hidden(differs, "computed", counted.cell.text(), column.mask);
    diags.push(differs.with_own("rows", &source.rows.value));
}
