//! What the day says of a row: that it has ended, or that what must come again did not.

use serde::Serialize;

use crate::base::date::Date;
use crate::blocks::cell::Cell;
use crate::blocks::column::Column;
use crate::blocks::register::{Register, Row};
use crate::blocks::rhythm::{missed, turns};

/// What the day says of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mark {
    /// Its last day is past.
    Ended,
    /// So many times it was due again and not done.
    Behind(i64),
}

impl Register {
    /// What `today` says of the row.
    pub fn mark(&self, row: &Row, today: Date) -> Option<Mark> {
        let mut days = self.days(row);
        days.find_map(|(column, day)| match self.months(column, row) {
            _ if column.is_end && day < today => Some(Mark::Ended),
            Some(months) => Some(missed(day, months, today)).filter(|times| *times > 0).map(Mark::Behind),
            None => None,
        })
    }

    /// Whether what the column names was done as often as it must be, when `day` is over.
    pub(super) fn is_on_time(&self, row: &Row, name: &str, day: Date) -> bool {
        let Some(Cell::Date(last)) = self.cell(row, name) else { return false };
        let column = self.options.column(name).and_then(|at| self.months(&self.options.columns[at], row));
        column.is_some_and(|months| missed(*last, months, day.plus(1)) == 0)
    }

    /// Days on which the mark of a row changes.
    pub(super) fn turns(&self) -> Vec<Date> {
        let mut found = Vec::new();
        for row in &self.rows {
            for (column, day) in self.days(row) {
                found.extend(column.is_end.then(|| day.plus(1)));
                found.extend(self.months(column, row).into_iter().flat_map(|months| turns(day, months)));
            }
        }
        found
    }

    /// The days of the row, each with its column.
    fn days<'r>(&'r self, row: &'r Row) -> impl Iterator<Item = (&'r Column, Date)> {
        let cells = self.options.columns.iter().zip(&row.cells);
        cells.filter_map(|(column, cell)| if let Cell::Date(day) = cell { Some((column, *day)) } else { None })
    }

    /// In how many months the day of the column must come again.
    fn months(&self, column: &Column, row: &Row) -> Option<u32> {
        let every = column.every.as_ref()?;
        let value = every.by.as_ref().and_then(|by| self.cell(row, &by.value)).map(Cell::text);
        every.months(value.as_deref())
    }
}
