//! What the rows of a table, or the entries of an account, that name something come to.

use std::sync::Arc;

use crate::base::fields::Spanned;
use crate::base::money::Money;
use crate::base::number::Decimal;
use crate::base::source::Span;
use crate::blocks::Block;
use crate::blocks::account::{Account, Entry};
use crate::blocks::cell::Cell;
use crate::blocks::pick::Moment;
use crate::blocks::register::{Register, Row};
use crate::blocks::rows_of::{ENTRY, RowsOf};

/// The cells of a row by the names of their columns.
type Cells<'r> = Box<dyn Fn(&str) -> Option<Cell> + 'r>;

/// A row that is looked at.
pub(super) struct NamedRow<'r> {
    /// What its columns say.
    cell: Cells<'r>,
    /// Where it was written.
    pub(super) span: &'r Span,
}

impl NamedRow<'_> {
    /// What it names; empty for nobody.
    pub(super) fn names(&self, source: &RowsOf) -> String {
        (self.cell)(&source.named.value).map_or(String::new(), |cell| cell.text())
    }
}

/// The rows of `block` that are meant, if they are all there are and any of them names something.
pub(super) fn rows<'r>(source: &RowsOf, block: &'r Block, moment: &Moment) -> Option<Vec<NamedRow<'r>>> {
    let rows = match block {
        Block::Register(list) => of_list(source, list, moment)?,
        Block::Account(account) => of_account(source, account, moment),
        _ => return None,
    };
    rows.iter().any(|row| !row.names(source).is_empty()).then_some(rows)
}

/// What the rows that name `subject` come to.
pub(super) fn count(source: &RowsOf, subject: &str, rows: &[NamedRow<'_>]) -> Decimal {
    let amount = |row: &NamedRow<'_>| match &source.sum {
        Some(column) => (row.cell)(&column.value).and_then(|cell| cell.number()).unwrap_or_default(),
        None => Decimal::whole(1),
    };
    let own = rows.iter().filter(|row| row.names(source) == subject);
    own.fold(Decimal::default(), |sum, row| Decimal(sum.0.saturating_add(amount(row).0)))
}

/// What a sensitive list tells is told by its own rules.
fn of_list<'r>(source: &RowsOf, list: &'r Register, moment: &Moment) -> Option<Vec<NamedRow<'r>>> {
    let has = |column: &Spanned<Arc<str>>| list.options().column(&column.value).is_some();
    if list.options().is_sensitive || !list.is_complete() || !source.columns().all(has) {
        return None;
    }
    let row = |row: &'r Row| NamedRow { cell: Box::new(|name| list.cell(row, name).cloned()), span: &row.span };
    Some(list.picked(&source.pick, moment).into_iter().map(row).collect())
}

fn of_account<'r>(source: &RowsOf, account: &'r Account, moment: &Moment) -> Vec<NamedRow<'r>> {
    let is_meant = |entry: &&Entry| {
        let cells: Vec<(&str, Cell)> = ENTRY.iter().filter_map(|name| Some((*name, cell(entry, name)?))).collect();
        let find = |name: &str| cells.iter().find(|(own, _)| *own == name).map(|(_, cell)| cell);
        source.pick.holds(find, |_| false, moment)
    };
    let row = |entry: &'r Entry| NamedRow { cell: Box::new(|name| cell(entry, name)), span: &entry.span };
    account.lines().map(|line| line.entry).filter(is_meant).map(row).collect()
}

/// What an entry has under one of the names of [`ENTRY`]; spending counts as less than nothing in `amount`.
fn cell(entry: &Entry, name: &str) -> Option<Cell> {
    let text = |text: Option<&Arc<str>>| text.map_or(Cell::Empty, |text| Cell::Text((&**text).into()));
    let money = |amount: Option<Money>| amount.map_or(Cell::Empty, Cell::Money);
    Some(match name {
        "date" => entry.date.map_or(Cell::Empty, Cell::Date),
        "item" => text(Some(&entry.item)),
        "category" => text(Some(&entry.category)),
        "counterparty" => text(entry.counterparty.as_ref()),
        "voucher" => text(entry.voucher.as_ref()),
        "in" => money(entry.income()),
        "out" => money(entry.spending()),
        "amount" => Cell::Money(entry.amount),
        _ => return None,
    })
}
