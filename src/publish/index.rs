//! The public portal as an index: each record resolved once, with its unit, its versions and what follows it up, and
//! grouped as later phases need it.

mod group;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;

use crate::base::name::Name;
use crate::base::path::{resolve, strip_page};
use crate::blocks::Block;
use crate::blocks::scope::Scope;
use crate::blocks::scorecard::Scorecard;
use crate::model::Portal;
use crate::model::id::{SeriesName, SlotName};
use crate::model::org::OrgId;
use crate::model::record::{Record, Shape, Status};
use crate::publish::names::NamesTerm;
use crate::publish::small::{self, Held};

/// Position of a record in the public portal, where records stand in the order of their ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place(u32);

/// A record that may be seen, with what its place in the portal makes of it.
#[derive(Clone, Debug)]
pub struct Seen {
    /// The record as the public may see it.
    pub record: Arc<Record>,
    /// Where it stands.
    pub place: Place,
    /// Its unit.
    pub org: OrgId,
    /// Its section.
    pub section: Name,
    /// Its versions, oldest first; empty if it is the only one.
    pub versions: Arc<[Place]>,
    /// Records that follow up this one or an earlier version, or take their scores from it, in the order of their days. Those of a version that was
    /// corrected stand at the newest.
    pub followers: Vec<Place>,
    /// Its blocks that only rise, if it has a list that is too short to be told.
    pub held: Option<Held>,
    /// Until when the persons in its lists are named, where that ends.
    pub names: Option<NamesTerm>,
    /// Whether its blocks stand on its page and nowhere else, as its list is short.
    is_page_only: bool,
}

impl Deref for Seen {
    type Target = Arc<Record>;

    fn deref(&self) -> &Arc<Record> {
        &self.record
    }
}

impl Seen {
    /// The newest version, which may be itself.
    pub fn newest(&self) -> Place {
        self.versions.last().copied().unwrap_or(self.place)
    }

    /// Whether a later version corrects it.
    pub fn is_superseded(&self) -> bool {
        self.newest() != self.place
    }

    /// Whether it counts: neither superseded nor withdrawn.
    pub fn is_current(&self) -> bool {
        self.status == Status::Published && !self.is_superseded()
    }

    /// Whether this block of it may stand on other pages and in data files too.
    pub fn is_told_elsewhere(&self, block: &Block) -> bool {
        small::stays(block) || !self.is_page_only
    }

    /// Of what a block of it is as a whole.
    pub fn scope_of(&self, slot: &str) -> Option<Scope> {
        let (_, block) = self.slots.iter().find(|(name, _)| **name == *slot)?;
        Some(block.scope(self.scope(slot)))
    }

    /// What one of its slots stands in one file with.
    pub fn slot(&self, slot: &SlotName) -> SlotKey {
        SlotKey { org: self.org, shape: self.shape(), slot: slot.clone() }
    }

    /// The series that one of its slots belongs to.
    pub fn series(&self, slot: &SlotName) -> SeriesKey {
        let SlotKey { org, shape, slot } = self.slot(slot);
        SeriesKey { org, shape, slot, series: self.series.clone() }
    }
}

/// The same slot of records of one shape, of one unit: what one file holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SlotKey {
    /// The unit.
    pub org: OrgId,
    /// The shape of the records.
    pub shape: Shape,
    /// The slot.
    pub slot: SlotName,
}

/// What follows each other: the same slot of records of one shape and series, of one unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SeriesKey {
    /// The unit.
    pub org: OrgId,
    /// The shape of the records.
    pub shape: Shape,
    /// The slot.
    pub slot: SlotName,
    /// Which of several, where the unit keeps more than one.
    pub series: Option<SeriesName>,
}

/// Records that may be seen, resolved and grouped.
#[derive(Clone, Debug, Default)]
pub struct Index {
    seen: Vec<Seen>,
    newest_first: Vec<Place>,
    by_org: BTreeMap<OrgId, Vec<Place>>,
    with_window: BTreeMap<OrgId, Vec<Place>>,
    slots: BTreeMap<SlotKey, Vec<Place>>,
    series: BTreeMap<SeriesKey, Vec<Place>>,
}

/// A record before it is resolved.
pub(super) struct Entry {
    pub(super) record: Arc<Record>,
    pub(super) held: Option<Held>,
    pub(super) is_page_only: bool,
    pub(super) names: Option<NamesTerm>,
}

