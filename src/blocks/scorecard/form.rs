//! What a form sets for a scorecard: components with full marks, weights, criteria and ballots; deductions, gates, bands.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::fields::Spanned;
use crate::base::lang::{Label, Text};
use crate::base::length::{Length, TimeUnit};
use crate::base::number::{Decimal, Rate};
use crate::blocks::scorecard::Mark;
use crate::blocks::scorecard::number::divide;

pub(super) const COMPONENT: Text = Text { zh: "评分项", en: "component" };
pub(super) const OPTION: Text = Text { zh: "票项", en: "option of the ballot" };
pub(super) const BAND: Text = Text { zh: "等次", en: "band" };

/// Records as written: paths as in links.
pub type Written = Vec<Spanned<Arc<str>>>;

/// What a form sets for a scorecard.
#[derive(Clone, Debug)]
pub struct ScorecardOptions {
    /// How it is assessed, in words; shown before any result.
    pub method: Option<Arc<str>>,
    /// What is assessed, in order.
    pub components: Vec<Component>,
    /// What is taken off the total.
    pub deductions: Vec<Deduction>,
    /// Conditions without which a band is out of reach.
    pub gates: Vec<Gate>,
    /// Bands, the best first.
    pub bands: Vec<Band>,
    /// How long a result holds.
    pub valid_for: Option<Length>,
    /// Whether ranks are computed and shown.
    pub is_ranked: bool,
    /// Whether the highest total is the best.
    pub is_higher_better: bool,
    /// Decimals of scores and totals.
    pub decimals: u32,
    /// What it means to fail twice in a row, in words.
    pub fails_twice: Option<Arc<str>>,
}

impl Default for ScorecardOptions {
    fn default() -> Self {
        Self {
            method: None,
            components: Vec::new(),
            deductions: Vec::new(),
            gates: Vec::new(),
            bands: Vec::new(),
            valid_for: None,
            is_ranked: false,
            is_higher_better: true,
            decimals: 2,
            fails_twice: None,
        }
    }
}

/// A part of the assessment with a score of its own.
#[derive(Clone, Debug)]
pub struct Component {
    /// Stable name, the key in a record.
    pub name: Arc<str>,
    /// What it is called.
    pub label: Label,
    /// Who gives the score.
    pub raters: Option<Arc<str>>,
    /// Full mark.
    pub full: Decimal,
    /// Per cent of the total; the full mark where the form has no weights.
    pub weight: Decimal,
    /// Criteria whose marks add up to the score.
    pub criteria: Vec<Criterion>,
    /// Options of a ballot with the score that each is worth.
    pub votes: Vec<(Arc<str>, Decimal)>,
    /// The records whose results are its scores, unless a record names others.
    pub from: Written,
}

/// A criterion: its mark, or items whose marks add up to it.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Name, the key in a record.
    pub name: Arc<str>,
    /// Full mark.
    pub full: Decimal,
    /// What it consists of.
    pub items: Vec<Criterion>,
}

/// Something that costs marks each time it happened.
#[derive(Clone, Debug)]
pub struct Deduction {
    /// Name, the key in a record.
    pub name: Arc<str>,
    /// Marks for one time.
    pub each: Decimal,
    /// Most that is taken off.
    pub max: Option<Decimal>,
}

/// A condition without which a band is out of reach.
#[derive(Clone, Debug)]
pub struct Gate {
    /// Place of its component.
    pub component: usize,
    /// Options that count towards it; none means the share of the full mark.
    pub options: Vec<Arc<str>>,
    /// The share that is needed, in ten-thousandths.
    pub at_least: i64,
    /// What it means not to pass, in words.
    pub otherwise: Option<Arc<str>>,
    /// Place of the band that is out of reach, with all above it.
    pub caps: usize,
}

/// A band of totals.
#[derive(Clone, Debug)]
pub struct Band {
    /// What pages and records call the band.
    pub name: Arc<str>,
    /// The total from which it is reached.
    pub from: Option<Decimal>,
    /// Number of stars, 0 for none.
    pub stars: u32,
    /// Whether who is in it has failed.
    pub fails: bool,
}

/// The last day of a result of `date` that holds for so long.
pub(super) fn last_day(holds: Length, date: Date) -> Date {
    let (months, days) = match holds.unit {
        TimeUnit::Days | TimeUnit::WorkingDays | TimeUnit::ClearDays => (0, holds.count),
        TimeUnit::Months => (holds.count, 0),
        TimeUnit::Years => (holds.count.saturating_mul(12), 0),
    };
    let months = i64::from(date.year()) * 12 + i64::from(date.month()) - 1 + i64::from(months);
    let (year, month) = (i16::try_from(months / 12).unwrap_or(i16::MAX), i8::try_from(months % 12 + 1).unwrap_or(1));
    let same_day = Date::new(year, month, date.day());
    let moved = same_day.or_else(|| Date::new(year, month, 1).map(|first| first.month_end().plus(1)));
    moved.unwrap_or(date).plus(i64::from(days) - 1)
}

impl Component {
    /// Whether `key` names it.
    pub fn is(&self, key: &str) -> bool {
        *self.name == *key || self.label.is(key)
    }
}

impl Component {
    /// Its part of the total, in hundred-millionths.
    pub(super) fn weighted(&self, score: Decimal) -> i128 {
        let full = i128::from(self.full.0).max(1);
        i128::from(score.0) * i128::from(self.weight.0) * 10_000 / full
    }

    /// The same to two decimals.
    pub fn part(&self, score: Decimal) -> Decimal {
        divide(self.weighted(score), 10_000, 2)
    }
}

impl Deduction {
    /// What so many times cost.
    pub fn points(&self, times: u32) -> Decimal {
        let points = Decimal(self.each.0.saturating_mul(i64::from(times)));
        self.max.map_or(points, |max| points.min(max))
    }
}

impl Gate {
    /// Both sides of the share that decides; none where nothing was given.
    pub(super) fn rate(&self, component: &Component, mark: Option<&Mark>, score: Option<Decimal>) -> Option<Rate> {
        if self.options.is_empty() {
            return score.map(|score| Rate { is: score.0, of: component.full.0 });
        }
        let Some(Mark::Ballot(ballot)) = mark else { return None };
        let of = ballot.all();
        let counted = component.votes.iter().zip(&ballot.counts).filter(|((name, _), _)| self.options.contains(name));
        Some(Rate { is: counted.map(|(_, count)| i64::from(*count)).sum(), of }).filter(|_| of > 0)
    }

    /// Whether the share is reached; none where it is unknown.
    pub fn passed(&self, rate: Option<Rate>) -> Option<bool> {
        rate.map(|rate| i128::from(rate.is) * 10_000 >= i128::from(self.at_least) * i128::from(rate.of))
    }
}

impl ScorecardOptions {
    /// The best band that `total` reaches.
    pub(super) fn band(&self, total: Decimal) -> Option<usize> {
        self.bands.iter().position(|band| match band.from {
            Some(from) if self.is_higher_better => total >= from,
            Some(from) => total <= from,
            None => true,
        })
    }

    /// Whether components have weights, and are not simply added.
    pub fn is_weighted(&self) -> bool {
        self.components.iter().any(|one| one.weight != one.full)
    }

    /// Whether it says how a result comes about: what is marked, or which bands there are.
    pub fn has_rules(&self) -> bool {
        !self.components.is_empty() || !self.bands.is_empty()
    }
}
