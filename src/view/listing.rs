//! Paged lists: of a kind of one organisation, of a folder, of a kind or section of the whole portal.

mod times;

use serde::Serialize;

use crate::base::path::last;
use crate::model::org::OrgId;
use crate::model::window::State;
use crate::plan::{Leaf, List, Listing, Page, Scope};
use crate::publish::index::Place;
use crate::site::Site;
use crate::view::downloads::{self, Download};
use crate::view::frame::{Around, Frame};
use crate::view::link::Href;
use crate::view::parts::{Counted, Group, Link};
use crate::view::tags::{self, Sort};
use crate::view::{Context, keys, league};

/// A list of records.
#[derive(Clone, Debug, Serialize)]
pub struct ListingView {
    /// Around the page.
    pub frame: Frame,
    /// The heading of the list.
    pub title: String,
    /// Text of the slip beside the heading.
    pub slip: String,
    /// What the kind or section is, in one sentence; empty for none.
    pub about: String,
    /// How many records the list has in all.
    pub count: usize,
    /// Years, newest first; empty if there is one.
    pub years: Vec<YearLink>,
    /// Months of a year with many records, each leading to where it begins.
    pub months: Vec<Counted>,
    /// The records of this page under headings.
    pub groups: Vec<Group>,
    /// Whether the lines name the organisation.
    pub shows_org: bool,
    /// Pages before and after; absent if there is one page.
    pub pages: Option<Pages>,
    /// League tables of this kind, if there are any.
    pub league: Option<Href>,
    /// Data files of the list.
    pub downloads: Vec<Download>,
}

/// A year to choose.
#[derive(Clone, Debug, Serialize)]
pub struct YearLink {
    /// The year.
    pub title: String,
    /// Its page.
    pub href: Href,
    /// Whether this page is it.
    pub is_current: bool,
}

/// Pages of a long list.
#[derive(Clone, Debug, Serialize)]
pub struct Pages {
    /// Number of this page, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// The page before.
    pub previous: Option<Link>,
    /// The page after.
    pub next: Option<Link>,
}

/// A page of a list, if the site has that list.
pub(crate) fn view(context: &Context<'_>, scope: &Scope, leaf: Leaf) -> Option<ListingView> {
    let site = context.site;
    let list = site.plan.list(scope)?;
    let page = list.show(leaf);
    let places = page.places;
    let heading = heading(context, scope);
    let shows_org = !matches!(scope, Scope::OrgKind(..));
    let title = match page.year {
        Some(year) => context.say(keys::BRACKETS, &[&heading.title, &context.year(year)]),
        None => heading.title.clone(),
    };
    let around = Around {
        org: heading.org,
        title,
        here: heading.here,
        crumbs: Vec::new(),
        nav: "",
        depends_on_today: places.iter().any(|place| !marks_of_the_day(site, *place)),
        meta: tags::of_column(context, Sort::List, Some(heading.title.clone())),
        context,
    };
    Some(ListingView {
        slip: heading.slip,
        about: heading.about,
        count: list.places().len(),
        years: years(context, scope, &page),
        months: times::months(context, scope, &page, list),
        groups: times::groups(context, &page, list, shows_org),
        shows_org,
        pages: pages(context, scope, &page),
        league: league_list(context, scope),
        downloads: downloads(context, scope),
        title: heading.title,
        frame: around.frame(),
    })
}

/// Whether the line of a record is the same every day.
fn marks_of_the_day(site: &Site, place: Place) -> bool {
    let record = site.record(place);
    !record.window.as_ref().is_some_and(|window| matches!(window.state(site.today), State::Running | State::Coming))
}

fn league_list(context: &Context<'_>, scope: &Scope) -> Option<Href> {
    match scope {
        Scope::OrgKind(org, kind) => league::list_link(context, *org, Some(kind)),
        Scope::Kind(kind) => league::list_link(context, OrgId::ROOT, Some(kind)),
        _ => None,
    }
}

struct Heading {
    org: OrgId,
    title: String,
    here: String,
    slip: String,
    about: String,
}

fn heading(context: &Context<'_>, scope: &Scope) -> Heading {
    let portal = context.site.portal();
    match scope {
        Scope::OrgKind(org, kind) => {
            let kind = &portal.kinds[kind];
            let label = context.label(&kind.label);
            let name = context.org_name(*org);
            let about = context.label(&kind.about);
            Heading { org: *org, title: format!("{name} {label}"), here: label.clone(), slip: label, about }
        }
        Scope::Folder(path) => {
            let org = portal.orgs.owner(path);
            let name = last(path);
            let is_year = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
            let here = if is_year { context.say(keys::YEAR, &[name]) } else { name.to_owned() };
            let title = format!("{} {here}", context.org_name(org));
            Heading { org, title, slip: here.clone(), here, about: String::new() }
        }
        Scope::Kind(kind) => {
            let kind = &portal.kinds[kind];
            let label = context.label(&kind.label);
            let about = context.label(&kind.about);
            Heading { org: OrgId::ROOT, title: label.clone(), here: label.clone(), slip: label, about }
        }
        Scope::Section(section) => {
            let named = portal.config.sections.iter().find(|named| named.name == *section);
            let label = named.map_or_else(|| section.to_string(), |named| context.label(&named.label));
            Heading { org: OrgId::ROOT, title: label.clone(), here: label.clone(), slip: label, about: String::new() }
        }
    }
}

fn years(context: &Context<'_>, scope: &Scope, page: &Listing<'_>) -> Vec<YearLink> {
    let years = context.site.plan.list(scope).into_iter().flat_map(List::years);
    let links = years.map(|year| YearLink {
        title: context.year(year),
        href: context.to(&Page::Listing(scope.clone(), Leaf::Year { year, number: 1 })),
        is_current: Some(year) == page.year,
    });
    links.collect()
}

fn pages(context: &Context<'_>, scope: &Scope, page: &Listing<'_>) -> Option<Pages> {
    let year = page.year.filter(|_| page.count > 1)?;
    let link = |number: usize| {
        let href = context.link(&Page::Listing(scope.clone(), Leaf::Year { year, number }))?;
        Some(Link { title: number.to_string(), href })
    };
    let (previous, next) = (page.number.checked_sub(1).and_then(link), link(page.number + 1));
    Some(Pages { number: page.number, count: page.count, previous, next })
}

/// Data files beside a list of the whole portal; a kind with more forms has them on the page of all data files.
const FILES: usize = 8;

/// The data files of the records of a list: of its unit and all below it, or of the whole portal.
fn downloads(context: &Context<'_>, scope: &Scope) -> Vec<Download> {
    let (org, kind) = match scope {
        Scope::OrgKind(org, kind) => (*org, kind),
        Scope::Kind(kind) => (OrgId::ROOT, kind),
        Scope::Folder(_) | Scope::Section(_) => return Vec::new(),
    };
    let own = context.site.plan.rows_of(org).filter(|key| key.shape.kind == *kind);
    if org == OrgId::ROOT && own.clone().count() > FILES {
        return Vec::new();
    }
    downloads::of_rows(context, own)
}
