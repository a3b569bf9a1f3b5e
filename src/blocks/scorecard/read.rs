//! Reads one subject of a scorecard by its form.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::lang::Text;
use crate::base::number::Decimal;
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};
use crate::blocks::scorecard::ballot::Ballot;
use crate::blocks::scorecard::form::{BAND, Component, Criterion, ScorecardOptions};
use crate::blocks::scorecard::form_read::UNREADABLE;
use crate::blocks::scorecard::unknown::unknown_name;
use crate::blocks::scorecard::{Mark, Marked, Outcome, Subject};
use crate::blocks::totals;

rules! {
    /// A mark above the full mark or below zero.
    RANGE: Error "scorecard/out-of-range" {
        zh: "“{name}”得 {score} 分，满分是 {full}" => "得分写 0 到 {full} 之间的数",
        en: "“{name}” has {score} of {full}" => "write a mark from 0 to {full}",
        wrong: "现场: 105", right: "现场: 95",
    }
    /// A subject stands twice.
    TWICE: Warning "scorecard/subject-twice" {
        zh: "`{who}` 出现两次" => "一个对象写一次；删去重复的一条",
        en: "`{who}` stands twice" => "write each subject once",
    }
}

const CRITERION: Text = Text { zh: "指标", en: "criterion" };

const DEDUCTION: Text = Text { zh: "扣分项", en: "deduction" };

/// One entry of the list; a subject without a name is reported and left out.
pub(super) fn subject(node: &Node, options: &ScorecardOptions, diags: &mut Diagnostics) -> Option<Subject> {
    let mut fields = Fields::of(node, diags);
    let who: Option<Spanned<Arc<str>>> = fields.need("who", diags);
    let assessed = fields.get("assessed", diags);
    let times = fields.node("deductions", diags).map(|node| deductions(node, options, diags));
    let stated_total = fields.node("total", diags).filter(|node| !node.is_empty()).and_then(|node| {
        let text = String::from_node(node, diags)?;
        let places = text.split_once('.').map_or(0, |(_, fraction)| fraction.trim().len());
        let value = (Decimal::from_node(node, diags)?, u32::try_from(places).unwrap_or(4));
        Some(Spanned { value, span: node.span.clone() })
    });
    let stated_band = fields.get("band", diags).and_then(|band| place_of_band(&band, options, diags));
    let stated_rank = fields.get("rank", diags);
    let note = fields.get("note", diags);
    let mut marks = Vec::with_capacity(options.components.len());
    for component in &options.components {
        let node = fields.named(|key| component.is(key), diags).filter(|node| !node.is_empty());
        marks.push(node.and_then(|node| mark(node, component, diags)));
    }
    let known: Vec<&str> = options.components.iter().map(|component| &*component.name).collect();
    fields.finish_with(&known, diags);
    let who = who?;
    Some(Subject {
        who: who.value,
        span: who.span,
        assessed,
        taken: vec![None; marks.len()],
        marks,
        times: times.unwrap_or_else(|| vec![0; options.deductions.len()]),
        stated_total,
        stated_band,
        stated_rank,
        note,
        outcome: Outcome::default(),
    })
}

fn place_of_band(
    band: &Spanned<Arc<str>>,
    options: &ScorecardOptions,
    diags: &mut Diagnostics,
) -> Option<Spanned<usize>> {
    let place = options.bands.iter().position(|own| own.name == band.value);
    if place.is_none() {
        let known = options.bands.iter().map(|own| &*own.name);
        diags.push(unknown_name(BAND, &band.value, band.span.clone(), known));
    }
    Some(Spanned { value: place?, span: band.span.clone() })
}

fn deductions(node: &Node, options: &ScorecardOptions, diags: &mut Diagnostics) -> Vec<u32> {
    let mut times = vec![0; options.deductions.len()];
    for (key, value) in entries(node, diags) {
        match options.deductions.iter().position(|own| *own.name == *key.text) {
            Some(place) => times[place] = u32::from_node(value, diags).unwrap_or(0),
            None => {
                let known = options.deductions.iter().map(|own| &*own.name);
                diags.push(unknown_name(DEDUCTION, &key.text, key.span.clone(), known));
            }
        }
    }
    times
}

