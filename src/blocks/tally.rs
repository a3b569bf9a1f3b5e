//! `tally`: ballots with who was due, who came, what was counted, and whether quorum and majority were reached.

mod ballot;
mod guide;
mod options;
mod read;
mod rows;
mod summary;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Rule};
use crate::base::fields::items;
use crate::base::lang::Lang;
use crate::base::period::Period;
use crate::base::yaml::Node;
use crate::blocks::answer::Decision;
use crate::blocks::guide::NewSlot;
use crate::blocks::inputs::Inputs;
use crate::blocks::table::Table;
use crate::blocks::usual::Usual;
use crate::blocks::{BlockType, RowsAt};

pub use ballot::Ballot;
pub use options::{Base, Gate, TallyOptions, TallyRule};
pub use summary::TallySummary;

/// Ballots in the order of the file.
#[derive(Clone, Debug)]
pub struct Tally {
    options: Arc<TallyOptions>,
    ballots: Vec<Ballot>,
}

impl Tally {
    /// The ballots, each with the rule that it is decided by.
    pub fn with_rules(&self) -> impl Iterator<Item = (&Ballot, &TallyRule)> {
        self.ballots.iter().map(|ballot| (ballot, self.options.rule(&ballot.name)))
    }

    /// Names of all options of all ballots, in the order of their first appearance.
    pub fn option_names(&self) -> Vec<Arc<str>> {
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        let all = self.ballots.iter().flat_map(|ballot| &ballot.votes);
        all.filter(|(option, _)| seen.insert(option)).map(|(option, _)| option.clone()).collect()
    }
}

impl BlockType for Tally {
    const NAME: &'static str = "tally";
    const ROWS: RowsAt = RowsAt::Nowhere;
    const TELLS_CASE: bool = false;
    const RULES: &'static [&'static [&'static Rule]] = &[read::RULES];
    type Options = TallyOptions;
    type Summary = TallySummary;

    fn parse(node: &Node, options: &Arc<TallyOptions>, diags: &mut Diagnostics) -> Option<Self> {
        let ballots = items(node, diags).iter().filter_map(|node| read::ballot(node, options, diags)).collect();
        Some(Self { options: options.clone(), ballots })
    }

    fn settle(options: &mut TallyOptions, usual: &Usual) {
        options.settle(usual);
    }

    fn summarize(history: &[(Option<Period>, &Self)], _today: Date) -> TallySummary {
        summary::of(history.iter().map(|(_, tally)| *tally))
    }

    fn table(&self) -> Table {
        rows::table(self)
    }

    fn skeleton(options: &TallyOptions, slot: &NewSlot<'_>) -> Vec<String> {
        guide::skeleton(options, slot)
    }

    fn inputs(options: &TallyOptions, lang: Lang) -> Inputs {
        guide::inputs(options, lang)
    }

    fn describe(options: &TallyOptions, _lang: Lang) -> Vec<String> {
        guide::describe(options)
    }

    fn decisions(&self) -> Vec<Decision<'_>> {
        let ballots = self.with_rules();
        ballots.map(|(ballot, rule)| Decision { name: &ballot.name, is_passed: ballot.is_passed(rule) }).collect()
    }
}

#[cfg(test)]
mod tests;
