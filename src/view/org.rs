//! The page of one organisation.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::view::frame::{Contact, Frame};
use crate::view::home::UnitGroup;
use crate::view::parts::{Counted, Download, Group, Item, Link, RollupView, WindowItem};

/// The page of one organisation.
#[derive(Clone, Debug, Serialize)]
pub struct OrgView {
    /// Around the page.
    pub frame: Frame,
    /// Name.
    pub name: Arc<str>,
    /// Label of its level.
    pub level: String,
    /// Type: rural, community.
    pub org_type: Option<Arc<str>>,
    /// The organisation above.
    pub parent: Option<Link>,
    /// Day of its foundation.
    pub founded: Option<Date>,
    /// What it says of itself.
    pub about: Option<Arc<str>>,
    /// Labelled facts: households, area.
    pub facts: Vec<Labelled>,
    /// Contacts.
    pub contacts: Vec<Contact>,
    /// What happened to it.
    pub events: Vec<EventView>,
    /// Notices on public view, of it and the units below.
    pub windows: Vec<WindowItem>,
    /// Its records under kinds: all while there are at most 100, else the newest under one heading.
    pub groups: Vec<Group>,
    /// Whether `groups` holds all of them.
    pub has_all: bool,
    /// Number of its records.
    pub records: usize,
    /// Its kinds.
    pub kinds: Vec<Counted>,
    /// Newest records of the units below.
    pub below: Vec<Item>,
    /// The units below, with theirs.
    pub units: Vec<UnitGroup>,
    /// Figures of it and the units below.
    pub rollups: Vec<RollupView>,
    /// Data files.
    pub downloads: Vec<Download>,
    /// Address of its QR code, if the portal has an address.
    pub qr: Option<String>,
}

/// A labelled text.
#[derive(Clone, Debug, Serialize)]
pub struct Labelled {
    /// The label.
    pub label: Arc<str>,
    /// The text.
    pub text: Arc<str>,
}

/// Something that happened to an organisation.
#[derive(Clone, Debug, Serialize)]
pub struct EventView {
    /// When.
    pub date: Date,
    /// Text key of the theme: `founded`, `renamed`, `merged` …
    pub name: &'static str,
    /// What or who: names, with links where they are organisations of the portal.
    pub subjects: Vec<EventSubject>,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
}

/// Whom an event concerns.
#[derive(Clone, Debug, Serialize)]
pub struct EventSubject {
    /// Name.
    pub title: String,
    /// Page, if it has one.
    pub href: Option<String>,
}
