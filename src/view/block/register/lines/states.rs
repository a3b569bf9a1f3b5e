//! Lines of a total of registers that say how many rows there are and how far they are.

use crate::base::glossary::Tongue;
use crate::blocks::column_type::ColumnType;
use crate::blocks::outcome::{Outcome, RateOf};
use crate::blocks::register::{RegisterOptions, RegisterSummary};
use crate::view::block::register::ledger::{self, Words, named, sentence};
use crate::view::keys;
use crate::view::parts::SummaryLine;

/// Rows, then those of each outcome, the rate with what it is told of, and the days that rows took.
pub(super) fn lines(summary: &RegisterSummary, options: &RegisterOptions, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let words = Words::of(options, tongue);
    let mut lines = vec![rows(summary, options, &words)];
    let Some(outcomes) = options.outcomes() else { return lines };
    if summary.with_state() > 0 {
        let count = |label, count: u64| SummaryLine::named(label, count.to_string(), "number");
        let label = |key, outcome| match outcomes.rate {
            RateOf::None => named(outcomes, outcome, tongue),
            _ => sentence(&tongue.say(key, &[&words.verb])),
        };
        lines.push(count(label(keys::NOT_YET, Outcome::Open), summary.open + summary.overdue));
        let has_due = options.position(ColumnType::Due).is_some();
        lines.extend(has_due.then(|| SummaryLine::count("overdue", summary.overdue)));
        lines.push(count(label(keys::ACHIEVED, Outcome::Achieved), summary.closed));
        if !summary.is_sensitive && has_due {
            lines.push(count(tongue.say(keys::LATE, &[&words.verb]), summary.closed_late).part());
        }
        let others = [
            (Outcome::Unmet, summary.unmet),
            (Outcome::Dropped, summary.dropped),
            (Outcome::NotApplicable, summary.not_applicable),
        ];
        for (outcome, rows) in others.into_iter().filter(|(outcome, _)| outcomes.of(*outcome).next().is_some()) {
            lines.push(count(named(outcomes, outcome, tongue), rows));
        }
        lines.extend(rate(summary, options, &words, tongue));
    }
    lines.extend(summary.median_days().map(|days| {
        let from = ledger::days_from(options, tongue);
        let label = sentence(&tongue.say(keys::MEDIAN_DAYS, &[&words.verb]));
        let note = tongue.say(keys::COUNTED_FROM, &[&from]);
        SummaryLine::named(label, days.to_string(), "number").in_days(tongue).noted(note)
    }));
    lines
}

fn rows(summary: &RegisterSummary, options: &RegisterOptions, words: &Words) -> SummaryLine {
    let line = match words.noun() {
        Some(noun) => SummaryLine::named(noun, summary.rows.to_string(), "number"),
        None => SummaryLine::count("rows", summary.rows),
    };
    let unit = if options.counted_in.is_some() { words.measure.as_str().into() } else { line.unit.clone() };
    SummaryLine { unit, ..line }
}

fn rate(
    summary: &RegisterSummary,
    options: &RegisterOptions,
    words: &Words,
    tongue: Tongue<'_>,
) -> Option<SummaryLine> {
    let rate = ledger::rate(summary, options);
    let is_due = options.outcomes().is_some_and(|outcomes| outcomes.rate == RateOf::Due);
    let label = tongue.say(if is_due { keys::CLOSING_RATE_DUE } else { keys::CLOSING_RATE }, &[&words.verb]);
    let line = SummaryLine::named(sentence(&label), format!("{}/{}", rate.is, rate.of), "rate");
    (rate.of > 0).then(|| line.noted(ledger::definition(options, words, tongue)))
}
