//! What those who fill in ballots are told.

use std::sync::Arc;

use crate::base::lang::Lang;
use crate::blocks::guide::{NewSlot, commented};
use crate::blocks::inputs::{Fill, Input, Inputs, Rows, Table};
use crate::blocks::tally::TallyOptions;

/// A ballot to copy.
pub(super) fn skeleton(options: &TallyOptions, slot: &NewSlot<'_>) -> Vec<String> {
    let keys = ["name", "question", "date", "eligible", "present", "valid", "options", "passed"];
    let names = slot.choice(options.ballots.iter().map(|(name, _)| &**name));
    let keys = keys.into_iter().enumerate().map(|(at, key)| {
        let known = if key == "name" { &*names } else { "" };
        commented(at, slot.key(key), known)
    });
    std::iter::once(slot.head_of_rows()).chain(keys).collect()
}

/// The rules of a form: that of all ballots, then those of single ones.
pub(super) fn describe(options: &TallyOptions) -> Vec<String> {
    let others = options.ballots.iter().map(|(name, rule)| format!("{name}: {}", rule.name));
    std::iter::once(options.rule.name.to_string()).chain(others).collect()
}

/// The ballots.
pub(super) fn inputs(options: &TallyOptions, lang: Lang) -> Inputs {
    let key = |key, fill| Input::of_key(key, fill, lang);
    let names: Vec<Arc<str>> = options.ballots.iter().map(|(name, _)| name.clone()).collect();
    let columns = vec![
        key("name", Fill::Text).required().with_choices(&names),
        key("question", Fill::Text),
        key("date", Fill::Day),
        key("eligible", Fill::Number).required(),
        key("present", Fill::Number).required(),
        key("valid", Fill::Number).required(),
        key("options", Fill::Counts).required().with_choices(&options.rule.options),
        key("passed", Fill::Flag),
    ];
    Inputs { fields: Vec::new(), table: Some(Table { key: None, columns, rows: Rows::Listed(Vec::new()) }) }
}
