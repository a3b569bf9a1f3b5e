//! Feeds (Atom, RFC 4287): what was published, corrected and withdrawn, of a unit with all below it, of a kind or of a
//! section. Every record is one entry, with the name that its first version was given: a correction, a later end of its
//! window or its withdrawal is the same entry with a later day. It stands in the newest document, or in the one of the year in
//! which it changed last (RFC 5005). What was withdrawn is an entry that says so, for people, and a tombstone (RFC 6721),
//! for programs that know these.
//!
//! There is one feed for all trees, in the first language of the portal. It says no more than a list and the head of a page do:
//! titles, a sentence and reasons, never rows or names of a list.

use std::collections::BTreeMap;
use std::io;

use atom_syndication::extension::{Extension, ExtensionMap};
use atom_syndication::{Category, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};

use crate::base::moment::Moment;
use crate::base::path::strip_page;
use crate::data::words::one_line;
use crate::model::alias::Alias;
use crate::model::org::OrgId;
use crate::model::record::Status;
use crate::plan::{Document, Followed, Output, Page, Scope, Volume};
use crate::publish::changes::{self, Change, Stamp};
use crate::publish::index::Seen;
use crate::site::Site;
use crate::view::parts::org_name;
use crate::view::{Context, changed, keys, share, subscribe};

/// What archived documents are marked with.
const HISTORY: (&str, &str) = ("fh", "http://purl.org/syndication/history/1.0");

/// What tombstones are written in.
const TOMBSTONES: (&str, &str) = ("at", "http://purl.org/atompub/tombstones/1.0");

/// A document of the feed of `of`.
///
/// # Errors
/// There is no memory.
pub(crate) fn document(context: &Context<'_>, of: &Followed, volume: Option<Volume>) -> io::Result<Vec<u8>> {
    let site = context.site;
    let shown = site.plan.feed(of).map(|feed| feed.document(volume)).unwrap_or_default();
    let records: Vec<&Seen> = site.public.records.at_all(shown.places).collect();
    let gone: Vec<&Seen> = records.iter().copied().filter(|record| record.status == Status::Withdrawn).collect();
    let mut extensions = ExtensionMap::new();
    let mut namespaces = BTreeMap::new();
    if volume.is_some() {
        let archive = Extension { name: "fh:archive".to_owned(), ..Extension::default() };
        extensions.insert(HISTORY.0.to_owned(), BTreeMap::from([("archive".to_owned(), vec![archive])]));
        namespaces.insert(HISTORY.0.to_owned(), HISTORY.1.to_owned());
    }
    if !gone.is_empty() {
        let tombstones = gone.iter().map(|record| tombstone(context, record)).collect();
        let tombstones = BTreeMap::from([("deleted-entry".to_owned(), tombstones)]);
        extensions.insert(TOMBSTONES.0.to_owned(), tombstones);
        namespaces.insert(TOMBSTONES.0.to_owned(), TOMBSTONES.1.to_owned());
    }
    let named = context.say(keys::NEWS_OF, &[&subscribe::title(context, of)]);
    let title = context.say(keys::BRACKETS, &[&named, &context.tongue.word(&site.portal().config.title)]);
    let feed = Feed {
        title: text(&title),
        id: site.tag(&address(site, of)).unwrap_or_default(),
        updated: records.first().map(|record| moment(site, changes::last(&site.public, record))).unwrap_or_default(),
        authors: vec![person(context, of)],
        generator: Some(Generator { value: "gongkai".to_owned(), ..Generator::default() }),
        links: links(context, of, &shown),
        entries: records.iter().map(|record| entry(context, record)).collect(),
        extensions,
        namespaces,
        lang: Some(context.lang().to_owned()),
        ..Feed::default()
    };
    let mut out = feed.write_to(Vec::new()).map_err(io::Error::other)?;
    out.push(b'\n');
    Ok(out)
}

/// Where the feed stands, which is also what its name is made of.
fn address(site: &Site, of: &Followed) -> String {
    site.plan
        .address(&Page::Output(Output::Feed { of: of.clone(), volume: None }))
        .map(ToString::to_string)
        .unwrap_or_default()
}

fn person(context: &Context<'_>, of: &Followed) -> Person {
    let org = match of {
        Followed::Unit(org) | Followed::List(Scope::OrgKind(org, _)) => *org,
        Followed::List(Scope::Folder(_) | Scope::Kind(_) | Scope::Section(_)) => OrgId::ROOT,
    };
    Person { name: one_line(context.org_name(org)), ..Person::default() }
}

