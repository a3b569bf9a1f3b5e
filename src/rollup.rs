//! Numbers that rise: the summaries of every organisation and all below it, by kind, form, slot and year.
//!
//! Only the newest version of a record counts. A summary holds no ids and borrows nothing, so that one day a subtree
//! can be summed up elsewhere and handed in as data.

mod small;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::base::name::Name;
use crate::blocks::register::{Register, RegisterSummary};
use crate::blocks::{Block, BlockSummary, BlockType, Summary};
use crate::model::org::{OrgId, OrgTree};
use crate::model::window::WindowSummary;
use crate::publish::Public;
use crate::rollup::small::{Cell, Cells, Hidden, Part};

/// What summaries are kept under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RollupKey {
    /// Kind.
    pub kind: Name,
    /// Form, if the record has one.
    pub form: Option<Name>,
    /// Slot.
    pub slot: Name,
    /// Year of the period, else of publication.
    pub year: i16,
}

/// That a unit has records of a kind and form in a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Report {
    /// Kind.
    pub kind: Name,
    /// Form, if the records have one.
    pub form: Option<Name>,
    /// Year.
    pub year: i16,
}

/// All summaries of an organisation and those below it.
#[derive(Clone, Debug, Default)]
pub struct Rollup {
    /// Number of records by kind.
    pub records: BTreeMap<Name, usize>,
    /// What the unit itself reported, without those below.
    pub reports: BTreeSet<Report>,
    /// Summaries of the unit's own records, where there are others below it; not of sensitive registers.
    pub own: BTreeMap<RollupKey, BlockSummary>,
    /// Summaries.
    pub slots: BTreeMap<RollupKey, Slot>,
    /// Windows by the year of their first posting.
    pub windows: BTreeMap<i16, WindowSummary>,
}

/// A summary with the number of units that it comes from.
#[derive(Clone, Debug)]
pub struct Slot {
    /// The summary.
    pub summary: BlockSummary,
    /// How many units reported.
    pub reported: usize,
}

impl Rollup {
    /// Leaves out of sensitive registers all but the rows: what was added here was not looked at as one total, and
    /// a figure that one of both sides hides could be worked out.
    pub fn leave_out_sensitive(&mut self) {
        for slot in self.slots.values_mut() {
            if let BlockSummary::Register(one) = &mut slot.summary
                && one.is_sensitive
            {
                let (rows, is_merged) = (one.rows, one.is_merged);
                *one = RegisterSummary { rows, is_merged, is_sensitive: true, ..RegisterSummary::default() };
            }
        }
    }

    /// Adds what another unit has.
    pub fn merge(&mut self, other: &Self) {
        for (kind, count) in &other.records {
            *self.records.entry(kind.clone()).or_default() += count;
        }
        for (year, windows) in &other.windows {
            self.windows.entry(*year).or_default().merge(windows);
        }
        for (key, slot) in &other.slots {
            match self.slots.get_mut(key) {
                Some(own) => {
                    own.summary.merge(&slot.summary);
                    own.reported += slot.reported;
                }
                None => {
                    self.slots.insert(key.clone(), slot.clone());
                }
            }
        }
    }
}

/// A block with the day that orders it.
#[derive(Clone, Copy)]
struct Entry<'a> {
    day: Date,
    block: &'a Block,
    /// Whether nothing of its record is public but what it adds.
    is_counted_only: bool,
}

/// Blocks of one unit under one key, oldest first.
type Histories<'a> = BTreeMap<(OrgId, RollupKey), Vec<Entry<'a>>>;

/// Sums up every organisation with all below it; small counts of sensitive registers are merged upward.
pub fn roll_up(public: &Public, today: Date) -> BTreeMap<OrgId, Rollup> {
    let orgs = &public.portal().orgs;
    let mut rollups: BTreeMap<OrgId, Rollup> = orgs.iter().map(|(id, _)| (id, Rollup::default())).collect();
    for record in public.current() {
        let rollup = rollups.entry(orgs.owner(&record.org)).or_default();
        *rollup.records.entry(record.kind.clone()).or_default() += 1;
        if let Some(window) = &record.window {
            let year = rollup.windows.entry(window.posted.year()).or_default();
            year.merge(&WindowSummary::of(window, today));
        }
    }
    let histories = histories(public);
    for ((org, key), history) in &histories {
        let blocks: Vec<_> = history.iter().map(|entry| (entry.day, entry.block)).collect();
        if let Some(mut summary) = Block::summarize(&blocks, today) {
            if let BlockSummary::Register(register) = &mut summary {
                register.is_sensitive |= history.iter().any(|entry| entry.is_counted_only);
            }
            let rollup = rollups.entry(*org).or_default();
            rollup.reports.insert(Report { kind: key.kind.clone(), form: key.form.clone(), year: key.year });
            if !orgs.get(*org).children.is_empty() {
                rollup.own.insert(key.clone(), summary.clone());
            }
            rollup.slots.insert(key.clone(), Slot { summary, reported: 1 });
        }
    }
    for (id, org) in orgs.iter().rev() {
        if let (Some(parent), Some(own)) = (org.parent, rollups.get(&id).cloned()) {
            rollups.entry(parent).or_default().merge(&own);
        }
    }
    merge_small(&mut rollups, orgs, &histories, today);
    rollups
}

