//! Where every page stands: the one place where addresses are made.

use crate::base::part::Part;
use crate::base::path::SitePath;
use crate::base::period::{Grain, Period};
use crate::model::generated::{
    ABOUT, ASSETS, COVERAGE, DATA, INDEX, KINDS, LEAGUE, MAP, REDIRECTS, SEARCH, SECTIONS, SUMS, WINDOWS,
};
use crate::model::id::SlotName;
use crate::model::org::OrgId;
use crate::model::record::Shape;
use crate::plan::page::{Contents, Followed, Leaf, Page, Scope, Server, Volume};
use crate::publish::Public;
use crate::publish::index::{SeriesKey, SlotKey};
use crate::search::Shard;

/// Where `page` stands in the first tree, if it is there.
pub(super) fn address(public: &Public, page: &Page) -> SitePath {
    let root = SitePath::root();
    match page {
        Page::Org(org) => unit(public, "", *org).join((INDEX, ".html")),
        Page::Listing(scope, leaf) => folder(public, scope).join(leaf_name(*leaf)),
        Page::Record { place, part } => public.records.get(*place).id.page(*part),
        Page::Coverage(org) => unit(public, COVERAGE, *org).join((INDEX, ".html")),
        Page::CoverageItem(item) => root.join(COVERAGE).join(("item-", &public.portal().catalogue[*item].id, ".html")),
        Page::Windows(OrgId::ROOT) => root.join(WINDOWS).join((INDEX, ".html")),
        Page::Windows(org) => unit(public, "", *org).join((WINDOWS, ".html")),
        Page::Duties => root.join(DATA).join((COVERAGE, ".csv")),
        Page::Leagues(org) => unit(public, LEAGUE, *org).join((INDEX, ".html")),
        Page::League { of, period } => {
            let tables = unit(public, LEAGUE, of.org).join(league(public, of));
            period.map_or_else(|| tables.join((INDEX, ".html")), |period| tables.join(period_name(period)))
        }
        Page::LeagueRows(of) => unit(public, root.join(DATA).join(LEAGUE), of.org).join((league(public, of), ".csv")),
        Page::Sums(org, shape) => {
            let form = shape.form.as_ref().map(|form| ("-", form));
            unit(public, SUMS, *org).join((&shape.kind, form, ".html"))
        }
        Page::About(at) => root.join(ABOUT).join((&public.portal().pages[*at].name, ".html")),
        Page::Contents(of) => contents(public, *of).join((INDEX, ".html")),
        Page::Search => root.join(SEARCH).join((INDEX, ".html")),
        Page::SearchShard(shard) => root.join(SEARCH).join(match shard {
            Shard::Core => SitePath::root().join("core.js"),
            Shard::Signs => SitePath::root().join("signs.js"),
            Shard::Grams(number) => SitePath::root().join(("grams-", *number, ".js")),
            Shard::Places(number) => SitePath::root().join(("places-", *number, ".js")),
            Shard::Texts(number) => SitePath::root().join(("texts-", *number, ".js")),
        }),
        Page::NotFound => root.join("404.html"),
        Page::Attachment(path) | Page::Cleaned(path) => path.clone(),
        Page::Asset(path) => root.join(ASSETS).join(path),
        Page::Rows(key) => rows(public, key, ".csv"),
        Page::Workbook(key) => rows(public, key, ".xlsx"),
        Page::Records(org) => unit(public, DATA, *org).join("data.json"),
        Page::RecordData(place) => public.records.get(*place).id.twin(),
        Page::Package(org) => unit(public, DATA, *org).join("datapackage.json"),
        Page::DataCatalogue => root.join(DATA).join("catalog.jsonld"),
        Page::Data => root.join(DATA).join((INDEX, ".html")),
        Page::DataColumns => root.join(DATA).join("columns.html"),
        Page::QrCode(org) => unit(public, "", *org).join("qr.svg"),
        Page::RecordCode(place) => public.records.get(*place).id.code(),
        Page::Feed { of, volume } => followed(public, of).join(feed_name(*volume)),
        Page::Calendar(org) => unit(public, "", *org).join("calendar.ics"),
        Page::SiteMap => root.join("sitemap.xml"),
        Page::SiteMapPart(part) => site_map(*part),
        Page::Robots => root.join("robots.txt"),
        Page::Moved(old) => old.clone(),
        Page::Redirects(server) => root.join(REDIRECTS).join(match server {
            Server::Nginx => "nginx.conf",
            Server::Caddy => "Caddyfile",
            Server::Iis => "web.config",
        }),
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

/// Where a part of the site map stands.
pub(super) fn site_map(part: usize) -> SitePath {
    SitePath::root().join(("sitemap-", part, ".xml"))
}

/// The folder of a unit in one of the trees beside that of pages.
fn unit(public: &Public, beside: impl Part, org: OrgId) -> SitePath {
    SitePath::root().join(beside).join(&public.portal().orgs.get(org).path)
}

/// A file of rows.
fn rows(public: &Public, key: &SlotKey, ending: &'static str) -> SitePath {
    let form = key.shape.form.as_ref().map(|form| ("-", form));
    unit(public, DATA, key.org).join((&key.shape.kind, form, slot(public, (&key.shape, &key.slot)), ending))
}

/// The folder of the pages of a list.
fn folder(public: &Public, scope: &Scope) -> SitePath {
    match scope {
        Scope::OrgKind(org, kind) => unit(public, "", *org).join(kind),
        Scope::Folder(path) => path.clone(),
        Scope::Kind(kind) => SitePath::root().join(KINDS).join(kind),
        Scope::Section(section) => SitePath::root().join(SECTIONS).join(section),
    }
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

/// The form of a league, or the kind if there is none, with the series where there is one.
fn league<'a>(public: &Public, key: &'a SeriesKey) -> impl Part + use<'a> {
    let form = key.shape.form.as_ref();
    let series = key.series.as_ref().map(|series| ("-", series));
    (form, form.is_none().then_some(&key.shape.kind), series, slot(public, (&key.shape, &key.slot)))
}

/// The slot behind a name, unless it is the kind's first.
fn slot<'a>(public: &Public, (shape, slot): (&Shape, &'a SlotName)) -> impl Part + use<'a> {
    let first = public.portal().kinds[&shape.kind].slots.first();
    first.is_none_or(|first| first.name != *slot).then_some(("-", slot))
}
