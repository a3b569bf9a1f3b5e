//! What rises from figures: sums, the two sides of rates, and the lowest and highest of what cannot be added.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::number::{Decimal, Figure, Rate};
use crate::base::period::Period;
use crate::blocks::Summary;
use crate::blocks::measures::Measure;
use crate::blocks::scope::Scope;
use crate::blocks::share::{Day, Share};

/// What rises through the tree: by name and unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MeasuresSummary {
    /// The figures, by `name|unit`.
    pub items: BTreeMap<Arc<str>, Sum>,
    /// Of these, the ones of the unit and all below it, as it states them itself.
    pub wholes: BTreeMap<Arc<str>, Sum>,
}

/// Sum of one figure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// Unit, empty for none.
    pub unit: Arc<str>,
    /// The number, with the qualifier that is left.
    pub figure: Figure,
    /// Both sides, added.
    pub rate: Rate,
    /// The lowest and the highest of a figure that is never added.
    pub range: Option<(Decimal, Decimal)>,
    /// Day since which it is counted: the earliest of all.
    pub since: Option<Date>,
    /// Of a state: the day of which it is.
    pub day: Option<Date>,
    /// What the parts, where they are given, leave of it.
    pub rest: Figure,
    /// Name of the figure that it is compared with.
    pub compare: Option<Arc<str>>,
    /// The figures minus those that they are compared with in the same records.
    pub compare_gap: Decimal,
    /// How many figures are under their target, of all that have one.
    pub below_target: Rate,
    /// Units that reported it.
    pub reported: u64,
}

impl Sum {
    /// That of one figure, not yet counted as reported.
    pub(super) fn of(measure: &Measure, period: Option<Period>) -> Self {
        let value = measure.value.unwrap_or_default();
        let range = measure.value.filter(|_| measure.is_standard).map(|figure| (figure.value, figure.value));
        let figure = if range.is_some() { Figure::default() } else { value };
        let is_state = measure.is_stock || measure.since.is_some();
        let day = measure.as_of.or(period.map(|period| period.end)).filter(|_| is_state);
        let least = measure.each_least;
        let parts = measure.parts.iter().filter_map(|part| Some(part.value.value < least?));
        let parts = parts.fold(Rate::default(), |sum, is| sum.plus(Rate { is: is.into(), of: 1 }));
        let is_below = measure.target_gap.map(|gap| gap.value.0 < 0 || gap.value.0 == 0 && gap.qualifier.is_below());
        Self {
            unit: measure.unit.clone(),
            figure,
            rate: measure.rate.unwrap_or_default(),
            range,
            since: measure.since,
            day,
            rest: measure.parts_gap.unwrap_or_default(),
            compare: measure.compare.clone(),
            compare_gap: measure.compare_gap.map(|gap| gap.value).unwrap_or_default(),
            below_target: parts.plus(Rate { is: (is_below == Some(true)).into(), of: is_below.is_some().into() }),
            reported: 0,
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.unit = self.unit.clone().max(other.unit.clone());
        self.figure = self.figure.plus(other.figure);
        self.rate = self.rate.plus(other.rate);
        self.range = match (self.range, other.range) {
            (Some((low, high)), Some((lower, higher))) => Some((low.min(lower), high.max(higher))),
            (own, others) => own.or(others),
        };
        self.since = [self.since, other.since].into_iter().flatten().min();
        self.rest = self.rest.plus(other.rest);
        self.compare = self.compare.clone().max(other.compare.clone());
        self.compare_gap = Decimal(self.compare_gap.0.saturating_add(other.compare_gap.0));
        self.day = self.day.max(other.day);
        self.below_target = self.below_target.plus(other.below_target);
        self.reported += other.reported;
    }
}

/// Whether a figure stands in the sum of its year, and to what of other units it may be added: one of a state is replaced
/// by that of the same name among those `behind` it.
pub(super) fn day<'m>(
    own: &Measure,
    period: Option<Period>,
    mut behind: impl Iterator<Item = &'m Measure>,
) -> Option<Day> {
    let scope = |one: &Measure| one.scope.unwrap_or_default();
    let is_replaced = behind.any(|one| {
        let is_same = (&one.label, &one.tier, &one.unit, scope(one)) == (&own.label, &own.tier, &own.unit, scope(own));
        is_same && (one.is_stock || one.is_standard || one.since.is_some())
    });
    let counts = scope(own) != Scope::Elsewhere && !is_replaced;
    counts.then(|| Sum::of(own, period).day.map_or(Day::Any, Day::Latest))
}

impl Summary for MeasuresSummary {
    fn merge(&mut self, other: &Self) {
        for (label, sum) in &other.items {
            self.items.entry(label.clone()).or_default().add(sum);
        }
        for (label, sum) in &other.wholes {
            self.wholes.entry(label.clone()).or_default().add(sum);
        }
    }

    /// Figure by figure: a state only to one of the same day.
    fn shares(self) -> Vec<Share<Self>> {
        let items = self.items.into_iter().map(|item| (item, false));
        let all = items.chain(self.wholes.into_iter().map(|item| (item, true)));
        let share = |((name, sum), is_whole): ((Arc<str>, Sum), bool)| {
            let day = sum.day.map_or(Day::Any, Day::Latest);
            let summary = Self { items: [(name.clone(), sum)].into(), wholes: BTreeMap::new() };
            Share { name, day, is_whole, summary }
        };
        all.map(share).collect()
    }
}
