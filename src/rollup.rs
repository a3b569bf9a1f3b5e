//! Numbers that rise: the summaries of every organisation and all below it, by kind, form, slot and year.
//!
//! Only the newest version of a record counts. A summary holds no ids and borrows nothing, so that one day a subtree
//! can be summed up elsewhere and handed in as data.

mod small;
mod sources;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::blocks::register::{Register, RegisterSummary};
use crate::blocks::{Block, BlockSummary, BlockType, Summary};
use crate::model::id::{KindName, SlotName};
use crate::model::org::{OrgId, OrgTree};
use crate::model::record::Shape;
use crate::model::window::WindowSummary;
use crate::publish::Public;
use crate::rollup::small::siblings::{self, Secrets};
use crate::rollup::small::{Cell, Cells, Hidden, Part};
use crate::rollup::sources::{Entry, Histories, cases, histories, secrets, sources};

/// What summaries are kept under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RollupKey {
    /// What the records are of.
    pub shape: Shape,
    /// The slot of the kind whose blocks are summed up.
    pub slot: SlotName,
    /// Year of the period, else of publication.
    pub year: i16,
}

/// That a unit has records of a kind and form in a year.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Report {
    /// What they are of.
    pub shape: Shape,
    /// The year in which the periods of the records end.
    pub year: i16,
}

impl Report {
    fn key(&self, slot: &SlotName) -> RollupKey {
        RollupKey { shape: self.shape.clone(), slot: slot.clone(), year: self.year }
    }
}

impl RollupKey {
    fn report(&self) -> Report {
        Report { shape: self.shape.clone(), year: self.year }
    }
}

/// All summaries of an organisation and those below it.
#[derive(Clone, Debug, Default)]
pub struct Rollup {
    /// Number of records by kind.
    pub records: BTreeMap<KindName, usize>,
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
    /// The summary; it says nothing where the slot is merged.
    pub summary: BlockSummary,
    /// How many units reported.
    pub reported: usize,
    /// Whether it is told at a level above only, because it would tell of a list that is.
    pub is_merged: bool,
}

impl Slot {
    fn merge(&mut self, other: &Self) {
        self.reported += other.reported;
        self.is_merged |= other.is_merged;
        if self.is_merged {
            self.summary = self.summary.cleared();
        } else {
            self.summary.merge(&other.summary);
        }
    }
}

impl Rollup {
    /// Leaves out of sensitive registers all but the rows: what was added here was not looked at as one total, and
    /// a figure that one of both sides hides could be worked out.
    pub fn leave_out_sensitive(&mut self) {
        for slot in self.slots.values_mut() {
            if let Some(one) = slot.summary.as_register_mut().filter(|one| one.is_sensitive) {
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
                Some(own) => own.merge(slot),
                None => {
                    self.slots.insert(key.clone(), slot.clone());
                }
            }
        }
    }
}

/// Sums up every organisation with all below it; small counts of sensitive registers are merged upward.
pub fn roll_up(public: &Public, today: Date) -> BTreeMap<OrgId, Rollup> {
    let orgs = &public.portal().orgs;
    let mut rollups: BTreeMap<OrgId, Rollup> = orgs.iter().map(|(id, _)| (id, Rollup::default())).collect();
    for record in public.records.current() {
        let rollup = rollups.entry(record.org).or_default();
        *rollup.records.entry(record.kind.clone()).or_default() += 1;
        if let Some(window) = &record.window {
            let year = rollup.windows.entry(window.posted.year()).or_default();
            year.merge(&WindowSummary::of(window, today));
        }
    }
    let sources = sources(public);
    let histories = histories(&sources);
    for ((org, key), history) in &histories {
        let blocks: Vec<_> = history.iter().map(|entry| (entry.day, entry.block)).collect();
        if let Some(mut summary) = Block::summarize(&blocks, today) {
            if let Some(register) = summary.as_register_mut() {
                register.is_sensitive |= history.iter().any(|entry| entry.is_counted_only);
            }
            let rollup = rollups.entry(*org).or_default();
            rollup.reports.insert(key.report());
            if !orgs.get(*org).children.is_empty() {
                rollup.own.insert(key.clone(), summary.clone());
            }
            rollup.slots.insert(key.clone(), Slot { summary, reported: 1, is_merged: false });
        }
    }
    for (id, org) in orgs.iter().rev() {
        if let Some(parent) = org.parent
            && let Some(own) = rollups.remove(&id)
        {
            rollups.entry(parent).or_default().merge(&own);
            rollups.insert(id, own);
        }
    }
    let cases = cases(&sources);
    let secrets = secrets(&sources, &histories, &cases);
    let mut cells = lists(&rollups, &histories, today);
    cells.extend(cases);
    merge_small(&mut rollups, orgs, &cells, &secrets);
    rollups
}

