//! One who or which is assessed: what the record gives for it, and what follows from that.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::fields::Spanned;
use crate::base::number::{Decimal, Rate};
use crate::base::source::Span;
use crate::blocks::scorecard::Ballot;

/// One who or which is assessed.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Path of an organisation, or a name.
    pub who: Arc<str>,
    pub(super) span: Span,
    /// Day of the assessment.
    pub assessed: Option<Date>,
    /// By component.
    pub marks: Vec<Option<Mark>>,
    /// By component, the score that comes from the results of other records.
    pub taken: Vec<Option<Decimal>>,
    /// Times by deduction.
    pub times: Vec<u32>,
    /// The total that the record states, with the number of its decimals.
    pub stated_total: Option<Spanned<(Decimal, u32)>>,
    /// Place of the band that it states.
    pub stated_band: Option<Spanned<usize>>,
    /// The rank that it states.
    pub stated_rank: Option<Spanned<u32>>,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
    /// What follows from the marks.
    pub outcome: Outcome,
}

impl Subject {
    /// How many were there to vote in the component at `at`, if the record says.
    pub fn present(&self, at: usize) -> Option<u32> {
        match &self.marks[at] {
            Some(Mark::Ballot(ballot)) => ballot.present,
            _ => None,
        }
    }
}

/// What the record gives for one component.
#[derive(Clone, Debug)]
pub enum Mark {
    /// A score.
    Number(Decimal),
    /// Votes.
    Ballot(Ballot),
    /// Marks by criterion.
    Criteria(Vec<Marked>),
}

/// The mark of one criterion: its own, or that of its items.
#[derive(Clone, Debug, Default)]
pub struct Marked {
    pub(super) mark: Option<Decimal>,
    /// By item of the criterion; empty where it has a mark of its own.
    pub items: Vec<Marked>,
}

/// What is computed for one subject.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// By component: what comes from other records, else what the record gives.
    pub scores: Vec<Option<Decimal>>,
    /// By component, what the record gives.
    pub(super) given: Vec<Option<Decimal>>,
    /// All that was taken off.
    pub deducted: Decimal,
    /// To four decimals, from the marks.
    pub(super) exact: Option<Decimal>,
    /// Rounded as the form says, from the marks, else as stated.
    pub total: Option<Decimal>,
    /// Place of the band, 0 for the best.
    pub band: Option<usize>,
    /// The band that a gate took away.
    pub barred: Option<usize>,
    /// By gate, both sides of the share that decides.
    pub gates: Vec<Option<Rate>>,
    /// The rank, where the form ranks.
    pub rank: Option<usize>,
}
