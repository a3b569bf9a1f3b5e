//! Lines of a total of registers: rows and states, sums by column, totals told apart by a column, time of each step.

mod states;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::glossary::Tongue;
use crate::base::number::Decimal;
use crate::base::smallest::Smallest;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::register::{RegisterOptions, RegisterSummary, Total};
use crate::view::keys;
use crate::view::parts::SummaryLine;

/// Rows, told apart by what they are, and what their columns of money add up to, in the order of the form; then how far
/// they are, and the other columns.
pub(super) fn lines(summary: &RegisterSummary, options: &RegisterOptions, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    if summary.is_merged {
        return vec![merged()];
    }
    let mut states = states::lines(summary, options, tongue).into_iter();
    let mut lines: Vec<SummaryLine> = states.next().into_iter().collect();
    let is_told = |column: &&Column| column.is_plain_state() || options.by.as_ref() == Some(&column.name);
    for column in options.columns.iter().filter(|column| !is_told(column)) {
        lines.extend(split((column, options), summary, tongue));
    }
    let (money, others): (Vec<_>, Vec<_>) =
        options.columns.iter().partition(|column| column.column_type == ColumnType::Money && is_added(column, options));
    let of_columns = |columns: &[&Column]| -> Vec<SummaryLine> {
        columns.iter().flat_map(|column| of_column((column, options), summary, tongue)).collect()
    };
    lines.extend(of_columns(&money));
    lines.extend(states);
    let marks = [("rows_ended", summary.ended), ("rows_behind", summary.behind)].into_iter();
    lines.extend(marks.filter(|(_, rows)| *rows > 0).map(|(label, rows)| SummaryLine::count(label, rows)));
    lines.extend(steps(options, summary, tongue));
    lines.extend(of_columns(&others));
    lines.extend(options.columns.iter().filter_map(|column| norm(column, summary, tongue)));
    lines
}

/// Whether a column has a total of all rows.
fn is_added(column: &Column, options: &RegisterOptions) -> bool {
    column.has_total && options.adds_over_all()
}

/// What a column adds up to, its means, and both by group.
fn of_column(
    (column, options): (&Column, &RegisterOptions),
    summary: &RegisterSummary,
    tongue: Tongue<'_>,
) -> Vec<SummaryLine> {
    let mut lines = Vec::new();
    let Some(total) = summary.totals.get(&column.name).filter(|total| total.cells > 0) else { return lines };
    lines.extend(is_added(column, options).then(|| total_line(column, total, tongue)));
    if options.by.is_none() || !column.is_compared_by_group() && options.adds_over_all() {
        lines.extend(Mean { column, options, tongue }.lines("", total));
    }
    lines.extend(groups(column, options, summary, tongue));
    lines.extend(left_out(column, options, summary, tongue));
    lines
}

/// How many cells are in no total because their row does not say what it counts.
fn left_out(
    column: &Column,
    options: &RegisterOptions,
    summary: &RegisterSummary,
    tongue: Tongue<'_>,
) -> Option<SummaryLine> {
    let by = &options.columns[options.by_column().filter(|_| options.is_apart && column.has_total)?];
    let cells = summary.totals.get(&column.name)?.cells;
    let told: u64 = summary.by.values().filter_map(|own| own.get(&column.name)).map(|total| total.cells).sum();
    let label = tongue.say(keys::LEFT_OUT, &[tongue.label(&column.label), tongue.label(&by.label)]);
    let count = cells.saturating_sub(told);
    (count > 0).then(|| SummaryLine { role: "part", ..SummaryLine::named(label, count.to_string(), "number") })
}

/// The one line of a list that is told at a level above only.
pub(super) fn merged() -> SummaryLine {
    SummaryLine::keyed("rows", String::new(), "merged")
}

fn total_line(column: &Column, total: &Total, tongue: Tongue<'_>) -> SummaryLine {
    let (value, shape) = match column.column_type {
        ColumnType::Money => (total.money.to_string(), "money"),
        ColumnType::Rate => (format!("{}/{}", total.rate.is, total.rate.of), "rate"),
        _ => (total.number.to_string(), "number"),
    };
    let unit = tongue.word(&column.unit);
    SummaryLine { unit, ..SummaryLine::named(tongue.label(&column.label), value, shape) }
}

