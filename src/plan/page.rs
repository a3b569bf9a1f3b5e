//! What a file of the site is. Everything that follows from what a page is stands here, once, and the compiler asks for
//! it when a sort of page is added.

use crate::base::path::SitePath;
use crate::base::period::Period;
use crate::model::config::Config;
use crate::model::generated::ELDER;
use crate::model::org::OrgId;
use crate::model::record::{Attachment, Goes, Shape};
use crate::plan::output::Output;
use crate::plan::scope::{Contents, Leaf, Scope};
use crate::publish::index::{Place, SeriesKey};

/// What a file of the site is, whatever its address and in whichever tree it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// An organisation; of the root the home page.
    Org(OrgId),
    /// One page of a list.
    Listing(Scope, Leaf),
    /// A record; a long register goes on at the parts behind the first.
    Record {
        /// Its newest version, or one before.
        place: Place,
        /// Number of the part, from 1.
        part: usize,
    },
    /// What a unit and all below it owe and have published.
    Coverage(OrgId),
    /// One item of the catalogue over all units, by its position.
    CoverageItem(usize),
    /// What is on public view, of a unit and all below it.
    Windows(OrgId),
    /// The league tables of a unit and all below it.
    Leagues(OrgId),
    /// A league table.
    League {
        /// Of what.
        of: SeriesKey,
        /// The period; without one, the newest table, which has an address that stays.
        period: Option<Period>,
    },
    /// What the totals of a unit are made of.
    Sums(OrgId, Shape),
    /// A fixed page, by its position.
    About(usize),
    /// What stands below an address that only groups, or on the whole site.
    Contents(Contents),
    /// The page that finds records.
    Search,
    /// The page for an address that does not exist.
    NotFound,
    /// A file that goes with a record, as it is, by its path under `content/`.
    Attachment(SitePath),
    /// The same without what its metadata tell.
    Cleaned(SitePath),
    /// A file of the theme, by its path under `static/`.
    Asset(SitePath),
    /// The page of all data files, with what their columns mean.
    Data,
    /// The page that says what the columns of these files mean.
    DataColumns,
    /// What says where a page is now that had this address before.
    Moved(SitePath),
    /// A file that the program makes for other programs and for printers.
    Output(Output),
}

/// Sorts of pages, by who makes them and where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A template makes it; it stands in every tree and in the site map.
    Text,
    /// A template makes it; it stands in every tree, and search engines are sent on.
    Sign,
    /// A template makes it, and a server shows it at any address.
    Anywhere,
    /// The program makes it for other programs and for printers; it is there once and reached from each tree.
    Data,
    /// A file that somebody else made; it is there once and reached from each tree.
    Copy,
}

/// What a page is the page of: what has words of its own, or can be followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// A record.
    Record {
        /// Its place.
        place: Place,
        /// Number of the part, from 1.
        part: usize,
    },
    /// An organisation.
    Unit(OrgId),
    /// A list.
    List(&'a Scope),
    /// A fixed page, by its position.
    Fixed(usize),
    /// None of these.
    Other,
}

impl Page {
    /// The first page of a record.
    pub fn record(place: Place) -> Self {
        Self::Record { place, part: 1 }
    }

    /// A file that goes with a record, as it goes out; `None` if it does not.
    pub fn file(attachment: &Attachment) -> Option<Self> {
        let path = attachment.path.clone();
        match attachment.goes {
            Goes::Whole => Some(Self::Attachment(path)),
            Goes::Cleaned => Some(Self::Cleaned(path)),
            Goes::Nowhere => None,
        }
    }

    /// The page of a list that has an address that stays: the whole list, or its newest year.
    pub fn list(scope: Scope) -> Self {
        Self::Listing(scope, Leaf::Index)
    }

    /// What sort of page it is.
    pub fn sort(&self) -> Sort {
        match self {
            Self::Org(_)
            | Self::Listing(..)
            | Self::Record { .. }
            | Self::Coverage(_)
            | Self::CoverageItem(_)
            | Self::Windows(_)
            | Self::Leagues(_)
            | Self::League { .. }
            | Self::Sums(..)
            | Self::Contents(_)
            | Self::Search
            | Self::Data
            | Self::DataColumns
            | Self::About(_) => Sort::Text,
            Self::Moved(_) => Sort::Sign,
            Self::NotFound => Sort::Anywhere,
            Self::Output(_) => Sort::Data,
            Self::Attachment(_) | Self::Cleaned(_) | Self::Asset(_) => Sort::Copy,
        }
    }

    /// What it is the page of.
    pub fn subject(&self) -> Subject<'_> {
        match self {
            Self::Org(org) => Subject::Unit(*org),
            Self::Listing(scope, _) => Subject::List(scope),
            Self::Record { place, part } => Subject::Record { place: *place, part: *part },
            Self::About(at) => Subject::Fixed(*at),
            Self::Coverage(_)
            | Self::CoverageItem(_)
            | Self::Windows(_)
            | Self::Leagues(_)
            | Self::League { .. }
            | Self::Sums(..)
            | Self::Contents(_)
            | Self::Search
            | Self::NotFound
            | Self::Attachment(_)
            | Self::Cleaned(_)
            | Self::Asset(_)
            | Self::Data
            | Self::DataColumns
            | Self::Moved(_)
            | Self::Output(_) => Subject::Other,
        }
    }

    /// Whether every tree has it, in its own language.
    pub fn is_in_every_tree(&self) -> bool {
        match self.sort() {
            Sort::Text | Sort::Sign => true,
            Sort::Anywhere | Sort::Data | Sort::Copy => false,
        }
    }

    /// Whether search engines are told of it.
    pub fn is_listed(&self) -> bool {
        match self.sort() {
            Sort::Text => true,
            Sort::Sign | Sort::Anywhere | Sort::Data | Sort::Copy => false,
        }
    }

    /// Whether it is HTML that a template made.
    pub fn is_html(&self) -> bool {
        match self.sort() {
            Sort::Text | Sort::Sign | Sort::Anywhere => true,
            Sort::Data | Sort::Copy => false,
        }
    }
}

/// A file of the site: a page in one of the trees. A page that is there once stands in the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// Which tree.
    pub tree: Tree,
    /// What it is.
    pub page: Page,
}

/// A tree of all pages. The first one, at the root, is in the portal's first language; further languages stand in folders
/// of their own, and `elder/` holds a twin of each tree, where the portal wants it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Place of its language among those of the portal.
    pub language: usize,
    /// Whether it is the twin for elders.
    pub is_elder: bool,
}

impl Tree {
    /// Every tree of a portal, the one at the root first.
    pub fn all(config: &Config) -> impl Iterator<Item = Self> {
        let languages = 0..config.languages.len().max(1);
        let elders = [false, true].into_iter().take(1 + usize::from(config.has_elder_tree));
        elders.flat_map(move |is_elder| languages.clone().map(move |language| Self { language, is_elder }))
    }

    /// Its folder: empty, `en`, `elder`, `elder/en`.
    pub fn folder(self, config: &Config) -> SitePath {
        let language = config.languages.get(self.language).filter(|_| self.language > 0);
        SitePath::root().join(if self.is_elder { ELDER } else { "" }).join(language)
    }

    /// The tree in the same language that is not for elders.
    #[must_use]
    pub fn plain(self) -> Self {
        Self { is_elder: false, ..self }
    }

    /// From a file of the tree to where the same file would be in the first one.
    pub fn up(self) -> String {
        "../".repeat(usize::from(self.language > 0) + usize::from(self.is_elder))
    }
}
