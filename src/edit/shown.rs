//! What a record says, as it stands in a field or a table.
//!
//! What a field cannot show stands in it as [`LOCKED`], and stays as it is as long as nobody writes something else there.

use std::sync::Arc;

use crate::base::fields::FLAG;
use crate::base::source::Span;
use crate::base::yaml::{Key, Node, Value};
use crate::blocks::inputs::{Fill, Input, Rows};
use crate::edit::part::{Field, Names, Table, of_key};
use crate::edit::source::entry;

/// Stands for what is written in a way that a field cannot show.
pub const LOCKED: &str = "〔…〕";

/// Rows of texts.
pub type Grid = Vec<Vec<String>>;

/// The entry that a field is about.
pub(super) fn field<'n>(root: &'n Node, field: &Field) -> Option<&'n (Key, Node)> {
    let above = descend(root, &field.above)?;
    entry(above, |key| field.input.is_called(key))
}

/// What stands under these keys.
pub(super) fn descend<'n>(root: &'n Node, path: &[Names]) -> Option<&'n Node> {
    path.iter().try_fold(root, |node, names| named(node, names).map(|(_, node)| node))
}

/// The entry under one of these names.
pub(super) fn named<'n>(node: &'n Node, names: &Names) -> Option<&'n (Key, Node)> {
    entry(node, |key| names.iter().any(|name| **name == *key))
}

/// The node that holds the rows of a table, and whether it stands under `rows`.
pub(super) fn holder<'n>(root: &'n Node, table: &Table) -> Option<(&'n Node, bool)> {
    let node = descend(root, &table.path)?;
    let is_listed = matches!(table.rows, Rows::Listed(_));
    if table.is_slot && is_listed && matches!(node.value, Value::Map(_)) {
        return named(node, &of_key("rows")).map(|(_, rows)| (rows, true));
    }
    Some((node, false))
}

/// What a field shows.
pub fn text(root: &Node, own: &Field) -> String {
    field(root, own).map_or(String::new(), |(_, node)| cell(node, &own.input))
}

/// What a cell shows of a value.
pub(super) fn cell(node: &Node, input: &Input) -> String {
    let shown = match (&node.value, input.fill) {
        (Value::Empty, _) => Some(String::new()),
        (Value::Text(text), Fill::Flag) => Some(truth(text).to_owned()),
        (Value::Text(text), _) => Some(text.clone()),
        (Value::List(nodes), Fill::List) => list(nodes),
        (Value::Map(_), Fill::Counts) => counts(node, ""),
        (Value::Map(_), Fill::Rate) => rate(node),
        _ => None,
    };
    shown.filter(|text| text != LOCKED).unwrap_or_else(|| LOCKED.to_owned())
}

/// A truth in the one word that forms use for it.
fn truth(text: &str) -> &str {
    match FLAG.find(text.trim()) {
        Some(true) => "true",
        Some(false) => "false",
        None => text.trim(),
    }
}

fn list(nodes: &[Node]) -> Option<String> {
    let texts: Option<Vec<&str>> =
        nodes.iter().map(|node| node.text().filter(|text| !text.contains(SEMICOLONS))).collect();
    Some(texts?.join("; "))
}

/// What stands between the members of a list and between counts.
pub(super) const SEMICOLONS: [char; 2] = [';', '；'];

/// Names with their values, `a=1;b/c=2` for what nests.
fn counts(node: &Node, above: &str) -> Option<String> {
    let Value::Map(entries) = &node.value else { return None };
    let all = entries.iter().map(|(key, value)| {
        let is_odd = key.text.contains(['=', '＝', '/', ';', '；']);
        let name = format!("{above}{}", key.text);
        match &value.value {
            _ if is_odd => None,
            Value::Empty => Some(format!("{name}=")),
            Value::Text(text) if !text.contains(SEMICOLONS) => Some(format!("{name}={text}")),
            Value::Map(_) => counts(value, &format!("{name}/")),
            _ => None,
        }
    });
    all.collect::<Option<Vec<_>>>().map(|all| all.join(";"))
}

fn rate(node: &Node) -> Option<String> {
    let side = |key| named(node, &of_key(key)).and_then(|(_, node)| node.text());
    let (is, of) = (side("is")?, side("of")?);
    let Value::Map(entries) = &node.value else { return None };
    (entries.len() == 2).then(|| format!("{is}/{of}"))
}

