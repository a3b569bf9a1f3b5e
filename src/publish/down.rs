//! Attachments that were public and were taken down: of a record that was withdrawn or leaked, whose names have gone, or in
//! which something is found that must not be public.
//! Texts that lead to them stay as they are, without the link.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::path::SitePath;
use crate::model::audience::Audience;
use crate::model::record::{Goes, Record, Status};
use crate::publish::index::Entry;

/// Paths of the attachments of `records` that go out with none of the `entries`, of those that would be public by their day.
pub(super) fn taken_down(records: &[Arc<Record>], entries: &[Entry], today: Date) -> BTreeSet<SitePath> {
    let is_meant =
        |one: &Record| one.audience == Audience::Public && one.status != Status::Draft && one.published <= today;
    let all = records.iter().filter(|one| is_meant(one)).flat_map(|one| &one.attachments);
    let mut down: BTreeSet<SitePath> = all.map(|one| one.path.clone()).collect();
    let out = entries.iter().flat_map(|entry| &entry.record.attachments).filter(|one| one.goes != Goes::Nowhere);
    for one in out {
        down.remove(&one.path);
    }
    down
}
