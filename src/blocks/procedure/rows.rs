//! Rows of a procedure for data files.

use std::sync::Arc;

use crate::base::date::Date;
use crate::blocks::procedure::Procedure;
use crate::blocks::table::{Table, TableColumn};

/// One row a step, and one for each time that it was gone through before.
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
