//! Which pages a site has.

use std::collections::BTreeSet;

use crate::base::lang::is_han;
use crate::base::lexicon::LEXICON;
use crate::base::path::{SitePath, encode};
use crate::blocks::Block;
use crate::coverage::Coverage;
use crate::league::League;
use crate::model::catalogue::Obligation;
use crate::model::org::OrgId;
use crate::model::record::Shape;
use crate::plan::Plan;
use crate::plan::address::address;
use crate::plan::list::Lists;
use crate::plan::page::{Contents, Page, Scope};
use crate::publish::Public;
use crate::publish::index::{Seen, SlotKey};
use crate::search::{Files, Shard};

/// Bytes of the longest address that gets a QR code. More would fit, but no telephone reads it from a notice board.
const LONGEST_IN_CODE: usize = 1_000;

/// Every page but the files of the theme, once.
pub(super) fn pages(public: &Public, plan: &Plan, coverage: &Coverage, leagues: &[League]) -> Vec<Page> {
    let portal = public.portal();
    let mut pages = vec![Page::NotFound, Page::Robots];
    pages.extend(portal.orgs.iter().map(|(org, _)| Page::Org(org)));
    pages.extend((0..portal.pages.len()).map(Page::About));
    pages.extend(contents(public, &plan.lists));
    pages.extend(records(public));
    let of_lists =
        plan.lists.iter().flat_map(|(scope, list)| list.leaves().map(|leaf| Page::Listing(scope.clone(), leaf)));
    pages.extend(of_lists);
    pages.extend(data(public, plan));
    pages.extend(of_coverage(public, coverage));
    pages.extend(windows(public));
    pages.extend(of_leagues(public, leagues));
    pages.extend(sums(public));
    pages.extend(
        lines(public, sums(public).filter_map(of_sums)).into_iter().map(|org| Page::Contents(Contents::Sums(org))),
    );
    pages.extend(search(public));
    pages.extend(for_machines(public));
    pages
}

/// The site map, and the page of every address above others that has none of its own.
fn contents(public: &Public, lists: &Lists) -> impl Iterator<Item = Page> {
    let has = |of: fn(&Scope) -> bool| lists.keys().any(of);
    let all = [
        (Contents::Site, true),
        (Contents::Kinds, has(|scope| matches!(scope, Scope::Kind(_)))),
        (Contents::Sections, has(|scope| matches!(scope, Scope::Section(_)))),
        (Contents::About, !public.portal().pages.is_empty()),
    ];
    all.into_iter().filter(|(_, is_there)| *is_there).map(|(of, _)| Page::Contents(of))
}

fn records(public: &Public) -> impl Iterator<Item = Page> {
    public.records.all().iter().flat_map(|record| {
        let place = record.place;
        let parts = (1..=record.parts()).map(move |part| Page::Record { place, part });
        parts.chain(record.attachments.iter().filter_map(Page::file))
    })
}

/// The page that finds records, with its files, where there is anything to be found. Portals that speak no Chinese have
/// nothing to tell of its scripts.
fn search(public: &Public) -> impl Iterator<Item = Page> {
    let records = public.records.newest_first().len();
    let has_scripts = public.portal().config.languages.iter().any(|lang| is_han(lang));
    let shards = Files::of(records).all().filter(move |shard| has_scripts || *shard != Shard::Signs);
    std::iter::once(Page::Search).chain(shards.map(Page::SearchShard)).filter(move |_| records > 0)
}

/// Files of rows and records, what describes them, and the page that lists them.
fn data(public: &Public, plan: &Plan) -> Vec<Page> {
    let orgs = &public.portal().orgs;
    let rows = plan.all_rows().map(|key| Page::Rows(key.clone()));
    // Of a whole county a workbook would be too long to be opened; its rows stand in those of the units below.
    let has_workbook = |key: &&SlotKey| key.org != OrgId::ROOT || orgs.root().children.is_empty();
    let books = plan.all_rows().filter(|_| cfg!(feature = "workbooks")).filter(has_workbook);
    let mut pages: Vec<Page> = rows.chain(books.map(|key| Page::Workbook(key.clone()))).collect();
    pages.extend(public.records.orgs().map(Page::Records));
    pages.extend(public.records.all().iter().map(|record| Page::RecordData(record.place)));
    if !public.records.all().is_empty() {
        let units: BTreeSet<OrgId> = plan.units_with_rows().chain([OrgId::ROOT]).collect();
        pages.extend(units.into_iter().map(Page::Package));
        pages.extend([Page::Data, Page::DataColumns]);
        pages.extend(public.portal().config.address.as_ref().map(|_| Page::DataCatalogue));
    }
    pages
}

