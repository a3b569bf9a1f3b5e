//! Lists of records, and how they go on over pages.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::base::path::SitePath;
use crate::plan::scope::{Leaf, Scope};
use crate::publish::Public;
use crate::publish::index::Place;

/// Records on one page of a list.
pub const PAGE: usize = 100;

/// Every list.
pub(super) type Lists = BTreeMap<Scope, List>;

/// A list of records.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The records, newest first.
    places: Vec<Place>,
    /// Years that have pages of their own, newest first, with their records; none where one page holds all.
    years: Vec<(i16, Range<usize>)>,
}

/// What one page of a list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing<'a> {
    /// The year, if the list is by year.
    pub year: Option<i16>,
    /// Number of the page, from 1.
    pub number: usize,
    /// How many pages the year has.
    pub count: usize,
    /// The records.
    pub places: &'a [Place],
}

impl List {
    /// The records, newest first.
    pub fn places(&self) -> &[Place] {
        &self.places
    }

    /// Its years, newest first, if it is by year.
    pub fn years(&self) -> impl Iterator<Item = i16> {
        self.years.iter().map(|(year, _)| *year)
    }

    /// What a page of it shows; nothing on a page that it has not.
    pub fn show(&self, leaf: Leaf) -> Listing<'_> {
        let newest = self.years.first().map(|(year, _)| *year);
        let (year, number) = match leaf {
            Leaf::Index => (newest, 1),
            Leaf::Year { year, number } => (Some(year), number),
        };
        let whole = (0, 0..self.places.len());
        let (_, own) = self.years.iter().find(|(own, _)| Some(*own) == year).unwrap_or(&whole);
        let own = &self.places[own.clone()];
        let count = if year.is_some() { own.len().div_ceil(PAGE) } else { 1 };
        let places = if year.is_some() { own.chunks(PAGE).nth(number - 1).unwrap_or_default() } else { own };
        Listing { year, number, count, places }
    }

    /// The records of a year that has pages of its own; of a short list none.
    pub fn of_year(&self, year: i16) -> &[Place] {
        self.years.iter().find(|(own, _)| *own == year).map_or(&[], |(_, range)| &self.places[range.clone()])
    }

    /// Its pages.
    pub(super) fn leaves(&self) -> impl Iterator<Item = Leaf> {
        let pages = self
            .years
            .iter()
            .flat_map(|(year, own)| (1..=own.len().div_ceil(PAGE)).map(|number| Leaf::Year { year: *year, number }));
        std::iter::once(Leaf::Index).chain(pages)
    }

    /// Lists of the whole portal, and long ones, have a page a year, or several if a year is long.
    fn divide(&mut self, public: &Public, scope: &Scope) {
        let is_short = match scope {
            Scope::OrgKind(..) | Scope::Folder(_) => self.places.len() <= PAGE,
            Scope::Kind(_) | Scope::Section(_) => false,
        };
        if is_short {
            return;
        }
        let year = |place: &Place| public.records.get(*place).published.year();
        let mut start = 0;
        for group in self.places.chunk_by(|a, b| year(a) == year(b)) {
            let end = start + group.len();
            self.years.extend(group.first().map(|first| (year(first), start..end)));
            start = end;
        }
    }
}

/// All lists. A version that was corrected is reached from the newest one and stands in no list.
pub(super) fn lists(public: &Public) -> Lists {
    let mut lists = Lists::new();
    for record in public.records.at_all(public.records.newest_first()) {
        let mut scopes = vec![
            Scope::OrgKind(record.org, record.kind.clone()),
            Scope::Kind(record.kind.clone()),
            Scope::Section(record.section.clone()),
        ];
        scopes.extend(grouping_folders(public, record.id.path().parent()).map(Scope::Folder));
        for scope in scopes {
            lists.entry(scope).or_default().places.push(record.place);
        }
    }
    for (scope, list) in &mut lists {
        list.divide(public, scope);
    }
    lists
}

/// Folders above a record that are no organisations, up to the nearest one.
fn grouping_folders(public: &Public, folder: SitePath) -> impl Iterator<Item = SitePath> {
    let is_group = |folder: &SitePath| !folder.is_empty() && public.portal().orgs.find(folder).is_none();
    std::iter::successors(Some(folder), |folder| Some(folder.parent())).take_while(is_group)
}
