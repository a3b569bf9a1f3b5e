//! `gongkai kinds`: the reference of kinds, forms, slots, columns and keys, made from the definitions themselves.

use std::io;

use crate::base::lang::{Label, Lang};
use crate::base::names;
use crate::blocks::column::{Column, ColumnType, Mask};
use crate::blocks::{BlockName, BlockOptions};
use crate::cli::report::Report;
use crate::model::Portal;
use crate::model::form::Form;
use crate::model::kind::Kind;
use crate::model::record::ENVELOPE;

/// Prints one kind or form, or the list of all. Whether the name exists.
pub(super) fn run(report: &mut Report<'_>, portal: &Portal, name: Option<&str>) -> io::Result<bool> {
    let Some(name) = name else {
        for kind in portal.kinds.values() {
            list_kind(report, portal, kind)?;
        }
        keys(report)?;
        return Ok(true);
    };
    if let Some(kind) = portal.kinds.values().find(|kind| *kind.name == *name || kind.label.is(name)) {
        whole_kind(report, portal, kind)?;
        return Ok(true);
    }
    if let Some(form) = portal.forms.values().find(|form| *form.name == *name || form.label.is(name)) {
        whole_form(report, portal, form)?;
        return Ok(true);
    }
    let all = portal.kinds.keys().chain(portal.forms.keys()).map(|name| &**name);
    let near = names::nearest(name, all).map_or(String::new(), |near| format!("：`{near}`？"));
    report.line(&match report.lang {
        Lang::Zh => format!("没有种类或格式 `{name}`{near}"),
        Lang::En => format!("there is no kind or form `{name}`{near}"),
    })?;
    Ok(false)
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-Hans",
        Lang::En => "en",
    }
}

fn titled(lang: Lang, name: &str, label: &Label) -> String {
    format!("{name}（{}）", label.get(tag(lang)))
}

fn forms<'a>(portal: &'a Portal, kind: &'a Kind) -> impl Iterator<Item = &'a Form> {
    portal.forms.values().filter(|form| form.kind == kind.name)
}

fn list_kind(report: &mut Report<'_>, portal: &Portal, kind: &Kind) -> io::Result<()> {
    let lang = report.lang;
    report.line(&format!("{}  {}", titled(lang, &kind.name, &kind.label), kind.about.get(tag(lang))))?;
    let names: Vec<_> = forms(portal, kind).map(|form| titled(lang, &form.name, &form.label)).collect();
    report.line(&format!("    {}\n", names.join("  ")))
}

fn whole_kind(report: &mut Report<'_>, portal: &Portal, kind: &Kind) -> io::Result<()> {
    let lang = report.lang;
    report.line(&format!("{}\n{}", titled(lang, &kind.name, &kind.label), kind.about.get(tag(lang))))?;
    if let Some(basis) = &kind.basis {
        report.line(basis)?;
    }
    report.line("")?;
    for slot in &kind.slots {
        let required = match (slot.is_required, lang) {
            (false, _) => "",
            (true, Lang::Zh) => "  必填",
            (true, Lang::En) => "  required",
        };
        report.line(&format!("  {}: {}{required}", titled(lang, &slot.name, &slot.label), slot.block.as_str()))?;
    }
    for form in forms(portal, kind) {
        report.line("")?;
        whole_form(report, portal, form)?;
    }
    Ok(())
}

fn whole_form(report: &mut Report<'_>, portal: &Portal, form: &Form) -> io::Result<()> {
    let lang = report.lang;
    let default = portal.kinds.get(&form.kind).is_some_and(|kind| kind.default_form.as_ref() == Some(&form.name));
    let mark = if default { "  *" } else { "" };
    report.line(&format!("form: {}{mark}  {}", titled(lang, &form.name, &form.label), form.about.get(tag(lang))))?;
    for (slot, options) in &form.slots {
        report.line(&format!("  {slot}:"))?;
        slot_options(report, options)?;
    }
    Ok(())
}

fn slot_options(report: &mut Report<'_>, options: &BlockOptions) -> io::Result<()> {
    let list = |names: &[std::sync::Arc<str>]| names.iter().map(|name| &**name).collect::<Vec<_>>().join("、");
    match options {
        BlockOptions::Account(options) => {
            report.line(&format!("    income: {}", list(&options.income)))?;
            report.line(&format!("    spending: {}", list(&options.spending)))?;
            report.line(&format!("    unit: {}", options.unit))
        }
        BlockOptions::Register(options) => options.columns.iter().try_for_each(|column| {
            let line = column_line(report.lang, column);
            report.line(&line)
        }),
        BlockOptions::Measures(options) => options.items.iter().try_for_each(|item| {
            report.line(&format!("    {}（{}）", item.label, item.unit.as_deref().unwrap_or("-")))
        }),
        BlockOptions::Tally(options) => {
            report.line(&format!("    {}", options.rule.name))?;
            options.ballots.iter().try_for_each(|(name, rule)| report.line(&format!("    {name}: {}", rule.name)))
        }
        BlockOptions::Procedure(options) => options.stages.iter().enumerate().try_for_each(|(at, stage)| {
            let own = options.steps.iter().filter(|step| step.stage == at);
            let steps: Vec<&str> = own.map(|step| &*step.name).collect();
            report.line(&format!("    {stage}: {}", steps.join(" → ")))
        }),
        BlockOptions::Scorecard(options) => options.components.iter().try_for_each(|component| {
            let label = titled(report.lang, &component.name, &component.label);
            report.line(&format!("    {label}: {} / {}", component.full, component.weight))
        }),
        BlockOptions::Facts(options) => report.line(&format!("    {}", list(&options.labels))),
    }
}

fn column_line(lang: Lang, column: &Column) -> String {
    let name = ColumnType::ALL.iter().find(|(_, _, own)| *own == column.column_type);
    let (english, chinese) = name.map_or(("", ""), |(english, chinese, _)| (*english, *chinese));
    let word = if lang == Lang::Zh { chinese } else { english };
    let values: Vec<&str> =
        [&column.values, &column.open, &column.closed].into_iter().flatten().map(|v| &**v).collect();
    let values = if values.is_empty() { String::new() } else { format!("  {}", values.join("、")) };
    let mask = match (column.mask, lang) {
        (Mask::Shown, _) => "",
        (Mask::Partial, Lang::Zh) => "  部分公开",
        (Mask::Partial, Lang::En) => "  published in part",
        (Mask::Removed, Lang::Zh) => "  不公开",
        (Mask::Removed, Lang::En) => "  not published",
    };
    let required = if column.is_required { " *" } else { "" };
    let unit = if column.unit.is_empty() { String::new() } else { format!(" {}", column.unit) };
    format!("    {}{required}: {word}{unit}{values}{mask}", titled(lang, &column.name, &column.label))
}

/// The keys that every record may have, and the blocks.
fn keys(report: &mut Report<'_>) -> io::Result<()> {
    let envelope: Vec<_> = ENVELOPE.iter().map(|key| format!("{key}={}", names::chinese(key).unwrap_or(key))).collect();
    let blocks: Vec<&str> = BlockName::ALL.iter().map(|(name, _)| *name).collect();
    let (keys, list) = match report.lang {
        Lang::Zh => ("每个记录都可以写的键", "组成块"),
        Lang::En => ("keys of every record", "blocks"),
    };
    report.line(&format!("{keys}: {}", envelope.join("  ")))?;
    report.line(&format!("{list}: {}", blocks.join("  ")))
}
