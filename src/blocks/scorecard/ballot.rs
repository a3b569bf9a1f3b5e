//! The votes of one subject in one component: how many for each option, and of how many voters.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{FromNode, Spanned, entries};
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};
use crate::blocks::scorecard::form::{Component, OPTION};
use crate::blocks::scorecard::unknown::unknown_name;

rules! {
    /// More votes than there were people to vote.
    MORE: Error "scorecard/more-votes-than-voters" {
        zh: "“{name}”各票项合计 {votes} 票（{list}），比实到 {present} 人还多" => "查对计票：一人一票，各项票数加起来不能超过 `present`（实到）",
        en: "the votes of “{name}” make {votes} ({list}), more than {present} present" => "look up the count: one vote each, so that all options make `present` at most",
        wrong: "民意: {present: 40, 好: 38, 差: 5}", right: "民意: {present: 43, 好: 38, 差: 5}",
    }
}

/// Votes by option of the component.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// In the order of the component's options.
    pub counts: Vec<u32>,
    /// How many were there to vote, if the record says.
    pub present: Option<u32>,
}

impl Ballot {
    /// All votes.
    pub fn all(&self) -> i64 {
        self.counts.iter().map(|count| i64::from(*count)).sum()
    }

    /// A map such as `{present: 50, 好: 40, 差: 2}`.
    pub(super) fn of_map(node: &Node, component: &Component, diags: &mut Diagnostics) -> Self {
        let mut ballot = Self { counts: vec![0; component.votes.len()], present: None };
        let mut present: Option<Spanned<u32>> = None;
        for (key, value) in entries(node, diags).iter().filter(|(_, value)| !value.is_empty()) {
            match place(component, &key.text) {
                Some(place) => ballot.counts[place] = u32::from_node(value, diags).unwrap_or(0),
                None if is_present(&key.text) => present = Spanned::from_node(value, diags),
                None => unknown(component, &key.text, key.span.clone(), diags),
            }
        }
        ballot.count(component, present, diags);
        ballot
    }

    /// The same in one cell of a table, as downloads write it: `实到=50;好=40;差=2`.
    pub(super) fn of_text(text: &str, span: &Span, component: &Component, diags: &mut Diagnostics) -> Self {
        let mut ballot = Self { counts: vec![0; component.votes.len()], present: None };
        let mut present: Option<Spanned<u32>> = None;
        for part in text.split([';', '；']).map(str::trim).filter(|part| !part.is_empty()) {
            let (name, count) = part.split_once(['=', '＝']).unwrap_or((part, ""));
            let count = Node { value: Value::Text(count.trim().to_owned()), span: span.clone() };
            match place(component, name.trim()) {
                Some(place) => ballot.counts[place] = u32::from_node(&count, diags).unwrap_or(0),
                None if is_present(name.trim()) => present = Spanned::from_node(&count, diags),
                None => unknown(component, name.trim(), span.clone(), diags),
            }
        }
        ballot.count(component, present, diags);
        ballot
    }

    /// Keeps the number of voters and reports one that is less than the votes.
    fn count(&mut self, component: &Component, present: Option<Spanned<u32>>, diags: &mut Diagnostics) {
        let Some(Spanned { value, span }) = present else { return };
        if self.all() > i64::from(value) {
            let more = Diagnostic::new(&MORE, span).with("name", &component.name).with("present", value);
            let votes = component.votes.iter().zip(&self.counts);
            let list = votes.map(|((name, _), count)| format!("{name} {count}"));
            diags.push(more.with("votes", self.all()).with_items("list", list));
        }
        self.present = Some(value);
    }

    /// As one cell, which [`Ballot::of_text`] reads.
    pub(super) fn text(&self, component: &Component) -> String {
        let present = self.present.map(|present| format!("实到={present}"));
        let votes = component.votes.iter().zip(&self.counts).map(|((name, _), count)| format!("{name}={count}"));
        present.into_iter().chain(votes).collect::<Vec<_>>().join(";")
    }
}

fn place(component: &Component, name: &str) -> Option<usize> {
    component.votes.iter().position(|(own, _): &(Arc<str>, _)| **own == *name)
}

fn is_present(name: &str) -> bool {
    name == "present" || names::chinese("present") == Some(name)
}

fn unknown(component: &Component, name: &str, span: Span, diags: &mut Diagnostics) {
    let known = component.votes.iter().map(|(own, _)| &**own);
    diags.push(unknown_name(OPTION, name, span, known));
}
