//! Records that the last site had and this one has not.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::source::{Span, Veil};
use crate::check::published::Past;
use crate::check::published::last::Had;
use crate::check::published::twin::{Item, Twin};
use crate::check::unread::Unread;
use crate::load::CONTENT;
use crate::model::audience::Audience;
use crate::model::record::{Record, Status};
use crate::plan::{Output, Page};
use crate::publish::index::Seen;
use crate::site::Site;

rules! {
    /// What was public is not there any more.
    VANISHED: Warning "published/vanished" {
        zh: "“{title}”（`{record}`）已经公开，这次不再公开，也没有撤回：{why}" => "公开过的不删：放回原来的文件；不该再公开的，在文件里写 `status: withdrawn` 和 `reason: 理由`；连撤回的说明也不能留的，在 portal.yaml 写 `accept: [{rule: published/vanished, reason: “{record}：理由”}]`",
        en: "“{title}” (`{record}`) is public and would no longer be, without being withdrawn: {why}" => "what was public is not deleted: put the file back; if it must go, write `status: withdrawn` and `reason: WHY` into it; if not even a note of it may stay, write `accept: [{rule: published/vanished, reason: \"{record}: WHY\"}]` into portal.yaml",
        source: "已公开的信息撤下，应当说明", "what is taken down is told",
    }
    /// The folder holds the site of another portal.
    FOREIGN: Warning "published/other-portal" {
        zh: "输出文件夹里上次的网站有 {count} 条记录（如“{title}”），这次一条也没有：像是另一个门户的网站，写进去就全部换掉" => "查对 `--out` 和 `--root`；确实要换的，换一个空文件夹，或先清空",
        en: "the site in the output folder has {count} {count|record|records} (such as “{title}”), none of which is in this portal: it seems to be the site of another portal, and would be replaced" => "look up `--out` and `--root`; if it is meant, choose an empty folder",
    }
}

const LOST: Text = Text { zh: "文件不在了", en: "its file is not there" };
const MOVED: Text = Text { zh: "像是改了文件名", en: "its file seems to have another name now" };
const DRAFT: Text = Text { zh: "改成了草稿", en: "it is a draft now" };
const CLOSED: Text = Text { zh: "改成了不公开", en: "it is not for the public now" };
const LATER: Text = Text { zh: "公开日期改到了以后", en: "its day of publication was put off" };
const ALIAS: Text = Text {
    zh: "这一条像是 `{now}`：改回原来的文件名；一定要改的，在新文件里写 `aliases: [/{record}.html]`，旧网址就会跳转",
    en: "it seems to be `{now}`: give the file its old name; if it must have another, write `aliases: [/{record}.html]` into the new file, and the old address leads there",
};

/// From so many records of which none is there any more, the site is taken for that of another portal.
const MANY: usize = 3;

/// Reports every record that went; `has_common` says whether any is there as before.
pub(super) fn check(site: &Site, past: Past<'_>, has_common: bool) -> Diagnostics {
    let mut diags = Diagnostics::new();
    let unread = Unread::of(site);
    if unread.is_unit_faulty() {
        return diags;
    }
    let mut gone: Vec<(&str, Twin)> = Vec::new();
    for path in past.last.twins().filter(|path| !is_there(site, path)) {
        let id = path.strip_suffix(".json").unwrap_or(path);
        if unread.is_at(id) {
            continue;
        }
        if let Had::Twin(twin) = past.last.had(path)
            && !twin.record.withdrawn
        {
            gone.push((id, *twin));
        }
    }
    if let [(_, first), ..] = &gone[..]
        && gone.len() >= MANY
        && !has_common
    {
        let span = Span::whole(&settings());
        let told = Diagnostic::new(&FOREIGN, span).with("count", gone.len());
        diags.push(told.with("title", &first.record.title));
        return diags;
    }
    for (id, twin) in &gone {
        told((site, past), id, twin).into_iter().for_each(|one| diags.push(one));
    }
    diags
}

/// Whether something of the site stands at the path, or leads on from the page beside it.
fn is_there(site: &Site, path: &str) -> bool {
    let page = path.strip_suffix(".json").map(|stem| format!("{stem}.html"));
    site.plan.get(path).is_some() || page.is_some_and(|page| site.plan.get(&page).is_some())
}

fn settings() -> std::sync::Arc<str> {
    format!("{CONTENT}/portal.yaml").into()
}

/// What is said of one that went; nothing where only another day is looked at.
fn told((site, past): (&Site, Past<'_>), id: &str, twin: &Twin) -> Option<Diagnostic> {
    let source = past.content.record(id);
    if source
        .is_some_and(|record| record.published > site.today && record.published.to_string() == twin.record.published)
    {
        return None;
    }
    let span = source.map_or_else(|| Span::whole(&settings()), |record| Span::whole(&record.span.file));
    let span = span.veiled(if source.is_some() { Veil::Closed } else { Veil::Open });
    let mut told = Diagnostic::new(&VANISHED, span).with_own("title", &twin.record.title).with_own("record", id);
    let renamed = source.is_none().then(|| renamed(site, past, twin)).flatten();
    told = match renamed {
        Some(now) => told.with_word("why", MOVED).with_own("now", &now.span.file).help_instead(ALIAS),
        None => told.with_word("why", source.map_or(LOST, |record| reason(record, &twin.record))),
    };
    let accept = site.portal().config.accept.iter();
    let reason = accept.filter(|one| *one.rule.value == *VANISHED.name).find(|one| one.reason.contains(id));
    told.accepted = reason.map(|one| one.reason.to_string());
    Some(told)
}

/// Why a record that is in the content is not in the site.
fn reason(record: &Record, last: &Item) -> Text {
    if record.status == Status::Draft {
        DRAFT
    } else if record.audience != Audience::Public {
        CLOSED
    } else if record.published.to_string() == last.published {
        LOST
    } else {
        LATER
    }
}

/// The new record that says what one that went said.
fn renamed<'a>(site: &'a Site, past: Past<'_>, twin: &Twin) -> Option<&'a Seen> {
    let is_new = |record: &Seen| !past.last.has(site.plan.at(&Page::Output(Output::RecordData(record.place))).as_str());
    let last = &twin.record;
    let is_it = |record: &&Seen| {
        *record.title == *last.title
            && *record.kind == *last.kind
            && site.portal().orgs.get(record.org).path.to_string() == twin.unit.path
    };
    site.public.records.all().iter().filter(is_it).find(|record| is_new(record))
}
