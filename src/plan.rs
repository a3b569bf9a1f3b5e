//! Every file of the site, decided before anything is rendered.
//!
//! Collisions, stale files, the site map and the targets of links all come from here. The plan holds places of records,
//! not records.

pub mod league;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::{Bound, Range};

use crate::base::name::Name;
use crate::base::part::Part;
use crate::base::path::{SitePath, encode};
use crate::blocks::{Block, BlockName};
use crate::coverage::Coverage;
use crate::league::League;
use crate::model::config::Config;
use crate::model::org::OrgId;
use crate::model::record::Shape;
use crate::publish::Public;
use crate::publish::index::{Place, SeriesKey};

/// Records on one page of a list.
pub const PAGE: usize = 100;

/// Bytes of the longest address that gets a QR code. More would fit, but no telephone reads it from a notice board.
const LONGEST_IN_CODE: usize = 1_000;

/// What a file of the site is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// The root organisation.
    Home,
    /// Another organisation.
    Org(OrgId),
    /// Part of a list.
    Listing(Listing),
    /// A record; a long register goes on at the parts behind the first.
    Record {
        /// Which.
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
    /// Every duty as rows.
    Duties,
    /// The league tables of a unit and all below it.
    Leagues(OrgId),
    /// A league table.
    League {
        /// Which league, by its position.
        league: usize,
        /// Which of its tables, by its position.
        table: usize,
    },
    /// All tables of a league as rows, by its position.
    LeagueRows(usize),
    /// What the totals of a unit are made of.
    Sums(OrgId, Shape),
    /// A fixed page, by its position.
    About(usize),
    /// The page for an address that does not exist.
    NotFound,
    /// A file that goes with a record, as it is; its path under `content/` is its address.
    Attachment(SitePath),
    /// A file of the theme.
    Asset(SitePath),
    /// All rows of one unit, kind, form and slot.
    Rows(SeriesKey),
    /// All records of one unit as JSON.
    Records(OrgId),
    /// The address of a unit as a QR code.
    QrCode(OrgId),
    /// Every page, for search engines.
    SiteMap,
    /// Where the site map is.
    Robots,
    /// A page of the first tree once more.
    Again {
        /// Where.
        tree: Tree,
        /// Its path in the first tree.
        path: SitePath,
    },
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
        SitePath::root().join(if self.is_elder { "elder" } else { "" }).join(language)
    }

    /// From a file of the tree to where the same file would be in the first one.
    pub fn up(self) -> String {
        "../".repeat(usize::from(self.language > 0) + usize::from(self.is_elder))
    }
}

/// Part of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Of what.
    pub scope: Scope,
    /// The year, if the list is by year.
    pub year: Option<i16>,
    /// Number of the page, from 1.
    pub number: usize,
    /// How many pages there are.
    pub count: usize,
    /// The records, as a range of the scope's list.
    pub range: Range<usize>,
}

/// Of what a list is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// A kind of one organisation.
    OrgKind(OrgId, Name),
    /// A folder that only groups.
    Folder(SitePath),
    /// A kind in the whole portal.
    Kind(Name),
    /// A section in the whole portal.
    Section(Name),
}

impl Scope {
    /// Folder of its pages.
    pub fn folder(&self, public: &Public) -> SitePath {
        match self {
            Self::OrgKind(org, kind) => public.portal().orgs.get(*org).path.join(kind),
            Self::Folder(path) => path.clone(),
            Self::Kind(kind) => SitePath::root().join("kinds").join(kind),
            Self::Section(section) => SitePath::root().join("sections").join(section),
        }
    }
}

/// All files, and the lists that pages show.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    pages: BTreeMap<SitePath, Page>,
    /// Records of each list, newest first.
    pub lists: BTreeMap<Scope, Vec<Place>>,
    /// Paths that two pages want.
    pub collisions: Vec<SitePath>,
}

