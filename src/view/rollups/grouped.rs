//! Lines of a register beyond its counts: totals told apart by a column, and the time that each step takes.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::glossary::Tongue;
use crate::base::number::Decimal;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::register::{RegisterOptions, RegisterSummary, Total};
use crate::view::keys;
use crate::view::parts::SummaryLine;
use crate::view::rollups::{SMALL, days_line, keyed, total_line};

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
            lines.extend(column.has_total.then(|| line(tongue.text(value), column, total, tongue)));
            lines.extend(means(column, value, total, tongue).into_iter().filter(|_| !summary.is_sensitive));
        }
    }
    if rest.cells > 0 && column.has_total {
        lines.push(line(&tongue.say(keys::REST, &[]), column, &rest, tongue));
    }
    lines
}

/// Median time of each step.
pub(super) fn steps(options: &RegisterOptions, summary: &RegisterSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let steps = (0..).zip(options.steps(tongue));
    let timed = steps.filter_map(|(at, (from, to))| Some((from, to, summary.stage_days(at)?)));
    let line = |(from, to, days): (&str, &str, i64)| SummaryLine {
        label: tongue.say(keys::STEP, &[from, to]).into(),
        is_key: false,
        ..days_line("", days, tongue)
    };
    timed.map(line).collect()
}

/// Mean, lowest and highest of a column that asks for them, of all its cells or of those of one `group`.
pub(super) fn means(column: &Column, group: &str, total: &Total, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let Some(mean) = total.mean().filter(|_| column.has_mean) else { return Vec::new() };
    let label = match group {
        "" => tongue.label(&column.label).to_owned(),
        group => tongue.say(keys::PAIR, &[tongue.label(&column.label), tongue.text(group)]),
    };
    let says = |key| tongue.say(key, &[&label]).into();
    let role = if group.is_empty() && !column.has_total { "" } else { "part" };
    let mean = SummaryLine { label: says(keys::MEAN), role, ..total_line(column, &mean, tongue) };
    let range = total.range().map(|(low, high)| {
        let (low, high) = (total_line(column, &low, tongue), total_line(column, &high, tongue));
        let shape = if low.shape == "money" { "money-range" } else { "range" };
        let value = format!("{}..{}", low.value, high.value);
        SummaryLine { label: says(keys::RANGE), role: "part", value, shape, ..low }
    });
    std::iter::once(mean).chain(range).collect()
}

/// How many cells of a column are outside its norm, of all that have one.
pub(super) fn norm(column: &Column, summary: &RegisterSummary, tongue: Tongue<'_>) -> Option<SummaryLine> {
    let count = summary.norms.get(&column.name)?;
    let is_floor = column.norm.as_ref()?.is_floor();
    let key = if is_floor { keys::BELOW_FLOOR } else { keys::OUT_OF_NORM };
    let label = tongue.say(key, &[tongue.label(&column.label)]);
    let value = format!("{}/{}", count.below + count.above, count.checked);
    Some(SummaryLine { label: label.into(), is_key: false, ..keyed("", value, "rate") })
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
        label: tongue.say(keys::PAIR, &[tongue.label(&column.label), value]).into(),
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
    use crate::base::currency::Currency;
    use crate::base::date::Date;
    use crate::base::diag::Diagnostics;
    use crate::base::fields::FromNode;
    use crate::base::yaml;
    use crate::blocks::BlockType;
    use crate::blocks::register::Register;
    use crate::render::home;

    #[test]
    fn states_stand_behind_the_count_most_first() {
        let states = [("进行中", 1), ("已完成", 2)].map(|(state, count)| (state.into(), count));
        assert_eq!(with_states(3, &states.into(), home()), "3（已完成 2，进行中 1）");
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

    /// What rises from rows written in YAML, with the form that they follow.
    fn summary(form: &str, rows: &str) -> (Arc<RegisterOptions>, RegisterSummary) {
        let mut diags = Diagnostics::new();
        let form = yaml::parse(&"form".into(), 0, form, &mut diags).unwrap();
        let mut options = RegisterOptions::from_node(&form, &mut diags).unwrap();
        Register::count_in(&mut options, &Currency::of("CNY").unwrap());
        let options = Arc::new(options);
        let rows = yaml::parse(&"record".into(), 0, rows, &mut diags).unwrap();
        let register = Register::parse(&rows, &options, &mut diags).unwrap();
        assert!(diags.is_empty());
        let today = Date::new(2026, 11, 23).unwrap();
        let summary = Register::summarize(&[(today, &register)], today);
        (options, summary)
    }

    fn words(lines: &[SummaryLine]) -> Vec<String> {
        lines.iter().map(|line| format!("{} {}{}", line.label, line.value, line.unit)).collect()
    }

    /// The lines of rows written in YAML.
    fn check(rows: &str, expected: &[&str]) {
        let (options, summary) = summary(FORM, rows);
        let mut lines = steps(&options, &summary, home());
        lines.extend(groups(&options.columns[1], &options, &summary, home()));
        assert_eq!(words(&lines), expected);
    }

    const NORMS: &str = "by: tier
columns:
  - {name: tier, label: 层级, type: enum, values: [城区, 农村]}
  - name: households
    label: 户数
    type: integer
    unit: 户
    stock: true
    norm: {by: tier, ranges: {城区: {from: 300, to: 500}, 农村: {from: 40, to: 60}}}
  - {name: standard, label: 标准, type: money}
  - {name: paid, label: 实发, type: money, mean: true, norm: {from: standard}}";

    #[test]
    fn numbers_out_of_their_norm_are_counted_and_standards_compared_by_group() {
        let (options, summary) = summary(
            NORMS,
            "- {tier: 城区, households: 300, standard: 50, paid: 50}
- {tier: 城区, households: 501, standard: 50, paid: 49.99}
- {tier: 农村, households: 39, standard: 20, paid: 30}
- {tier: 农村, households: 60, paid: 10}
- {households: 7}",
        );
        let places = &summary.norms["households"];
        assert_eq!((places.checked, places.below, places.above), (4, 1, 1), "both ends are within");
        let lines = crate::view::rollups::register(&summary, &options, home());
        let expected = [
            "rows 5",
            "户数 907户",
            "户数：城区 801户",
            "户数：农村 99户",
            "实发：城区（平均） 50.00元",
            "实发：城区（最低和最高） 49.99..50.00元",
            "实发：农村（平均） 20.00元",
            "实发：农村（最低和最高） 10.00..30.00元",
            "户数不在标准之内 2/4",
            "实发低于标准 1/3",
        ];
        assert_eq!(words(&lines), expected);
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
