//! Which rows of the records of a unit stand in the sum of their year.

use std::collections::BTreeMap;

use crate::blocks::Block;
use crate::blocks::share::Day;
use crate::model::id::SlotName;
use crate::model::org::OrgId;
use crate::publish::Public;
use crate::publish::index::Place;
use crate::rollup::sources::{Entry, histories, lines, of_unit};

/// By record and slot, for each row of its table whether the sum of the record's year contains it, and to what of other
/// units it may be added.
pub type Counted = BTreeMap<(Place, SlotName), Vec<Option<Day>>>;

/// The rows of one unit that count: of lists and figures of a state those of the latest record alone, and nothing of
/// another place or that adds up with nothing. Other records of a unit and series may replace them, also some of which no
/// more than their sums is public.
pub fn counted(public: &Public, org: OrgId) -> Counted {
    let sources = of_unit(public, org);
    let mut counted = Counted::new();
    for (key, history) in histories(&sources).iter().map(|((_, key), history)| (key, history)) {
        for line in lines(history) {
            for (at, entry) in line.iter().enumerate() {
                let later: Vec<&Block> = line[at + 1..].iter().map(|later: &Entry<'_>| later.block).collect();
                let place = entry.place.filter(|_| entry.block.name().rises()).map(|place| (place, key.slot.clone()));
                counted.extend(place.map(|place| (place, entry.block.in_sum(entry.period, &later))));
            }
        }
    }
    counted
}
