//! The page of one organisation.

mod kinds;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::coverage::Duty;
use crate::model::days::Days;
use crate::model::org::{Org, OrgId};
use crate::plan::{Output, Page};
use crate::publish::index::Place;
use crate::view::bodies::{BodyCounts, BodySetView};
use crate::view::coverage::{CountsView, DutyView};
use crate::view::downloads::{self, Download};
use crate::view::frame::{Around, Frame};
use crate::view::history::{EventView, RelationGroup};
use crate::view::home::{OPEN, UnitGroup, level_label, unit_groups};
use crate::view::league::UnitLeagues;
use crate::view::link::Href;
use crate::view::org::kinds::{by_kind, kinds};
use crate::view::parts::{Counted, Group, Item, Link, NamedForm, RollupGroup, YearSpent, item};
use crate::view::tags::{self, Sort};
use crate::view::window::{WindowList, running};
use crate::view::windows::WindowBox;
use crate::view::{Context, bodies, coverage, history, keys, league, rollups, windows};

pub use kinds::{KindGroup, YearCount};

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
    /// What happened to it.
    pub events: Vec<EventView>,
    /// What ties it to others.
    pub relations: Vec<RelationGroup>,
    /// The bodies that it should have.
    pub body_sets: Vec<BodySetView>,
    /// How many of the units below have all of theirs.
    pub bodies_below: Vec<BodyCounts>,
    /// Notices on public view, of it and the units below.
    pub windows: WindowList,
    /// Windows of it and the units below over all years, if there are any.
    pub window_box: Option<WindowBox>,
    /// How its items stand now, each with its newest duty; empty if it owes none.
    pub owed: Vec<DutyView>,
    /// Numbers of it and the units below, if anything is owed there.
    pub coverage: Option<CountsView>,
    /// Its board.
    pub board: Option<Href>,
    /// Its records under the years of their publication; empty where they are many.
    pub groups: Vec<Group>,
    /// Its many records by kind, the newest of each; empty where `groups` has all.
    pub by_kind: Vec<KindGroup>,
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
    /// Where its money went in the newest year, with that of the units below.
    pub spent: Option<YearSpent>,
    /// Figures of it and the units below.
    pub rollups: Vec<RollupGroup>,
    /// Rows of the lists of others that name it or a unit below it.
    pub named: Vec<NamedForm>,
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

/// Records that an organisation's page shows one by one; of more it shows the newest of each kind.
const ALL: usize = 12;

/// Records of the units below that it shows.
const SOME: usize = 8;

/// The page of an organisation.
pub(crate) fn view(context: &Context<'_>, id: OrgId) -> OrgView {
    let site = context.site;
    let portal = site.portal();
    let org = portal.orgs.get(id);
    let records = &site.public.records;
    let own = records.of_org(id);
    let inside: BTreeSet<OrgId> = portal.orgs.below(id).into_iter().collect();
    let open = running(context, id).first(OPEN);
    let window_box = windows::in_short(context, id);
    let board = context.link(&Page::Coverage(id));
    let is_waiting = open.count > 0 || window_box.as_ref().is_some_and(|own| own.counts.open > 0);
    let depends_on_today = is_waiting || board.is_some() || has_future(org, site.today);
    OrgView {
        name: context.tongue.word(&org.name),
        level: level_label(context, id),
        org_type: org.org_type.as_ref().map(|own| context.tongue.word(own)),
        parent: org.parent.map(|parent| context.org_link(parent)),
        founded: org.founded,
        about: org.about.clone(),
        facts: facts(context, org),
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
        by_kind: if own.len() > ALL { by_kind(context, id) } else { Vec::new() },
        has_all: own.len() <= ALL,
        records: own.len(),
        kinds: kinds(context, id).into_iter().map(|(_, kind)| kind).collect(),
        below: newest(context, &inside).into_iter().map(|place| item(context, place, true)).collect(),
        units: unit_groups(context, id),
        spent: rollups::spent(context, id),
        rollups: rollups::views(context, id),
        named: rollups::named(context, id),
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
    let number = |count: u32| context.tongue.written().numbers().number(&count.to_string(), 0);
    let people = |count: u32| context.say(keys::PEOPLE, &[&number(count)]).into();
    let population = org.population.map(|count| (keys::POPULATION, people(count)));
    let codes = [(keys::ORG_CODE, &org.code), (keys::CREDIT_CODE, &org.credit_code)];
    let codes = codes.into_iter().filter_map(|(label, code)| Some((label, code.clone()?)));
    let own = org.facts.iter().map(|(label, text)| (context.tongue.word(label), text.clone()));
    let told = population.into_iter().chain(codes).map(|(label, text)| (context.say(label, &[]).into(), text));
    own.chain(told).map(|(label, text)| Labelled { label, text }).collect()
}

/// Few records under the years of their publication.
fn groups(context: &Context<'_>, own: &[Place]) -> Vec<Group> {
    let year = |place: &Place| context.site.record(*place).published.year();
    let few = own.chunk_by(|a, b| year(a) == year(b)).filter(|_| own.len() <= ALL);
    let groups = few.filter_map(|places| {
        let year = year(places.first()?);
        let items = places.iter().map(|place| item(context, *place, false)).collect();
        Some(Group { title: context.year(year), id: format!("y{year}"), items })
    });
    groups.collect()
}

/// The data files of an organisation with all below it, and its own records.
fn downloads(context: &Context<'_>, id: OrgId) -> Vec<Download> {
    let rows = downloads::of_rows(context, context.site.plan.rows_of(id));
    let whole =
        Download::plain(context, &Page::Output(Output::Records(id)), context.say(keys::ALL_RECORDS, &[]), "JSON");
    rows.into_iter().chain(whole).collect()
}
