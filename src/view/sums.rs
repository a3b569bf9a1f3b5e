//! What the totals of a unit are made of: for each year of a kind and form, a row for every unit right below with its
//! own totals, a row for the unit's own records, and the records or the page of totals behind each row.

mod parts;
mod trends;

use serde::Serialize;

use crate::base::date::Date;
use crate::blocks::scope::Scope;
use crate::model::org::OrgId;
use crate::model::record::{Record, Shape};
use crate::plan::Page;
use crate::publish::index::{Seen, SlotKey};
use crate::rollup::{Report, RollupKey, Slot};
use crate::view::downloads::{self, Download};
use crate::view::frame::{Around, Frame};
use crate::view::link::Href;
use crate::view::parts::{Link, SummaryLine};
use crate::view::reported::PeriodView;
use crate::view::stands::StandView;
use crate::view::tags::{self, Sort};
use crate::view::trend::TrendView;
use crate::view::{Context, keys, reported, rollups, stands};

pub use parts::{SumsPart, SumsParts};

/// What the totals of a unit are made of.
#[derive(Clone, Debug, Serialize)]
pub struct SumsView {
    /// Around the page.
    pub frame: Frame,
    /// Label of the form, or of the kind if it has none.
    pub title: String,
    /// The unit.
    pub unit: Link,
    /// The years, newest first.
    pub years: Vec<SumsYear>,
    /// The rows that all of it is made of.
    pub downloads: Vec<Download>,
}

/// One year.
#[derive(Clone, Debug, Serialize)]
pub struct SumsYear {
    /// The year.
    pub year: i16,
    /// Units that reported.
    pub reported: usize,
    /// Units that reported or should have.
    pub of: usize,
    /// Whether the catalogue says that it is owed at all.
    pub is_owed: bool,
    /// Units that should have and did not; of many those right below with their numbers.
    pub missing: Vec<Link>,
    /// The same for each of several periods of the year.
    pub periods: Vec<PeriodView>,
    /// A table for each slot.
    pub slots: Vec<SumsSlot>,
}

/// The table of one slot.
#[derive(Clone, Debug, Serialize)]
pub struct SumsSlot {
    /// Label of the slot.
    pub title: String,
    /// The figures: the lines of the total, in order; parts of which there are several stand in `parts`.
    pub total: Vec<SummaryLine>,
    /// Units with what they put in.
    pub rows: Vec<SumsRow>,
    /// What single figures consist of.
    pub parts: Vec<SumsParts>,
    /// On which days things stood that it adds up.
    pub stands: Vec<StandView>,
    /// Rates over three years or more, in the newest year.
    pub trends: Vec<TrendView>,
    /// Units right below that rows of others' lists name, themselves or below, with how many do.
    pub named: Vec<NamedUnit>,
}

/// A unit that rows name.
#[derive(Clone, Debug, Serialize)]
pub struct NamedUnit {
    /// The unit.
    pub unit: Link,
    /// How many rows.
    pub rows: u64,
}

/// What one unit puts in.
#[derive(Clone, Debug, Serialize)]
pub struct SumsRow {
    /// The unit.
    pub unit: Link,
    /// Whether these are the own records of the unit whose totals these are.
    pub is_own: bool,
    /// Whether this is what it states of itself and all below it, which stands for what these reported.
    pub is_whole: bool,
    /// Its figures, aligned with those of the total; absent where it has none.
    pub cells: Vec<Option<SummaryLine>>,
    /// Its page of totals, if it stands above others.
    pub sums: Option<Href>,
    /// Its own records that the figures come from, oldest first.
    pub records: Vec<Link>,
}

/// The unit, which has others below it, and the records of what.
type Key<'a> = (OrgId, &'a Shape);

/// The page of what totals are made of.
pub(crate) fn view(context: &Context<'_>, key: Key<'_>) -> SumsView {
    let site = context.site;
    let portal = site.portal();
    let (org, shape) = key;
    let title = context.label(portal.called(shape));
    let unit = context.org_link(org);
    let around = Around {
        org,
        title: context.say(keys::SUMS_MADE_OF, &[&unit.title, &title]),
        here: context.say(keys::SUMS_OF, &[&title]),
        crumbs: Vec::new(),
        nav: "find",
        depends_on_today: false,
        meta: tags::of_column(context, Sort::Figures, Some(title.clone())),
        context,
    };
    let mut years: Vec<i16> = keys(context, key).map(|own| own.year).collect();
    years.dedup();
    let years = years.into_iter().rev().map(|year| year_view(context, key, year));
    let mut years: Vec<SumsYear> = years.filter(|year| !year.slots.is_empty()).collect();
    trends::add(&mut years);
    let files = site.plan.rows_of(org).filter(|own| own.shape == *shape);
    SumsView { years, downloads: downloads::of_rows(context, files), title, unit, frame: around.frame() }
}