fn mark(node: &Node, component: &Component, diags: &mut Diagnostics) -> Option<Mark> {
    match &node.value {
        Value::Map(entries) if entries.iter().all(|(_, value)| value.is_empty()) => None,
        Value::Map(_) if component.votes.is_empty() => Some(Mark::Criteria(criteria(node, &component.criteria, diags))),
        Value::Map(_) => Some(Mark::Ballot(Ballot::of_map(node, component, diags))),
        Value::Text(text) if !component.votes.is_empty() && text.contains(['=', '＝']) => {
            Some(Mark::Ballot(Ballot::of_text(text, &node.span, component, diags)))
        }
        Value::Text(text) if !component.votes.is_empty() && !is_number(node) => {
            diags.push(no_votes(text, node, component));
            None
        }
        _ => number(node, &component.name, component.full, diags).map(Mark::Number),
    }
}

fn is_number(node: &Node) -> bool {
    Decimal::from_node(node, &mut Diagnostics::new()).is_some()
}

/// A cell that holds neither votes nor a mark, with what to write for the options of this component.
fn no_votes(text: &str, node: &Node, component: &Component) -> Diagnostic {
    const VOTES: Text = Text { zh: "票数", en: "a count of votes" };
    const HOW: Text = Text {
        zh: "写成 `实到=35;{sample}`：每项的票数，中间用分号",
        en: "write `实到=35;{sample}`: each option with its votes, semicolons between them",
    };
    let sample: Vec<String> =
        component.votes.iter().take(2).zip([30, 5]).map(|((name, _), count)| format!("{name}={count}")).collect();
    let found = Diagnostic::new(&UNREADABLE, node.span.clone()).with("value", text).with_word("expected", VOTES);
    found.with_own("sample", sample.join(";")).help_instead(HOW)
}

fn criteria(node: &Node, known: &[Criterion], diags: &mut Diagnostics) -> Vec<Marked> {
    let mut marks = vec![Marked::default(); known.len()];
    for (key, value) in entries(node, diags) {
        let Some(place) = known.iter().position(|own| *own.name == *key.text) else {
            let names = known.iter().map(|own| &*own.name);
            diags.push(unknown_name(CRITERION, &key.text, key.span.clone(), names));
            continue;
        };
        let own = &known[place];
        marks[place] = match value.value {
            Value::Map(_) => Marked { mark: None, items: criteria(value, &own.items, diags) },
            Value::Empty => Marked::default(),
            _ => Marked { mark: number(value, &own.name, own.full, diags), items: Vec::new() },
        };
    }
    marks
}

/// A mark from 0 to `full`.
fn number(node: &Node, name: &str, full: Decimal, diags: &mut Diagnostics) -> Option<Decimal> {
    let number = Decimal::from_node(node, diags)?;
    if number.0 < 0 || number > full {
        let range = Diagnostic::new(&RANGE, node.span.clone()).with("name", name);
        diags.push(range.with("score", number).with("full", full));
        return None;
    }
    Some(number)
}

/// Reads all subjects, each once.
pub(super) fn subjects(node: &Node, options: &ScorecardOptions, diags: &mut Diagnostics) -> Vec<Subject> {
    // Marks of several subjects make no sum, so there is nothing to compare totals with.
    let nodes = totals::split(node, diags).rows;
    let mut seen: BTreeMap<Arc<str>, Span> = BTreeMap::new();
    let mut subjects = Vec::with_capacity(nodes.len());
    for node in nodes {
        let Some(subject) = subject(node, options, diags) else { continue };
        if let Some(first) = seen.insert(subject.who.clone(), subject.span.clone()) {
            let label = Text { zh: "第一次写在这里", en: "first written here" };
            let twice = Diagnostic::new(&TWICE, subject.span.clone()).with("who", &subject.who);
            diags.push(twice.label(first, label));
        }
        subjects.push(subject);
    }
    subjects
}
