//! Steps of procedures keep their time: not later than their last day, not sooner than what must lie in between.

use crate::base::calendar::no_year;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::blocks::Block;
use crate::blocks::answer::Breach;
use crate::model::record::Record;
use crate::site::Site;

rules! {
    /// A step is past its last day.
    LATE: Warning "procedure/late" {
        zh: "“{step}”应在 {day} 以前办（从 {from}“{after}”起算），{state}，超过 {days} 天" => "办了就填日期；确有原因的，用 `accept` 写明，页面照样注明",
        en: "“{step}” was due by {day}, counted from “{after}” on {from}, {state}: {days} {days|day|days} late" => "if done, give its date; if there is a reason, put it into `accept`: the page shows both",
    }
    /// A step was done after the record that tells of it.
    AFTER: Warning "procedure/after-publication" {
        zh: "“{step}”写的是 {done}，比这件的公开日期 {published} 还晚" => "查对两个日期；公开以后才办的步骤，另写一件，用 `supersedes` 取代这一件",
        en: "“{step}” was done on {done}, after this record was published on {published}" => "look up both dates; what was done after publication goes into a new record that `supersedes` this one",
        wrong: "published: 2026-04-20\ncourse:\n  审核审批: 2026-05-06", right: "published: 2026-05-08\ncourse:\n  审核审批: 2026-05-06",
    }
    /// The day for which a step is planned is past.
    PASSED: Note "procedure/planned-passed" {
        zh: "“{step}”计划 {planned} 办，已经过了 {days} 天，没有写办了没有" => "办了的写上实际日期；没有办的改计划日期，用 `note` 写明为什么；页面在这一步标明",
        en: "“{step}” was planned for {planned}, {days} {days|day|days} ago, and nothing says whether it was done" => "write the day on which it was done; else plan it anew and say why in `note`: the page marks the step",
    }
    /// A step was done before the time in between was over.
    SOON: Warning "procedure/too-soon" {
        zh: "“{step}”最早 {day} 才能办，{done} 就办了：距“{after}”不到规定的时间" => "查对两步的日期；当地规定允许更短的，用 `accept` 写明依据",
        en: "“{step}” may be done from {day} on, it was done on {done}: too soon after “{after}”" => "look up both dates; if a local rule allows less, cite it under `accept`",
        source: "公示期不满，不得进入下一步", "the next step may not begin before the window is over",
    }
}

const DONE: Text = Text {
    zh: "查对日期；确有原因的，用 `accept` 写明，页面照样注明",
    en: "look up the date; if there is a reason, put it into `accept`: the page shows both",
};

/// Checks the newest version of every procedure.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        for (_, block) in &record.slots {
            check_terms(site, block, diags);
            check_publication(record, block, diags);
            check_plan(site, block, diags);
        }
    }
}

fn check_terms(site: &Site, block: &Block, diags: &mut Diagnostics) {
    let calendar = &site.portal().calendar;
    for breach in block.late(site.today, calendar) {
        let day = breach.done.unwrap_or(site.today);
        let word = match breach.done {
            Some(_) => Text { zh: "实际办得晚", en: "done after it" },
            None => Text { zh: "还没有办", en: "not done yet" },
        };
        let late = at(&LATE, &breach).with("after", breach.after).with("from", breach.from).with_word("state", word);
        let late = late.with("days", breach.day.days_until(day));
        diags.push(if breach.done.is_some() { late.help_instead(DONE) } else { late });
    }
    for (year, span) in block.untabled(calendar) {
        diags.push(no_year(year, span));
    }
    for breach in block.too_soon(calendar) {
        let soon = at(&SOON, &breach).with("after", breach.after);
        diags.push(soon.with("done", breach.done.unwrap_or(breach.day)));
    }
}

fn check_plan(site: &Site, block: &Block, diags: &mut Diagnostics) {
    for step in block.milestones() {
        let Some(planned) = step.planned.filter(|planned| *planned < site.today) else { continue };
        let passed = Diagnostic::new(&PASSED, step.span.clone()).with("step", step.name).with("planned", planned);
        diags.push(passed.with("days", planned.days_until(site.today)));
    }
}

fn check_publication(record: &Record, block: &Block, diags: &mut Diagnostics) {
    for step in block.milestones() {
        let Some(done) = step.done.filter(|done| *done > record.published) else { continue };
        let after = Diagnostic::new(&AFTER, step.span.clone()).with("step", step.name).with("done", done);
        diags.push(after.with("published", record.published));
    }
}

fn at(rule: &'static crate::base::diag::Rule, breach: &Breach<'_>) -> Diagnostic {
    Diagnostic::new(rule, breach.span.clone()).with("step", breach.step).with("day", breach.day)
}
