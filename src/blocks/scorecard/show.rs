//! Fills in what the page shows of a scorecard.

use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::base::number::{Decimal, ratio};
use crate::blocks::scorecard::form::{Component, Criterion, Gate};
use crate::blocks::scorecard::view::{
    BandView, ComponentView, CriterionView, DeductionView, GateView, PassView, ScoreView, ScorecardView, SubjectView,
    TakenView, VotesView,
};
use crate::blocks::scorecard::{Mark, Marked, Scorecard, Subject, divide};

impl Scorecard {
    /// What a page shows of the results.
    pub fn show(&self, today: Date, tongue: Tongue<'_>) -> ScorecardView {
        let options = &self.options;
        let mut order: Vec<&Subject> = self.subjects.iter().collect();
        if options.is_ranked {
            order.sort_by_key(|one| one.outcome.rank.unwrap_or(usize::MAX));
        }
        let subjects: Vec<SubjectView> = order.into_iter().map(|one| self.subject(one, today, tongue)).collect();
        let is_different =
            |one: &SubjectView| one.stated_total.is_some() || one.stated_band.is_some() || one.stated_rank.is_some();
        let deductions = options.deductions.iter();
        ScorecardView {
            method: options.method.as_ref().map(|method| tongue.word(method)),
            components: (0..options.components.len()).map(|at| self.component(at, tongue)).collect(),
            full: self.best(),
            deductions: deductions
                .map(|one| DeductionView { name: tongue.word(&one.name), each: one.each, max: one.max })
                .collect(),
            gates: options.gates.iter().map(|gate| self.gate(gate, tongue)).collect(),
            bands: self.bands(tongue),
            is_weighted: options.is_weighted(),
            has_raters: options.components.iter().any(|one| one.raters.is_some()),
            is_ranked: options.is_ranked,
            has_totals: subjects.iter().any(|one| one.total.is_some()),
            has_criteria: subjects.iter().any(|one| one.scores.iter().any(|score| !score.criteria.is_empty())),
            has_deductions: subjects.iter().any(|one| !one.deductions.is_empty()),
            has_dates: subjects.iter().any(|one| one.assessed.is_some()),
            has_validity: subjects.iter().any(|one| one.until.is_some()),
            has_changes: false,
            has_differences: subjects.iter().any(is_different),
            fails_twice: options.fails_twice.as_ref().map(|words| tongue.word(words)),
            subjects,
        }
    }

    fn best(&self) -> Decimal {
        Decimal(self.options.components.iter().map(|one| one.weight.0).sum())
    }

    fn component(&self, at: usize, tongue: Tongue<'_>) -> ComponentView {
        let own = &self.options.components[at];
        let is_ballot = |one: &Subject| matches!(one.marks[at], Some(Mark::Ballot(_)));
        let gates = self.options.gates.iter().enumerate().filter(|(_, gate)| gate.component == at);
        ComponentView {
            label: tongue.label(&own.label).to_owned(),
            raters: own.raters.as_ref().map(|raters| tongue.word(raters)),
            full: own.full,
            weight: own.weight,
            votes: own.votes.iter().map(|(option, worth)| (tongue.word(option), *worth)).collect(),
            has_ballots: self.subjects.iter().any(is_ballot),
            has_present: self.subjects.iter().any(|one| one.present(at).is_some()),
            criteria: own.criteria.len(),
            items: own.criteria.iter().map(|one| one.items.len()).sum(),
            gates: gates.map(|(place, _)| place).collect(),
        }
    }

    fn gate(&self, gate: &Gate, tongue: Tongue<'_>) -> GateView {
        GateView {
            component: tongue.label(&self.options.components[gate.component].label).to_owned(),
            options: tongue.words(&gate.options),
            at_least: gate.at_least,
            otherwise: gate.otherwise.as_ref().map(|otherwise| tongue.word(otherwise)),
            caps: tongue.word(&self.options.bands[gate.caps].name),
        }
    }

    fn bands(&self, tongue: Tongue<'_>) -> Vec<BandView> {
        let all = i64::try_from(self.subjects.len()).unwrap_or(i64::MAX);
        let bands = self.options.bands.iter().enumerate().map(|(place, band)| {
            let count = self.subjects.iter().filter(|one| one.outcome.band == Some(place)).count();
            let share = ratio(i64::try_from(count).unwrap_or(i64::MAX), all);
            let at = band.from.map_or(0, |from| ratio(from.0, self.best().0));
            BandView { name: tongue.word(&band.name), from: band.from, at, stars: band.stars, count, share }
        });
        bands.collect()
    }

