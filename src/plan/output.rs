//! Files that the program makes for other programs and for printers: what each is, where it stands, and which of them a
//! site has. A new one is a variant here; `export` says who makes its bytes.

use std::collections::BTreeSet;

use crate::base::lang::is_han;
use crate::base::lexicon::LEXICON;
use crate::base::path::{SitePath, encode};
use crate::coverage::Coverage;
use crate::league::League;
use crate::model::catalogue::Obligation;
use crate::model::generated::{COVERAGE, DATA, LEAGUE, REDIRECTS, SEARCH};
use crate::model::org::OrgId;
use crate::plan::Plan;
use crate::plan::folder::{folder, home, league, slot, unit};
use crate::plan::scope::{Followed, Volume};
use crate::publish::Public;
use crate::publish::index::{Place, Seen, SeriesKey, SlotKey};
use crate::search::{Files, Shard};

/// A file that the program makes; it is there once, and reached from each tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Output {
    /// Every duty as rows.
    Duties,
    /// All tables of a league as rows.
    LeagueRows(SeriesKey),
    /// A file that the page loads which finds records.
    SearchShard(Shard),
    /// All rows of one kind, form and slot, of a unit and all below it.
    Rows(SlotKey),
    /// The same rows as a workbook, for those who open a spreadsheet.
    Workbook(SlotKey),
    /// All records of one unit as JSON.
    Records(OrgId),
    /// One record as JSON.
    RecordData(Place),
    /// What describes the data files of a unit to programs: a Data Package.
    Package(OrgId),
    /// What describes the data files of the portal to catalogues of data: DCAT.
    DataCatalogue,
    /// The address of a unit as a QR code.
    QrCode(OrgId),
    /// The address of a record as a QR code, for the sheet on a notice board.
    RecordCode(Place),
    /// What is new of a unit or of a list, as a feed; without a volume, its newest entries, which have an address that stays.
    Feed {
        /// Of what.
        of: Followed,
        /// Which of the documents with what is older.
        volume: Option<Volume>,
    },
    /// What is on public view and what falls due, of a unit and all below it, as a calendar.
    Calendar(OrgId),
    /// Every page, for search engines; of a large site where the parts of that list are.
    SiteMap,
    /// A part of that list, by its number from 1.
    SiteMapPart(usize),
    /// Where the site map is.
    Robots,
    /// Rules for a server that leads from old addresses to new ones.
    Redirects(Server),
}

/// A program that serves the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Server {
    /// nginx.
    Nginx,
    /// Caddy.
    Caddy,
    /// Internet Information Services of Windows.
    Iis,
}

impl Server {
    /// Every one.
    pub const ALL: [Self; 3] = [Self::Nginx, Self::Caddy, Self::Iis];
}

impl Output {
    /// Where it stands.
    pub(super) fn address(&self, public: &Public) -> SitePath {
        let root = SitePath::root();
        match self {
            Self::Duties => root.join(DATA).join((COVERAGE, ".csv")),
            Self::LeagueRows(of) => {
                unit(public, root.join(DATA).join(LEAGUE), of.org).join((league(public, of), ".csv"))
            }
            Self::SearchShard(shard) => root.join(SEARCH).join(match shard {
                Shard::Core => SitePath::root().join("core.js"),
                Shard::Signs => SitePath::root().join("signs.js"),
                Shard::Grams(number) => SitePath::root().join(("grams-", *number, ".js")),
                Shard::Places(number) => SitePath::root().join(("places-", *number, ".js")),
                Shard::Texts(number) => SitePath::root().join(("texts-", *number, ".js")),
            }),
            Self::Rows(key) => rows(public, key, ".csv"),
            Self::Workbook(key) => rows(public, key, ".xlsx"),
            Self::Records(org) => unit(public, DATA, *org).join("data.json"),
            Self::RecordData(place) => public.records.get(*place).id.twin(),
            Self::Package(org) => unit(public, DATA, *org).join("datapackage.json"),
            Self::DataCatalogue => root.join(DATA).join("catalog.jsonld"),
            Self::QrCode(org) => unit(public, "", *org).join("qr.svg"),
            Self::RecordCode(place) => public.records.get(*place).id.code(),
            Self::Feed { of, volume } => followed(public, of).join(feed_name(*volume)),
            Self::Calendar(org) => unit(public, "", *org).join("calendar.ics"),
            Self::SiteMap => root.join("sitemap.xml"),
            Self::SiteMapPart(part) => site_map(*part),
            Self::Robots => root.join("robots.txt"),
            Self::Redirects(server) => root.join(REDIRECTS).join(match server {
                Server::Nginx => "nginx.conf",
                Server::Caddy => "Caddyfile",
                Server::Iis => "web.config",
            }),
        }
    }
}

