//! Every file of the site, decided before anything is rendered.
//!
//! A [`Page`] says what a file is, and the plan where it stands: each page has one address, and each address one page. Who
//! wants a link asks the plan with a page, and gets the address or learns that there is no such page; an address is made
//! nowhere else. Collisions, stale files, the site map and the targets of links all come from here. The plan holds
//! places of records, not records.

#![warn(clippy::wildcard_enum_match_arm)]

mod address;
mod contents;
mod feed;
mod folder;
mod list;
mod moved;
mod output;
mod page;
mod rows;
mod scope;
pub(crate) mod site_map;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Bound;

use crate::base::path::SitePath;
use crate::coverage::Coverage;
use crate::league::League;
use crate::model::config::Config;
use crate::model::org::OrgId;
use crate::publish::Public;
use crate::publish::index::{Place, SlotKey};
use feed::Feeds;
use list::Lists;
use rows::Gathered;

pub use feed::{Document, Feed};
pub use list::{List, Listing, PAGE};
pub use output::{Output, Server};
pub use page::{Page, Planned, Sort, Subject, Tree};
pub use scope::{Contents, Followed, Leaf, Scope, Volume};

/// All files, and the lists that pages show.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    files: BTreeMap<SitePath, Planned>,
    /// Where each page stands in the first tree.
    addresses: BTreeMap<Page, SitePath>,
    lists: Lists,
    feeds: Feeds,
    rows: Gathered,
    /// Where the parts of the site map begin; empty where one file holds it.
    map_parts: Vec<SitePath>,
    /// Where each page stands now that had another address before, by that address.
    moved: BTreeMap<SitePath, Page>,
    /// Old addresses that are not free, with what stands there.
    pub(crate) refused: BTreeMap<(SitePath, Page), SitePath>,
    /// Paths that two pages want.
    pub collisions: Vec<SitePath>,
}

impl Plan {
    /// Every file in the order of their paths.
    pub fn files(&self) -> impl Iterator<Item = (&SitePath, &Planned)> {
        self.files.iter()
    }

