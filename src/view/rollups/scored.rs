//! Lines of scorecards and figures beyond their totals: means by criterion, votes by option, and what does not agree.

use crate::base::glossary::Tongue;
use crate::base::number::Decimal;
use crate::blocks::measures::{MeasuresSummary, Sum};
use crate::blocks::scorecard::form::Component;
use crate::blocks::scorecard::summary::{ScoreSum, ScorecardSummary};
use crate::view::keys;
use crate::view::parts::SummaryLine;
use crate::view::rollups::keyed;

/// Mean of each criterion of a component, with its full mark, in the order of the form.
pub(super) fn criteria(component: &Component, summary: &ScorecardSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let sums = summary.criteria.get(&component.name);
    let means = component.criteria.iter().filter_map(|own| {
        let mean = sums?.get(&own.name).and_then(ScoreSum::mean)?;
        let label = tongue.say(keys::MEAN_OF_FULL, &[tongue.text(&own.name), &own.full.to_string()]);
        Some(part(label, mean.to_string(), "number"))
    });
    means.collect()
}

/// Votes for each option of a component, in the order of the form.
pub(super) fn ballots(component: &Component, summary: &ScorecardSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let Some(votes) = summary.ballots.get(&component.name) else { return Vec::new() };
    let label = tongue.label(&component.label);
    let all: u64 = votes.values().sum();
    let lines = component.votes.iter().map(|(option, _)| {
        let count = votes.get(option).copied().unwrap_or(0);
        part(tongue.say(keys::PAIR, &[label, tongue.text(option)]), format!("{count}/{all}"), "rate")
    });
    lines.collect()
}

/// What a figure leaves open: since when it counts, more than its parts, another number than the one it is compared with, under its target.
pub(super) fn gaps(name: &str, sum: &Sum, summary: &MeasuresSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let says = |key, other: &str| tongue.say(key, &[name, other]);
    let number = |label, number: Decimal| {
        let unit = tongue.word(&sum.unit);
        SummaryLine { unit, ..part(label, number.to_string(), "number") }
    };
    let since = sum.since.map(|since| part(says(keys::SINCE, ""), since.to_string(), "text"));
    let mut lines: Vec<_> = since.into_iter().collect();
    if sum.rest.0 != 0 {
        lines.push(number(says(keys::MINUS_PARTS, ""), sum.rest));
    }
    let key = sum.compare.as_ref().map(|other| (other, format!("{other}|{}", sum.unit)));
    if let Some((other, against)) = key.and_then(|(other, key)| Some((other, summary.items.get(&*key)?))) {
        let gap = sum.figure.value.minus(against.figure.value);
        lines.extend((gap.0 != 0).then(|| number(says(keys::MINUS, tongue.text(other)), gap)));
    }
    if sum.below_target.is > 0 {
        let value = format!("{}/{}", sum.below_target.is, sum.below_target.of);
        lines.push(part(says(keys::BELOW_TARGET, ""), value, "rate"));
    }
    lines
}

fn part(label: String, value: String, shape: &'static str) -> SummaryLine {
    SummaryLine { label: label.into(), is_key: false, role: "part", ..keyed("", value, shape) }
}
