//! The page of one organisation.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::coverage::Duty;
use crate::model::days::Days;
use crate::model::org::{Org, OrgId};
use crate::plan::{Page, Scope};
use crate::publish::index::Place;
use crate::view::bodies::{BodyCounts, BodySetView};
use crate::view::coverage::{CountsView, DutyView};
use crate::view::frame::{Around, Contact, Frame};
use crate::view::history::{EventView, RelationGroup};
use crate::view::home::{UnitGroup, level_label, unit_groups};
use crate::view::league::UnitLeagues;
use crate::view::link::Href;
use crate::view::parts::{Counted, Download, Group, Item, Link, RollupGroup, item};
use crate::view::tags::{self, Sort};
use crate::view::window::{WindowItem, running};
use crate::view::windows::WindowBox;
use crate::view::{Context, bodies, coverage, history, keys, league, listing, rollups, windows};

/// The page of one organisation.
#[derive(Clone, Debug, Serialize)]
pub struct OrgView {
    /// Around the page.
    pub frame: Frame,
    /// The unit as pages call it.
    pub name: Arc<str>,
    /// Label of its level.
    pub level: String,
    /// Type: rural, community.
    pub org_type: Option<Arc<str>>,
    /// The organisation above.
    pub parent: Option<Link>,
    /// Day of its foundation.
    pub founded: Option<Date>,
    /// What it says of itself.
    pub about: Option<Arc<str>>,
    /// Labelled facts: households, area.
    pub facts: Vec<Labelled>,
    /// Contacts.
    pub contacts: Vec<Contact>,
    /// What happened to it.
    pub events: Vec<EventView>,
    /// What ties it to others.
    pub relations: Vec<RelationGroup>,
    /// The bodies that it should have.
    pub body_sets: Vec<BodySetView>,
    /// How many of the units below have all of theirs.
    pub bodies_below: Vec<BodyCounts>,
    /// Notices on public view, of it and the units below.
    pub windows: Vec<WindowItem>,
    /// Windows of it and the units below over all years, if there are any.
    pub window_box: Option<WindowBox>,
    /// How its items stand now, each with its newest duty; empty if it owes none.
    pub owed: Vec<DutyView>,
    /// Numbers of it and the units below, if anything is owed there.
    pub coverage: Option<CountsView>,
    /// Its board.
    pub board: Option<Href>,
    /// Its records under kinds: all while there are at most 100, else the newest under one heading.
    pub groups: Vec<Group>,
    /// Whether `groups` holds all of them.
    pub has_all: bool,
    /// Number of its records.
    pub records: usize,
    /// Its kinds.
    pub kinds: Vec<Counted>,
    /// Newest records of the units below.
    pub below: Vec<Item>,
    /// The units below, with theirs.
    pub units: Vec<UnitGroup>,
    /// Figures of it and the units below.
    pub rollups: Vec<RollupGroup>,
    /// Units that it took over.
    pub predecessors: Vec<Link>,
    /// The same figures with those of the units that it took over; empty if it took over none.
    pub rollups_with_predecessors: Vec<RollupGroup>,
    /// The unit that took it over.
    pub successor: Option<Link>,
    /// Last day on which it existed.
    pub ended: Option<Date>,
    /// League tables that it stands in or has below it, and what is not compared; absent without any.
    pub leagues: Option<UnitLeagues>,
    /// Data files.
    pub downloads: Vec<Download>,
}

/// A labelled text.
#[derive(Clone, Debug, Serialize)]
pub struct Labelled {
    /// The label.
    pub label: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}

/// Records that an organisation's page shows before it refers to its kinds.
const ALL: usize = 100;

/// Records that it shows then.
const SOME: usize = 20;

/// The page of an organisation.
pub(crate) fn view(context: &Context<'_>, id: OrgId) -> OrgView {
    let site = context.site;
    let portal = site.portal();
    let org = portal.orgs.get(id);
    let records = &site.public.records;
    let own = records.of_org(id);
    let inside: BTreeSet<OrgId> = portal.orgs.below(id).into_iter().collect();
    let open = running(context, id, !inside.is_empty());
    let window_box = windows::in_short(context, id);
    let board = context.link(&Page::Coverage(id));
    let is_waiting = !open.is_empty() || window_box.as_ref().is_some_and(|own| own.counts.open > 0);
    let depends_on_today = is_waiting || board.is_some() || has_future(org, site.today);
    OrgView {
        name: context.tongue.word(&org.name),
        level: level_label(context, id),
        org_type: org.org_type.as_ref().map(|own| context.tongue.word(own)),
        parent: org.parent.map(|parent| context.org_link(parent)),
        founded: org.founded,
        about: org.about.clone(),
        facts: facts(context, org),
        contacts: contacts(context, id),
        events: history::events(context, id),
        relations: history::relations(context, id),
        body_sets: bodies::of_unit(context, id),
        bodies_below: bodies::below(context, id),
        windows: open,
        window_box,
        owed: owed(context, id),
        coverage: board.as_ref().map(|_| site.coverage.counts(id).into()),
        board,
        groups: groups(context, own),
        has_all: own.len() <= ALL,
        records: own.len(),
        kinds: kinds(context, id),
        below: newest(context, &inside).into_iter().map(|place| item(context, place, true)).collect(),
        units: unit_groups(context, id),
        rollups: rollups::views(context, id),
        predecessors: portal.orgs.predecessors(id).iter().map(|other| context.org_link(*other)).collect(),
        rollups_with_predecessors: rollups::with_predecessors(context, id),
        successor: portal.orgs.successor(id).map(|other| context.org_link(other)),
        ended: portal.orgs.life(id).end,
        leagues: league::of_unit(context, id, own),
        downloads: downloads(context, id),
        frame: frame(context, id, depends_on_today),
    }
}

