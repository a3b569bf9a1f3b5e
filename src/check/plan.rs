//! No two pages of the site want one address.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::source::Span;
use crate::plan::Page;
use crate::site::Site;

rules! {
    /// Two pages of one address.
    COLLISION: Error "page/collision" {
        zh: "有两个页面都要用网址 `{path}`" => "给其中一个记录或文件夹改名",
        en: "two pages want the address `{path}`" => "rename one of the records or folders",
    }
}

/// Reports every address that two pages want.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for path in &site.plan.collisions {
        let span = match site.plan.get(path.as_str()) {
            Some((_, Page::Record { place, .. })) => site.portal().records[*place].span.clone(),
            _ => Span::whole(&format!("content/{path}").into()),
        };
        diags.push(Diagnostic::new(&COLLISION, span).with("path", path));
    }
}
