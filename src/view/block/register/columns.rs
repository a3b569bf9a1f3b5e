//! The columns of a register that a page shows: what they are called, which heads a row, and which stays where rows are folded.

use std::sync::Arc;

use serde::Serialize;

use crate::base::glossary::Tongue;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::register::RegisterOptions;
use crate::view::block::register::cell;

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// Stable name.
    pub name: Arc<str>,
    /// What it is called.
    pub label: String,
    /// Unit, empty for none.
    pub unit: Arc<str>,
    /// Whether cells are set flush right.
    pub is_number: bool,
    /// How its cells are set: `m` flush right, `k` shown of a folded row too, `x` neither.
    pub class: &'static str,
    /// Whether it heads the row.
    pub is_title: bool,
    /// Whether its cells may name a record, an attachment or an organisation.
    pub is_reference: bool,
}

/// The columns that are shown, of which `title` heads the rows.
pub(super) fn views(
    options: &RegisterOptions,
    shown: &[usize],
    title: Option<usize>,
    tongue: Tongue<'_>,
) -> Vec<ColumnView> {
    let key = key(options, shown, title);
    let view = |at: &usize| column_view(&options.columns[*at], (Some(*at) == title, Some(*at) == key), tongue);
    shown.iter().map(view).collect()
}

/// The column that a folded row shows beside its head: its state, else its first amount or number.
fn key(options: &RegisterOptions, shown: &[usize], title: Option<usize>) -> Option<usize> {
    let of = |is_meant: fn(&Column) -> bool| {
        shown.iter().copied().find(|at| Some(*at) != title && is_meant(&options.columns[*at]))
    };
    of(|column| column.column_type == ColumnType::Status)
        .or_else(|| of(|column| column.column_type == ColumnType::Money))
        .or_else(|| of(Column::is_number))
        .or_else(|| of(|_| true))
}

fn class(column: &Column, is_key: bool) -> &'static str {
    match (column.is_number() || column.column_type == ColumnType::Rate, is_key) {
        (true, true) => "m k",
        (true, false) => "m",
        (false, true) => "k",
        (false, false) => "x",
    }
}

fn column_view(column: &Column, (is_title, is_key): (bool, bool), tongue: Tongue<'_>) -> ColumnView {
    ColumnView {
        name: column.name.clone(),
        label: tongue.label(&column.label).to_owned(),
        unit: tongue.word(&column.unit),
        is_number: column.is_number() || column.column_type == ColumnType::Rate,
        class: class(column, is_key),
        is_title,
        is_reference: cell::is_reference(column),
    }
}