/// The page that it is of, itself, the newest document, and those before and behind it.
fn links(context: &Context<'_>, of: &Followed, shown: &Document<'_>) -> Vec<Link> {
    let page = match of {
        Followed::Unit(org) => Page::Org(*org),
        Followed::List(scope) => Page::list(scope.clone()),
    };
    let feed = |volume| Page::Output(Output::Feed { of: of.clone(), volume });
    let is_newest = *context.page == feed(None);
    let atom = |rel, page: &Page| link(context, (rel, "application/atom+xml"), page);
    let links = [
        link(context, ("alternate", "text/html"), &page),
        atom("self", context.page),
        atom("current", &feed(None)).filter(|_| !is_newest),
        shown.older.and_then(|volume| atom("prev-archive", &feed(Some(volume)))),
        shown.newer.and_then(|volume| atom("next-archive", &feed(Some(volume)))),
    ];
    links.into_iter().flatten().collect()
}

fn link(context: &Context<'_>, (rel, mime): (&str, &str), page: &Page) -> Option<Link> {
    let href = context.canonical_of(page)?;
    let hreflang = Some(context.lang().to_owned()).filter(|_| rel == "alternate");
    Some(Link { href, rel: rel.to_owned(), hreflang, mime_type: Some(mime.to_owned()), ..Link::default() })
}

fn entry(context: &Context<'_>, record: &Seen) -> Entry {
    let site = context.site;
    let portal = site.portal();
    let changes = changes::of(&site.public, record);
    let first = changes.first().map_or(record.published, |change| change.day);
    let last = changes.last();
    let kind = portal.kind(record);
    Entry {
        title: text(&changed::headline(context, record, last)),
        id: name(site, record),
        updated: moment(site, changes::last(&site.public, record)),
        authors: vec![Person { name: one_line(&org_name(context, record.org)), ..Person::default() }],
        categories: vec![Category {
            term: kind.name.to_string(),
            label: Some(one_line(&context.label(&kind.label))),
            ..Category::default()
        }],
        links: link(context, ("alternate", "text/html"), &Page::record(record.place)).into_iter().collect(),
        published: Some(moment(site, Stamp { day: first, number: 0 })),
        summary: Some(text(&summary(context, record, last))),
        ..Entry::default()
    }
}

/// What changed last, then what the record says in a sentence; of what was withdrawn, no more than why.
fn summary(context: &Context<'_>, record: &Seen, last: Option<&Change<'_>>) -> String {
    let said = Some(record).filter(|record| record.status != Status::Withdrawn);
    let said = said.map(|record| share::sentence_on(context, record.place)).unwrap_or_default();
    let change = last.and_then(|change| changed::sentence(context, change)).unwrap_or_default();
    format!("{change}{said}").trim().to_owned()
}

/// A tombstone: programs that kept the entry drop it.
fn tombstone(context: &Context<'_>, record: &Seen) -> Extension {
    let site = context.site;
    let when = moment(site, changes::last(&site.public, record)).to_rfc3339();
    let changes = changes::of(&site.public, record);
    let why = changes.last().and_then(|change| changed::sentence(context, change)).map(|why| one_line(&why));
    let comment = Extension { name: "at:comment".to_owned(), value: why, ..Extension::default() };
    Extension {
        name: "at:deleted-entry".to_owned(),
        attrs: BTreeMap::from([("ref".to_owned(), name(site, record)), ("when".to_owned(), when)]),
        children: BTreeMap::from([("comment".to_owned(), vec![comment])]),
        ..Extension::default()
    }
}

/// The name of a record for good: by where its first version stands, or by the first address that it had before.
pub(super) fn name(site: &Site, record: &Seen) -> String {
    let first = record.versions.first().map_or(record, |place| site.record(*place));
    let page = Page::record(first.place);
    let mut before = first.aliases.iter().map(Alias::of_record);
    let old = before.next().filter(|old| site.plan.moved(old) == Some(&page));
    let at = old.as_ref().unwrap_or_else(|| site.plan.at(&page));
    site.tag(strip_page(at)).unwrap_or_default()
}

fn moment(site: &Site, stamp: Stamp) -> FixedDateTime {
    let moment = Moment::of(stamp.day, &site.portal().config.time_zone, stamp.number);
    moment.rfc3339().parse().unwrap_or_default()
}

fn text(text: &str) -> Text {
    Text::plain(one_line(text))
}
