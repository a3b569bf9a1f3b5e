//! Windows in a list, each with its record.

use serde::Serialize;

use crate::base::date::Date;
use crate::model::org::OrgId;
use crate::model::window::{State, Window};
use crate::plan::Page;
use crate::publish::index::Seen;
use crate::view::Context;
use crate::view::parts::{Item, item};
use crate::view::window::{WindowView, window};

/// A notice with its window, in a list.
#[derive(Clone, Debug, Serialize)]
pub struct WindowItem {
    /// The record.
    pub item: Item,
    /// Its window.
    pub window: WindowView,
}

/// Notices in a list, as many of them as a page can show.
#[derive(Clone, Debug, Serialize)]
pub struct WindowList {
    /// How many there are.
    pub count: usize,
    /// The last day of the first of them.
    pub earliest: Option<Date>,
    /// Those that are shown: all of the unit itself, and the first of the units below.
    pub windows: Vec<WindowItem>,
}

/// Windows that have been found, in the order of their ends.
pub(crate) struct Found<'a> {
    context: &'a Context<'a>,
    org: OrgId,
    all: Vec<(&'a Seen, &'a Window)>,
}

/// The windows of a unit and all below it that `is_meant` chooses.
pub(crate) fn windows<'a>(context: &'a Context<'a>, org: OrgId, is_meant: impl Fn(&Window) -> bool) -> Found<'a> {
    let (site, records) = (context.site, &context.site.public.records);
    let units = std::iter::once(org).chain(site.portal().orgs.below(org));
    let places = units.flat_map(|unit| records.with_window(unit));
    let found = places.filter_map(|place| {
        let record = records.get(*place);
        Some((record, record.window.as_ref().filter(|own| is_meant(own))?))
    });
    let mut all: Vec<(&Seen, &Window)> = found.collect();
    all.sort_by_key(|(record, own)| (own.term(site.today).last, record.place));
    Found { context, org, all }
}

impl Found<'_> {
    /// The same with those that end last in front.
    pub(crate) fn newest_first(mut self) -> Self {
        self.all.reverse();
        self
    }

    /// As many as a page shows: those of the unit itself, and of the units below what is left of `most`.
    pub(crate) fn first(self, most: usize) -> WindowList {
        let context = self.context;
        let is_home = *context.page == Page::Org(OrgId::ROOT);
        let with_org = is_home || !context.site.portal().orgs.get(self.org).children.is_empty();
        let is_own = |record: &Seen| record.org == self.org;
        let mut left = most.saturating_sub(self.all.iter().filter(|(record, _)| is_own(record)).count());
        let mut windows = Vec::new();
        for (record, own) in &self.all {
            if !is_own(record) && left == 0 {
                continue;
            }
            left -= usize::from(!is_own(record));
            windows.push(WindowItem { item: item(context, record.place, with_org), window: window(context, own) });
        }
        let earliest = self.all.first().map(|(_, own)| own.term(context.site.today).last);
        WindowList { count: self.all.len(), earliest, windows }
    }
}

/// Notices on public view of a unit and all below it, those that end first in front.
pub(crate) fn running<'a>(context: &'a Context<'a>, org: OrgId) -> Found<'a> {
    let today = context.site.today;
    windows(context, org, move |own| matches!(own.state(today), State::Running | State::Coming))
}
