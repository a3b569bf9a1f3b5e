//! What the totals are made of: the blocks of every record that counts, and which of these records are told in sums only.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::base::period::Period;
use crate::blocks::register::{Register, RegisterSummary};
use crate::blocks::scope::Scope;
use crate::blocks::{Block, BlockType, Summary};
use crate::model::id::{SeriesName, SlotName};
use crate::model::org::OrgId;
use crate::publish::index::{Place, Seen};
use crate::publish::{Hidden, Public};
use crate::rollup::small::siblings::{Secret, Secrets};
use crate::rollup::small::{Cell, Cells, Part};
use crate::rollup::{Report, RollupKey};

/// A block with the day that orders it.
#[derive(Clone, Copy)]
pub(super) struct Entry<'a> {
    pub(super) day: Date,
    pub(super) period: Option<Period>,
    pub(super) block: &'a Block,
    pub(super) series: Option<&'a SeriesName>,
    pub(super) scope: Scope,
    /// Whether its kind and form have lists that are told in sums only.
    pub(super) is_guarded: bool,
    /// Whether nothing of its record is public but what it adds.
    pub(super) is_counted_only: bool,
    /// Whether its record has a list that is too short to be told.
    pub(super) is_short: bool,
    /// Its record, if that may be seen.
    pub(super) place: Option<Place>,
}

impl Entry<'_> {
    /// Whether nobody can look at it.
    fn is_secret(&self) -> bool {
        self.is_counted_only || self.block.is_small()
    }
}

/// What a record puts into the totals.
pub(super) struct Source<'a> {
    pub(super) org: OrgId,
    pub(super) report: Report,
    pub(super) period: Option<Period>,
    slots: Vec<(&'a SlotName, Entry<'a>)>,
    /// Slots whose public lists state the unit and all below it, and are not added to what these report.
    pub(super) stated: Vec<&'a SlotName>,
}

/// Blocks of one unit under one key: series by series and scope by scope, each oldest first.
pub(super) type Histories<'a> = BTreeMap<(OrgId, RollupKey), Vec<Entry<'a>>>;

/// The blocks of a history that follow each other.
pub(super) fn lines<'h, 'a>(history: &'h [Entry<'a>]) -> impl Iterator<Item = &'h [Entry<'a>]> {
    history.chunk_by(|a, b| (a.series, a.scope) == (b.series, b.scope))
}

/// Every record that counts, with all its blocks but those of another place.
pub(super) fn sources(public: &Public) -> Vec<Source<'_>> {
    let mut sources = counting(public, |_| true);
    guard(public, &mut sources);
    sources
}

/// Those of one unit.
pub(super) fn of_unit(public: &Public, org: OrgId) -> Vec<Source<'_>> {
    counting(public, |own| own == org)
}

fn counting(public: &Public, is_meant: impl Fn(OrgId) -> bool) -> Vec<Source<'_>> {
    let corrections = public.hidden.iter().filter(|hidden| !hidden.slots.is_empty());
    let corrected: BTreeSet<&str> = corrections.filter_map(|hidden| hidden.corrects.as_deref()).collect();
    let own = public.records.current().filter(|record| is_meant(record.org));
    let own = own.filter(|record| !corrected.contains(&*record.id)).map(shown);
    let hidden = public.hidden.iter().filter(|hidden| is_meant(hidden.org)).map(hidden);
    let mut sources: Vec<Source<'_>> = own.chain(hidden).collect();
    for source in &mut sources {
        source.slots.retain(|(_, entry)| entry.scope != Scope::Elsewhere);
    }
    sources.retain(|source| !source.slots.is_empty());
    sources
}

fn shown(record: &Seen) -> Source<'_> {
    let held = &record.held;
    let is_short = held.is_some();
    let entry = |slot: &SlotName, block| Entry {
        day: record.day(),
        period: record.period,
        block,
        series: record.series.as_ref(),
        scope: Block::scope(block, record.scope(slot)),
        is_guarded: false,
        is_counted_only: false,
        is_short,
        place: Some(record.place),
    };
    let blocks = record.slots.iter().chain(held.iter().flat_map(|held| held.iter()));
    Source {
        org: record.org,
        report: Report { shape: record.shape(), year: record.year() },
        period: record.period,
        slots: blocks.map(|(slot, block)| (slot, entry(slot, block))).collect(),
        stated: Vec::new(),
    }
}

