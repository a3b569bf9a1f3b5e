//! Figures of a unit and all below it, as lines of a table.

mod grouped;
mod scored;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::glossary::Tongue;
use crate::base::money::Money;
use crate::blocks::account::AccountSummary;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::measures::MeasuresSummary;
use crate::blocks::procedure::ProcedureSummary;
use crate::blocks::register::{RegisterOptions, RegisterSummary, SMALL, Total};
use crate::blocks::scorecard::summary::{ScoreSum, ScorecardSummary};
use crate::blocks::tally::TallySummary;
use crate::blocks::{BlockOptions, BlockSummary};
use crate::model::Portal;
use crate::model::org::OrgId;
use crate::model::record::Shape;
use crate::plan::{Page, Scope};
use crate::rollup::{Report, Rollup, RollupKey, Slot};
use crate::view::link::Href;
use crate::view::parts::{RollupForm, RollupGroup, RollupSlot, SummaryLine, SummaryView};
use crate::view::{Context, keys, reported, sums};

/// The newest year of every kind and form, with its slots.
pub(crate) fn views(context: &Context<'_>, org: OrgId) -> Vec<RollupGroup> {
    let units = with_below(context, &[org]);
    context.site.rollups.get(&org).map_or(Vec::new(), |rollup| groups(context, org, (rollup, &units)))
}

/// The same with the units that it took over; nothing where it took over none.
pub(crate) fn with_predecessors(context: &Context<'_>, org: OrgId) -> Vec<RollupGroup> {
    let site = context.site;
    let predecessors = site.portal().orgs.all_predecessors(org);
    let Some(mut whole) = site.rollups.get(&org).filter(|_| !predecessors.is_empty()).cloned() else {
        return Vec::new();
    };
    for other in predecessors.iter().filter_map(|id| site.rollups.get(id)) {
        whole.merge(other);
    }
    whole.leave_out_sensitive();
    let units: Vec<OrgId> = predecessors.iter().copied().chain([org]).collect();
    groups(context, org, (&whole, &with_below(context, &units)))
}

/// Units with all below them, each once.
fn with_below(context: &Context<'_>, units: &[OrgId]) -> Vec<OrgId> {
    let orgs = &context.site.portal().orgs;
    let all: BTreeSet<OrgId> = units.iter().flat_map(|id| orgs.below(*id)).chain(units.iter().copied()).collect();
    all.into_iter().collect()
}

fn groups(context: &Context<'_>, org: OrgId, (rollup, units): (&Rollup, &[OrgId])) -> Vec<RollupGroup> {
    let portal = context.site.portal();
    let mut forms: BTreeMap<&Shape, RollupForm> = BTreeMap::new();
    for (key, slot) in rollup.slots.iter().rev() {
        let lines = told(context, org, key, slot);
        if lines.is_empty() {
            continue;
        }
        let new = || form(context, org, key);
        let own = forms.entry(&key.shape).or_insert_with(new);
        if own.year == key.year {
            own.slots.push(slot_view(context, key, slot, lines));
        } else if own.year < key.year {
            *own = RollupForm { slots: vec![slot_view(context, key, slot, lines)], ..new() };
        }
    }
    let mut groups: Vec<RollupGroup> = Vec::new();
    for (shape, mut form) in forms {
        let report = Report { shape: shape.clone(), year: form.year };
        let found = reported::of(context, units, &report);
        (form.reported, form.of) = (found.reported.len(), found.reported.len() + found.missing.len());
        let kind = &portal.kinds[&shape.kind];
        form.slots.sort_by_key(|slot| kind.slots.iter().position(|own| context.tongue.label(&own.label) == slot.title));
        let title = context.label(&kind.label);
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.forms.push(form),
            None => groups.push(RollupGroup { title, forms: vec![form] }),
        }
    }
    groups
}

fn form(context: &Context<'_>, org: OrgId, key: &RollupKey) -> RollupForm {
    let portal = context.site.portal();
    let title = context.label(portal.called(&key.shape));
    RollupForm { title, year: key.year, reported: 0, of: 0, href: made_of(context, org, key), slots: Vec::new() }
}

