//! What the page and the data files show of a scorecard.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::names;
use crate::base::number::{Decimal, ratio};
use crate::blocks::scorecard::form::{Component, Criterion, Gate};
use crate::blocks::scorecard::{Mark, Marked, Scorecard, Subject, divide};
use crate::blocks::table::{Table, TableColumn};

/// What the partial sees.
#[derive(Clone, Debug, Serialize)]
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
    /// Whether results hold until a day.
    pub has_validity: bool,
    /// Whether a stated total, band or rank differs.
    pub has_differences: bool,
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
    /// Number of its criteria.
    pub criteria: usize,
    /// Number of items below them.
    pub items: usize,
    /// Conditions that rest on it, by place.
    pub gates: Vec<usize>,
}

/// A deduction.
#[derive(Clone, Debug, Serialize)]
pub struct DeductionView {
    /// Name.
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
    /// Name.
    pub name: Arc<str>,
    /// The total from which it is reached.
    pub from: Option<Decimal>,
    /// Stars.
    pub stars: u32,
    /// How many are in it.
    pub count: usize,
    /// Their share, in ten-thousandths.
    pub share: i64,
}

/// One subject.
#[derive(Clone, Debug, Serialize)]
pub struct SubjectView {
    /// Name, or the path of an organisation until the page turns it into its name.
    pub who: String,
    /// Its page, if it is an organisation.
    pub href: Option<String>,
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
}

/// The score in one component.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreView {
    /// The score, with as many decimals as any other in this component.
    pub score: Option<String>,
    /// Its part of the total, to two decimals.
    pub weighted: Option<Decimal>,
    /// Its share of the full mark, in ten-thousandths.
    pub share: i64,
    /// Votes by option; empty if it is no ballot.
    pub votes: Vec<VotesView>,
    /// All votes.
    pub ballots: u64,
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
    /// Name.
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
    /// Name.
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
    /// The share, in ten-thousandths.
    pub share: i64,
}

impl Scorecard {
    pub(super) fn show(&self, today: Date) -> ScorecardView {
        let options = &self.options;
        let mut order: Vec<&Subject> = self.subjects.iter().collect();
        if options.is_ranked {
            order.sort_by_key(|one| one.outcome.rank.unwrap_or(usize::MAX));
        }
        let subjects: Vec<SubjectView> = order.into_iter().map(|one| self.subject(one, today)).collect();
        let is_different =
            |one: &SubjectView| one.stated_total.is_some() || one.stated_band.is_some() || one.stated_rank.is_some();
        let deductions = options.deductions.iter();
        ScorecardView {
            method: options.method.clone(),
            components: (0..options.components.len()).map(|at| self.component(at)).collect(),
            full: self.best(),
            deductions: deductions
                .map(|one| DeductionView { name: one.name.clone(), each: one.each, max: one.max })
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
            has_validity: subjects.iter().any(|one| one.until.is_some()),
            has_differences: subjects.iter().any(is_different),
            subjects,
        }
    }

    fn best(&self) -> Decimal {
        Decimal(self.options.components.iter().map(|one| one.weight.0).sum())
    }

    fn component(&self, at: usize) -> ComponentView {
        let own = &self.options.components[at];
        let is_ballot = |one: &Subject| matches!(one.marks[at], Some(Mark::Ballot(_)));
        let gates = self.options.gates.iter().enumerate().filter(|(_, gate)| gate.component == at);
        ComponentView {
            label: own.label.get("zh-Hans").to_owned(),
            raters: own.raters.clone(),
            full: own.full,
            weight: own.weight,
            votes: own.votes.clone(),
            has_ballots: self.subjects.iter().any(is_ballot),
            criteria: own.criteria.len(),
            items: own.criteria.iter().map(|one| one.items.len()).sum(),
            gates: gates.map(|(place, _)| place).collect(),
        }
    }

    fn gate(&self, gate: &Gate) -> GateView {
        GateView {
            component: self.options.components[gate.component].label.get("zh-Hans").to_owned(),
            options: gate.options.clone(),
            at_least: gate.at_least,
            otherwise: gate.otherwise.clone(),
            caps: self.options.bands[gate.caps].name.clone(),
        }
    }

    fn bands(&self) -> Vec<BandView> {
        let all = i64::try_from(self.subjects.len()).unwrap_or(i64::MAX);
        let bands = self.options.bands.iter().enumerate().map(|(place, band)| {
            let count = self.subjects.iter().filter(|one| one.outcome.band == Some(place)).count();
            let share = ratio(i64::try_from(count).unwrap_or(i64::MAX), all);
            BandView { name: band.name.clone(), from: band.from, stars: band.stars, count, share }
        });
        bands.collect()
    }

