//! What rises from procedures: how many cases, where they stand, how long those took that are over.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::blocks::Summary;
use crate::blocks::procedure::Procedure;

/// Counts of cases.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProcedureSummary {
    /// Cases.
    pub cases: u64,
    /// Of these, every step is done.
    pub finished: u64,
    /// Of these ended by a refusal.
    pub refused: u64,
    /// Cases in which a step that may not be left out was left out.
    pub incomplete: u64,
    /// Cases under way, by the stage they are in.
    pub stages: BTreeMap<Arc<str>, u64>,
    /// Finished cases by the days from their first step to their last, for the median.
    pub days: BTreeMap<i64, u64>,
}

impl Summary for ProcedureSummary {
    fn merge(&mut self, other: &Self) {
        self.cases += other.cases;
        self.finished += other.finished;
        self.refused += other.refused;
        self.incomplete += other.incomplete;
        for (stage, count) in &other.stages {
            *self.stages.entry(stage.clone()).or_default() += count;
        }
        for (days, count) in &other.days {
            *self.days.entry(*days).or_default() += count;
        }
    }
}

impl ProcedureSummary {
    /// Cases under way.
    pub fn running(&self) -> u64 {
        self.cases - self.finished - self.refused
    }

    /// Median of the days of finished cases; of two middle ones the lower.
    pub fn median_days(&self) -> Option<i64> {
        let count: u64 = self.days.values().sum();
        let mut seen = 0;
        let middle = |(_, cases): &(&i64, &u64)| {
            seen += **cases;
            seen * 2 >= count
        };
        self.days.iter().find(middle).map(|(days, _)| *days)
    }
}

pub(super) fn of<'a>(procedures: impl Iterator<Item = &'a Procedure>) -> ProcedureSummary {
    let mut summary = ProcedureSummary::default();
    for procedure in procedures {
        summary.cases += 1;
        summary.incomplete += u64::from(procedure.is_incomplete());
        if procedure.is_refused() {
            summary.refused += 1;
        } else if let Some(at) = procedure.current() {
            let stage = procedure.options.stages.get(procedure.options.steps[at].stage);
            *summary.stages.entry(stage.cloned().unwrap_or_default()).or_default() += 1;
        } else {
            summary.finished += 1;
            if let Some((first, last)) = procedure.days() {
                *summary.days.entry(first.days_until(last)).or_default() += 1;
            }
        }
    }
    summary
}
