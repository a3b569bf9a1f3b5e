//! Old addresses lead on only where nothing else stands.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::path::SitePath;
use crate::base::source::Span;
use crate::plan::Page;
use crate::site::Site;

rules! {
    /// An old address at which something stands.
    TAKEN: Error "alias/taken" {
        zh: "旧网址 `/{path}` 现在是 {other} 的网址，不能再从那里跳转" => "查对旧网址；两处都写了的，只留一处；那里有别的网页的，删去这一行",
        en: "the old address `/{path}` belongs to {other} and cannot lead on" => "look up the old address; if it is written twice, keep one of them; if another page stands there, delete it here",
        wrong: "aliases: [/index.html]", right: "aliases: [/old/index.html]",
    }
}

/// Checks every old address of units and records.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for ((old, page), other) in &site.plan.refused {
        for span in written(site, old, page) {
            let taken = Diagnostic::new(&TAKEN, span.clone()).with("path", old);
            diags.push(taken.with("other", owner(site, other)));
        }
    }
}

/// Where a page says that it had an address.
fn written<'a>(site: &'a Site, old: &SitePath, page: &Page) -> Vec<&'a Span> {
    let (unit, record) = match page {
        Page::Org(org) => (Some(site.portal().orgs.get(*org)), None),
        Page::Record { place, .. } => (None, Some(site.record(*place))),
        _ => (None, None),
    };
    let of_unit = unit.into_iter().flat_map(|one| one.aliases.iter().filter(|own| own.of_unit() == *old));
    let of_record = record.into_iter().flat_map(|one| one.aliases.iter().filter(|own| own.of_record() == *old));
    of_unit.chain(of_record).map(|own| &own.span).collect()
}

/// Whose an address is, as a clerk finds it: the file that makes the page or leads on from there, else the page.
fn owner(site: &Site, path: &SitePath) -> String {
    let page = site.plan.get(path).map(|file| &file.page);
    let page = match page {
        Some(Page::Moved(old)) => site.plan.moved(old),
        other => other,
    };
    match page {
        Some(Page::Record { place, .. }) => format!("`{}`", site.record(*place).span.file),
        Some(Page::Org(org)) => format!("`{}`", site.portal().orgs.get(*org).span.file),
        Some(Page::About(at)) => match site.portal().pages.get(*at) {
            Some(page) => format!("`{}`", page.span.file),
            None => format!("`/{path}`"),
        },
        _ => format!("`/{path}`"),
    }
}
