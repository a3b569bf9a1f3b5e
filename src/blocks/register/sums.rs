//! What rows add up to: states, sums of columns, time of stages, groups, norms.

use crate::base::date::Date;
use crate::blocks::cell::Cell;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::register::summary::{add_cell, add_total};
use crate::blocks::register::{Mark, Register, RegisterSummary, Row, State};

impl Register {
    /// What these rows add up to on `today`.
    pub(super) fn summary<'a>(&self, rows: impl Iterator<Item = &'a Row>, today: Date) -> RegisterSummary {
        let mut summary = RegisterSummary { is_sensitive: self.options.is_sensitive, ..RegisterSummary::default() };
        for row in rows {
            summary.rows += 1;
            let state = self.state(row, today).0;
            match state {
                State::None => {}
                State::Open => {
                    summary.open += 1;
                    summary.due_today += u64::from(self.date(row, ColumnType::Due) == Some(today));
                }
                State::Overdue => summary.overdue += 1,
                State::Closed => summary.closed += 1,
                State::ClosedLate => {
                    summary.closed += 1;
                    summary.closed_late += 1;
                }
                State::Unmet => summary.unmet += 1,
                State::Dropped => summary.dropped += 1,
                State::NotApplicable => summary.not_applicable += 1,
            }
            if let Some(days) = self.days_to_close(row, state) {
                *summary.days.entry(days).or_default() += 1;
            }
            for (column, cell) in self.options.columns.iter().zip(&row.cells) {
                add_cell(&mut summary, column, (cell, self.weight(row, column)));
            }
            self.add_states(row, &mut summary);
            self.add_stages(row, &mut summary);
            self.add_group(row, &mut summary);
            self.add_norms(row, &mut summary);
            match self.mark(row, today).filter(|_| !self.options.is_sensitive) {
                Some(Mark::Ended) => summary.ended += 1,
                Some(Mark::Behind(_)) => summary.behind += 1,
                None => {}
            }
        }
        summary
    }

    /// Days from where the form counts to the closing date, of a row that was done.
    fn days_to_close(&self, row: &Row, state: State) -> Option<i64> {
        let at = self.options.days_from().filter(|_| matches!(state, State::Closed | State::ClosedLate))?;
        let closed = self.date(row, ColumnType::Closed)?;
        let Cell::Date(raised) = row.cells.get(at)? else { return None };
        Some(raised.days_until(closed)).filter(|days| *days >= 0)
    }

    /// The state of the row under each of its values.
    fn add_states(&self, row: &Row, summary: &mut RegisterSummary) {
        let state = self.options.position(ColumnType::Status).map(|at| &row.cells[at]);
        let Some(Cell::Text(state)) = state else { return };
        for (column, cell) in self.options.columns.iter().zip(&row.cells) {
            if let (ColumnType::Enum, Cell::Text(value)) = (column.column_type, cell) {
                let values = summary.states.entry(column.name.clone()).or_default();
                *values.entry(value.clone()).or_default().entry(state.clone()).or_default() += 1;
            }
        }
    }

    /// Days between each two neighbouring dates of the row's stages.
    fn add_stages(&self, row: &Row, summary: &mut RegisterSummary) {
        let mut dates = self.options.stage_columns().map(|at| match row.cells[at] {
            Cell::Date(date) => Some(date),
            _ => None,
        });
        let mut before = dates.next().flatten();
        for (stage, date) in (0..).zip(dates) {
            let days = before.zip(date).map(|(from, to)| from.days_until(to)).filter(|days| *days >= 0);
            if let Some(days) = days {
                *summary.stages.entry(stage).or_default().entry(days).or_default() += 1;
            }
            before = date;
        }
    }

    /// Totals of the row under its value of the column that the form groups by.
    fn add_group(&self, row: &Row, summary: &mut RegisterSummary) {
        let Some(at) = self.options.by_column() else { return };
        let Cell::Text(value) = &row.cells[at] else { return };
        let totals = summary.by.entry(value.clone()).or_default();
        for (column, cell) in self.options.columns.iter().zip(&row.cells) {
            add_total(totals, column, (cell, self.weight(row, column)));
        }
    }

    /// For how many the cell of a column is.
    fn weight<'a>(&self, row: &'a Row, column: &Column) -> Option<&'a Cell> {
        row.cells.get(self.options.weight(column)?)
    }

    /// Counts what is in and out of its norm. Of what is sensitive that is not told.
    fn add_norms(&self, row: &Row, summary: &mut RegisterSummary) {
        for (at, column) in self.options.columns.iter().enumerate().filter(|_| !self.options.is_sensitive) {
            if let Some(place) = self.place(row, at) {
                summary.norms.entry(column.name.clone()).or_default().count(place);
            }
        }
    }
}
