//! Of what pages are that are many of one sort: lists, what readers follow, contents.

use crate::base::name::Name;
use crate::base::path::SitePath;
use crate::model::id::KindName;
use crate::model::org::OrgId;

/// Of what a list is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// A kind of one organisation.
    OrgKind(OrgId, KindName),
    /// A folder that only groups.
    Folder(SitePath),
    /// A kind in the whole portal.
    Kind(KindName),
    /// A section in the whole portal.
    Section(Name),
}

/// What readers can follow.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Followed {
    /// A unit with all below it.
    Unit(OrgId),
    /// A list of the whole portal: a kind or a section.
    List(Scope),
}

/// A document of a feed with what is older than its newest entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Volume {
    /// The year in which its records changed last.
    pub year: i16,
    /// Its number in that year, from 1 for what is oldest.
    pub number: usize,
}

/// One page of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Leaf {
    /// All of a short list, else what the first page of its newest year shows.
    Index,
    /// A page of a year.
    Year {
        /// Which year.
        year: i16,
        /// Number of the page, from 1.
        number: usize,
    },
}

/// What a page of contents lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contents {
    /// Everything: the site map for people.
    Site,
    /// The kinds of records.
    Kinds,
    /// The sections.
    Sections,
    /// The fixed pages.
    About,
    /// What the totals of a unit are made of, and of those below it.
    Sums(OrgId),
}
