//! The site: everything that a view or a check may read, in one value.

#![warn(clippy::wildcard_enum_match_arm)]

use std::collections::BTreeMap;

use crate::base::date::Date;
use crate::base::name::Name;
use crate::base::path::{SitePath, encode};
use crate::blocks::answer::Standing;
use crate::coverage::{Coverage, cover};
use crate::league::{self, League, rank};
use crate::model::org::OrgId;
use crate::model::page::Body;
use crate::model::record::Record;
use crate::model::{Content, Portal};
use crate::plan::{self, Page, Plan};
use crate::publish::index::{Place, Seen, SeriesKey};
use crate::publish::{Public, publish};
use crate::rollup::{Rollup, roll_up};

/// A portal on a day, with all that follows from it.
#[derive(Clone, Debug)]
pub struct Site {
    /// What may be seen.
    pub public: Public,
    /// What was owed against what was published.
    pub coverage: Coverage,
    /// Summaries of every organisation with all below it.
    pub rollups: BTreeMap<OrgId, Rollup>,
    /// League tables, where a method is published.
    pub leagues: Vec<League>,
    /// Every file.
    pub plan: Plan,
    /// The day.
    pub today: Date,
}

impl Site {
    /// The site of `content` on `today`: publish, cover, roll up, rank, plan. `assets` are the names of the theme's files
    /// that go along; a site that nobody renders needs none.
    pub fn new<'a>(content: &Content, today: Date, assets: impl IntoIterator<Item = &'a SitePath>) -> Self {
        let public = publish(content, today);
        let coverage = cover(&public, today);
        let rollups = roll_up(&public, today);
        let leagues = rank(&public, today);
        let plan = plan::plan(&public, &coverage, &leagues, assets);
        Self { public, coverage, rollups, leagues, plan, today }
    }

    /// The record that `text` names in `record`: its file as in links, with or without extension.
    pub fn refer(&self, record: &Record, text: &str) -> Option<&Seen> {
        self.public.records.refer(record, text)
    }

    /// The record at a place.
    pub fn record(&self, place: Place) -> &Seen {
        self.public.records.get(place)
    }

    /// The last result of `who` before the period of `record`: by the same unit, kind, form and slot.
    pub fn result_before(&self, record: &Seen, slot: &Name, who: &str) -> Option<(&Seen, Standing<'_>)> {
        let (own, records) = (record.period?, &self.public.records);
        let found = records.at_all(records.of_series(&record.series(slot))).filter_map(|other| {
            let period = other.period.filter(|period| period.end < own.start)?;
            let (_, block) = other.slots.iter().find(|(name, _)| name == slot)?;
            let standing = block.standings().into_iter().find(|one| one.who == who)?;
            standing.is_result().then_some((period.end, other, standing))
        });
        found.max_by_key(|(end, ..)| *end).map(|(_, other, standing)| (other, standing))
    }

    /// The league tables of a series.
    pub fn league(&self, key: &SeriesKey) -> Option<&League> {
        league::of(&self.leagues, key)
    }

    /// The address of what stands at `path` with that of the portal in front, if it has one.
    pub fn whole_address(&self, path: &SitePath) -> Option<String> {
        self.portal().config.address.as_ref().map(|address| format!("{address}{}", encode(path)))
    }

    /// The text that somebody wrote for a page, if it is one of those that have their own.
    pub fn body(&self, page: &Page) -> Option<&Body> {
        match page {
            Page::Record { place, .. } => Some(&self.record(*place).body),
            Page::About(at) => Some(&self.portal().pages[*at].body),
            Page::Org(_)
            | Page::Listing(..)
            | Page::Coverage(_)
            | Page::CoverageItem(_)
            | Page::Windows(_)
            | Page::Duties
            | Page::Leagues(_)
            | Page::League { .. }
            | Page::LeagueRows(_)
            | Page::Sums(..)
            | Page::NotFound
            | Page::Attachment(_)
            | Page::Asset(_)
            | Page::Rows(_)
            | Page::Records(_)
            | Page::QrCode(_)
            | Page::SiteMap
            | Page::Robots => None,
        }
    }

    /// The portal as the public may see it.
    pub fn portal(&self) -> &Portal {
        self.public.portal()
    }
}
