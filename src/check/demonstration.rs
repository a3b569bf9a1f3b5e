//! A site that stands still on one day is a demonstration, and no portal that anybody should rely on.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::site::Site;

rules! {
    /// The settings hold the site on one day.
    AS_OF: Warning "portal/as-of" {
        zh: "设了 `as-of`，网站停在 {day}：剩余天数、逾期、到期都按这一天算，不再往前走" => "正式的网站删去这一行；演示用的网站，在 portal.yaml 里写 `accept: [{rule: portal/as-of, reason: 演示}]`",
        en: "`as-of` holds the site on {day}: days left and days overdue are those of that day and do not move" => "drop the line in a portal that people use; for a demonstration write `accept: [{rule: portal/as-of, reason: WHY}]` in portal.yaml",
        wrong: "as-of: 2025-07-10", right: "time-zone: Asia/Shanghai",
    }
}

/// Reports a site that stands still.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    if let Some(day) = &site.portal().config.as_of {
        diags.push(Diagnostic::new(&AS_OF, day.span.clone()).with("day", day.value));
    }
}
