//! Windows are long enough for what they are for, have someone to object to, stay to the end, and say what came of them.

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Label;
use crate::base::length::Length;
use crate::blocks::Block;
use crate::model::act::Act;
use crate::model::record::Record;
use crate::model::window::{State, Window, last_day};
use crate::site::Site;

rules! {
    /// Shorter than what it is for allows.
    SHORT: Warning "window/short" {
        zh: "公示期是 {days} {unit}，“{act}”不少于 {least} {least_unit}（{source}）" => "延长 `days`；当地规定允许更短的，用 `accept` 写明依据",
        en: "the window has {days} {unit}; “{act}” wants at least {least} {least_unit} ({source})" => "lengthen `days`; if a local rule allows less, cite it under `accept`",
        wrong: "window: {act: land-compensation, days: 15}", right: "window: {act: land-compensation, days: 30}",
        source: "各类公示的最短期限，见 portal.yaml 的 `windows: acts:`", "shortest times by act, see `windows: acts:` in portal.yaml",
    }
    /// Days of the wrong type, which make it too short.
    DAY_TYPE: Warning "window/wrong-day-type" {
        zh: "公示期写的是 {days} {unit}，{last} 就满；“{act}”要满 {least} {least_unit}，到 {lawful}（{source}）" => "改写成 `{key}: {least}`",
        en: "the window has {days} {unit} and ends on {last}; “{act}” counts {least} {least_unit}, to {lawful} ({source})" => "write `{key}: {least}` instead",
        wrong: "window: {act: land-notice, days: 10}", right: "window: {act: land-notice, working-days: 10}",
        source: "预公告、任前公示等按工作日计算", "some acts count working days",
    }
    /// Nobody takes objections.
    CONTACT: Warning "window/no-contact" {
        zh: "公示没有写向谁提意见" => "加上 `objections: {name: 村务监督委员会, phone: \"0872-0000001\"}`",
        en: "the notice does not say who takes objections" => "add `objections: {name: WHO, phone: NUMBER}`",
        wrong: "window: {days: 7}", right: "window: {days: 7, objections: {name: 村务监督委员会, phone: 0872-0000001}}",
        source: "公示是事前征求意见，要写明向谁提", "a notice invites objections before the act",
    }
    /// A list that people may object to has no days on view.
    MISSING: Warning "window/missing" {
        zh: "“{form}”是请大家提意见的（{act}），没有写公示期，也没有写向谁提" => "加上 `window: {days: {least}, objections: {name: 村务监督委员会, phone: \"0872-0000001\"}}`；只是公布结果、不再收意见的，写 `form: announcement`",
        en: "“{form}” invites objections ({act}), but gives no days on public view and nobody to object to" => "add `window: {days: {least}, objections: {name: WHO, phone: NUMBER}}`; if it only announces what is settled, write `form: announcement`",
        source: "公示是事前征求意见，要写明多少天、向谁提", "a notice invites objections before the act",
    }
    /// Over, and no word of what came of it.
    OUTCOME: Warning "window/no-outcome" {
        zh: "公示期 {last} 已满 {days} 天，没有写结果" => "加一行 `outcome: 公示期内无异议`，或写明意见和处理结果",
        en: "the window ended on {last}, {days} {days|day|days} ago, but no outcome is given" => "add `outcome:` with what came of it",
        wrong: "window: {from: 2025-07-01, days: 7}", right: "window: {from: 2025-07-01, days: 7, outcome: 公示期内无异议}",
        source: "异议处理：公示期满要公布结果", "objections: the outcome is published after the end",
    }
    /// Taken down early.
    CUT: Warning "window/cut-short" {
        zh: "公示应到 {last}，{removed} 就撤下了" => "重新张贴，补足天数；确有原因的，用 `accept` 写明",
        en: "the notice had to stay until {last}, it was taken down on {removed}" => "post it again for the full time; if there is a reason, put it into `accept`",
        wrong: "window: {from: 2025-07-01, days: 7, removed: 2025-07-04}", right: "window: {from: 2025-07-01, days: 7, removed: 2025-07-09}",
        source: "末一天算满；常见投诉：公示提前撤下", "the last day is full; a common complaint: taken down early",
    }
    /// The act does not wait for the window.
    BEFORE: Warning "window/act-too-early" {
        zh: "{before} 就要办，最早应在 {earliest}：“{act}”要先公示满 {least} {least_unit}（{source}）" => "提早张贴，或把办事的日子改到 {earliest} 以后",
        en: "the act is set for {before}, {earliest} is the earliest: “{act}” wants {least} {least_unit} first ({source})" => "post it sooner, or move the act to {earliest} or later",
        wrong: "window: {act: voter-list, from: 2025-11-12, before: 2025-11-20}", right: "window: {act: voter-list, from: 2025-11-12, before: 2025-12-03}",
        source: "选民名单应在选举日二十日前公布", "voter lists are posted twenty days before polling",
    }
}