fn is_sensitive(slot: &Slot) -> bool {
    matches!(&slot.summary, BlockSummary::Register(one) if one.is_sensitive)
}

/// What every unit puts into the totals of sensitive registers.
fn lists(rollups: &BTreeMap<OrgId, Rollup>, histories: &Histories<'_>, today: Date) -> BTreeMap<RollupKey, Cells> {
    let all = rollups.get(&OrgId::ROOT).into_iter().flat_map(|rollup| &rollup.slots);
    let lists = all.filter(|(_, slot)| is_sensitive(slot)).map(|(key, _)| (key.clone(), Cells::new()));
    let mut lists: BTreeMap<RollupKey, Cells> = lists.collect();
    for ((org, key), history) in histories {
        if let Some(cells) = lists.get_mut(key) {
            cells.insert(*org, cell(history, today));
        }
    }
    lists
}

/// Takes out of every total of a sensitive register what could be worked out there, and of the other blocks of the same
/// records what would tell of it.
fn merge_small(
    rollups: &mut BTreeMap<OrgId, Rollup>,
    orgs: &OrgTree,
    cells: &BTreeMap<RollupKey, Cells>,
    secrets: &BTreeMap<Report, Secrets>,
) {
    let all = rollups.get(&OrgId::ROOT).into_iter().flat_map(|rollup| &rollup.slots);
    let others: Vec<RollupKey> = all.filter(|(_, slot)| !is_sensitive(slot)).map(|(key, _)| key.clone()).collect();
    let closed = closed(orgs, cells);
    for (key, cells) in cells {
        let hidden = Hidden::find(orgs, cells, &closed[&key.report()]);
        for (org, rollup) in rollups.iter_mut() {
            rollup.own.remove(key);
            if let Some(summary) = rollup.slots.get_mut(key).and_then(|slot| slot.summary.as_register_mut()) {
                summary.is_sensitive = true;
                hidden.take_out(*org, summary);
            }
        }
    }
    for key in &others {
        let report = key.report();
        if let (Some(secrets), Some(closed)) = (secrets.get(&report), closed.get(&report)) {
            merge_sibling(rollups, key, &siblings::hidden(orgs, secrets, &key.slot, closed));
        }
    }
}

fn merge_sibling(rollups: &mut BTreeMap<OrgId, Rollup>, key: &RollupKey, hidden: &BTreeSet<OrgId>) {
    for (org, rollup) in rollups.iter_mut() {
        rollup.own.remove(key);
        if let Some(slot) = rollup.slots.get_mut(key).filter(|_| hidden.contains(org)) {
            (slot.summary, slot.is_merged) = (slot.summary.cleared(), true);
        }
    }
}

/// The units where a list of the records is not told: where one of several is not, none is.
fn closed(orgs: &OrgTree, cells: &BTreeMap<RollupKey, Cells>) -> BTreeMap<Report, BTreeSet<OrgId>> {
    let mut closed: BTreeMap<Report, BTreeSet<OrgId>> = BTreeMap::new();
    loop {
        let before: usize = closed.values().map(BTreeSet::len).sum();
        for (key, cells) in cells {
            let own = closed.entry(key.report()).or_default();
            let found = Hidden::rows(orgs, cells, own);
            own.extend(found);
        }
        if closed.values().map(BTreeSet::len).sum::<usize>() == before {
            return closed;
        }
    }
}

/// What the records of one unit put into a total: those of a stock only with the latest.
fn cell(history: &[Entry<'_>], today: Date) -> Cell {
    let registers: Vec<_> = history.iter().filter_map(|entry| Some((entry, entry.block.as_register()?))).collect();
    let is_stock = registers.last().is_some_and(|(_, register)| register.is_stock());
    let first = if is_stock { registers.len() - 1 } else { 0 };
    let mut cell = Cell::default();
    let mut counted = RegisterSummary::default();
    for (entry, register) in &registers[first..] {
        let summary = Register::summarize(&[(entry.day, *register)], today);
        match () {
            () if entry.is_counted_only => counted.merge(&summary),
            () if entry.is_short => cell.parts.push(Part { summary, is_short: register.is_small() }),
            () => cell.known.merge(&summary),
        }
    }
    if counted.rows > 0 {
        cell.parts.push(Part { summary: counted, is_short: false });
    }
    cell
}
