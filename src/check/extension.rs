//! Extensions lengthen a window that is still running; a correction of a notice on view is posted anew.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::model::record::Record;
use crate::model::window::{Change, State, Window};
use crate::site::Site;

rules! {
    /// An extension that ends before the end that it extends.
    SHORTENS: Warning "window/extension-shortens" {
        zh: "延期到 {until}，比原来的 {before} 还早；按原来的截止日期公示" => "查对 `until`；延期只能往后，要提前结束的，写 `removed` 并说明",
        en: "the extension ends on {until}, before the end of {before}, which stays" => "look up `until`; an extension goes on, and an early end is written as `removed`",
        wrong: "window: {from: 2025-07-16, days: 7, extended: {date: 2025-07-20, until: 2025-07-22, reason: 汛期}}", right: "window: {from: 2025-07-16, days: 7, extended: {date: 2025-07-20, until: 2025-07-30, reason: 汛期}}",
        source: "延期保留第一次的截止日期", "an extended window keeps its first end",
    }
    /// An extension without an end.
    ENDLESS: Warning "window/extension-without-end" {
        zh: "{date} 决定延期，没有写到哪一天；仍按 {before} 截止" => "加上 `until: 新的截止日期`",
        en: "it was extended on {date} without an end; {before} stays" => "add `until:` with the new end",
        wrong: "extended: {date: 2025-07-20, reason: 汛期}", right: "extended: {date: 2025-07-20, until: 2025-07-30, reason: 汛期}",
        source: "延期要记明新的截止日期", "an extension is recorded with its end",
    }
    /// An extension of a window that was over.
    LAPSED: Warning "window/extended-after-end" {
        zh: "公示 {before} 已满，{date} 才决定延期，中间断了" => "期满以后再公示，改记在 `restarted` 下面，`date` 写 {date}，从头算起",
        en: "the window had ended on {before} when it was extended on {date}" => "put it under `restarted` with `date` {date}, which counts from the start",
        wrong: "window: {from: 2025-07-01, days: 7, extended: {date: 2025-07-20, until: 2025-07-30, reason: 汛期}}", right: "window: {from: 2025-07-01, days: 7, restarted: {date: 2025-07-20, reason: 汛期}}",
        source: "延期在期满以前决定", "an extension is decided before the end",
    }
    /// A correction of a notice on view that goes on as if nothing had changed.
    EDITED: Warning "window/not-restarted" {
        zh: "“{title}”公示到一半改了内容，公示期没有重新起算（{posted} 起，{published} 更正）" => "名单、金额、姓名有改动的，加上 `restarted`，`date` 写 {published}，`reason` 写改了什么；只改错字的，用 `accept` 写明",
        en: "“{title}” was changed while on view, but its days run on from {posted} although it was corrected on {published}" => "if a list, an amount or a name changed, add `restarted` with `date` {published} and a `reason`; for a slip of the pen, say so under `accept`",
        wrong: "supersedes: 2025-07-16-aid\nwindow: {from: 2025-07-16, days: 7}", right: "supersedes: 2025-07-16-aid\nwindow: {from: 2025-07-16, days: 7, restarted: {date: 2025-07-19, reason: 第 3 户人数有误}}",
        source: "公示期内实质改动，重新起算", "an edit of substance restarts the window",
    }
}

/// Checks the changes of every window of the newest versions.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        if let Some(window) = &record.window {
            check_turns(window, diags);
            check_correction(site, record, window, diags);
        }
    }
}

fn check_turns(window: &Window, diags: &mut Diagnostics) {
    for turn in window.turns.iter().filter(|turn| turn.change == Change::Extended) {
        let found = match &turn.stated {
            None => Diagnostic::new(&ENDLESS, turn.span.clone()),
            Some(until) if until.value < turn.before => {
                Diagnostic::new(&SHORTENS, until.span.clone()).with("until", until.value)
            }
            Some(_) if turn.date > turn.before => Diagnostic::new(&LAPSED, turn.span.clone()),
            Some(_) => continue,
        };
        diags.push(found.with("before", turn.before).with("date", turn.date));
    }
}

/// The version before was on view when this one replaced it: this one must have been posted anew.
fn check_correction(site: &Site, record: &Record, window: &Window, diags: &mut Diagnostics) {
    let before = site.public.records.before(record);
    let Some((before, old)) = before.and_then(|before| Some((before, before.window.as_ref()?))) else { return };
    let posted = window.term(site.today).posted;
    if old.state(record.published) != State::Running || posted >= record.published {
        return;
    }
    let edited = Diagnostic::new(&EDITED, window.span.clone()).with("title", &before.title);
    diags.push(edited.with("posted", posted).with("published", record.published));
}
