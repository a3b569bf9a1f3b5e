//! Columns go on being updated: sections, and kinds that live from being new.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::{Label, Text};
use crate::base::source::Span;
use crate::check::unread::Unread;
use crate::plan::Scope;
use crate::publish::index::Seen;
use crate::site::Site;

rules! {
    /// A section or kind without anything new.
    STALE: Warning "inspection/column-stale" {
        zh: "栏目“{column}”{days} 天没有更新，最近一件在 {last}；不应超过 {limit} 天" => "把该公开的发出来；确实没有新事项的栏目，在 portal.yaml 的 `inspection:` 里放宽期限",
        en: "nothing new in “{column}” for {days} {days|day|days}, since {last}; {limit} {limit|day|days} is the limit" => "publish what is owed; if there is nothing new to tell, allow more days under `inspection:` in portal.yaml",
        source: "政府网站检查指标：应更新而不更新的栏目", "inspection of government sites: columns not updated",
    }
}

const NEWEST: Text = Text { zh: "最近一件", en: "the newest" };

/// Checks sections and kinds that have records.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let portal = site.portal();
    let inspection = &portal.config.inspection;
    let Some(span) = &inspection.span else { return };
    let unread = Unread::of(site);
    for section in &portal.config.sections {
        let at = section.span.as_ref().unwrap_or(span);
        let scope = Scope::Section(section.name.clone());
        let column = Column { label: &section.label, at, scope, limit: inspection.section };
        check_column(site, &unread, &column, diags);
    }
    for kind in portal.kinds.values() {
        let limit = inspection.kinds.get(&*kind.name).copied();
        let column = Column { label: &kind.label, at: span, scope: Scope::Kind(kind.name.clone()), limit };
        check_column(site, &unread, &column, diags);
    }
}

/// What is looked at: a section or a kind.
struct Column<'a> {
    label: &'a Label,
    /// Where the portal sets how long it may be silent.
    at: &'a Span,
    scope: Scope,
    /// So many days, if there is a limit.
    limit: Option<u32>,
}

fn check_column(site: &Site, unread: &Unread<'_>, column: &Column<'_>, diags: &mut Diagnostics) {
    let Column { label, at, ref scope, limit } = *column;
    let newest: Option<&Seen> = site.plan.records(scope).first().map(|place| site.record(*place));
    let (Some(limit), Some(newest)) = (limit, newest) else { return };
    let days = newest.published.days_until(site.today);
    let since = Some(site.today.plus(-i64::from(limit)));
    let may_be_newer = match scope {
        Scope::Section(section) => unread.may_be_in(section, since),
        Scope::Kind(kind) => unread.may_be_of(kind, since),
        _ => unread.is_any(),
    };
    if days > i64::from(limit) && !may_be_newer {
        let stale = Diagnostic::new(&STALE, at.clone()).with_label("column", label).with("days", days);
        let stale = stale.with("last", newest.published).with("limit", limit);
        diags.push(stale.label(newest.span.clone(), NEWEST));
    }
}
