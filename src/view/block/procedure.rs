//! What a page shows of a procedure: its steps with what proves them, and where it stands.

mod lines;
mod track;

use std::sync::Arc;

use serde::Serialize;

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::base::number::ratio;
use crate::blocks::answer::Breach;
use crate::blocks::procedure::{Entry, Procedure, ProcedureOptions, ProcedureSummary, State, Step};
use crate::blocks::{Block, BlockType};
use crate::view::block::{OnPage, Spot};
use crate::view::link::Href;
use crate::view::parts::SummaryLine;
use crate::view::reference::link_to;

pub use track::NodeView;

/// What the partial sees.
#[derive(Clone, Debug, Serialize)]
pub struct ProcedureView {
    /// The stages.
    pub stages: Vec<StageView>,
    /// The steps.
    pub steps: Vec<StepView>,
    /// Points of the picture: the steps, or the stages where there are many.
    pub track: Vec<NodeView>,
    /// Height of the picture.
    pub height: usize,
    /// Height at which the line turns from done to open.
    pub turn: usize,
    /// Height of the last point.
    pub bottom: usize,
    /// Name of the step being worked on.
    pub current: Option<Arc<str>>,
    /// Its number, from 1.
    pub number: usize,
    /// Days since the last step was done.
    pub days_in_step: Option<i64>,
    /// Steps done.
    pub done: usize,
    /// Steps that are done or have to be.
    pub of: usize,
    /// Done of these, in ten-thousandths.
    pub share: i64,
    /// Whether every step is done.
    pub is_finished: bool,
    /// Whether a refusal ended it.
    pub is_refused: bool,
    /// Days from the first step to the last, if it is over.
    pub days: Option<i64>,
    /// Names of steps left out though a later one is done.
    pub skipped: Vec<Arc<str>>,
    /// The first day on which the last step may be done.
    pub earliest_end: Option<Date>,
    /// Whether any step has an actor, a result, a proof: which columns to show.
    pub has: Shown,
}

/// Which columns of the steps are filled.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Shown {
    /// Any actor.
    pub actor: bool,
    /// Any result or note.
    pub result: bool,
    /// Any ballot or record.
    pub proof: bool,
    /// More than one stage.
    pub stages: bool,
}

/// A stage.
#[derive(Clone, Debug, Serialize)]
pub struct StageView {
    /// What it is called in the language of the page.
    pub name: Arc<str>,
    /// Its steps that are done or have to be.
    pub steps: usize,
    /// Of these done.
    pub done: usize,
}

/// A step.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// Number, from 1.
    pub number: usize,
    /// What it is called in the language of the page.
    pub name: Arc<str>,
    /// Name of its stage, on the first step of each where there are several.
    pub stage: Option<Arc<str>>,
    /// Who does it.
    pub actor: Option<Arc<str>>,
    /// `done`, `refused`, `skipped`, `omitted`, `current`, `open`.
    pub state: &'static str,
    /// Day on which it was done.
    pub date: Option<Date>,
    /// Day for which it is planned.
    pub planned: Option<Date>,
    /// Whether that day is past and nothing says that it was done.
    pub is_passed: bool,
    /// Last day on which it may be done.
    pub due: Option<Date>,
    /// Days past that day.
    pub days_late: i64,
    /// What came of it.
    pub result: Option<Arc<str>>,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
    /// Name of its ballot.
    pub vote: Option<Arc<str>>,
    /// The times that it was gone through before, oldest first.
    pub earlier: Vec<EarlierView>,
    /// Where the ballot stands on the page.
    pub vote_href: Option<Href>,
    /// The record that proves it: its title, or a path where it is not published.
    pub record: Option<String>,
    /// Its page.
    pub record_href: Option<Href>,
    /// Whether a record is due and missing.
    pub lacks_record: bool,
    /// Whether a ballot is due and missing.
    pub lacks_vote: bool,
}

/// A time that a step was gone through before.
#[derive(Clone, Debug, Serialize)]
pub struct EarlierView {
    /// Day on which it was done.
    pub date: Option<Date>,
    /// Whether it ended in a refusal.
    pub is_refused: bool,
    /// What came of it.
    pub result: Option<Arc<str>>,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
}

/// What the page shows of a case, with links to the ballots and records that prove its steps.
impl OnPage for Procedure {
    type View = ProcedureView;

    fn view(&self, spot: &Spot<'_>) -> ProcedureView {
        view(spot, self)
    }

    fn lines(summary: &ProcedureSummary, _options: Option<&ProcedureOptions>, tongue: Tongue<'_>) -> Vec<SummaryLine> {
        lines::lines(summary, tongue)
    }
}

