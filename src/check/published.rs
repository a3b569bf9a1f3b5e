//! What is public and would change without a word: records compared with their files of the last site.
//!
//! A day, a number or a row that is another one must be told by a correction (`supersedes`), and what must go by a
//! withdrawal. What the program takes out by itself (names whose time is over, what must not be public), what the calendar
//! changes, and what was not said before is no change. A record of a matter that goes on gains rows and words of state.
//!
//! An acceptance holds for one change: the site tells of it, and what the last site tells answers no further change.

mod compare;
mod last;
mod rows;
mod twin;
mod vanished;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::path::SitePath;
use crate::base::source::Span;
use crate::check::published::last::Had;
use crate::check::published::twin::Twin;
use crate::load::CONTENT;
use crate::model::Content;
use crate::model::record::Status;
use crate::plan::{Output, Page};
use crate::publish::index::{Place, Seen};
use crate::site::Site;

pub use last::{Last, MANIFEST};
pub use twin::TWIN;

rules! {
    /// What a public record says has changed in place.
    CHANGED: Warning "published/changed" {
        zh: "这条记录已经公开，现在有 {count} 处和公开的不一样，没有写更正：{what}" => "公开过的不改原件：把这一条改回去，另写一条更正，写上 `supersedes: {link}`、`changes: 改了什么`、`reason: 为什么`；不用另写更正的，写 `accept: [{rule: published/changed, reason: 理由}]`，网页上会照样写出理由",
        en: "the record is public, and {count} {count|thing differs|things differ} from what the public has, without a correction: {what}" => "do not change what is public: put this back, and write a correction with `supersedes: {link}`, `changes: WHAT` and `reason: WHY`; where none is needed, write `accept: [{rule: published/changed, reason: WHY}]`, which the page shows",
        source: "已公开的信息有误的，发布更正，不悄悄改", "what was published wrongly is corrected in public",
    }
    /// The last site cannot be compared.
    UNKNOWN: Note "published/not-compared" {
        zh: "上次的网站有 {count} 条记录读不出来，没有比较有没有改动" => "上次的网站是更新的版本生成的，或者文件损坏了；查对以后再生成，就能比较",
        en: "{count} {count|record|records} of the last site cannot be read, so nothing says what changes" => "a later version has made the last site, or files are damaged; after the next build they can be compared",
    }
}

/// The site before this one, and all that the portal says, public or not.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// What the public has.
    pub last: &'a Last,
    /// Where this site comes from.
    pub content: &'a Content,
}

/// Rules of this file and the ones below it.
pub(super) const ALL_RULES: [&[&Rule]; 2] = [RULES, vanished::RULES];

/// How many differences a message names.
const NAMED: usize = 4;

/// Whether a rule compares with the last site, so that its acceptances are looked at here and are never idle: after the
/// next build they have nothing more to answer, and the page goes on showing them.
pub(super) fn is_of_past(rule: &str) -> bool {
    ALL_RULES.iter().copied().flatten().any(|own| own.name == rule)
}

/// Compares every record with what the public has.
pub(super) fn check(site: &Site, past: Past<'_>, diags: &mut Diagnostics) {
    let moved = moved(site);
    let records = site.public.records.all();
    let compared: Vec<Compared> = records.par_iter().map(|record| compare((site, past), record, &moved)).collect();
    let mut unread = if past.last.is_known() { 0 } else { records.len() };
    let mut has_common = false;
    for one in compared {
        has_common |= !matches!(one, Compared::New);
        match one {
            Compared::Differs(told) => diags.push(*told),
            Compared::Unreadable => unread += 1,
            Compared::New | Compared::Equal => {}
        }
    }
    if unread > 0 {
        let settings = Span::whole(&format!("{CONTENT}/portal.yaml").into());
        diags.push(Diagnostic::new(&UNKNOWN, settings).with("count", unread));
    }
    diags.append(vanished::check(site, past, has_common));
}

/// What comes of comparing one record.
enum Compared {
    New,
    Equal,
    Unreadable,
    Differs(Box<Diagnostic>),
}

/// The addresses that records had before, by record.
fn moved(site: &Site) -> BTreeMap<Place, Vec<&SitePath>> {
    let mut moved: BTreeMap<Place, Vec<&SitePath>> = BTreeMap::new();
    for (old, page) in site.plan.all_moved() {
        if let Page::Record { place, .. } = page {
            moved.entry(*place).or_default().push(old);
        }
    }
    moved
}

fn compare((site, past): (&Site, Past<'_>), record: &Seen, moved: &BTreeMap<Place, Vec<&SitePath>>) -> Compared {
    let own = site.plan.at(&Page::Output(Output::RecordData(record.place))).to_string();
    let old = moved.get(&record.place).into_iter().flatten();
    let old = old.filter_map(|path| Some(format!("{}.json", path.as_str().strip_suffix(".html")?)));
    let had = std::iter::once(own).chain(old).map(|path| past.last.had(&path));
    match had.into_iter().find(|had| !matches!(had, Had::Nothing)) {
        None | Some(Had::Nothing) => Compared::New,
        Some(Had::Unreadable) => Compared::Unreadable,
        // What was withdrawn shows nothing that could change, and says that it was.
        Some(Had::Twin(twin)) if twin.record.withdrawn || record.status == Status::Withdrawn => Compared::Equal,
        Some(Had::Twin(twin)) => match told(site, record, &twin) {
            Some(told) => Compared::Differs(Box::new(told)),
            None => Compared::Equal,
        },
    }
}

fn told(site: &Site, record: &Seen, last: &Twin) -> Option<Diagnostic> {
    let mut found = compare::differences(site, record, last);
    let count = found.len();
    if count == 0 {
        return None;
    }
    found.truncate(NAMED);
    found.extend((count > NAMED).then(|| "…".to_owned()));
    let told = Diagnostic::new(&CHANGED, record.span.clone()).with("count", count).with("link", record.id.name());
    let mut told = told.with_items("what", found);
    let known =
        |reason: &str| last.record.accepted.iter().any(|one| *one.rule == *CHANGED.name && one.reason == reason);
    let accept = record.accept.iter().filter(|one| *one.rule.value == *CHANGED.name);
    told.accepted = accept.map(|one| one.reason.to_string()).find(|reason| !known(reason));
    Some(told)
}
