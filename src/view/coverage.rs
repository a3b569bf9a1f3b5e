//! What was owed against what was published: the board of a unit and all below it, and of one item.

mod duty;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::base::number::Rate;
use crate::coverage::{Counts, Duty, State};
use crate::model::basis::Written;
use crate::model::org::OrgId;
use crate::plan::Page;
use crate::view::Context;
use crate::view::coverage::duty::{board_link, item_link};
use crate::view::frame::{Around, Frame};
use crate::view::keys;
use crate::view::parts::{Download, Link};
use crate::view::tags::{self, Sort};

pub use duty::DutyView;
pub(crate) use duty::duty_view;

/// Periods of an item that the board of a single unit shows.
const PERIODS: usize = 8;

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
    pub missing: Vec<DutyView>,
    /// What was published late, the newest first.
    pub late: Vec<DutyView>,
    /// What is due next.
    pub next: Vec<DutyView>,
    /// Units × items as they stand now; empty on the board of one unit.
    pub board: Vec<BoardRow>,
    /// Heads of the board's columns.
    pub columns: Vec<Link>,
    /// Items, or on the page of an item units, with their last periods.
    pub history: Vec<HistoryRow>,
    /// The units right below with their numbers.
    pub units: Vec<UnitCounts>,
    /// Data files.
    pub downloads: Vec<Download>,
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
    /// The unit.
    pub org: Link,
    /// Its newest duty for each column; none where it does not owe the item.
    pub cells: Vec<Option<DutyView>>,
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
fn of_state(context: &Context<'_>, all: &[&Duty], state: State) -> Vec<DutyView> {
    let mut found: Vec<&&Duty> = all.iter().filter(|duty| duty.state == state).collect();
    found.sort_by_key(|duty| duty.deadline);
    if state == State::Late {
        found.reverse();
    }
    found.into_iter().map(|duty| duty_view(context, duty)).collect()
}

/// The board of a unit and all below it.
pub(crate) fn of_org(context: &Context<'_>, org: OrgId) -> CoverageView {
    let all: Vec<&Duty> = duties(context, org).collect();
    let name = context.org_name(org);
    let items: BTreeSet<usize> = all.iter().map(|duty| duty.item).collect();
    let owing: BTreeSet<OrgId> = all.iter().map(|duty| duty.org).collect();
    let is_single = owing.len() == 1 && owing.contains(&org);
    let around = (org, context.say(keys::PROGRESS_OF, &[name]));
    CoverageView {
        slip: context.say(keys::PROGRESS, &[]),
        board: if is_single { Vec::new() } else { board(context, &owing, &items) },
        columns: items.iter().map(|item| item_link(context, *item)).collect(),
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
    CoverageView {
        slip: context.say(keys::ITEM, &[]),
        basis: obligation.basis.iter().map(printed).collect(),
        history: history(&all, |duty| duty.org, |duty| board_link(context, duty.org), context),
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
    let download = Download {
        title: context.say(keys::DUTY_ROWS, &[]),
        href: context.to(&Page::Duties),
        format: "CSV".to_owned(),
        size: 0,
    };
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
        history: Vec::new(),
        units: Vec::new(),
        downloads: vec![download],
        frame: around.frame(),
    }
}

/// Each unit with its newest duty of each item that has come to a state.
fn board(context: &Context<'_>, owing: &BTreeSet<OrgId>, items: &BTreeSet<usize>) -> Vec<BoardRow> {
    let site = context.site;
    let row = |org: &OrgId| {
        let mut counts = Counts::default();
        let mut newest: BTreeMap<usize, &Duty> = BTreeMap::new();
        for duty in site.coverage.of(*org) {
            counts.add(duty.state);
            newest.insert(duty.item, duty);
        }
        let cells = items.iter().map(|item| newest.get(item).map(|duty| duty_view(context, duty)));
        BoardRow { org: board_link(context, *org), cells: cells.collect(), counts: counts.into() }
    };
    owing.iter().map(row).collect()
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
