//! What a page shows of a scorecard: what is assessed and how, and the results of each subject.

pub(crate) mod aligned;
mod lines;
mod shift;
mod subject;

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::base::number::{Decimal, is_rounded, ratio};
use crate::blocks::scorecard::form::{Component, Gate, ScorecardOptions};
use crate::blocks::scorecard::summary::ScorecardSummary;
use crate::blocks::scorecard::{Mark, Scorecard, Subject};
use crate::publish::index::Seen;
use crate::view::Context;
use crate::view::block::scorecard::aligned::most_decimals;
use crate::view::block::{OnPage, Spot};
use crate::view::parts::{Link, SummaryLine};
use crate::view::reference::link_to;

pub use shift::ShiftView;
pub(crate) use shift::shift;
pub(crate) use subject::Known;
pub use subject::{CriterionView, PassView, ScoreView, SubjectView, TakenView, VotesView};

/// What the partial sees.
#[derive(Clone, Debug, Default, Serialize)]
pub struct ScorecardView {
    /// How it is assessed, in words.
    pub method: Option<Arc<str>>,
    /// What is assessed.
    pub components: Vec<ComponentView>,
    /// Sum of all full marks, which is the best total; 100 where components have weights.
    pub full: Decimal,
    /// What is taken off.
    pub deductions: Vec<DeductionView>,
    /// Conditions of bands.
    pub gates: Vec<GateView>,
    /// Bands, the best first, with how many are in each.
    pub bands: Vec<BandView>,
    /// Whether components have weights, and are not simply added.
    pub is_weighted: bool,
    /// Whether any component has raters.
    pub has_raters: bool,
    /// Whether ranks are shown.
    pub is_ranked: bool,
    /// Whether any subject has a total.
    pub has_totals: bool,
    /// Whether any subject has marks by criterion.
    pub has_criteria: bool,
    /// Whether anything was taken off.
    pub has_deductions: bool,
    /// Whether any result has a day of assessment.
    pub has_dates: bool,
    /// Results that hold no longer, which are in no band.
    pub expired: usize,
    /// Whether results hold until a day.
    pub has_validity: bool,
    /// Whether any subject has a result before.
    pub has_changes: bool,
    /// Whether a stated total, band or rank differs.
    pub has_differences: bool,
    /// What it means to fail twice in a row, in words.
    pub fails_twice: Option<Arc<str>>,
    /// Who was assessed: by rank where there are ranks, else in the order of the file.
    pub subjects: Vec<SubjectView>,
}

/// A component.
#[derive(Clone, Debug, Serialize)]
pub struct ComponentView {
    /// What it is called.
    pub label: String,
    /// Who gives the score.
    pub raters: Option<Arc<str>>,
    /// Full mark.
    pub full: Decimal,
    /// Per cent of the total.
    pub weight: Decimal,
    /// Options of its ballot with the score that each is worth.
    pub votes: Vec<(Arc<str>, Decimal)>,
    /// Whether any subject has a ballot in it.
    pub has_ballots: bool,
    /// Whether any of these says how many were there to vote.
    pub has_present: bool,
    /// Whether the printed shares of the votes of any subject do not add up to 100 %.
    pub is_rounded: bool,
    /// Number of its criteria.
    pub criteria: usize,
    /// Number of items below them.
    pub items: usize,
    /// Conditions that rest on it, by place.
    pub gates: Vec<usize>,
    /// The records whose results are its scores, each with its page.
    pub sources: Vec<Link>,
}

/// A deduction.
#[derive(Clone, Debug, Serialize)]
pub struct DeductionView {
    /// What it is called in the language of the page.
    pub name: Arc<str>,
    /// Marks for one time.
    pub each: Decimal,
    /// Most that is taken off.
    pub max: Option<Decimal>,
}

/// A condition of a band.
#[derive(Clone, Debug, Serialize)]
pub struct GateView {
    /// Label of its component.
    pub component: String,
    /// Options that count; empty for the share of the full mark.
    pub options: Vec<Arc<str>>,
    /// Share that is needed, in ten-thousandths.
    pub at_least: i64,
    /// What it means not to pass.
    pub otherwise: Option<Arc<str>>,
    /// The band that is out of reach without it.
    pub caps: Arc<str>,
}

