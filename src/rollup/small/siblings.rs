//! Where the other blocks of a record are told whose list is not: nowhere that their figures would tell of it.
//!
//! An account that pays each household the same says how many there are, and a course says that there is a case. So
//! the other blocks of the records of one kind, form and year are told at most where the lists are told, and each of
//! their totals covers the same unknown records as the total of the lists there: of the records that a total sums up
//! and does not show one by one, either all have the block or none has. Whoever takes a total of the one for a multiple
//! of the other then learns nothing from the second that the first does not say.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::id::SlotName;
use crate::model::org::{OrgId, OrgTree};

/// A record of which a list is told in sums only.
#[derive(Clone, Debug)]
pub(in crate::rollup) struct Secret {
    /// Slots that it has.
    pub(in crate::rollup) slots: BTreeSet<SlotName>,
    /// Whether its list is short, and stands in no total, because a later one holds in its stead; or whether it has none
    /// while others of its kind have.
    pub(in crate::rollup) is_outdated: bool,
}

/// Such records of one kind, form and year, by unit.
pub(in crate::rollup) type Secrets = BTreeMap<OrgId, Vec<Secret>>;

/// What a total sums up without anybody knowing the parts.
#[derive(Clone, Copy, Debug, Default)]
struct Left {
    /// Records that have the block.
    with: bool,
    /// Records that do not.
    without: bool,
    /// Records that have it and whose list is in no total.
    outdated: bool,
}

impl Left {
    fn add(&mut self, other: Self) {
        self.with |= other.with;
        self.without |= other.without;
        self.outdated |= other.outdated;
    }

    fn of(secret: &Secret, slot: &str) -> Self {
        let has = secret.slots.contains(slot);
        Self {
            with: has && !secret.is_outdated,
            without: !has && !secret.is_outdated,
            outdated: has && secret.is_outdated,
        }
    }

    fn is_told(self) -> bool {
        !(self.outdated || self.with && self.without)
    }
}

/// The units that must not tell a total of `slot`: those of `closed`, where a list is not told, and some above them.
pub(in crate::rollup) fn hidden(
    orgs: &OrgTree,
    secrets: &Secrets,
    slot: &str,
    closed: &BTreeSet<OrgId>,
) -> BTreeSet<OrgId> {
    let mut hidden = closed.clone();
    let mut left: BTreeMap<OrgId, Left> = BTreeMap::new();
    for (org, own) in secrets {
        let sum = left.entry(*org).or_default();
        own.iter().for_each(|secret| sum.add(Left::of(secret, slot)));
    }
    // Units stand behind those above them.
    for (org, unit) in orgs.iter().rev() {
        let Some(own) = left.get(&org).copied() else { continue };
        if own.is_told() && !closed.contains(&org) {
            continue;
        }
        hidden.insert(org);
        if let Some(parent) = unit.parent {
            left.entry(parent).or_default().add(own);
        }
    }
    hidden
}
