//! Numbers that rise: the summaries of every organisation and all below it, by kind, form, slot and year.
//!
//! Only the newest version of a record counts. What may be added to what is decided in `rise`. A summary holds no ids and
//! borrows nothing, so that one day a subtree can be summed up elsewhere and handed in as data.

mod counted;
mod merged;
mod named;
mod rise;
mod small;
mod sources;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::period::Period;
use crate::blocks::register::RegisterSummary;
use crate::blocks::scope::Scope;
use crate::blocks::share::{Day, Share};
use crate::blocks::{Block, BlockSummary, Summary};
use crate::model::id::{KindName, SlotName};
use crate::model::org::{OrgId, OrgTree};
use crate::model::record::Shape;
use crate::model::window::WindowSummary;
use crate::publish::Public;
use crate::rollup::merged::{lists, merge_small};
use crate::rollup::rise::{Put, Side, Sum, rise};
use crate::rollup::small::Tree;
use crate::rollup::sources::{Histories, cases, histories, leave_out_listed, lines, secrets, sources};

pub use counted::{Counted, counted};
pub use named::Named;
pub use rise::Stand;

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
    /// What the unit itself reported, without those below, and for which periods.
    pub reports: BTreeMap<Report, BTreeSet<Period>>,
    /// Summaries of the unit's own records, where there are others below it; not of sensitive registers.
    pub own: BTreeMap<RollupKey, BlockSummary>,
    /// Summaries of what the unit states of itself and all below it.
    pub wholes: BTreeMap<RollupKey, BlockSummary>,
    /// Summaries.
    pub slots: BTreeMap<RollupKey, Slot>,
    /// Rows of the lists of others that name the unit or one below it.
    pub named: BTreeMap<RollupKey, Named>,
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
    /// What the unit and those below reported of what it also states as a whole: that is not added.
    pub replaced: Option<BlockSummary>,
    /// What stands on a day, by name of the part.
    pub stands: BTreeMap<Arc<str>, Stand>,
}

impl Slot {
    fn of(sum: Sum) -> Self {
        let Sum { summary, units, stands } = sum;
        Self { summary, reported: units.len(), is_merged: false, replaced: None, stands }
    }

    fn merge(&mut self, other: &Self) {
        self.reported += other.reported;
        self.is_merged |= other.is_merged;
        if self.is_merged {
            self.clear();
        } else {
            self.summary = joined([&self.summary, &other.summary]);
            self.stands.clear();
        }
    }

    /// Leaves out all that it says.
    fn clear(&mut self) {
        (self.summary, self.replaced) = (self.summary.cleared(), None);
        self.stands.clear();
    }
}

/// The sum of two summaries: what stands on a day is added to what stands on the same one.
fn joined(both: [&BlockSummary; 2]) -> BlockSummary {
    let shares: Vec<_> = both.into_iter().flat_map(|one| one.clone().shares()).collect();
    let mut days: BTreeMap<&str, Day> = BTreeMap::new();
    for share in &shares {
        let day = days.entry(&share.name).or_insert(share.day);
        *day = day.prevailing(share.day);
    }
    let mut sum = both[0].cleared();
    for share in shares.iter().filter(|share| share.day.counts_beside(days[&*share.name])) {
        sum.merge(&share.summary);
    }
    sum
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
    raise_counts(&mut rollups, orgs);
    let mut sources = sources(public);
    for source in &sources {
        let reports = &mut rollups.entry(source.org).or_default().reports;
        reports.entry(source.report.clone()).or_default().extend(source.period);
    }
    leave_out_listed(&mut sources);
    let histories = histories(&sources);
    add_up(&mut rollups, orgs, &puts(&histories, today));
    for ((org, key), named) in named::named(orgs, &histories) {
        rollups.entry(org).or_default().named.insert(key, named);
    }
    let cases = cases(&sources);
    let secrets = secrets(&sources, &histories, &cases);
    let mut cells = lists(&rollups, &histories, today);
    cells.extend(cases);
    for source in &sources {
        for slot in &source.stated {
            if let Some(cells) = cells.get_mut(&source.report.key(slot)) {
                cells.entry(source.org).or_default().is_stated = true;
            }
        }
    }
    merge_small(&mut rollups, Tree { orgs, smallest: public.portal().config.smallest }, &cells, &secrets);
    rollups
}

/// Adds the numbers of records and windows of every unit to those of the units above it.
fn raise_counts(rollups: &mut BTreeMap<OrgId, Rollup>, orgs: &OrgTree) {
    for (id, org) in orgs.iter().rev() {
        if let (Some(parent), Some(own)) = (org.parent, rollups.get(&id)) {
            let own = Rollup { records: own.records.clone(), windows: own.windows.clone(), ..Rollup::default() };
            rollups.entry(parent).or_default().merge(&own);
        }
    }
}

/// What the records of every unit put into the totals.
fn puts<'a>(histories: &'a Histories<'_>, today: Date) -> Vec<Put<'a>> {
    let mut puts = Vec::new();
    for ((org, key), history) in histories {
        let is_counted_only = history.iter().any(|entry| entry.is_counted_only);
        for line in lines(history) {
            let blocks: Vec<_> = line.iter().map(|entry| (entry.period, entry.block)).collect();
            let Some(mut summary) = Block::summarize(&blocks, today) else { continue };
            if let Some(register) = summary.as_register_mut() {
                register.is_sensitive |= is_counted_only;
            }
            let is_whole = line[0].scope == Scope::All;
            puts.extend(summary.shares().into_iter().map(|share| {
                let (is_whole, day) = (is_whole || share.is_whole, share.day);
                // Beside a list that is told in sums only, totals cover all records.
                let (is_whole, day) = if line[0].is_guarded { (false, Day::Any) } else { (is_whole, day) };
                Put { org: *org, key, series: line[0].series, share: Share { is_whole, day, ..share } }
            }));
        }
    }
    puts
}

/// Puts the sums into their places.
fn add_up(rollups: &mut BTreeMap<OrgId, Rollup>, orgs: &OrgTree, puts: &[Put<'_>]) {
    for ((org, key, side), sum) in rise(orgs, puts) {
        let rollup = rollups.entry(org).or_default();
        match side {
            Side::Total => _ = rollup.slots.insert(key.clone(), Slot::of(sum)),
            // The total comes first, as what replaces stands in it.
            Side::Replaced => {
                if let Some(slot) = rollup.slots.get_mut(key) {
                    slot.replaced = Some(sum.summary);
                }
            }
            Side::Own if orgs.get(org).children.is_empty() => {}
            Side::Own => _ = rollup.own.insert(key.clone(), sum.summary),
            Side::Whole => _ = rollup.wholes.insert(key.clone(), sum.summary),
        }
    }
}
