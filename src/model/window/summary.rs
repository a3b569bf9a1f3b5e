//! What rises from windows: how many there were and how objections to them were answered.

use serde::Serialize;

use crate::base::date::Date;
use crate::blocks::Summary;
use crate::model::window::{Answer, Change, State, Window};

/// Windows of a unit, or of a unit and all below it, by state; objections by answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct WindowSummary {
    /// Not begun.
    pub coming: u64,
    /// On public view.
    pub running: u64,
    /// Over in full.
    pub ended: u64,
    /// Taken down early.
    pub cut_short: u64,
    /// Of all of these, extended.
    pub extended: u64,
    /// Of all of these, posted anew.
    pub restarted: u64,
    /// Objections.
    pub received: u64,
    /// Of these answered within the limit.
    pub in_time: u64,
    /// Of these answered late.
    pub late: u64,
    /// Of these not answered, within the limit.
    pub open: u64,
    /// Of these not answered, past the limit.
    pub overdue: u64,
    /// Of these found to be right.
    pub upheld: u64,
}

impl WindowSummary {
    /// What one window comes to on `today`.
    pub fn of(window: &Window, today: Date) -> Self {
        let mut own = Self::default();
        match window.state(today) {
            State::Coming => own.coming = 1,
            State::Running => own.running = 1,
            State::Ended => own.ended = 1,
            State::CutShort => own.cut_short = 1,
        }
        let has = |change| u64::from(window.turns_by(today).any(|turn| turn.change == change));
        (own.extended, own.restarted) = (has(Change::Extended), has(Change::Restarted));
        for one in window.received(today) {
            own.received += 1;
            own.upheld += u64::from(one.upheld == Some(true) && one.is_answered(today));
            match one.answer(today) {
                Answer::InTime => own.in_time += 1,
                Answer::Late(_) => own.late += 1,
                Answer::Open(_) => own.open += 1,
                Answer::Overdue(_) => own.overdue += 1,
            }
        }
        own
    }

    /// All windows.
    pub fn windows(&self) -> u64 {
        self.coming + self.running + self.ended + self.cut_short
    }
}

impl Summary for WindowSummary {
    fn merge(&mut self, other: &Self) {
        self.coming += other.coming;
        self.running += other.running;
        self.ended += other.ended;
        self.cut_short += other.cut_short;
        self.extended += other.extended;
        self.restarted += other.restarted;
        self.received += other.received;
        self.in_time += other.in_time;
        self.late += other.late;
        self.open += other.open;
        self.overdue += other.overdue;
        self.upheld += other.upheld;
    }
}
