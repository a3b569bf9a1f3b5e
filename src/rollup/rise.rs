//! How what units report becomes the totals of those above them.
//!
//! What a unit says of itself is added at the unit and at each one above it. What it says of itself and all below it stands
//! for the whole: from there upward what the units below reported of the same is not added, and is kept beside it. How
//! things stood on a day is only added to what stands on the same day: the latest counts, and who stands on an earlier one
//! is named.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::date::Date;
use crate::blocks::BlockSummary;
use crate::blocks::share::{Day, Share};
use crate::model::id::SeriesName;
use crate::model::org::{OrgId, OrgTree};
use crate::rollup::RollupKey;

/// What the records of one unit and series put into the totals under one key.
pub(super) struct Put<'a> {
    pub(super) org: OrgId,
    pub(super) key: &'a RollupKey,
    pub(super) series: Option<&'a SeriesName>,
    pub(super) share: Share<BlockSummary>,
}

/// Which of the sums that a unit keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    /// The total of the unit and all below it.
    Total,
    /// What the unit and those below reported, where it also states the whole.
    Replaced,
    /// Its own records.
    Own,
    /// What it states of itself and all below it.
    Whole,
}

/// What stands on one day in a sum: the rest of the same name is not added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stand {
    /// The day that counts.
    pub day: Day,
    /// Units whose figure is of this day.
    pub units: BTreeSet<OrgId>,
    /// Units whose figure is of another day, and is not added.
    pub behind: BTreeMap<OrgId, Date>,
}

/// One of the sums.
#[derive(Clone, Debug)]
pub(super) struct Sum {
    pub(super) summary: BlockSummary,
    pub(super) units: BTreeSet<OrgId>,
    /// By name of the part.
    pub(super) stands: BTreeMap<Arc<str>, Stand>,
}

/// Where a sum is kept.
type Place<'a> = (OrgId, &'a RollupKey, Side);

/// Every sum of every unit.
pub(super) fn rise<'a>(orgs: &OrgTree, puts: &[Put<'a>]) -> BTreeMap<Place<'a>, Sum> {
    let wholes = wholes(puts);
    let paths: Vec<Vec<(OrgId, Side)>> = puts.iter().map(|put| path(orgs, put, &wholes)).collect();
    let mut days: BTreeMap<(Place<'_>, &Arc<str>), Day> = BTreeMap::new();
    for (put, path) in puts.iter().zip(&paths) {
        for (org, side) in path {
            let own = days.entry(((*org, put.key, *side), &put.share.name)).or_insert(put.share.day);
            *own = own.prevailing(put.share.day);
        }
    }
    let mut sums: BTreeMap<Place<'a>, Sum> = BTreeMap::new();
    for (put, path) in puts.iter().zip(&paths) {
        for (org, side) in path {
            let place = (*org, put.key, *side);
            let new = || Sum { summary: put.share.summary.cleared(), units: BTreeSet::new(), stands: BTreeMap::new() };
            sums.entry(place).or_insert_with(new).add(put, days[&(place, &put.share.name)]);
        }
    }
    sums
}

impl Sum {
    /// Adds a part, if it is of the day that counts.
    fn add(&mut self, put: &Put<'_>, day: Day) {
        let own = put.share.day;
        self.units.insert(put.org);
        if own.counts_beside(day) {
            self.summary.merge(&put.share.summary);
        }
        if let Some(date) = own.date() {
            let new = || Stand { day, units: BTreeSet::new(), behind: BTreeMap::new() };
            let stand = self.stands.entry(put.share.name.clone()).or_insert_with(new);
            if own == day {
                stand.units.insert(put.org);
            } else {
                stand.behind.insert(put.org, date);
            }
        }
    }
}

/// The parts of which a unit states the whole: of one series, or of all where the whole names none.
type Wholes<'a> = BTreeMap<(OrgId, &'a RollupKey), BTreeSet<(&'a str, Option<&'a SeriesName>)>>;

fn wholes<'p, 'a: 'p>(puts: &'p [Put<'a>]) -> Wholes<'p> {
    let mut wholes = Wholes::new();
    for put in puts.iter().filter(|put| put.share.is_whole) {
        wholes.entry((put.org, put.key)).or_default().insert((&*put.share.name, put.series));
    }
    wholes
}

/// The sums that a part belongs to, from its unit upward; the last may be one that is replaced.
fn path(orgs: &OrgTree, put: &Put<'_>, wholes: &Wholes<'_>) -> Vec<(OrgId, Side)> {
    let mut path = vec![(put.org, if put.share.is_whole { Side::Whole } else { Side::Own })];
    for org in orgs.line(put.org).into_iter().rev() {
        let is_itself = put.share.is_whole && org == put.org;
        let name = &*put.share.name;
        let states = |own: &BTreeSet<(&str, Option<&SeriesName>)>| {
            own.contains(&(name, None)) || own.contains(&(name, put.series))
        };
        if !is_itself && wholes.get(&(org, put.key)).is_some_and(states) {
            path.push((org, Side::Replaced));
            break;
        }
        path.push((org, Side::Total));
    }
    path
}
