//! What became of a record: its versions, the one that corrects it, and what stays of one that was withdrawn.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::model::record::{Record, Status};
use crate::plan::Page;
use crate::publish::index::Seen;
use crate::view::Context;
use crate::view::link::Href;
use crate::view::parts::Link;
use crate::view::reference::link_to;

/// What this version corrects.
#[derive(Clone, Debug, Serialize)]
pub struct Correction {
    /// What changed.
    pub changes: Option<Arc<str>>,
    /// The reason that was given.
    pub reason: Option<Arc<str>>,
    /// The version before, if it can still be read.
    pub before: Option<Link>,
    /// Day of this version.
    pub date: Date,
    /// Number of this version, from 2.
    pub number: usize,
    /// Whether the content of the version before was removed, as it held personal data.
    pub is_leaked: bool,
}

/// What stays of a withdrawn record.
#[derive(Clone, Debug, Serialize)]
pub struct Tombstone {
    /// Why it was withdrawn.
    pub reason: Arc<str>,
    /// Whether it held personal data, so that its title is gone too.
    pub is_leaked: bool,
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
    pub href: Href,
    /// What changed.
    pub changes: Option<Arc<str>>,
    /// Whether it is this page.
    pub is_current: bool,
}

pub(super) fn correction(context: &Context<'_>, record: &Seen) -> Option<Correction> {
    let number = record.versions.iter().position(|place| *place == record.place)? + 1;
    if number == 1 || record.status == Status::Withdrawn {
        return None;
    }
    let before = Some(link_to(context, record.versions[number - 2]));
    let (changes, reason) = (record.changes.clone(), record.reason.clone());
    Some(Correction { changes, reason, before, date: record.published, number, is_leaked: record.is_leaked })
}

pub(super) fn successor(context: &Context<'_>, record: &Seen) -> Option<Link> {
    record.is_superseded().then(|| link_to(context, record.newest()))
}

pub(super) fn tombstone(record: &Record) -> Option<Tombstone> {
    if record.status != Status::Withdrawn {
        return None;
    }
    let reason = record.reason.clone().unwrap_or_default();
    Some(Tombstone {
        reason,
        is_leaked: record.is_leaked,
        approver: record.sign_off.approver.clone(),
        date: record.until,
    })
}

pub(super) fn versions(context: &Context<'_>, record: &Seen) -> Vec<Version> {
    let versions = (1..).zip(context.site.public.records.at_all(&record.versions));
    let versions = versions.map(|(number, version)| Version {
        number,
        date: version.published,
        href: context.to(&Page::record(version.place)),
        changes: version.changes.clone(),
        is_current: version.place == record.place,
    });
    versions.collect()
}
