//! What becomes of rows: from those that a record has and those that were filled in to the cells and lines that change.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::base::yaml::{Node, Value};
use crate::blocks::inputs::{Input, Rows as How};
use crate::edit::part::{Names, Table, of_key};
use crate::edit::scalar::Given;
use crate::edit::shown::{self, Grid, LOCKED};
use crate::edit::source::Source;
use crate::edit::splice::{Rows, Want};
use crate::edit::value::{Refused, Wants, given, is_same, of_text, plain, put};

fn is_same_row(table: &Table, filled: &[String], now: &[String]) -> bool {
    let cells = table.columns.iter().zip(filled.iter().zip(now));
    cells.into_iter().all(|(column, (filled, now))| plain(filled) == plain(now) || is_same(column, filled, now))
}

/// Whether the rows of a changed source are those that were filled in.
pub(super) fn reads_back(changed: &Source, table: &Table, filled: &Grid) -> bool {
    let Some(now) = shown::rows(&changed.node, table) else { return false };
    let is_said = |row: &&Vec<String>| row.iter().skip(1).any(|cell| !cell.is_empty());
    match table.rows {
        How::Listed(_) => {
            now.len() == filled.len() && now.iter().zip(filled).all(|(now, row)| is_same_row(table, row, now))
        }
        How::Keyed { .. } => filled.iter().filter(is_said).all(|row| {
            let own = now.iter().find(|own| own[0] == row[0]);
            own.is_some_and(|now| is_same_row(table, row, now))
        }),
    }
}

/// The rows without those that the form proposes and in which nothing else was filled in.
pub(super) fn without_proposed(rows: Grid, table: &Table) -> Grid {
    let How::Listed(proposed) = &table.rows else { return rows };
    let is_bare = |row: &Vec<String>| {
        proposed.iter().any(|own| {
            let cells = own.iter().map(|cell| &**cell).chain(std::iter::repeat(""));
            row.iter().map(|cell| &**cell).eq(cells.take(row.len()))
        })
    };
    rows.into_iter().filter(|row| !is_bare(row)).collect()
}

/// A table whose rows were filled in anew.
#[derive(Clone, Copy)]
pub(super) struct Refilled<'a> {
    pub(super) table: &'a Table,
    /// The rows that the record has.
    pub(super) before: &'a Grid,
    /// Those that it will have.
    pub(super) rows: &'a Grid,
}

/// Adds to `wants` what changes in the source of a record so that a table has its new rows.
pub(super) fn of_rows(source: &Source, refilled: Refilled<'_>, wants: &mut Wants) -> Result<(), Refused> {
    let table = refilled.table;
    let Some((last, above)) = table.path.split_last() else { return Ok(()) };
    let held = shown::holder(&source.node, table);
    let nodes = match held.map(|(node, _)| &node.value) {
        Some(Value::List(nodes)) => nodes.as_slice(),
        _ => &[],
    };
    let want = match &table.rows {
        How::Listed(_) => Want::Rows(listed(refilled, nodes)?),
        How::Keyed { .. } => Want::Map(keyed(refilled, held.map(|(node, _)| node))),
    };
    if held.is_some_and(|(_, is_below)| is_below) {
        put(wants, &table.path, (of_key("rows"), want));
    } else {
        put_table(wants, above, (last.clone(), want));
    }
    Ok(())
}

/// Puts the rows below their keys; a map of rows goes together with what else of the same map changes.
fn put_table(wants: &mut Wants, above: &[Names], (last, want): (Names, Want)) {
    match want {
        Want::Map(inner) => {
            let path: Vec<Names> = above.iter().cloned().chain([last]).collect();
            inner.into_iter().for_each(|one| put(wants, &path, one));
        }
        want => put(wants, above, (last, want)),
    }
}

/// What becomes of rows one behind the other: those that are there as they were stay, in between cells change row by row.
/// Where a row holds more than a form shows, it must be plain which row is which.
fn listed(refilled: Refilled<'_>, nodes: &[Node]) -> Result<Rows, Refused> {
    let Refilled { before, rows, .. } = refilled;
    let mut all = Rows::default();
    let (mut from, mut to) = (0, 0);
    for (old, new) in kept(before, rows).into_iter().chain([(before.len(), rows.len())]) {
        gap(refilled, nodes, Gap { at: from..old, to: to..new }, &mut all)?;
        (from, to) = (old + 1, new + 1);
    }
    Ok(all)
}

/// The places of rows between two that stay.
struct Gap {
    /// Among the rows of before.
    at: Range<usize>,
    /// Among the new ones.
    to: Range<usize>,
}

