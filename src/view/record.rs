//! The page of one record.

mod basis;
mod file;
mod slot;
mod told;
mod version;

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::lang::is_han;
use crate::model::page::Body;
use crate::model::record::{Accept, Record};
use crate::plan::{Page, Scope, Tree};
use crate::publish::index::{Place, Seen};
use crate::publish::names::NamesTerm;
use crate::view::changed::{ChangedView, changed};
use crate::view::contact::contact;
use crate::view::downloads::Download;
use crate::view::follow::{self, FollowView};
use crate::view::frame::{Around, Frame};
use crate::view::link::Href;
use crate::view::parts::{Link, depends_on_today, marks};
use crate::view::record::basis::bases;
use crate::view::record::file::{attachment, downloads};
use crate::view::record::slot::slots;
use crate::view::record::told::in_words;
use crate::view::record::version::{correction, successor, tombstone, versions};
use crate::view::reference::link_to;
use crate::view::tags;
use crate::view::window::{WindowView, window};
use crate::view::{Context, league};

pub use basis::Basis;
pub use file::AttachmentView;
pub use slot::SlotView;
pub use version::{Correction, Tombstone, Version};

/// The page of one record. Fields that a record does not have are `None`, empty text or empty lists.
#[derive(Clone, Debug, Serialize)]
pub struct RecordView {
    /// Around the page.
    pub frame: Frame,
    /// Name of the kind, which chooses `page/record-KIND.html`.
    pub kind: Arc<str>,
    /// Label of the kind.
    pub kind_label: String,
    /// Label of the form, empty if the kind has only one.
    pub form_label: String,
    /// Label of the section.
    pub section: String,
    /// The organisation.
    pub org: Link,
    /// As its heading and links to it say.
    pub title: Arc<str>,
    /// The record's own language, if it is not that of the page.
    pub lang: Option<Arc<str>>,
    /// The same, if it is not written in Han characters: then the blocks carry it whole. Elsewhere rendering marks what is.
    pub blocks_lang: Option<Arc<str>>,
    /// Day of publication.
    pub published: Date,
    /// Dates, people and the like that the head shows, by text key of the theme.
    pub facts: Vec<HeadFact>,
    /// One sentence in plain words.
    pub plain: Option<Arc<str>>,
    /// `corrected`, `withdrawn`, `running` …
    pub marks: Vec<&'static str>,
    /// Its last change after it was published.
    pub changed: Option<ChangedView>,
    /// This version corrects an earlier one.
    pub correction: Option<Correction>,
    /// A later version corrects this one.
    pub successor: Option<Link>,
    /// The record was withdrawn: nothing but this is shown.
    pub tombstone: Option<Tombstone>,
    /// All versions, oldest first; empty if there is one.
    pub versions: Vec<Version>,
    /// Days on public view.
    pub window: Option<WindowView>,
    /// Until when its lists name anybody, where that ends.
    pub names: Option<NamesView>,
    /// The blocks in the order of the kind.
    pub slots: Vec<SlotView>,
    /// HTML of the text, safe by construction.
    pub body: String,
    /// Attachments.
    pub attachments: Vec<AttachmentView>,
    /// Records that it follows up, and those that follow it up.
    pub follow: FollowView,
    /// Laws and rules it rests on; those that are published here lead there.
    pub basis: Vec<Basis>,
    /// Disagreements that the publisher accepts, each with its reason.
    pub accepted: Vec<Accepted>,
    /// League tables in which its results stand.
    pub leagues: Vec<Link>,
    /// Whether its results of several units are not compared, as it publishes no method.
    pub lacks_method: bool,
    /// Data files of it.
    pub downloads: Vec<Download>,
    /// The record of its kind and organisation before it.
    pub previous: Option<Link>,
    /// The one after it.
    pub next: Option<Link>,
    /// Where a long register goes on.
    pub part: Option<PartView>,
}