/// A band.
#[derive(Clone, Debug, Serialize)]
pub struct BandView {
    /// What it is called in the language of the page.
    pub name: Arc<str>,
    /// The total from which it is reached.
    pub from: Option<Decimal>,
    /// That total as a share of the best one, in ten-thousandths; 0 where there is none.
    pub at: i64,
    /// Stars.
    pub stars: u32,
    /// How many are in it.
    pub count: usize,
    /// Their share, in ten-thousandths.
    pub share: i64,
}

/// A scorecard that is to be shown, with how many decimals its numbers have beside each other.
pub(crate) struct ShownCard<'a> {
    /// The card.
    pub(crate) card: &'a Scorecard,
    today: Date,
    /// The day as of which results are counted by band: the end of the record's period, once it is past.
    counted: Date,
    tongue: Tongue<'a>,
    /// Decimals of totals.
    totals: usize,
    /// Decimals of scores by component.
    scores: Vec<usize>,
}

impl OnPage for Scorecard {
    type View = ScorecardView;

    fn view(&self, spot: &Spot<'_>) -> ScorecardView {
        let today = spot.context.site.today;
        let counted = spot.record.period.map_or(today, |period| period.end.min(today));
        let shown = ShownCard { counted, ..ShownCard::of(self, today, spot.context.tongue) };
        let results = spot.context.site.results_before(spot.record, spot.slot);
        let known = |one: &Subject| Known::of(spot, self, one, results.get(&*one.who));
        let view = shown.view(shown.subjects().into_iter().map(|one| shown.subject(one, known(one))).collect());
        view.taking(self, (spot.context, spot.record))
    }

    fn lines(summary: &ScorecardSummary, options: Option<&ScorecardOptions>, tongue: Tongue<'_>) -> Vec<SummaryLine> {
        lines::lines(summary, options, tongue)
    }
}

impl ScorecardView {
    /// The same, made of the `card` of `record`, with links to the records whose results are scores in it.
    #[must_use]
    pub(crate) fn taking(mut self, card: &Scorecard, (context, record): (&Context<'_>, &Seen)) -> Self {
        for (at, written) in card.sources() {
            let found = written.iter().filter_map(|one| context.site.refer(record, &one.value));
            let links = found.map(|other| link_to(context, other.place));
            if let Some(component) = self.components.get_mut(at) {
                component.sources.extend(links);
            }
        }
        self
    }
}

impl<'a> ShownCard<'a> {
    /// The card as a page in the words of `tongue` shows it on `today`.
    pub(crate) fn of(card: &'a Scorecard, today: Date, tongue: Tongue<'a>) -> Self {
        let scores = |at: usize| most_decimals(card.subjects().iter().filter_map(|one| one.outcome.scores[at]));
        Self {
            card,
            today,
            counted: today,
            tongue,
            totals: most_decimals(card.subjects().iter().filter_map(|one| one.outcome.total)),
            scores: (0..card.options().components.len()).map(scores).collect(),
        }
    }

    /// The subjects: by rank where there are ranks, else in the order of the file.
    pub(crate) fn subjects(&self) -> Vec<&'a Subject> {
        let mut order: Vec<&Subject> = self.card.subjects().iter().collect();
        if self.card.options().is_ranked {
            order.sort_by_key(|one| one.outcome.rank.unwrap_or(usize::MAX));
        }
        order
    }

