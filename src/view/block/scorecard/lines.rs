//! Lines of a total of scorecards: how many are in which band, means by component and criterion, votes by option.

use crate::base::glossary::Tongue;
use crate::blocks::scorecard::form::{Component, ScorecardOptions};
use crate::blocks::scorecard::summary::{ScoreSum, ScorecardSummary};
use crate::view::keys;
use crate::view::parts::SummaryLine;

/// Bands and components in the order of the form.
pub(super) fn lines(
    summary: &ScorecardSummary,
    options: Option<&ScorecardOptions>,
    tongue: Tongue<'_>,
) -> Vec<SummaryLine> {
    let mut lines = vec![SummaryLine::count("assessed_count", summary.subjects)];
    let Some(options) = options else { return lines };
    for band in &options.bands {
        let count = summary.bands.get(&band.name).copied().unwrap_or(0);
        lines.push(SummaryLine::named(tongue.word(&band.name), count.to_string(), "number").part());
    }
    if summary.expired > 0 {
        lines.push(SummaryLine::count("results_expired", summary.expired));
    }
    if !options.gates.is_empty() {
        lines.push(SummaryLine::count("gates_failed", summary.gates_failed));
    }
    lines.extend(summary.totals.mean().map(|mean| SummaryLine::keyed("total_mean", mean.to_string(), "number")));
    for component in &options.components {
        let mean = summary.components.get(&component.name).and_then(ScoreSum::mean);
        let label = tongue.say(keys::MEAN_MARK, &[tongue.label(&component.label)]);
        lines.extend(mean.map(|mean| SummaryLine::named(label, mean.to_string(), "number")));
        lines.extend(criteria(component, summary, tongue));
    }
    if summary.votes > 0 {
        lines.push(SummaryLine::count("votes_cast", summary.votes));
        lines.extend(options.components.iter().flat_map(|component| ballots(component, summary, tongue)));
    }
    lines
}

/// Mean of each criterion of a component, with its full mark, in the order of the form.
fn criteria(component: &Component, summary: &ScorecardSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let sums = summary.criteria.get(&component.name);
    let means = component.criteria.iter().filter_map(|own| {
        let mean = sums?.get(&own.name).and_then(ScoreSum::mean)?;
        let label = tongue.say(keys::MEAN_OF_FULL, &[tongue.text(&own.name), &own.full.to_string()]);
        Some(SummaryLine::named(label, mean.to_string(), "number").part())
    });
    means.collect()
}

/// Votes for each option of a component, in the order of the form.
fn ballots(component: &Component, summary: &ScorecardSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let Some(votes) = summary.ballots.get(&component.name) else { return Vec::new() };
    let label = tongue.label(&component.label);
    let all: u64 = votes.values().sum();
    let lines = component.votes.iter().map(|(option, _)| {
        let count = votes.get(option).copied().unwrap_or(0);
        let label = tongue.say(keys::PAIR, &[label, tongue.text(option)]);
        SummaryLine::named(label, format!("{count}/{all}"), "rate").part()
    });
    lines.collect()
}
