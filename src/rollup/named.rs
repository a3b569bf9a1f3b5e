//! Rows of the lists of others that name a unit: a list of the county tells of villages, whose own records do not hold it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::org::{OrgId, OrgTree};
use crate::publish::index::Place;
use crate::rollup::RollupKey;
use crate::rollup::sources::{Histories, lines};

/// What names a unit, or one below it, in lists of units that are not below it.
#[derive(Clone, Debug, Default)]
pub struct Named {
    /// Rows, each counted once, however often it names the unit.
    pub rows: u64,
    /// The records that they stand in.
    pub records: BTreeSet<Place>,
}

/// The rows that name each unit. What a list of the unit itself, or of one below it, names is part of its own totals;
/// of lists that each hold all there is the latest counts. Sensitive lists tell nothing here.
pub(super) fn named(orgs: &OrgTree, histories: &Histories<'_>) -> BTreeMap<(OrgId, RollupKey), Named> {
    let mut named: BTreeMap<(OrgId, RollupKey), Named> = BTreeMap::new();
    for ((owner, key), history) in histories {
        let own = orgs.line(*owner);
        for line in lines(history) {
            let is_stock = line.last().and_then(|last| last.block.as_register()).is_some_and(|list| list.is_stock());
            for entry in &line[if is_stock { line.len() - 1 } else { 0 }..] {
                let (Some(list), Some(place)) = (entry.block.as_register(), entry.place) else { continue };
                if list.options().is_sensitive || entry.is_guarded || entry.is_short {
                    continue;
                }
                for row in list.named_units() {
                    let units = row.filter_map(|text| orgs.subject(text)).flat_map(|unit| orgs.line(unit));
                    let units: BTreeSet<OrgId> = units.filter(|unit| !own.contains(unit)).collect();
                    for unit in units {
                        let told = named.entry((unit, key.clone())).or_default();
                        told.rows += 1;
                        told.records.insert(place);
                    }
                }
            }
        }
    }
    named
}
