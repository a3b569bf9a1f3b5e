//! Windows on public view and objections to them, as the JSON of a unit tells them: dates and words, no states, because
//! a file outlives the day on which it was made.

use serde::Serialize;

use crate::base::date::Date;
use crate::model::window::{Change, Objections, Received, Window};

/// One window.
#[derive(Serialize)]
pub(super) struct WindowFile<'a> {
    act: Option<&'a str>,
    posted: Date,
    last: Date,
    days: u32,
    working_days: bool,
    /// Extensions and restarts, each with the end before it, so that the first end is kept.
    changes: Vec<ChangeFile<'a>>,
    channels: Vec<ChannelFile<'a>>,
    removed: Option<Date>,
    objections: Option<ObjectionsFile<'a>>,
    outcome: Option<&'a str>,
}

#[derive(Serialize)]
struct ChangeFile<'a> {
    change: &'static str,
    date: Date,
    end_before: Date,
    end_after: Date,
    reason: &'a str,
}

#[derive(Serialize)]
struct ChannelFile<'a> {
    name: &'a str,
    posted: Option<Date>,
    removed: Option<Date>,
}

#[derive(Serialize)]
struct ObjectionsFile<'a> {
    name: &'a str,
    phone: &'a str,
    until: Option<Date>,
    reply_days: u32,
    working_days: bool,
    received: Vec<ReceivedFile<'a>>,
}

#[derive(Serialize)]
struct ReceivedFile<'a> {
    date: Date,
    matter: &'a str,
    deadline: Date,
    replied: Option<Date>,
    reply: Option<&'a str>,
    upheld: Option<bool>,
}

/// A window as it is known on `today`: what is decided, received or answered later is not in it.
pub(super) fn window(window: &Window, today: Date) -> WindowFile<'_> {
    let term = window.term(today);
    let changes = window.turns_by(today).map(|turn| ChangeFile {
        change: if turn.change == Change::Extended { "extended" } else { "restarted" },
        date: turn.date,
        end_before: turn.before,
        end_after: turn.last,
        reason: &turn.reason,
    });
    let by_today = |date: &Date| *date <= today;
    let channels = window.channels.iter().map(|channel| ChannelFile {
        name: &channel.name,
        posted: channel.posted,
        removed: channel.removed.filter(by_today),
    });
    WindowFile {
        act: window.act.as_ref().map(|act| act.label.home()),
        posted: term.posted,
        last: term.last,
        days: window.rule.count,
        working_days: window.rule.is_working_days(),
        changes: changes.collect(),
        channels: channels.collect(),
        removed: window.removed().filter(by_today),
        objections: window.objections.as_ref().map(|own| objections(window, own, today)),
        outcome: window.outcome.as_deref(),
    }
}

fn objections<'a>(window: &'a Window, own: &'a Objections, today: Date) -> ObjectionsFile<'a> {
    ObjectionsFile {
        name: &own.contact.name,
        phone: &own.contact.phone,
        until: window.taken_until(today),
        reply_days: own.reply.count,
        working_days: own.reply.is_working_days(),
        received: window.received(today).map(|one| received(one, today)).collect(),
    }
}

fn received(one: &Received, today: Date) -> ReceivedFile<'_> {
    let is_answered = one.is_answered(today);
    ReceivedFile {
        date: one.date,
        matter: &one.matter,
        deadline: one.deadline,
        replied: one.replied.filter(|_| is_answered),
        reply: one.reply.as_deref().filter(|_| is_answered),
        upheld: one.upheld.filter(|_| is_answered),
    }
}
