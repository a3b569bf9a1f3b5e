//! Paged lists: of a kind of one organisation, of a folder, of a kind or section of the whole portal.

use serde::Serialize;

use crate::view::frame::Frame;
use crate::view::parts::{Download, Group, Link};

/// A list of records.
#[derive(Clone, Debug, Serialize)]
pub struct ListingView {
    /// Around the page.
    pub frame: Frame,
    /// Heading.
    pub title: String,
    /// Text of the slip beside the heading.
    pub slip: String,
    /// What the kind or section is, in one sentence; empty for none.
    pub about: String,
    /// How many records the list has in all.
    pub count: usize,
    /// Years, newest first; empty if there is one.
    pub years: Vec<YearLink>,
    /// The records of this page under headings.
    pub groups: Vec<Group>,
    /// Whether the lines name the organisation.
    pub shows_org: bool,
    /// Pages before and after; absent if there is one page.
    pub pages: Option<Pages>,
    /// Data files of the list.
    pub downloads: Vec<Download>,
}

/// A year to choose.
#[derive(Clone, Debug, Serialize)]
pub struct YearLink {
    /// The year.
    pub title: String,
    /// Its page.
    pub href: String,
    /// Whether this page is it.
    pub is_current: bool,
}

/// Pages of a long list.
#[derive(Clone, Debug, Serialize)]
pub struct Pages {
    /// Number of this page, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// The page before.
    pub previous: Option<Link>,
    /// The page after.
    pub next: Option<Link>,
}
