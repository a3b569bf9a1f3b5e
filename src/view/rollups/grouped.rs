//! Lines of a register beyond its counts: totals told apart by a column, and the time that each step takes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::glossary::Tongue;
use crate::base::number::Decimal;
use crate::blocks::column::{Column, ColumnType};
use crate::blocks::register::{RegisterOptions, RegisterSummary, Total};
use crate::view::parts::SummaryLine;
use crate::view::phrase;
use crate::view::rollups::{SMALL, days_unit, keyed, total_line};

/// Totals of a column by group, under the line of its total.
pub(super) fn groups(
    column: &Column,
    options: &RegisterOptions,
    summary: &RegisterSummary,
    tongue: Tongue<'_>,
) -> Vec<SummaryLine> {
    let sizes = sizes(options, summary);
    let shown = if summary.is_sensitive { merge_small(sizes).0 } else { sizes };
    let mut lines = Vec::new();
    let mut rest = Total::default();
    for (value, total) in in_order(options, summary).filter_map(|(value, own)| Some((value, own.get(&column.name)?))) {
        if !shown.iter().any(|(name, _)| *name == value) {
            rest.add(total);
        } else {
            lines.push(line(tongue.text(value), column, total, tongue));
        }
    }
    if rest.cells > 0 {
        lines.push(line(&phrase::REST.with(tongue.lang(), &[]), column, &rest, tongue));
    }
    lines
}

/// Median time of each step.
pub(super) fn steps(options: &RegisterOptions, summary: &RegisterSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let steps = (0..).zip(options.steps(tongue));
    let timed = steps.filter_map(|(at, (from, to))| Some((from, to, summary.stage_days(at)?)));
    let line = |(from, to, days): (&str, &str, i64)| SummaryLine {
        label: phrase::STEP.with(tongue.lang(), &[from, to]).into(),
        is_key: false,
        unit: days_unit(tongue),
        ..keyed("", days.to_string(), "number")
    };
    timed.map(line).collect()
}

fn line(value: &str, column: &Column, total: &Total, tongue: Tongue<'_>) -> SummaryLine {
    let label = phrase::PAIR.with(tongue.lang(), &[tongue.label(&column.label), value]);
    SummaryLine { label: label.into(), role: "part", ..total_line(column, total, tongue) }
}

