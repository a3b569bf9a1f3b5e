//! What happened to a record since it was published: its corrections, the changes of its window, its withdrawal. Only what
//! its pages show on the day is among it, and every change has a day of its own.

use crate::base::date::Date;
use crate::model::record::Status;
use crate::model::window::{self, State, Turn};
use crate::publish::Public;
use crate::publish::index::Seen;

/// Something that happened to a record.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// Its first version was published.
    Published,
    /// A later version corrected it.
    Corrected,
    /// Its window was extended or begun anew.
    Turned(&'a Turn),
    /// Its notice was taken down before its last day.
    TakenDown,
    /// It was withdrawn.
    Withdrawn,
}

/// A change of a record.
#[derive(Clone, Copy, Debug)]
pub struct Change<'a> {
    /// The day on which it happened.
    pub day: Date,
    /// What happened.
    pub event: Event<'a>,
    /// The version that it made, or that it happened to.
    pub version: &'a Seen,
}

/// When a record changed last: changes of one day follow each other by their number, so that a later one is always more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// The day.
    pub day: Date,
    /// How many changes of that day were before it.
    pub number: u8,
}

/// The changes of a record with all its versions, oldest first; the first is its publication.
pub fn of<'a>(public: &'a Public, record: &'a Seen) -> Vec<Change<'a>> {
    let (records, today) = (&public.records, public.today);
    let only = [record.place];
    let versions = if record.versions.is_empty() { &only[..] } else { &record.versions[..] };
    let mut changes: Vec<Change<'a>> = versions
        .iter()
        .enumerate()
        .map(|(at, place)| {
            let version = records.get(*place);
            let event = if at == 0 { Event::Published } else { Event::Corrected };
            Change { day: version.published, event, version }
        })
        .collect();
    let newest = records.get(record.newest());
    let first = changes.first().map_or(newest.published, |change| change.day);
    if newest.status == Status::Withdrawn {
        let day = newest.until.filter(|day| first <= *day && *day <= today).unwrap_or(newest.published);
        let replaced = changes.pop_if(|last| matches!(last.event, Event::Corrected));
        let day = replaced.map_or(day, |replaced| day.max(replaced.day));
        changes.push(Change { day, event: Event::Withdrawn, version: newest });
    }
    if let Some(window) = &newest.window {
        let turns = window.turns_by(today).map(|turn| (turn.date, Event::Turned(turn)));
        let cut = window.removed().filter(|_| window.state(today) == State::CutShort);
        let happened = turns.chain(cut.map(|day| (day, Event::TakenDown)));
        changes.extend(happened.map(|(day, event)| Change { day: day.max(first), event, version: newest }));
    }
    changes.sort_by_key(|change| change.day);
    changes
}

/// When a record changed last.
pub fn last(public: &Public, record: &Seen) -> Stamp {
    let changes = of(public, record);
    let day = changes.last().map_or(record.published, |change| change.day);
    let before = changes.iter().filter(|change| change.day == day).count().saturating_sub(1);
    Stamp { day, number: u8::try_from(before).unwrap_or(u8::MAX) }
}

impl Event<'_> {
    /// Whether the days of a window were counted anew.
    pub fn is_restart(self) -> bool {
        matches!(self, Self::Turned(turn) if turn.change == window::Change::Restarted)
    }
}
