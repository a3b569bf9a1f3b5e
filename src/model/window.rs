//! The publicity window of a record: how long it is on public view, where it stands on a day, what people objected and
//! how they were answered.
//!
//! Nothing here depends on the day of the build: what a window is on a day is asked of it with that day.

mod given;
mod read;
mod summary;

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::fields::Spanned;
use crate::base::length::Length;
use crate::base::source::Span;
use crate::model::act::Act;
use crate::model::contact::Contact;

pub(crate) use read::RULES;
pub use read::{Setting, last_day};
pub use summary::WindowSummary;

/// Days on public view.
#[derive(Clone, Debug)]
pub struct Window {
    /// Day of the first posting, which does not count.
    pub posted: Date,
    /// Last day as it was first set; it is full.
    pub planned: Date,
    /// Days that count, as the record says or as they come to.
    pub rule: Length,
    /// Where the number of days or the end was written; the window as a whole if its act gives them.
    pub length: Span,
    /// What it is for, if its kind, its form or itself says so.
    pub act: Option<Arc<Act>>,
    /// The day of the act that has to wait for it: polling, payment.
    pub before: Option<Spanned<Date>>,
    /// Extensions and restarts, oldest first.
    pub turns: Vec<Turn>,
    /// Where it is posted.
    pub channels: Vec<Channel>,
    /// Day on which it was taken down.
    pub removed: Option<Spanned<Date>>,
    /// Who takes objections, and what came in.
    pub objections: Option<Objections>,
    /// What came of it.
    pub outcome: Option<Arc<str>>,
    /// The first year without a table of rest days through which an end was counted.
    pub untabled: Option<i16>,
    /// Where it stands.
    pub span: Span,
}

/// What happened to the end of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A later end.
    Extended,
    /// Posted anew after a change of substance: the days are counted again.
    Restarted,
}

/// A change of the end.
#[derive(Clone, Debug)]
pub struct Turn {
    /// Day on which it was decided; of a restart the new day of posting.
    pub date: Date,
    /// What happened.
    pub change: Change,
    /// The end until then.
    pub before: Date,
    /// The end that the record gives.
    pub stated: Option<Spanned<Date>>,
    /// The end from then on, never sooner than before by an extension.
    pub last: Date,
    /// The reason that the page shows.
    pub reason: Arc<str>,
    /// Where it stands.
    pub span: Span,
}

/// A place of posting.
#[derive(Clone, Debug)]
pub struct Channel {
    /// Its name: `web`, `board`, or in words.
    pub name: Arc<str>,
    /// When it was posted there, if not with the rest.
    pub posted: Option<Date>,
    /// When it was taken down there.
    pub removed: Option<Date>,
    /// Where it stands.
    pub span: Span,
}

/// Who takes objections, and what came in.
#[derive(Clone, Debug)]
pub struct Objections {
    /// Who takes them.
    pub contact: Contact,
    /// Last day on which one is taken, as the record says.
    pub until: Option<Spanned<Date>>,
    /// The same as the act says: by day of posting, the first and that of each restart.
    pub by_act: Vec<(Date, Date)>,
    /// Within what time one is answered.
    pub reply: Length,
    /// What came in, oldest first.
    pub received: Vec<Received>,
}

/// An objection. Who made it is not written down.
#[derive(Clone, Debug)]
pub struct Received {
    /// When it came in.
    pub date: Date,
    /// What it says.
    pub matter: Arc<str>,
    /// When it was answered.
    pub replied: Option<Date>,
    /// The answer.
    pub reply: Option<Arc<str>>,
    /// Whether it was found to be right.
    pub upheld: Option<bool>,
    /// Last day for the answer.
    pub deadline: Date,
    /// Where it stands.
    pub span: Span,
}

/// Where an objection stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Answered within the limit.
    InTime,
    /// Answered so many days after the limit.
    Late(i64),
    /// Not answered; so many days are left.
    Open(i64),
    /// Not answered, so many days after the limit.
    Overdue(i64),
}

/// Where a window stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Not posted yet.
    Coming,
    /// On public view.
    Running,
    /// Over in full.
    Ended,
    /// Taken down before its last day.
    CutShort,
}

/// The days that hold on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Day of posting, which does not count.
    pub posted: Date,
    /// Last day, which is full.
    pub last: Date,
}

impl Term {
    /// First day that counts.
    pub fn first(self) -> Date {
        self.posted.plus(1)
    }
}

