//! What the rows of a table, or the entries of an account, that name something come to.

use std::sync::Arc;

use crate::base::fields::Spanned;
use crate::base::money::Money;
use crate::base::number::Decimal;
use crate::blocks::Block;
use crate::blocks::account::{Account, Entry};
use crate::blocks::cell::Cell;
use crate::blocks::pick::Moment;
use crate::blocks::register::Register;
use crate::blocks::rows_of::{ENTRY, RowsOf};

/// A row that is looked at: its cells by the names of their columns.
type Cells<'r> = Box<dyn Fn(&str) -> Option<Cell> + 'r>;

/// What the rows of `block` that name `subject` come to; only rows that are all there are say it.
pub(super) fn count(source: &RowsOf, subject: &str, block: &Block, moment: &Moment) -> Option<Decimal> {
    let rows = match block {
        Block::Register(list) => of_list(source, list, moment)?,
        Block::Account(account) => of_account(source, account, moment)?,
        _ => return None,
    };
    let own = rows.iter().filter(|row| row(&source.named.value).is_some_and(|cell| cell.text() == subject));
    let amount = |row: &Cells<'_>| match &source.sum {
        Some(column) => row(&column.value).and_then(|cell| cell.number()).unwrap_or_default(),
        None => Decimal::whole(1),
    };
    Some(own.fold(Decimal::default(), |sum, row| Decimal(sum.0.saturating_add(amount(row).0))))
}

/// What a sensitive list tells is told by its own rules.
fn of_list<'r>(source: &RowsOf, list: &'r Register, moment: &Moment) -> Option<Vec<Cells<'r>>> {
    let has = |column: &Spanned<Arc<str>>| list.options().column(&column.value).is_some();
    if list.options().is_sensitive || !list.is_complete() || list.is_empty() || !source.columns().all(has) {
        return None;
    }
    let rows = list.picked(&source.pick, moment).into_iter();
    Some(rows.map(|row| Box::new(move |name: &str| list.cell(row, name).cloned()) as Cells<'r>).collect())
}

/// An account says it if each entry that is meant names something.
fn of_account<'r>(source: &RowsOf, account: &'r Account, moment: &Moment) -> Option<Vec<Cells<'r>>> {
    let is_meant = |entry: &&Entry| {
        let cells: Vec<(&str, Cell)> = ENTRY.iter().filter_map(|name| Some((*name, cell(entry, name)?))).collect();
        let find = |name: &str| cells.iter().find(|(own, _)| *own == name).map(|(_, cell)| cell);
        source.pick.holds(find, |_| false, moment)
    };
    let entries: Vec<&Entry> = account.lines().map(|line| line.entry).filter(is_meant).collect();
    let is_named = |entry: &&Entry| cell(entry, &source.named.value).is_some_and(|cell| !cell.is_empty());
    if entries.is_empty() || !entries.iter().all(is_named) {
        return None;
    }
    Some(entries.into_iter().map(|entry| Box::new(move |name: &str| cell(entry, name)) as Cells<'r>).collect())
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
