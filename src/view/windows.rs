//! What is on public view now, of the portal or of one organisation: running, coming, taken down early, and what ended
//! in the last days with its outcome.

use serde::Serialize;

use crate::base::date::Date;
use crate::blocks::Summary;
use crate::model::org::OrgId;
use crate::model::window::{SHOWN, State, Window, WindowSummary};
use crate::plan::Page;
use crate::view::frame::{Around, Frame};
use crate::view::link::Href;
use crate::view::parts::{Link, org_name};
use crate::view::tags::{self, Sort};
use crate::view::window::{WindowList, windows};
use crate::view::{Context, keys};

/// Windows on public view that the page of a unit with others below it shows; further ones stand on theirs.
const OPEN: usize = 40;

/// The same of those that are to come or over.
const OTHERS: usize = 16;

/// The page of windows.
#[derive(Clone, Debug, Serialize)]
pub struct WindowsView {
    /// Around the page.
    pub frame: Frame,
    /// The heading of the page.
    pub title: String,
    /// Text of the slip beside the heading.
    pub slip: String,
    /// The day that everything is counted to.
    pub today: Date,
    /// On public view, those that end first in front.
    pub running: WindowList,
    /// Not begun.
    pub coming: WindowList,
    /// Taken down before their end, the newest first.
    pub cut_short: WindowList,
    /// Over in full since at most 30 days, the newest first.
    pub ended: WindowList,
    /// Counts by year, the newest first.
    pub years: Vec<YearView>,
    /// All years together.
    pub total: YearView,
    /// Pages of the units right below that have windows.
    pub units: Vec<UnitWindows>,
}

/// Windows of a year.
#[derive(Clone, Debug, Serialize)]
pub struct YearView {
    /// The year, 0 for all.
    pub year: i16,
    /// How many windows.
    pub windows: u64,
    /// By state and answer.
    pub counts: WindowSummary,
}

/// A unit with its windows and those below it.
#[derive(Clone, Debug, Serialize)]
pub struct UnitWindows {
    /// The unit, leading to its page of windows.
    pub unit: Link,
    /// Counts of all years.
    pub counts: WindowSummary,
    /// How many windows.
    pub windows: u64,
}

/// Windows of a unit and all below it in short, for its own page.
#[derive(Clone, Debug, Serialize)]
pub struct WindowBox {
    /// The page of windows.
    pub href: Href,
    /// How many windows there were over all years.
    pub windows: u64,
    /// By state and answer.
    pub counts: WindowSummary,
}

/// Windows of a unit and all below it in short; `None` where there never were any.
pub(crate) fn in_short(context: &Context<'_>, org: OrgId) -> Option<WindowBox> {
    let counts = total(context, org);
    Some(WindowBox { href: context.link(&Page::Windows(org))?, windows: counts.windows(), counts })
}

/// Windows of a unit and all below it, over all years.
pub(crate) fn total(context: &Context<'_>, org: OrgId) -> WindowSummary {
    let mut total = WindowSummary::default();
    for counts in context.site.rollups.get(&org).into_iter().flat_map(|rollup| rollup.windows.values()) {
        total.merge(counts);
    }
    total
}

/// The page of a unit and all below it.
pub(crate) fn view(context: &Context<'_>, org: OrgId) -> WindowsView {
    let site = context.site;
    let of = |state: State, most: usize| windows(context, org, |own| own.state(site.today) == state).first(most);
    let recent = |state: State| {
        let is_recent = |own: &Window| own.down(site.today).days_until(site.today) <= SHOWN;
        let found = windows(context, org, |own| own.state(site.today) == state && is_recent(own));
        found.newest_first().first(OTHERS)
    };
    let (title, slip) = match org {
        OrgId::ROOT => (context.say(keys::ON_VIEW, &[]), context.org_name(org).to_owned()),
        _ => (context.say(keys::NOTICES_OF, &[context.org_name(org)]), context.say(keys::NOTICES, &[])),
    };
    let total = total(context, org);
    WindowsView {
        running: of(State::Running, OPEN),
        coming: of(State::Coming, OTHERS),
        cut_short: recent(State::CutShort),
        ended: recent(State::Ended),
        years: years(context, org),
        total: YearView { year: 0, windows: total.windows(), counts: total },
        units: units(context, org),
        today: site.today,
        frame: frame(context, org, &title),
        title,
        slip,
    }
}

fn frame(context: &Context<'_>, org: OrgId, title: &str) -> Frame {
    let around = Around {
        org,
        title: title.to_owned(),
        here: title.to_owned(),
        crumbs: Vec::new(),
        nav: "windows",
        depends_on_today: true,
        meta: tags::of_column(context, Sort::Windows, Some(title.to_owned())),
        context,
    };
    around.frame()
}

fn years(context: &Context<'_>, org: OrgId) -> Vec<YearView> {
    let years = context.site.rollups.get(&org).into_iter().flat_map(|rollup| rollup.windows.iter().rev());
    years.map(|(year, counts)| YearView { year: *year, windows: counts.windows(), counts: counts.clone() }).collect()
}

fn units(context: &Context<'_>, org: OrgId) -> Vec<UnitWindows> {
    let portal = context.site.portal();
    let units = portal.orgs.get(org).children.iter().filter_map(|child| {
        let counts = total(context, *child);
        let unit = Link { title: org_name(context, *child), href: context.link(&Page::Windows(*child))? };
        Some(UnitWindows { unit, windows: counts.windows(), counts })
    });
    units.collect()
}