fn hidden(hidden: &Hidden) -> Source<'_> {
    let is_short = hidden.slots.iter().any(|(_, block)| block.is_small());
    let entry = |slot: &SlotName, block| Entry {
        day: hidden.day,
        period: hidden.period,
        block,
        series: hidden.series.as_ref(),
        scope: Block::scope(block, hidden.scopes.of(slot)),
        is_guarded: false,
        is_counted_only: true,
        is_short,
        place: None,
    };
    Source {
        org: hidden.org,
        report: Report { shape: hidden.shape.clone(), year: hidden.year },
        period: hidden.period,
        slots: hidden.slots.iter().map(|(slot, block)| (slot, entry(slot, block))).collect(),
        stated: Vec::new(),
    }
}

/// Where records have lists that are told in sums only, a total is the sum of all records, so that what it tells can be
/// reckoned: what a unit states of itself and all below it is added like its own as long as no unit below has records
/// of the same, and is left out if one has.
fn guard(public: &Public, sources: &mut [Source<'_>]) {
    let is_guarded = |source: &&Source<'_>| {
        let mut entries = source.slots.iter().map(|(_, entry)| entry);
        entries.any(|entry| {
            entry.is_counted_only || entry.block.as_register().is_some_and(|list| list.options().is_sensitive)
        })
    };
    let guarded: BTreeSet<Report> = sources.iter().filter(is_guarded).map(|source| source.report.clone()).collect();
    let orgs = &public.portal().orgs;
    let above: BTreeSet<(Report, OrgId)> = sources
        .iter()
        .filter(|source| guarded.contains(&source.report))
        .flat_map(|source| {
            let above = orgs.line(source.org).into_iter().filter(|org| *org != source.org);
            above.map(|org| (source.report.clone(), org)).collect::<Vec<_>>()
        })
        .collect();
    for source in sources.iter_mut().filter(|source| guarded.contains(&source.report)) {
        let is_above = above.contains(&(source.report.clone(), source.org));
        let is_dropped = |entry: &Entry<'_>| is_above && entry.block.scopes(entry.scope).contains(&Scope::All);
        let stated = source.lists().filter(|(_, entry, _)| is_dropped(entry) && !entry.is_secret());
        source.stated = stated.map(|(slot, ..)| slot).collect();
        source.slots.retain(|(_, entry)| !is_dropped(entry));
        source.slots.iter_mut().for_each(|(_, entry)| (entry.scope, entry.is_guarded) = (Scope::Own, true));
    }
}

/// Leaves out records whose lists nobody can look at, if the list of a longer time that holds theirs is public: it counts
/// their rows already, and totals that counted them again would tell of them beside it.
pub(super) fn leave_out_listed(sources: &mut Vec<Source<'_>>) {
    type Longer<'a> = BTreeMap<(OrgId, Report, &'a SlotName), Vec<(Option<&'a SeriesName>, Period)>>;
    let mut longer = Longer::new();
    for source in sources.iter() {
        let told = source.lists().filter(|(_, entry, list)| list.options().is_sensitive && !entry.is_secret());
        for (slot, entry, _) in told.filter(|(_, entry, list)| !list.is_stock() && entry.period.is_some()) {
            let own = longer.entry((source.org, source.report.clone(), slot)).or_default();
            own.extend(entry.period.map(|period| (entry.series, period)));
        }
    }
    let is_listed = |source: &Source<'_>| {
        source.lists().filter(|(_, entry, _)| entry.is_secret()).any(|(slot, entry, _)| {
            let (Some(own), Some(all)) = (entry.period, longer.get(&(source.org, source.report.clone(), slot))) else {
                return false;
            };
            all.iter().any(|(series, period)| *series == entry.series && holds(period, &own))
        })
    };
    sources.retain(|source| !is_listed(source));
}

