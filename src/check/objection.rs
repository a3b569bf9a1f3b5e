//! Objections are taken long enough and answered within their limit.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::length::Length;
use crate::check::window;
use crate::model::act::Act;
use crate::model::record::Record;
use crate::model::window::{Answer, Objections, Received, Window, last_day};
use crate::site::Site;

rules! {
    /// Not answered, past the limit.
    UNANSWERED: Warning "window/unanswered" {
        zh: "{date} 收到的意见没有答复，{limit} {unit}的期限 {deadline} 已过 {days} 天（{source}）" => "答复了就填 `replied: 日期` 和 `reply: 答复`；确有原因的，用 `accept` 写明，页面照样注明",
        en: "the objection of {date} has no answer; its limit of {limit} {unit} ended on {deadline}, {days} {days|day|days} ago ({source})" => "once answered, give `replied:` and `reply:`; if there is a reason, put it into `accept`: the page shows both",
        wrong: "- {date: 2025-07-18, matter: 面积少算 0.4 亩}", right: "- {date: 2025-07-18, matter: 面积少算 0.4 亩, replied: 2025-07-19, reply: 现场丈量，面积无误}",
        source: "对公开内容的疑问十日内答复（各地规定）", "questions about what was published are answered in ten days (local rules)",
    }
    /// Answered late.
    LATE: Warning "window/answered-late" {
        zh: "{date} 收到的意见 {replied} 才答复，比期限 {deadline} 迟 {days} 天" => "查对日期；确实迟了的，用 `accept` 写明原因，页面照样注明",
        en: "the objection of {date} was answered on {replied}, {days} {days|day|days} after its limit of {deadline}" => "look up the dates; if it was late, give the reason under `accept`: the page shows both",
        wrong: "- {date: 2025-07-18, matter: 面积少算, replied: 2025-08-20}", right: "- {date: 2025-07-18, matter: 面积少算, replied: 2025-07-24}",
        source: "对公开内容的疑问十日内答复（各地规定）", "questions about what was published are answered in ten days (local rules)",
    }
    /// Answered, but the answer is not told.
    SILENT: Warning "window/answer-not-told" {
        zh: "{date} 收到的意见写了答复日期，没有写怎么答复的" => "加上 `reply: 答复内容`",
        en: "the objection of {date} has a day of answer, but no answer" => "add `reply:` with what was answered",
        wrong: "- {date: 2025-07-18, matter: 面积少算, replied: 2025-07-24}", right: "- {date: 2025-07-18, matter: 面积少算, replied: 2025-07-24, reply: 现场丈量，面积无误}",
        source: "异议处理：答复也要公开", "answers to objections are published too",
    }
    /// Objections end before they may.
    CLOSED: Warning "window/objections-end-early" {
        zh: "意见只收到 {until}，应收到 {least}" => "改成 `until: {least}`，或删去这一行：不写就收到公示期满",
        en: "objections are taken until {until}, they must be taken until {least}" => "write `until: {least}`, or drop the line: then they are taken to the end of the window",
        wrong: "window: {from: 2025-07-16, days: 7, objections: {name: 村务监督委员会, until: 2025-07-18}}", right: "window: {from: 2025-07-16, days: 7, objections: {name: 村务监督委员会, until: 2025-07-23}}",
        source: "公示期内都可以提意见；选民名单为公布之日起五日内", "objections are taken as long as the notice is on view, to voter lists for five days",
    }
}

/// Checks the objections of every window of the newest versions.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        let Some(window) = &record.window else { continue };
        let Some(objections) = &window.objections else { continue };
        check_until(site, window, objections, diags);
        for one in window.received(site.today) {
            check_answer(site, record, one, diags);
        }
    }
}

fn check_until(site: &Site, window: &Window, objections: &Objections, diags: &mut Diagnostics) {
    let Some(until) = &objections.until else { return };
    let by_act = window.act.as_ref().and_then(|act| act.objections);
    let ends = |rule: Length| last_day(window.posted, rule, &site.portal().calendar, false).day;
    let least = by_act.map_or_else(|| ends(window.rule).min(window.planned), ends);
    if until.value < least {
        let closed = Diagnostic::new(&CLOSED, until.span.clone());
        diags.push(closed.with("until", until.value).with("least", least));
    }
}

fn check_answer(site: &Site, record: &Record, one: &Received, diags: &mut Diagnostics) {
    let Some(window) = &record.window else { return };
    let Some(objections) = &window.objections else { return };
    let found = match one.answer(site.today) {
        Answer::Overdue(days) => Diagnostic::new(&UNANSWERED, one.span.clone()).with("days", days),
        Answer::Late(days) => Diagnostic::new(&LATE, one.span.clone()).with("days", days),
        Answer::InTime if one.reply.is_none() => Diagnostic::new(&SILENT, one.span.clone()),
        _ => return,
    };
    let found = found.with("date", one.date).with("deadline", one.deadline).with("limit", objections.reply.count);
    let found = found.with_word("unit", objections.reply.word());
    let found = match &window.act {
        Some(act) if act.reply == Some(objections.reply) => {
            found.with_label("source", &window::source(site, record, act))
        }
        _ => found.with_label("source", &Act::usual_reply()),
    };
    diags.push(match one.replied {
        Some(replied) => found.with("replied", replied),
        None => found,
    });
}
