//! The picture of a procedure: a line from the first step to the last.

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::blocks::procedure::Procedure;
use crate::view::block::procedure::{StageView, StepView};

/// Most steps that a picture shows one by one; beyond, it shows stages.
const TRACK: usize = 9;
/// What fits into a line of it beside a day, in widths of a Latin letter.
const LINE: usize = 30;
/// Distance of two points of the picture.
const PITCH: usize = 48;
/// Height of the first point.
const TOP: usize = 20;

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

/// Height of the last point.
pub(super) fn bottom(track: &[NodeView]) -> usize {
    y(track.len().saturating_sub(1))
}

/// Height at which the line turns from done to open.
pub(super) fn turn(track: &[NodeView]) -> usize {
    let last = track.iter().rposition(|node| matches!(node.state, "done" | "refused" | "current"));
    y(last.unwrap_or(0))
}

fn y(at: usize) -> usize {
    TOP + at * PITCH
}

/// The points of the picture: the steps, or the stages where there are many.
pub(super) fn track(procedure: &Procedure, steps: &[StepView], stages: &[StageView]) -> Vec<NodeView> {
    if steps.len() <= TRACK || stages.len() < 2 {
        let nodes = steps.iter().enumerate().map(|(at, step)| {
            let (name, more) = lines(&step.name);
            let due = step.planned.or(step.due);
            NodeView { name, more, state: step.state, y: y(at), date: step.date, due, count: None }
        });
        return nodes.collect();
    }
    let current = procedure.current().map(|at| procedure.options().steps[at].stage);
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