/// Totals of a column by group, under the line of its total.
fn groups(
    column: &Column,
    options: &RegisterOptions,
    summary: &RegisterSummary,
    tongue: Tongue<'_>,
) -> Vec<SummaryLine> {
    let sizes = sizes(options, summary);
    let shown = if summary.is_sensitive { merge_small(sizes, options.smallest).0 } else { sizes };
    let mut lines = Vec::new();
    let mut rest = Total::default();
    for (value, total) in in_order(options, summary).filter_map(|(value, own)| Some((value, own.get(&column.name)?))) {
        if !shown.iter().any(|(name, _)| *name == value) {
            rest.add(total);
        } else {
            lines.extend(column.has_total.then(|| line(tongue.text(value), column, total, tongue)));
            let means = Mean { column, options, tongue }.lines(value, total);
            lines.extend(means.into_iter().filter(|_| !summary.is_sensitive));
        }
    }
    if rest.cells > 0 && column.has_total {
        lines.push(line(&tongue.say(keys::REST, &[]), column, &rest, tongue));
    }
    lines
}

/// Median time of each step.
fn steps(options: &RegisterOptions, summary: &RegisterSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let steps = (0..).zip(options.steps(tongue));
    let timed = steps.filter_map(|(at, (from, to))| Some((from, to, summary.stage_days(at)?)));
    let line = |(from, to, days): (&str, &str, i64)| {
        let label = tongue.say(keys::STEP, &[from, to]);
        SummaryLine::named(label, days.to_string(), "number").in_days(tongue)
    };
    timed.map(line).collect()
}

/// Of what a mean is: how many rows, or for how many they are.
pub(super) fn base(column: &Column, options: &RegisterOptions, total: &Total, tongue: Tongue<'_>) -> String {
    match options.weight(column).map(|at| &options.columns[at]) {
        Some(by) => {
            let number = tongue.written().numbers().number(&total.base.to_string(), 0);
            tongue.say(keys::MEAN_BY, &[tongue.label(&by.label), &number, &tongue.word(&by.unit)])
        }
        None => tongue.say_for(keys::MEAN_ROWS, &total.cells.to_string()),
    }
}

/// Totals by tier of the columns that are added up, where tiers hold each other.
pub(super) fn tiers(summary: &RegisterSummary, options: &RegisterOptions, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let columns = options.columns.iter().filter(|column| column.has_total);
    let lines = |column| groups(column, options, summary, tongue).into_iter();
    columns.flat_map(|column| lines(column).chain(left_out(column, options, summary, tongue))).collect()
}

/// A column that may ask for means.
struct Mean<'a> {
    column: &'a Column,
    options: &'a RegisterOptions,
    tongue: Tongue<'a>,
}

impl Mean<'_> {
    /// Mean, lowest and highest of all its cells or of those of one `group`, if it asks for them.
    fn lines(&self, group: &str, total: &Total) -> Vec<SummaryLine> {
        let Self { column, options, tongue } = *self;
        let Some(mean) = total.mean(column).filter(|_| column.has_mean) else { return Vec::new() };
        let label = match group {
            "" => tongue.label(&column.label).to_owned(),
            group => tongue.say(keys::PAIR, &[tongue.label(&column.label), tongue.text(group)]),
        };
        let says = |key| tongue.say(key, &[&label]).into();
        let role = if group.is_empty() && !column.has_total { "" } else { "part" };
        let note = base(column, options, total, tongue).into();
        let mean = SummaryLine { label: says(keys::MEAN), role, note, ..total_line(column, &mean, tongue) };
        let range = total.range().map(|(low, high)| {
            let (low, high) = (total_line(column, &low, tongue), total_line(column, &high, tongue));
            let shape = if low.shape == "money" { "money-range" } else { "range" };
            let value = format!("{}..{}", low.value, high.value);
            SummaryLine { label: says(keys::RANGE), role: "part", value, shape, ..low }
        });
        std::iter::once(mean).chain(range).collect()
    }
}

/// How many cells of a column are outside its norm, of all that have one.
fn norm(column: &Column, summary: &RegisterSummary, tongue: Tongue<'_>) -> Option<SummaryLine> {
    let count = summary.norms.get(&column.name)?;
    let is_floor = column.norm.as_ref()?.is_floor();
    let key = if is_floor { keys::BELOW_FLOOR } else { keys::OUT_OF_NORM };
    let label = tongue.say(key, &[tongue.label(&column.label)]);
    let value = format!("{}/{}", count.below + count.above, count.checked);
    Some(SummaryLine::named(label, value, "rate"))
}

