//! Feeds: what readers' programs ask again and again, with the newest of what was published in front, and what is older in
//! documents by year (RFC 5005).

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use crate::plan::list::Lists;
use crate::plan::output::Output;
use crate::plan::page::Page;
use crate::plan::scope::{Followed, Scope, Volume};
use crate::publish::Public;
use crate::publish::changes::{self, Stamp};
use crate::publish::index::Place;

/// Entries of one document at most: packed, they are some 15 KB.
const MOST: usize = 200;

/// Entries that the newest document has at least, where there are so many: most readers see no other one.
const LEAST: usize = 50;

/// Every feed.
pub(super) type Feeds = BTreeMap<Followed, Feed>;

/// The records that somebody follows.
#[derive(Clone, Debug, Default)]
pub struct Feed {
    /// The records, the one that changed last in front.
    places: Vec<Place>,
    /// Documents of older ones that are full or of a year that is over, newest first, with theirs.
    volumes: Vec<(Volume, Range<usize>)>,
    /// How many stand in the newest document.
    newest: usize,
}

/// What one document of a feed holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document<'a> {
    /// The records, the one that changed last in front.
    pub places: &'a [Place],
    /// The document with what is older.
    pub older: Option<Volume>,
    /// The document with what is newer, unless that is the newest of all.
    pub newer: Option<Volume>,
}

impl Feed {
    /// What a document of it holds; without a volume, the newest one. Nothing in one that it has not.
    pub fn document(&self, volume: Option<Volume>) -> Document<'_> {
        let Some(volume) = volume else {
            let places = &self.places[..self.newest];
            return Document { places, older: self.volumes.first().map(|(own, _)| *own), newer: None };
        };
        let found = self.volumes.iter().position(|(own, _)| *own == volume);
        let at = |at: Option<usize>| self.volumes.get(at?).map(|(own, _)| *own);
        let range = found.and_then(|at| self.volumes.get(at)).map_or(0..0, |(_, range)| range.clone());
        Document {
            places: &self.places[range],
            older: at(found.map(|at| at + 1)),
            newer: at(found.and_then(|at| at.checked_sub(1))),
        }
    }

    /// Divides it by the years in which records changed last; within a year the oldest stand in the first volume, so that
    /// one that is full takes no more. What one document holds whole is not divided.
    fn divide(&mut self, changed: impl Fn(Place) -> i16, this_year: i16) {
        self.newest = self.places.len();
        if self.places.len() <= MOST {
            return;
        }
        let mut start = 0;
        for group in self.places.chunk_by(|a, b| changed(*a) == changed(*b)) {
            let (end, year) = (start + group.len(), group.first().map_or(this_year, |place| changed(*place)));
            let volumes = (1..=group.len().div_ceil(MOST)).rev().map(|number| {
                let range = end.saturating_sub(number * MOST).max(start)..end - (number - 1) * MOST;
                (Volume { year, number }, range)
            });
            self.volumes.extend(volumes.filter(|(_, range)| year < this_year || range.len() == MOST));
            start = end;
        }
        let open = self.volumes.first().map_or(self.places.len(), |(_, range)| range.start);
        self.newest = open.max(LEAST);
    }
}

/// All feeds: of every unit with all below it, and of every kind and section of the whole portal. A portal without an
/// address has none: whoever reads a feed elsewhere could not be led back.
pub(super) fn feeds(public: &Public, lists: &Lists) -> Feeds {
    if public.portal().config.address.is_none() {
        return Feeds::new();
    }
    let mut stamped: Vec<(Reverse<Stamp>, Place)> = public
        .records
        .at_all(public.records.newest_first())
        .map(|record| (Reverse(changes::last(public, record)), record.place))
        .collect();
    stamped.sort_unstable();
    let years: BTreeMap<Place, i16> = stamped.iter().map(|(stamp, place)| (*place, stamp.0.day.year())).collect();
    let mut feeds = Feeds::new();
    for (_, place) in &stamped {
        let record = public.records.get(*place);
        let units = public.portal().orgs.line(record.org).into_iter().map(Followed::Unit);
        let scopes = [Scope::Kind(record.kind.clone()), Scope::Section(record.section.clone())];
        let of_lists = scopes.into_iter().filter(|scope| lists.contains_key(scope)).map(Followed::List);
        for of in units.chain(of_lists) {
            feeds.entry(of).or_default().places.push(*place);
        }
    }
    for feed in feeds.values_mut() {
        feed.divide(|place| years.get(&place).copied().unwrap_or_default(), public.today.year());
    }
    feeds
}

/// The documents of every feed, and the calendar of every unit where there are feeds.
pub(super) fn pages(public: &Public, feeds: &Feeds) -> Vec<Page> {
    let of_one = |(of, feed): (&Followed, &Feed)| {
        let volumes = std::iter::once(None).chain(feed.volumes.iter().map(|(volume, _)| Some(*volume)));
        volumes.map(|volume| Page::Output(Output::Feed { of: of.clone(), volume })).collect::<Vec<_>>()
    };
    let units = public.portal().orgs.iter().map(|(org, _)| org);
    let calendars =
        units.filter(|_| public.portal().config.address.is_some()).map(|org| Page::Output(Output::Calendar(org)));
    feeds.iter().flat_map(of_one).chain(calendars).collect()
}
