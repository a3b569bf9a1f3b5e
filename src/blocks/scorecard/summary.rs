//! What rises from scorecards: how many were assessed, in which bands, and sums from which means are formed at the end.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::number::Decimal;
use crate::blocks::Summary;
use crate::blocks::scorecard::number::divide;
use crate::blocks::scorecard::{Mark, Scorecard, Subject};

/// What rises: counts and sums only, never a mean or a rank.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ScorecardSummary {
    /// Results: a subject that is assessed each quarter counts each time, one with a validity counts once.
    pub subjects: u64,
    /// Results whose last day is past: they are in no band and no mean.
    pub expired: u64,
    /// Results by band.
    pub bands: BTreeMap<Arc<str>, u64>,
    /// Sums by label of component.
    pub components: BTreeMap<Arc<str>, ScoreSum>,
    /// Sums by label of component, then by criterion.
    pub criteria: BTreeMap<Arc<str>, BTreeMap<Arc<str>, ScoreSum>>,
    /// Votes by label of component, then by option.
    pub ballots: BTreeMap<Arc<str>, BTreeMap<Arc<str>, u64>>,
    /// Results that a gate kept out of a band.
    pub gates_failed: u64,
    /// Sum of the totals.
    pub totals: ScoreSum,
    /// Votes cast in the ballots of all results.
    pub votes: u64,
}

/// From which the mean of a component is formed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ScoreSum {
    /// All scores.
    pub sum: Decimal,
    /// All full marks.
    pub full: Decimal,
    /// All weights.
    pub weight: Decimal,
    /// How many have a score.
    pub count: u64,
}

impl ScoreSum {
    pub(super) fn add(&mut self, other: &Self) {
        self.sum = Decimal(self.sum.0.saturating_add(other.sum.0));
        self.full = Decimal(self.full.0.saturating_add(other.full.0));
        self.weight = Decimal(self.weight.0.saturating_add(other.weight.0));
        self.count += other.count;
    }

    /// The mean, to two decimals; none without scores.
    pub fn mean(&self) -> Option<Decimal> {
        let count = i64::try_from(self.count).ok().filter(|count| *count > 0)?;
        Some(divide(i128::from(self.sum.0), i128::from(count), 2))
    }
}

impl Summary for ScorecardSummary {
    fn merge(&mut self, other: &Self) {
        self.subjects += other.subjects;
        self.expired += other.expired;
        self.gates_failed += other.gates_failed;
        self.totals.add(&other.totals);
        self.votes += other.votes;
        for (band, count) in &other.bands {
            *self.bands.entry(band.clone()).or_default() += count;
        }
        for (component, sum) in &other.components {
            self.components.entry(component.clone()).or_default().add(sum);
        }
        for (component, criteria) in &other.criteria {
            let own = self.criteria.entry(component.clone()).or_default();
            criteria.iter().for_each(|(name, sum)| own.entry(name.clone()).or_default().add(sum));
        }
        for (component, votes) in &other.ballots {
            let own = self.ballots.entry(component.clone()).or_default();
            votes.iter().for_each(|(option, count)| *own.entry(option.clone()).or_default() += count);
        }
    }
}

impl Scorecard {
    /// Adds the result of a subject.
    pub(super) fn add(&self, subject: &Subject, summary: &mut ScorecardSummary) {
        let outcome = &subject.outcome;
        summary.subjects += 1;
        summary.gates_failed += u64::from(self.gates_failed(subject) > 0);
        if let Some(band) = outcome.band {
            *summary.bands.entry(self.options.bands[band].name.clone()).or_default() += 1;
        }
        if let Some(total) = outcome.total {
            summary.totals.add(&ScoreSum { sum: total, count: 1, ..ScoreSum::default() });
        }
        for (component, mark) in self.options.components.iter().zip(&subject.marks) {
            match mark {
                Some(Mark::Ballot(ballot)) => {
                    summary.votes += ballot.all().unsigned_abs();
                    let own = summary.ballots.entry(component.name.clone()).or_default();
                    for ((option, _), votes) in component.votes.iter().zip(&ballot.counts) {
                        *own.entry(option.clone()).or_default() += u64::from(*votes);
                    }
                }
                Some(Mark::Criteria(marks)) => {
                    let own = summary.criteria.entry(component.name.clone()).or_default();
                    for (criterion, mark) in component.criteria.iter().zip(marks) {
                        let Some(mark) = mark.total() else { continue };
                        let sum = ScoreSum { sum: mark, full: criterion.full, count: 1, ..ScoreSum::default() };
                        own.entry(criterion.name.clone()).or_default().add(&sum);
                    }
                }
                _ => {}
            }
        }
        for (component, score) in self.options.components.iter().zip(&outcome.scores) {
            let Some(score) = score else { continue };
            let sum = ScoreSum { sum: *score, full: component.full, weight: component.weight, count: 1 };
            summary.components.entry(component.name.clone()).or_default().add(&sum);
        }
    }
}
