//! Scores that are the results of other records: a component names the records, and each subject takes its own total there.

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, entries};
use crate::base::number::Decimal;
use crate::base::yaml::{Node, Value};
use crate::blocks::scorecard::form::{COMPONENT, ScorecardOptions, Written};
use crate::blocks::scorecard::number::divide;
use crate::blocks::scorecard::unknown::unknown_name;
use crate::blocks::scorecard::{Scorecard, Subject};

/// A card that another one takes results from.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What it is a card of: the form of its record, else the kind.
    pub of: &'a str,
    /// The card.
    pub card: &'a Scorecard,
}

impl Source<'_> {
    /// The total of a subject.
    fn total(&self, who: &str) -> Option<Decimal> {
        self.card.subjects.iter().find(|one| *one.who == *who)?.outcome.total
    }
}

/// Places of the sources that have no total of the subject, though they should: one stands in all cards of one form, or in
/// none of them, and in one card at least.
pub fn lacking(sources: &[Source<'_>], who: &str) -> Vec<usize> {
    let has = |one: &Source<'_>| one.total(who).is_some();
    let is_owed = |one: &Source<'_>| {
        let mut others = sources.iter().filter(|other| has(other)).peekable();
        others.peek().is_none() || others.any(|other| other.of == one.of)
    };
    let lacking = sources.iter().enumerate().filter(|(_, one)| !has(one) && is_owed(one));
    lacking.map(|(at, _)| at).collect()
}

impl Scorecard {
    /// The components whose scores come from other records, by place, with these.
    pub fn sources(&self) -> impl Iterator<Item = (usize, &Written)> {
        self.sources.iter().enumerate().filter(|(_, written)| !written.is_empty())
    }

    /// Whether any score comes from another record.
    pub fn has_sources(&self) -> bool {
        self.sources().next().is_some()
    }

    /// Takes every score that comes from other records, and computes all that follows. Where a record or a result is not
    /// there, none is taken.
    pub fn take<'a>(&mut self, find: &dyn Fn(&str) -> Option<Source<'a>>) {
        let options = self.options.clone();
        for (at, written) in self.sources.iter().enumerate().filter(|(_, written)| !written.is_empty()) {
            let sources: Option<Vec<Source<'_>>> = written.iter().map(|one| find(&one.value)).collect();
            let by = (options.components[at].full, options.decimals);
            for subject in &mut self.subjects {
                subject.taken[at] = sources.as_ref().and_then(|sources| result(sources, &subject.who, by));
            }
        }
        self.compute();
    }
}

impl Subject {
    /// The score that the record states where it takes one, if it is no right rounding of that.
    pub fn differing(&self, at: usize) -> Option<Decimal> {
        let (taken, stated) = (self.taken[at]?, self.outcome.given[at]?);
        let rounded = |number: Decimal, decimals| divide(i128::from(number.0), 1, decimals);
        let decimals = (0..4).find(|decimals| rounded(stated, *decimals) == stated).unwrap_or(4);
        (rounded(taken, decimals) != stated).then_some(stated)
    }
}

/// The mean of the results of a subject, each as a share of the best there, in marks out of the full one.
fn result(sources: &[Source<'_>], who: &str, (full, decimals): (Decimal, u32)) -> Option<Decimal> {
    if !lacking(sources, who).is_empty() {
        return None;
    }
    let (mut sum, mut whole, mut count) = (0_i128, 1_i128, 0_i128);
    for source in sources {
        let Some(total) = source.total(who) else { continue };
        let best = i128::from(source.card.best().0);
        let common = divisor(whole, best);
        sum = sum.checked_mul(best / common)?.checked_add(i128::from(total.0).checked_mul(whole / common)?)?;
        (whole, count) = (whole.checked_mul(best / common)?, count + 1);
    }
    let scaled = sum.checked_mul(i128::from(full.0))?;
    Some(divide(scaled, whole.checked_mul(count)?, decimals))
}

/// The greatest common divisor; 1 at least.
fn divisor(mut one: i128, mut other: i128) -> i128 {
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one.max(1)
}

/// The rows of a slot with the records that its components take scores from: what the form says, unless the slot is written as
/// `{from: {COMPONENT: RECORD}, rows: [...]}`.
pub(super) fn slot(node: &Node, options: &ScorecardOptions, diags: &mut Diagnostics) -> (Vec<Written>, Option<Node>) {
    let mut sources: Vec<Written> = options.components.iter().map(|own| own.from.clone()).collect();
    if !matches!(node.value, Value::Map(_)) {
        return (sources, None);
    }
    let mut fields = Fields::of(node, diags);
    let written = fields.node("from", diags);
    let rows = fields.node("rows", diags).cloned();
    fields.finish(diags);
    for (key, value) in written.map_or(&[][..], |node| entries(node, diags)) {
        match options.components.iter().position(|own| own.is(&key.text)) {
            Some(at) => sources[at] = Written::from_node(value, diags).unwrap_or_default(),
            None => {
                let known = options.components.iter().map(|own| &*own.name);
                diags.push(unknown_name(COMPONENT, &key.text, key.span.clone(), known));
            }
        }
    }
    (sources, Some(rows.unwrap_or_else(|| Node::empty(node.span.clone()))))
}
