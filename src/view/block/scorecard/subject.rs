//! What a page shows of one subject of a scorecard.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::base::number::{Decimal, Rate, ratio};
use crate::blocks::scorecard::form::{Component, Criterion};
use crate::blocks::scorecard::{Mark, Marked, Scorecard, Subject};
use crate::league::placing;
use crate::model::record::Record;
use crate::site::Earlier;
use crate::view::Context;
use crate::view::block::Spot;
use crate::view::block::scorecard::ShownCard;
use crate::view::block::scorecard::aligned::aligned;
use crate::view::block::scorecard::shift::{ShiftView, shift};
use crate::view::link::Href;
use crate::view::reference::reference;

/// One subject.
#[derive(Clone, Debug, Serialize)]
pub struct SubjectView {
    /// Name; of an organisation or a record of the portal, what it is called.
    pub who: String,
    /// Its page, if it has one.
    pub href: Option<Href>,
    /// Day of the assessment.
    pub assessed: Option<Date>,
    /// Last day on which the result holds.
    pub until: Option<Date>,
    /// Whether that day is past.
    pub is_expired: bool,
    /// By component.
    pub scores: Vec<ScoreView>,
    /// What was taken off, with how often.
    pub deductions: Vec<TakenView>,
    /// All that was taken off.
    pub deducted: Decimal,
    /// The total, with as many decimals as any other.
    pub total: Option<String>,
    /// Its share of the best total, in ten-thousandths.
    pub share: i64,
    /// Whether the band is one that fails.
    pub has_failed: bool,
    /// The stated total, where it differs.
    pub stated_total: Option<Decimal>,
    /// The band.
    pub band: Option<Arc<str>>,
    /// Its stars.
    pub stars: u32,
    /// The stated band, where it differs.
    pub stated_band: Option<Arc<str>>,
    /// The band that the total reaches and a gate took away.
    pub barred: Option<Arc<str>>,
    /// The rank.
    pub rank: Option<usize>,
    /// The stated rank, where it differs.
    pub stated_rank: Option<u32>,
    /// By gate.
    pub gates: Vec<PassView>,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
    /// Against the result before.
    pub change: Option<ShiftView>,
    /// The record before in which it failed too, in standard form of its period.
    pub failed_before: Option<String>,
}

/// The score in one component.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreView {
    /// The score, with as many decimals as any other in this component.
    pub score: Option<String>,
    /// The stated score, where that of another record differs.
    pub stated: Option<Decimal>,
    /// Its part of the total, to two decimals.
    pub weighted: Option<Decimal>,
    /// Its share of the full mark, in ten-thousandths.
    pub share: i64,
    /// Votes by option; empty if it is no ballot.
    pub votes: Vec<VotesView>,
    /// All votes.
    pub ballots: u64,
    /// How many were there to vote, if the record says.
    pub present: Option<u32>,
    /// Marks by criterion; empty if it has none.
    pub criteria: Vec<CriterionView>,
}

/// Votes for one option.
#[derive(Clone, Debug, Serialize)]
pub struct VotesView {
    /// How many.
    pub count: u32,
    /// Their share, in ten-thousandths.
    pub share: i64,
    /// Share of the options before it, in ten-thousandths.
    pub before: i64,
}

/// The mark of a criterion or an item.
#[derive(Clone, Debug, Serialize)]
pub struct CriterionView {
    /// What it is called in the language of the page.
    pub name: Arc<str>,
    /// Whether it is an item of the criterion above.
    pub is_item: bool,
    /// Full mark.
    pub full: Decimal,
    /// The mark.
    pub mark: Option<Decimal>,
    /// Its share of the full mark, in ten-thousandths.
    pub share: i64,
}

/// What was taken off.
#[derive(Clone, Debug, Serialize)]
pub struct TakenView {
    /// What it is called in the language of the page.
    pub name: Arc<str>,
    /// How often.
    pub times: u32,
    /// Marks.
    pub points: Decimal,
    /// Whether the form's most was reached.
    pub is_most: bool,
}

/// Whether a gate was passed.
#[derive(Clone, Debug, Serialize)]
pub struct PassView {
    /// `passed`, `failed` or `unknown`.
    pub state: &'static str,
    /// Votes that count, where votes decide.
    pub is: Option<i64>,
    /// All votes.
    pub of: Option<i64>,
    /// The share: votes of all votes, or the score of the full mark.
    pub share: Rate,
}

/// What is known of a subject besides its results: who it is in the portal, and how it was before.
pub(crate) struct Known {
    who: String,
    href: Option<Href>,
    change: Option<ShiftView>,
    failed_before: Option<String>,
}