/// The groups in the order of the form.
fn in_order<'a>(
    options: &'a RegisterOptions,
    summary: &'a RegisterSummary,
) -> impl Iterator<Item = (&'a str, &'a BTreeMap<Arc<str>, Total>)> {
    let values = options.by_column().map(|at| &options.columns[at].values);
    values.into_iter().flatten().filter_map(|value| Some((&**value, summary.by.get(&**value)?)))
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
pub(super) fn split(column: &Column, summary: &RegisterSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let Some(counts) = summary.values.get(&column.name) else { return Vec::new() };
    let known = column.values.iter().chain(&column.open).chain(&column.closed);
    let known = known.filter_map(|value| Some((&**value, *counts.get(&**value)?)));
    let (shown, merged) = if summary.is_sensitive { merge_small(known.collect()) } else { (known.collect(), 0) };
    let line = |value: &str, count: u64| SummaryLine {
        label: phrase::PAIR.with(tongue.lang(), &[tongue.label(&column.label), value]).into(),
        is_key: false,
        role: "part",
        ..keyed("", count.to_string(), "number")
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
    if merged > 0 {
        lines.push(line(&phrase::REST.with(tongue.lang(), &[]), merged));
    }
    lines
}

/// A count with the states of its rows, most first: `3（已完成 2，进行中 1）`.
fn with_states(count: u64, states: &BTreeMap<Box<str>, u64>, tongue: Tongue<'_>) -> String {
    let mut states: Vec<_> = states.iter().collect();
    states.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let states: Vec<_> = states.iter().map(|(state, count)| format!("{} {count}", tongue.text(state))).collect();
    let states = states.join(if tongue.is_han() { "，" } else { ", " });
    phrase::BRACKETS.with(tongue.lang(), &[&count.to_string(), &states])
}

/// The counts that may be told apart, and the sum of the others, which is itself never small unless it is everything.
fn merge_small(counts: Vec<(&str, u64)>) -> (Vec<(&str, u64)>, u64) {
    let (mut shown, small): (Vec<_>, Vec<_>) = counts.into_iter().partition(|(_, count)| *count >= SMALL);
    let mut merged: u64 = small.iter().map(|(_, count)| count).sum();
    while merged > 0 && merged < SMALL && !shown.is_empty() {
        let least = (0..shown.len()).min_by_key(|at| shown[*at].1).unwrap_or(0);
        merged += shown.remove(least).1;
    }
    (shown, merged)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::date::Date;
    use crate::base::diag::Diagnostics;
    use crate::base::fields::FromNode;
    use crate::base::yaml;
    use crate::blocks::BlockType;
    use crate::blocks::register::Register;

    #[test]
    fn states_stand_behind_the_count_most_first() {
        let states = [("进行中", 1), ("已完成", 2)].map(|(state, count)| (state.into(), count));
        assert_eq!(with_states(3, &states.into(), Tongue::HOME), "3（已完成 2，进行中 1）");
    }

    #[test]
    fn small_counts_cannot_be_told_apart() {
        let counts = vec![("邻里", 4), ("土地山林", 3), ("损害赔偿", 1), ("劳务欠薪", 1)];
        assert_eq!(
            merge_small(counts),
            (vec![("邻里", 4)], 5),
            "two of one each would still be found out from the total"
        );
        assert_eq!(merge_small(vec![("口头", 5), ("书面", 4)]), (vec![("口头", 5), ("书面", 4)], 0));
        assert_eq!(merge_small(vec![("口头", 1), ("书面", 1)]), (vec![], 2));
    }

    const FORM: &str = "by: scheme
stages: [asked, taken, paid]
sensitive: true
columns:
  - {name: scheme, label: 项目, type: enum, values: [大病, 临时, 过路]}
  - {name: people, label: 人数, type: integer, unit: 人, flow: true}
  - {name: asked, label: 申请, type: date}
  - {name: taken, label: 受理, type: date}
  - {name: paid, label: 发放, type: date}";

    /// The lines of rows written in YAML.
    fn check(rows: &str, expected: &[&str]) {
        let mut diags = Diagnostics::new();
        let form = yaml::parse(&"form".into(), 0, FORM, &mut diags).unwrap();
        let options = Arc::new(RegisterOptions::from_node(&form, &mut diags).unwrap());
        let rows = yaml::parse(&"record".into(), 0, rows, &mut diags).unwrap();
        let register = Register::parse(&rows, &options, &mut diags).unwrap();
        let today = Date::new(2026, 11, 23).unwrap();
        let summary = Register::summarize(&[(today, &register)], today);
        let mut lines = steps(&options, &summary, Tongue::HOME);
        lines.extend(groups(&options.columns[1], &options, &summary, Tongue::HOME));
        let lines: Vec<_> = lines.iter().map(|line| format!("{} {}{}", line.label, line.value, line.unit)).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn totals_by_group_and_time_by_step() {
        check(
            "- {scheme: 大病, people: 4, asked: 2026-01-02, taken: 2026-01-05, paid: 2026-01-06}
- {scheme: 临时, people: 9, asked: 2026-01-02, taken: 2026-01-03}
- {scheme: 大病, people: 16, asked: 2026-01-02, taken: 2026-01-12, paid: 2026-01-14}",
            &["申请到受理（中位数） 3天", "受理到发放（中位数） 1天", "人数：大病 20人", "人数：临时 9人"],
        );
        check(
            "- {scheme: 大病, people: 20}\n- {scheme: 临时, people: 5}\n- {scheme: 过路, people: 1}",
            &["人数：大病 20人", "人数：合并计 6人"],
        );
    }
}
