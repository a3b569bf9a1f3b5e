//! What rises from figures: sums, the two sides of rates, and the lowest and highest of what cannot be added.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::number::{Decimal, Figure, Rate};
use crate::blocks::Summary;
use crate::blocks::measures::Measure;

/// What rises through the tree: by name and unit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct MeasuresSummary {
    /// The figures, by `name|unit`.
    pub items: BTreeMap<Arc<str>, Sum>,
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
    /// What the parts, where they are given, leave of it.
    pub rest: Figure,
    /// Name of the figure that it is compared with.
    pub compare: Option<Arc<str>>,
    /// How many figures are under their target, of all that have one.
    pub below_target: Rate,
    /// Units that reported it.
    pub reported: u64,
}

impl Sum {
    /// That of one figure, not yet counted as reported.
    pub(super) fn of(measure: &Measure) -> Self {
        let value = measure.value.unwrap_or_default();
        let range = measure.value.filter(|_| measure.is_standard).map(|figure| (figure.value, figure.value));
        let figure = if range.is_some() { Figure::default() } else { value };
        let is_below = measure.target_gap.map(|gap| gap.value.0 < 0 || gap.value.0 == 0 && gap.qualifier.is_below());
        Self {
            unit: measure.unit.clone(),
            figure,
            rate: measure.rate.unwrap_or_default(),
            range,
            since: measure.since,
            rest: measure.parts_gap.unwrap_or_default(),
            compare: measure.compare.clone(),
            below_target: Rate { is: (is_below == Some(true)).into(), of: is_below.is_some().into() },
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
        self.below_target = self.below_target.plus(other.below_target);
        self.reported += other.reported;
    }
}

impl Summary for MeasuresSummary {
    fn merge(&mut self, other: &Self) {
        for (label, sum) in &other.items {
            self.items.entry(label.clone()).or_default().add(sum);
        }
    }
}