/// A line of the head.
#[derive(Clone, Debug, Serialize)]
pub struct HeadFact {
    /// Text key of the theme: `period`, `series`, `formed`, `effective`, `until`, `source`, `author`, `reviewer`, `approver`.
    pub name: &'static str,
    /// The value; dates in standard form.
    pub text: String,
    /// `date`, `period` or `text`.
    pub shape: &'static str,
}

/// A disagreement that the publisher accepts.
#[derive(Clone, Debug, Serialize)]
pub struct Accepted {
    /// Name of the rule.
    pub rule: Arc<str>,
    /// What disagrees.
    pub message: String,
    /// Why it stays.
    pub reason: Arc<str>,
}

/// Until when the lists of a record name anybody.
#[derive(Clone, Debug, Serialize)]
pub struct NamesView {
    /// The last day on which they do.
    pub last: Date,
    /// The day on which the names went, or will go.
    pub down: Date,
    /// Whether they are gone.
    pub is_over: bool,
}

/// One page of a long register.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// Number of this page, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// The page before.
    pub previous: Option<Href>,
    /// The page after.
    pub next: Option<Href>,
}

/// The page of a record, or a further part of it.
pub(crate) fn view(context: &Context<'_>, place: Place, part: usize) -> RecordView {
    let site = context.site;
    let portal = site.portal();
    let record = site.record(place);
    let kind = portal.kind(record);
    let section = portal.config.sections.iter().find(|named| named.name == record.section);
    let is_first = part == 1;
    let (previous, next) = neighbours(context, record);
    let slots = slots(context, record, part);
    RecordView {
        kind: (&record.kind).into(),
        kind_label: context.label(&kind.label),
        form_label: form_label(context, record),
        section: section.map_or(String::new(), |named| context.label(&named.label)),
        org: context.org_link(record.org),
        title: record.title.clone(),
        lang: own_language(context, record),
        blocks_lang: own_language(context, record).filter(|lang| !is_han(lang)),
        published: record.published,
        facts: head_facts(record),
        plain: record.plain.clone().filter(|_| is_first),
        marks: marks(site, record),
        changed: changed(context, record).filter(|_| is_first),
        correction: correction(context, record),
        successor: successor(context, record),
        tombstone: tombstone(record),
        versions: versions(context, record),
        window: record.window.as_ref().filter(|_| is_first).map(|own| window(context, own)),
        names: record.names.map(names),
        slots,
        body: if is_first { body_html(context, &record.body) } else { String::new() },
        attachments: record
            .attachments
            .iter()
            .filter(|one| one.is_listed && is_first)
            .map(|one| attachment(context, one))
            .collect(),
        follow: if is_first { follow::follow(context, record) } else { FollowView::default() },
        basis: bases(context, record),
        accepted: record.accept.iter().map(accepted).collect(),
        leagues: league::of_record(context, record),
        lacks_method: league::lacks_method(context, record),
        downloads: downloads(context, record),
        previous,
        next,
        part: part_view(context, record, part),
        frame: frame(context, record),
    }
}

fn frame(context: &Context<'_>, record: &Seen) -> Frame {
    let (portal, org) = (context.site.portal(), record.org);
    let kind = portal.kind(record);
    let list = context.link(&Page::list(Scope::OrgKind(org, record.kind.clone())));
    let crumb = list.map(|href| Link { title: context.label(&kind.label), href });
    let around = Around {
        org,
        title: record.title.to_string(),
        here: record.title.to_string(),
        crumbs: crumb.into_iter().collect(),
        nav: if record.window.is_some() { "windows" } else { "" },
        depends_on_today: depends_on_today(context.site, record) || follow::depends_on_today(context.site, record),
        meta: tags::of_record(context, record),
        context,
    };
    let mut frame = around.frame();
    if let Some(person) = &record.contact {
        let own = contact(context, &person.name, person);
        frame.answer.retain(|other| other.phone.is_empty() || other.phone != own.phone);
        frame.answer.insert(0, own);
    }
    frame
}