    fn subject(&self, subject: &Subject, today: Date) -> SubjectView {
        let (options, outcome) = (&self.options, &subject.outcome);
        let name = |place: usize| options.bands[place].name.clone();
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
            scores: (0..options.components.len()).map(|at| self.score(subject, at)).collect(),
            deductions: self.taken(subject),
            deducted: outcome.deducted,
            total: outcome.total.map(|total| aligned(total, self.totals())),
            share: outcome.total.map_or(0, |total| ratio(total.0, self.best().0)),
            stated_total: stated.filter(|_| !subject.total_agrees()),
            band: outcome.band.map(name),
            stars: outcome.band.map_or(0, |place| options.bands[place].stars),
            stated_band: stated_band.filter(|stated| outcome.band != Some(*stated)).map(name),
            barred: outcome.barred.map(name),
            rank: outcome.rank,
            stated_rank: stated_rank.filter(|stated| outcome.rank.is_some_and(|rank| rank != *stated as usize)),
            gates: self.passes(subject),
            note: subject.note.clone(),
        }
    }

    fn taken(&self, subject: &Subject) -> Vec<TakenView> {
        let deductions = self.options.deductions.iter().zip(&subject.times).filter(|(_, times)| **times > 0);
        let taken = deductions.map(|(own, times)| {
            let points = own.points(*times);
            TakenView { name: own.name.clone(), times: *times, points, is_most: own.max == Some(points) }
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

    fn score(&self, subject: &Subject, at: usize) -> ScoreView {
        let own = &self.options.components[at];
        let score = subject.outcome.scores[at];
        let votes = match &subject.marks[at] {
            Some(Mark::Ballot(counts)) => votes(counts),
            _ => Vec::new(),
        };
        let criteria = match &subject.marks[at] {
            Some(Mark::Criteria(marks)) => criteria(own, marks),
            _ => Vec::new(),
        };
        ScoreView {
            score: score.map(|score| aligned(score, self.scores(at))),
            weighted: score.map(|score| divide(own.weighted(score), 10_000, 2)),
            share: score.map_or(0, |score| ratio(score.0, own.full.0)),
            ballots: votes.iter().map(|one| u64::from(one.count)).sum(),
            votes,
            criteria,
        }
    }

    fn totals(&self) -> usize {
        most_decimals(self.subjects.iter().filter_map(|one| one.outcome.total))
    }

    fn scores(&self, at: usize) -> usize {
        most_decimals(self.subjects.iter().filter_map(|one| one.outcome.scores[at]))
    }

    /// One row a subject and component.
    pub(super) fn rows(&self) -> Table {
        let text = |name| TableColumn::new(name, names::chinese(name).unwrap_or(name), "string");
        let number = |name| TableColumn::new(name, names::chinese(name).unwrap_or(name), "number");
        let columns = vec![
            text("who"),
            TableColumn::new("assessed", "评定日期", "date"),
            text("component"),
            number("full"),
            number("weight"),
            TableColumn::new("score", "得分", "number"),
            text("votes"),
            TableColumn::new("deducted", "扣分", "number"),
            number("total"),
            text("band"),
            TableColumn::new("rank", "名次", "integer"),
        ];
        let rows = self.subjects.iter().flat_map(|one| self.subject_rows(one));
        Table { columns, rows: rows.collect() }
    }

    fn subject_rows(&self, subject: &Subject) -> Vec<Vec<String>> {
        let outcome = &subject.outcome;
        let shown = |number: Option<Decimal>| number.map_or(String::new(), |number| number.to_string());
        let row = |component: [String; 5]| {
            let who = [subject.who.to_string(), subject.assessed.map_or(String::new(), |date| date.to_string())];
            let result = [
                outcome.deducted.to_string(),
                shown(outcome.total),
                outcome.band.map_or(String::new(), |band| self.options.bands[band].name.to_string()),
                outcome.rank.map_or(String::new(), |rank| rank.to_string()),
            ];
            who.into_iter().chain(component).chain(result).collect()
        };
        if self.options.components.is_empty() {
            return vec![row(Default::default())];
        }
        let components = self.options.components.iter().enumerate().map(|(at, own)| {
            let ballot = match &subject.marks[at] {
                Some(Mark::Ballot(counts)) => {
                    let votes = own.votes.iter().zip(counts).map(|((name, _), count)| format!("{name}={count}"));
                    votes.collect::<Vec<_>>().join(";")
                }
                _ => String::new(),
            };
            let (full, weight) = (own.full.to_string(), own.weight.to_string());
            row([own.name.to_string(), full, weight, shown(outcome.scores[at]), ballot])
        });
        components.collect()
    }
}

fn decimals(number: Decimal) -> usize {
    number.to_string().split_once('.').map_or(0, |(_, fraction)| fraction.len())
}

fn most_decimals(numbers: impl Iterator<Item = Decimal>) -> usize {
    numbers.map(decimals).max().unwrap_or(0)
}

/// Filled with zeros, so that the points of a column stand below each other.
fn aligned(number: Decimal, places: usize) -> String {
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
fn criteria(component: &Component, marks: &[Marked]) -> Vec<CriterionView> {
    let line = |own: &Criterion, mark: Option<Decimal>, is_item| CriterionView {
        name: own.name.clone(),
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
