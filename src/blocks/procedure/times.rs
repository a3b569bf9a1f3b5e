//! Steps of a procedure in time: what was late or too soon, when the next one becomes late, when the last one may be done.

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::source::Span;
use crate::blocks::answer::{Breach, Milestone};
use crate::blocks::procedure::{Entry, Procedure, State, Term};

/// Every step, for those who look up elsewhere what it names.
pub(super) fn milestones(procedure: &Procedure) -> impl Iterator<Item = Milestone<'_>> {
    procedure.steps().enumerate().map(|(at, (step, entry))| Milestone {
        name: &step.name,
        done: entry.done,
        planned: procedure.planned(at),
        is_refused: entry.is_refused,
        vote: entry.vote.as_ref(),
        record: entry.record.as_ref(),
        is_publication: step.is_publication,
        span: entry.span.as_ref().unwrap_or(&procedure.span),
    })
}

/// Steps done or still open after their last day.
pub(super) fn late<'a>(
    procedure: &'a Procedure,
    today: Date,
    calendar: &'a Calendar,
) -> impl Iterator<Item = Breach<'a>> {
    let ends = !procedure.is_refused();
    procedure.steps().enumerate().filter_map(move |(at, (step, entry))| {
        let term = step.due?;
        let day = procedure.day(term, calendar)?;
        let open = matches!(procedure.state(at), State::Current | State::Open) && ends;
        let own = entry.done.or(open.then_some(today))?;
        let from = procedure.entries[term.after].done?;
        let (step, after, span) = (&*step.name, after(procedure, term), place(procedure, term, entry));
        (own > day).then_some(Breach { step, after, from, day, done: entry.done, span })
    })
}

/// Steps done before the time that must lie in between was over.
pub(super) fn too_soon<'a>(procedure: &'a Procedure, calendar: &'a Calendar) -> impl Iterator<Item = Breach<'a>> {
    procedure.steps().filter_map(move |(step, entry)| {
        let term = step.wait?;
        let (day, done) = (procedure.day(term, calendar)?, entry.done?);
        let from = procedure.entries[term.after].done?;
        let (step, after, span) = (&*step.name, after(procedure, term), place(procedure, term, entry));
        (done < day).then_some(Breach { step, after, from, day, done: Some(done), span })
    })
}

/// The step that a time counts from.
fn after(procedure: &Procedure, term: Term) -> &str {
    &procedure.options.steps[term.after].name
}

/// Where a step is written, else the one that its time counts from.
fn place<'a>(procedure: &'a Procedure, term: Term, entry: &'a Entry) -> &'a Span {
    entry.span.as_ref().or(procedure.entries[term.after].span.as_ref()).unwrap_or(&procedure.span)
}

/// Days on which a step that is not done becomes late, or passes the day for which it is planned.
pub(super) fn turns<'a>(procedure: &'a Procedure, calendar: &'a Calendar) -> impl Iterator<Item = Date> + 'a {
    let open = procedure.steps().filter(|(_, entry)| entry.done.is_none() && !procedure.is_refused());
    open.flat_map(move |(step, entry)| {
        let due = step.due.and_then(|term| procedure.day(term, calendar));
        due.into_iter().chain(entry.planned).map(|day| day.plus(1))
    })
}

/// Times of steps that were counted through a year without a table of rest days.
pub(super) fn untabled<'a>(
    procedure: &'a Procedure,
    calendar: &'a Calendar,
) -> impl Iterator<Item = (i16, &'a Span)> + 'a {
    let terms = procedure.steps().flat_map(|(step, entry)| [step.due, step.wait].map(|term| (term, entry)));
    terms.filter_map(|(term, entry)| {
        let term = term?;
        Some((procedure.reached(term, calendar)?.untabled?, place(procedure, term, entry)))
    })
}

impl Procedure {
    /// The day for which the step at `at` is planned, as long as it is still to come.
    pub fn planned(&self, at: usize) -> Option<Date> {
        let is_to_come = matches!(self.state(at), State::Current | State::Open) && !self.is_refused();
        self.entries[at].planned.filter(|_| is_to_come && self.entries[at].done.is_none())
    }

    /// The first day on which the last step may be done: no waiting time cut short, none before it is planned. `None`
    /// if that is today.
    pub fn earliest_end(&self, today: Date, calendar: &Calendar) -> Option<Date> {
        let current = self.current()?;
        let mut days: Vec<Date> = Vec::with_capacity(self.entries.len());
        for (at, (step, entry)) in self.steps().enumerate() {
            let done = entry.done.filter(|_| at < current);
            let before = days.last().copied().unwrap_or(today);
            let day = match step.wait.filter(|_| at >= current) {
                Some(term) => term.length.end(*days.get(term.after)?, calendar).day.max(before),
                None => before,
            };
            let planned = entry.planned.unwrap_or(today);
            days.push(done.unwrap_or(if at >= current { day.max(today).max(planned) } else { before }));
        }
        days.last().copied().filter(|end| *end > today)
    }
}