/// The rows of a table, a cell a column; those that a form proposes are not among them. `None` if it cannot show them.
pub fn rows(root: &Node, table: &Table) -> Option<Grid> {
    let Some((node, _)) = holder(root, table) else { return Some(Grid::new()) };
    match (&node.value, &table.rows) {
        (Value::Empty, _) => Some(Grid::new()),
        (Value::List(nodes), Rows::Listed(_)) => nodes.iter().map(|node| listed(node, &table.columns)).collect(),
        (Value::Text(_), Rows::Listed(_)) if !table.is_slot => listed(node, &table.columns).map(|row| vec![row]),
        (Value::Map(entries), Rows::Keyed { .. }) => {
            Some(entries.iter().map(|(key, node)| keyed(key, node, &table.columns)).collect())
        }
        _ => None,
    }
}

/// Whether a record says that there are no rows.
pub fn has_none(root: &Node, table: &Table) -> bool {
    holder(root, table).is_some_and(|(node, _)| matches!(&node.value, Value::List(nodes) if nodes.is_empty()))
}

/// One of several rows; a bare text is its first cell.
fn listed(node: &Node, columns: &[Input]) -> Option<Vec<String>> {
    match &node.value {
        Value::Map(_) => Some(columns.iter().map(|column| in_row(node, column)).collect()),
        Value::Text(text) => {
            let rest = columns.iter().skip(1).map(|_| String::new());
            Some(std::iter::once(text.clone()).chain(rest).collect())
        }
        _ => None,
    }
}

fn in_row(node: &Node, column: &Input) -> String {
    entry(node, |key| column.is_called(key)).map_or(String::new(), |(_, node)| cell(node, column))
}

/// A row under its name.
fn keyed(key: &Key, node: &Node, columns: &[Input]) -> Vec<String> {
    let rest = columns.iter().enumerate().skip(1).map(|(at, column)| match &node.value {
        Value::Map(entries) if entries.iter().all(|(key, _)| columns.iter().any(|own| own.is_called(&key.text))) => {
            in_row(node, column)
        }
        _ if at == 1 => cell(node, column),
        _ => String::new(),
    });
    std::iter::once(key.text.clone()).chain(rest).collect()
}

/// The rows that a form shows: those of the record, and the ones that are proposed.
pub fn with_proposed(rows: Grid, table: &Table) -> Grid {
    let width = table.columns.len();
    let has = |name: &Arc<str>| rows.iter().any(|row| row.first().is_some_and(|own| **own == **name));
    let missing: Vec<Vec<Arc<str>>> =
        table.rows.proposed().into_iter().filter(|row| row.first().is_some_and(|name| !has(name))).collect();
    let filled = missing.into_iter().map(|row| {
        let cells = row.iter().map(ToString::to_string).chain(std::iter::repeat(String::new()));
        cells.take(width).collect::<Vec<_>>()
    });
    let mut all: Grid = rows.iter().cloned().chain(filled).collect();
    if let Rows::Keyed { names, .. } = &table.rows {
        let place = |row: &Vec<String>| names.iter().position(|name| row.first().is_some_and(|own| **own == **name));
        all.sort_by_key(|row| place(row).unwrap_or(usize::MAX));
    }
    all
}

/// Rows as a spreadsheet copies them: tabs between cells.
pub fn tabbed(rows: &Grid) -> String {
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').from_writer(Vec::new());
    for row in rows {
        // Writing to memory does not fail.
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// Rows of so many cells that were filled in or pasted; empty ones are left out. What stands further right is told as the
/// number of its row.
///
/// # Errors
/// A row has more cells than there are columns; its number, from 1.
pub fn untabbed(text: &str, width: usize) -> Result<Grid, usize> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b'\t').has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Grid::new();
    for (at, row) in reader.records().enumerate() {
        let row = row.map_err(|_| at + 1)?;
        let mut cells: Vec<String> = row.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().skip(width).any(|cell| !cell.is_empty()) {
            return Err(at + 1);
        }
        cells.resize(width, String::new());
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(cells);
        }
    }
    Ok(rows)
}

/// Whether a place lies within a value or its key.
pub(super) fn covers(node: &Node, at: u32) -> bool {
    use crate::base::source::Place;
    let Span { place: Place::Bytes(start, end), .. } = node.span else { return false };
    start <= at && at <= end.max(start)
}
