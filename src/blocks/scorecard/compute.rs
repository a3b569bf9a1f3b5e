//! What is computed from the marks, and compared with what the record states.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::lang::Text;
use crate::base::number::{Decimal, Rate};
use crate::blocks::scorecard::form::ScorecardOptions;
use crate::blocks::scorecard::{BAND, Mark, Marked, Outcome, RANK, Scorecard, Subject, TOTAL, UNRANKED, divide};

const NONE: Text = Text { zh: "未达最低等次", en: "below the lowest band" };

impl Scorecard {
    pub(super) fn compute(&mut self) {
        let options = self.options.clone();
        for subject in &mut self.subjects {
            subject.outcome = outcome(subject, &options);
        }
        if options.is_ranked {
            let totals: Vec<Option<Decimal>> = self.subjects.iter().map(|one| one.outcome.total).collect();
            for subject in &mut self.subjects {
                let Some(own) = subject.outcome.total else { continue };
                let is_better = |other: &&Decimal| if options.is_higher_better { **other > own } else { **other < own };
                subject.outcome.rank = Some(totals.iter().flatten().filter(is_better).count() + 1);
            }
        }
    }

    pub(super) fn compare(&self, diags: &mut Diagnostics) {
        for subject in &self.subjects {
            compare_total(subject, diags);
            compare_band(subject, &self.options, diags);
            compare_rank(subject, self.options.is_ranked, diags);
        }
    }
}

impl Marked {
    /// Its mark, if everything below it has one.
    pub fn total(&self) -> Option<Decimal> {
        if self.items.is_empty() {
            return self.mark;
        }
        let marks: Option<Vec<i64>> = self.items.iter().map(|item| item.total().map(|mark| mark.0)).collect();
        marks.map(|marks| Decimal(marks.iter().sum()))
    }
}

/// The score of a component; a ballot is worth the mean of its options.
fn score(mark: &Mark, votes: &[(Arc<str>, Decimal)], decimals: u32) -> Option<Decimal> {
    match mark {
        Mark::Number(number) => Some(*number),
        Mark::Criteria(marks) => Marked { mark: None, items: marks.clone() }.total(),
        Mark::Ballot(ballot) => {
            let all = i128::from(ballot.all());
            let worth =
                ballot.counts.iter().zip(votes).map(|(count, (_, value))| i128::from(*count) * i128::from(value.0));
            (all > 0).then(|| divide(worth.sum(), all, decimals))
        }
    }
}

fn outcome(subject: &Subject, options: &ScorecardOptions) -> Outcome {
    let components = || options.components.iter().zip(&subject.marks);
    let scores: Vec<Option<Decimal>> =
        components().map(|(component, mark)| score(mark.as_ref()?, &component.votes, options.decimals)).collect();
    let deductions = options.deductions.iter().zip(&subject.times);
    let deducted = Decimal(deductions.map(|(deduction, times)| deduction.points(*times).0).sum());
    let weighted = options.components.iter().zip(&scores).map(|(one, score)| Some(one.weighted((*score)?)));
    let sum: Option<i128> = weighted.sum();
    let left = sum.filter(|_| !scores.is_empty()).map(|sum| (sum - i128::from(deducted.0) * 10_000).max(0));
    let stated = subject.stated_total.as_ref().map(|stated| stated.value.0);
    let total = left.map(|left| divide(left, 10_000, options.decimals)).or(stated);
    let gates: Vec<Option<Rate>> = options
        .gates
        .iter()
        .map(|gate| {
            let (component, mark) = (&options.components[gate.component], subject.marks[gate.component].as_ref()?);
            gate.rate(component, mark, scores[gate.component])
        })
        .collect();
    let reached = total.and_then(|total| options.band(total));
    let barred_up_to = options.gates.iter().zip(&gates).filter(|(gate, rate)| gate.passed(**rate) == Some(false));
    let best = barred_up_to.map(|(gate, _)| gate.caps + 1).max().unwrap_or(0);
    let band = match (reached, total) {
        (Some(reached), _) => Some(reached.max(best)).filter(|band| *band < options.bands.len()),
        (None, None) => subject.stated_band.as_ref().map(|stated| stated.value),
        (None, Some(_)) => None,
    };
    Outcome {
        deducted,
        exact: left.map(|left| divide(left, 10_000, 4)),
        total,
        band,
        barred: reached.filter(|reached| *reached < best),
        gates,
        rank: None,
        scores,
    }
}

fn compare_total(subject: &Subject, diags: &mut Diagnostics) {
    let (Some(stated), Some(exact), Some(total)) =
        (&subject.stated_total, subject.outcome.exact, subject.outcome.total)
    else {
        return;
    };
    if !subject.total_agrees() {
        let (value, decimals) = stated.value;
        let computed = if decimals > 2 { exact } else { total };
        let differs = Diagnostic::new(&TOTAL, stated.span.clone()).with("who", &subject.who).with("stated", value);
        diags.push(differs.with("computed", computed).with("difference", Decimal(value.0.saturating_sub(computed.0))));
    }
}

impl Subject {
    /// Whether the stated total is the computed one, rounded to as many decimals. True where one of them is not there.
    pub fn total_agrees(&self) -> bool {
        let (Some(stated), Some(exact)) = (&self.stated_total, self.outcome.exact) else { return true };
        let (value, decimals) = stated.value;
        let rounded = |number: Decimal| divide(i128::from(number.0), 1, decimals);
        [Some(exact), self.outcome.total].into_iter().flatten().any(|number| rounded(number) == value)
    }
}

fn compare_band(subject: &Subject, options: &ScorecardOptions, diags: &mut Diagnostics) {
    let (Some(stated), Some(total)) = (&subject.stated_band, subject.outcome.total) else { return };
    if subject.outcome.band == Some(stated.value) {
        return;
    }
    let differs = Diagnostic::new(&BAND, stated.span.clone()).with("who", &subject.who).with("total", total);
    let differs = differs.with("stated", &options.bands[stated.value].name);
    diags.push(match subject.outcome.band {
        Some(band) => differs.with("computed", &options.bands[band].name),
        None => differs.with_word("computed", NONE),
    });
}

fn compare_rank(subject: &Subject, is_ranked: bool, diags: &mut Diagnostics) {
    let Some(stated) = &subject.stated_rank else { return };
    let at = |rule| Diagnostic::new(rule, stated.span.clone()).with("who", &subject.who).with("stated", stated.value);
    match subject.outcome.rank {
        _ if !is_ranked => diags.push(at(&UNRANKED)),
        Some(rank) if rank != stated.value as usize => diags.push(at(&RANK).with("computed", rank)),
        _ => {}
    }
}