/// The label of the form, where the kind has several.
fn form_label(context: &Context<'_>, record: &Record) -> String {
    let portal = context.site.portal();
    let several = portal.forms.values().filter(|form| form.kind == record.kind).nth(1).is_some();
    let form = record.form.as_ref().filter(|_| several).and_then(|form| portal.forms.get(form));
    form.map_or(String::new(), |form| context.label(&form.label))
}

/// The language of the record's own texts, if the page speaks another one.
fn own_language(context: &Context<'_>, record: &Record) -> Option<Arc<str>> {
    let usual = || context.site.portal().config.languages.first().map(Into::into);
    record.language.clone().or_else(usual).filter(|lang| **lang != *context.lang())
}

fn head_facts(record: &Record) -> Vec<HeadFact> {
    let date = |name, date: Option<Date>| date.map(|date| HeadFact { name, text: date.to_string(), shape: "date" });
    let text = |name, text: &Option<Arc<str>>| {
        text.as_ref().map(|text| HeadFact { name, text: text.to_string(), shape: "text" })
    };
    let people = &record.sign_off;
    let facts = [
        record.period.map(|period| HeadFact { name: "period", text: period.to_string(), shape: "period" }),
        record.series.as_ref().map(|series| HeadFact { name: "series", text: series.to_string(), shape: "text" }),
        date("formed", record.formed),
        date("effective", record.effective),
        date(if record.window.is_some() { "posted_until" } else { "until" }, record.until),
        text("source", &people.source),
        text("author", &people.author),
        text("reviewer", &people.reviewer),
        text("approver", &people.approver),
    ];
    facts.into_iter().flatten().collect()
}

/// The HTML of a text: links whose target is not published leave their text.
pub(crate) fn body_html(context: &Context<'_>, body: &Body) -> String {
    body.html_with(|link| {
        let file = context.site.plan.resolve(&link.target)?;
        let is_here = file.page == *context.page && file.tree == Tree::default();
        let href = match &link.fragment {
            None => context.link_file(file),
            Some(id) if is_here => Href::here(id),
            Some(id) => context.link_file(file).to_place(id),
        };
        Some(match &link.image {
            Some(alt) => format!("<img src=\"{href}\" alt=\"{alt}\" loading=\"lazy\">"),
            None => format!("<a href=\"{href}\">"),
        })
    })
}

fn names(term: NamesTerm) -> NamesView {
    NamesView { last: term.last, down: term.last.plus(1), is_over: term.is_over }
}

fn accepted(accept: &Accept) -> Accepted {
    Accepted { rule: accept.rule.value.clone(), message: in_words(&accept.message), reason: accept.reason.clone() }
}

/// The records of its kind and organisation before and after it; where it continues a series, those of that.
fn neighbours(context: &Context<'_>, record: &Seen) -> (Option<Link>, Option<Link>) {
    let all = context.site.plan.records(&Scope::OrgKind(record.org, record.kind.clone()));
    let is_next = |place: &&Place| {
        let other = context.site.record(**place);
        (&other.series, &other.form) == (&record.series, &record.form)
    };
    let own: Vec<Place> = all.iter().filter(|_| record.series.is_some()).filter(is_next).copied().collect();
    let places = if record.series.is_some() { &own } else { all };
    let day = |place: Place| (std::cmp::Reverse(context.site.record(place).published), place);
    let Ok(at) = places.binary_search_by_key(&day(record.place), |place| day(*place)) else { return (None, None) };
    let link = |place: &Place| link_to(context, *place);
    (places.get(at + 1).map(link), at.checked_sub(1).and_then(|at| places.get(at)).map(link))
}

fn part_view(context: &Context<'_>, record: &Seen, number: usize) -> Option<PartView> {
    let count = record.parts();
    let link = |part: usize| context.link(&Page::Record { place: record.place, part });
    let (previous, next) = (number.checked_sub(1).and_then(link), link(number + 1));
    (count > 1).then_some(PartView { number, count, previous, next })
}
