//! Paged lists: of a kind of one organisation, of a folder, of a kind or section of the whole portal.

use serde::Serialize;

use crate::model::org::OrgId;
use crate::model::window::State;
use crate::plan::{self, Listing, Scope};
use crate::publish::index::{Place, SeriesKey};
use crate::site::Site;
use crate::view::frame::{Around, Frame, Meta};
use crate::view::parts::{Download, Group, Link, item};
use crate::view::{Context, league, phrase};

/// A list of records.
#[derive(Clone, Debug, Serialize)]
pub struct ListingView {
    /// Around the page.
    pub frame: Frame,
    /// Heading.
    pub title: String,
    /// Text of the slip beside the heading.
    pub slip: String,
    /// What the kind or section is, in one sentence; empty for none.
    pub about: String,
    /// How many records the list has in all.
    pub count: usize,
    /// Years, newest first; empty if there is one.
    pub years: Vec<YearLink>,
    /// The records of this page under headings.
    pub groups: Vec<Group>,
    /// Whether the lines name the organisation.
    pub shows_org: bool,
    /// Pages before and after; absent if there is one page.
    pub pages: Option<Pages>,
    /// League tables of this kind, if there are any.
    pub league: Option<String>,
    /// Data files of the list.
    pub downloads: Vec<Download>,
}

/// A year to choose.
#[derive(Clone, Debug, Serialize)]
pub struct YearLink {
    /// The year.
    pub title: String,
    /// Its page.
    pub href: String,
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

/// A page of a list.
pub(crate) fn view(context: &Context<'_>, page: &Listing) -> ListingView {
    let site = context.site;
    let none = Vec::new();
    let all = site.plan.lists.get(&page.scope).unwrap_or(&none);
    let places = &all[page.range.start.min(all.len())..page.range.end.min(all.len())];
    let heading = heading(context, &page.scope);
    let year = |place: &Place| site.record(*place).published.year();
    let shows_org = !matches!(page.scope, Scope::OrgKind(..));
    let groups = places.chunk_by(|a, b| year(a) == year(b)).map(|places| Group {
        title: places.first().map_or(String::new(), |place| context.year(year(place))),
        items: places.iter().map(|place| item(context, *place, shows_org)).collect(),
    });
    let groups = groups.collect();
    let title = match page.year {
        Some(year) => context.say(&phrase::BRACKETS, &[&heading.title, &context.year(year)]),
        None => heading.title.clone(),
    };
    let around = Around {
        org: heading.org,
        title,
        here: heading.here,
        crumbs: Vec::new(),
        nav: "",
        depends_on_today: places.iter().any(|place| !marks_of_the_day(site, *place)),
        meta: vec![
            Meta { name: "ColumnName", content: heading.title.clone() },
            Meta { name: "ColumnType", content: "信息公开目录".to_owned() },
        ],
        context,
    };
    ListingView {
        slip: heading.slip,
        about: heading.about,
        count: all.len(),
        years: years(context, page, all),
        groups,
        shows_org,
        pages: pages(context, page),
        league: league_list(context, &page.scope),
        downloads: downloads(context, &page.scope),
        title: heading.title,
        frame: around.frame(),
    }
}

/// Whether the line of a record is the same every day.
fn marks_of_the_day(site: &Site, place: Place) -> bool {
    let record = site.record(place);
    !record.window.as_ref().is_some_and(|window| matches!(window.state(site.today), State::Running | State::Coming))
}

fn league_list(context: &Context<'_>, scope: &Scope) -> Option<String> {
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
            let name = path.rsplit('/').next().unwrap_or(path);
            let is_year = name.len() == 4 && name.bytes().all(|byte| byte.is_ascii_digit());
            let here = if is_year { context.say(&phrase::YEAR, &[name]) } else { name.to_owned() };
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

fn years(context: &Context<'_>, page: &Listing, all: &[Place]) -> Vec<YearLink> {
    let Some(current) = page.year else { return Vec::new() };
    let folder = page.scope.folder(&context.site.public);
    let year = |place: &Place| context.site.record(*place).published.year();
    let links = all.chunk_by(|a, b| year(a) == year(b)).filter_map(|places| {
        let year = places.first().map(year)?;
        let path = folder.join(plan::year_page(year, 1));
        Some(YearLink { title: context.year(year), href: context.link(path.as_str()), is_current: year == current })
    });
    links.collect()
}

fn pages(context: &Context<'_>, page: &Listing) -> Option<Pages> {
    let year = page.year.filter(|_| page.count > 1)?;
    let folder = page.scope.folder(&context.site.public);
    let link = |number: usize| {
        let path = folder.join(plan::year_page(year, number));
        Link { title: number.to_string(), href: context.link(path.as_str()) }
    };
    Some(Pages {
        number: page.number,
        count: page.count,
        previous: (page.number > 1).then(|| link(page.number - 1)),
        next: (page.number < page.count).then(|| link(page.number + 1)),
    })
}

fn downloads(context: &Context<'_>, scope: &Scope) -> Vec<Download> {
    let Scope::OrgKind(org, kind) = scope else { return Vec::new() };
    let site = context.site;
    let keys = site.public.records.series_of(*org).filter(|key| key.shape.kind == *kind);
    let files = keys.map(|key| Download {
        title: data_title(context, key),
        href: context.link(plan::data_path(&site.public, key).as_str()),
        format: "CSV".to_owned(),
        size: 0,
    });
    files.collect()
}

/// What a data file is called: form and slot, where there are several.
pub(crate) fn data_title(context: &Context<'_>, key: &SeriesKey) -> String {
    let (portal, tongue) = (context.site.portal(), context.tongue);
    let kind = &portal.kinds[&key.shape.kind];
    let title = tongue.label(portal.called(&key.shape));
    let slot = kind.slot(&key.slot).map_or(&*key.slot, |slot| tongue.label(&slot.label));
    if slot == title { title.to_owned() } else { context.say(&phrase::PAIR, &[title, slot]) }
}
