//! `procedure`: where a case stands in the ordered steps that its form prescribes.

mod guide;
mod options;
mod read;
mod rows;
mod summary;
mod times;

use std::sync::Arc;

use crate::base::calendar::{Calendar, Reached};
use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Rule};
use crate::base::fields::Spanned;
use crate::base::lang::Lang;
use crate::base::period::Period;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::answer::{Breach, Milestone};
use crate::blocks::guide::NewSlot;
use crate::blocks::inputs::Inputs;
use crate::blocks::table::Table;
use crate::blocks::{BlockType, RowsAt};

pub use options::{ProcedureOptions, Step, Term};
pub use summary::ProcedureSummary;

/// A case in its course.
#[derive(Clone, Debug)]
pub struct Procedure {
    options: Arc<ProcedureOptions>,
    /// Aligned with the steps of the form.
    entries: Vec<Entry>,
    /// Where it was written.
    pub span: Span,
}

/// What is known of one step.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// Day on which it was done.
    pub done: Option<Date>,
    /// Day for which it is planned.
    pub planned: Option<Date>,
    /// What came of it.
    pub result: Option<Arc<str>>,
    /// Name of its ballot.
    pub vote: Option<Spanned<Arc<str>>>,
    /// The record that proves it.
    pub record: Option<Spanned<Arc<str>>>,
    /// Whether it ended in a refusal.
    pub is_refused: bool,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
    /// Where it was written.
    pub span: Option<Span>,
    /// The times that it was gone through before, oldest first.
    pub earlier: Vec<Entry>,
    /// Keys for which a misspelt one may stand.
    lost: Vec<&'static str>,
}

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The step has a day on which it was done.
    Done,
    /// Ended in a refusal.
    Refused,
    /// Not done, though a later one is.
    Skipped,
    /// Not done and not needed.
    Omitted,
    /// Being worked on.
    Current,
    /// Not yet.
    Open,
}

impl Procedure {
    /// What the form sets.
    pub fn options(&self) -> &ProcedureOptions {
        &self.options
    }

    /// Steps with what is known of them, in order.
    pub fn steps(&self) -> impl Iterator<Item = (&Step, &Entry)> {
        self.options.steps.iter().zip(&self.entries)
    }

    /// Index of the last step with a date.
    fn last(&self) -> Option<usize> {
        self.entries.iter().rposition(|entry| entry.done.is_some())
    }

    /// The last refusal and the step that it leads to, if that one was not done since.
    fn refusal(&self) -> Option<(usize, Option<usize>)> {
        let at = self.entries.iter().rposition(|entry| entry.is_refused && entry.done.is_some())?;
        let target = self.options.steps[at].on_refusal;
        let since = |to: usize| self.entries[to].done >= self.entries[at].done;
        match target {
            Some(to) if since(to) => None,
            None if self.last() > Some(at) => None,
            _ => Some((at, target)),
        }
    }

    /// Whether `at` lies between a refusal and the later step that it leads to.
    fn is_bypassed(&self, at: usize) -> bool {
        let leaps = self.entries.iter().enumerate().filter(|(_, entry)| entry.is_refused);
        let mut leaps = leaps.filter_map(|(from, _)| Some((from, self.options.steps[from].on_refusal?)));
        leaps.any(|(from, to)| from < at && at < to)
    }

    /// Index of the step being worked on; `None` at the end, or where a refusal ended it.
    pub fn current(&self) -> Option<usize> {
        if let Some((_, target)) = self.refusal() {
            return target;
        }
        let first = self.last().map_or(0, |last| last + 1);
        let is_next = |at: &usize| {
            let (step, entry) = (&self.options.steps[*at], &self.entries[*at]);
            (!step.is_optional || entry.planned.is_some()) && !self.is_bypassed(*at)
        };
        (first..self.entries.len()).find(is_next)
    }

    /// Whether a refusal ended it.
    pub fn is_refused(&self) -> bool {
        matches!(self.refusal(), Some((_, None)))
    }

