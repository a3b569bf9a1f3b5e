//! From what was filled in to a source in which that stands, and in which nothing else has changed.

use std::collections::BTreeMap;

use crate::base::yaml::{Node, Value};
use crate::edit::form::Form;
use crate::edit::part::{Names, Table, of_key};
use crate::edit::rows::{Refilled, of_rows, reads_back, without_proposed};
use crate::edit::scalar::Given;
use crate::edit::shown::{self, Grid};
use crate::edit::source::Source;
use crate::edit::splice::{Frame, Splices, Want};
use crate::edit::value::{Wants, is_same, of_text, plain, put};
use crate::model::envelope::ENVELOPE;

pub use crate::edit::value::Refused;

/// What was filled in, by the ids of fields and tables; rows have tabs between their cells. What is not there stays.
pub type Filled = BTreeMap<String, String>;

/// Under this id stands the text below the keys.
pub const BODY: &str = "body";

/// What stands behind the id of a table for the answer that there are no rows.
pub const NONE: &str = "#none";

/// The source in which this was filled in.
///
/// # Errors
/// The rows cannot be told apart, or the change cannot be made without touching something else.
pub fn apply(source: &Source, form: &Form, filled: &Filled) -> Result<Source, Refused> {
    let mut wants = Wants::new();
    let mut tables: Vec<(&Table, Grid)> = Vec::new();
    for field in form.fields() {
        let Some(text) = filled.get(&field.id()).map(|text| plain(text)) else { continue };
        if text != plain(&shown::text(&source.node, field)) {
            let names = field.input.names.clone();
            put(&mut wants, &field.above, (names, of_text(&text, &field.input)));
        }
    }
    for table in form.tables() {
        let id = table.id();
        let Some(text) = filled.get(&id) else { continue };
        let rows = shown::untabbed(text, table.columns.len()).map_err(|row| Refused::Row(id, row))?;
        let Some(before) = shown::rows(&source.node, table) else { continue };
        let rows = without_proposed(rows, table);
        let says_none = rows.is_empty() && filled.contains_key(&format!("{}{NONE}", table.id()));
        if says_none && before.is_empty() && !shown::has_none(&source.node, table) {
            let empty = Want::Value(Given::List(Vec::new()));
            table
                .path
                .split_last()
                .into_iter()
                .for_each(|(last, above)| put(&mut wants, above, (last.clone(), empty.clone())));
        } else if rows != before {
            of_rows(source, Refilled { table, before: &before, rows: &rows }, &mut wants)?;
            tables.push((table, rows));
        }
    }
    let changed = with_keys(source, &wants, form)?;
    let is_right = form.fields().all(|field| {
        let now = shown::text(&changed.node, field);
        filled.get(&field.id()).is_none_or(|text| plain(text) == plain(&now) || is_same(&field.input, text, &now))
    });
    if !is_right || tables.iter().any(|(table, rows)| !reads_back(&changed, table, rows)) {
        return Err(Refused::Unsafe);
    }
    match filled.get(BODY).filter(|_| changed.has_body()) {
        Some(body) if plain(body) != plain(changed.body()) => {
            let body = plain(body).replace('\n', changed.line_end());
            let end = if body.is_empty() { "" } else { changed.line_end() };
            changed.with_body(&format!("{body}{end}")).map_err(Refused::Source)
        }
        _ => Ok(changed),
    }
}

/// The source in which keys of the envelope say this, or nothing.
///
/// # Errors
/// As [`apply`].
pub fn set(source: &Source, keys: &[(&'static str, Option<&str>)]) -> Result<Source, Refused> {
    let form = Form { sections: Vec::new() };
    let wants: Wants = keys
        .iter()
        .filter(|(key, text)| text.is_some() || source_has(source, key))
        .map(|(key, text)| {
            let want = text.map_or(Want::Nothing(true), |text| Want::Value(Given::Text(plain(text))));
            (of_key(key), want)
        })
        .collect();
    let changed = with_keys(source, &wants, &form)?;
    let reads = |(key, text): &(&'static str, Option<&str>)| {
        let now = shown::named(&changed.node, &of_key(key)).and_then(|(_, node)| node.text());
        now.unwrap_or_default() == plain(text.unwrap_or_default())
    };
    if keys.iter().all(reads) { Ok(changed) } else { Err(Refused::Unsafe) }
}

fn source_has(source: &Source, key: &'static str) -> bool {
    shown::named(&source.node, &of_key(key)).is_some()
}

/// The source with these changes of its keys, of which no other one is touched.
fn with_keys(source: &Source, wants: &Wants, form: &Form) -> Result<Source, Refused> {
    if wants.is_empty() {
        return Ok(source.clone());
    }
    let slots = form.sections.iter().map(|section| vec![section.name.clone()]);
    let order: Vec<Names> = ENVELOPE.iter().map(|key| of_key(key)).chain(slots).collect();
    let mut splices = Splices::new(&source.text, source.line_end());
    splices.map(&source.node, wants, Frame { base: source.base, order: &order });
    let changed = source.changed(splices.done()).map_err(|_| Refused::Unsafe)?;
    let is_kept = others(&source.node, wants) == others(&changed.node, wants) && source.body() == changed.body();
    if is_kept { Ok(changed) } else { Err(Refused::Unsafe) }
}

/// Everything that stands under other keys than those that change, at any depth.
fn others(node: &Node, wants: &Wants) -> Vec<String> {
    let mut all = Vec::new();
    let Value::Map(entries) = &node.value else { return all };
    for (key, node) in entries {
        let want = wants.iter().find(|(names, _)| names.iter().any(|name| **name == *key.text)).map(|(_, want)| want);
        match want {
            None => leaves(node, &key.text, &mut all),
            Some(Want::Map(inner)) if matches!(node.value, Value::Map(_)) => {
                all.extend(others(node, inner).into_iter().map(|leaf| format!("{}\n{leaf}", key.text)));
            }
            // A text in the place of keys would be lost.
            Some(Want::Map(_)) if !node.is_empty() => leaves(node, &key.text, &mut all),
            Some(_) => {}
        }
    }
    all.sort_unstable();
    all
}

fn leaves(node: &Node, path: &str, all: &mut Vec<String>) {
    match &node.value {
        Value::Map(entries) => {
            entries.iter().for_each(|(key, node)| leaves(node, &format!("{path}\n{}", key.text), all))
        }
        Value::List(nodes) => {
            nodes.iter().enumerate().for_each(|(at, node)| leaves(node, &format!("{path}\n#{at}"), all));
        }
        Value::Text(text) => all.push(format!("{path}\n={text}")),
        Value::Empty | Value::Unread => all.push(format!("{path}\n~")),
    }
}
