//! The site: everything that a view or a check may read, in one value.

#![warn(clippy::wildcard_enum_match_arm)]

mod measured;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::base::date::Date;
use crate::base::path::{SitePath, encode, encode_all};
use crate::blocks::answer::Standing;
use crate::blocks::share::Day;
use crate::coverage::{Coverage, cover, cover_until};
use crate::holders::{self, Holders};
use crate::league::{self, League, rank};
use crate::model::id::SlotName;
use crate::model::org::OrgId;
use crate::model::page::Body;
use crate::model::record::Record;
use crate::model::{Content, Portal};
use crate::plan::{self, Page, Plan, Subject};
use crate::publish::index::{Place, Seen, SeriesKey, SlotKey};
use crate::publish::{Public, publish};
use crate::rollup::{Counted, Rollup, counted, roll_up};
use crate::search::{self, Document};

pub use measured::Measured;

/// A portal on a day, with all that follows from it.
#[derive(Clone, Debug)]
pub struct Site {
    /// What may be seen.
    pub public: Public,
    /// What was owed against what was published.
    pub coverage: Coverage,
    /// What falls due in the next [`AHEAD`] days is among it; nothing without an address, where no calendar is made.
    pub ahead: Coverage,
    /// Summaries of every organisation with all below it.
    pub rollups: BTreeMap<OrgId, Rollup>,
    /// League tables, where a method is published.
    pub leagues: Vec<League>,
    /// Posts that two hold at one time.
    pub holders: Holders,
    /// Every file.
    pub plan: Plan,
    /// How large each file of rows is, as soon as somebody has asked.
    pub measured: BTreeMap<SlotKey, OnceLock<Measured>>,
    /// Which rows of each unit stand in the sums of their years, as soon as somebody has asked.
    counted: BTreeMap<OrgId, OnceLock<Counted>>,
    /// The day.
    pub today: Date,
    /// What search finds, made when the first of its files is asked for.
    search: Arc<OnceLock<search::Index>>,
}

/// Days that calendars look ahead.
pub const AHEAD: i64 = 90;

/// The year since which names of records are given out by the address of their portal (RFC 4151).
const NAMED_SINCE: &str = "2026";

/// The result of someone in an earlier period.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    /// The record that has it.
    pub record: &'a Seen,
    /// The result.
    pub standing: Standing<'a>,
}

