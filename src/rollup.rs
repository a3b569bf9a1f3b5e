//! Numbers that rise: the summaries of every organisation and all below it, by kind, form, slot and year.
//!
//! Only the newest version of a record counts. A summary holds no ids and borrows nothing, so that one day a subtree
//! can be summed up elsewhere and handed in as data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::date::Date;
use crate::blocks::{Block, BlockSummary};
use crate::model::org::OrgId;
use crate::publish::Public;

/// What summaries are kept under.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RollupKey {
    /// Kind.
    pub kind: Arc<str>,
    /// Form, if the record has one.
    pub form: Option<Arc<str>>,
    /// Slot.
    pub slot: Arc<str>,
    /// Year of the period, else of publication.
    pub year: i16,
}

/// All summaries of an organisation and those below it.
#[derive(Clone, Debug, Default)]
pub struct Rollup {
    /// Number of records by kind.
    pub records: BTreeMap<Arc<str>, usize>,
    /// Number of units that have records of a kind in any year: those who are expected to report.
    pub units: BTreeMap<Arc<str>, usize>,
    /// Summaries.
    pub slots: BTreeMap<RollupKey, Slot>,
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
    /// Adds what another unit has.
    pub fn merge(&mut self, other: &Self) {
        for (kind, count) in &other.records {
            *self.records.entry(kind.clone()).or_default() += count;
        }
        for (kind, units) in &other.units {
            *self.units.entry(kind.clone()).or_default() += units;
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

/// Blocks of one unit under one key, with the day that orders each.
type Histories<'a> = BTreeMap<(OrgId, RollupKey), Vec<(Date, &'a Block)>>;

/// Sums up every organisation with all below it.
pub fn roll_up(public: &Public, today: Date) -> BTreeMap<OrgId, Rollup> {
    let orgs = &public.portal().orgs;
    let mut rollups: BTreeMap<OrgId, Rollup> = orgs.iter().map(|(id, _)| (id, Rollup::default())).collect();
    let mut histories = Histories::new();
    for record in public.current() {
        let org = orgs.owner(&record.org);
        let rollup = rollups.entry(org).or_default();
        *rollup.records.entry(record.kind.clone()).or_default() += 1;
        rollup.units.insert(record.kind.clone(), 1);
        let key = (&record.kind, record.form.as_ref(), record.year());
        gather(&mut histories, org, key, record.slots.iter().map(|(slot, block)| (slot, record.day(), block)));
    }
    let mut counted_only = BTreeSet::new();
    for hidden in &public.hidden {
        let key = (&hidden.kind, hidden.form.as_ref(), hidden.year);
        let blocks = hidden.slots.iter().map(|(slot, block)| (slot, hidden.day, block));
        let org = orgs.owner(&hidden.org);
        counted_only.extend(hidden.slots.iter().map(|(slot, _)| (org, rollup_key(key, slot))));
        gather(&mut histories, org, key, blocks);
    }
    for ((org, key), mut history) in histories {
        history.sort_by_key(|(day, _)| *day);
        if let Some(mut summary) = Block::summarize(&history, today) {
            if let BlockSummary::Register(register) = &mut summary {
                register.is_sensitive |= counted_only.contains(&(org, key.clone()));
            }
            rollups.entry(org).or_default().slots.insert(key, Slot { summary, reported: 1 });
        }
    }
    for (id, org) in orgs.iter().rev() {
        if let (Some(parent), Some(own)) = (org.parent, rollups.get(&id).cloned()) {
            rollups.entry(parent).or_default().merge(&own);
        }
    }
    rollups
}

/// Kind, form and year of a record.
type Shape<'a> = (&'a Arc<str>, Option<&'a Arc<str>>, i16);

fn rollup_key((kind, form, year): Shape<'_>, slot: &Arc<str>) -> RollupKey {
    RollupKey { kind: kind.clone(), form: form.cloned(), slot: slot.clone(), year }
}

fn gather<'a>(
    histories: &mut Histories<'a>,
    org: OrgId,
    shape: Shape<'_>,
    blocks: impl Iterator<Item = (&'a Arc<str>, Date, &'a Block)>,
) {
    for (slot, day, block) in blocks {
        histories.entry((org, rollup_key(shape, slot))).or_default().push((day, block));
    }
}
