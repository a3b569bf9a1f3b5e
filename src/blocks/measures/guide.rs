//! What those who fill in figures are told.

use crate::base::lang::Lang;
use crate::blocks::guide::{NewSlot, word};
use crate::blocks::measures::{Expected, MeasuresOptions};

/// A line to fill in for each figure that the form expects.
pub(super) fn skeleton(options: &MeasuresOptions, slot: &NewSlot<'_>) -> Vec<String> {
    let items = options.items.iter().map(|item| {
        let unit = item.unit.as_deref().unwrap_or_default();
        format!("#  - {{label: {}, value: , unit: {unit}}}", item.label)
    });
    std::iter::once(slot.head()).chain(items).collect()
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
