//! What a unit owes and has not published, in one note a unit: the board shows the rest.

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::check::unread::Unread;
use crate::coverage::{Duty, State};
use crate::site::Site;

rules! {
    /// A unit is behind with what it owes.
    OVERDUE: Note "catalogue/overdue" {
        zh: "“{org}”有 {count} 项逾期未公开，最早的逾期 {days} 天：{items}" => "补上以后页面注明“迟公开”，不要倒填日期；逐项的期限看 `gongkai due --org {path}`",
        en: "“{org}” has not published {count} {count|item that is|items that are} due, the oldest for {days} {days|day|days}: {items}" => "publish them, which the pages mark as late, and do not date them back; `gongkai due --org {path}` lists each",
        source: "{villagers-committees-law/disclosure}：一般事项至少每季度公布一次；三会一课按季、按月", "{villagers-committees-law/disclosure}: at least quarterly; party meetings quarterly and monthly",
    }
}

/// Reports every unit that is behind.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let portal = site.portal();
    let unread = Unread::of(site);
    for id in site.coverage.orgs() {
        // A record that could not be read may be the one that is owed.
        let may_be_met = |duty: &Duty| {
            let kind = portal.catalogue[duty.item].kind.as_ref().map(|kind| &*kind.value);
            unread.may_have(id, kind)
        };
        let missing = site.coverage.of(id).iter().filter(|duty| duty.state == State::Missing && !may_be_met(duty));
        let missing: Vec<&Duty> = missing.collect();
        let Some(oldest) = missing.iter().map(|duty| duty.deadline).min() else { continue };
        let mut items: BTreeMap<usize, usize> = BTreeMap::new();
        missing.iter().for_each(|duty| *items.entry(duty.item).or_default() += 1);
        let items = items.into_iter().map(|(item, count)| match count {
            1 => portal.catalogue[item].name.to_string(),
            _ => format!("{} ×{count}", portal.catalogue[item].name),
        });
        let org = portal.orgs.get(id);
        let overdue = Diagnostic::new(&OVERDUE, org.span.clone()).with("org", &org.name).with("count", missing.len());
        let overdue = overdue.with("days", oldest.days_until(site.today)).with("path", format!("/{}", org.path));
        diags.push(overdue.with_list("items", items));
    }
}
