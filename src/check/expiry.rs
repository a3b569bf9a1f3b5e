//! Names leave lists some time after they have served their purpose: not before the law lets a notice go, and not never
//! where a list names people who were helped.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::length::Length;
use crate::blocks::cell::Cell;
use crate::blocks::column::Column;
use crate::blocks::mask::Mask;
use crate::blocks::{Block, BlockOptions};
use crate::load::CONTENT;
use crate::model::form::Form;
use crate::model::record::Record;
use crate::privacy;
use crate::publish::index::Seen;
use crate::publish::names::{by_form, lawful_day};
use crate::site::Site;

rules! {
    /// A form whose names go before its notices may.
    SHORT: Error "names/shorter-than-posting" {
        zh: "姓名保留 {given} {given-unit}，比至少要张贴的 {least} {least-unit} 还短（{source}）" => "写 `names-until: {least} {least-unit}` 或更长；从公示期满那天算起，没有公示期的从公开那天算起",
        en: "names go after {given} {given-unit}, sooner than the {least} {least-unit} for which a notice hangs at least ({source})" => "write `names-until: {least} {least-unit}` or longer; it counts from the end of the window, else from publication",
        wrong: "names-until: 7 days", right: "names-until: 3 months",
        source: "{villagers-committees-law/disclosure}：公布的期限不得少于十五日", "{villagers-committees-law/disclosure}: fifteen days",
    }
    /// A record whose names would go before its notice may.
    SOON: Warning "names/before-posting-ends" {
        zh: "`names-until` 写的是 {given}，可是公示和张贴要到 {lawful} 才满，姓名仍公开到 {lawful}" => "改成 `names-until: {lawful}` 或以后的日子",
        en: "`names-until` is {given}, but the notice must hang until {lawful}, and so long the names stay" => "write `names-until: {lawful}` or a later day",
        wrong: "published: 2026-07-01\nnames-until: 2026-07-03", right: "published: 2026-07-01\nnames-until: 2026-07-31",
        source: "公示期和张贴期满以前，名单不能撤", "a list stays until its window and its posting are over",
    }
    /// A record whose names would stay longer than its form lets them.
    LATE: Warning "names/later-than-form" {
        zh: "`names-until` 写的是 {given}，可是格式“{form}”的姓名只公开到 {until}，到那天照样撤下" => "删去这一行，或改成 {until} 以前的日子：记录只能缩短，不能延长",
        en: "`names-until` is {given}, but by the form “{form}” names go after {until}, and so they do" => "delete the line, or give a day before {until}: a record may shorten the time, not lengthen it",
        wrong: "published: 2026-07-01\nnames-until: 2030-07-01", right: "published: 2026-07-01\nnames-until: 2026-08-31",
    }
    /// A list that is to name nobody any more and still does, in a column of free text.
    STILL: Warning "names/still-there" {
        zh: "名单的姓名 {until} 以后已经撤下，“{column}”一栏还写着 {count} 处像姓名的内容，照样公开" => "这一栏写的是人，在格式里给它加 `personal: true`，到期一起撤下；只是个别几格，从格子里删去姓名",
        en: "names left this list after {until}, but the column “{column}” still says what looks like a name, {count} {count|time|times}" => "if persons stand in this column, give it `personal: true` in the form, and it goes with the others; else delete the names from these cells",
    }
    /// A list of people who were helped that names them for ever.
    KEPT: Note "names/never-end" {
        zh: "格式“{form}”的名单写着受助人的姓名，却没有写公开到什么时候" => "加一行 `names-until: 3 months`（公示期满以后多久撤下姓名；人数和金额照样保留）",
        en: "lists of the form “{form}” name people who were helped, and nothing says until when" => "add `names-until: 3 months` (so long after the window names go; counts and amounts stay)",
        wrong: "about: 救助对象名单", right: "about: 救助对象名单\nnames-until: 3 months",
        source: "{personal-information/minimum}：保存期限为实现目的所必要的最短时间", "{personal-information/minimum}: no longer than the purpose needs",
    }
}

/// Acts whose notices are lists of people who are helped.
const AID: [&str; 2] = ["aid-review", "subsidy"];

/// Checks forms, and records that say more than their form.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for form in site.portal().forms.values() {
        check_length(site, form, diags);
        if form.names_until.is_none() && form.span.file.starts_with(CONTENT) && is_of_aid(site, form) {
            diags.push(Diagnostic::new(&KEPT, form.span.clone()).with_label("form", &form.label));
        }
    }
    site.public.records.current().for_each(|seen| check_rest(seen, diags));
    for record in site.public.records.current().filter(|record| record.names_until.is_some()) {
        check_own(site, record, diags);
    }
}

/// Reports columns of a list whose names are gone that name persons all the same.
fn check_rest(seen: &Seen, diags: &mut Diagnostics) {
    let Some(term) = seen.names.filter(|term| term.is_over) else { return };
    let lists = seen.slots.iter().filter_map(|(_, block)| match block {
        Block::Register(list) => Some(list),
        _ => None,
    });
    for list in lists {
        let rows = list.rows_in(0..list.len());
        for (at, column) in list.options().columns.iter().enumerate().filter(|(_, column)| !column.is_personal) {
            let cells = rows.iter().filter_map(|row| row.cells.get(at));
            let is_name = |cell: &&Cell| matches!(cell, Cell::Text(text) if privacy::is_name(text));
            let count = cells.filter(is_name).count();
            if count > 0 {
                let still = Diagnostic::new(&STILL, seen.span.clone()).with("until", term.last);
                diags.push(still.with_label("column", &column.label).with_own("count", count));
            }
        }
    }
}

fn check_length(site: &Site, form: &Form, diags: &mut Diagnostics) {
    let portal = site.portal();
    let posting = &portal.config.posting;
    let (Some(given), Some(least)) = (&form.names_until, posting.least) else { return };
    let day = |length: Length| length.end(site.today, &portal.calendar).day;
    if posting.levels.is_empty() || day(given.value) >= day(least) {
        return;
    }
    let short = Diagnostic::new(&SHORT, given.span.clone()).with_own("given", given.value.count);
    let short = short.with_word("given-unit", given.value.word()).with_own("least", least.count);
    let short = short.with_word("least-unit", least.word());
    diags.push(short.with_label("source", &portal.laws.told(&posting.source, site.today)));
}

fn check_own(site: &Site, record: &Record, diags: &mut Diagnostics) {
    let (portal, Some(own)) = (site.portal(), &record.names_until) else { return };
    let lawful = lawful_day(portal, record);
    if own.value < lawful {
        let soon = Diagnostic::new(&SOON, own.span.clone()).with("given", own.value);
        diags.push(soon.with("lawful", lawful));
    } else if let Some(until) = by_form(portal, record).map(|day| day.max(lawful)).filter(|day| *day < own.value) {
        let late = Diagnostic::new(&LATE, own.span.clone()).with("given", own.value).with("until", until);
        diags.push(late.with_label("form", portal.called(&record.shape())));
    }
}

/// Whether lists of the form name people who are helped.
fn is_of_aid(site: &Site, form: &Form) -> bool {
    let kind = site.portal().kinds.get(&form.kind);
    let act = form.act.as_ref().or_else(|| kind?.act.as_ref());
    let is_aid = act.is_some_and(|act| AID.contains(&&*act.value)) || *form.kind == *"aid";
    form.slots.values().any(|options| match options {
        BlockOptions::Register(list) => {
            let names = |column: &Column| column.is_personal && column.mask != Mask::Removed;
            (is_aid || list.is_sensitive) && list.columns.iter().any(names)
        }
        _ => false,
    })
}
