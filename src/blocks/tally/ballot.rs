//! One ballot: who was due, who came, what was counted.

use std::sync::Arc;

use crate::base::date::Date;
use crate::blocks::tally::{Base, TallyRule};

/// One ballot.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// Who voted; also the name under which a step of a procedure finds it.
    pub name: Arc<str>,
    /// On what.
    pub question: Option<Arc<str>>,
    /// The day of the vote, where it is known.
    pub date: Option<Date>,
    /// Voters due.
    pub eligible: u32,
    /// Voters who came.
    pub present: u32,
    /// Papers that count.
    pub valid: u32,
    /// Votes by option, in the order of the file.
    pub votes: Vec<(Arc<str>, u32)>,
    /// Whether it passed, as the record says.
    pub stated: Option<bool>,
}

impl Ballot {
    /// What a share of `base` is a share of.
    pub fn count(&self, base: Base) -> u32 {
        match base {
            Base::Eligible => self.eligible,
            Base::Present => self.present,
            Base::Valid => self.valid,
        }
    }

    /// The votes of all options, which should be the valid ones.
    pub fn sum(&self) -> i64 {
        self.votes.iter().map(|(_, votes)| i64::from(*votes)).sum()
    }

    /// Votes for the options that count as agreement.
    pub fn agreeing(&self, rule: &TallyRule) -> u32 {
        if rule.is_leading() {
            return self.votes.iter().map(|(_, votes)| *votes).max().unwrap_or(0);
        }
        let own = self.votes.iter().filter(|(option, _)| rule.options.contains(option));
        own.fold(0, |sum, (_, votes)| sum.saturating_add(*votes))
    }

    /// Whether enough came.
    pub fn has_quorum(&self, rule: &TallyRule) -> bool {
        rule.quorum.is_reached(self.present, self.count(rule.quorum.of))
    }

    /// Whether enough agreed, however few came.
    pub fn has_majority(&self, rule: &TallyRule) -> bool {
        rule.pass.is_reached(self.agreeing(rule), self.count(rule.pass.of))
    }

    /// Whether enough came and enough agreed.
    pub fn is_passed(&self, rule: &TallyRule) -> bool {
        self.has_quorum(rule) && self.has_majority(rule)
    }
}
