//! Whose rows stand in which data file: those of a unit stand in its own and in that of every unit above it, so that the
//! file of a unit adds up to its totals.

use std::collections::BTreeMap;

use crate::model::org::OrgId;
use crate::publish::Public;
use crate::publish::index::{Place, SlotKey};

/// The records behind each data file, in the order of their ids, by unit.
#[derive(Clone, Debug, Default)]
pub(super) struct Gathered(BTreeMap<OrgId, BTreeMap<SlotKey, Vec<Place>>>);

impl Gathered {
    /// Gathers the records of each unit once and hands them upward.
    pub(super) fn of(public: &Public) -> Self {
        let orgs = &public.portal().orgs;
        let mut gathered: BTreeMap<OrgId, BTreeMap<SlotKey, Vec<Place>>> = BTreeMap::new();
        for (key, places) in public.records.slots() {
            for org in orgs.line(key.org) {
                let own = SlotKey { org, ..key.clone() };
                gathered.entry(org).or_default().entry(own).or_default().extend(places);
            }
        }
        gathered.values_mut().flat_map(BTreeMap::values_mut).for_each(|places| places.sort_unstable());
        Self(gathered)
    }

    /// The records of one file.
    pub(super) fn get(&self, key: &SlotKey) -> &[Place] {
        self.0.get(&key.org).and_then(|files| files.get(key)).map_or(&[], Vec::as_slice)
    }

    /// The files of one unit.
    pub(super) fn of_unit(&self, org: OrgId) -> impl Iterator<Item = &SlotKey> + Clone {
        self.0.get(&org).into_iter().flat_map(BTreeMap::keys)
    }

    /// Every file, by unit.
    pub(super) fn keys(&self) -> impl Iterator<Item = &SlotKey> {
        self.0.values().flat_map(BTreeMap::keys)
    }

    /// Units that have a file.
    pub(super) fn units(&self) -> impl Iterator<Item = OrgId> {
        self.0.keys().copied()
    }
}
