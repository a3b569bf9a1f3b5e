//! What a form sets for one slot, line by line.

use std::sync::Arc;

use crate::base::glossary::Glossary;
use crate::base::lang::{Lang, Text};
use crate::base::number::Decimal;
use crate::blocks::BlockOptions;
use crate::blocks::account::AccountOptions;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::mask::Mask;
use crate::blocks::measures::Expected;
use crate::blocks::procedure::{ProcedureOptions, Step};
use crate::blocks::register::RegisterOptions;
use crate::blocks::scorecard::form::{Component, Criterion, ScorecardOptions};
use crate::cli::kinds::titled;
use crate::view::block::register::norm;

/// The lines in the language of the reader.
pub(super) fn lines(lang: Lang, options: &BlockOptions) -> Vec<String> {
    match options {
        BlockOptions::Account(options) => account(lang, options),
        BlockOptions::Register(options) => register(lang, options),
        BlockOptions::Measures(options) => options.items.iter().map(|item| figure(lang, item)).collect(),
        BlockOptions::Tally(options) => {
            let others = options.ballots.iter().map(|(name, rule)| format!("{name}: {}", rule.name));
            std::iter::once(options.rule.name.to_string()).chain(others).collect()
        }
        BlockOptions::Procedure(options) => procedure(lang, options),
        BlockOptions::Scorecard(options) => scorecard(lang, options),
        BlockOptions::Facts(options) => vec![list(lang, &options.labels)],
    }
}

fn word(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    Text { zh, en }.get(lang)
}

fn list(lang: Lang, names: &[impl AsRef<str>]) -> String {
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(word(lang, "、", ", "))
}

fn account(lang: Lang, options: &AccountOptions) -> Vec<String> {
    let mut lines = Vec::new();
    for (name, categories) in
        [(word(lang, "收入", "income"), &options.income), (word(lang, "支出", "spending"), &options.spending)]
    {
        let any = word(lang, "类别不限", "any category");
        let text = if categories.is_empty() { any.to_owned() } else { list(lang, categories) };
        lines.push(format!("{name}: {text}"));
    }
    lines.push(format!("{}: {}", word(lang, "单位", "unit"), options.unit));
    if !options.signed_by.is_empty() {
        let who: Vec<&str> = options.signed_by.iter().map(|one| one.word().get(lang)).collect();
        lines.push(format!("{}: {}", word(lang, "每笔签字", "signed by"), list(lang, &who)));
    }
    if let Some(amount) = options.large_entry {
        lines.push(format!("{}: {amount}", word(lang, "大额从", "large from")));
    }
    lines
}

fn register(lang: Lang, options: &RegisterOptions) -> Vec<String> {
    let mut lines: Vec<String> = options.columns.iter().map(|column| column_line(lang, column)).collect();
    let mut note = |is: bool, zh, en| lines.extend(is.then(|| format!("· {}", word(lang, zh, en))));
    note(options.is_stock, "每份都是全表，汇总取最近一份", "each record lists everything: the latest counts");
    note(options.is_sensitive, "敏感：小于 3 的数并到上级", "sensitive: counts under 3 are merged upward");
    lines.extend(options.columns.iter().filter_map(|column| norm(lang, column, &options.columns)));
    if !options.unique.is_empty() {
        lines.push(format!("· {}: {}", word(lang, "不得重复", "may not repeat"), list(lang, &options.unique)));
    }
    lines
}

/// What counts as within the norm of a column, if it has one.
fn norm(lang: Lang, column: &Column, columns: &[Column]) -> Option<String> {
    let tongue = Glossary::default();
    let ranges = norm::ranges(column.norm.as_ref()?, columns, |_| true, tongue.tongue(lang.tag()));
    let ranges = ranges.iter().map(|range| {
        let ends = match (&range.from, &range.to) {
            (Some(from), Some(to)) => format!("{from}–{to}"),
            (Some(from), None) => format!("≥ {from}"),
            (None, to) => format!("≤ {}", to.as_deref().unwrap_or_default()),
        };
        if range.value.is_empty() { ends } else { format!("{} {ends}", range.value) }
    });
    let ranges: Vec<String> = ranges.collect();
    let name = column.label.in_message(lang);
    Some(format!("· {name}{} {}", word(lang, "的标准:", ", norm:"), list(lang, &ranges)))
}

fn column_line(lang: Lang, column: &Column) -> String {
    let name = ColumnType::ALL.iter().find(|(_, _, own)| *own == column.column_type);
    let (english, chinese) = name.map_or(("", ""), |(english, chinese, _)| (*english, *chinese));
    let kind = if lang == Lang::Zh { chinese } else { english };
    let values: Vec<&Arc<str>> = [&column.values, &column.open, &column.closed].into_iter().flatten().collect();
    let values = if values.is_empty() { String::new() } else { format!("  {}", list(lang, &values)) };
    let mask = match column.mask {
        Mask::Shown => "",
        Mask::Partial => word(lang, "  部分公开", "  published in part"),
        Mask::Removed => word(lang, "  不公开", "  not published"),
    };
    let required = if column.is_required { " *" } else { "" };
    let unit = if column.unit.is_empty() { String::new() } else { format!(" {}", column.unit) };
    format!("{}{required}: {kind}{unit}{values}{mask}", titled(lang, &column.name, &column.label))
}

fn figure(lang: Lang, item: &Expected) -> String {
    let unit = item.unit.as_deref().map_or(String::new(), |unit| format!(" {unit}"));
    let sum = if item.is_stock { word(lang, "存量", "stock") } else { word(lang, "流量", "flow") };
    format!("{}{unit}: {sum}", item.label)
}

fn procedure(lang: Lang, options: &ProcedureOptions) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, stage) in options.stages.iter().enumerate() {
        lines.push(format!("{stage}:"));
        let own = options.steps.iter().filter(|step| step.stage == at);
        lines.extend(own.map(|step| format!("  {}", step_line(lang, options, step))));
    }
    lines
}

fn step_line(lang: Lang, options: &ProcedureOptions, step: &Step) -> String {
    let mut parts: Vec<String> = step.actor.iter().map(ToString::to_string).collect();
    let mut note = |is: bool, zh, en| parts.extend(is.then(|| word(lang, zh, en).to_owned()));
    note(step.is_publication, "要有公示公告", "a notice");
    note(step.needs_vote, "要有表决", "a ballot");
    note(step.is_optional, "可以没有", "optional");
    for (term, zh, en) in [(step.due, "以内", "within"), (step.wait, "以后", "not before")] {
        let Some(term) = term else { continue };
        let after = &options.steps[term.after].name;
        let length = term.length.said(lang);
        parts.push(match lang {
            Lang::Zh => format!("“{after}”后 {length}{zh}"),
            Lang::En => format!("{en} {length} after “{after}”"),
        });
    }
    if let Some(to) = step.on_refusal {
        parts.push(format!("{} → {}", word(lang, "不通过", "refused"), options.steps[to].name));
    }
    let rest = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(word(lang, "，", ", "))) };
    format!("{}{rest}", step.name)
}

fn scorecard(lang: Lang, options: &ScorecardOptions) -> Vec<String> {
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
