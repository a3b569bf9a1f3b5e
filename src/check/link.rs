//! Links inside the portal lead to something that is published.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::names;
use crate::base::path;
use crate::base::path::split;
use crate::check::unread::Unread;
use crate::model::page::{Body, BodyLink};
use crate::model::record::Record;
use crate::plan::Page;
use crate::publish::index::Seen;
use crate::site::Site;

rules! {
    /// A link to nothing.
    BROKEN: Error "link/broken" {
        zh: "链接 `{link}` 没有可去的页面：文件不存在，或者没有公开" => "写要去的文件的路径：`/` 开头从 content/ 算起，否则从本文件所在的文件夹算起；草稿和未到公开日期的记录还不能链接",
        en: "the link `{link}` leads to nothing: there is no such file, or it is not published" => "write the path of the file: from content/ with `/` in front, else from the folder of this file; drafts and records of a later day cannot be linked to yet",
        wrong: "见[上季账目](2025-04-10-finance.yaml)", right: "见[上季账目](2025-04-10-finance-q1.yaml)",
    }
    /// A link to a heading that is not there.
    FRAGMENT: Warning "link/no-heading" {
        zh: "链接 `{link}` 要去的页面上没有“{heading}”这个标题" => "那一页的标题有：{known}",
        en: "the page that `{link}` leads to has no heading “{heading}”" => "its headings are: {known}",
    }
}

/// Checks every link of every text.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    let portal = site.portal();
    let unread = Unread::of(site);
    let bodies =
        site.public.records.all().iter().map(|record| &record.body).chain(portal.pages.iter().map(|page| &page.body));
    for link in bodies.flat_map(|body| &body.links) {
        check_link((site, &unread), link, diags);
    }
}

fn check_link((site, unread): (&Site, &Unread<'_>), link: &BodyLink, diags: &mut Diagnostics) {
    let Some(file) = site.plan.resolve(&link.target) else {
        if !unread.is_at(&link.target) && !site.public.down.contains(&*link.target) {
            diags.push(broken(site, link));
        }
        return;
    };
    let Some(fragment) = &link.fragment else { return };
    let Some(body) = site.body(&file.page) else { return };
    let parts = parts(site, &file.page);
    if !body.anchors.iter().any(|id| **id == **fragment) && !parts.contains(&&**fragment) {
        diags.push(no_heading((body, &parts), link, fragment));
    }
}

/// What a link can lead to on the page of a record beside the headings of its text: its slots, its days on view.
fn parts<'s>(site: &'s Site, page: &Page) -> Vec<&'s str> {
    let Page::Record { place, .. } = page else { return Vec::new() };
    let record = site.record(*place);
    let slots = record.slots.iter().map(|(slot, _)| &**slot);
    slots.chain(record.window.as_ref().map(|_| "window")).collect()
}

const OF_OTHER: Text = Text {
    zh: "这是另一条记录的附件：在 {owner} 里写上 `attachments: [{name}]`，它才会公开，才能链接",
    en: "this belongs to the attachments of another record: write `attachments: [{name}]` in {owner}; only then it is published and can be linked to",
};
const ELSEWHERE: Text = Text {
    zh: "要去别的网站，就写全网址：`https://{link}`",
    en: "to lead to another site, write the whole address: `https://{link}`",
};

fn broken(site: &Site, link: &BodyLink) -> Diagnostic {
    let (folder, name) = split(&link.target);
    let records = site.public.records.all().iter();
    let is_self = |record: &Record| record.span.file == link.span.file;
    let beside = records.filter(|record| record.id.folder() == folder && !is_self(record));
    let names: Vec<&str> = beside.map(|record| record.id.name()).collect();
    let broken = Diagnostic::new(&BROKEN, link.span.clone()).with("link", &link.written);
    let is_of = |record: &&Seen| *record.id == *folder && !is_self(record) && !path::has_ending(name, "yaml");
    if let Some(owner) = site.public.records.all().iter().find(is_of) {
        return broken.with("owner", &owner.span.file).with("name", name).help_instead(OF_OTHER);
    }
    let host = link.written.split('/').next().unwrap_or_default();
    match names::nearest_record(name, names) {
        _ if is_host(host) => broken.help_instead(ELSEWHERE),
        Some(near) => broken.perhaps(near),
        None => broken,
    }
}

/// Whether the first part of a link is written like the name of a host.
fn is_host(text: &str) -> bool {
    let ends = ["cn", "com", "org", "net"].iter().any(|end| path::has_ending(text, end));
    text.is_ascii() && (text.starts_with("www.") || ends)
}

fn no_heading((body, parts): (&Body, &[&str]), link: &BodyLink, fragment: &str) -> Diagnostic {
    const NONE: Text = Text {
        zh: "那一页没有标题：删去 `#` 和后面的字",
        en: "that page has no headings: delete the `#` and what is behind it",
    };
    let missing = Diagnostic::new(&FRAGMENT, link.span.clone()).with("link", &link.written);
    let missing = missing.with("heading", fragment);
    if body.headings.is_empty() && parts.is_empty() {
        return missing.help_instead(NONE);
    }
    let headings = body.headings.iter().map(|heading| &*heading.id);
    missing.with_list("known", headings.chain(parts.iter().copied()).map(|id| format!("#{id}")))
}
