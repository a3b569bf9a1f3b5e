//! How to follow what a page is of: a feed of what is new, a calendar of what is open and due.

#![warn(clippy::wildcard_enum_match_arm)]

use serde::Serialize;

use crate::model::org::OrgId;
use crate::plan::{Followed, Output, Page, Scope, Subject};
use crate::view::Context;
use crate::view::link::Href;

/// How to follow a unit with all below it, or a kind or section of the whole portal.
#[derive(Clone, Debug, Serialize)]
pub struct SubscribeView {
    /// What is followed, as pages call it.
    pub title: String,
    /// Where a page says how to: its own fold, or that of the unit that the page belongs to.
    pub page: Href,
    /// What is new, for a feed reader; none where nothing was published yet.
    pub feed: Option<Source>,
    /// What is open and due, for a calendar; of units alone.
    pub calendar: Option<Source>,
}

/// A file that other programs ask for again and again.
#[derive(Clone, Debug, Serialize)]
pub struct Source {
    /// The link to it.
    pub href: Href,
    /// Its whole address, to be copied into the other program.
    pub address: String,
}

/// How to follow what the page is of, or the unit `org` that it belongs to.
pub(crate) fn subscribe(context: &Context<'_>, org: OrgId) -> Option<SubscribeView> {
    let of = followed(context.page, org);
    let feed = source(context, &Page::Output(Output::Feed { of: of.clone(), volume: None }));
    let (calendar, own) = match &of {
        Followed::Unit(org) => (source(context, &Page::Output(Output::Calendar(*org))), Page::Org(*org)),
        Followed::List(_) => (None, context.page.clone()),
    };
    let page = if own == *context.page { Href::here(FOLD) } else { context.to(&own).to_place(FOLD) };
    let is_there = feed.is_some() || calendar.is_some();
    is_there.then(|| SubscribeView { title: title(context, &of), page, feed, calendar })
}

/// What is followed, as pages call it.
pub(crate) fn title(context: &Context<'_>, of: &Followed) -> String {
    let portal = context.site.portal();
    match of {
        Followed::Unit(org) => context.org_name(*org).to_owned(),
        Followed::List(Scope::OrgKind(_, kind) | Scope::Kind(kind)) => context.label(&portal.kinds[kind].label),
        Followed::List(Scope::Section(section)) => {
            let named = portal.config.sections.iter().find(|named| named.name == *section);
            named.map_or_else(|| section.to_string(), |named| context.label(&named.label))
        }
        Followed::List(Scope::Folder(path)) => path.to_string(),
    }
}

/// The place on a page where it says how to follow it.
const FOLD: &str = "follow";

fn followed(page: &Page, org: OrgId) -> Followed {
    match page.subject() {
        Subject::List(scope @ (Scope::Kind(_) | Scope::Section(_))) => Followed::List(scope.clone()),
        Subject::List(Scope::OrgKind(..) | Scope::Folder(_))
        | Subject::Record { .. }
        | Subject::Unit(_)
        | Subject::Fixed(_)
        | Subject::Other => Followed::Unit(org),
    }
}

fn source(context: &Context<'_>, page: &Page) -> Option<Source> {
    let address = context.site.whole_address(context.site.plan.address(page)?)?;
    Some(Source { href: context.link(page)?, address })
}
