//! Beside which field, row and column of a form a message stands.

use crate::base::diag::Diagnostic;
use crate::base::source::Place;
use crate::base::yaml::{Node, Value};
use crate::blocks::inputs::Rows;
use crate::edit::form::Form;
use crate::edit::part::Table;
use crate::edit::shown::{self, covers};
use crate::edit::source::Source;

/// A place in a form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// Id of the field or table; none for the record as a whole.
    pub field: Option<String>,
    /// The row, from 0.
    pub row: Option<usize>,
    /// The column, from 0.
    pub column: Option<usize>,
}

/// Where a message about this source belongs.
pub fn of(source: &Source, form: &Form, problem: &Diagnostic) -> Spot {
    if problem.rule.name == "key/missing"
        && let Some(id) =
            problem.text_of("key").and_then(|key| form.fields().map(|field| field.id()).find(|id| id == key))
    {
        return Spot { field: Some(id), ..Spot::default() };
    }
    let Place::Bytes(start, _) = problem.span.place else { return Spot::default() };
    if problem.span.file != source.file {
        return Spot::default();
    }
    let field = form.fields().find(|field| {
        shown::field(&source.node, field).is_some_and(|(key, node)| {
            covers(node, start) || matches!(key.span.place, Place::Bytes(a, b) if (a..=b).contains(&start))
        })
    });
    if let Some(field) = field {
        return Spot { field: Some(field.id()), ..Spot::default() };
    }
    form.tables().find_map(|table| in_table(source, table, start)).unwrap_or_default()
}

fn in_table(source: &Source, table: &Table, at: u32) -> Option<Spot> {
    let (node, _) = shown::holder(&source.node, table)?;
    let field = Some(table.id());
    match (&node.value, &table.rows) {
        (Value::List(nodes), _) => {
            let row = nodes.iter().position(|node| covers(node, at));
            let column = row.and_then(|row| column(&nodes[row], table, at));
            (covers(node, at)).then_some(Spot { field, row, column })
        }
        (Value::Map(entries), Rows::Keyed { .. }) => {
            let is_there =
                |key: &crate::base::yaml::Key| matches!(key.span.place, Place::Bytes(a, b) if (a..=b).contains(&at));
            let row = entries.iter().position(|(key, node)| is_there(key) || covers(node, at));
            covers(node, at).then_some(Spot { field, row, column: None })
        }
        _ => covers(node, at).then_some(Spot { field, ..Spot::default() }),
    }
}

fn column(row: &Node, table: &Table, at: u32) -> Option<usize> {
    let Value::Map(entries) = &row.value else { return None };
    let (key, _) = entries.iter().find(|(key, node)| {
        covers(node, at) || matches!(key.span.place, Place::Bytes(a, b) if (a..=b).contains(&at))
    })?;
    // A message about a row as a whole stands where the row begins.
    let is_first = covers(row, at) && matches!(row.span.place, Place::Bytes(a, _) if a == at);
    table.columns.iter().position(|column| column.is_called(&key.text)).filter(|_| !is_first)
}