    /// Whether every step that must be done is behind it.
    pub fn is_finished(&self) -> bool {
        self.current().is_none() && !self.is_refused() && !self.entries.is_empty()
    }

    /// Where the step at `at` stands.
    pub fn state(&self, at: usize) -> State {
        let (step, entry) = (&self.options.steps[at], &self.entries[at]);
        match () {
            () if self.current() == Some(at) => State::Current,
            () if entry.done.is_some() && entry.is_refused => State::Refused,
            () if entry.done.is_some() => State::Done,
            () if self.current().is_none() && self.last() < Some(at) => State::Omitted,
            () if self.is_bypassed(at) => State::Omitted,
            () if self.last() > Some(at) && step.is_optional => State::Omitted,
            () if self.last() > Some(at) => State::Skipped,
            () => State::Open,
        }
    }

    /// Whether a step was skipped.
    fn is_incomplete(&self) -> bool {
        (0..self.entries.len()).any(|at| matches!(self.state(at), State::Skipped))
    }

    /// First and last day of what was done.
    pub fn days(&self) -> Option<(Date, Date)> {
        let dates = || self.entries.iter().filter_map(|entry| entry.done);
        Some((dates().min()?, dates().max()?))
    }

    /// The day to which `term` leads from the step it counts from, once that one is done.
    pub fn day(&self, term: Term, calendar: &Calendar) -> Option<Date> {
        Some(self.reached(term, calendar)?.day)
    }

    fn reached(&self, term: Term, calendar: &Calendar) -> Option<Reached> {
        Some(term.length.end(self.entries[term.after].done?, calendar))
    }
}

impl BlockType for Procedure {
    const NAME: &'static str = "procedure";
    const ROWS: RowsAt = RowsAt::Nowhere;
    const TELLS_CASE: bool = false;
    const IS_COURSE: bool = true;
    const RULES: &'static [&'static [&'static Rule]] = &[read::RULES, options::RULES];
    const OF_THE_WHOLE: &'static [&'static Rule] = &[&read::REVERSED, &read::SKIPPED];
    type Options = ProcedureOptions;
    type Summary = ProcedureSummary;

    fn parse(node: &Node, options: &Arc<ProcedureOptions>, diags: &mut Diagnostics) -> Option<Self> {
        Some(read::procedure(node, options, diags))
    }

    fn summarize(history: &[(Option<Period>, &Self)], _today: Date) -> ProcedureSummary {
        summary::of(history.iter().map(|(_, procedure)| *procedure))
    }

    fn table(&self) -> Table {
        rows::table(self)
    }

    fn skeleton(options: &ProcedureOptions, slot: &NewSlot<'_>) -> Vec<String> {
        guide::skeleton(options, slot)
    }

    fn inputs(options: &ProcedureOptions, lang: Lang) -> Inputs {
        guide::inputs(options, lang)
    }

    fn describe(options: &ProcedureOptions, lang: Lang) -> Vec<String> {
        guide::describe(options, lang)
    }

    fn milestone_names(options: &ProcedureOptions) -> Vec<&str> {
        options.steps.iter().map(|step| &*step.name).collect()
    }

    fn milestones(&self) -> Vec<Milestone<'_>> {
        times::milestones(self).collect()
    }

    fn late<'a>(&'a self, today: Date, calendar: &'a Calendar) -> Vec<Breach<'a>> {
        times::late(self, today, calendar).collect()
    }

    fn too_soon<'a>(&'a self, calendar: &'a Calendar) -> Vec<Breach<'a>> {
        times::too_soon(self, calendar).collect()
    }

    fn changes(&self, calendar: &Calendar) -> Vec<Date> {
        times::turns(self, calendar).collect()
    }

    fn untabled<'a>(&'a self, calendar: &'a Calendar) -> Vec<(i16, &'a Span)> {
        times::untabled(self, calendar).collect()
    }

    fn is_open(&self, _today: Date) -> bool {
        self.current().is_some()
    }
}

#[cfg(test)]
mod tests;