impl Index {
    /// Resolves the records of `portal`, which stand in the order of their ids.
    pub(super) fn of(portal: &Portal, entries: Vec<Entry>) -> Self {
        let resolve = |(at, entry): (u32, Entry)| Seen {
            place: Place(at),
            org: portal.orgs.owner(&entry.record.org),
            section: portal.section(&entry.record),
            versions: Arc::default(),
            followers: Vec::new(),
            held: entry.held,
            is_page_only: entry.is_page_only,
            names: entry.names,
            record: entry.record,
        };
        let mut index = Self { seen: (0..).zip(entries).map(resolve).collect(), ..Self::default() };
        for chain in index.chains() {
            let chain: Arc<[Place]> = chain.into();
            for place in chain.iter() {
                index.at(*place).versions = chain.clone();
            }
        }
        for (place, followers) in index.all_followers() {
            index.at(place).followers = followers;
        }
        index.group();
        index
    }

    /// All, in the order of their ids.
    pub fn all(&self) -> &[Seen] {
        &self.seen
    }

    /// The record at a place.
    pub fn get(&self, place: Place) -> &Seen {
        &self.seen[place.0 as usize]
    }

    /// The records at some places.
    pub fn at_all<'a>(&'a self, places: &'a [Place]) -> impl DoubleEndedIterator<Item = &'a Seen> + Clone {
        places.iter().map(|place| self.get(*place))
    }

    /// The record with this id.
    pub fn find(&self, id: &str) -> Option<&Seen> {
        let at = self.seen.binary_search_by(|seen| (*seen.id).cmp(id)).ok()?;
        self.seen.get(at)
    }

    /// The record that `text` names in `record`: its file as in links, with or without extension.
    pub fn refer(&self, record: &Record, text: &str) -> Option<&Seen> {
        let path = resolve(record.id.folder(), text)?;
        self.find(strip_page(&path))
    }

    /// The records that the scores of a record come from.
    pub fn sources<'a>(&'a self, record: &'a Record) -> impl Iterator<Item = &'a Seen> {
        let cards = record.slots.iter().filter_map(|(_, block)| block.as_scorecard());
        let written = cards.flat_map(Scorecard::sources).flat_map(|(_, written)| written);
        written.filter_map(|one| self.refer(record, &one.value))
    }

    /// The version that a record corrects, if it may be seen.
    pub fn before(&self, record: &Record) -> Option<&Seen> {
        self.find(&record.supersedes.as_ref()?.value)
    }

    /// Records whose newest version counts: neither superseded nor withdrawn.
    pub fn current(&self) -> impl Iterator<Item = &Seen> {
        self.seen.iter().filter(|seen| seen.is_current())
    }

    /// All that no later version corrects, newest first; withdrawn ones are among them.
    pub fn newest_first(&self) -> &[Place] {
        &self.newest_first
    }

    /// Of [`Index::newest_first`] those of one unit.
    pub fn of_org(&self, org: OrgId) -> &[Place] {
        self.by_org.get(&org).map_or(&[], Vec::as_slice)
    }

    /// Of [`Index::of_org`] those that are or were on public view for some days.
    pub fn with_window(&self, org: OrgId) -> &[Place] {
        self.with_window.get(&org).map_or(&[], Vec::as_slice)
    }

    /// Units that have records.
    pub fn orgs(&self) -> impl Iterator<Item = OrgId> {
        self.by_org.keys().copied()
    }

    /// Records that no later version corrects and that tell one slot elsewhere than on their page, in the order of their ids.
    pub fn of_slot(&self, key: &SlotKey) -> &[Place] {
        self.slots.get(key).map_or(&[], Vec::as_slice)
    }

    /// Every slot of a unit with what [`Index::of_slot`] gives.
    pub fn slots(&self) -> impl Iterator<Item = (&SlotKey, &[Place])> {
        self.slots.iter().map(|(key, places)| (key, &**places))
    }

    /// Every series with those of [`Index::of_slot`] that are of it.
    pub fn series(&self) -> impl Iterator<Item = (&SeriesKey, &[Place])> {
        self.series.iter().map(|(key, places)| (key, &**places))
    }

    /// The records with which a slot of `record` can be compared, itself among them: those of its series that are of the
    /// same. What is of another place is compared with nothing.
    pub fn like<'a, 's>(&'a self, record: &Seen, slot: &'s SlotName) -> impl Iterator<Item = &'a Seen> + use<'a, 's> {
        let own = record.scope_of(slot).filter(|scope| *scope != Scope::Elsewhere);
        let places = self.series.get(&record.series(slot)).map_or(&[][..], Vec::as_slice);
        self.at_all(places).filter(move |other| own.is_some() && other.scope_of(slot) == own)
    }

    /// Takes cells, by the places of their rows and columns, out of a list of a record.
    pub(super) fn without_cells(&mut self, place: Place, slot: &SlotName, cells: &BTreeSet<(usize, usize)>) {
        let record = Arc::make_mut(&mut self.at(place).record);
        for (_, block) in record.slots.iter_mut().filter(|(name, _)| name == slot) {
            *block = block.clone().without_cells(cells);
        }
    }

    fn at(&mut self, place: Place) -> &mut Seen {
        &mut self.seen[place.0 as usize]
    }
}
