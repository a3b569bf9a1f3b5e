//! What the numbers of a column should be, in words.

use std::sync::Arc;

use serde::Serialize;

use crate::base::fields::Spanned;
use crate::base::glossary::Tongue;
use crate::blocks::column::Column;
use crate::blocks::norm::{Bound, Norm, NormCount};
use crate::blocks::register::{Overview, Register};

/// The norm of a column.
#[derive(Clone, Debug, Serialize)]
pub struct NormView {
    /// What the column is called.
    pub label: String,
    /// Unit, empty for none.
    pub unit: Arc<str>,
    /// The ranges that a row of this record falls under.
    pub ranges: Vec<RangeView>,
    /// How many are outside.
    pub count: NormCount,
}

/// One range in words.
#[derive(Clone, Debug, Serialize)]
pub struct RangeView {
    /// The value that it is for; empty for every row.
    pub value: Arc<str>,
    /// The lower end: a number, or the label of a column.
    pub from: Option<String>,
    /// The upper end: a number, or the label of a column.
    pub to: Option<String>,
    /// Whether the ends are columns.
    pub is_column: bool,
}

/// The norm of the column at `at`, where it has one for any row.
pub(super) fn view(register: &Register, at: usize, overview: &Overview, tongue: Tongue<'_>) -> Option<NormView> {
    let columns = &register.options().columns;
    let (column, (count, values)) = (&columns[at], &overview.norms[at]);
    let ranges = ranges(column.norm.as_ref()?, columns, |value| values.contains(value), tongue);
    let (label, unit) = (tongue.label(&column.label).to_owned(), tongue.word(&column.unit));
    (count.checked > 0).then_some(NormView { label, unit, ranges, count: *count })
}

/// Its ranges, without those for values that `is_met` says do not occur.
fn ranges(norm: &Norm, columns: &[Column], is_met: impl Fn(&str) -> bool, tongue: Tongue<'_>) -> Vec<RangeView> {
    let end = |end: &Option<Spanned<Bound>>| end.as_ref()?.value.said(columns, tongue);
    let is_column = |end: &Option<Spanned<Bound>>| matches!(end.as_ref().map(|end| &end.value), Some(Bound::Column(_)));
    let met = norm.ranges.iter().filter(|(value, _)| value.as_ref().is_none_or(|value| is_met(&value.value)));
    let views = met.map(|(value, range)| RangeView {
        value: value.as_ref().map_or_else(Arc::default, |value| tongue.word(&value.value)),
        from: end(&range.from),
        to: end(&range.to),
        is_column: is_column(&range.from) || is_column(&range.to),
    });
    views.collect()
}
