//! Ledgers whose entries are past their due day.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::site::Site;

rules! {
    /// Entries are overdue.
    OVERDUE: Warning "register/overdue" {
        zh: "有 {count} 条到期没有办结，这是第一条（截至 {today}）" => "办结了就改状态、填办结日期；确有原因的，用 `accept` 写明，页面照样显示逾期",
        en: "{count} {count|entry is|entries are} overdue as of {today}, of which this is the first" => "if done, change the status and give the closing date; if there is a reason, put it into `accept`: the page shows both",
        source: "问题销号制度", "strike-off rule for ledgers",
    }
}

/// Checks the newest version of every ledger.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        for (_, block) in &record.slots {
            let overdue = block.overdue(site.today);
            let Some(first) = overdue.first().copied() else { continue };
            let late = Diagnostic::new(&OVERDUE, first.clone());
            diags.push(late.with("count", overdue.len()).with("today", site.today));
        }
    }
}