impl Plan {
    /// Every file in the order of their paths.
    pub fn pages(&self) -> impl Iterator<Item = (&SitePath, &Page)> {
        self.pages.iter()
    }

    /// What stands at `path`.
    pub fn get(&self, path: &str) -> Option<(&SitePath, &Page)> {
        self.pages.get_key_value(path)
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.pages.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.pages.is_empty()
    }

    /// The file that a link in a text leads to: a page without its extension, a folder, or a file.
    pub fn resolve(&self, target: &str) -> Option<&SitePath> {
        let slash = if target.is_empty() { "" } else { "/" };
        let candidates = [format!("{target}.html"), format!("{target}{slash}index.html"), target.to_owned()];
        candidates.iter().find_map(|path| self.get(path)).map(|(path, _)| path)
    }

    /// Adds the files of a theme.
    pub fn add_assets<'a>(&mut self, names: impl Iterator<Item = &'a SitePath>) {
        for name in names {
            self.add(SitePath::root().join("assets").join(name), Page::Asset(name.clone()));
        }
    }

    /// Notes files whose address is that of a folder with other files in it, which no disk can hold.
    fn find_folders(&mut self) {
        let is_folder = |path: &SitePath| {
            let inside = format!("{path}/");
            let behind = (Bound::Included(&*inside), Bound::Unbounded);
            self.pages.range::<str, _>(behind).next().is_some_and(|(next, _)| next.as_str().starts_with(&inside))
        };
        let taken: Vec<SitePath> = self.pages.keys().filter(|path| is_folder(path)).cloned().collect();
        self.collisions.extend(taken);
    }

    fn add(&mut self, path: SitePath, page: Page) {
        if let Some(first) = self.pages.insert(path.clone(), page)
            && self.pages.get(&path) != Some(&first)
        {
            self.collisions.push(path);
        }
    }
}

/// Decides every file but those of the theme.
pub fn plan(public: &Public, coverage: &Coverage, leagues: &[League]) -> Plan {
    let mut plan = Plan::default();
    order(public, &mut plan);
    plan.add(SitePath::root().join("index.html"), Page::Home);
    plan.add(SitePath::root().join("404.html"), Page::NotFound);
    for (id, org) in public.portal().orgs.iter().skip(1) {
        plan.add(org.page(), Page::Org(id));
    }
    for (at, page) in public.portal().pages.iter().enumerate() {
        plan.add(page.path(), Page::About(at));
    }
    add_records(public, &mut plan);
    add_lists(public, &mut plan);
    add_data(public, &mut plan);
    add_coverage(public, coverage, &mut plan);
    add_windows(public, &mut plan);
    league::add(public, leagues, &mut plan);
    add_sums(public, &mut plan);
    if let Some(address) = &public.portal().config.address {
        plan.add(SitePath::root().join("sitemap.xml"), Page::SiteMap);
        for (id, org) in public.portal().orgs.iter() {
            if address.len() + encode(&org.page()).len() <= LONGEST_IN_CODE {
                plan.add(org.path.join("qr.svg"), Page::QrCode(id));
            }
        }
    }
    plan.add(SitePath::root().join("robots.txt"), Page::Robots);
    add_trees(&public.portal().config, &mut plan);
    plan.find_folders();
    plan
}

/// The pages in further languages, and the twins. Data, attachments and assets are there once.
fn add_trees(config: &Config, plan: &mut Plan) {
    let trees: Vec<(Tree, SitePath)> = Tree::all(config).skip(1).map(|tree| (tree, tree.folder(config))).collect();
    if trees.is_empty() {
        return;
    }
    let pages: Vec<SitePath> =
        plan.pages().filter(|(path, page)| is_text(path, page)).map(|(path, _)| path.clone()).collect();
    for (tree, folder) in trees {
        for path in &pages {
            plan.add(folder.join(path), Page::Again { tree, path: path.clone() });
        }
    }
}

