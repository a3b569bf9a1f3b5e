//! The home page shows something new at least every two weeks, or as often as the profile wants.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::check::unread::Unread;
use crate::site::Site;

rules! {
    /// Nothing new on the home page.
    SILENT: Warning "inspection/home-silent" {
        zh: "首页 {days} 天没有更新，最近一件在 {last}；不应超过 {limit} 天" => "把该公开的发出来：`gongkai due` 列出到期和快到期的事项",
        en: "the home page has shown nothing new for {days} {days|day|days}, since {last}; {limit} {limit|day|days} is the limit" => "publish what is owed: `gongkai due` lists it",
        source: "政府网站检查指标：首页两周没有更新", "inspection of government sites: the home page silent for two weeks",
    }
}

/// Checks when the newest record was published. A portal without records has not been opened yet.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let inspection = &site.portal().config.inspection;
    let (Some(limit), Some(span)) = (inspection.home, &inspection.span) else { return };
    let Some(newest) = site.public.records.newest_first().first().map(|place| site.record(*place)) else { return };
    let days = newest.published.days_until(site.today);
    if days > i64::from(limit) && !Unread::of(site).is_since(site.today.plus(-i64::from(limit))) {
        let silent = Diagnostic::new(&SILENT, span.clone()).with("days", days).with("limit", limit);
        diags.push(silent.with("last", newest.published));
    }
}
