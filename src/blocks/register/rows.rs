//! What can be asked of the rows of a register: which they are, where each stands, what it names.

use std::ops::Range;

use super::{Memo, Register, RegisterOptions, Row, State};
use crate::base::date::Date;
use crate::base::source::Span;
use crate::blocks::cell::Cell;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::mask::Mask;
use crate::blocks::norm::Place;
use crate::blocks::outcome::Outcome;
use crate::blocks::pick::{Moment, Pick};

impl Register {
    /// What the form sets.
    pub fn options(&self) -> &RegisterOptions {
        &self.options
    }

    /// Whether its rows are all there are, so that they may be counted.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Whether cells of the column at this place were counted from rows beside its own.
    pub fn is_counted(&self, column: usize) -> bool {
        self.counted.contains(&column)
    }

    /// The rows that are meant.
    pub fn picked(&self, pick: &Pick, moment: &Moment) -> Vec<&Row> {
        self.rows.iter().chain(&self.withheld).filter(|row| self.is_picked(row, pick, moment)).collect()
    }

    /// Whether the row is meant.
    pub fn is_picked(&self, row: &Row, pick: &Pick, moment: &Moment) -> bool {
        pick.holds(|name| self.cell(row, name), |name| self.is_on_time(row, name, moment.day), moment)
    }

    /// The same with other cells at these places, row and column.
    #[must_use]
    pub fn with_cells(mut self, cells: impl Iterator<Item = ((usize, usize), Cell)>) -> Self {
        self.memo = Memo::default();
        for ((row, column), cell) in cells {
            if let Some(own) = self.rows.get_mut(row).and_then(|row| row.cells.get_mut(column)) {
                *own = cell;
                self.counted.insert(column);
            }
        }
        self
    }

    /// The cell of the row in the column with this name.
    pub fn cell<'r>(&self, row: &'r Row, name: &str) -> Option<&'r Cell> {
        row.cells.get(self.options.column(name)?)
    }

    /// The rows at these places, as far as there are any.
    pub fn rows_in(&self, places: Range<usize>) -> &[Row] {
        let last = places.end.min(self.rows.len());
        &self.rows[places.start.min(last)..last]
    }

    /// Whether its rows have a status.
    pub fn is_ledger(&self) -> bool {
        self.options.position(ColumnType::Status).is_some()
    }

    /// Whether its rows are too few to be told apart, so that they stand nowhere and only rise.
    pub fn is_merged(&self) -> bool {
        !self.withheld.is_empty()
    }

    /// The rows' states on `today`, with their spans.
    pub(super) fn states(&self, today: Date) -> impl Iterator<Item = (State, &Span)> {
        self.rows.iter().map(move |row| (self.state(row, today).0, &row.span))
    }

    /// The organisations that its rows name, as written, each with the span of its row.
    pub fn orgs(&self) -> impl Iterator<Item = (&str, &Span)> {
        let columns = self.options.columns.iter().enumerate();
        let columns: Vec<usize> =
            columns.filter(|(_, column)| column.column_type == ColumnType::Org).map(|(at, _)| at).collect();
        self.rows.iter().flat_map(move |row| {
            let cells = columns.clone().into_iter().filter_map(|at| match row.cells.get(at)? {
                Cell::Text(text) => Some((&**text, &row.span)),
                _ => None,
            });
            cells.collect::<Vec<_>>()
        })
    }

    /// What each row says in the columns of units that everybody may see.
    pub fn named_units(&self) -> impl Iterator<Item = impl Iterator<Item = &str>> {
        let is_shown = |column: &Column| column.column_type == ColumnType::Org && column.mask == Mask::Shown;
        let columns = self.options.columns.iter().enumerate().filter(move |(_, column)| is_shown(column));
        let columns: Vec<usize> = columns.map(|(at, _)| at).collect();
        self.rows.iter().map(move |row| {
            columns.clone().into_iter().filter_map(|at| match row.cells.get(at)? {
                Cell::Text(text) => Some(&**text),
                _ => None,
            })
        })
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Number of rows, with those that only rise.
    pub fn rows(&self) -> u64 {
        u64::try_from(self.rows.len() + self.withheld.len()).unwrap_or(u64::MAX)
    }

    /// Whether each record lists everything, so that the latest holds instead of the sum.
    pub fn is_stock(&self) -> bool {
        self.options.is_stock
    }

    /// The row's date in the first column of a type.
    pub fn date(&self, row: &Row, column_type: ColumnType) -> Option<Date> {
        match row.cells.get(self.options.position(column_type)?)? {
            Cell::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The row's state and how many days late it is.
    pub fn state(&self, row: &Row, today: Date) -> (State, i64) {
        let Some(at) = self.options.position(ColumnType::Status) else { return (State::None, 0) };
        let Cell::Text(status) = &row.cells[at] else { return (State::None, 0) };
        let late = |day: Date| self.date(row, ColumnType::Due).map_or(0, |due| due.days_until(day)).max(0);
        match self.options.columns[at].outcomes.outcome(status) {
            Some(Outcome::Achieved) => {
                let days = self.date(row, ColumnType::Closed).map_or(0, late);
                (if days > 0 { State::ClosedLate } else { State::Closed }, days)
            }
            Some(Outcome::Open) => {
                let days = late(today);
                (if days > 0 { State::Overdue } else { State::Open }, days)
            }
            Some(Outcome::Unmet) => (State::Unmet, 0),
            Some(Outcome::Dropped) => (State::Dropped, 0),
            Some(Outcome::NotApplicable) => (State::NotApplicable, 0),
            None => (State::None, 0),
        }
    }

    /// Where the number in the column at `at` stands against its norm.
    pub fn place(&self, row: &Row, at: usize) -> Option<Place> {
        let norm = self.options.columns[at].norm.as_ref()?;
        norm.place(&row.cells[at], &self.options.columns, &row.cells)
    }
}