/// Whether a template makes the page for an address of its own.
pub fn is_text(path: &SitePath, page: &Page) -> bool {
    path.as_str().ends_with(".html") && !matches!(page, Page::Attachment(_) | Page::NotFound | Page::Again { .. })
}

/// Fills the lists, newest first. A version that was corrected is reached from the newest one and stands in no list.
fn order(public: &Public, plan: &mut Plan) {
    for record in public.records.at_all(public.records.newest_first()) {
        let mut scopes = vec![
            Scope::OrgKind(record.org, record.kind.clone()),
            Scope::Kind(record.kind.clone()),
            Scope::Section(record.section.clone()),
        ];
        scopes.extend(grouping_folders(public, record.id.parent()).map(Scope::Folder));
        for scope in scopes {
            plan.lists.entry(scope).or_default().push(record.place);
        }
    }
}

/// Folders above a record that are no organisations, up to the nearest one.
fn grouping_folders(public: &Public, folder: SitePath) -> impl Iterator<Item = SitePath> {
    let is_group = |folder: &SitePath| !folder.is_empty() && public.portal().orgs.find(folder).is_none();
    std::iter::successors(Some(folder), |folder| Some(folder.parent())).take_while(is_group)
}

fn add_records(public: &Public, plan: &mut Plan) {
    for record in public.records.all() {
        let place = record.place;
        plan.add(record.page(), Page::Record { place, part: 1 });
        for part in 2..=record.parts() {
            plan.add(record.id.with(("-", part, ".html")), Page::Record { place, part });
        }
        for attachment in &record.attachments {
            plan.add(attachment.path.clone(), Page::Attachment(attachment.path.clone()));
        }
    }
}

fn add_lists(public: &Public, plan: &mut Plan) {
    let lists: Vec<(Scope, Vec<i16>)> = plan
        .lists
        .iter()
        .map(|(scope, places)| {
            let years = public.records.at_all(places).map(|record| record.published.year());
            (scope.clone(), years.collect())
        })
        .collect();
    for (scope, years) in lists {
        let folder = scope.folder(public);
        let is_whole = matches!(scope, Scope::OrgKind(..) | Scope::Folder(_));
        if is_whole && years.len() <= PAGE {
            let page = Listing { scope, year: None, number: 1, count: 1, range: 0..years.len() };
            plan.add(folder.join("index.html"), Page::Listing(page));
            continue;
        }
        add_years(plan, &scope, &folder, &years);
    }
}

/// A page a year, or several if it is long; the newest is the index too.
fn add_years(plan: &mut Plan, scope: &Scope, folder: &SitePath, years: &[i16]) {
    let mut start = 0;
    for group in years.chunk_by(|a, b| a == b) {
        let count = group.len().div_ceil(PAGE);
        for number in 1..=count {
            let from = start + (number - 1) * PAGE;
            let range = from..(from + PAGE).min(start + group.len());
            let page = Listing { scope: scope.clone(), year: group.first().copied(), number, count, range };
            let name = year_page(group[0], number);
            if start == 0 && number == 1 {
                plan.add(folder.join("index.html"), Page::Listing(page.clone()));
            }
            plan.add(folder.join(name), Page::Listing(page));
        }
        start += group.len();
    }
}

/// Name of a page of a year's list.
pub fn year_page(year: i16, number: usize) -> impl Part {
    (year, (number > 1).then_some(("-", number)), ".html")
}

fn add_data(public: &Public, plan: &mut Plan) {
    for (key, _) in public.records.series() {
        plan.add(data_path(public, key), Page::Rows(key.clone()));
    }
    for org in public.records.orgs() {
        plan.add(records_path(public, org), Page::Records(org));
    }
}

