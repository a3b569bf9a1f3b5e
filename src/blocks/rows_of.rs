//! Cells that are counted from rows beside theirs, of another table or of an account: those that name what the row is about.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::money::Money;
use crate::base::number::Decimal;
use crate::base::yaml::Node;
use crate::blocks::Block;
use crate::blocks::account::{Account, Entry};
use crate::blocks::cell::Cell;
use crate::blocks::pick::{Moment, Pick};
use crate::blocks::register::Register;

/// What entries of an account have for columns.
pub const ENTRY: [&str; 8] = ["date", "item", "category", "counterparty", "voucher", "in", "out", "amount"];

/// What a cell is counted from.
#[derive(Clone, Debug)]
pub struct RowsOf {
    /// The slot whose rows are counted.
    pub rows: Spanned<Arc<str>>,
    /// Their column that names what the row is about.
    named: Spanned<Arc<str>>,
    /// Rows that are meant.
    pick: Pick,
    /// The column that is added up; rows are counted without it.
    sum: Option<Spanned<Arc<str>>>,
    /// The column of the own row that is added to it, such as what was there before.
    pub plus: Option<Spanned<Arc<str>>>,
}

/// A row that is looked at: its cells by the names of their columns.
type Cells<'r> = Box<dyn Fn(&str) -> Option<Cell> + 'r>;

impl FromNode for RowsOf {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let (rows, named) = (fields.need("rows", diags), fields.need("rows-of", diags));
        let pick = fields.get("where", diags).unwrap_or_default();
        let (sum, plus) = (fields.get("sum", diags), fields.get("plus", diags));
        fields.finish(diags);
        Some(Self { rows: rows?, named: named?, pick, sum, plus })
    }
}

impl RowsOf {
    /// The columns of the other table that it names.
    pub fn columns(&self) -> impl Iterator<Item = &Spanned<Arc<str>>> {
        std::iter::once(&self.named).chain(&self.sum).chain(self.pick.columns())
    }

    /// What the rows of `block` that name `subject` come to; only rows that are all there are say it.
    pub fn count(&self, subject: &str, block: &Block, moment: &Moment) -> Option<Decimal> {
        let rows = match block {
            Block::Register(list) => self.of_list(list, moment)?,
            Block::Account(account) => self.of_account(account, moment)?,
            _ => return None,
        };
        let own = rows.iter().filter(|row| row(&self.named.value).is_some_and(|cell| cell.text() == subject));
        let amount = |row: &Cells<'_>| match &self.sum {
            Some(column) => row(&column.value).and_then(|cell| cell.number()).unwrap_or_default(),
            None => Decimal::whole(1),
        };
        Some(own.fold(Decimal::default(), |sum, row| Decimal(sum.0.saturating_add(amount(row).0))))
    }

    /// What a sensitive list tells is told by its own rules.
    fn of_list<'r>(&self, list: &'r Register, moment: &Moment) -> Option<Vec<Cells<'r>>> {
        let has = |column: &Spanned<Arc<str>>| list.options().column(&column.value).is_some();
        if list.options().is_sensitive || !list.is_complete() || list.is_empty() || !self.columns().all(has) {
            return None;
        }
        let rows = list.picked(&self.pick, moment).into_iter();
        Some(rows.map(|row| Box::new(move |name: &str| list.cell(row, name).cloned()) as Cells<'r>).collect())
    }

    /// An account says it if each entry that is meant names something.
    fn of_account<'r>(&self, account: &'r Account, moment: &Moment) -> Option<Vec<Cells<'r>>> {
        let is_meant = |entry: &&Entry| {
            let cells: Vec<(&str, Cell)> = ENTRY.iter().filter_map(|name| Some((*name, cell(entry, name)?))).collect();
            let find = |name: &str| cells.iter().find(|(own, _)| *own == name).map(|(_, cell)| cell);
            self.pick.holds(find, |_| false, moment)
        };
        let entries: Vec<&Entry> = account.lines().map(|line| line.entry).filter(is_meant).collect();
        let is_named = |entry: &&Entry| cell(entry, &self.named.value).is_some_and(|cell| !cell.is_empty());
        if entries.is_empty() || !entries.iter().all(is_named) {
            return None;
        }
        Some(entries.into_iter().map(|entry| Box::new(move |name: &str| cell(entry, name)) as Cells<'r>).collect())
    }

    /// As the reference says it.
    pub fn said(&self) -> String {
        let pick =
            if self.pick.columns().next().is_some() { format!(" where {}", self.pick.said()) } else { String::new() };
        let sum = self.sum.as_ref().map_or(String::new(), |sum| format!(" sum {}", sum.value));
        let plus = self.plus.as_ref().map_or(String::new(), |plus| format!("{} + ", plus.value));
        format!("{plus}{}{pick}{sum} rows-of {}", self.rows.value, self.named.value)
    }
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