fn slot_view(context: &Context<'_>, key: &RollupKey, slot: &Slot, lines: Vec<SummaryLine>) -> RollupSlot {
    let own = context.site.portal().kinds[&key.shape.kind].slot(&key.slot);
    RollupSlot {
        title: own.map_or_else(|| key.slot.to_string(), |slot| context.label(&slot.label)),
        block: slot.summary.name().as_str(),
        summary: SummaryView { lines },
    }
}

/// What the figures are made of: a page of those of the units below, else the list of the records, if any may be seen.
fn made_of(context: &Context<'_>, org: OrgId, key: &RollupKey) -> Option<Href> {
    let kind = &key.shape.kind;
    let is_leaf = context.site.portal().orgs.get(org).children.is_empty();
    let own = || context.link(&Page::list(Scope::OrgKind(org, kind.clone()))).filter(|_| is_leaf);
    let all = || context.link(&Page::list(Scope::Kind(kind.clone())));
    sums::link(context, org, key).or_else(own).or_else(all)
}

/// The lines of a total of `org`; at the top there is no level above that could tell what is not told here.
pub(crate) fn told(context: &Context<'_>, org: OrgId, key: &RollupKey, slot: &Slot) -> Vec<SummaryLine> {
    let mut lines = if slot.is_merged { merged(context, key, slot) } else { lines(context, key, &slot.summary) };
    let is_top = context.site.portal().orgs.get(org).parent.is_none();
    for line in lines.iter_mut().filter(|line| is_top && line.shape == "merged") {
        line.shape = "untold";
    }
    lines
}

/// The one line of what would tell of a list that is not told here.
fn merged(context: &Context<'_>, key: &RollupKey, slot: &Slot) -> Vec<SummaryLine> {
    match slot.summary {
        BlockSummary::Facts(_) => Vec::new(),
        BlockSummary::Register(_) => vec![keyed("rows", String::new(), "merged")],
        _ => {
            let own = context.site.portal().kinds[&key.shape.kind].slot(&key.slot);
            let label = own.map_or_else(|| key.slot.to_string(), |slot| context.label(&slot.label));
            vec![SummaryLine { label: label.into(), is_key: false, ..keyed("", String::new(), "merged") }]
        }
    }
}

pub(crate) fn lines(context: &Context<'_>, key: &RollupKey, summary: &BlockSummary) -> Vec<SummaryLine> {
    let (portal, tongue) = (context.site.portal(), context.tongue);
    match summary {
        BlockSummary::Account(summary) => account(summary, tongue),
        BlockSummary::Register(summary) => {
            options(portal, key).map_or(Vec::new(), |options| register(summary, options, tongue))
        }
        BlockSummary::Tally(summary) => tally(summary),
        BlockSummary::Procedure(summary) => procedure(summary, tongue),
        BlockSummary::Measures(summary) => measures(summary, tongue),
        BlockSummary::Scorecard(summary) => scorecard(context, key, summary),
        BlockSummary::Facts(_) => Vec::new(),
    }
}

fn options<'a>(portal: &'a Portal, key: &RollupKey) -> Option<&'a RegisterOptions> {
    match portal.form(&key.shape)?.slots.get(&key.slot)? {
        BlockOptions::Register(options) => Some(options),
        _ => None,
    }
}

/// A line of a number of days, whose label is a text key of the theme.
fn days_line(label: &str, days: i64, tongue: Tongue<'_>) -> SummaryLine {
    let days = days.to_string();
    SummaryLine { unit: tongue.say_for(keys::DAYS, &days).into(), ..keyed(label, days, "number") }
}

/// A line whose label is a text key of the theme.
fn keyed(label: &str, value: String, shape: &'static str) -> SummaryLine {
    SummaryLine { label: label.into(), is_key: true, value, shape, qualifier: "", unit: Arc::default(), role: "" }
}

