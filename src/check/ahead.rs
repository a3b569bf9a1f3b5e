//! No record waits for years: a year that was mistyped keeps it from the public.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::site::Site;

rules! {
    /// A day of publication that is far ahead.
    AHEAD: Warning "record/far-ahead" {
        zh: "公开日期在一年以后，到那天以前这条记录不公开" => "查对 `published` 和文件名里的年份；还没有定下日期的，写 `status: draft`",
        en: "the day of publication is more than a year ahead; until then the record is not published" => "look up the year in `published` and in the file name; if the day is not settled, write `status: draft`",
        wrong: "published: 2062-07-10", right: "published: 2026-07-10",
    }
}

/// Reports every record that is to be published more than a year from now. Nothing is told of it but its file.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for span in &site.public.far_ahead {
        diags.push(Diagnostic::new(&AHEAD, span.clone()));
    }
}