/// Whether one time holds the other and more.
fn holds(long: &Period, short: &Period) -> bool {
    let ends = |period: &Period| (period.start, period.end);
    long.start <= short.start && short.end <= long.end && ends(long) != ends(short)
}

/// Blocks by unit and key.
pub(super) fn histories<'a>(sources: &[Source<'a>]) -> Histories<'a> {
    let mut histories = Histories::new();
    for source in sources {
        for (slot, entry) in &source.slots {
            histories.entry((source.org, source.report.key(slot))).or_default().push(*entry);
        }
    }
    histories.values_mut().for_each(|history| history.sort_by_key(|entry| (entry.series, entry.scope, entry.day)));
    histories
}

impl<'a> Source<'a> {
    /// Its lists with rows.
    fn lists(&self) -> impl Iterator<Item = (&'a SlotName, &Entry<'a>, &'a Register)> {
        self.slots.iter().filter_map(|(slot, entry)| {
            let list = entry.block.as_register().filter(|list| list.rows() > 0)?;
            Some((*slot, entry, list))
        })
    }

    /// The slot of its course, if it has no list and nothing of it is public but what it adds: then it is itself a case.
    fn case(&self) -> Option<&'a SlotName> {
        let is_course = |entry: &Entry<'_>| entry.is_counted_only && entry.block.is_course();
        let mut courses = self.slots.iter().filter(|(_, entry)| is_course(entry)).map(|(slot, _)| *slot);
        courses.next().filter(|_| self.lists().next().is_none())
    }
}

/// The cases among records without lists, as one row each, where no record of their kind, form and year has a list.
pub(super) fn cases(sources: &[Source<'_>]) -> BTreeMap<RollupKey, Cells> {
    let listed = sources.iter().filter(|source| source.lists().next().is_some());
    let listed: BTreeSet<&Report> = listed.map(|source| &source.report).collect();
    let own = sources.iter().filter(|source| !listed.contains(&source.report));
    let keys = own.filter_map(|source| Some((source.report.key(source.case()?), Cells::new())));
    let mut cases: BTreeMap<RollupKey, Cells> = keys.collect();
    let row = RegisterSummary { rows: 1, ..RegisterSummary::default() };
    for source in sources {
        for (slot, entry) in &source.slots {
            let Some(cells) = cases.get_mut(&source.report.key(slot)) else { continue };
            let Cell { known, parts, .. } = cells.entry(source.org).or_default();
            match parts.first_mut() {
                _ if !entry.is_counted_only => known.merge(&row),
                Some(part) => part.summary.merge(&row),
                None => parts.push(Part { summary: row.clone(), is_short: false }),
            }
        }
    }
    cases
}

/// The records of which a list is told in sums only, or which are themselves a case that is.
pub(super) fn secrets(
    sources: &[Source<'_>],
    histories: &Histories<'_>,
    cases: &BTreeMap<RollupKey, Cells>,
) -> BTreeMap<Report, Secrets> {
    let mut secrets: BTreeMap<Report, Secrets> = BTreeMap::new();
    for source in sources {
        let case = source.case().map(|slot| source.report.key(slot));
        if case.is_none() && !source.lists().any(|(_, entry, list)| entry.is_counted_only || list.is_small()) {
            continue;
        }
        let is_replaced = |slot: &SlotName, entry: &Entry<'_>| {
            let history = histories.get(&(source.org, source.report.key(slot)));
            let mut last = history.into_iter().flat_map(|history| lines(history).filter_map(<[_]>::last));
            !last.any(|last| std::ptr::eq(last.block, entry.block))
        };
        let mut short =
            source.lists().filter(|(_, _, list)| list.is_stock() && list.options().smallest.is_small(list.rows()));
        let is_uncounted = case.is_some_and(|key| !cases.contains_key(&key));
        let is_outdated = is_uncounted || short.any(|(slot, entry, _)| is_replaced(slot, entry));
        let slots = source.slots.iter().map(|(slot, _)| (*slot).clone()).collect();
        let own = secrets.entry(source.report.clone()).or_default().entry(source.org).or_default();
        own.push(Secret { slots, is_outdated });
    }
    secrets
}
