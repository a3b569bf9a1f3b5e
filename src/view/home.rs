//! The home page: what is on public view, what is new, where is my village.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::view::frame::Frame;
use crate::view::parts::{Counted, Item, RollupView, WindowItem};

/// The home page.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// Around the page.
    pub frame: Frame,
    /// Name of the root organisation.
    pub name: Arc<str>,
    /// What it says of itself.
    pub about: Option<Arc<str>>,
    /// Number of organisations below the root.
    pub orgs: usize,
    /// Number of records.
    pub records: usize,
    /// Notices on public view, ending first.
    pub windows: Vec<WindowItem>,
    /// All notices.
    pub notices: Option<String>,
    /// Newest records.
    pub newest: Vec<Item>,
    /// How many were published in the last seven days, and since when.
    pub recent: usize,
    /// First of these seven days.
    pub recent_since: Date,
    /// The units below, with theirs.
    pub units: Vec<UnitGroup>,
    /// The sections with their kinds.
    pub sections: Vec<SectionGroup>,
    /// Figures of the whole portal.
    pub rollups: Vec<RollupView>,
}

/// A unit with the units below it.
#[derive(Clone, Debug, Serialize)]
pub struct UnitGroup {
    /// The unit; the count is that of its records and those below.
    pub unit: Counted,
    /// Label of its level.
    pub level: String,
    /// The units below, at any depth, in order.
    pub units: Vec<Counted>,
}

/// A section with its kinds.
#[derive(Clone, Debug, Serialize)]
pub struct SectionGroup {
    /// Label.
    pub title: String,
    /// One or two characters for its slip.
    pub short: String,
    /// Its newest list, if it has records.
    pub href: Option<String>,
    /// Its kinds.
    pub kinds: Vec<Counted>,
}
