//! Outcomes: what the states of a register mean, and what a rate of those done is told of.

use std::sync::Arc;

use serde::Serialize;

use crate::base::closed::Closed;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, choose};
use crate::base::lang::Label;
use crate::base::yaml::Node;

rules! {
    /// A state has two outcomes.
    TWICE: Error "register/state-twice" {
        zh: "状态 `{state}` 在 `{first}` 和 `{second}` 里都写了" => "一个状态只有一种结果，留下一处",
        en: "the state `{state}` stands under `{first}` and under `{second}`" => "a state has one outcome: keep it in one place",
        wrong: "{name: status, type: status, open: [进行中], closed: [已完成], unmet: [已完成]}", right: "{name: status, type: status, open: [进行中], closed: [已完成], unmet: [未完成]}",
    }
}

/// What a state says of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// Not ended: it may become overdue.
    Open,
    /// Done, or reached what it aimed at.
    Achieved,
    /// Ended, and not reached.
    Unmet,
    /// Given up, cancelled or taken back.
    Dropped,
    /// There was nothing to do: it is in the base of no rate.
    NotApplicable,
}

impl Outcome {
    /// The words of data files.
    pub const WORDS: Closed<Self> = Closed::new(
        "outcome",
        &[
            ("open", Self::Open),
            ("met", Self::Achieved),
            ("unmet", Self::Unmet),
            ("dropped", Self::Dropped),
            ("not applicable", Self::NotApplicable),
        ],
    );
}

/// What a rate of those achieved is told of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum RateOf {
    /// Of all rows that apply.
    #[default]
    All,
    /// Of the rows that have ended or whose due day has come.
    Due,
    /// Of nothing: a rate would mean nothing.
    None,
}

impl FromNode for RateOf {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        const ALL: Closed<RateOf> =
            Closed::new("rate-of", &[("all", RateOf::All), ("due", RateOf::Due), ("none", RateOf::None)]);
        choose(node, &ALL, diags)
    }
}

/// What the states of a `status` column mean.
#[derive(Clone, Debug)]
pub struct Outcomes {
    /// States by outcome, with the key under which they stand.
    lists: Vec<(&'static str, Outcome, Vec<Arc<str>>)>,
    /// What it is called to achieve a row: 缴清, 兑现, 办结.
    pub verb: Option<Label>,
    /// What the rate is told of.
    pub rate: RateOf,
    /// Whether the days to the end mean anything.
    pub has_median: bool,
    /// The date column from which these days are counted; the first one if none is named.
    pub days_from: Option<Spanned<Arc<str>>>,
}

/// The keys of the lists. What is done and what is met is achieved alike; two words let a form say which it is.
const LISTS: [(&str, Outcome); 6] = [
    ("open", Outcome::Open),
    ("closed", Outcome::Achieved),
    ("met", Outcome::Achieved),
    ("unmet", Outcome::Unmet),
    ("dropped", Outcome::Dropped),
    ("not-applicable", Outcome::NotApplicable),
];

impl Default for Outcomes {
    fn default() -> Self {
        Self { lists: Vec::new(), verb: None, rate: RateOf::All, has_median: true, days_from: None }
    }
}

impl Outcomes {
    /// Reads the keys of a column that are about states.
    pub(super) fn read(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Self {
        let mut lists: Vec<(&'static str, Outcome, Vec<Arc<str>>)> = Vec::new();
        for (key, outcome) in LISTS {
            let states: Vec<Spanned<Arc<str>>> = fields.get(key, diags).unwrap_or_default();
            for state in &states {
                let mut before = lists.iter().filter(|(_, _, own)| own.contains(&state.value));
                if let Some((first, ..)) = before.next() {
                    let twice = Diagnostic::new(&TWICE, state.span.clone()).with("state", &state.value);
                    diags.push(twice.with_own("first", first).with_own("second", key));
                }
            }
            lists.push((key, outcome, states.into_iter().map(|state| state.value).collect()));
        }
        lists.retain(|(_, _, states)| !states.is_empty());
        Self {
            lists,
            verb: fields.get("verb", diags),
            rate: fields.get("rate", diags).unwrap_or_default(),
            has_median: fields.get("median", diags).unwrap_or(true),
            days_from: fields.get("days-from", diags),
        }
    }

    /// Every state that has an outcome.
    pub fn states(&self) -> impl Iterator<Item = &Arc<str>> + Clone {
        self.lists.iter().flat_map(|(_, _, states)| states)
    }

    /// The same in the order in which pages tell them: what was achieved first, but of a list of what is on it that.
    pub fn told(&self) -> impl Iterator<Item = &Arc<str>> {
        let first = if self.rate == RateOf::None { Outcome::Open } else { Outcome::Achieved };
        let others = self.lists.iter().filter(move |(_, outcome, _)| *outcome != first);
        self.of(first).chain(others.flat_map(|(_, _, states)| states))
    }

    /// The states of one outcome.
    pub fn of(&self, outcome: Outcome) -> impl Iterator<Item = &Arc<str>> + Clone {
        self.lists.iter().filter(move |(_, own, _)| *own == outcome).flat_map(|(_, _, states)| states)
    }

    /// The outcome of a state, if it has one.
    pub fn outcome(&self, state: &str) -> Option<Outcome> {
        self.lists
            .iter()
            .find(|(_, _, states)| states.iter().any(|own| **own == *state))
            .map(|(_, outcome, _)| *outcome)
    }

    /// Whether the states say no more than "done" and "not done".
    pub(super) fn is_plain(&self) -> bool {
        let count = |outcome| self.of(outcome).count();
        let plain = [Outcome::Open, Outcome::Achieved].map(count).into_iter().all(|count| count < 2);
        plain && [Outcome::Unmet, Outcome::Dropped, Outcome::NotApplicable].map(count) == [0, 0, 0]
    }
}
