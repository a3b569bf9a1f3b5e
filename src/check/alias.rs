//! Old addresses lead on only where nothing else stands.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::path::SitePath;
use crate::base::source::{FileName, Span};
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

const GENERATED: Text = Text { zh: "网站自动生成的页面", en: "a page that the site makes by itself" };

/// Checks every old address of units and records.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for ((old, page), other) in &site.plan.refused {
        for span in written(site, old, page) {
            let taken = Diagnostic::new(&TAKEN, span.clone()).with("path", old);
            diags.push(match owner(site, other) {
                Some(file) => taken.with("other", format!("`{file}`")),
                None => taken.with_word("other", GENERATED),
            });
        }
    }
}

/// Where a page says that it had an address.
fn written<'a>(site: &'a Site, old: &SitePath, page: &Page) -> Vec<&'a Span> {
    let unit = if let Page::Org(org) = page { Some(site.portal().orgs.get(*org)) } else { None };
    let record = if let Page::Record { place, .. } = page { Some(site.record(*place)) } else { None };
    let of_unit = unit.into_iter().flat_map(|one| one.aliases.iter().filter(|own| own.of_unit() == *old));
    let of_record = record.into_iter().flat_map(|one| one.aliases.iter().filter(|own| own.of_record() == *old));
    of_unit.chain(of_record).map(|own| &own.span).collect()
}

/// Whose an address is, as a clerk finds it: the file that makes the page, or leads on from there.
fn owner<'a>(site: &'a Site, path: &SitePath) -> Option<&'a FileName> {
    let there = &site.plan.get(path)?.page;
    let page = if let Page::Moved(old) = there { site.plan.moved(old)? } else { there };
    if let Page::Record { place, .. } = page {
        return Some(&site.record(*place).span.file);
    }
    if let Page::Org(org) = page {
        return Some(&site.portal().orgs.get(*org).span.file);
    }
    let Page::About(at) = page else { return None };
    Some(&site.portal().pages.get(*at)?.span.file)
}