/// Units with all that stand above them.
fn lines(public: &Public, orgs: impl Iterator<Item = OrgId>) -> BTreeSet<OrgId> {
    orgs.flat_map(|org| public.portal().orgs.line(org)).collect()
}

/// Boards of every unit that owes something or stands above one, and of every item that is owed.
fn of_coverage(public: &Public, coverage: &Coverage) -> Vec<Page> {
    if coverage.duties().is_empty() {
        return Vec::new();
    }
    let items: BTreeSet<usize> = coverage.duties().iter().map(|duty| duty.item).collect();
    let boards = lines(public, coverage.orgs()).into_iter().map(Page::Coverage);
    boards.chain(items.into_iter().map(Page::CoverageItem)).chain([Page::Duties]).collect()
}

/// Pages of windows: of every unit that has any or stands above one.
fn windows(public: &Public) -> impl Iterator<Item = Page> {
    let with_window = public.records.current().filter(|record| record.window.is_some());
    lines(public, with_window.map(|record| record.org)).into_iter().map(Page::Windows)
}

/// League tables, the newest of each also where it stays, their rows, and a list for every unit that has some or stands
/// above one.
fn of_leagues(public: &Public, leagues: &[League]) -> Vec<Page> {
    let of_one = |league: &League| {
        let of = league.key.clone();
        let periods = std::iter::once(None).chain(league.tables.iter().map(|table| Some(table.period)));
        let tables = periods.map(|period| Page::League { of: of.clone(), period });
        tables.chain([Page::LeagueRows(of.clone())]).collect::<Vec<_>>()
    };
    let lists = lines(public, leagues.iter().map(|league| league.key.org)).into_iter().map(Page::Leagues);
    leagues.iter().flat_map(of_one).chain(lists).collect()
}

/// Pages of what totals are made of: of every unit that stands above others and, with them, has anything to add up.
fn sums(public: &Public) -> impl Iterator<Item = Page> {
    let orgs = &public.portal().orgs;
    let adds = |block: &Block| block.name().rises();
    let shown = public.records.current().filter(|record| record.slots.iter().any(|(_, block)| adds(block)));
    let shown = shown.map(|record| (record.org, record.shape()));
    let hidden = public.hidden.iter().filter(|one| one.slots.iter().any(|(_, block)| adds(block)));
    let mut keys: BTreeSet<(OrgId, Shape)> = BTreeSet::new();
    for (org, shape) in shown.chain(hidden.map(|one| (one.org, one.shape.clone()))) {
        let line = orgs.line(org).into_iter().filter(|id| !orgs.get(*id).children.is_empty());
        keys.extend(line.map(|org| (org, shape.clone())));
    }
    keys.into_iter().map(|(org, shape)| Page::Sums(org, shape))
}

/// The unit whose totals a page is about.
fn of_sums(page: Page) -> Option<OrgId> {
    if let Page::Sums(org, _) = page { Some(org) } else { None }
}

/// What only a portal with an address has: the site map, and QR codes.
fn for_machines(public: &Public) -> Vec<Page> {
    let Some(own) = &public.portal().config.address else { return Vec::new() };
    let fits = |page: &Page| own.len() + encode(&address(public, page)).len() <= LONGEST_IN_CODE;
    let orgs = public.portal().orgs.iter().map(|(org, _)| org).filter(|org| fits(&Page::Org(*org)));
    let posted = public.records.all().iter().filter(|record| is_posted(public, record)).map(|record| record.place);
    let posted = posted.filter(|place| fits(&Page::record(*place)));
    std::iter::once(Page::SiteMap).chain(orgs.map(Page::QrCode)).chain(posted.map(Page::RecordCode)).collect()
}

/// Whether a record hangs on a notice board too: it is on public view, or the catalogue names a board for what it is.
fn is_posted(public: &Public, record: &Seen) -> bool {
    let (boards, shape) = (&LEXICON.places.boards, record.shape());
    let is_owed = |item: &Obligation| item.takes(&shape) && item.channels.iter().any(|channel| boards.is_in(channel));
    record.window.is_some() || public.portal().catalogue.iter().any(is_owed)
}

/// The files of a theme, by their names.
pub(super) fn assets<'a>(names: impl IntoIterator<Item = &'a SitePath>) -> impl Iterator<Item = Page> {
    names.into_iter().cloned().map(Page::Asset)
}
