//! The home page: what is on public view, what is new, where is my village.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::name::Name;
use crate::model::org::OrgId;
use crate::plan::{Page, Scope};
use crate::view::bodies::BodyCounts;
use crate::view::coverage::{CountsView, UnitCounts};
use crate::view::frame::{Around, Frame};
use crate::view::link::Href;
use crate::view::parts::{Counted, Item, RollupGroup, item};
use crate::view::tags::{self, Sort};
use crate::view::window::{WindowList, running};
use crate::view::{Context, bodies, coverage, league, rollups};

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// Around the page.
    pub frame: Frame,
    /// Name of the root organisation.
    pub name: Arc<str>,
    /// What it says of itself.
    pub about: Option<Arc<str>>,
    /// Number of organisations below the root.
    pub orgs: usize,
    /// Number of records.
    pub records: usize,
    /// Notices on public view, ending first.
    pub windows: WindowList,
    /// The page of windows, if there are any.
    pub windows_page: Option<Href>,
    /// All notices.
    pub notices: Option<Href>,
    /// Newest records.
    pub newest: Vec<Item>,
    /// How many were published in the last seven days, and since when.
    pub recent: usize,
    /// First of these seven days.
    pub recent_since: Date,
    /// The units below, with theirs.
    pub units: Vec<UnitGroup>,
    /// The sections with their kinds.
    pub sections: Vec<SectionGroup>,
    /// What is owed and published, by the units right below; absent without a catalogue.
    pub coverage: Option<CoverageBox>,
    /// How many units have all bodies that they should have.
    pub bodies_below: Vec<BodyCounts>,
    /// League tables, if there are any.
    pub leagues: Option<Href>,
    /// Figures of the whole portal.
    pub rollups: Vec<RollupGroup>,
}

/// What is owed and published, in short.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageBox {
    /// The board.
    pub href: Href,
    /// All numbers.
    pub counts: CountsView,
    /// The units right below.
    pub units: Vec<UnitCounts>,
}

/// A unit with the units below it.
#[derive(Clone, Debug, Serialize)]
pub struct UnitGroup {
    /// The unit, with the number of its own records.
    pub unit: Counted,
    /// Label of its level.
    pub level: String,
    /// The units below, at any depth, in order.
    pub units: Vec<Counted>,
}

/// A section with its kinds.
#[derive(Clone, Debug, Serialize)]
pub struct SectionGroup {
    /// What the section is called.
    pub title: String,
    /// One or two characters for its slip.
    pub short: String,
    /// Its newest list, if it has records.
    pub href: Option<Href>,
    /// Its kinds.
    pub kinds: Vec<Counted>,
}

/// Newest records on the home page.
const NEWEST: usize = 12;

/// Notices on public view on the page of a unit that has others below it.
pub(crate) const OPEN: usize = 12;

/// The home page.
pub(crate) fn view(context: &Context<'_>) -> HomeView {
    let site = context.site;
    let portal = site.portal();
    let root = portal.orgs.root();
    let newest = site.public.records.newest_first();
    let since = site.today.plus(-6);
    let recent = site.public.records.at_all(newest).take_while(|record| record.published >= since).count();
    let around = Around {
        org: OrgId::ROOT,
        title: context.org_name(OrgId::ROOT).to_owned(),
        here: context.org_name(OrgId::ROOT).to_owned(),
        crumbs: Vec::new(),
        nav: "home",
        depends_on_today: true,
        meta: tags::of_column(context, Sort::Home, None),
        context,
    };
    HomeView {
        name: context.tongue.word(&root.name),
        about: root.about.clone(),
        orgs: portal.orgs.len() - 1,
        records: newest.len(),
        windows: running(context, OrgId::ROOT).first(OPEN),
        windows_page: context.link(&Page::Windows(OrgId::ROOT)),
        notices: context.link(&Page::list(Scope::Kind(Name::own("notice").into()))),
        newest: newest.iter().take(NEWEST).map(|place| item(context, *place, true)).collect(),
        recent,
        recent_since: since,
        units: unit_groups(context, OrgId::ROOT),
        sections: sections(context),
        coverage: context.link(&Page::Coverage(OrgId::ROOT)).map(|href| {
            let counts = site.coverage.counts(OrgId::ROOT).into();
            CoverageBox { href, counts, units: coverage::units(context, OrgId::ROOT) }
        }),
        bodies_below: bodies::below(context, OrgId::ROOT),
        leagues: league::list_link(context, OrgId::ROOT, None),
        rollups: rollups::views(context, OrgId::ROOT),
        frame: around.frame(),
    }
}

/// The units right below `org`, each with all below it.
pub(crate) fn unit_groups(context: &Context<'_>, org: OrgId) -> Vec<UnitGroup> {
    let portal = context.site.portal();
    let groups = portal.orgs.get(org).children.iter().map(|id| UnitGroup {
        unit: counted(context, *id),
        level: level_label(context, *id),
        units: portal.orgs.below(*id).into_iter().map(|id| counted(context, id)).collect(),
    });
    groups.collect()
}

/// A unit with the number of its own records, which its page tells as well.
fn counted(context: &Context<'_>, org: OrgId) -> Counted {
    let link = context.org_link(org);
    let count = context.site.public.records.of_org(org).len();
    Counted { title: link.title, href: link.href, count }
}

/// What the level of an organisation is called.
pub(crate) fn level_label(context: &Context<'_>, org: OrgId) -> String {
    let portal = context.site.portal();
    let level = &portal.orgs.get(org).level;
    let named = portal.config.levels.iter().find(|named| named.name == *level);
    named.map_or_else(|| level.to_string(), |named| context.label(&named.label))
}

/// The sections of the portal, each with its kinds.
pub(crate) fn sections(context: &Context<'_>) -> Vec<SectionGroup> {
    let portal = context.site.portal();
    let groups = portal.config.sections.iter().map(|section| {
        let label = context.label(&section.label);
        let kinds = portal.kinds.values().filter(|kind| kind.section.value == section.name).filter_map(|kind| {
            let scope = Scope::Kind(kind.name.clone());
            let count = context.site.plan.records(&scope).len();
            Some(Counted { title: context.label(&kind.label), href: context.link(&Page::list(scope))?, count })
        });
        SectionGroup {
            short: label.chars().take(2).collect(),
            title: label,
            href: context.link(&Page::list(Scope::Section(section.name.clone()))),
            kinds: kinds.collect(),
        }
    });
    groups.collect()
}
