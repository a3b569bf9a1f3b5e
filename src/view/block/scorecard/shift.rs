//! A result against the one before.

use std::cmp::Ordering;
use std::sync::Arc;

use serde::Serialize;

use crate::base::glossary::Tongue;
use crate::base::number::Decimal;
use crate::base::period::Period;
use crate::league::Placing;

/// A result against the one before.
#[derive(Clone, Debug, Serialize)]
pub struct ShiftView {
    /// The period before, in standard form.
    pub period: String,
    /// The total before.
    pub total: Option<Decimal>,
    /// How much the totals differ, without a sign.
    pub gap: Option<Decimal>,
    /// `more`, `less` or `same`; empty where a total lacks.
    pub direction: &'static str,
    /// The rank before.
    pub rank: Option<usize>,
    /// How many places up or down.
    pub places: usize,
    /// `up`, `down` or `same`; empty where a rank lacks.
    pub moved: &'static str,
    /// The band before, if it is another one.
    pub band: Option<Arc<str>>,
}

/// What changed from one result to the next.
pub(crate) fn shift(period: Period, before: &Placing, now: &Placing, tongue: Tongue<'_>) -> ShiftView {
    let totals = before.total.zip(now.total).map(|(before, now)| now.minus(before));
    let ranks = before.rank.zip(now.rank);
    ShiftView {
        period: period.to_string(),
        total: before.total,
        gap: totals.map(|gap| Decimal(gap.0.abs())),
        direction: totals.map_or("", |gap| match gap.0 {
            0 => "same",
            1.. => "more",
            _ => "less",
        }),
        rank: before.rank,
        places: ranks.map_or(0, |(before, now)| before.abs_diff(now)),
        moved: ranks.map_or("", |(before, now)| match now.cmp(&before) {
            Ordering::Less => "up",
            Ordering::Equal => "same",
            Ordering::Greater => "down",
        }),
        band: before.band.as_ref().filter(|band| now.band.as_ref() != Some(*band)).map(|band| tongue.word(band)),
    }
}
