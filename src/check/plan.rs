//! No two pages of the site want one address.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::source::Span;
use crate::load::CONTENT;
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
        let page = path.as_str().strip_suffix(".html").unwrap_or(path.as_str());
        let span = match site.public.records.find(page) {
            Some(record) => record.span.clone(),
            None => Span::whole(&format!("{CONTENT}/{}", page.strip_suffix("/index").unwrap_or(page)).into()),
        };
        diags.push(Diagnostic::new(&COLLISION, span).with("path", path));
    }
}
