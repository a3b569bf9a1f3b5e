//! Results that one record takes from others, before anything else is made of it: an appraisal that counts in another. Only
//! what the public may see on the day is taken, so that no page tells what another one keeps.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::path::{resolve, strip_page};
use crate::blocks::Block;
use crate::blocks::scorecard::Scorecard;
use crate::blocks::scorecard::source::Source;
use crate::model::audience::Audience;
use crate::model::record::{Record, Status};

/// The records, which stand in the order of their ids, with all that they take from each other. Those that take in a circle
/// stay as they are.
pub(super) fn settle(records: &[Arc<Record>], today: Date) -> Cow<'_, [Arc<Record>]> {
    let takes = |record: &Record| cards(record).any(Scorecard::has_sources);
    let mut open: BTreeSet<usize> = (0..records.len()).filter(|at| takes(&records[*at])).collect();
    let mut settled = Cow::Borrowed(records);
    loop {
        let waits =
            |at: &usize| named(&records[*at]).any(|id| place(records, &id).is_some_and(|at| open.contains(&at)));
        let ready: Vec<usize> = open.iter().copied().filter(|at| !waits(at)).collect();
        if ready.is_empty() {
            return settled;
        }
        for at in ready {
            let taken = taking(&settled, &records[at], today);
            settled.to_mut()[at] = Arc::new(taken);
            open.remove(&at);
        }
    }
}

/// The card that others may take results from, if the record has one.
pub fn source(record: &Record) -> Option<Source<'_>> {
    let card = cards(record).find(|card| card.best().0 > 0).filter(|_| record.status == Status::Published)?;
    Some(Source { of: record.form.as_ref().map_or(&record.kind, |form| form), card })
}

fn cards(record: &Record) -> impl Iterator<Item = &Scorecard> {
    record.slots.iter().filter_map(|(_, block)| block.as_scorecard())
}

/// The ids of records that its scores come from.
fn named(record: &Record) -> impl Iterator<Item = String> {
    let written = cards(record).flat_map(Scorecard::sources).flat_map(|(_, written)| written);
    written.filter_map(|one| id(record, &one.value))
}

fn id(record: &Record, text: &str) -> Option<String> {
    Some(strip_page(&resolve(record.id.folder(), text)?).to_owned())
}

fn place(records: &[Arc<Record>], id: &str) -> Option<usize> {
    records.binary_search_by(|record| (*record.id).cmp(id)).ok()
}

/// The record with what it takes from `records`.
fn taking(records: &[Arc<Record>], record: &Record, today: Date) -> Record {
    let is_open = |one: &Record| {
        let is_short = one.slots.iter().any(|(_, block)| block.is_small());
        one.audience == Audience::Public && one.published <= today && !is_short
    };
    let find = |text: &str| {
        let found = &*records[place(records, &id(record, text)?)?];
        source(found).filter(|_| is_open(found) && found.id != record.id)
    };
    let mut record = record.clone();
    for (_, block) in &mut record.slots {
        if let Block::Scorecard(card) = block {
            card.take(&find);
        }
    }
    record
}
