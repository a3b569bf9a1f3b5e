//! How far the rows of a ledger are, in the words that its form gives: what a row is, how it is counted, what it is
//! called to achieve one, and what its rate is told of.

use serde::Serialize;

use crate::base::glossary::Tongue;
use crate::base::number::Rate;
use crate::blocks::column_type::ColumnType;
use crate::blocks::outcome::{Outcome, Outcomes, RateOf};
use crate::blocks::register::{RegisterOptions, RegisterSummary, State};
use crate::view::keys;

/// Counts by state.
#[derive(Clone, Debug, Serialize)]
pub struct CountsView {
    /// What there is, with its number: `合同 4 份`.
    pub heading: String,
    /// What it is called to achieve a row: `缴清`.
    pub verb: String,
    /// The measure word: `份`.
    pub measure: String,
    /// States with the number of their rows, in the order of the form; those without rows are left out.
    pub states: Vec<(String, u64)>,
    /// Rows.
    pub rows: u64,
    /// Not ended, not yet due.
    pub open: u64,
    /// Not ended, past due.
    pub overdue: u64,
    /// Achieved.
    pub closed: u64,
    /// Achieved late.
    pub closed_late: u64,
    /// Ended without being achieved: not met, or dropped.
    pub off: u64,
    /// Achieved of those that the form says.
    pub rate: Rate,
    /// The rate in ten-thousandths, for pictures; `rate` is what is printed.
    pub share: i64,
    /// What counts in the rate, and of what it is told.
    pub definition: String,
    /// Median days to the end.
    pub median_days: Option<i64>,
    /// What the date is called from which these days are counted.
    pub days_from: String,
}

/// How many rows are where.
pub(super) fn counts(summary: &RegisterSummary, options: &RegisterOptions, tongue: Tongue<'_>) -> CountsView {
    let words = Words::of(options, tongue);
    let rate = rate(summary, options);
    CountsView {
        heading: words.heading(summary.rows, tongue),
        states: states(summary, options, tongue),
        rows: summary.rows,
        open: summary.open,
        overdue: summary.overdue,
        closed: summary.closed,
        closed_late: summary.closed_late,
        off: summary.unmet + summary.dropped,
        rate,
        share: rate.ratio(),
        definition: defined(options, &words, tongue),
        median_days: summary.median_days(),
        days_from: days_from(options, tongue),
        verb: words.verb,
        measure: words.measure,
    }
}

/// The rate that the form wants.
pub(super) fn rate(summary: &RegisterSummary, options: &RegisterOptions) -> Rate {
    options.outcomes().map_or_else(Rate::default, |outcomes| summary.rate(outcomes.rate))
}

/// What the form calls its rows, in the language of the page.
pub(super) struct Words {
    noun: String,
    /// The measure word.
    pub(super) measure: String,
    /// The verb.
    pub(super) verb: String,
}

impl Words {
    pub(super) fn of(options: &RegisterOptions, tongue: Tongue<'_>) -> Self {
        let verb = options.outcomes().and_then(|outcomes| outcomes.verb.as_ref());
        Self {
            noun: options.noun.as_ref().map_or_else(String::new, |noun| tongue.label(noun).to_owned()),
            measure: match &options.counted_in {
                Some(word) if tongue.is_han() || word.speaks(tongue.lang()) => tongue.label(word).to_owned(),
                // Most languages count without such a word.
                Some(_) => String::new(),
                None => tongue.say(keys::MEASURE, &[]),
            },
            verb: verb.map_or_else(|| tongue.say(keys::VERB, &[]), |verb| tongue.label(verb).to_owned()),
        }
    }

    /// What a row is, if the form says so.
    pub(super) fn noun(&self) -> Option<&str> {
        Some(&*self.noun).filter(|noun| !noun.is_empty())
    }

    fn heading(&self, rows: u64, tongue: Tongue<'_>) -> String {
        let rows = rows.to_string();
        match self.noun() {
            Some(noun) => tongue.say(keys::LEDGER_OF, &[noun, &rows, &self.measure]),
            None => tongue.say(keys::LEDGER, &[&rows, &self.measure]),
        }
    }
}

/// What stands in the empty closing date of a row: that it is not achieved yet, or that there is nothing to date.
pub(super) fn pending(options: &RegisterOptions, state: State, tongue: Tongue<'_>) -> Option<String> {
    match state {
        State::Open | State::Overdue => Some(tongue.say(keys::PENDING, &[&Words::of(options, tongue).verb])),
        State::Unmet | State::Dropped | State::NotApplicable => Some(tongue.say(keys::NO_DATE, &[])),
        State::None | State::Closed | State::ClosedLate => None,
    }
}

/// Rows by state.
fn states(summary: &RegisterSummary, options: &RegisterOptions, tongue: Tongue<'_>) -> Vec<(String, u64)> {
    let Some(column) = options.position(ColumnType::Status).map(|at| &options.columns[at]) else { return Vec::new() };
    let Some(counts) = summary.values.get(&column.name) else { return Vec::new() };
    let known = column.outcomes.told().chain(&column.values);
    let known = known.filter_map(|state| Some((state, *counts.get(&**state)?)));
    known.map(|(state, count)| (tongue.text(state).to_owned(), count)).collect()
}

/// The definition of the rate with its name in front; empty where there is none.
fn defined(options: &RegisterOptions, words: &Words, tongue: Tongue<'_>) -> String {
    let text = definition(options, words, tongue);
    if text.is_empty() { text } else { sentence(&tongue.say(keys::RATE_DEFINED, &[&words.verb, &text])) }
}

/// What counts in the rate, and of what it is told; empty where there is none.
pub(super) fn definition(options: &RegisterOptions, words: &Words, tongue: Tongue<'_>) -> String {
    let Some(outcomes) = options.outcomes() else { return String::new() };
    let named = |outcome| named(outcomes, outcome, tongue);
    let achieved = named(Outcome::Achieved);
    let mut text = match outcomes.rate {
        RateOf::None => return String::new(),
        RateOf::All => tongue.say(keys::RATE_OF_ALL, &[&achieved, &words.measure]),
        RateOf::Due => tongue.say(keys::RATE_OF_DUE, &[&achieved, &words.measure]),
    };
    let ended = [Outcome::Unmet, Outcome::Dropped].map(named).into_iter().filter(|states| !states.is_empty());
    let ended: Vec<String> = ended.collect();
    if !ended.is_empty() {
        text.push_str(&tongue.say(keys::RATE_WITH, &[&ended.join(&tongue.say(keys::DUN, &[]))]));
    }
    let apart = named(Outcome::NotApplicable);
    if !apart.is_empty() {
        text.push_str(&tongue.say(keys::RATE_WITHOUT, &[&apart]));
    }
    text + tongue.say(keys::STOP, &[]).trim_end()
}

/// The text with a capital, for what begins a line.
pub(super) fn sentence(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// The states of an outcome in the words of the form.
pub(super) fn named(outcomes: &Outcomes, outcome: Outcome, tongue: Tongue<'_>) -> String {
    let states: Vec<&str> = outcomes.of(outcome).map(|state| tongue.text(state)).collect();
    states.join(&tongue.say(keys::DUN, &[]))
}

/// What the date is called from which days are counted; empty where they mean nothing.
pub(super) fn days_from(options: &RegisterOptions, tongue: Tongue<'_>) -> String {
    options.days_from().map_or_else(String::new, |at| tongue.label(&options.columns[at].label).to_owned())
}
