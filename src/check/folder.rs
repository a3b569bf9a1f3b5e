//! Folders that hold records lie in a year, or are those of units: one that is neither was meant for a unit.

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::names::nearest;
use crate::base::source::Span;
use crate::load::CONTENT;
use crate::publish::index::Seen;
use crate::site::Site;

rules! {
    /// A folder that is no unit and no year.
    NO_UNIT: Note "folder/no-unit" {
        zh: "文件夹 `{folder}` 里没有 org.yaml，也不是年份：里面的 {count} 条记录都算在“{unit}”名下" => "是一个单位的，运行 `gongkai new org {folder}`；就是“{unit}”的，把记录移到它的年份文件夹里",
        en: "the folder `{folder}` has no org.yaml and is no year: its {count} {count|record counts|records count} as those of “{unit}”" => "if it is a unit, run `gongkai new org {folder}`; if the records are those of “{unit}”, move them into its folder of the year",
    }
}

const PERHAPS: Text = Text {
    zh: "像是 `{near}` 写错了：把记录移到那里；是另一个单位的，运行 `gongkai new org {folder}`",
    en: "`{near}` may be meant: move the records there; if it is another unit, run `gongkai new org {folder}`",
};

/// Reports each such folder once.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let orgs = &site.portal().orgs;
    let mut folders: BTreeMap<&str, Vec<&Seen>> = BTreeMap::new();
    for record in site.public.records.all() {
        let unit = &*orgs.get(record.org).path;
        let own = record.id.folder();
        let rest = own.strip_prefix(unit).unwrap_or(own).trim_start_matches('/');
        let first = rest.split('/').next().unwrap_or_default();
        if !first.is_empty() && !is_year(first) {
            let end = own.len() - rest.len() + first.len();
            folders.entry(&own[..end]).or_default().push(record);
        }
    }
    let units: Vec<&str> = orgs.iter().map(|(_, org)| &*org.path).filter(|path| !path.is_empty()).collect();
    for (folder, records) in folders {
        let Some(first) = records.first() else { continue };
        let span = Span::whole(&format!("{CONTENT}/{folder}").into());
        let told = Diagnostic::new(&NO_UNIT, span).with_own("folder", folder).with("count", records.len());
        let told = told.with("unit", &orgs.get(first.org).name);
        diags.push(match nearest(folder, units.iter().copied()) {
            Some(near) => told.with_own("near", near).help_instead(PERHAPS),
            None => told,
        });
    }
}

/// Whether a folder is one of a year, or of a part of it.
fn is_year(name: &str) -> bool {
    name.len() >= 4 && name.bytes().take(4).all(|sign| sign.is_ascii_digit())
}
