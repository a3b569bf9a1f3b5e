//! An account lies in the folder of the unit that its title begins with: in that of another it would be added up there.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::model::org::Org;
use crate::site::Site;

rules! {
    /// The title of a record begins with the name of another unit.
    OTHER: Warning "record/other-unit" {
        zh: "这条记录放在“{unit}”的文件夹里，标题说的却是“{other}”：里面的数会算在“{unit}”头上" => "放错了的，移到 `content/{path}` 的年份文件夹；没有放错的，改标题，从“{unit}”写起",
        en: "the record lies in the folder of “{unit}”, its title begins with “{other}”: its figures count as those of “{unit}”" => "if it lies in the wrong place, move it to the folder of the year in `content/{path}`; if not, let its title begin with “{unit}”",
        wrong: "title: 老寨村2026年第三季度财务收支", right: "title: 石桥村2026年第三季度财务收支",
    }
}

/// Where the root of the portal lies.
const TOP: Text = Text {
    zh: "放错了的，移到 `content` 的年份文件夹；没有放错的，改标题，从“{unit}”写起",
    en: "if it lies in the wrong place, move it to the folder of the year in `content`; if not, let its title begin with “{unit}”",
};

/// Checks every record that has an account: lists and reports of a bureau may well begin with the name of its county.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let orgs = &site.portal().orgs;
    for record in site.public.records.current() {
        let has_account = record.slots.iter().any(|(_, block)| block.balance().is_some());
        let own = orgs.get(record.org);
        if !has_account || record.title.contains(&*own.name) {
            continue;
        }
        let named = orgs.iter().map(|(_, org)| org).filter(|org| begins((&record.title, own), org));
        let Some(other) = named.max_by_key(|org| org.name.len()) else { continue };
        let told = Diagnostic::new(&OTHER, record.span.clone()).with("unit", &own.name).with("other", &other.name);
        let told = told.with_own("path", &other.path);
        diags.push(if other.path.is_empty() { told.help_instead(TOP) } else { told });
    }
}

/// Whether a title begins with the name of another unit.
fn begins((title, own): (&str, &Org), other: &Org) -> bool {
    other.path != own.path && !other.name.is_empty() && title.starts_with(&*other.name) && other.name != own.name
}