/// Checks every window of the newest versions.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        match &record.window {
            Some(window) => check_window(site, record, window, diags),
            None => check_missing(site, record, diags),
        }
    }
}

/// A list whose form has an act is there for people to object.
fn check_missing(site: &Site, record: &Record, diags: &mut Diagnostics) {
    let portal = site.portal();
    let form = record.form.as_ref().and_then(|form| portal.forms.get(form));
    let Some((form, act)) = form.and_then(|form| Some((form, form.act.as_ref()?))) else { return };
    let is_list = record.slots.iter().any(|(_, block)| matches!(block, Block::Register(list) if !list.is_empty()));
    let is_list = is_list && *record.kind == *"notice";
    let act = portal.config.windows.act(act, &mut Diagnostics::new()).filter(|_| is_list);
    if let Some((act, least)) = act.and_then(|act| Some((act.clone(), *act.least.first()?))) {
        let missing = Diagnostic::new(&MISSING, record.span.clone()).with_label("form", &form.label);
        diags.push(missing.with_label("act", &act.label).with("least", least.count));
    }
}

fn check_window(site: &Site, record: &Record, window: &Window, diags: &mut Diagnostics) {
    if let Some(act) = &window.act {
        check_length(site, record, act, diags);
        check_act(site, record, act, diags);
    }
    if window.objections.is_none() && record.contact.is_none() {
        diags.push(Diagnostic::new(&CONTACT, window.span.clone()));
    }
    let last = window.term(site.today).last;
    let over = last.days_until(site.today);
    let due = last_day(last, site.portal().config.windows.outcome, &site.portal().calendar, false);
    let is_due = due.day < site.today;
    match (window.state(site.today), window.removed()) {
        (State::Ended, _) if window.outcome.is_none() && is_due => {
            diags.push(Diagnostic::new(&OUTCOME, window.span.clone()).with("last", last).with("days", over));
        }
        (State::CutShort, Some(removed)) => {
            let at = window.removed.as_ref().map_or(&window.span, |removed| &removed.span);
            diags.push(Diagnostic::new(&CUT, at.clone()).with("last", last).with("removed", removed));
        }
        _ => {}
    }
}

/// The end that the law wants at least, without the courtesy of a rest day.
fn lawful(site: &Site, posted: Date, least: Length) -> Date {
    last_day(posted, least, &site.portal().calendar, false).day
}

/// The law or rule behind an act that binds the unit of a record, as messages tell it.
pub(super) fn source(site: &Site, record: &Record, act: &Act) -> Label {
    let portal = site.portal();
    let org = portal.orgs.get(portal.orgs.owner(&record.org));
    let day = record.window.as_ref().map_or(record.published, |window| window.posted);
    act.source(&portal.laws, org).map_or_else(Label::default, |source| portal.laws.told(source, day))
}

/// Compares the days as first set; what was added later does not mend a notice that was too short when it was posted.
fn check_length(site: &Site, record: &Record, act: &Act, diags: &mut Diagnostics) {
    let Some(window) = &record.window else { return };
    if !act.least.iter().all(|least| window.planned < lawful(site, window.posted, *least)) {
        return;
    }
    let least = act.least_like(window.rule);
    let lawful = lawful(site, window.posted, least);
    let rule = if least.unit == window.rule.unit { &SHORT } else { &DAY_TYPE };
    let found = Diagnostic::new(rule, window.length.clone()).with("days", window.rule.count).with("least", least.count);
    let found = found.with_word("unit", window.rule.word()).with_word("least_unit", least.word());
    let found = found.with_label("act", &act.label).with_label("source", &source(site, record, act));
    let found = found.with("last", window.planned).with("lawful", lawful);
    diags.push(found.with("key", if least.is_working_days() { "working-days" } else { "days" }));
}

/// The act waits until the window is over, or as long as its law says.
fn check_act(site: &Site, record: &Record, act: &Act, diags: &mut Diagnostics) {
    let Some(window) = &record.window else { return };
    let Some(before) = &window.before else { return };
    let least = act.least_like(window.rule);
    let term = window.term(site.today);
    let earliest = if act.is_ahead { lawful(site, term.posted, least) } else { term.last.plus(1) };
    if before.value >= earliest {
        return;
    }
    let early = Diagnostic::new(&BEFORE, before.span.clone()).with("before", before.value).with("earliest", earliest);
    let early = early.with("least", least.count).with_word("least_unit", least.word());
    diags.push(early.with_label("act", &act.label).with_label("source", &source(site, record, act)));
}
