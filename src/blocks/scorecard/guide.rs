//! What those who fill in a scorecard are told.

use std::sync::Arc;

use crate::base::lang::Lang;
use crate::base::number::Decimal;
use crate::blocks::guide::{NewSlot, commented, key, line, list, quoted, titled, word};
use crate::blocks::inputs::{Fill, Input, Inputs, Rows, Table};
use crate::blocks::scorecard::form::{Component, Criterion, ScorecardOptions};

/// A subject to copy, with a line for each component.
pub(super) fn skeleton(options: &ScorecardOptions, slot: &NewSlot<'_>) -> Vec<String> {
    let keys = ["who", "assessed", "total", "band", "note"].into_iter().enumerate();
    let keys = keys.map(|(at, key)| commented(at, slot.key(key), ""));
    let components = options.components.iter().map(|one| component(one, slot.lang));
    std::iter::once(slot.head_of_rows()).chain(keys).chain(components).collect()
}

/// A line for the score of a component: empty, or the options of its ballot, or its criteria.
fn component(component: &Component, lang: Lang) -> String {
    let votes = component.votes.iter().map(|(name, _)| &**name);
    let keys: Vec<&str> = match component.criteria.as_slice() {
        [] if component.votes.is_empty() => Vec::new(),
        [] => std::iter::once(key("present", lang)).chain(votes).collect(),
        criteria => criteria.iter().map(|one| &*one.name).collect(),
    };
    let keys: Vec<String> = keys.into_iter().map(|key| format!("{}: ", quoted(key))).collect();
    let value = if keys.is_empty() { String::new() } else { format!("{{{}}}", keys.join(", ")) };
    line(&format!("#    {}", quoted(&component.name)), &value, component.label.in_message(lang))
}

/// Components, deductions, gates and bands of a form.
pub(super) fn describe(options: &ScorecardOptions, lang: Lang) -> Vec<String> {
    let mut lines: Vec<String> = options.method.iter().map(ToString::to_string).collect();
    for component in &options.components {
        lines.push(component_line(lang, component));
        for own in &component.criteria {
            lines.push(criterion_line(own, 1));
            lines.extend(own.items.iter().map(|item| criterion_line(item, 2)));
        }
    }
    for own in &options.deductions {
        let most = own.max.map_or(String::new(), |max| format!("{}{max}", word(lang, "，最多 ", ", at most ")));
        lines.push(format!("{} −{}{most}", own.name, own.each));
    }
    for gate in &options.gates {
        let own = &options.components[gate.component].name;
        let (band, share) = (&options.bands[gate.caps].name, Decimal(gate.at_least * 100));
        let of = if gate.options.is_empty() { String::new() } else { format!(" {}", list(lang, &gate.options)) };
        lines.push(match lang {
            Lang::Zh => format!("门槛: {own}{of} ≥ {share}%，达不到不得为“{band}”"),
            Lang::En => format!("gate: {own}{of} ≥ {share}%, else not “{band}”"),
        });
    }
    let bands = options.bands.iter().map(|band| match band.from {
        Some(from) if options.is_higher_better => format!("{} ≥ {from}", band.name),
        Some(from) => format!("{} ≤ {from}", band.name),
        None => band.name.to_string(),
    });
    let bands: Vec<String> = bands.collect();
    if !bands.is_empty() {
        lines.push(format!("{}: {}", word(lang, "等次", "bands"), list(lang, &bands)));
    }
    lines.extend(options.fails_twice.iter().map(ToString::to_string));
    lines
}

fn component_line(lang: Lang, component: &Component) -> String {
    let mut line = format!("{}: {}", titled(lang, &component.name, &component.label), component.full);
    if component.weight != component.full {
        line.push_str(&format!("{}{}%", word(lang, "，权重 ", ", weight "), component.weight));
    }
    if let Some(raters) = &component.raters {
        line.push_str(&format!("{}{raters}", word(lang, "，由谁评 ", ", by ")));
    }
    if !component.votes.is_empty() {
        let votes: Vec<String> = component.votes.iter().map(|(name, worth)| format!("{name}={worth}")).collect();
        line.push_str(&format!("{}{}", word(lang, "，票项 ", ", votes "), list(lang, &votes)));
    }
    line
}

fn criterion_line(own: &Criterion, depth: usize) -> String {
    format!("{}{}: {}", "  ".repeat(depth), own.name, own.full)
}

/// The subjects, with a column for each component.
pub(super) fn inputs(options: &ScorecardOptions, lang: Lang) -> Inputs {
    let key = |key, fill| Input::of_key(key, fill, lang);
    let mut columns = vec![key("who", Fill::Unit).required()];
    columns.extend(options.components.iter().map(|one| {
        let names: Vec<Arc<str>> = if one.criteria.is_empty() {
            one.votes.iter().map(|(name, _)| name.clone()).collect()
        } else {
            one.criteria.iter().map(|own| own.name.clone()).collect()
        };
        let fill = if names.is_empty() { Fill::Number } else { Fill::Counts };
        let mut input = Input::named(&one.name, fill).with_choices(&names).labelled(one.label.in_message(lang));
        input.names.extend(one.label.all().filter(|label| **label != one.name).cloned());
        input
    }));
    let deductions: Vec<Arc<str>> = options.deductions.iter().map(|one| one.name.clone()).collect();
    if !deductions.is_empty() {
        columns.push(key("deductions", Fill::Counts).with_choices(&deductions));
    }
    let bands: Vec<Arc<str>> = options.bands.iter().map(|band| band.name.clone()).collect();
    columns.extend([key("total", Fill::Number), key("band", Fill::Choice).with_choices(&bands)]);
    columns.extend([key("rank", Fill::Number), key("assessed", Fill::Day), key("note", Fill::Text)]);
    Inputs { fields: Vec::new(), table: Some(Table { key: None, columns, rows: Rows::Listed(Vec::new()) }) }
}