impl Window {
    /// Extensions and restarts that have happened by `today`.
    pub fn turns_by(&self, today: Date) -> impl Iterator<Item = &Turn> {
        self.turns.iter().filter(move |turn| turn.date <= today)
    }

    /// The days that hold on `today`: as first set, then as each extension and restart left them.
    pub fn term(&self, today: Date) -> Term {
        let mut term = Term { posted: self.posted, last: self.planned };
        for turn in self.turns_by(today) {
            term.last = turn.last;
            if turn.change == Change::Restarted {
                term.posted = turn.date;
            }
        }
        term
    }

    /// Day on which it was taken down everywhere.
    pub fn removed(&self) -> Option<Date> {
        let everywhere = || {
            let days: Option<Vec<Date>> = self.channels.iter().map(|channel| channel.removed).collect();
            days.and_then(|days| days.into_iter().max())
        };
        self.removed.as_ref().map(|removed| removed.value).or_else(everywhere)
    }

    /// The day on which it was taken down by `today`, else its last day.
    pub fn down(&self, today: Date) -> Date {
        self.removed().filter(|removed| *removed <= today).unwrap_or_else(|| self.term(today).last)
    }

    /// Where it stands on `today`.
    pub fn state(&self, today: Date) -> State {
        let term = self.term(today);
        let is_cut = |removed: Date| removed <= today && term.posted <= removed && removed <= term.last;
        match self.removed() {
            Some(removed) if is_cut(removed) => State::CutShort,
            _ if today < term.posted => State::Coming,
            _ if today <= term.last => State::Running,
            _ => State::Ended,
        }
    }

    /// Objections that have come in by `today`.
    pub fn received(&self, today: Date) -> impl Iterator<Item = &Received> {
        let all = self.objections.iter().flat_map(|objections| &objections.received);
        all.filter(move |one| one.date <= today)
    }

    /// The last day on which the public may object, and so must see to what.
    pub fn last_objection(&self, today: Date) -> Date {
        let last = self.term(today).last;
        self.until().map_or(last, |until| until.max(last))
    }

    /// The last day on which objections are taken: as the record says, else as its act, else the last on view. `None`
    /// where nobody takes any.
    pub fn taken_until(&self, today: Date) -> Option<Date> {
        let (own, term) = (self.objections.as_ref()?, self.term(today));
        let by_act = own.by_act.iter().find(|(posted, _)| *posted == term.posted).map(|(_, until)| *until);
        Some(self.until().or(by_act).unwrap_or(term.last))
    }

    /// Whether objections are taken on `today`, or will be.
    pub fn invites(&self, today: Date) -> bool {
        let is_open = matches!(self.state(today), State::Coming | State::Running);
        is_open && self.taken_until(today).is_some_and(|until| today <= until)
    }

    /// Last day for objections that the record gives.
    fn until(&self) -> Option<Date> {
        self.objections.as_ref()?.until.as_ref().map(|until| until.value)
    }

    /// Days on which its page or its state changes.
    pub fn days_of_change(&self) -> Vec<Date> {
        let mut days = vec![self.posted, self.posted.plus(1), self.planned.plus(1), self.planned.plus(SHOWN + 1)];
        for turn in &self.turns {
            days.extend([turn.date, turn.date.plus(1), turn.last.plus(1), turn.last.plus(SHOWN + 1)]);
        }
        days.extend(self.removed());
        days.extend(self.until().map(|until| until.plus(1)));
        let by_act = self.objections.iter().flat_map(|objections| &objections.by_act);
        days.extend(by_act.map(|(_, until)| until.plus(1)));
        for one in self.objections.iter().flat_map(|objections| &objections.received) {
            days.push(one.date);
            days.push(one.replied.unwrap_or_else(|| one.deadline.plus(1)));
        }
        days
    }
}

/// For how many days after its end a window stays on the page of windows.
pub const SHOWN: i64 = 30;

impl Received {
    /// Whether it has been answered by `today`.
    pub fn is_answered(&self, today: Date) -> bool {
        self.replied.is_some_and(|replied| replied <= today)
    }

    /// Where it stands on `today`.
    pub fn answer(&self, today: Date) -> Answer {
        match self.replied.filter(|replied| *replied <= today) {
            Some(replied) if replied <= self.deadline => Answer::InTime,
            Some(replied) => Answer::Late(self.deadline.days_until(replied)),
            None if today <= self.deadline => Answer::Open(today.days_until(self.deadline)),
            None => Answer::Overdue(self.deadline.days_until(today)),
        }
    }
}