/// Where a part of the site map stands.
pub(super) fn site_map(part: usize) -> SitePath {
    SitePath::root().join(("sitemap-", part, ".xml"))
}

/// A file of rows.
fn rows(public: &Public, key: &SlotKey, ending: &'static str) -> SitePath {
    let form = key.shape.form.as_ref().map(|form| ("-", form));
    unit(public, DATA, key.org).join((&key.shape.kind, form, slot(public, (&key.shape, &key.slot)), ending))
}

/// The folder of what is followed.
fn followed(public: &Public, of: &Followed) -> SitePath {
    match of {
        Followed::Unit(org) => unit(public, "", *org),
        Followed::List(scope) => folder(public, scope),
    }
}

fn feed_name(volume: Option<Volume>) -> SitePath {
    let Some(Volume { year, number }) = volume else { return SitePath::root().join("feed.xml") };
    SitePath::root().join(("feed-", year, (number > 1).then_some(("-", number)), ".xml"))
}

/// Bytes of the longest address that gets a QR code. More would fit, but no telephone reads it from a notice board.
const LONGEST_IN_CODE: usize = 1_000;

/// Which of them a site has. Feeds and calendars follow from what can be followed, rules for servers from old addresses, and
/// parts of the site map from its length.
pub(super) fn outputs(public: &Public, plan: &Plan, coverage: &Coverage, leagues: &[League]) -> Vec<Output> {
    let mut all = vec![Output::Robots];
    all.extend(data(public, plan));
    all.extend(Some(Output::Duties).filter(|_| !coverage.duties().is_empty()));
    all.extend(leagues.iter().map(|league| Output::LeagueRows(league.key.clone())));
    all.extend(shards(public));
    all.extend(for_machines(public));
    all
}

/// What the page loads that finds records, where there is anything to be found. Portals that speak no Chinese have nothing
/// to tell of its scripts.
fn shards(public: &Public) -> impl Iterator<Item = Output> {
    let records = public.records.newest_first().len();
    let has_scripts = public.portal().config.languages.iter().any(|lang| is_han(lang));
    let shards = Files::of(records).all().filter(move |shard| has_scripts || *shard != Shard::Signs);
    shards.map(Output::SearchShard).filter(move |_| records > 0)
}

/// Files of rows and records, and what describes them.
fn data(public: &Public, plan: &Plan) -> Vec<Output> {
    let orgs = &public.portal().orgs;
    let rows = plan.all_rows().map(|key| Output::Rows(key.clone()));
    // Of a whole county a workbook would be too long to be opened; its rows stand in those of the units below.
    let has_workbook = |key: &&SlotKey| key.org != OrgId::ROOT || orgs.root().children.is_empty();
    let books = plan.all_rows().filter(|_| cfg!(feature = "workbooks")).filter(has_workbook);
    let mut files: Vec<Output> = rows.chain(books.map(|key| Output::Workbook(key.clone()))).collect();
    files.extend(public.records.orgs().map(Output::Records));
    files.extend(public.records.all().iter().map(|record| Output::RecordData(record.place)));
    if !public.records.all().is_empty() {
        let units: BTreeSet<OrgId> = plan.units_with_rows().chain([OrgId::ROOT]).collect();
        files.extend(units.into_iter().map(Output::Package));
        files.extend(public.portal().config.address.as_ref().map(|_| Output::DataCatalogue));
    }
    files
}

/// What only a portal with an address has: the site map, and QR codes.
fn for_machines(public: &Public) -> Vec<Output> {
    let Some(own) = &public.portal().config.address else { return Vec::new() };
    let fits = |page: &SitePath| own.len() + encode(page).len() <= LONGEST_IN_CODE;
    let orgs = public.portal().orgs.iter().map(|(org, _)| org).filter(|org| fits(&home(public, *org)));
    let posted = public.records.all().iter().filter(|record| is_posted(public, record)).map(|record| record.place);
    let posted = posted.filter(|place| fits(&public.records.get(*place).id.page(1)));
    std::iter::once(Output::SiteMap).chain(orgs.map(Output::QrCode)).chain(posted.map(Output::RecordCode)).collect()
}

/// Whether a record hangs on a notice board too: it is on public view, or the catalogue names a board for what it is.
fn is_posted(public: &Public, record: &Seen) -> bool {
    let (boards, shape) = (&LEXICON.places.boards, record.shape());
    let is_owed = |item: &Obligation| item.takes(&shape) && item.channels.iter().any(|channel| boards.is_in(channel));
    record.window.is_some() || public.portal().catalogue.iter().any(is_owed)
}