fn account(summary: &AccountSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let money = |label, amount: Money, role| SummaryLine {
        unit: tongue.word(&summary.unit),
        role,
        ..keyed(label, amount.to_string(), "money")
    };
    let parts = |amounts: &BTreeMap<Arc<str>, Money>| {
        let part = |(name, amount): (&Arc<str>, &Money)| SummaryLine {
            label: tongue.word(name),
            is_key: false,
            ..money("", *amount, "part")
        };
        amounts.iter().filter(|(_, amount)| amount.0 != 0).map(part).collect::<Vec<_>>()
    };
    let mut lines = vec![money("opening", summary.opening, ""), money("income", summary.income, "")];
    lines.extend(parts(&summary.income_by));
    lines.push(money("spending", summary.spending, ""));
    lines.extend(parts(&summary.spending_by));
    lines.push(money("closing", summary.closing, "total"));
    if summary.budget.0 > 0 {
        lines.push(money("budget_sum", summary.budget, ""));
        lines.push(money("budget_spent", summary.budget_spent, "part"));
        let share = summary.budget_spent.share_of(summary.budget);
        lines.push(SummaryLine { role: "part", ..keyed("budget_share", share.to_string(), "share") });
    }
    if summary.unsigned > 0 {
        lines.push(keyed("unsigned", summary.unsigned.to_string(), "number"));
    }
    lines
}

fn register(summary: &RegisterSummary, options: &RegisterOptions, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    if summary.is_merged {
        return vec![keyed("rows", String::new(), "merged")];
    }
    let count = |label, count: u64| keyed(label, count.to_string(), "number");
    let mut lines = vec![count("rows", summary.rows)];
    let rate = summary.closing_rate();
    if rate.of > 0 {
        lines.push(count("open", summary.open + summary.overdue));
        lines.push(count("overdue", summary.overdue));
        lines.push(count("closed", summary.closed));
        if !summary.is_sensitive && options.columns.iter().any(|column| column.column_type == ColumnType::Due) {
            lines.push(SummaryLine { role: "part", ..count("closed_late", summary.closed_late) });
        }
        lines.push(keyed("closing_rate", format!("{}/{}", rate.is, rate.of), "rate"));
    }
    if let Some(days) = summary.median_days() {
        lines.push(days_line("median_days", days, tongue));
    }
    lines.extend(grouped::steps(options, summary, tongue));
    for column in &options.columns {
        if let Some(total) = summary.totals.get(&column.name).filter(|total| total.cells > 0) {
            lines.extend(column.has_total.then(|| total_line(column, total, tongue)));
            if options.by.is_none() || !column.is_compared_by_group() {
                lines.extend(grouped::means(column, "", total, tongue));
            }
            lines.extend(grouped::groups(column, options, summary, tongue));
        }
    }
    lines.extend(options.columns.iter().filter_map(|column| grouped::norm(column, summary, tongue)));
    let is_told = |column: &&Column| column.is_plain_state() || options.by.as_ref() == Some(&column.name);
    for column in options.columns.iter().filter(|column| !is_told(column)) {
        lines.extend(grouped::split(column, summary, tongue));
    }
    lines
}

fn total_line(column: &Column, total: &Total, tongue: Tongue<'_>) -> SummaryLine {
    let (value, shape) = match column.column_type {
        ColumnType::Money => (total.money.to_string(), "money"),
        ColumnType::Rate => (format!("{}/{}", total.rate.is, total.rate.of), "rate"),
        _ => (total.number.to_string(), "number"),
    };
    let label = tongue.label(&column.label).into();
    SummaryLine { label, is_key: false, unit: tongue.word(&column.unit), ..keyed("", value, shape) }
}

fn tally(summary: &TallySummary) -> Vec<SummaryLine> {
    if summary.ballots == 0 {
        return Vec::new();
    }
    let count = |label, count: u64| keyed(label, count.to_string(), "number");
    let mut lines = vec![count("ballots", summary.ballots), count("ballots_passed", summary.passed)];
    lines.push(count("ballots_failed", summary.failed));
    if summary.without_quorum > 0 {
        lines.push(count("ballots_no_quorum", summary.without_quorum));
    }
    let rate = summary.attendance();
    lines.push(keyed("attendance", format!("{}/{}", rate.is, rate.of), "rate"));
    lines
}

