//! Totals of sensitive lists: what each unit puts in, and what is taken out where it could be worked out.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::date::Date;
use crate::blocks::register::{Register, RegisterSummary};
use crate::blocks::{BlockSummary, BlockType, Summary};
use crate::model::org::OrgId;
use crate::rollup::small::siblings::{self, Secrets};
use crate::rollup::small::{Cell, Cells, Hidden, Part, Tree};
use crate::rollup::sources::{Entry, Histories, lines};
use crate::rollup::{Report, Rollup, RollupKey, Slot};

fn is_sensitive(slot: &Slot) -> bool {
    matches!(&slot.summary, BlockSummary::Register(one) if one.is_sensitive)
}

/// What every unit puts into the totals of sensitive registers.
pub(super) fn lists(
    rollups: &BTreeMap<OrgId, Rollup>,
    histories: &Histories<'_>,
    today: Date,
) -> BTreeMap<RollupKey, Cells> {
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
pub(super) fn merge_small(
    rollups: &mut BTreeMap<OrgId, Rollup>,
    tree: Tree<'_>,
    cells: &BTreeMap<RollupKey, Cells>,
    secrets: &BTreeMap<Report, Secrets>,
) {
    let all = rollups.get(&OrgId::ROOT).into_iter().flat_map(|rollup| &rollup.slots);
    let others: Vec<RollupKey> = all.filter(|(_, slot)| !is_sensitive(slot)).map(|(key, _)| key.clone()).collect();
    let closed = closed(tree, cells);
    for (key, cells) in cells {
        let hidden = Hidden::find(tree, cells, &closed[&key.report()]);
        for (org, rollup) in rollups.iter_mut() {
            rollup.own.remove(key);
            rollup.wholes.remove(key);
            if let Some(summary) = rollup.slots.get_mut(key).and_then(|slot| slot.summary.as_register_mut()) {
                summary.is_sensitive = true;
                hidden.take_out(*org, summary);
            }
        }
    }
    for key in &others {
        let report = key.report();
        if let (Some(secrets), Some(closed)) = (secrets.get(&report), closed.get(&report)) {
            merge_sibling(rollups, key, &siblings::hidden(tree.orgs, secrets, &key.slot, closed));
        }
    }
}

fn merge_sibling(rollups: &mut BTreeMap<OrgId, Rollup>, key: &RollupKey, hidden: &BTreeSet<OrgId>) {
    for (org, rollup) in rollups.iter_mut() {
        rollup.own.remove(key);
        if let Some(slot) = rollup.slots.get_mut(key).filter(|_| hidden.contains(org)) {
            slot.clear();
            slot.is_merged = true;
        }
    }
}

/// The units where a list of the records is not told: where one of several is not, none is.
fn closed(tree: Tree<'_>, cells: &BTreeMap<RollupKey, Cells>) -> BTreeMap<Report, BTreeSet<OrgId>> {
    let mut closed: BTreeMap<Report, BTreeSet<OrgId>> = BTreeMap::new();
    loop {
        let before: usize = closed.values().map(BTreeSet::len).sum();
        for (key, cells) in cells {
            let own = closed.entry(key.report()).or_default();
            let found = Hidden::rows(tree, cells, own);
            own.extend(found);
        }
        if closed.values().map(BTreeSet::len).sum::<usize>() == before {
            return closed;
        }
    }
}

/// What the records of one unit put into a total: those of a stock only with the latest of each series.
fn cell(history: &[Entry<'_>], today: Date) -> Cell {
    let mut cell = Cell::default();
    let mut counted = RegisterSummary::default();
    for (entry, register) in lines(history).flat_map(counting) {
        let summary = Register::summarize(&[(entry.period, register)], today);
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

/// The lists of one series that count.
fn counting<'h, 'a>(line: &'h [Entry<'a>]) -> impl Iterator<Item = (&'h Entry<'a>, &'a Register)> {
    let registers: Vec<_> = line.iter().filter_map(|entry| Some((entry, entry.block.as_register()?))).collect();
    let is_stock = registers.last().is_some_and(|(_, register)| register.is_stock());
    let first = if is_stock { registers.len() - 1 } else { 0 };
    registers.into_iter().skip(first)
}