fn view(spot: &Spot<'_>, procedure: &Procedure) -> ProcedureView {
    let (today, tongue) = (spot.context.site.today, spot.context.tongue);
    let calendar = &spot.context.site.portal().calendar;
    let steps = steps(spot, procedure, calendar);
    let stages = stages(procedure, &steps, tongue);
    let track = track::track(procedure, &steps, &stages);
    let done = steps.iter().filter(|step| step.date.is_some()).count();
    let of = (0..steps.len()).filter(|at| counts(procedure, &steps, *at)).count();
    let current = procedure.current();
    let is_over = current.is_none();
    let days = procedure.days();
    let as_number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    ProcedureView {
        height: track::bottom(&track) + 22,
        turn: track::turn(&track),
        bottom: track::bottom(&track),
        current: current.map(|at| steps[at].name.clone()),
        number: current.map_or(0, |at| at + 1),
        days_in_step: days.filter(|_| !is_over).map(|(_, last)| last.days_until(today).max(0)),
        share: ratio(as_number(done), as_number(of)),
        done,
        of,
        is_finished: procedure.is_finished(),
        is_refused: procedure.is_refused(),
        days: days.filter(|_| is_over).map(|(first, last)| first.days_until(last)),
        skipped: steps.iter().filter(|step| step.state == "skipped").map(|step| step.name.clone()).collect(),
        earliest_end: procedure.earliest_end(today, calendar),
        has: Shown {
            actor: steps.iter().any(|step| step.actor.is_some()),
            result: steps.iter().any(|step| step.result.is_some() || step.note.is_some()),
            proof: steps.iter().any(|step| step.vote.is_some() || step.record.is_some()),
            stages: stages.len() > 1,
        },
        stages,
        steps,
        track,
    }
}

fn steps(spot: &Spot<'_>, procedure: &Procedure, calendar: &Calendar) -> Vec<StepView> {
    let course = Course { spot, procedure, calendar, late: procedure.late(spot.context.site.today, calendar) };
    procedure.steps().enumerate().map(|(at, (step, entry))| course.step(at, step, entry)).collect()
}

/// A case with what is asked of all its steps.
struct Course<'a> {
    spot: &'a Spot<'a>,
    procedure: &'a Procedure,
    calendar: &'a Calendar,
    /// The steps that are late.
    late: Vec<Breach<'a>>,
}

impl Course<'_> {
    /// The step at `at`; the first one of its stage names it, where there are several.
    fn step(&self, at: usize, step: &Step, entry: &Entry) -> StepView {
        let (spot, tongue, options) = (self.spot, self.spot.context.tongue, self.procedure.options());
        let before = at.checked_sub(1).and_then(|before| options.steps.get(before));
        let is_first = before.is_none_or(|before| before.stage != step.stage) && options.stages.len() > 1;
        let stage = options.stages.get(step.stage).filter(|_| is_first);
        let breach = self.late.iter().find(|breach| *breach.step == *step.name);
        let (record, record_href) = proof(spot, entry).unzip();
        StepView {
            number: at + 1,
            name: tongue.word(&step.name),
            stage: stage.map(|stage| tongue.word(stage)),
            actor: step.actor.as_ref().map(|actor| tongue.word(actor)),
            state: state_name(self.procedure.state(at)),
            date: entry.done,
            planned: entry.planned.filter(|_| entry.done.is_none()),
            is_passed: self.procedure.planned(at).is_some_and(|day| day < spot.context.site.today),
            due: step.due.and_then(|term| self.procedure.day(term, self.calendar)),
            days_late: breach.map_or(0, |late| late.day.days_until(late.done.unwrap_or(spot.context.site.today))),
            result: entry.result.clone(),
            note: entry.note.clone(),
            vote: entry.vote.as_ref().map(|vote| tongue.word(&vote.value)),
            earlier: entry.earlier.iter().map(earlier).collect(),
            vote_href: entry.vote.as_ref().and_then(|vote| ballot(spot, &vote.value)),
            record,
            record_href: record_href.flatten(),
            lacks_record: step.is_publication && entry.done.is_some() && entry.record.is_none(),
            lacks_vote: step.needs_vote && entry.done.is_some() && entry.vote.is_none(),
        }
    }
}

/// The record that proves a step: its title with its page, or the text that names it where it is not published.
fn proof(spot: &Spot<'_>, entry: &Entry) -> Option<(String, Option<Href>)> {
    let text = &entry.record.as_ref()?.value;
    let found = spot.context.site.refer(spot.record, text).map(|found| link_to(spot.context, found.place));
    Some(found.map_or_else(|| (text.to_string(), None), |link| (link.title, Some(link.href))))
}

/// Where the ballot of this name stands on the page.
fn ballot(spot: &Spot<'_>, name: &str) -> Option<Href> {
    let holds = |block: &Block| block.decisions().iter().any(|one| one.name == name);
    spot.record.slots.iter().find(|(_, block)| holds(block)).map(|(slot, _)| Href::here(slot))
}

fn state_name(state: State) -> &'static str {
    match state {
        State::Done => "done",
        State::Refused => "refused",
        State::Skipped => "skipped",
        State::Omitted => "omitted",
        State::Current => "current",
        State::Open => "open",
    }
}

fn earlier(entry: &Entry) -> EarlierView {
    let (result, note) = (entry.result.clone(), entry.note.clone());
    EarlierView { date: entry.done, is_refused: entry.is_refused, result, note }
}

/// Whether a step is done or has to be.
fn counts(procedure: &Procedure, steps: &[StepView], at: usize) -> bool {
    let is_optional = procedure.options().steps[at].is_optional;
    steps[at].date.is_some() || steps[at].state == "current" || (steps[at].state != "omitted" && !is_optional)
}

fn stages(procedure: &Procedure, steps: &[StepView], tongue: Tongue<'_>) -> Vec<StageView> {
    let names = procedure.options().stages.iter().enumerate();
    let views = names.map(|(stage, name)| {
        let own = || (0..steps.len()).filter(|at| procedure.options().steps[*at].stage == stage);
        let done = own().filter(|at| steps[*at].date.is_some()).count();
        let of = own().filter(|at| counts(procedure, steps, *at)).count();
        StageView { name: tongue.word(name), steps: of, done }
    });
    views.collect()
}
