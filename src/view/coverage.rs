//! What was owed against what was published: the board of a unit and all below it, and of one item.

mod board;
mod duty;
mod grid;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::number::Rate;
use crate::coverage::{Counts, Duty, State};
use crate::model::basis::Written;
use crate::model::org::OrgId;
use crate::plan::{Output, Page};
use crate::view::Context;
use crate::view::coverage::duty::{board_link, item_link};
use crate::view::downloads::Download;
use crate::view::frame::{Around, Frame};
use crate::view::keys;
use crate::view::parts::Link;
use crate::view::tags::{self, Sort};

pub use duty::DutyView;
pub(crate) use duty::duty_view;
pub use grid::{GridGroup, GridTile};

/// Periods of an item that the board of a single unit shows.
const PERIODS: usize = 8;

/// Duties of one state that a board names; the others stand on the boards of the units below and in the table of all.
const NAMED: usize = 48;

/// Units that an item's board shows one by one; of more it tells the numbers by the units right below the root.
const SINGLE: usize = 20;

/// A board.
#[derive(Clone, Debug, Serialize)]
pub struct CoverageView {
    /// Around the page.
    pub frame: Frame,
    /// The heading of the board.
    pub title: String,
    /// Text of the slip beside the heading.
    pub slip: String,
    /// Law or rule behind an item; empty on the board of a unit.
    pub basis: Vec<String>,
    /// Numbers by state.
    pub counts: CountsView,
    /// What is missing, the longest first.
    pub missing: Named,
    /// What was published late, the newest first.
    pub late: Named,
    /// What is due next.
    pub next: Named,
    /// Items × units as they stand now; empty on the board of one unit. A unit that has others below it is one column with
    /// them, and its cells are numbers.
    pub board: Vec<BoardRow>,
    /// The units of the board's columns.
    pub columns: Vec<BoardColumn>,
    /// Every unit as a tile, by the units right below; empty where they are too many for a picture.
    pub grid: Vec<GridGroup>,
    /// Items, or on the page of an item units, with their last periods.
    pub history: Vec<HistoryRow>,
    /// The units right below with their numbers.
    pub units: Vec<UnitCounts>,
    /// Data files.
    pub downloads: Vec<Download>,
}

/// Duties of one state, as many of them as a page can show.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Named {
    /// How many there are.
    pub count: usize,
    /// The first of them.
    pub duties: Vec<DutyView>,
}

/// Numbers of duties by state with the disclosure rate.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CountsView {
    /// Published in time.
    pub met: u64,
    /// Published late.
    pub late: u64,
    /// Not published.
    pub missing: u64,
    /// Not yet due.
    pub due: u64,
    /// What was owed.
    pub owed: u64,
    /// Published of owed.
    pub rate: Rate,
    /// The rate in ten-thousandths.
    pub share: i64,
    /// In time of owed, in ten-thousandths.
    pub in_time: i64,
    /// Late of owed, in ten-thousandths.
    pub late_share: i64,
    /// Missing of owed, in ten-thousandths.
    pub missing_share: i64,
}

/// A row of the board.
#[derive(Clone, Debug, Serialize)]
pub struct BoardRow {
    /// The item.
    pub item: Link,
    /// A cell for each column.
    pub cells: Vec<BoardCell>,
}

/// What one unit owes of one item; both are absent where it owes none.
#[derive(Clone, Debug, Serialize)]
pub struct BoardCell {
    /// Its newest duty.
    pub duty: Option<DutyView>,
    /// Of a unit that stands for all below it, how many have published what they owed last.
    pub share: Option<Rate>,
}

/// A unit of the board.
#[derive(Clone, Debug, Serialize)]
pub struct BoardColumn {
    /// The unit, leading to its board.
    pub unit: Link,
    /// Whether it stands for all below it.
    pub is_whole: bool,
    /// Published of owed, over all periods.
    pub counts: CountsView,
}

/// An item of a unit, or a unit of an item, with its last periods.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryRow {
    /// The item or unit.
    pub title: Link,
    /// The duties, oldest first.
    pub duties: Vec<DutyView>,
}

/// A unit with its numbers.
#[derive(Clone, Debug, Serialize)]
pub struct UnitCounts {
    /// The unit, leading to its board.
    pub unit: Link,
    /// Its numbers and those below it.
    pub counts: CountsView,
}

impl From<Counts> for CountsView {
    fn from(counts: Counts) -> Self {
        let rate = counts.rate();
        let share = |count: u64| Rate { is: i64::try_from(count).unwrap_or(0), of: rate.of }.ratio();
        Self {
            met: counts.met,
            late: counts.late,
            missing: counts.missing,
            due: counts.due,
            owed: counts.owed(),
            rate,
            share: rate.ratio(),
            in_time: share(counts.met),
            late_share: share(counts.late),
            missing_share: share(counts.missing),
        }
    }
}

