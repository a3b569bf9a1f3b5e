//! What a page and a data file show of a procedure.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::base::number::ratio;
use crate::blocks::procedure::{Entry, Procedure, State, WorkingDays};
use crate::blocks::table::{Table, TableColumn};

/// Most steps that a picture shows one by one; beyond, it shows stages.
const TRACK: usize = 9;
/// What fits into a line of it beside a day, in widths of a Latin letter.
const LINE: usize = 30;
/// Distance of two points of the picture.
const PITCH: usize = 48;
/// Height of the first point.
const TOP: usize = 20;

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
    /// Its name.
    pub name: Arc<str>,
    /// Its steps that are done or have to be.
    pub steps: usize,
    /// Of these done.
    pub done: usize,
}

/// A point of the picture.
#[derive(Clone, Debug, Serialize)]
pub struct NodeView {
    /// What stands beside it.
    pub name: Arc<str>,
    /// The rest of it, where it is too long for one line; else empty.
    pub more: Arc<str>,
    /// As in a step.
    pub state: &'static str,
    /// Its height.
    pub y: usize,
    /// Day on which it was done.
    pub date: Option<Date>,
    /// Day until which it must be done, or for which it is planned.
    pub due: Option<Date>,
    /// Steps done and in all, of a stage.
    pub count: Option<(usize, usize)>,
}

/// A step.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// Number, from 1.
    pub number: usize,
    /// Its name.
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
    pub vote_href: Option<String>,
    /// The record that proves it: a path, on the page its title.
    pub record: Option<String>,
    /// Its page.
    pub record_href: Option<String>,
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

