//! What rises from ballots: how many there were, how they ended, how many came.

use serde::Serialize;

use crate::base::number::Rate;
use crate::blocks::Summary;
use crate::blocks::tally::Tally;

/// Counts of ballots and voters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TallySummary {
    /// Records with ballots.
    pub records: u64,
    /// Ballots.
    pub ballots: u64,
    /// Of these passed.
    pub passed: u64,
    /// Of these not passed.
    pub failed: u64,
    /// Of these without a quorum.
    pub without_quorum: u64,
    /// Voters due, of all ballots.
    pub eligible: u64,
    /// Voters who came, of all ballots.
    pub present: u64,
}

impl Summary for TallySummary {
    fn merge(&mut self, other: &Self) {
        self.records += other.records;
        self.ballots += other.ballots;
        self.passed += other.passed;
        self.failed += other.failed;
        self.without_quorum += other.without_quorum;
        self.eligible += other.eligible;
        self.present += other.present;
    }
}

impl TallySummary {
    /// Who came, of who was due.
    pub fn attendance(&self) -> Rate {
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        Rate { is: signed(self.present), of: signed(self.eligible) }
    }
}

pub(super) fn of<'a>(tallies: impl Iterator<Item = &'a Tally>) -> TallySummary {
    let mut summary = TallySummary::default();
    for tally in tallies {
        summary.records += u64::from(!tally.ballots.is_empty());
        for (ballot, rule) in tally.with_rules() {
            summary.ballots += 1;
            summary.passed += u64::from(ballot.is_passed(rule));
            summary.failed += u64::from(!ballot.is_passed(rule));
            summary.without_quorum += u64::from(!ballot.has_quorum(rule));
            summary.eligible += u64::from(ballot.eligible);
            summary.present += u64::from(ballot.present);
        }
    }
    summary
}
