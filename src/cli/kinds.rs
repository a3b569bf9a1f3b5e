//! `gongkai kinds`: the reference of kinds, forms, slots, columns and keys, made from the definitions themselves.

use std::io::{self, IsTerminal};

use crate::base::date::Date;
use crate::base::lang::Lang;
use crate::base::names;
use crate::blocks::BlockName;
use crate::blocks::guide::titled;
use crate::cli::report::{Patient, Report};
use crate::cli::{Common, Failure, Outcome, content};
use crate::load::Excerpts;
use crate::model::Portal;
use crate::model::basis::Written;
use crate::model::envelope::ENVELOPE;
use crate::model::form::Form;
use crate::model::kind::Kind;

/// Documents a kind or form, or lists all.
pub(super) fn run(common: &Common, name: Option<&str>) -> Result<Outcome, Failure> {
    let root = common.root()?;
    let portal = content(&root)?.content;
    let today = common.today(&portal.config);
    let stdout = io::stdout();
    let mut out = Patient(stdout.lock());
    let known = write(&mut common.report(&mut out, Excerpts::default(), stdout.is_terminal()), (&portal, today), name)?;
    Ok(if known { Outcome::Good } else { Outcome::Errors })
}

/// Prints one kind or form, or the list of all. Whether the name exists.
fn write(report: &mut Report<'_>, portal: (&Portal, Date), name: Option<&str>) -> io::Result<bool> {
    let (at, (portal, _)) = (portal, portal);
    let Some(name) = name else {
        for kind in portal.kinds.values() {
            list_kind(report, portal, kind)?;
        }
        keys(report, portal.config.pack.is_han())?;
        return Ok(true);
    };
    if let Some(kind) = portal.kinds.values().find(|kind| *kind.name == *name || kind.label.is(name)) {
        whole_kind(report, at, kind)?;
        return Ok(true);
    }
    if let Some(form) = portal.forms.values().find(|form| *form.name == *name || form.label.is(name)) {
        whole_form(report, at, form)?;
        return Ok(true);
    }
    let all = portal.kinds.keys().map(|name| &**name).chain(portal.forms.keys().map(|name| &**name));
    report.line(&match (report.lang, names::nearest(name, all)) {
        (Lang::Zh, Some(near)) => format!("没有种类或格式 `{name}`。是不是 `{near}`？"),
        (Lang::Zh, None) => format!("没有种类或格式 `{name}`"),
        (Lang::En, Some(near)) => format!("there is no kind or form `{name}`; did you mean `{near}`?"),
        (Lang::En, None) => format!("there is no kind or form `{name}`"),
    })?;
    Ok(false)
}

/// The laws behind a definition, with the numbers in force today.
fn basis(report: &mut Report<'_>, (portal, today): (&Portal, Date), basis: &[Written]) -> io::Result<()> {
    if basis.is_empty() {
        return Ok(());
    }
    let lang = report.lang;
    let all: Vec<String> = basis.iter().map(|written| portal.laws.noted(&written.value, today, lang)).collect();
    let all = all.join(lang.aside());
    report.line(&match lang {
        Lang::Zh => format!("  依据: {all}"),
        Lang::En => format!("  basis: {all}"),
    })
}

fn forms<'a>(portal: &'a Portal, kind: &'a Kind) -> impl Iterator<Item = &'a Form> {
    portal.forms.values().filter(|form| form.kind == kind.name)
}

fn list_kind(report: &mut Report<'_>, portal: &Portal, kind: &Kind) -> io::Result<()> {
    let lang = report.lang;
    report.line(&format!("{}  {}", titled(lang, &kind.name, &kind.label), kind.about.in_message(lang)))?;
    let names: Vec<_> = forms(portal, kind).map(|form| titled(lang, &form.name, &form.label)).collect();
    report.line(&format!("    {}\n", names.join("  ")))
}

fn whole_kind(report: &mut Report<'_>, at: (&Portal, Date), kind: &Kind) -> io::Result<()> {
    let lang = report.lang;
    report.line(&format!("{}\n{}", titled(lang, &kind.name, &kind.label), kind.about.in_message(lang)))?;
    basis(report, at, &kind.basis)?;
    report.line("")?;
    for slot in &kind.slots {
        let required = match (slot.is_required, lang) {
            (false, _) => "",
            (true, Lang::Zh) => "  必填",
            (true, Lang::En) => "  required",
        };
        report.line(&format!("  {}: {}{required}", titled(lang, &slot.name, &slot.label), slot.block.as_str()))?;
    }
    for form in forms(at.0, kind) {
        report.line("")?;
        whole_form(report, at, form)?;
    }
    Ok(())
}

fn whole_form(report: &mut Report<'_>, at: (&Portal, Date), form: &Form) -> io::Result<()> {
    let lang = report.lang;
    let (portal, _) = at;
    let default = portal.kinds.get(&form.kind).is_some_and(|kind| kind.default_form.as_deref() == Some(&*form.name));
    let mark = if default { "  *" } else { "" };
    report.line(&format!("form: {}{mark}  {}", titled(lang, &form.name, &form.label), form.about.in_message(lang)))?;
    basis(report, at, &form.basis)?;
    let slots = portal.kinds.get(&form.kind).map_or(&[][..], |kind| &kind.slots);
    for (slot, options) in slots.iter().filter_map(|slot| Some((&slot.name, form.slots.get(&slot.name)?))) {
        report.line(&format!("  {slot}:"))?;
        options.describe(lang).iter().try_for_each(|line| report.line(&format!("    {line}")))?;
    }
    Ok(())
}

/// The keys that every record may have, and the blocks.
fn keys(report: &mut Report<'_>, has_chinese: bool) -> io::Result<()> {
    let called = |key: &str| names::chinese(key).filter(|_| has_chinese).map(|name| format!("{key}={name}"));
    let envelope: Vec<_> = ENVELOPE.iter().map(|key| called(key).unwrap_or_else(|| (*key).to_owned())).collect();
    let blocks: Vec<&str> = BlockName::ALL.iter().map(|(name, _)| *name).collect();
    let (keys, list) = match report.lang {
        Lang::Zh => ("每个记录都可以写的键", "组成块"),
        Lang::En => ("keys of every record", "blocks"),
    };
    report.line(&format!("{keys}: {}", envelope.join("  ")))?;
    report.line(&format!("{list}: {}", blocks.join("  ")))
}
