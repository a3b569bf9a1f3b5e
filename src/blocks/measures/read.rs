//! Figures as they are read, one by one.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::number::{Figure, RATE, Rate};
use crate::base::yaml::Node;
use crate::blocks::measures::options::read_stock;
use crate::blocks::measures::{Measure, MeasuresOptions, Part, checks};

pub(super) fn measure(node: &Node, options: &MeasuresOptions, diags: &mut Diagnostics) -> Option<Measure> {
    let mut fields = Fields::of(node, diags);
    let label: Option<Arc<str>> = fields.need("label", diags);
    let value: Option<Spanned<Figure>> = fields.get("value", diags);
    let rate = fields.node("rate", diags);
    let is_written =
        value.is_some() || ["value", "rate", "parts"].iter().any(|name| fields.node(name, diags).is_some());
    let rate = rate.filter(|node| !node.is_empty()).and_then(|node| read_rate(node, diags));
    let percent: Option<Spanned<Arc<str>>> = fields.get("stated", diags);
    let written = fields.node("parts", diags);
    let parts = written.map(|node| read_parts(node, diags)).unwrap_or_default();
    let are_parts_read = written.is_none_or(|node| entries(node, diags).len() == parts.len());
    let expected = label.as_ref().and_then(|label| options.items.iter().find(|item| item.label == *label));
    let is_stock = read_stock(&mut fields, diags).or(expected.map(|item| item.is_stock)).unwrap_or(false);
    let is_standard = fields.get("standard", diags).unwrap_or(false);
    let scope = fields.get("scope", diags).or(expected.and_then(|item| item.scope));
    let unit = fields.get("unit", diags).or_else(|| expected.and_then(|item| item.unit.clone()));
    let target: Option<Figure> = fields.get("target", diags);
    let (as_of, since, from) = (fields.get("as-of", diags), fields.get("since", diags), fields.get("from", diags));
    let (rest, compare, note) = (fields.get("rest", diags), fields.get("compare", diags), fields.get("note", diags));
    let each_least = fields.get("each-least", diags).or_else(|| expected.and_then(|item| item.each_least));
    let is_counted = fields.node("from", diags).is_some() || expected.is_some_and(|item| item.from.is_some());
    if label.is_some() && !is_written && !is_counted {
        fields.lacks(&["value", "rate", "parts"], diags);
    }
    let is_whole = are_parts_read && fields.lost(&["value", "parts", "rest"]).is_empty();
    fields.finish(diags);
    let figure = value.as_ref().map(|value| value.value);
    let mut measure = label.map(|label| Measure {
        value: figure,
        unit: unit.unwrap_or_else(|| "".into()),
        as_of,
        since,
        target_gap: figure.zip(target).map(|(value, target)| value.minus(target)),
        target,
        parts,
        parts_gap: None,
        rest,
        compare,
        compare_gap: None,
        rate,
        share: rate.map(Rate::ratio),
        percent,
        stated: None,
        is_stock,
        is_standard,
        scope,
        note,
        label,
        from,
        each_least,
        above: None,
        is_counted: false,
        tier: Vec::new(),
        claimed: None,
        span: node.span.clone(),
    })?;
    checks::check_parts(&mut measure, value.as_ref().filter(|_| is_whole), diags);
    checks::check_rate(&mut measure, diags);
    checks::check_baseless(&measure, options, diags);
    Some(measure)
}

fn read_rate(node: &Node, diags: &mut Diagnostics) -> Option<Rate> {
    if let Some(text) = node.text() {
        let rate = Rate::parse(text);
        if rate.is_none() {
            diags.push(Diagnostic::new(&RATE, node.span.clone()).with("value", text));
        }
        return rate;
    }
    let mut fields = Fields::of(node, diags);
    let of: Option<u32> = fields.need("of", diags);
    let is: Option<u32> = fields.need("is", diags);
    fields.finish(diags);
    Some(Rate { is: is?.into(), of: of?.into() })
}

fn read_parts(node: &Node, diags: &mut Diagnostics) -> Vec<Part> {
    let read = entries(node, diags).iter().filter_map(|(key, value)| {
        let value = Figure::from_node(value, diags)?;
        Some(Part { label: key.text.as_str().into(), value, share: 0 })
    });
    read.collect()
}