pub(super) fn of(procedure: &Procedure, today: Date, working: WorkingDays<'_>, tongue: Tongue<'_>) -> ProcedureView {
    let steps = steps(procedure, today, working, tongue);
    let stages = stages(procedure, &steps, tongue);
    let track = track(procedure, &steps, &stages);
    let done = steps.iter().filter(|step| step.date.is_some()).count();
    let of = (0..steps.len()).filter(|at| counts(procedure, &steps, *at)).count();
    let last = track.iter().rposition(|node| matches!(node.state, "done" | "refused" | "current"));
    let height = |at: usize| TOP + at * PITCH;
    let current = procedure.current();
    let is_over = current.is_none();
    let days = procedure.days();
    let as_number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    ProcedureView {
        height: height(track.len().saturating_sub(1)) + 22,
        turn: height(last.unwrap_or(0)),
        bottom: height(track.len().saturating_sub(1)),
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
        earliest_end: procedure.earliest_end(today, working),
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

fn steps(procedure: &Procedure, today: Date, working: WorkingDays<'_>, tongue: Tongue<'_>) -> Vec<StepView> {
    let late: Vec<_> = procedure.late(today, working).collect();
    let several = procedure.options.stages.len() > 1;
    let mut stage = usize::MAX;
    let views = procedure.steps().enumerate().map(|(at, (step, entry))| {
        let is_first = step.stage != stage && several;
        stage = step.stage;
        let breach = late.iter().find(|breach| breach.step.name == step.name);
        let state = procedure.state(at);
        StepView {
            number: at + 1,
            name: tongue.word(&step.name),
            stage: procedure.options.stages.get(step.stage).filter(|_| is_first).map(|stage| tongue.word(stage)),
            actor: step.actor.as_ref().map(|actor| tongue.word(actor)),
            state: state_name(state),
            date: entry.done,
            planned: entry.planned.filter(|_| entry.done.is_none()),
            due: step.due.and_then(|term| procedure.day(term, working)),
            days_late: breach.map_or(0, |breach| breach.day.days_until(breach.done.unwrap_or(today))),
            result: entry.result.clone(),
            note: entry.note.clone(),
            vote: entry.vote.as_ref().map(|vote| vote.value.clone()),
            earlier: entry.earlier.iter().map(earlier).collect(),
            vote_href: None,
            record: entry.record.as_ref().map(|record| record.value.to_string()),
            record_href: None,
            lacks_record: step.is_publication && entry.done.is_some() && entry.record.is_none(),
            lacks_vote: step.needs_vote && entry.done.is_some() && entry.vote.is_none(),
        }
    });
    views.collect()
}

fn earlier(entry: &Entry) -> EarlierView {
    let (result, note) = (entry.result.clone(), entry.note.clone());
    EarlierView { date: entry.done, is_refused: entry.is_refused, result, note }
}

/// Whether a step is done or has to be.
fn counts(procedure: &Procedure, steps: &[StepView], at: usize) -> bool {
    let is_optional = procedure.options.steps[at].is_optional;
    steps[at].date.is_some() || steps[at].state == "current" || (steps[at].state != "omitted" && !is_optional)
}

fn stages(procedure: &Procedure, steps: &[StepView], tongue: Tongue<'_>) -> Vec<StageView> {
    let names = procedure.options.stages.iter().enumerate();
    let views = names.map(|(stage, name)| {
        let own = || (0..steps.len()).filter(|at| procedure.options.steps[*at].stage == stage);
        let done = own().filter(|at| steps[*at].date.is_some()).count();
        let of = own().filter(|at| counts(procedure, steps, *at)).count();
        StageView { name: tongue.word(name), steps: of, done }
    });
    views.collect()
}

fn track(procedure: &Procedure, steps: &[StepView], stages: &[StageView]) -> Vec<NodeView> {
    let y = |at: usize| TOP + at * PITCH;
    if steps.len() <= TRACK || stages.len() < 2 {
        let nodes = steps.iter().enumerate().map(|(at, step)| {
            let (name, more) = lines(&step.name);
            let due = step.planned.or(step.due);
            NodeView { name, more, state: step.state, y: y(at), date: step.date, due, count: None }
        });
        return nodes.collect();
    }
    let current = procedure.current().map(|at| procedure.options.steps[at].stage);
    let nodes = stages.iter().enumerate().map(|(at, stage)| {
        let own = procedure.steps().filter(|(step, _)| step.stage == at);
        let state = match () {
            () if current == Some(at) => "current",
            () if current.is_some_and(|current| current < at) || stage.done == 0 => "open",
            () => "done",
        };
        let (name, more) = lines(&stage.name);
        NodeView {
            name,
            more,
            state,
            y: y(at),
            date: own.filter_map(|(_, entry)| entry.done).max().filter(|_| state == "done"),
            due: None,
            count: Some((stage.done, stage.steps)),
        }
    });
    nodes.collect()
}

/// A name in one line of the picture, or in two.
fn lines(name: &Arc<str>) -> (Arc<str>, Arc<str>) {
    let width = |text: &str| text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum::<usize>();
    if width(name) <= LINE {
        return (name.clone(), Arc::default());
    }
    let breaks = name.char_indices().filter(|(_, sign)| *sign == ' ' || !sign.is_ascii()).map(|(at, _)| at);
    let fits = breaks.take_while(|at| width(&name[..*at]) <= LINE).last().filter(|at| *at > 0);
    let (first, rest) = name.split_at(fits.unwrap_or(name.len()));
    (first.into(), rest.trim_start().into())
}

pub(super) fn table(procedure: &Procedure) -> Table {
    let text = |name, label| TableColumn::new(name, label, "string");
    let date = |name, label| TableColumn::new(name, label, "date");
    let columns = vec![
        text("stage", "阶段"),
        text("step", "步骤"),
        text("actor", "经办"),
        date("done", "完成日期"),
        date("planned", "计划日期"),
        text("result", "办理结果"),
        text("vote", "表决"),
        text("record", "记录"),
    ];
    let text = |value: Option<&Arc<str>>| value.map_or(String::new(), |text| text.to_string());
    let day = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
    let times =
        procedure.steps().flat_map(|(step, last)| last.earlier.iter().chain([last]).map(move |one| (step, one)));
    let rows = times.map(|(step, entry)| {
        vec![
            text(procedure.options.stages.get(step.stage)),
            step.name.to_string(),
            text(step.actor.as_ref()),
            day(entry.done),
            day(entry.planned),
            text(entry.result.as_ref()),
            text(entry.vote.as_ref().map(|vote| &vote.value)),
            text(entry.record.as_ref().map(|record| &record.value)),
        ]
    });
    Table { columns, rows: rows.collect() }
}
