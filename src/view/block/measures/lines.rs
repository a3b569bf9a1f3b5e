//! Lines of a total of figures, each with what does not agree.

use crate::base::glossary::Tongue;
use crate::base::number::Figure;
use crate::blocks::measures::{MeasuresSummary, Sum};
use crate::view::keys;
use crate::view::parts::SummaryLine;

pub(super) fn lines(summary: &MeasuresSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let lines = summary.items.iter().flat_map(|(key, sum)| {
        let name = tongue.text(key.split('|').next().unwrap_or(key));
        let is_rate = sum.rate.of > 0;
        let (value, shape) = match sum.range {
            _ if is_rate => (format!("{}/{}", sum.rate.is, sum.rate.of), "rate"),
            Some((low, high)) if low != high => (format!("{low}..{high}"), "range"),
            Some((value, _)) => (value.to_string(), "number"),
            None => (sum.figure.value.to_string(), "number"),
        };
        let line = SummaryLine {
            unit: tongue.word(&sum.unit),
            qualifier: if is_rate { "" } else { sum.figure.qualifier.spoken(tongue.lang()) },
            ..SummaryLine::named(name, value, shape)
        };
        std::iter::once(line).chain(gaps(name, sum, summary, tongue))
    });
    lines.collect()
}

/// What a figure leaves open: since when it counts, more than its parts, another number than the one it is compared
/// with, under its target.
fn gaps(name: &str, sum: &Sum, summary: &MeasuresSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let says = |key, other: &str| tongue.say(key, &[name, other]);
    let number = |label, figure: Figure| {
        let (unit, qualifier) = (tongue.word(&sum.unit), figure.qualifier.spoken(tongue.lang()));
        SummaryLine { unit, qualifier, ..SummaryLine::named(label, figure.value.to_string(), "number").part() }
    };
    let since = sum.since.map(|since| SummaryLine::named(says(keys::SINCE, ""), since.to_string(), "text").part());
    let mut lines: Vec<_> = since.into_iter().collect();
    if sum.rest.value.0 != 0 {
        lines.push(number(says(keys::MINUS_PARTS, ""), sum.rest));
    }
    let key = sum.compare.as_ref().map(|other| (other, format!("{other}|{}", sum.unit)));
    if let Some((other, against)) = key.and_then(|(other, key)| Some((other, summary.items.get(&*key)?))) {
        // Totals that do not come from the same records are not compared.
        let gap = sum.figure.minus(against.figure);
        let is_told = gap.value.0 != 0 && gap.value == sum.compare_gap;
        lines.extend(is_told.then(|| number(says(keys::MINUS, tongue.text(other)), gap)));
    }
    if sum.below_target.is > 0 {
        let value = format!("{}/{}", sum.below_target.is, sum.below_target.of);
        lines.push(SummaryLine::named(says(keys::BELOW_TARGET, ""), value, "rate").part());
    }
    lines
}
