//! What a record says it follows up is there.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::check::near;
use crate::check::unread::Unread;
use crate::site::Site;

rules! {
    /// A record that follows up one which is not there.
    UNKNOWN: Error "follows/unknown-record" {
        zh: "`follows`（跟进）写的 `{record}` {why}" => "写要去的文件的路径：`/` 开头从 content/ 算起，否则从本文件所在的文件夹算起；草稿和未到公开日期的记录还不能写在这里",
        en: "`{record}` under `follows` {why}" => "write the path of its file: from content/ with `/` in front, else from the folder of this file; drafts and records of a later day cannot stand here yet",
        wrong: "follows: 2026-01-20-duty-report", right: "follows: 2026-01-28-duty-report-2025",
    }
}

const NONE: Text = Text { zh: "不存在，或者没有公开", en: "does not exist, or is not published" };
const SELF: Text = Text { zh: "就是这条记录自己", en: "is this record itself" };
const OTHER: Text = Text {
    zh: "改成它跟进的那条记录的路径，或删去这一行",
    en: "name the record that it follows up, or delete the line",
};

/// Checks every record.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let unread = Unread::of(site);
    for record in site.public.records.all() {
        for text in &record.follows {
            let found = site.refer(record, &text.value);
            if found.is_some_and(|other| other.id != record.id)
                || (found.is_none() && unread.is_named(record, &text.value))
            {
                continue;
            }
            let unknown = Diagnostic::new(&UNKNOWN, text.span.clone()).with("record", &text.value);
            let unknown = unknown.with_word("why", if found.is_some() { SELF } else { NONE });
            diags.push(match near(site, record, &text.value) {
                _ if found.is_some() => unknown.help_instead(OTHER),
                Some(near) => unknown.perhaps(near),
                None => unknown,
            });
        }
    }
}
