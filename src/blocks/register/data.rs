//! Rows of a register for data files.

use crate::base::period::Period;
use crate::blocks::cell::Cell;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::mask::Mask;
use crate::blocks::outcome::Outcome;
use crate::blocks::register::{Register, Row};
use crate::blocks::share::Day;
use crate::blocks::table::{Table, TableColumn};

impl Register {
    /// The columns that are not removed; behind them what the state counts as, so that every rate can be reckoned from the
    /// rows alone.
    pub(super) fn data(&self) -> Table {
        let shown = || self.options.columns.iter().enumerate().filter(|(_, column)| column.mask != Mask::Removed);
        let status = self.options.position(ColumnType::Status).filter(|at| shown().any(|(own, _)| own == *at));
        let status = status.filter(|at| self.options.columns[*at].outcomes.states().next().is_some());
        let own = shown().map(|(_, column)| head(column));
        let counts_as =
            status.map(|_| TableColumn::new("counts-as", "算作", "string").in_words(Outcome::WORDS.words()));
        let rows = self.rows.iter().filter(|_| !self.is_page_only).map(|row| {
            let cells = shown().map(|(at, _)| row.cells.get(at).map(Cell::text).unwrap_or_default());
            cells.chain(status.map(|at| self.counts_as(row, at))).collect()
        });
        Table { columns: own.chain(counts_as).collect(), rows: rows.collect() }
    }

    /// For each row whether it stands in the sum of its year, and of which day: of lists of all there is the latest counts.
    pub(super) fn rows_in_sum(&self, period: Option<Period>, later: &[&Self]) -> Vec<Option<Day>> {
        let is_stock = |own: &Self| own.options.is_stock;
        let is_replaced = later.last().is_some_and(|last| is_stock(last));
        let is_dated = is_stock(self) && !self.options.is_sensitive;
        let day = period.filter(|_| is_dated).map_or(Day::Any, |period| Day::Latest(period.end));
        let rows = if self.is_page_only { 0 } else { self.rows.len() };
        vec![Some(day).filter(|_| !is_replaced); rows]
    }

    /// What the state of a row counts as, in the word of data files; nothing for a state that the form does not know.
    fn counts_as(&self, row: &Row, at: usize) -> String {
        let state = row.cells.get(at).map(Cell::text).unwrap_or_default();
        let outcome = self.options.columns[at].outcomes.outcome(&state);
        outcome.map_or("", |outcome| Outcome::WORDS.text(outcome).zh).to_owned()
    }
}

fn head(column: &Column) -> TableColumn {
    TableColumn::labelled(&column.name, column.label.clone(), column.format()).in_unit(&column.unit)
}
