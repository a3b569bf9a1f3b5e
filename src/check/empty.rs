//! No section of the portal is empty.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::check::unread::Unread;
use crate::plan::Scope;
use crate::site::Site;

rules! {
    /// A section without records.
    EMPTY: Warning "inspection/column-empty" {
        zh: "栏目“{section}”里什么也没有" => "发布这个栏目的内容；用不上的，从 portal.yaml 的 `sections` 里删去",
        en: "there is nothing in the section “{section}”" => "publish something in it, or drop it from `sections` in portal.yaml",
        wrong: "sections: [village, party, finance, service]", right: "sections: [village, finance]",
        source: "政府网站检查指标：空白栏目", "inspection of government sites: empty columns",
    }
}

/// Checks every section of a portal that has records at all.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let config = &site.portal().config;
    let Some(span) = config.inspection.span.as_ref().filter(|_| config.inspection.empty) else { return };
    if site.public.records.newest_first().is_empty() {
        return;
    }
    let unread = Unread::of(site);
    for section in config.sections.iter().filter(|section| !unread.may_be_in(&section.name, None)) {
        if site.plan.records(&Scope::Section(section.name.clone())).is_empty() {
            let at = section.span.as_ref().unwrap_or(span);
            diags.push(Diagnostic::new(&EMPTY, at.clone()).with_label("section", &section.label));
        }
    }
}
