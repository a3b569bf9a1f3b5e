//! What those who fill in figures are told.

use std::sync::Arc;

use crate::base::lang::Lang;
use crate::blocks::guide::{NewSlot, word};
use crate::blocks::inputs::{Fill, Input, Inputs, Rows, Table};
use crate::blocks::measures::{Expected, MeasuresOptions};

/// A line to fill in for each figure that the form expects; nothing where it expects none.
pub(super) fn skeleton(options: &MeasuresOptions, slot: &NewSlot<'_>) -> Vec<String> {
    let items = options.items.iter().map(|item| {
        let unit = item.unit.as_deref().unwrap_or_default();
        let [label, value, of] = ["label", "value", "unit"].map(|name| slot.key(name));
        format!("#  - {{{label}: {}, {value}: , {of}: {unit}}}", item.label)
    });
    let head = (!options.items.is_empty()).then(|| slot.head());
    head.into_iter().chain(items).collect()
}

/// The figures that a form expects.
pub(super) fn describe(options: &MeasuresOptions, lang: Lang) -> Vec<String> {
    options.items.iter().map(|item| figure(lang, item)).collect()
}

fn figure(lang: Lang, item: &Expected) -> String {
    let unit = item.unit.as_deref().map_or(String::new(), |unit| format!(" {unit}"));
    let sum = if item.is_stock { word(lang, "存量", "stock") } else { word(lang, "流量", "flow") };
    let from = item
        .from
        .as_ref()
        .map_or(String::new(), |from| format!("  {} {}", word(lang, "数出:", "counted:"), from.said()));
    format!("{}{unit}: {sum}{from}", item.label)
}

/// The figures, of which those that the form expects are proposed.
pub(super) fn inputs(options: &MeasuresOptions, lang: Lang) -> Inputs {
    let key = |key, fill| Input::of_key(key, fill, lang);
    let columns = vec![
        key("label", Fill::Text).required(),
        key("value", Fill::Number),
        key("unit", Fill::Text),
        key("rate", Fill::Rate),
        key("stated", Fill::Text),
        key("parts", Fill::Counts),
        key("rest", Fill::Text),
        key("compare", Fill::Text),
        key("target", Fill::Number),
        key("as-of", Fill::Day),
        key("since", Fill::Day),
        key("stock", Fill::Flag),
        key("standard", Fill::Flag),
        key("scope", Fill::Text),
        key("note", Fill::Text),
    ];
    let proposed = options.items.iter().filter(|item| item.from.is_none());
    let proposed = proposed.map(|item| vec![item.label.clone(), Arc::default(), item.unit.clone().unwrap_or_default()]);
    Inputs { fields: Vec::new(), table: Some(Table { key: None, columns, rows: Rows::Listed(proposed.collect()) }) }
}