/// Keys of the unit's totals of this kind and form, by year.
fn keys<'a>(context: &Context<'a>, (org, shape): Key<'a>) -> impl Iterator<Item = &'a RollupKey> {
    let slots = context.site.rollups.get(&org).into_iter().flat_map(|rollup| rollup.slots.keys());
    let mut own: Vec<&RollupKey> = slots.filter(|own| own.shape == *shape).collect();
    own.sort_by_key(|own| own.year);
    own.into_iter()
}

fn year_view(context: &Context<'_>, key: Key<'_>, year: i16) -> SumsYear {
    let portal = context.site.portal();
    let (org, shape) = key;
    let report = Report { shape: shape.clone(), year };
    let mut units = portal.orgs.below(org);
    units.push(org);
    let found = reported::of(context, &units, &report);
    let order = |own: &RollupKey| portal.kinds[&shape.kind].slots.iter().position(|slot| slot.name == own.slot);
    let mut slots: Vec<&RollupKey> = keys(context, key).filter(|own| own.year == year).collect();
    slots.sort_by_key(|own| order(own));
    SumsYear {
        year,
        reported: found.reported.len(),
        of: found.reported.len() + found.missing.len(),
        is_owed: found.is_owed,
        missing: reported::named(context, org, &found.missing),
        periods: reported::by_period(context, org, &units, &report),
        slots: slots.into_iter().filter_map(|own| slot_view(context, key, own)).collect(),
    }
}

fn slot_view(context: &Context<'_>, key: Key<'_>, own: &RollupKey) -> Option<SumsSlot> {
    let portal = context.site.portal();
    let (org, shape) = key;
    let whole = context.site.rollups.get(&org)?.slots.get(own)?;
    let total = rollups::told(context, org, own, whole);
    if total.is_empty() {
        return None;
    }
    let parts = Parts { context, key: own, total: &total };
    let orgs = portal.orgs.get(org).children.iter();
    let rows = orgs.clone().filter_map(|child| {
        let slot = context.site.rollups.get(child)?.slots.get(own)?;
        Some(parts.row(*child, slot))
    });
    let itself: Vec<SumsRow> = [false, true].into_iter().filter_map(|is_whole| parts.own_row(org, is_whole)).collect();
    // Of what is told in sums only a unit keeps no summary of its own; where its figures come from is told all the same.
    let only = itself.is_empty().then(|| parts.bare_row(org)).flatten();
    let title = context.label(&portal.heading(shape, &own.slot));
    let rows = rows.chain(itself).chain(only).collect();
    let named = orgs.filter_map(|child| {
        let rows = context.site.rollups.get(child)?.named.get(own)?.rows;
        Some(NamedUnit { unit: context.org_link(*child), rows })
    });
    let (named, stands) = (named.collect(), stands::views(context, whole));
    let mut slot = SumsSlot { title, rows, stands, total, parts: Vec::new(), trends: Vec::new(), named };
    slot.set_parts_apart();
    Some(slot)
}

/// What a total is made of.
struct Parts<'a> {
    context: &'a Context<'a>,
    key: &'a RollupKey,
    /// The lines of the total.
    total: &'a [SummaryLine],
}

