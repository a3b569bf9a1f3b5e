//! Suggestions, complaints and objections get an answer within three months, or as the profile wants.

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::source::Span;
use crate::model::record::Record;
use crate::site::Site;

rules! {
    /// No answer for a long time.
    SILENT: Warning "inspection/no-answer" {
        zh: "{date} 收到，{days} 天没有答复；不应超过 {limit} 天" => "答复了就填答复日期和状态；确有原因的，用 `accept` 写明，页面照样显示",
        en: "received on {date}, without an answer for {days} {days|day|days}; {limit} {limit|day|days} is the limit" => "once answered, give date and status; if there is a reason, put it into `accept`: the page shows both",
        source: "政府网站检查指标：超过三个月没有回应", "inspection of government sites: no answer for over three months",
    }
}

/// Checks ledgers of questions and objections to windows, of the newest versions.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let Some(limit) = site.portal().config.inspection.unanswered else { return };
    for record in site.public.records.current() {
        for (date, span) in waiting(site, record) {
            let days = date.days_until(site.today);
            if days > i64::from(limit) {
                let silent = Diagnostic::new(&SILENT, span.clone()).with("date", date).with("days", days);
                diags.push(silent.with("limit", limit));
            }
        }
    }
}

/// What waits for an answer, since when.
fn waiting<'a>(site: &'a Site, record: &'a Record) -> impl Iterator<Item = (Date, &'a Span)> {
    let questions = record.slots.iter().flat_map(|(_, block)| block.unanswered(site.today));
    let objections = record.window.iter().flat_map(|window| window.received(site.today));
    let open = objections.filter(|one| !one.is_answered(site.today)).map(|one| (one.date, &one.span));
    questions.chain(open)
}
