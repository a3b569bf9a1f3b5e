//! Records of the routine that were written by hand, from `data/by-hand.csv`: they are not made here, and the accounts
//! that are made lead up to theirs.

use std::sync::LazyLock;

use serde::Deserialize;

use super::draft::parse_money;
use super::time::Span;
use super::units::table;

#[derive(Debug, Deserialize)]
struct Row {
    path: String,
    form: String,
    period: String,
    opening: String,
    income: String,
    spending: String,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| table(include_str!("../data/by-hand.csv")));

fn find(path: &str, form: &str, span: Span) -> Option<&'static Row> {
    let period = span.name();
    ROWS.iter().find(|row| row.path == path && row.form == form && row.period == period)
}

/// Whether a record of this unit, form and time was written by hand.
pub(super) fn is_written(path: &str, form: &str, span: Span) -> bool {
    find(path, form, span).is_some()
}

/// Opening, income and spending of an account that was written by hand.
pub(super) fn account(path: &str, form: &str, span: Span) -> Option<(i64, i64, i64)> {
    find(path, form, span).map(|row| (parse_money(&row.opening), parse_money(&row.income), parse_money(&row.spending)))
}