impl Site {
    /// The site of `content` on `today`: publish, cover, roll up, rank, plan. `assets` are the names of the theme's files
    /// that go along; a site that nobody renders needs none.
    pub fn new<'a>(content: &Content, today: Date, assets: impl IntoIterator<Item = &'a SitePath>) -> Self {
        let public = publish(content, today);
        let coverage = cover(&public, today);
        let rollups = roll_up(&public, today);
        let leagues = rank(&public, today);
        let holders = holders::holders(&public);
        let plan = plan::plan(&public, &coverage, &leagues, assets);
        let has_calendars = public.portal().config.address.is_some();
        let ahead = if has_calendars { cover_until(&public, today, today.plus(AHEAD)) } else { Coverage::default() };
        let measured = plan.all_rows().map(|key| (key.clone(), OnceLock::new())).collect();
        let counted = public.records.orgs().map(|org| (org, OnceLock::new())).collect();
        let search = Arc::default();
        Self { public, coverage, ahead, rollups, leagues, holders, plan, measured, counted, today, search }
    }

    /// The record that `text` names in `record`: its file as in links, with or without extension.
    pub fn refer(&self, record: &Record, text: &str) -> Option<&Seen> {
        self.public.records.refer(record, text)
    }

    /// For each row of a slot of a record whether the sum of the record's year contains it, and to what of other units it may
    /// be added; `None` where nothing of the slot rises.
    pub fn counted(&self, record: &Seen, slot: &SlotName) -> Option<&[Option<Day>]> {
        let all = self.counted.get(&record.org)?.get_or_init(|| counted(&self.public, record.org));
        all.get(&(record.place, slot.clone())).map(Vec::as_slice)
    }

    /// The record at a place.
    pub fn record(&self, place: Place) -> &Seen {
        self.public.records.get(place)
    }

    /// The last result of everyone before the period of `record`, by name: by the same unit, kind, form and slot. Of one whom
    /// a card has twice, the first line counts.
    pub fn results_before(&self, record: &Seen, slot: &SlotName) -> BTreeMap<&str, Earlier<'_>> {
        let records = &self.public.records;
        let cards = records.like(record, slot).filter_map(|other| {
            let period = other.period.filter(|period| record.period.is_some_and(|own| period.end < own.start))?;
            let (_, block) = other.slots.iter().find(|(name, _)| name == slot)?;
            Some((period.end, other, block))
        });
        let mut cards: Vec<_> = cards.collect();
        cards.sort_by_key(|(end, ..)| *end);
        let mut results = BTreeMap::new();
        for (_, other, block) in cards {
            let mut seen = BTreeSet::new();
            let firsts = block.standings().into_iter().filter(|one| seen.insert(one.who));
            let found = firsts.filter(Standing::is_result);
            results.extend(found.map(|standing| (standing.who, Earlier { record: other, standing })));
        }
        results
    }

    /// Whether no record of the series of `slot` is newer than `record`.
    pub fn is_newest(&self, record: &Seen, slot: &SlotName) -> bool {
        let day = |one: &Seen| (one.day(), one.published);
        self.public.records.like(record, slot).all(|other| day(other) <= day(record))
    }

    /// The league tables of a series.
    pub fn league(&self, key: &SeriesKey) -> Option<&League> {
        league::of(&self.leagues, key)
    }

    /// What is searched, oldest first, so that a new record changes the ends of lists.
    pub fn searched(&self) -> impl ExactSizeIterator<Item = &Seen> {
        self.public.records.newest_first().iter().rev().map(|place| self.record(*place))
    }

    /// The index of search; `document` gives what of a record is searched, by its number in [`Site::searched`].
    pub fn search(&self, document: &(dyn Fn(&Seen) -> Document + Sync)) -> &search::Index {
        let places = self.public.records.newest_first();
        let of = |number: usize| document(self.record(places[places.len() - 1 - number]));
        self.search.get_or_init(|| search::Index::of(places.len(), &of))
    }

    /// The address of what stands at `path` with that of the portal in front, if it has one.
    pub fn whole_address(&self, path: &SitePath) -> Option<String> {
        self.portal().config.address.as_ref().map(|address| format!("{address}{}", encode(path)))
    }

    /// The name under which programs elsewhere know what the portal calls `name`, for good (RFC 4151), if it has an address.
    pub fn tag(&self, name: &str) -> Option<String> {
        let config = &self.portal().config;
        let address = config.address.as_ref().map(|now| config.first_address.as_ref().unwrap_or(now))?;
        let (host, path) = address.split_once("://")?.1.split_once('/')?;
        Some(format!("tag:{},{NAMED_SINCE}:/{}", host.split(':').next()?, encode_all(&format!("{path}{name}"))))
    }

    /// What stands in front of every path of the site on its server, with `/` at both ends.
    pub fn base(&self) -> String {
        let address = self.portal().config.address.as_deref();
        let path = address.and_then(|address| address.splitn(4, '/').nth(3));
        format!("/{}", path.unwrap_or_default())
    }

    /// The text that somebody wrote for a page, if it is one of those that have their own.
    pub fn body(&self, page: &Page) -> Option<&Body> {
        match page.subject() {
            Subject::Record { place, .. } => Some(&self.record(place).body),
            Subject::Fixed(at) => Some(&self.portal().pages[at].body),
            Subject::Unit(_) | Subject::List(_) | Subject::Other => None,
        }
    }

    /// The portal as the public may see it.
    pub fn portal(&self) -> &Portal {
        self.public.portal()
    }
}
