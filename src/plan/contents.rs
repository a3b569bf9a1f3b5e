//! Which pages a site has.

use std::collections::BTreeSet;

use crate::base::path::SitePath;
use crate::blocks::Block;
use crate::coverage::Coverage;
use crate::league::League;
use crate::model::org::OrgId;
use crate::model::record::Shape;
use crate::plan::Plan;
use crate::plan::list::Lists;
use crate::plan::output::outputs;
use crate::plan::page::Page;
use crate::plan::scope::{Contents, Scope};
use crate::publish::Public;

/// Every page but the files of the theme, once.
pub(super) fn pages(public: &Public, plan: &Plan, coverage: &Coverage, leagues: &[League]) -> Vec<Page> {
    let portal = public.portal();
    let mut pages = vec![Page::NotFound];
    pages.extend(portal.orgs.iter().map(|(org, _)| Page::Org(org)));
    pages.extend((0..portal.pages.len()).map(Page::About));
    pages.extend(contents(public, &plan.lists));
    pages.extend(records(public));
    let of_lists =
        plan.lists.iter().flat_map(|(scope, list)| list.leaves().map(|leaf| Page::Listing(scope.clone(), leaf)));
    pages.extend(of_lists);
    pages.extend(data(public));
    pages.extend(of_coverage(public, coverage));
    pages.extend(windows(public));
    pages.extend(of_leagues(public, leagues));
    pages.extend(sums(public));
    pages.extend(
        lines(public, sums(public).filter_map(of_sums)).into_iter().map(|org| Page::Contents(Contents::Sums(org))),
    );
    pages.extend(Some(Page::Search).filter(|_| !public.records.newest_first().is_empty()));
    pages.extend(outputs(public, plan, coverage, leagues).into_iter().map(Page::Output));
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

/// The page of all data files, and the one that says what their columns mean.
fn data(public: &Public) -> impl Iterator<Item = Page> {
    [Page::Data, Page::DataColumns].into_iter().filter(|_| !public.records.all().is_empty())
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
    boards.chain(items.into_iter().map(Page::CoverageItem)).collect()
}

/// Pages of windows: of every unit that has any or stands above one.
fn windows(public: &Public) -> impl Iterator<Item = Page> {
    let with_window = public.records.current().filter(|record| record.window.is_some());
    lines(public, with_window.map(|record| record.org)).into_iter().map(Page::Windows)
}

/// League tables, the newest of each also where it stays, and a list for every unit that has some or stands above one.
fn of_leagues(public: &Public, leagues: &[League]) -> Vec<Page> {
    let of_one = |league: &League| {
        let of = league.key.clone();
        let periods = std::iter::once(None).chain(league.tables.iter().map(|table| Some(table.period)));
        periods.map(|period| Page::League { of: of.clone(), period }).collect::<Vec<_>>()
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

/// The files of a theme, by their names.
pub(super) fn assets<'a>(names: impl IntoIterator<Item = &'a SitePath>) -> impl Iterator<Item = Page> {
    names.into_iter().cloned().map(Page::Asset)
}
