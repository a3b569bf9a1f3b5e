//! What those who fill in a procedure are told.

use crate::base::lang::Lang;
use crate::blocks::guide::{NewSlot, line, quoted, word};
use crate::blocks::inputs::{Fill, Input, Inputs, Rows, Table};
use crate::blocks::procedure::{ProcedureOptions, Step};

/// A line for each step, with who takes it.
pub(super) fn skeleton(options: &ProcedureOptions, slot: &NewSlot<'_>) -> Vec<String> {
    let steps = options.steps.iter().map(|step| {
        let actor = step.actor.as_deref().unwrap_or_default();
        line(&format!("  {}", quoted(&step.name)), "", actor)
    });
    std::iter::once(slot.head()).chain(steps).collect()
}

/// The steps of a form by stage, each with what it needs and its times.
pub(super) fn describe(options: &ProcedureOptions, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    for (at, stage) in options.stages.iter().enumerate() {
        lines.push(format!("{stage}:"));
        let own = options.steps.iter().filter(|step| step.stage == at);
        lines.extend(own.map(|step| format!("  {}", step_line(lang, options, step))));
    }
    lines
}

fn step_line(lang: Lang, options: &ProcedureOptions, step: &Step) -> String {
    let mut parts: Vec<String> = step.actor.iter().map(ToString::to_string).collect();
    let mut note = |is: bool, zh, en| parts.extend(is.then(|| word(lang, zh, en).to_owned()));
    note(step.is_publication, "要有公示公告", "a notice");
    note(step.needs_vote, "要有表决", "a ballot");
    note(step.is_optional, "可以没有", "optional");
    for (term, zh, en) in [(step.due, "以内", "within"), (step.wait, "以后", "not before")] {
        let Some(term) = term else { continue };
        let after = &options.steps[term.after].name;
        let length = term.length.said(lang);
        parts.push(match lang {
            Lang::Zh => format!("“{after}”后 {length}{zh}"),
            Lang::En => format!("{en} {length} after “{after}”"),
        });
    }
    if let Some(to) = step.on_refusal {
        parts.push(format!("{} → {}", word(lang, "不通过", "refused"), options.steps[to].name));
    }
    let rest = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(word(lang, "，", ", "))) };
    format!("{}{rest}", step.name)
}

/// A row for each step.
pub(super) fn inputs(options: &ProcedureOptions, lang: Lang) -> Inputs {
    let key = |key, fill| Input::of_key(key, fill, lang);
    let columns = vec![
        key("step", Fill::Text),
        key("done", Fill::Day),
        key("planned", Fill::Day),
        key("result", Fill::Text),
        key("vote", Fill::Text),
        key("record", Fill::Text),
        key("refused", Fill::Flag),
        key("note", Fill::Text),
    ];
    let names = options.steps.iter().map(|step| step.name.clone()).collect();
    let rows = Rows::Keyed { names, is_open: false };
    Inputs { fields: Vec::new(), table: Some(Table { key: None, columns, rows }) }
}