fn line(value: &str, column: &Column, total: &Total, tongue: Tongue<'_>) -> SummaryLine {
    let label = tongue.say(keys::PAIR, &[tongue.label(&column.label), value]);
    SummaryLine { label: label.into(), role: "part", ..total_line(column, total, tongue) }
}

/// The groups in the order of the form.
fn in_order<'a>(
    options: &'a RegisterOptions,
    summary: &'a RegisterSummary,
) -> impl Iterator<Item = (&'a str, &'a BTreeMap<Arc<str>, Total>)> {
    let values = options.by_column().map(|at| &options.columns[at].values);
    let known = values.into_iter().flatten().filter_map(|value| Some((&**value, summary.by.get(&**value)?)));
    // A column of other words has no order; of what is sensitive they are not told.
    let is_free = values.is_some_and(Vec::is_empty) && !summary.is_sensitive;
    known.chain(summary.by.iter().filter(move |_| is_free).map(|(value, own)| (&**value, own)))
}

/// How many people or cases each group has: the largest total of its whole numbers, else its rows.
fn sizes<'a>(options: &'a RegisterOptions, summary: &'a RegisterSummary) -> Vec<(&'a str, u64)> {
    let heads = options.columns.iter().filter(|column| column.column_type == ColumnType::Integer);
    let by = options.by.as_ref().and_then(|by| summary.values.get(by));
    let size = |value: &str, own: &BTreeMap<Arc<str>, Total>| {
        let largest = heads.clone().filter_map(|column| own.get(&column.name)).map(|total| total.number.0).max();
        let whole = largest.and_then(|number| u64::try_from(number / Decimal::whole(1).0).ok());
        whole.or_else(|| by.and_then(|rows| rows.get(value)).copied()).unwrap_or(0)
    };
    in_order(options, summary).map(|(value, own)| (value, size(value, own))).collect()
}

/// Rows by value of a column, in the order of the form; in a sensitive register small counts are told as one.
fn split(
    (column, options): (&Column, &RegisterOptions),
    summary: &RegisterSummary,
    tongue: Tongue<'_>,
) -> Vec<SummaryLine> {
    let Some(counts) = summary.values.get(&column.name) else { return Vec::new() };
    let known = column.known_values().filter_map(|value| Some((&**value, *counts.get(&**value)?)));
    let known: Vec<_> = known.collect();
    let (shown, merged) = if summary.is_sensitive { merge_small(known, options.smallest) } else { (known, 0) };
    let line = |value: &str, count: u64| {
        let label = tongue.say(keys::PAIR, &[tongue.label(&column.label), value]);
        SummaryLine::named(label, count.to_string(), "number").part()
    };
    let states = summary.states.get(&column.name).filter(|_| !summary.is_sensitive);
    let told = |value: &str, count: u64| match states.and_then(|values| values.get(value)) {
        Some(states) => {
            let value_with = with_states(count, states, tongue);
            SummaryLine { value: value_with, shape: "text", ..line(tongue.text(value), count) }
        }
        None => line(tongue.text(value), count),
    };
    let mut lines: Vec<_> = shown.iter().map(|(value, count)| told(value, *count)).collect();
    if merged > 0 && !options.smallest.is_small(merged) {
        lines.push(line(&tongue.say(keys::REST, &[]), merged));
    }
    lines
}

/// A count with the states of its rows, most first: `3（已完成 2，进行中 1）`.
fn with_states(count: u64, states: &BTreeMap<Box<str>, u64>, tongue: Tongue<'_>) -> String {
    let mut states: Vec<_> = states.iter().collect();
    states.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let states: Vec<_> = states.iter().map(|(state, count)| format!("{} {count}", tongue.text(state))).collect();
    let states = states.join(&tongue.say(keys::COMMA, &[]));
    tongue.say(keys::BRACKETS, &[&count.to_string(), &states])
}

/// The counts that may be told apart, and the sum of the others, which is itself never small unless it is everything.
fn merge_small(counts: Vec<(&str, u64)>, smallest: Smallest) -> (Vec<(&str, u64)>, u64) {
    let (mut shown, small): (Vec<_>, Vec<_>) = counts.into_iter().partition(|(_, count)| *count >= smallest.get());
    let mut merged: u64 = small.iter().map(|(_, count)| count).sum();
    while smallest.is_small(merged) && !shown.is_empty() {
        let least = (0..shown.len()).min_by_key(|at| shown[*at].1).unwrap_or(0);
        merged += shown.remove(least).1;
    }
    (shown, merged)
}

#[cfg(test)]
mod tests;
