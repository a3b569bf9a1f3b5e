//! Rows, columns and cells as a spreadsheet names them.

use std::collections::BTreeSet;

use crate::base::lang::Label;
use crate::base::source::Place;

/// So many ranges are named before the others are only counted.
const NAMED: usize = 12;

/// Hidden rows and columns, as a spreadsheet names them.
pub(super) fn hidden(rows: &BTreeSet<u32>, columns: &BTreeSet<u32>) -> Label {
    let row = |number: u32| (number + 1).to_string();
    let column = |number: u32| Place::Cell(0, number).to_string().trim_end_matches('1').to_owned();
    let zh = |numbers: &BTreeSet<u32>, named: &str, what: &str| match numbers.len() {
        count if named.ends_with('…') => format!("{} {what}等共 {count} {what}", named.trim_end_matches('…')),
        _ => format!("{named} {what}"),
    };
    let en = |numbers: &BTreeSet<u32>, named: &str, what: &str| match numbers.len() {
        1 => format!("{what} {named}"),
        count if named.ends_with('…') => format!("{count} {what}s ({named})"),
        _ => format!("{what}s {named}"),
    };
    let parts = |between, zh_not_en: bool| {
        let named = [(rows, ranges(rows, row, between), "row"), (columns, ranges(columns, column, between), "column")];
        let named = named.into_iter().filter(|(numbers, ..)| !numbers.is_empty());
        let part = |(numbers, named, what): (&BTreeSet<u32>, String, &str)| match (zh_not_en, what) {
            (true, "row") => zh(numbers, &format!("第 {named}"), "行"),
            (true, _) => zh(numbers, &named, "列"),
            (false, what) => en(numbers, &named, what),
        };
        named.map(part).collect::<Vec<_>>()
    };
    Label::of(&[("zh-Hans", &parts("、", true).join("、")), ("en", &parts(", ", false).join(" and "))])
}

/// Numbers with neighbours drawn together: `3、5–8`; those behind the first ones are an ellipsis.
fn ranges(numbers: &BTreeSet<u32>, name: impl Fn(u32) -> String, between: &str) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => runs.push((*number, *number)),
        }
    }
    let named = runs.iter().take(NAMED).map(|(first, last)| match first == last {
        true => name(*first),
        false => format!("{}–{}", name(*first), name(*last)),
    });
    let more = if runs.len() > NAMED { "…" } else { "" };
    named.collect::<Vec<_>>().join(between) + more
}

pub(super) fn cells(places: &BTreeSet<(u32, u32)>) -> String {
    let named = places.iter().take(NAMED).map(|(row, column)| Place::Cell(*row, *column).to_string());
    let more = if places.len() > NAMED { " …" } else { "" };
    named.collect::<Vec<_>>().join("、") + more
}