/// What becomes of the rows between two that stay.
fn gap(refilled: Refilled<'_>, nodes: &[Node], gap: Gap, all: &mut Rows) -> Result<(), Refused> {
    let (Refilled { table, before, rows }, Gap { at, to }) = (refilled, gap);
    let (old, new) = (&before[at.clone()], &rows[to]);
    let is_shown = |at: usize| {
        nodes.get(at).is_none_or(|node| is_whole(node, table)) && !before[at].iter().any(|cell| cell == LOCKED)
    };
    let is_map = |at: usize| matches!(nodes.get(at).map(|node| &node.value), Some(Value::Map(_)));
    let pairs = match () {
        () if !at.clone().all(is_map) => Vec::new(),
        () if at.clone().all(is_shown) => (0..old.len().min(new.len())).map(|pair| (pair, pair)).collect(),
        () => {
            let pairs = by_name(old, new).ok_or(Refused::Unsafe)?;
            // What a form does not show would go with a row that is written anew.
            let is_lost = |place: usize| !is_shown(at.start + place) && !pairs.iter().any(|(own, _)| *own == place);
            if new.len() > pairs.len() && (0..old.len()).any(is_lost) {
                return Err(Refused::Unsafe);
            }
            pairs
        }
    };
    let (mut from, mut to) = (0, 0);
    for (last, other) in pairs.into_iter().chain([(old.len(), new.len())]) {
        all.gone.extend(at.start + from..at.start + last);
        let more: Vec<Given> = new[to..other].iter().map(|row| whole(&table.columns, row)).collect();
        all.new.extend((!more.is_empty()).then_some((at.start + last, more)));
        if last < old.len() {
            let wants = cells(table, &old[last], &new[other]);
            all.changed.extend((!wants.is_empty()).then_some((at.start + last, wants)));
        }
        (from, to) = (last + 1, other + 1);
    }
    Ok(())
}

/// Which of the rows is which by their first cells; `None` if two have the same one and it is not plain by their order.
fn by_name(old: &[Vec<String>], new: &[Vec<String>]) -> Option<Vec<(usize, usize)>> {
    let names = |rows: &[Vec<String>]| rows.iter().map(|row| row[..1].to_vec()).collect::<Grid>();
    let (old, new) = (names(old), names(new));
    let is_plain = old == new || old.iter().collect::<BTreeSet<_>>().len() == old.len();
    (is_plain || new.is_empty()).then(|| kept(&old, &new))
}

/// Pairs of rows that stay as they are, in order: the longest such run, unless that takes too long to find.
fn kept(before: &Grid, rows: &Grid) -> Vec<(usize, usize)> {
    const MOST: usize = 1_000_000;
    let head = before.iter().zip(rows).take_while(|(a, b)| a == b).count();
    let left = before.len().min(rows.len()) - head;
    let tail = before.iter().rev().zip(rows.iter().rev()).take(left).take_while(|(a, b)| a == b).count();
    let (old, new) = (&before[head..before.len() - tail], &rows[head..rows.len() - tail]);
    let mut pairs: Vec<(usize, usize)> = (0..head).map(|at| (at, at)).collect();
    if old.len() * new.len() <= MOST {
        let width = new.len() + 1;
        let mut best = vec![0_u32; (old.len() + 1) * width];
        for (a, row) in old.iter().enumerate().rev() {
            for (b, other) in new.iter().enumerate().rev() {
                let next = if row == other { best[(a + 1) * width + b + 1] + 1 } else { 0 };
                best[a * width + b] = next.max(best[(a + 1) * width + b]).max(best[a * width + b + 1]);
            }
        }
        let (mut a, mut b) = (0, 0);
        while a < old.len() && b < new.len() {
            if old[a] == new[b] {
                pairs.push((head + a, head + b));
                (a, b) = (a + 1, b + 1);
            } else if best[(a + 1) * width + b] >= best[a * width + b + 1] {
                a += 1;
            } else {
                b += 1;
            }
        }
    }
    pairs.extend((0..tail).map(|at| (before.len() - tail + at, rows.len() - tail + at)));
    pairs
}

/// Whether a form shows all that stands in a row.
fn is_whole(row: &Node, table: &Table) -> bool {
    let Value::Map(entries) = &row.value else { return true };
    entries.iter().all(|(key, _)| table.columns.iter().any(|column| column.is_called(&key.text)))
}

/// The cells of a row that change.
fn cells(table: &Table, before: &[String], row: &[String]) -> Wants {
    let all = table.columns.iter().zip(before.iter().zip(row)).filter(|(_, (old, new))| old != new);
    all.map(|(column, (_, new))| (column.names.clone(), of_text(new, column))).collect()
}

/// A new row, of the cells in which something stands.
fn whole(columns: &[Input], row: &[String]) -> Given {
    let said = columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty() && *cell != LOCKED);
    Given::Map(said.map(|(column, cell)| (column.key().to_string(), given(cell, column))).collect())
}

/// What becomes of rows under their names.
fn keyed(refilled: Refilled<'_>, node: Option<&Node>) -> Wants {
    let Refilled { table, before, rows } = refilled;
    let mut wants = Wants::new();
    for row in rows.iter().filter(|row| !row[0].is_empty()) {
        let old = before.iter().find(|own| own[0] == row[0]);
        let name = vec![Arc::from(&*row[0])];
        let is_said = row.iter().skip(1).any(|cell| !cell.is_empty());
        let is_map = node
            .and_then(|node| shown::named(node, &name))
            .is_some_and(|(_, node)| matches!(node.value, Value::Map(_)));
        match old {
            Some(old) if old == row => {}
            Some(old) if is_said && is_map => wants.push((name, Want::Map(cells(table, old, row)))),
            Some(_) if !is_said => wants.push((name, Want::Nothing(false))),
            None if !is_said => {}
            _ => wants.push((name, Want::Value(value_of(table, row)))),
        }
    }
    let gone = before.iter().filter(|old| !rows.iter().any(|row| row[0] == old[0]));
    wants.extend(gone.map(|old| (vec![Arc::from(&*old[0])], Want::Nothing(false))));
    wants
}

/// A row under its name: the second cell alone, or a map.
fn value_of(table: &Table, row: &[String]) -> Given {
    let is_alone = row.iter().skip(2).all(String::is_empty);
    if is_alone { given(&row[1], &table.columns[1]) } else { whole(&table.columns[1..], &row[1..]) }
}
