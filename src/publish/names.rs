//! When the names of a list leave it: some time after the record has served its purpose, by the rule of its form or by
//! its own word, and never before the law lets a notice go. Columns that tell of persons and the attachments go; rows,
//! counts and totals stay.

use std::sync::Arc;

use crate::base::date::Date;
use crate::model::Portal;
use crate::model::record::{Record, Status};

/// The last day on which the names of a record are public.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NamesTerm {
    /// That day.
    pub last: Date,
    /// Whether it is past, so that the names are gone.
    pub is_over: bool,
}

/// The record without its names if their last day is past, and that day where it has any names.
pub(super) fn settle(portal: &Portal, record: &Arc<Record>, today: Date) -> (Arc<Record>, Option<NamesTerm>) {
    let Some(last) = last_named(portal, record) else { return (record.clone(), None) };
    let term = NamesTerm { last, is_over: last < today };
    if !term.is_over {
        return (record.clone(), Some(term));
    }
    let slots = record.slots.iter().map(|(slot, block)| (slot.clone(), block.clone().without_names()));
    // A message that the publisher accepts may repeat a name.
    let (slots, attachments, accept) = (slots.collect(), Vec::new(), Vec::new());
    (Arc::new(Record { slots, attachments, accept, ..(**record).clone() }), Some(term))
}

/// Whether the record names anybody: in a list, or, where it gives a day itself, in its files alone. Others of its form
/// may be notices of any sort, whose files are plans and pictures.
fn has_names(record: &Record) -> bool {
    let is_listed = record.slots.iter().any(|(_, block)| block.has_names());
    let is_attached = record.names_until.is_some() && !record.attachments.is_empty();
    record.status == Status::Published && (is_listed || is_attached)
}

/// The last day on which names of the record are public; `None` if nothing says that they go.
pub fn last_day(portal: &Portal, record: &Record) -> Option<Date> {
    let own = record.names_until.as_ref().map(|until| until.value);
    let wanted = match (by_form(portal, record), own) {
        (Some(form), Some(own)) => form.min(own),
        (form, own) => form.or(own)?,
    };
    Some(wanted.max(lawful_day(portal, record)))
}

/// The last day by the form of the record, counted from the end of its window, else from its publication.
pub fn by_form(portal: &Portal, record: &Record) -> Option<Date> {
    let length = portal.form(&record.shape())?.names_until.as_ref()?.value;
    Some(length.end(window_end(record).unwrap_or(record.published), &portal.calendar).day)
}

/// The first day on which the law lets the names go: the end of the window, of the time for objections, of the days that
/// the record names for its posting, and of the shortest time of posting.
pub fn lawful_day(portal: &Portal, record: &Record) -> Date {
    let end = window_end(record).unwrap_or(record.published);
    let window = record.window.as_ref();
    let hangs = record.until.filter(|_| window.is_some() || *record.kind == *"notice");
    let objected = window.map(|window| window.last_objection(end).max(window.taken_until(end).unwrap_or(end)));
    let channels = window.into_iter().flat_map(|window| window.channels.iter().filter_map(|one| one.posted));
    let posted = window.map_or(record.published, |window| window.term(end).posted);
    let posted = channels.fold(posted, Date::max);
    let least = portal.config.posting.least.filter(|_| portal.must_post(record, posted));
    let least = least.map(|least| least.end(posted, &portal.calendar).day);
    [hangs, objected, least].into_iter().flatten().fold(end, Date::max)
}

/// The last day of the window with all extensions, if the record has one.
fn window_end(record: &Record) -> Option<Date> {
    let window = record.window.as_ref()?;
    Some(window.turns.last().map_or(window.planned, |turn| turn.last))
}

/// The last day on which the record names whom it names, where it names anybody and that ends.
pub fn last_named(portal: &Portal, record: &Record) -> Option<Date> {
    last_day(portal, record).filter(|_| has_names(record))
}

/// The day on which the names of a record go.
pub(super) fn change(portal: &Portal, record: &Record) -> Option<Date> {
    last_named(portal, record).map(|last| last.plus(1))
}