    /// What stands at `path`.
    pub fn get(&self, path: &str) -> Option<&Planned> {
        self.files.get(path)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Where `page` stands in the first tree, if the site has it.
    pub fn address(&self, page: &Page) -> Option<&SitePath> {
        self.addresses.get(page)
    }

    /// Where a page stands that is there because of what asks: a record that may be seen, a unit of the portal.
    ///
    /// # Panics
    /// It is not there, which is a mistake of ours.
    pub fn at(&self, page: &Page) -> &SitePath {
        self.address(page).unwrap_or_else(|| panic!("{page:?} is not planned"))
    }

    /// What a link in a text leads to, written as the path of a page without its extension, of a folder, or of a file.
    pub fn resolve(&self, target: &str) -> Option<&Planned> {
        let slash = if target.is_empty() { "" } else { "/" };
        let candidates = [format!("{target}.html"), format!("{target}{slash}index.html"), target.to_owned()];
        let file = candidates.iter().find_map(|path| self.get(path))?;
        let Page::Moved(old) = &file.page else { return Some(file) };
        self.moved(old)
            .and_then(|page| self.get(self.address(page)?))
            .filter(|_| file.tree == Tree::default())
            .or(Some(file))
    }

    /// What has moved away from an address.
    pub fn moved(&self, old: &str) -> Option<&Page> {
        self.moved.get(old)
    }

    /// Every old address of the first tree, with what has moved away from it.
    pub fn all_moved(&self) -> impl Iterator<Item = (&SitePath, &Page)> {
        self.moved.iter()
    }

    /// A list, if it has records.
    pub fn list(&self, scope: &Scope) -> Option<&List> {
        self.lists.get(scope)
    }

    /// The records of a list, newest first; none where there is no such list.
    pub fn records(&self, scope: &Scope) -> &[Place] {
        self.list(scope).map_or(&[], List::places)
    }

    /// A feed, if there is anything to follow.
    pub fn feed(&self, of: &Followed) -> Option<&Feed> {
        self.feeds.get(of)
    }

    /// The records whose rows stand in one data file: those of the unit and of all below it, in the order of their ids.
    pub fn rows(&self, key: &SlotKey) -> &[Place] {
        self.rows.get(key)
    }

    /// The data files of rows that a unit has.
    pub fn rows_of(&self, org: OrgId) -> impl Iterator<Item = &SlotKey> + Clone {
        self.rows.of_unit(org)
    }

    /// Every data file of rows, by unit.
    pub fn all_rows(&self) -> impl Iterator<Item = &SlotKey> {
        self.rows.keys()
    }

    /// Units that have a data file of rows.
    pub fn units_with_rows(&self) -> impl Iterator<Item = OrgId> {
        self.rows.units()
    }

    /// How many parts the site map has; none where one file holds it.
    pub fn map_parts(&self) -> usize {
        self.map_parts.len()
    }

    /// What a part of the site map lists, which count from 1; without parts, all that search engines are told of.
    pub fn mapped(&self, part: usize) -> impl Iterator<Item = (&SitePath, &Planned)> {
        let first = part.checked_sub(1).and_then(|at| self.map_parts.get(at));
        let next = self.map_parts.get(part).filter(|_| first.is_some());
        let from = first.map_or(Bound::Unbounded, Bound::Included);
        let files = self.files.range::<SitePath, _>((from, next.map_or(Bound::Unbounded, Bound::Excluded)));
        files.filter(|(_, file)| site_map::is_listed(file))
    }

    /// Divides the site map of a portal at `address` where one file cannot hold it.
    pub(crate) fn divide(&mut self, address: &str, most: site_map::Most) {
        let starts = site_map::starts(self.files(), address, most);
        if starts.len() > 1 {
            for part in 1..=starts.len() {
                self.add(output::site_map(part), Tree::default(), Page::Output(Output::SiteMapPart(part)));
            }
            self.map_parts = starts;
        }
    }

    fn add(&mut self, path: SitePath, tree: Tree, page: Page) {
        if tree == Tree::default() {
            self.addresses.insert(page.clone(), path.clone());
        }
        let file = Planned { tree, page };
        match self.files.entry(path) {
            Entry::Vacant(free) => {
                free.insert(file);
            }
            // Two records may have one attachment.
            Entry::Occupied(taken) if *taken.get() == file => {}
            Entry::Occupied(mut taken) => {
                self.collisions.push(taken.key().clone());
                taken.insert(file);
            }
        }
    }

    /// Adds the pages of further trees. What is there once is reached from each of them.
    fn add_trees(&mut self, config: &Config) {
        let first: Vec<(Page, SitePath)> = self
            .addresses
            .iter()
            .filter(|(page, _)| page.is_in_every_tree())
            .map(|(a, b)| (a.clone(), b.clone()))
            .collect();
        for tree in Tree::all(config).skip(1) {
            let folder = tree.folder(config);
            for (page, path) in &first {
                self.add(folder.join(path), tree, page.clone());
            }
        }
    }

    /// Notes files whose address is that of a folder with other files in it, which no disk can hold.
    fn find_folders(&mut self) {
        let is_folder = |path: &SitePath| {
            let inside = format!("{path}/");
            let behind = (Bound::Included(&*inside), Bound::Unbounded);
            self.files.range::<str, _>(behind).next().is_some_and(|(next, _)| next.as_str().starts_with(&inside))
        };
        let taken: Vec<SitePath> = self.files.keys().filter(|path| is_folder(path)).cloned().collect();
        self.collisions.extend(taken);
    }
}

/// Decides every file; `assets` are the names of those of the theme.
pub fn plan<'a>(
    public: &Public,
    coverage: &Coverage,
    leagues: &[League],
    assets: impl IntoIterator<Item = &'a SitePath>,
) -> Plan {
    let lists = list::lists(public);
    let mut plan = Plan { feeds: feed::feeds(public, &lists), lists, rows: Gathered::of(public), ..Plan::default() };
    let pages = contents::pages(public, &plan, coverage, leagues);
    let to_follow = feed::pages(public, &plan.feeds);
    for page in pages.into_iter().chain(to_follow).chain(contents::assets(assets)) {
        plan.add(address::address(public, &page), Tree::default(), page);
    }
    plan.add_trees(&public.portal().config);
    moved::add(&mut plan, public);
    if let Some(address) = &public.portal().config.address {
        plan.divide(address, site_map::MOST);
    }
    plan.find_folders();
    plan
}
