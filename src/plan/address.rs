//! Where every page stands. Addresses are made here, in `output` and in `folder`, and nowhere else.

use crate::base::path::SitePath;
use crate::base::period::{Grain, Period};
use crate::model::generated::{
    ABOUT, ASSETS, COVERAGE, DATA, INDEX, KINDS, LEAGUE, MAP, SEARCH, SECTIONS, SUMS, WINDOWS,
};
use crate::model::org::OrgId;
use crate::plan::folder::{folder, home, league, unit};
use crate::plan::page::Page;
use crate::plan::scope::{Contents, Leaf};
use crate::publish::Public;

/// Where `page` stands in the first tree, if it is there.
pub(super) fn address(public: &Public, page: &Page) -> SitePath {
    let root = SitePath::root();
    match page {
        Page::Org(org) => home(public, *org),
        Page::Listing(scope, leaf) => folder(public, scope).join(leaf_name(*leaf)),
        Page::Record { place, part } => public.records.get(*place).id.page(*part),
        Page::Coverage(org) => unit(public, COVERAGE, *org).join((INDEX, ".html")),
        Page::CoverageItem(item) => root.join(COVERAGE).join(("item-", &public.portal().catalogue[*item].id, ".html")),
        Page::Windows(OrgId::ROOT) => root.join(WINDOWS).join((INDEX, ".html")),
        Page::Windows(org) => unit(public, "", *org).join((WINDOWS, ".html")),
        Page::Leagues(org) => unit(public, LEAGUE, *org).join((INDEX, ".html")),
        Page::League { of, period } => {
            let tables = unit(public, LEAGUE, of.org).join(league(public, of));
            period.map_or_else(|| tables.join((INDEX, ".html")), |period| tables.join(period_name(period)))
        }
        Page::Sums(org, shape) => {
            let form = shape.form.as_ref().map(|form| ("-", form));
            unit(public, SUMS, *org).join((&shape.kind, form, ".html"))
        }
        Page::About(at) => root.join(ABOUT).join((&public.portal().pages[*at].name, ".html")),
        Page::Contents(of) => contents(public, *of).join((INDEX, ".html")),
        Page::Search => root.join(SEARCH).join((INDEX, ".html")),
        Page::NotFound => root.join("404.html"),
        Page::Attachment(path) | Page::Cleaned(path) => path.clone(),
        Page::Asset(path) => root.join(ASSETS).join(path),
        Page::Data => root.join(DATA).join((INDEX, ".html")),
        Page::DataColumns => root.join(DATA).join("columns.html"),
        Page::Moved(old) => old.clone(),
        Page::Output(output) => output.address(public),
    }
}

/// The folder that a page of contents is of.
fn contents(public: &Public, of: Contents) -> SitePath {
    match of {
        Contents::Site => SitePath::root().join(MAP),
        Contents::Kinds => SitePath::root().join(KINDS),
        Contents::Sections => SitePath::root().join(SECTIONS),
        Contents::About => SitePath::root().join(ABOUT),
        Contents::Sums(org) => unit(public, SUMS, org),
    }
}

fn leaf_name(leaf: Leaf) -> SitePath {
    match leaf {
        Leaf::Index => SitePath::root().join((INDEX, ".html")),
        Leaf::Year { year, number } => SitePath::root().join((year, (number > 1).then_some(("-", number)), ".html")),
    }
}

fn period_name(period: Period) -> SitePath {
    match period.grain {
        Grain::Range => SitePath::root().join((period.start, "_", period.end, ".html")),
        Grain::Financial => SitePath::root().join((period.start.year(), "-", period.end.year(), ".html")),
        Grain::Day | Grain::Month | Grain::Quarter | Grain::Half | Grain::Year => {
            SitePath::root().join((period, ".html"))
        }
    }
}