    fn subject(&self, subject: &Subject, today: Date, tongue: Tongue<'_>) -> SubjectView {
        let (options, outcome) = (&self.options, &subject.outcome);
        let name = |place: usize| tongue.word(&options.bands[place].name);
        let until = self.last_day(subject);
        let stated = subject.stated_total.as_ref().map(|stated| stated.value.0);
        let stated_band = subject.stated_band.as_ref().map(|stated| stated.value);
        let stated_rank = subject.stated_rank.as_ref().map(|stated| stated.value);
        SubjectView {
            who: subject.who.to_string(),
            href: None,
            assessed: subject.assessed,
            until,
            is_expired: until.is_some_and(|until| until < today),
            scores: (0..options.components.len()).map(|at| self.score(subject, at, tongue)).collect(),
            deductions: self.taken(subject, tongue),
            deducted: outcome.deducted,
            total: outcome.total.map(|total| aligned(total, self.totals())),
            share: outcome.total.map_or(0, |total| ratio(total.0, self.best().0)),
            has_failed: outcome.band.is_some_and(|place| options.bands[place].fails),
            stated_total: stated.filter(|_| !subject.total_agrees()),
            band: outcome.band.map(name),
            stars: outcome.band.map_or(0, |place| options.bands[place].stars),
            stated_band: stated_band.filter(|stated| outcome.band != Some(*stated)).map(name),
            barred: outcome.barred.map(name),
            rank: outcome.rank,
            stated_rank: stated_rank.filter(|stated| outcome.rank.is_some_and(|rank| rank != *stated as usize)),
            gates: self.passes(subject),
            note: subject.note.clone(),
            change: None,
            failed_before: None,
        }
    }

    fn taken(&self, subject: &Subject, tongue: Tongue<'_>) -> Vec<TakenView> {
        let deductions = self.options.deductions.iter().zip(&subject.times).filter(|(_, times)| **times > 0);
        let taken = deductions.map(|(own, times)| {
            let points = own.points(*times);
            TakenView { name: tongue.word(&own.name), times: *times, points, is_most: own.max == Some(points) }
        });
        taken.collect()
    }

    fn passes(&self, subject: &Subject) -> Vec<PassView> {
        let gates = self.options.gates.iter().zip(&subject.outcome.gates).map(|(gate, rate)| {
            let votes = rate.filter(|_| !gate.options.is_empty());
            PassView {
                state: match gate.passed(*rate) {
                    Some(true) => "passed",
                    Some(false) => "failed",
                    None => "unknown",
                },
                is: votes.map(|rate| rate.is),
                of: votes.map(|rate| rate.of),
                share: rate.map_or(0, |rate| rate.ratio()),
            }
        });
        gates.collect()
    }

    fn score(&self, subject: &Subject, at: usize, tongue: Tongue<'_>) -> ScoreView {
        let own = &self.options.components[at];
        let score = subject.outcome.scores[at];
        let votes = match &subject.marks[at] {
            Some(Mark::Ballot(ballot)) => votes(&ballot.counts),
            _ => Vec::new(),
        };
        let criteria = match &subject.marks[at] {
            Some(Mark::Criteria(marks)) => criteria(own, marks, tongue),
            _ => Vec::new(),
        };
        ScoreView {
            score: score.map(|score| aligned(score, self.scores(at))),
            weighted: score.map(|score| divide(own.weighted(score), 10_000, 2)),
            share: score.map_or(0, |score| ratio(score.0, own.full.0)),
            ballots: votes.iter().map(|one| u64::from(one.count)).sum(),
            votes,
            present: subject.present(at),
            criteria,
        }
    }

    fn totals(&self) -> usize {
        most_decimals(self.subjects.iter().filter_map(|one| one.outcome.total))
    }

    fn scores(&self, at: usize) -> usize {
        most_decimals(self.subjects.iter().filter_map(|one| one.outcome.scores[at]))
    }
}

impl Subject {
    /// How many were there to vote in the component at `at`, if the record says.
    fn present(&self, at: usize) -> Option<u32> {
        match &self.marks[at] {
            Some(Mark::Ballot(ballot)) => ballot.present,
            _ => None,
        }
    }
}

fn decimals(number: Decimal) -> usize {
    number.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

/// As many decimals as the number with most of them has.
pub(crate) fn most_decimals(numbers: impl Iterator<Item = Decimal>) -> usize {
    numbers.map(decimals).max().unwrap_or(0)
}

/// Filled with zeros, so that the points of a column stand below each other.
pub(crate) fn aligned(number: Decimal, places: usize) -> String {
    let own = decimals(number);
    let point = if own == 0 && places > 0 { "." } else { "" };
    format!("{number}{point}{}", "0".repeat(places.saturating_sub(own)))
}

fn votes(counts: &[u32]) -> Vec<VotesView> {
    let all = counts.iter().map(|count| i64::from(*count)).sum();
    let mut before = 0;
    let votes = counts.iter().map(|count| {
        let view = VotesView { count: *count, share: ratio(i64::from(*count), all), before: ratio(before, all) };
        before += i64::from(*count);
        view
    });
    votes.collect()
}

/// Criteria with their items behind each.
fn criteria(component: &Component, marks: &[Marked], tongue: Tongue<'_>) -> Vec<CriterionView> {
    let line = |own: &Criterion, mark: Option<Decimal>, is_item| CriterionView {
        name: tongue.word(&own.name),
        is_item,
        full: own.full,
        mark,
        share: mark.map_or(0, |mark| ratio(mark.0, own.full.0)),
    };
    let lines = component.criteria.iter().zip(marks).flat_map(|(own, marked)| {
        let items = own.items.iter().zip(&marked.items).map(|(item, marked)| line(item, marked.total(), true));
        std::iter::once(line(own, marked.total(), false)).chain(items).collect::<Vec<_>>()
    });
    lines.collect()
}
