//! A window as a page shows it: its days, what changed them, where it hangs, who objected to what and the answers.

mod item;

use std::sync::Arc;

use serde::Serialize;

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::base::lang::Label;
use crate::model::act::Act;
use crate::model::window::{Answer, Change, Objections, State, Term, Window, WindowSummary, last_day};
use crate::site::Site;
use crate::view::Context;

pub use item::{WindowItem, WindowList};
pub(crate) use item::{running, windows};

/// A notice that is or was on public view.
#[derive(Clone, Debug, Serialize)]
pub struct WindowView {
    /// `coming`, `running`, `ended`, `cut-short`.
    pub state: &'static str,
    /// What it is for, empty if it is nothing in particular.
    pub act: String,
    /// Day of posting, which does not count.
    pub posted: Date,
    /// First day that counts.
    pub first: Date,
    /// Last day, which is full.
    pub last: Date,
    /// Days that count.
    pub days: u32,
    /// Where the last of them is a day off, so that the end moved on: that day.
    pub moved: Option<Date>,
    /// Whether `days` are working days.
    pub is_working_days: bool,
    /// Which of the days today is, from 1; 0 before.
    pub day: i64,
    /// Days left, today included; 0 when it is over.
    pub left: i64,
    /// Share that has passed, in ten-thousandths.
    pub share: i64,
    /// The single days, if there are at most 16.
    pub calendar: Vec<DayView>,
    /// Extensions and restarts, oldest first.
    pub changes: Vec<ChangeView>,
    /// Where it is posted.
    pub channels: Vec<ChannelView>,
    /// Whether some place has days of its own.
    pub has_channel_days: bool,
    /// Day on which it was taken down.
    pub removed: Option<Date>,
    /// The day of the act that waits for it.
    pub before: Option<Date>,
    /// Whether objections are taken, or will be.
    pub invites: bool,
    /// Who takes objections.
    pub objections: Option<ObjectionsView>,
    /// The year whose table of rest days is not out, where the end rests on the holidays of every year.
    pub untabled: Option<i16>,
    /// What came of it.
    pub outcome: Option<Arc<str>>,
}

/// A day of a window.
#[derive(Clone, Debug, Serialize)]
pub struct DayView {
    /// The day.
    pub date: Date,
    /// Day of the month.
    pub day: i8,
    /// 1 is Monday.
    pub weekday: i8,
    /// Whether it counts: a day of posting or, among working days, a rest day does not.
    pub counts: bool,
    /// `posted`, `past`, `today`, `coming`, `last`.
    pub state: &'static str,
}

/// An extension or restart.
#[derive(Clone, Debug, Serialize)]
pub struct ChangeView {
    /// `extended`, `restarted`.
    pub name: &'static str,
    /// When it was decided.
    pub date: Date,
    /// The end before.
    pub before: Date,
    /// The end after.
    pub last: Date,
    /// The reason that was given.
    pub reason: Arc<str>,
}

/// A place of posting.
#[derive(Clone, Debug, Serialize)]
pub struct ChannelView {
    /// `web`, `board`, or in words.
    pub name: Arc<str>,
    /// When it was posted there.
    pub posted: Date,
    /// When it was taken down there.
    pub removed: Option<Date>,
    /// Whether that was before the end.
    pub is_early: bool,
}

/// Who takes objections.
#[derive(Clone, Debug, Serialize)]
pub struct ObjectionsView {
    /// Who takes objections.
    pub name: Arc<str>,
    /// Telephone as shown, empty for none.
    pub phone: Arc<str>,
    /// Telephone for a `tel:` link.
    pub tel: String,
    /// Last day on which one is taken.
    pub until: Option<Date>,
    /// What one is called here, empty if as usual.
    pub called: String,
    /// Whom the law names to take them, empty for nobody.
    pub to: String,
    /// What waits until one is answered, empty for nothing.
    pub meanwhile: String,
    /// Days for an answer.
    pub reply_days: u32,
    /// Whether these are working days.
    pub is_working_days: bool,
    /// What came in.
    pub received: Vec<ReceivedView>,
    /// How these were answered.
    pub counts: WindowSummary,
}

/// An objection and its answer.
#[derive(Clone, Debug, Serialize)]
pub struct ReceivedView {
    /// When it came in.
    pub date: Date,
    /// What it says.
    pub matter: Arc<str>,
    /// `in-time`, `late`, `open`, `overdue`.
    pub state: &'static str,
    /// Days late, or days left.
    pub days: i64,
    /// Last day for the answer.
    pub deadline: Date,
    /// When it was answered.
    pub replied: Option<Date>,
    /// The answer.
    pub reply: Option<Arc<str>>,
    /// Whether it was found to be right.
    pub upheld: Option<bool>,
}

/// Longest window of which every day is shown.
const CALENDAR: i64 = 16;