/// Boards of every unit that owes something or stands above one, and of every item that is owed.
fn add_coverage(public: &Public, coverage: &Coverage, plan: &mut Plan) {
    let portal = public.portal();
    if coverage.duties().is_empty() {
        return;
    }
    let shown: BTreeSet<OrgId> = coverage.orgs().flat_map(|org| portal.orgs.line(org)).collect();
    for org in shown {
        plan.add(coverage_path(public, org), Page::Coverage(org));
    }
    let items: BTreeSet<usize> = coverage.duties().iter().map(|duty| duty.item).collect();
    for item in items {
        plan.add(item_path(&portal.catalogue[item].id), Page::CoverageItem(item));
    }
    plan.add(SitePath::root().join("data/coverage.csv"), Page::Duties);
}

/// Pages of windows: of the portal, and of every unit that has any or stands above one.
fn add_windows(public: &Public, plan: &mut Plan) {
    let portal = public.portal();
    let with_window = public.records.current().filter(|record| record.window.is_some());
    let owners: BTreeSet<OrgId> = with_window.map(|record| record.org).collect();
    let shown: BTreeSet<OrgId> = owners.into_iter().flat_map(|org| portal.orgs.line(org)).collect();
    for org in shown {
        plan.add(windows_path(public, org), Page::Windows(org));
    }
}

/// Pages of what totals are made of: of every unit that stands above others and, with them, has anything to add up.
fn add_sums(public: &Public, plan: &mut Plan) {
    let orgs = &public.portal().orgs;
    let adds = |block: &Block| block.name() != BlockName::Facts;
    let shown = public.records.current().filter(|record| record.slots.iter().any(|(_, block)| adds(block)));
    let shown = shown.map(|record| (record.org, record.shape()));
    let hidden = public.hidden.iter().filter(|one| one.slots.iter().any(|(_, block)| adds(block)));
    let mut keys: BTreeSet<(OrgId, Shape)> = BTreeSet::new();
    for (org, shape) in shown.chain(hidden.map(|one| (one.org, one.shape.clone()))) {
        let line = orgs.line(org).into_iter().filter(|id| !orgs.get(*id).children.is_empty());
        keys.extend(line.map(|org| (org, shape.clone())));
    }
    for (org, shape) in keys {
        plan.add(sums_path(public, (org, &shape)), Page::Sums(org, shape));
    }
}

/// Path of the page of what totals are made of.
pub fn sums_path(public: &Public, (org, shape): (OrgId, &Shape)) -> SitePath {
    let form = shape.form.as_ref().map(|form| ("-", form));
    unit_folder(public, "sums", org).join((&shape.kind, form, ".html"))
}

/// The folder of a unit in one of the trees beside that of pages.
fn unit_folder(public: &Public, tree: &'static str, org: OrgId) -> SitePath {
    SitePath::root().join(tree).join(&public.portal().orgs.get(org).path)
}

/// Path of the page of windows of a unit and all below it.
pub fn windows_path(public: &Public, org: OrgId) -> SitePath {
    match org {
        OrgId::ROOT => SitePath::root().join("windows/index.html"),
        _ => public.portal().orgs.get(org).path.join("windows.html"),
    }
}

/// Path of the board of a unit and all below it.
pub fn coverage_path(public: &Public, org: OrgId) -> SitePath {
    unit_folder(public, "coverage", org).join("index.html")
}

/// Path of the page of a catalogue item.
pub fn item_path(id: &Name) -> SitePath {
    SitePath::root().join("coverage").join(("item-", id, ".html"))
}

/// Path of all records of a unit as JSON.
pub fn records_path(public: &Public, org: OrgId) -> SitePath {
    unit_folder(public, "data", org).join("data.json")
}

/// Path of a data file: `data/ORG/KIND-FORM.csv`, with the slot behind it unless it is the kind's first.
pub fn data_path(public: &Public, key: &SeriesKey) -> SitePath {
    let Shape { kind, form } = &key.shape;
    let first = public.portal().kinds[kind].slots.first();
    let slot = first.is_none_or(|first| first.name != key.slot).then_some(("-", &key.slot));
    let form = form.as_ref().map(|form| ("-", form));
    unit_folder(public, "data", key.org).join((kind, form, slot, ".csv"))
}
