//! The page of one record.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::blocks::BlockView;
use crate::view::frame::{Contact, Frame};
use crate::view::parts::{Download, Link, WindowView};

/// The page of one record. Fields that a record does not have are `None`, empty text or empty lists.
#[derive(Clone, Debug, Serialize)]
pub struct RecordView {
    /// Around the page.
    pub frame: Frame,
    /// Name of the kind, which chooses `page/record-KIND.html`.
    pub kind: Arc<str>,
    /// Label of the kind.
    pub kind_label: String,
    /// Label of the form, empty if the kind has only one.
    pub form_label: String,
    /// Label of the section.
    pub section: String,
    /// The organisation.
    pub org: Link,
    /// Title.
    pub title: Arc<str>,
    /// The record's own language, if it is not that of the page.
    pub lang: Option<Arc<str>>,
    /// Day of publication.
    pub published: Date,
    /// Dates, people and the like that the head shows, by text key of the theme.
    pub facts: Vec<HeadFact>,
    /// One sentence in plain words.
    pub plain: Option<Arc<str>>,
    /// `corrected`, `withdrawn`, `running` …
    pub marks: Vec<&'static str>,
    /// This version corrects an earlier one.
    pub correction: Option<Correction>,
    /// A later version corrects this one.
    pub successor: Option<Link>,
    /// The record was withdrawn: nothing but this is shown.
    pub tombstone: Option<Tombstone>,
    /// All versions, oldest first; empty if there is one.
    pub versions: Vec<Version>,
    /// Days on public view.
    pub window: Option<WindowView>,
    /// The blocks in the order of the kind.
    pub slots: Vec<SlotView>,
    /// HTML of the text, safe by construction.
    pub body: String,
    /// Attachments.
    pub attachments: Vec<AttachmentView>,
    /// Laws and rules it rests on.
    pub basis: Vec<Arc<str>>,
    /// Disagreements that the publisher accepts, each with its reason.
    pub accepted: Vec<Accepted>,
    /// Data files of it.
    pub downloads: Vec<Download>,
    /// Who answers for this record.
    pub contact: Option<Contact>,
    /// The record of its kind and organisation before it.
    pub previous: Option<Link>,
    /// The one after it.
    pub next: Option<Link>,
    /// Where a long register goes on.
    pub part: Option<PartView>,
}

/// A line of the head.
#[derive(Clone, Debug, Serialize)]
pub struct HeadFact {
    /// Text key of the theme: `period`, `formed`, `effective`, `until`, `source`, `author`, `reviewer`, `approver`.
    pub name: &'static str,
    /// The value; dates in standard form.
    pub text: String,
    /// `date`, `period` or `text`.
    pub shape: &'static str,
}

/// What this version corrects.
#[derive(Clone, Debug, Serialize)]
pub struct Correction {
    /// What changed.
    pub changes: Option<Arc<str>>,
    /// Why.
    pub reason: Option<Arc<str>>,
    /// The version before, if it can still be read.
    pub before: Option<Link>,
    /// Day of this version.
    pub date: Date,
    /// Number of this version, from 2.
    pub number: usize,
}

/// What stays of a withdrawn record.
#[derive(Clone, Debug, Serialize)]
pub struct Tombstone {
    /// Why it was withdrawn.
    pub reason: Arc<str>,
    /// Who decided.
    pub approver: Option<Arc<str>>,
    /// When, if the record says.
    pub date: Option<Date>,
}

/// One version.
#[derive(Clone, Debug, Serialize)]
pub struct Version {
    /// Number, from 1.
    pub number: usize,
    /// Day of publication.
    pub date: Date,
    /// Its page.
    pub href: String,
    /// What changed.
    pub changes: Option<Arc<str>>,
    /// Whether it is this page.
    pub is_current: bool,
}

/// A block in its place.
#[derive(Clone, Debug, Serialize)]
pub struct SlotView {
    /// Name, unique on the page: the id of its section.
    pub name: Arc<str>,
    /// Heading.
    pub label: String,
    /// Name of the block: `account`, `register`, `measures`, `facts`; chooses the partial.
    pub block: &'static str,
    /// What the partial sees.
    pub value: BlockView,
    /// An account's opening against the closing before it.
    pub before: Option<BeforeView>,
    /// Number of the first row, from 1, on a page that goes on.
    pub first_row: usize,
}

/// An opening balance against the closing balance before it.
#[derive(Clone, Debug, Serialize)]
pub struct BeforeView {
    /// The statement before.
    pub link: Link,
    /// Its closing balance.
    pub closing: String,
    /// Opening minus that, where they differ.
    pub difference: Option<String>,
}

/// An attached file.
#[derive(Clone, Debug, Serialize)]
pub struct AttachmentView {
    /// Its title.
    pub title: Arc<str>,
    /// Relative address.
    pub href: String,
    /// Its format: `PDF`.
    pub format: String,
    /// Size in bytes.
    pub size: u64,
    /// SHA-256 in hexadecimal.
    pub sha256: Arc<str>,
    /// What it says, for who cannot read it.
    pub text: Option<Arc<str>>,
}

/// A disagreement that the publisher accepts.
#[derive(Clone, Debug, Serialize)]
pub struct Accepted {
    /// Name of the rule.
    pub rule: Arc<str>,
    /// What disagrees.
    pub message: String,
    /// Why it stays.
    pub reason: Arc<str>,
}

/// One page of a long register.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// Number of this page, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
}
