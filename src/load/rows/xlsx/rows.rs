//! The cells of a sheet row by row, with the empty ones between them and with what merged cells say.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;
use std::vec::IntoIter;

use crate::base::source::{FileName, Span};
use crate::load::rows::book::Merge;
use crate::load::rows::cell::Shown;
use crate::load::rows::head::FIRST;
use crate::load::rows::{Fault, Line, Raw};

/// What stands in the first cells of merges over several rows, by their row and column.
pub(super) type Origins = BTreeMap<(u32, u32), Option<Value>>;

/// What stands in a cell.
type Value = Result<Shown, Fault>;

/// A cell that is not empty.
pub(super) struct Found {
    pub(super) row: u32,
    pub(super) column: u32,
    pub(super) value: Value,
}

/// Cells of a sheet that were made one.
pub(super) struct Merged {
    /// By their first cells.
    pub(super) merges: Vec<Merge>,
    /// What stands in the first cells of those that hold for several rows.
    pub(super) origins: Origins,
}

/// The rows of a sheet, one after the other.
pub(super) struct Rows {
    file: FileName,
    cells: Peekable<IntoIter<Found>>,
    /// The first column that has anything.
    left: u32,
    /// Merges that begin further below.
    merges: Peekable<IntoIter<Merge>>,
    /// What stands in the first cells of those that hold for several rows.
    origins: Origins,
    /// Merges that the row is in, by their first columns.
    active: BTreeMap<u32, Merge>,
    /// Those of them that give their text to the rows below their first.
    filling: BTreeMap<u32, Merge>,
    /// Last rows and first columns of all that are active.
    ends: BTreeSet<(u32, u32)>,
    /// How many cells may still take the text of a merge.
    most: usize,
    /// Cells with something of their own under a merged one.
    pub(super) under: BTreeSet<(u32, u32)>,
}

impl Rows {
    pub(super) fn new(file: &FileName, cells: Vec<Found>, merged: Merged, most: usize) -> Self {
        let Merged { merges, origins } = merged;
        let filled = origins.iter().filter(|(_, value)| value.is_some()).map(|((_, column), _)| *column);
        let left = cells.iter().map(|cell| cell.column).chain(filled).min().unwrap_or(0);
        Self {
            file: file.clone(),
            cells: cells.into_iter().peekable(),
            left,
            merges: merges.into_iter().peekable(),
            origins,
            active: BTreeMap::new(),
            filling: BTreeMap::new(),
            ends: BTreeSet::new(),
            most,
            under: BTreeSet::new(),
        }
    }

    /// The rows among which the head is.
    pub(super) fn first(&mut self, width: usize) -> Vec<Line> {
        std::iter::from_fn(|| self.next(width, 0)).take(FIRST).collect()
    }

    /// How many rows are left.
    pub(super) fn count(self) -> usize {
        self.cells.map(|cell| cell.row).collect::<BTreeSet<u32>>().len()
    }

    /// The next row, with no more than `width` cells and no fewer than `least`.
    pub(super) fn next(&mut self, width: usize, least: usize) -> Option<Line> {
        let row = self.cells.peek()?.row;
        self.enter(row);
        let mut cells: BTreeMap<u32, (Value, Option<(u32, u32)>)> = BTreeMap::new();
        while let Some(cell) = self.cells.next_if(|cell| cell.row == row) {
            if self.is_covered(row, cell.column) {
                self.under.insert((row, cell.column));
            } else {
                cells.insert(cell.column, (cell.value, None));
            }
        }
        // Without an end a small file could ask for cells without number.
        for (column, merge) in self.filling.iter().filter(|(_, merge)| merge.first.0 < row).take(self.most) {
            if let Some(value) = self.origins.get(&merge.first).cloned().flatten() {
                cells.insert(*column, (value, Some(merge.first)));
            }
        }
        self.most = self.most.saturating_sub(self.filling.len());
        let mut line = self.line(row, cells, width);
        let empty = |place: u32| Raw::new(String::new(), Span::cell(&self.file, row, self.left + place));
        line.cells.extend((line.cells.len() as u32..least as u32).map(empty));
        Some(line)
    }

    /// Passes to a row: which merges it is in.
    fn enter(&mut self, row: u32) {
        while let Some((last, column)) = self.ends.first().copied().filter(|(last, _)| *last < row) {
            self.ends.pop_first();
            for merges in [&mut self.active, &mut self.filling] {
                if merges.get(&column).is_some_and(|merge| merge.last.0 == last) {
                    merges.remove(&column);
                }
            }
        }
        while let Some(merge) = self.merges.next_if(|merge| merge.first.0 <= row) {
            if merge.last.0 >= row {
                let column = merge.first.1;
                self.ends.insert((merge.last.0, column));
                self.active.insert(column, merge);
                if self.origins.get(&merge.first).is_some_and(Option::is_some) {
                    self.filling.insert(column, merge);
                } else {
                    self.filling.remove(&column);
                }
            }
        }
    }

    /// Whether a merged cell lies over this one.
    fn is_covered(&self, row: u32, column: u32) -> bool {
        let merge = self.active.range(..=column).next_back().map(|(_, merge)| merge);
        merge.is_some_and(|merge| merge.last.1 >= column && merge.first != (row, column))
    }

    fn line(&self, row: u32, cells: BTreeMap<u32, (Value, Option<(u32, u32)>)>, width: usize) -> Line {
        let at = |column| Span::cell(&self.file, row, column);
        let empty = |place: u32| Raw::new(String::new(), at(self.left + place));
        let mut line = Line { number: row + 1, ..Line::default() };
        for (column, (value, origin)) in cells {
            let place = column - self.left;
            let raw = match value {
                Ok(shown) => Raw { unit: shown.unit, ..Raw::new(shown.text, at(column)) },
                Err(fault) => Raw::faulty(fault, at(column)),
            };
            let origin = origin.map(|(row, column)| Span::cell(&self.file, row, column));
            let raw = Raw { origin, ..raw };
            line.count = place as usize + 1;
            if place as usize >= width {
                line.far.get_or_insert(raw);
                continue;
            }
            line.cells.extend((line.cells.len() as u32..place).map(empty));
            line.cells.push(raw);
        }
        line
    }
}