impl Known {
    /// Who it is, without what was before.
    pub(crate) fn named(context: &Context<'_>, record: &Record, subject: &Subject) -> Self {
        let link = reference(context, record, &subject.who);
        let (who, href) = link.map_or_else(|| (subject.who.to_string(), None), |link| (link.title, Some(link.href)));
        Self { who, href, change: None, failed_before: None }
    }

    /// The same with how it changed.
    #[must_use]
    pub(crate) fn changed(self, change: Option<ShiftView>) -> Self {
        Self { change, ..self }
    }

    /// Who it is, how it changed since the last period, and whether it failed then too.
    pub(super) fn of(spot: &Spot<'_>, card: &Scorecard, subject: &Subject, earlier: Option<&Earlier<'_>>) -> Self {
        let (context, now) = (spot.context, card.standing(subject));
        let known = Self::named(context, spot.record, subject);
        let Some((before, period)) = earlier.and_then(|one| Some((one.standing, one.record.period?))) else {
            return known;
        };
        let failed_before = (before.has_failed && now.has_failed).then(|| period.to_string());
        let change = shift(period, &placing(&before), &placing(&now), context.tongue);
        Self { change: Some(change), failed_before, ..known }
    }
}

impl ShownCard<'_> {
    /// One subject of the card.
    pub(crate) fn subject(&self, subject: &Subject, known: Known) -> SubjectView {
        let (card, options, outcome) = (self.card, self.card.options(), &subject.outcome);
        let name = |place: usize| self.tongue.word(&options.bands[place].name);
        let until = card.last_day(subject);
        let stated = subject.stated_total.as_ref().map(|stated| stated.value.0);
        let stated_band = subject.stated_band.as_ref().map(|stated| stated.value);
        let stated_rank = subject.stated_rank.as_ref().map(|stated| stated.value);
        SubjectView {
            who: known.who,
            href: known.href,
            assessed: subject.assessed,
            until,
            is_expired: self.is_expired(subject),
            scores: (0..options.components.len()).map(|at| self.score(subject, at)).collect(),
            deductions: self.taken(subject),
            deducted: outcome.deducted,
            total: outcome.total.map(|total| aligned(total, self.totals)),
            share: outcome.total.map_or(0, |total| ratio(total.0, card.best().0)),
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
            change: known.change,
            failed_before: known.failed_before,
        }
    }

    fn taken(&self, subject: &Subject) -> Vec<TakenView> {
        let deductions = self.card.options().deductions.iter().zip(&subject.times).filter(|(_, times)| **times > 0);
        let taken = deductions.map(|(own, times)| {
            let points = own.points(*times);
            TakenView { name: self.tongue.word(&own.name), times: *times, points, is_most: own.max == Some(points) }
        });
        taken.collect()
    }

    fn passes(&self, subject: &Subject) -> Vec<PassView> {
        let gates = self.card.options().gates.iter().zip(&subject.outcome.gates).map(|(gate, rate)| {
            let votes = rate.filter(|_| !gate.options.is_empty());
            PassView {
                state: match gate.passed(*rate) {
                    Some(true) => "passed",
                    Some(false) => "failed",
                    None => "unknown",
                },
                is: votes.map(|rate| rate.is),
                of: votes.map(|rate| rate.of),
                share: rate.unwrap_or_default(),
            }
        });
        gates.collect()
    }

    /// The score in the component at `at`, with as many decimals as any other in it.
    pub(crate) fn score_text(&self, subject: &Subject, at: usize) -> Option<String> {
        subject.outcome.scores[at].map(|score| aligned(score, self.scores[at]))
    }

    fn score(&self, subject: &Subject, at: usize) -> ScoreView {
        let own = &self.card.options().components[at];
        let score = subject.outcome.scores[at];
        let (votes, criteria) = match &subject.marks[at] {
            Some(Mark::Ballot(ballot)) => (votes(&ballot.counts), Vec::new()),
            Some(Mark::Criteria(marks)) => (Vec::new(), criteria(own, marks, self.tongue)),
            Some(Mark::Number(_)) | None => (Vec::new(), Vec::new()),
        };
        ScoreView {
            score: self.score_text(subject, at),
            stated: subject.differing(at),
            weighted: score.map(|score| own.part(score)),
            share: score.map_or(0, |score| ratio(score.0, own.full.0)),
            ballots: votes.iter().map(|one| u64::from(one.count)).sum(),
            votes,
            present: subject.present(at),
            criteria,
        }
    }
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
