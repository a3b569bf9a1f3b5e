//! Windows in a list, each with its record.

use serde::Serialize;

use crate::model::org::OrgId;
use crate::model::window::{State, Window};
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

/// The windows of a unit and all below it that `is_shown` chooses, in the order of their ends.
pub(crate) fn windows(
    context: &Context<'_>,
    org: OrgId,
    with_org: bool,
    is_shown: impl Fn(&Window) -> bool,
) -> Vec<WindowItem> {
    let records = &context.site.public.records;
    let units = std::iter::once(org).chain(context.site.portal().orgs.below(org));
    let places = units.flat_map(|unit| records.with_window(unit));
    let found = places.filter_map(|place| {
        let own = records.get(*place).window.as_ref().filter(|own| is_shown(own))?;
        Some(WindowItem { item: item(context, *place, with_org), window: window(context, own) })
    });
    let mut found: Vec<WindowItem> = found.collect();
    found.sort_by_key(|one| (one.window.last, one.item.href.clone()));
    found
}

/// Notices on public view of a unit and all below it, those that end first in front.
pub(crate) fn running(context: &Context<'_>, org: OrgId, with_org: bool) -> Vec<WindowItem> {
    let today = context.site.today;
    windows(context, org, with_org, |own| matches!(own.state(today), State::Running | State::Coming))
}