/// The window of a record on the site's day.
pub(crate) fn window(context: &Context<'_>, window: &Window) -> WindowView {
    let site = context.site;
    let today = site.today;
    let calendar = &site.portal().calendar;
    let term = window.term(today);
    let length = term.posted.days_until(term.last);
    let day = term.posted.days_until(today).clamp(0, length);
    let channels = channels(window, today, context.tongue);
    WindowView {
        state: state(window.state(today)),
        act: window.act.as_ref().map_or(String::new(), |act| context.label(&act.label)),
        posted: term.posted,
        first: term.first(),
        last: term.last,
        days: counted(window, term, calendar),
        moved: moved(window, term, calendar),
        is_working_days: window.rule.is_working_days(),
        day,
        left: if today > term.last { 0 } else { today.max(term.first()).days_until(term.last) + 1 },
        share: crate::base::number::ratio(day, length),
        calendar: days(window, term, site),
        changes: changes(window, today),
        has_channel_days: channels.iter().any(|one| one.removed.is_some() || one.posted != term.posted),
        channels,
        removed: window.removed().filter(|removed| *removed <= today),
        before: window.before.as_ref().map(|before| before.value),
        invites: window.invites(today),
        objections: window.objections.as_ref().map(|own| objections_view(context, window, own)),
        untabled: window.untabled.filter(|_| today <= term.last),
        outcome: window.outcome.clone(),
    }
}

fn state(state: State) -> &'static str {
    match state {
        State::Coming => "coming",
        State::Running => "running",
        State::Ended => "ended",
        State::CutShort => "cut-short",
    }
}

/// The day off on which the days ran out, if the end moved on from it.
fn moved(window: &Window, term: Term, calendar: &Calendar) -> Option<Date> {
    let is_first = term.last == window.planned && term.posted == window.posted && !window.rule.is_working_days();
    let plain = last_day(window.posted, window.rule, calendar, false).day;
    Some(plain).filter(|plain| is_first && *plain < term.last && !calendar.is_working_day(*plain))
}

/// The days as the record gives them; those that an extension or another end makes of them where it was changed.
fn counted(window: &Window, term: Term, calendar: &Calendar) -> u32 {
    if term.last == window.planned && term.posted == window.posted {
        return window.rule.count;
    }
    let all = (1..=term.posted.days_until(term.last)).map(|day| term.posted.plus(day));
    let counts = |date: &Date| !window.rule.is_working_days() || calendar.is_working_day(*date);
    u32::try_from(all.filter(counts).count()).unwrap_or(u32::MAX)
}

fn days(window: &Window, term: Term, site: &Site) -> Vec<DayView> {
    let (today, calendar) = (site.today, &site.portal().calendar);
    let length = term.posted.days_until(term.last);
    let counts = |date: Date| !window.rule.is_working_days() || calendar.is_working_day(date);
    let days = (0..=length).filter(|_| length <= CALENDAR).map(|offset| {
        let date = term.posted.plus(offset);
        let state = match () {
            () if date == today && offset > 0 => "today",
            () if offset == 0 => "posted",
            () if date == term.last => "last",
            () if date < today => "past",
            () => "coming",
        };
        DayView { date, day: date.day(), weekday: date.weekday(), counts: offset > 0 && counts(date), state }
    });
    days.collect()
}

fn changes(window: &Window, today: Date) -> Vec<ChangeView> {
    let changes = window.turns_by(today).map(|turn| ChangeView {
        name: if turn.change == Change::Extended { "extended" } else { "restarted" },
        date: turn.date,
        before: turn.before,
        last: turn.last,
        reason: turn.reason.clone(),
    });
    changes.collect()
}

fn channels(window: &Window, today: Date, tongue: Tongue<'_>) -> Vec<ChannelView> {
    let term = window.term(today);
    let places = window.channels.iter().map(|channel| {
        let removed = channel.removed.filter(|removed| *removed <= today);
        ChannelView {
            name: tongue.word(&channel.name),
            posted: channel.posted.unwrap_or(term.posted),
            removed,
            is_early: removed.is_some_and(|removed| removed <= term.last),
        }
    });
    places.collect()
}

fn objections_view(context: &Context<'_>, window: &Window, objections: &Objections) -> ObjectionsView {
    let today = context.site.today;
    let told = |of: fn(&Act) -> &Label| window.act.as_deref().map_or(String::new(), |act| context.label(of(act)));
    let received = window.received(today).map(|one| {
        let (state, days) = match one.answer(today) {
            Answer::InTime => ("in-time", 0),
            Answer::Late(days) => ("late", days),
            Answer::Open(days) => ("open", days),
            Answer::Overdue(days) => ("overdue", days),
        };
        let is_answered = one.is_answered(today);
        ReceivedView {
            date: one.date,
            matter: one.matter.clone(),
            state,
            days,
            deadline: one.deadline,
            replied: one.replied.filter(|_| is_answered),
            reply: one.reply.clone().filter(|_| is_answered),
            upheld: one.upheld.filter(|_| is_answered),
        }
    });
    ObjectionsView {
        name: objections.contact.name.clone(),
        phone: objections.contact.phone.clone(),
        tel: crate::view::contact::tel(&objections.contact.phone),
        until: window.taken_until(today),
        called: told(|act| &act.objection),
        to: told(|act| &act.objections_to),
        meanwhile: told(|act| &act.meanwhile),
        reply_days: objections.reply.count,
        is_working_days: objections.reply.is_working_days(),
        received: received.collect(),
        counts: WindowSummary::of(window, today),
    }
}
