//! What a form sets for ballots: how many must come, and how many must agree.

use std::sync::Arc;

use crate::base::closed::Closed;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{Fields, FromNode, entries};
use crate::base::number::{RATE, Rate};
use crate::base::yaml::Node;
use crate::blocks::usual::Usual;

/// Largest denominator of a share, so that no product overflows.
const FINEST: i64 = 10_000;

/// Stand for the option with the most votes, whoever that is: what decides an election.
const LEADING: [&str; 2] = ["得票最多", "most votes"];

/// What a share is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// Who had to come.
    Eligible,
    /// Who came.
    Present,
    /// Papers that count.
    Valid,
}

impl Base {
    const CHOICES: Closed<Self> =
        Closed::new("ballot-base", &[("eligible", Self::Eligible), ("present", Self::Present), ("valid", Self::Valid)]);
}

/// A share that must be reached, or exceeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gate {
    /// The share.
    pub share: Rate,
    /// Of what.
    pub of: Base,
    /// Whether the share itself is not enough (过半数).
    pub is_strict: bool,
}

impl Gate {
    fn read(fields: &mut Fields<'_>, default: Self, diags: &mut Diagnostics) -> Self {
        Self {
            share: fields.node("share", diags).and_then(|node| read_share(node, diags)).unwrap_or(default.share),
            of: fields.choice("of", &Base::CHOICES, diags).unwrap_or(default.of),
            is_strict: fields.get("strict", diags).unwrap_or(default.is_strict),
        }
    }

    /// Whether `count` of `base` is enough.
    pub fn is_reached(self, count: u32, base: u32) -> bool {
        let (own, least) = (i64::from(count) * self.share.of, i64::from(base) * self.share.is);
        if self.is_strict { own > least } else { own >= least }
    }

    /// The smallest count that is enough of `base`.
    pub fn least(self, base: u32) -> i64 {
        let (whole, of) = (i64::from(base) * self.share.is, self.share.of.max(1));
        if self.is_strict { whole / of + 1 } else { (whole + of - 1) / of }
    }
}

/// When a ballot stands, and when it is passed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TallyRule {
    /// How the page calls it.
    pub name: Arc<str>,
    /// How many must come.
    pub quorum: Gate,
    /// How many must agree.
    pub pass: Gate,
    /// Options that count as agreement; those of the pack where the form names none.
    pub options: Vec<Arc<str>>,
}

impl Default for TallyRule {
    fn default() -> Self {
        let half = |of, is_strict| Gate { share: Rate { is: 1, of: 2 }, of, is_strict };
        Self {
            name: "".into(),
            quorum: half(Base::Eligible, true),
            pass: half(Base::Present, true),
            options: Vec::new(),
        }
    }
}

impl TallyRule {
    /// Takes the words of the pack where the form has none.
    fn settle(&mut self, usual: &Usual) {
        if self.name.is_empty() {
            self.name = usual.majority.clone();
        }
        if self.options.is_empty() {
            self.options.clone_from(&usual.agreed);
        }
    }

    /// Whether the option with the most votes counts, not one that the form names.
    pub fn is_leading(&self) -> bool {
        matches!(&*self.options, [only] if LEADING.contains(&&**only))
    }

    fn read(fields: &mut Fields<'_>, default: &Self, diags: &mut Diagnostics) -> Self {
        let name = fields.get("name", diags).unwrap_or_else(|| default.name.clone());
        let mut rule = Self { name, ..default.clone() };
        if let Some(node) = fields.node("quorum", diags) {
            let mut own = Fields::of(node, diags);
            rule.quorum = Gate::read(&mut own, Gate { is_strict: false, ..default.quorum }, diags);
            own.finish(diags);
        }
        if let Some(node) = fields.node("pass", diags) {
            let mut own = Fields::of(node, diags);
            rule.pass = Gate::read(&mut own, default.pass, diags);
            rule.options = own.get("option", diags).unwrap_or(rule.options);
            own.finish(diags);
        }
        rule
    }
}

/// What a form sets for a tally: a rule, and other rules by name of the ballot.
#[derive(Clone, Debug, Default)]
pub struct TallyOptions {
    /// The rule of ballots that have none of their own.
    pub rule: TallyRule,
    /// Rules by name of the ballot.
    pub ballots: Vec<(Arc<str>, TallyRule)>,
}

impl FromNode for TallyOptions {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let rule = TallyRule::read(&mut fields, &TallyRule::default(), diags);
        let nodes = fields.node("ballots", diags).map_or(&[][..], |node| entries(node, diags));
        let ballots = nodes.iter().map(|(key, node)| {
            let mut own = Fields::of(node, diags);
            let ballot = TallyRule::read(&mut own, &rule, diags);
            own.finish(diags);
            (Arc::from(key.text.as_str()), ballot)
        });
        let ballots = ballots.collect();
        fields.finish(diags);
        Some(Self { rule, ballots })
    }
}

impl TallyOptions {
    /// Takes the words of the pack where the form has none.
    pub(super) fn settle(&mut self, usual: &Usual) {
        self.rule.settle(usual);
        self.ballots.iter_mut().for_each(|(_, rule)| rule.settle(usual));
    }

    pub(super) fn rule(&self, ballot: &str) -> &TallyRule {
        self.ballots.iter().find(|(name, _)| **name == *ballot).map_or(&self.rule, |(_, rule)| rule)
    }
}

/// A share such as `2/3`.
fn read_share(node: &Node, diags: &mut Diagnostics) -> Option<Rate> {
    let text = String::from_node(node, diags)?;
    let share =
        Rate::parse(&text).filter(|share| (1..=FINEST).contains(&share.of) && (0..=share.of).contains(&share.is));
    if share.is_none() {
        diags.push(Diagnostic::new(&RATE, node.span.clone()).with("value", text));
    }
    share
}