    /// The whole card, with its subjects as they were made.
    pub(crate) fn view(&self, subjects: Vec<SubjectView>) -> ScorecardView {
        let (options, tongue) = (self.card.options(), self.tongue);
        let is_different = |one: &SubjectView| {
            one.stated_total.is_some()
                || one.scores.iter().any(|score| score.stated.is_some())
                || one.stated_band.is_some()
                || one.stated_rank.is_some()
        };
        let deductions = options.deductions.iter();
        ScorecardView {
            method: options.method.as_ref().map(|method| tongue.word(method)),
            components: options.components.iter().enumerate().map(|(at, own)| self.component(at, own)).collect(),
            full: self.card.best(),
            deductions: deductions
                .map(|one| DeductionView { name: tongue.word(&one.name), each: one.each, max: one.max })
                .collect(),
            gates: options.gates.iter().map(|gate| self.gate(gate)).collect(),
            bands: self.bands(),
            is_weighted: options.is_weighted(),
            has_raters: options.components.iter().any(|one| one.raters.is_some()),
            is_ranked: options.is_ranked,
            has_totals: subjects.iter().any(|one| one.total.is_some()),
            has_criteria: subjects.iter().any(|one| one.scores.iter().any(|score| !score.criteria.is_empty())),
            has_deductions: subjects.iter().any(|one| !one.deductions.is_empty()),
            has_dates: subjects.iter().any(|one| one.assessed.is_some()),
            expired: self.card.subjects().iter().filter(|one| !self.counts(one)).count(),
            has_validity: subjects.iter().any(|one| one.until.is_some()),
            has_changes: subjects.iter().any(|one| one.change.is_some()),
            has_differences: subjects.iter().any(is_different),
            fails_twice: options.fails_twice.as_ref().map(|words| tongue.word(words)),
            subjects,
        }
    }

    fn component(&self, at: usize, own: &Component) -> ComponentView {
        let (subjects, tongue) = (self.card.subjects(), self.tongue);
        let is_ballot = |one: &Subject| matches!(one.marks[at], Some(Mark::Ballot(_)));
        let gates = self.card.options().gates.iter().enumerate().filter(|(_, gate)| gate.component == at);
        ComponentView {
            label: tongue.label(&own.label).to_owned(),
            raters: own.raters.as_ref().map(|raters| tongue.word(raters)),
            full: own.full,
            weight: own.weight,
            votes: own.votes.iter().map(|(option, worth)| (tongue.word(option), *worth)).collect(),
            has_ballots: subjects.iter().any(is_ballot),
            has_present: subjects.iter().any(|one| one.present(at).is_some()),
            is_rounded: subjects.iter().any(|one| is_ballot_rounded(one, at)),
            criteria: own.criteria.len(),
            items: own.criteria.iter().map(|one| one.items.len()).sum(),
            gates: gates.map(|(place, _)| place).collect(),
            sources: Vec::new(),
        }
    }

    fn gate(&self, gate: &Gate) -> GateView {
        let (options, tongue) = (self.card.options(), self.tongue);
        GateView {
            component: tongue.label(&options.components[gate.component].label).to_owned(),
            options: tongue.words(&gate.options),
            at_least: gate.at_least,
            otherwise: gate.otherwise.as_ref().map(|otherwise| tongue.word(otherwise)),
            caps: tongue.word(&options.bands[gate.caps].name),
        }
    }

    /// Whether the result of the subject holds no longer.
    pub(super) fn is_expired(&self, subject: &Subject) -> bool {
        self.card.last_day(subject).is_some_and(|last| last < self.today)
    }

    /// Whether the result of the subject held on the day as of which results are counted.
    fn counts(&self, subject: &Subject) -> bool {
        self.card.last_day(subject).is_none_or(|last| last >= self.counted)
    }

    fn bands(&self) -> Vec<BandView> {
        let subjects = self.card.subjects();
        let valid = subjects.iter().filter(|one| self.counts(one)).count();
        let all = i64::try_from(valid).unwrap_or(i64::MAX);
        let bands = self.card.options().bands.iter().enumerate().map(|(place, band)| {
            let is_in = |one: &&Subject| one.outcome.band == Some(place) && self.counts(one);
            let count = subjects.iter().filter(is_in).count();
            let share = ratio(i64::try_from(count).unwrap_or(i64::MAX), all);
            let at = band.from.map_or(0, |from| ratio(from.0, self.card.best().0));
            BandView { name: self.tongue.word(&band.name), from: band.from, at, stars: band.stars, count, share }
        });
        bands.collect()
    }
}

fn is_ballot_rounded(subject: &Subject, at: usize) -> bool {
    let Some(Mark::Ballot(ballot)) = &subject.marks[at] else { return false };
    let counts = || ballot.counts.iter().map(|count| i64::from(*count));
    is_rounded(counts(), counts().sum())
}
