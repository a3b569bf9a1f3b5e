//! Rows of an account for data files.

use std::sync::Arc;

use crate::base::money::Money;
use crate::base::names;
use crate::blocks::account::{Account, Line, Signature};
use crate::blocks::table::{Table, TableColumn};

/// One row an entry.
pub(super) fn table(account: &Account) -> Table {
    let text = |name| TableColumn::new(name, names::chinese(name).unwrap_or(name), "string");
    let amount = |name, label| TableColumn::new(name, label, "number").in_unit(&account.options.unit);
    let columns = vec![
        TableColumn::new("date", "日期", "date"),
        text("voucher"),
        text("item"),
        text("category"),
        amount("in", "收入"),
        amount("out", "支出"),
        amount("balance", "结余"),
        text("counterparty"),
        text("handler"),
    ];
    Table { columns, rows: account.lines().map(|line| row(account, &line)).collect() }
}

fn row(account: &Account, line: &Line<'_>) -> Vec<String> {
    let text = |text: Option<&Arc<str>>| text.map_or(String::new(), |text| text.to_string());
    let amount = |amount: Option<Money>| amount.map_or(String::new(), |amount| amount.to_string());
    let entry = line.entry;
    vec![
        entry.date.map_or(String::new(), |date| date.to_string()),
        text(entry.voucher.as_ref()),
        entry.item.to_string(),
        entry.category.to_string(),
        amount(entry.income()),
        amount(entry.spending()),
        line.balance.to_string(),
        text(entry.counterparty.as_ref()),
        text(account.signer(entry, Signature::Handler)),
    ]
}