fn procedure(summary: &ProcedureSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let count = |label, count: u64| keyed(label, count.to_string(), "number");
    let mut lines = vec![count("courses", summary.cases), count("courses_running", summary.running())];
    let stages = summary.stages.iter().map(|(stage, cases)| SummaryLine {
        label: tongue.word(stage),
        is_key: false,
        role: "part",
        ..keyed("", cases.to_string(), "number")
    });
    lines.extend(stages);
    lines.push(count("courses_finished", summary.finished));
    if summary.refused > 0 {
        lines.push(count("courses_refused", summary.refused));
    }
    if summary.incomplete > 0 {
        lines.push(count("courses_incomplete", summary.incomplete));
    }
    if let Some(days) = summary.median_days() {
        lines.push(days_line("course_median", days, tongue));
    }
    lines
}

/// Bands and components in the order of the form.
fn scorecard(context: &Context<'_>, key: &RollupKey, summary: &ScorecardSummary) -> Vec<SummaryLine> {
    let (portal, tongue) = (context.site.portal(), context.tongue);
    let Some(BlockOptions::Scorecard(options)) = portal.form(&key.shape).and_then(|form| form.slots.get(&key.slot))
    else {
        return vec![keyed("assessed_count", summary.subjects.to_string(), "number")];
    };
    let own =
        |label: &str, value: String| SummaryLine { label: label.into(), is_key: false, ..keyed("", value, "number") };
    let mut lines = vec![keyed("assessed_count", summary.subjects.to_string(), "number")];
    for band in &options.bands {
        let count = summary.bands.get(&band.name).copied().unwrap_or(0);
        lines.push(SummaryLine { role: "part", ..own(tongue.text(&band.name), count.to_string()) });
    }
    if !options.gates.is_empty() {
        lines.push(keyed("gates_failed", summary.gates_failed.to_string(), "number"));
    }
    lines.extend(summary.totals.mean().map(|mean| keyed("total_mean", mean.to_string(), "number")));
    for component in &options.components {
        let mean = summary.components.get(&component.name).and_then(ScoreSum::mean);
        let label = context.say(keys::MEAN_MARK, &[tongue.label(&component.label)]);
        lines.extend(mean.map(|mean| own(&label, mean.to_string())));
        lines.extend(scored::criteria(component, summary, tongue));
    }
    if summary.votes > 0 {
        lines.push(keyed("votes_cast", summary.votes.to_string(), "number"));
        lines.extend(options.components.iter().flat_map(|component| scored::ballots(component, summary, tongue)));
    }
    lines
}

fn measures(summary: &MeasuresSummary, tongue: Tongue<'_>) -> Vec<SummaryLine> {
    let lines = summary.items.iter().flat_map(|(key, sum)| {
        let name = tongue.text(key.split('|').next().unwrap_or(key));
        let is_rate = sum.rate.of > 0;
        let (value, shape) = match sum.range {
            _ if is_rate => (format!("{}/{}", sum.rate.is, sum.rate.of), "rate"),
            Some((low, high)) if low != high => (format!("{low}..{high}"), "range"),
            Some((value, _)) => (value.to_string(), "number"),
            None => (sum.figure.value.to_string(), "number"),
        };
        let line = SummaryLine {
            label: name.into(),
            is_key: false,
            unit: tongue.word(&sum.unit),
            qualifier: if is_rate { "" } else { sum.figure.qualifier.spoken(tongue) },
            ..keyed("", value, shape)
        };
        std::iter::once(line).chain(scored::gaps(name, sum, summary, tongue))
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_stand_under_their_side_and_missing_signatures_are_counted() {
        let amounts = |list: &[(&str, i64)]| list.iter().map(|(name, fen)| ((*name).into(), Money(*fen))).collect();
        let summary = AccountSummary {
            income: Money(500),
            spending: Money(300),
            income_by: amounts(&[("租金", 500), ("补助", 0)]),
            spending_by: amounts(&[("电费", 100), ("工资", 200)]),
            unsigned: 2,
            ..AccountSummary::default()
        };
        let lines: Vec<_> =
            account(&summary, Tongue::HOME).iter().map(|line| format!("{}={}", line.label, line.value)).collect();
        let expected = [
            "opening=0.00",
            "income=5.00",
            "租金=5.00",
            "spending=3.00",
            "工资=2.00",
            "电费=1.00",
            "closing=0.00",
            "unsigned=2",
        ];
        assert_eq!(lines, expected);
    }
}
