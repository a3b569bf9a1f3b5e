//! Views: what a template sees. One value a page, computed from the [`Site`]; no template asks for anything else.
//!
//! The structs stand in one file a template; their field names are what themes are written against. Dates, amounts and
//! shares are in standard forms, which the filters of the theme turn into words; links are relative already.

pub mod block;
pub mod bodies;
pub mod changed;
pub mod contact;
pub mod contents;
pub mod coverage;
pub mod data;
pub mod downloads;
pub mod fixed;
pub mod follow;
pub mod frame;
pub mod history;
pub mod home;
pub(crate) mod keys;
pub mod league;
pub mod link;
pub mod listing;
pub mod org;
pub mod parts;
pub mod record;
mod reference;
mod reported;
mod rollups;
pub mod search;
pub mod series;
pub mod share;
mod stands;
pub mod subscribe;
pub mod sums;
pub mod tags;
pub mod trend;
pub mod window;
mod windows;

use serde::Serialize;

use crate::base::glossary::Tongue;
use crate::base::lang::Label;
use crate::base::path::SitePath;
use crate::base::period::Period;
use crate::base::texts::{Key, Texts};
use crate::model::org::OrgId;
use crate::plan::{Page, Planned, Tree};
use crate::site::Site;
use crate::view::contents::ContentsView;
use crate::view::coverage::CoverageView;
use crate::view::data::{DataView, DictionaryView};
use crate::view::fixed::{AboutView, MovedView, NotFoundView};
use crate::view::home::HomeView;
use crate::view::league::{LeagueView, LeaguesView};
use crate::view::listing::ListingView;
use crate::view::org::OrgView;
use crate::view::record::RecordView;
use crate::view::search::SearchView;
use crate::view::sums::SumsView;
use crate::view::windows::WindowsView;

/// What one template sees.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
#[expect(clippy::large_enum_variant, reason = "one is made for each page and dropped with it")]
pub enum View {
    /// `page/home.html`.
    Home(HomeView),
    /// `page/org.html`.
    Org(OrgView),
    /// `page/listing.html`.
    Listing(ListingView),
    /// `page/record.html`, or `page/record-KIND.html` where the theme has it.
    Record(RecordView),
    /// `page/coverage.html`.
    Coverage(CoverageView),
    /// `page/windows.html`.
    Windows(WindowsView),
    /// `page/league.html`.
    League(LeagueView),
    /// `page/leagues.html`.
    Leagues(LeaguesView),
    /// `page/sums.html`.
    Sums(SumsView),
    /// `page/search.html`.
    Search(SearchView),
    /// `page/data.html`.
    Data(DataView),
    /// `page/columns.html`.
    Dictionary(DictionaryView),
    /// `page/about.html`.
    About(AboutView),
    /// `page/contents.html`.
    Contents(ContentsView),
    /// `page/not-found.html`.
    NotFound(NotFoundView),
    /// `page/moved.html`.
    Moved(MovedView),
}

/// The page that is being made: where it stands and what it may read.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) site: &'a Site,
    pub(crate) page: &'a Page,
    pub(crate) tree: Tree,
    /// Where the page stands in the first tree.
    pub(crate) path: &'a SitePath,
    /// How it speaks.
    pub(crate) tongue: Tongue<'a>,
}

impl Context<'_> {
    /// Language of the page.
    pub(crate) fn lang(&self) -> &str {
        self.tongue.lang()
    }

    /// What an organisation is called in the language of the page.
    pub(crate) fn org_name(&self, org: OrgId) -> &str {
        self.tongue.text(&self.site.portal().orgs.get(org).name)
    }

    /// A text of the theme in the language of the page, with `values` in the places `%1`, `%2`.
    pub(crate) fn say(&self, key: Key, values: &[&str]) -> String {
        self.tongue.say(key, values)
    }

    /// A period in words.
    pub(crate) fn period(&self, period: Period) -> String {
        self.tongue.written().period(&period.to_string())
    }

    /// The heading of a year.
    pub(crate) fn year(&self, year: i16) -> String {
        self.say(keys::YEAR, &[&year.to_string()])
    }

    /// A label in the language of the page.
    pub(crate) fn label(&self, label: &Label) -> String {
        self.tongue.label(label).to_owned()
    }

    /// A link to an organisation.
    pub(crate) fn org_link(&self, org: OrgId) -> parts::Link {
        parts::Link { title: self.org_name(org).to_owned(), href: self.to(&Page::Org(org)) }
    }
}

/// What is needed to make a page where the theme says `texts`; `None` for one that the site does not have.
pub(crate) fn context<'a>(site: &'a Site, file: &'a Planned, texts: &'a Texts) -> Option<Context<'a>> {
    let (portal, Planned { tree, page }) = (site.portal(), file);
    let lang = portal.config.languages.get(tree.language).map_or(Tongue::HOME.lang(), |lang| lang);
    let path = site.plan.address(page)?;
    Some(Context { site, page, tree: *tree, path, tongue: portal.glossary.tongue(lang).saying(texts) })
}

/// What the template of a page sees, in the tree for which it is made, where the theme says `texts`; `None` for files that no
/// template makes, and for pages that the site does not have.
#[warn(clippy::wildcard_enum_match_arm, reason = "a new page says what its template sees")]
pub fn view(site: &Site, file: &Planned, texts: &Texts) -> Option<View> {
    let context = context(site, file, texts)?;
    Some(match context.page {
        Page::Org(OrgId::ROOT) => View::Home(home::view(&context)),
        Page::Org(id) => View::Org(org::view(&context, *id)),
        Page::Listing(scope, leaf) => View::Listing(listing::view(&context, scope, *leaf)?),
        Page::Record { place, part } => View::Record(record::view(&context, *place, *part)),
        Page::Coverage(org) => View::Coverage(coverage::of_org(&context, *org)),
        Page::CoverageItem(item) => View::Coverage(coverage::of_item(&context, *item)),
        Page::Windows(org) => View::Windows(windows::view(&context, *org)),
        Page::Leagues(org) => View::Leagues(league::list(&context, *org)),
        Page::League { of, period } => View::League(league::table(&context, site.league(of)?, *period)?),
        Page::Sums(org, shape) => View::Sums(sums::view(&context, (*org, shape))),
        Page::Search => View::Search(search::view(&context)),
        Page::Data => View::Data(data::view(&context)),
        Page::DataColumns => View::Dictionary(data::columns(&context)),
        Page::About(at) => View::About(fixed::about(&context, *at)),
        Page::Contents(of) => View::Contents(contents::view(&context, *of)),
        Page::Moved(old) => View::Moved(fixed::moved(&context, old)?),
        Page::NotFound => View::NotFound(fixed::not_found(&context)),
        Page::Attachment(_) | Page::Cleaned(_) | Page::Asset(_) | Page::Output(_) => return None,
    })
}
