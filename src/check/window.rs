//! Windows are long enough, have someone to object to, and say what came of them.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::model::record::Record;
use crate::model::window::{State, Window};
use crate::site::Site;

rules! {
    /// Shorter than its kind allows.
    SHORT: Warning "window/short" {
        zh: "公示期是 {days} {unit}，“{kind}”一般不少于 {least} {least_unit}" => "延长 `days`；当地规定允许更短的，用 `accept` 写明依据",
        en: "the window has {days} {unit}, a record of kind “{kind}” usually at least {least} {least_unit}" => "lengthen `days`; if a local rule allows less, cite it under `accept`",
    }
    /// Nobody takes objections.
    CONTACT: Warning "window/no-contact" {
        zh: "公示没有写向谁提意见" => "加上 `objections: {name: 村务监督委员会, phone: \"0872-0000001\"}`",
        en: "the notice does not say who takes objections" => "add `objections: {name: WHO, phone: NUMBER}`",
    }
    /// Over, and no word of what came of it.
    OUTCOME: Warning "window/no-outcome" {
        zh: "公示期 {last} 已满，没有写结果" => "加一行 `outcome: 公示期内无异议`，或写明意见和处理结果",
        en: "the window ended on {last}, but no outcome is given" => "add `outcome:` with what came of it",
    }
    /// Taken down early.
    CUT: Warning "window/cut-short" {
        zh: "公示应到 {last}，{removed} 就撤下了" => "重新张贴，补足天数；确有原因的，用 `accept` 写明",
        en: "the notice had to stay until {last}, it was taken down on {removed}" => "post it again for the full time; if there is a reason, put it into `accept`",
    }
}

const DAYS: Text = Text { zh: "天", en: "days" };
const WORKING_DAYS: Text = Text { zh: "个工作日", en: "working days" };

/// Checks every window of the newest versions.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.current() {
        if let Some(window) = &record.window {
            check_window(site, record, window, diags);
        }
    }
}

fn check_window(site: &Site, record: &Record, window: &Window, diags: &mut Diagnostics) {
    let kind = site.portal().kind(record);
    let at = || window.span.clone();
    let unit = |is_working: bool| if is_working { WORKING_DAYS } else { DAYS };
    if let Some(least) = kind.window
        && least.is_working_days == window.rule.is_working_days
        && window.rule.days < least.days
    {
        let short = Diagnostic::new(&SHORT, at()).with("days", window.rule.days).with("least", least.days);
        let short = short.with_word("unit", unit(window.rule.is_working_days));
        diags.push(short.with_word("least_unit", unit(least.is_working_days)).with("kind", kind.label.get("zh-Hans")));
    }
    if window.objections.is_none() && record.contact.is_none() {
        diags.push(Diagnostic::new(&CONTACT, at()));
    }
    match window.state(site.today) {
        State::Ended if window.outcome.is_none() => {
            diags.push(Diagnostic::new(&OUTCOME, at()).with("last", window.last));
        }
        State::CutShort => {
            let removed = window.removed.unwrap_or(window.last);
            diags.push(Diagnostic::new(&CUT, at()).with("last", window.last).with("removed", removed));
        }
        _ => {}
    }
}
