//! What links to the rows of a register end with. An id is made of what its row shows in the words of the record, so it
//! is the same in every tree, and holds when other rows come and go or a matter comes to its end.

use std::collections::BTreeMap;

use crate::blocks::cell::Cell;
use crate::blocks::column_type::ColumnType;
use crate::blocks::register::{Register, Row};

/// Signs of an id.
const SIGNS: usize = 8;

/// The ids of all rows, of what is shown: made of the column in which no two rows may be alike, else of the head of the row and
/// its first day, and of further cells where these are alike. Only rows that are alike in all are told apart by their order.
pub(super) fn of_rows(register: &Register, shown: &[usize], title: Option<usize>) -> Vec<String> {
    let options = register.options();
    let rows = register.rows_in(0..register.len());
    let is_unique = |at: &&usize| options.unique.contains(&options.columns[**at].name);
    let is_settled = |at: &&usize| {
        !matches!(options.columns[**at].column_type, ColumnType::Status | ColumnType::Closed | ColumnType::Due)
    };
    let is_filled = |at: &&usize| rows.iter().all(|row| !text(row, **at).is_empty());
    let is_date = |at: &&usize| options.columns[**at].column_type == ColumnType::Date;
    let own = shown.iter().filter(is_unique).find(is_filled).copied();
    let first =
        own.map_or_else(|| title.into_iter().chain(shown.iter().find(is_date).copied()).collect(), |at| vec![at]);
    let whole = |row: &Row| first.iter().map(|at| text(row, *at)).collect::<Vec<_>>().join("\n");
    let mut keys: Vec<String> = rows.iter().map(whole).collect();
    for at in shown.iter().filter(is_settled).filter(|at| !first.contains(at)).copied() {
        let counts = counts(&keys);
        for (key, row) in keys.iter_mut().zip(rows) {
            if counts.get(key).is_some_and(|count| *count > 1) {
                key.push('\n');
                key.push_str(&text(row, at));
            }
        }
    }
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let id = |key: &String| {
        let id = signs(key);
        let times = seen.entry(id.clone()).or_default();
        *times += 1;
        if *times == 1 { id } else { format!("{id}-{times}") }
    };
    keys.iter().map(id).collect()
}

/// The id of what is called `key`.
pub fn signs(key: &str) -> String {
    blake3::hash(key.as_bytes()).to_hex()[..SIGNS].to_owned()
}

fn counts(keys: &[String]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts.entry(key.clone()).or_default() += 1;
    }
    counts
}

fn text(row: &Row, at: usize) -> String {
    row.cells.get(at).map(Cell::text).unwrap_or_default()
}