/// The units right below one that have a board, with their numbers.
pub(crate) fn units(context: &Context<'_>, org: OrgId) -> Vec<UnitCounts> {
    let units = context.site.portal().orgs.get(org).children.iter().filter_map(|child| {
        let href = context.link(&Page::Coverage(*child))?;
        let unit = Link { title: context.org_name(*child).to_owned(), href };
        Some(UnitCounts { unit, counts: context.site.coverage.counts(*child).into() })
    });
    units.collect()
}

fn duties<'a>(context: &Context<'a>, org: OrgId) -> impl Iterator<Item = &'a Duty> {
    let site = context.site;
    let orgs = site.portal().orgs.below(org).into_iter();
    std::iter::once(org).chain(orgs).flat_map(|org| site.coverage.of(org))
}

/// Duties of one state in an order.
fn of_state(context: &Context<'_>, all: &[&Duty], state: State) -> Named {
    let mut found: Vec<&&Duty> = all.iter().filter(|duty| duty.state == state).collect();
    found.sort_by_key(|duty| duty.deadline);
    if state == State::Late {
        found.reverse();
    }
    Named { count: found.len(), duties: found.into_iter().take(NAMED).map(|duty| duty_view(context, duty)).collect() }
}

/// The board of a unit and all below it.
pub(crate) fn of_org(context: &Context<'_>, org: OrgId) -> CoverageView {
    let all: Vec<&Duty> = duties(context, org).collect();
    let name = context.org_name(org);
    let items: BTreeSet<usize> = all.iter().map(|duty| duty.item).collect();
    let owing: BTreeSet<OrgId> = all.iter().map(|duty| duty.org).collect();
    let is_single = owing.len() == 1 && owing.contains(&org);
    let around = (org, context.say(keys::PROGRESS_OF, &[name]));
    let (columns, board) = if is_single { Default::default() } else { board::board(context, org, &items) };
    CoverageView {
        slip: context.say(keys::PROGRESS, &[]),
        board,
        columns,
        grid: if is_single { Vec::new() } else { grid::of_org(context, org) },
        history: if is_single {
            history(&all, |duty| duty.item, |duty| item_link(context, duty.item), context)
        } else {
            Vec::new()
        },
        units: units(context, org),
        ..common(context, around, &all)
    }
}

/// The board of one item.
pub(crate) fn of_item(context: &Context<'_>, item: usize) -> CoverageView {
    let portal = context.site.portal();
    let obligation = &portal.catalogue[item];
    let printed = |written: &Written| context.label(&portal.laws.printed(&written.value, context.site.today));
    let all: Vec<&Duty> = context.site.coverage.duties().iter().filter(|duty| duty.item == item).collect();
    let has_few = all.chunk_by(|a, b| a.org == b.org).count() <= SINGLE;
    let single = || history(&all, |duty| duty.org, |duty| board_link(context, duty.org), context);
    CoverageView {
        slip: context.say(keys::ITEM, &[]),
        basis: obligation.basis.iter().map(printed).collect(),
        history: if has_few { single() } else { Vec::new() },
        units: if has_few { Vec::new() } else { board::of_item(context, &all) },
        ..common(context, (OrgId::ROOT, context.tongue.text(&obligation.name).to_owned()), &all)
    }
}

fn common(context: &Context<'_>, (org, title): (OrgId, String), all: &[&Duty]) -> CoverageView {
    let mut counts = Counts::default();
    all.iter().for_each(|duty| counts.add(duty.state));
    let around = Around {
        org,
        title: title.clone(),
        here: title.clone(),
        crumbs: Vec::new(),
        nav: "progress",
        depends_on_today: true,
        meta: tags::of_column(context, Sort::Progress, Some(context.say(keys::PROGRESS, &[]))),
        context,
    };
    let download = Download::plain(context, &Page::Output(Output::Duties), context.say(keys::DUTY_ROWS, &[]), "CSV");
    CoverageView {
        title,
        slip: String::new(),
        basis: Vec::new(),
        counts: counts.into(),
        missing: of_state(context, all, State::Missing),
        late: of_state(context, all, State::Late),
        next: of_state(context, all, State::Due),
        board: Vec::new(),
        columns: Vec::new(),
        grid: Vec::new(),
        history: Vec::new(),
        units: Vec::new(),
        downloads: download.into_iter().collect(),
        frame: around.frame(),
    }
}

/// Duties under a key, each with its last periods.
fn history<K: Ord>(
    all: &[&Duty],
    key: impl Fn(&Duty) -> K,
    title: impl Fn(&Duty) -> Link,
    context: &Context<'_>,
) -> Vec<HistoryRow> {
    let mut rows: BTreeMap<K, Vec<&Duty>> = BTreeMap::new();
    for duty in all {
        rows.entry(key(duty)).or_default().push(duty);
    }
    let rows = rows.into_values().filter_map(|mut duties| {
        duties.sort_by_key(|duty| duty.deadline);
        let title = title(duties.first()?);
        let skipped = duties.len().saturating_sub(PERIODS);
        let duties = duties.into_iter().skip(skipped).map(|duty| duty_view(context, duty)).collect();
        Some(HistoryRow { title, duties })
    });
    rows.collect()
}