fn frame(context: &Context<'_>, id: OrgId, depends_on_today: bool) -> Frame {
    let name = context.org_name(id).to_owned();
    let around = Around {
        org: id,
        title: name.clone(),
        here: name.clone(),
        crumbs: Vec::new(),
        nav: "find",
        depends_on_today,
        meta: tags::of_column(context, Sort::Unit, Some(name)),
        context,
    };
    around.frame()
}

/// Whether a body or a relation begins or ends on a day to come.
fn has_future(org: &Org, today: Date) -> bool {
    let all = org.bodies.iter().map(|body| &body.days).chain(org.relations.iter().map(|relation| &relation.days));
    all.flat_map(Days::written).any(|day| day.value >= today)
}

/// The newest records of some units. Those of each stand in their order, so none can give more than there are to be.
fn newest(context: &Context<'_>, units: &BTreeSet<OrgId>) -> Vec<Place> {
    let records = &context.site.public.records;
    let mut newest: Vec<Place> = units.iter().flat_map(|id| records.of_org(*id).iter().take(SOME)).copied().collect();
    newest.sort_by_key(|place| (std::cmp::Reverse(records.get(*place).published), *place));
    newest.truncate(SOME);
    newest
}

/// The newest duty of each item.
fn owed(context: &Context<'_>, id: OrgId) -> Vec<DutyView> {
    let mut newest: BTreeMap<usize, &Duty> = BTreeMap::new();
    for duty in context.site.coverage.of(id) {
        newest.insert(duty.item, duty);
    }
    newest.into_values().map(|duty| coverage::duty_view(context, duty)).collect()
}

fn facts(context: &Context<'_>, org: &Org) -> Vec<Labelled> {
    let people = |count: u32| context.say(keys::PEOPLE, &[&count.to_string()]).into();
    let population = org.population.map(|count| (keys::POPULATION, people(count)));
    let codes = [(keys::ORG_CODE, &org.code), (keys::CREDIT_CODE, &org.credit_code)];
    let codes = codes.into_iter().filter_map(|(label, code)| Some((label, code.clone()?)));
    let own = org.facts.iter().map(|(label, text)| (context.tongue.word(label), text.clone()));
    let told = population.into_iter().chain(codes).map(|(label, text)| (context.say(label, &[]).into(), text));
    own.chain(told).map(|(label, text)| Labelled { label, text }).collect()
}

/// Its own contacts, else those of the nearest organisation above that has some.
fn contacts(context: &Context<'_>, id: OrgId) -> Vec<Contact> {
    let orgs = &context.site.portal().orgs;
    let nearest = orgs.inherited(id, |org| (!org.contacts.is_empty()).then_some(&org.contacts));
    let contacts = nearest.map_or(&[][..], |contacts| contacts);
    let end = orgs.life(id).end;
    // Nobody keeps hours at a unit that is gone.
    let has_hours = end.is_none_or(|end| context.site.today <= end);
    let view = contacts.iter().map(|desk| {
        let own = &desk.contact;
        let name = match &desk.post {
            Some(post) => context.say(keys::BRACKETS, &[context.tongue.text(post), &own.name]).into(),
            None => context.tongue.word(&own.name),
        };
        let hours = desk.hours.as_ref().filter(|_| has_hours);
        let pay_to = own.pay_to.as_ref().map(|account| context.say(keys::PAY_TO, &[account]));
        let detail = desk.place.iter().chain(hours).map(|text| &**text).chain(pay_to.as_deref());
        let detail: Vec<&str> = detail.collect();
        Contact {
            name,
            tel: crate::view::frame::tel(&own.phone),
            phone: own.phone.clone(),
            detail: detail.join(&context.say(keys::COMMA, &[])),
        }
    });
    view.collect()
}

/// All records under the years of their publication, or the newest ones.
fn groups(context: &Context<'_>, own: &[Place]) -> Vec<Group> {
    let shown = if own.len() <= ALL { own } else { &own[..SOME] };
    let year = |place: &Place| context.site.record(*place).published.year();
    let groups = shown.chunk_by(|a, b| year(a) == year(b)).map(|places| Group {
        title: places.first().map_or(String::new(), |place| context.year(year(place))),
        items: places.iter().map(|place| item(context, *place, false)).collect(),
    });
    groups.collect()
}

fn kinds(context: &Context<'_>, id: OrgId) -> Vec<Counted> {
    let portal = context.site.portal();
    let found = portal.kinds.values().filter_map(|kind| {
        let scope = Scope::OrgKind(id, kind.name.clone());
        let count = context.site.plan.records(&scope).len();
        Some(Counted { title: context.label(&kind.label), href: context.link(&Page::list(scope))?, count })
    });
    found.collect()
}

/// The data files of an organisation.
fn downloads(context: &Context<'_>, id: OrgId) -> Vec<Download> {
    let site = context.site;
    let rows = site.public.records.slots_of(id).map(|key| Download {
        title: listing::data_title(context, key),
        href: context.to(&Page::Rows(key.clone())),
        format: "CSV".to_owned(),
        size: 0,
    });
    let whole = context.link(&Page::Records(id)).map(|href| Download {
        title: context.say(keys::ALL_RECORDS, &[]),
        href,
        format: "JSON".to_owned(),
        size: 0,
    });
    rows.chain(whole).collect()
}