impl Parts<'_> {
    /// The row of a unit below.
    fn row(&self, org: OrgId, slot: &Slot) -> SumsRow {
        let Self { context, key, total } = *self;
        let sums = link(context, org, key);
        let records =
            if sums.is_some() { Vec::new() } else { records(context, (org, key), |scope| scope != Scope::Elsewhere) };
        let cells = aligned(&rollups::told(context, org, key, slot), total);
        SumsRow { unit: context.org_link(org), is_own: false, is_whole: false, cells, sums, records }
    }

    /// The row of the unit's own records, or of what it states of itself and all below it. What they add to a sensitive
    /// register is told with the others only.
    fn own_row(&self, org: OrgId, is_whole: bool) -> Option<SumsRow> {
        let Self { context, key, total } = *self;
        let rollup = context.site.rollups.get(&org)?;
        let records = match is_whole {
            true => records(context, (org, key), |scope| scope == Scope::All),
            false => records(context, (org, key), |scope| scope == Scope::Own),
        };
        let summary = if is_whole { rollup.wholes.get(key) } else { rollup.own.get(key) };
        let cells = summary.map(|summary| aligned(&rollups::lines(context, key, summary), total));
        if summary.is_none() && (records.is_empty() || is_whole) {
            return None;
        }
        let cells = cells.unwrap_or_else(|| vec![None; total.len()]);
        Some(SumsRow { unit: context.org_link(org), is_own: true, is_whole, cells, sums: None, records })
    }
}

impl Parts<'_> {
    /// The row of records whose figures stand in the total only.
    fn bare_row(&self, org: OrgId) -> Option<SumsRow> {
        let records = records(self.context, (org, self.key), |scope| scope != Scope::Elsewhere);
        let (unit, cells) = (self.context.org_link(org), vec![None; self.total.len()]);
        let row = SumsRow { unit, is_own: true, is_whole: false, cells, sums: None, records };
        (!row.records.is_empty()).then_some(row)
    }
}

/// The lines in the places of those of the total. A part belongs to the line above it.
fn aligned(lines: &[SummaryLine], total: &[SummaryLine]) -> Vec<Option<SummaryLine>> {
    if let [line] = lines
        && matches!(line.shape, "merged" | "untold")
    {
        let rest = total.iter().skip(1).map(|_| None);
        return std::iter::once(Some(line.clone())).chain(rest).collect();
    }
    let (named, all) = (names(lines), names(total));
    let is_single = |names: &[(&str, &str)], label: &str| names.iter().filter(|own| own.1 == label).count() == 1;
    // A line that only some units have may stand between a part and what it is a part of.
    let is_same = |own: &(&str, &str), name: &(&str, &str)| {
        own == name || own.1 == name.1 && is_single(&named, name.1) && is_single(&all, name.1)
    };
    let place = |name| named.iter().position(|own| is_same(own, name)).map(|at| lines[at].clone());
    all.iter().map(place).collect()
}

fn names(lines: &[SummaryLine]) -> Vec<(&str, &str)> {
    let mut whole = "";
    let name = lines.iter().map(|line| {
        if line.role != "part" {
            whole = &line.label;
        }
        (whole, &*line.label)
    });
    name.collect()
}

/// The unit's own records behind a total that have anything of one scope, under their periods.
fn records(context: &Context<'_>, (org, key): (OrgId, &RollupKey), is_of: fn(Scope) -> bool) -> Vec<Link> {
    let index = &context.site.public.records;
    let file = SlotKey { org, shape: key.shape.clone(), slot: key.slot.clone() };
    let has = |record: &&Seen| {
        let block = record.slots.iter().find(|(slot, _)| *slot == key.slot).map(|(_, block)| block);
        block.is_some_and(|block| block.scopes(record.scope(&key.slot)).into_iter().any(is_of))
    };
    let all = index.at_all(index.of_slot(&file)).filter(|record| record.year() == key.year);
    let mut own: Vec<&Seen> = all.filter(has).collect();
    own.sort_by_key(|record| (&record.series, record.day()));
    let link = |record: &Seen| Link { title: when(context, record), href: context.to(&Page::record(record.place)) };
    own.into_iter().map(link).collect()
}

/// The period of a record, with its series.
fn when(context: &Context<'_>, record: &Record) -> String {
    let day = |date: Date| format!("{}-{:02}", date.month(), date.day());
    let when = record.period.map_or_else(|| day(record.published), |period| period.to_string());
    record.series.as_ref().map_or_else(|| when.clone(), |series| context.say(keys::BRACKETS, &[&when, series]))
}

/// Where the page for `key` stands, from the page of `context`, if there is one.
pub(crate) fn link(context: &Context<'_>, org: OrgId, key: &RollupKey) -> Option<Href> {
    let page = context.link(&Page::Sums(org, key.shape.clone()))?;
    Some(page.to_place(&format!("y{}", key.year)))
}