fn histories(public: &Public) -> Histories<'_> {
    let orgs = &public.portal().orgs;
    let mut histories = Histories::new();
    for record in public.current() {
        let shape = (&record.kind, record.form.as_ref(), record.year());
        let entry = |block| Entry { day: record.day(), block, is_counted_only: false };
        gather(
            &mut histories,
            (orgs.owner(&record.org), shape),
            record.slots.iter().map(|(slot, one)| (slot, entry(one))),
        );
    }
    for hidden in &public.hidden {
        let shape = (&hidden.kind, hidden.form.as_ref(), hidden.year);
        let entry = |block| Entry { day: hidden.day, block, is_counted_only: true };
        gather(
            &mut histories,
            (orgs.owner(&hidden.org), shape),
            hidden.slots.iter().map(|(slot, one)| (slot, entry(one))),
        );
    }
    histories.values_mut().for_each(|history| history.sort_by_key(|entry| entry.day));
    histories
}

/// Takes out of every total of a sensitive register what could be worked out there.
fn merge_small(rollups: &mut BTreeMap<OrgId, Rollup>, orgs: &OrgTree, histories: &Histories<'_>, today: Date) {
    let is_sensitive = |slot: &Slot| matches!(&slot.summary, BlockSummary::Register(one) if one.is_sensitive);
    let root = rollups.get(&OrgId::ROOT).map(|rollup| &rollup.slots);
    let keys = root.into_iter().flatten().filter(|(_, slot)| is_sensitive(slot)).map(|(key, _)| key.clone());
    let mut cells: BTreeMap<RollupKey, Cells> = keys.map(|key| (key, Cells::new())).collect();
    for ((org, key), history) in histories {
        if let Some(cells) = cells.get_mut(key) {
            cells.insert(*org, cell(history, today));
        }
    }
    for (key, cells) in cells {
        let hidden = Hidden::find(orgs, &cells);
        for (org, rollup) in rollups.iter_mut() {
            rollup.own.remove(&key);
            if let Some(BlockSummary::Register(summary)) = rollup.slots.get_mut(&key).map(|slot| &mut slot.summary) {
                summary.is_sensitive = true;
                hidden.take_out(*org, summary);
            }
        }
    }
}

/// What the records of one unit put into a total: those of a stock only with the latest.
fn cell(history: &[Entry<'_>], today: Date) -> Cell {
    let registers = history.iter().filter_map(|entry| match entry.block {
        Block::Register(register) => Some((entry, register)),
        _ => None,
    });
    let registers: Vec<_> = registers.collect();
    let is_stock = registers.last().is_some_and(|(_, register)| register.is_stock());
    let first = if is_stock { registers.len() - 1 } else { 0 };
    let mut cell = Cell::default();
    let mut counted = RegisterSummary::default();
    for (entry, register) in &registers[first..] {
        let summary = Register::summarize(&[(entry.day, *register)], today);
        match () {
            () if entry.is_counted_only => counted.merge(&summary),
            () if register.is_small() => cell.parts.push(Part { summary, is_short: true }),
            () => cell.known.merge(&summary),
        }
    }
    if counted.rows > 0 {
        cell.parts.push(Part { summary: counted, is_short: false });
    }
    cell
}

/// Kind, form and year of a record.
type Shape<'a> = (&'a Name, Option<&'a Name>, i16);

fn rollup_key((kind, form, year): Shape<'_>, slot: &Name) -> RollupKey {
    RollupKey { kind: kind.clone(), form: form.cloned(), slot: slot.clone(), year }
}

fn gather<'a>(
    histories: &mut Histories<'a>,
    (org, shape): (OrgId, Shape<'_>),
    entries: impl Iterator<Item = (&'a Name, Entry<'a>)>,
) {
    for (slot, entry) in entries {
        histories.entry((org, rollup_key(shape, slot))).or_default().push(entry);
    }
}
