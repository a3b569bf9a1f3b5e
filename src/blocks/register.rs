//! `register`: rows with typed columns. A status and a due column make it a ledger that knows what is open and overdue.

mod data;
mod guide;
pub mod ids;
mod layout;
mod mark;
mod options;
pub mod order;
mod overview;
mod read;
mod rows;
mod summary;
mod sums;
mod told;

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use crate::base::calendar::Calendar;
use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Rule};
use crate::base::lang::Lang;
use crate::base::period::Period;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::cell::Cell;
use crate::blocks::column::{self, Column};
use crate::blocks::columns;
use crate::blocks::flag;
use crate::blocks::guide::NewSlot;
use crate::blocks::heads::{Head, Seen};
use crate::blocks::inputs::Inputs;
use crate::blocks::mask::Mask;
use crate::blocks::outcome;
use crate::blocks::register::overview::Memo;
use crate::blocks::share::Day;
use crate::blocks::table::Table;
use crate::blocks::usual::Usual;
use crate::blocks::{BlockType, RowsAt, Summary};

pub use layout::Layout;
pub use mark::Mark;
pub use options::{Holders, RegisterOptions};
pub use overview::Overview;
pub use summary::{RegisterSummary, StatesByValue, Total};

/// Rows of a register.
#[derive(Clone, Debug)]
pub struct Register {
    options: Arc<RegisterOptions>,
    rows: Vec<Row>,
    /// Rows that only rise: nothing but a summary sees them.
    withheld: Vec<Row>,
    /// Whether its rows stand on the page and in no data file.
    is_page_only: bool,
    /// Whether its rows are all there are.
    is_complete: bool,
    /// Places of the columns that were counted from rows beside its own.
    counted: BTreeSet<usize>,
    memo: Memo,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its cells, aligned with the columns of the form.
    pub cells: Vec<Cell>,
    /// Where it was written.
    pub span: Span,
}

/// Where a row of a ledger stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// The register has no status.
    None,
    /// Not done, not yet due.
    Open,
    /// Not done, and the due day is past.
    Overdue,
    /// Done, or reached what it aimed at.
    Closed,
    /// The same, but after the due day.
    ClosedLate,
    /// Ended, and not reached.
    Unmet,
    /// Given up, cancelled or taken back.
    Dropped,
    /// There was nothing to do.
    NotApplicable,
}

impl BlockType for Register {
    const NAME: &'static str = "register";
    const ROWS: RowsAt = RowsAt::Slot;
    const RULES: &'static [&'static [&'static Rule]] =
        &[read::RULES, told::RULES, options::RULES, column::RULES, columns::RULES, flag::RULES, outcome::RULES];
    type Options = RegisterOptions;
    type Summary = RegisterSummary;

    fn parse(node: &Node, options: &Arc<RegisterOptions>, diags: &mut Diagnostics) -> Option<Self> {
        Some(read::register(node, options, diags))
    }

    fn settle(options: &mut RegisterOptions, usual: &Usual) {
        options.columns.iter_mut().for_each(|column| column.count_in(&usual.currency));
        options.smallest = usual.smallest;
    }

    fn summarize(history: &[(Option<Period>, &Self)], today: Date) -> RegisterSummary {
        let latest = history.len().saturating_sub(1);
        let is_stock = history.last().is_some_and(|(_, register)| register.options.is_stock);
        let mut summary = RegisterSummary::default();
        for (_, register) in &history[if is_stock { latest } else { 0 }..] {
            summary.merge(&register.summary(register.rows.iter().chain(&register.withheld), today));
        }
        // Of what is sensitive every list counts, so that its totals tell what `rollup::small` takes them to tell.
        let is_dated = is_stock && !summary.is_sensitive && summary.rows > 0;
        let latest = history.last().and_then(|(period, _)| *period).filter(|_| is_dated);
        summary.day = latest.map(|period| period.end);
        summary
    }

    fn table(&self) -> Table {
        self.data()
    }

    fn in_sum(&self, period: Option<Period>, later: &[&Self]) -> Vec<Option<Day>> {
        self.rows_in_sum(period, later)
    }

    fn skeleton(options: &RegisterOptions, slot: &NewSlot<'_>) -> Vec<String> {
        guide::skeleton(options, slot)
    }

    fn inputs(options: &RegisterOptions, lang: Lang) -> Inputs {
        guide::inputs(options, lang)
    }

    fn describe(options: &RegisterOptions, lang: Lang) -> Vec<String> {
        guide::describe(options, lang)
    }

    fn changes(&self, _calendar: &Calendar) -> Vec<Date> {
        self.turns()
    }

    fn is_open(&self, today: Date) -> bool {
        self.states(today).any(|(state, _)| matches!(state, State::Open | State::Overdue)) || !self.turns().is_empty()
    }

    fn is_state(&self) -> bool {
        self.is_stock()
    }

    fn is_small(&self) -> bool {
        self.options.is_sensitive && self.options.smallest.is_small(self.rows())
    }

    fn page_only(mut self) -> Self {
        self.is_page_only = true;
        self
    }

    fn without_rows(mut self) -> Self {
        self.memo = Memo::default();
        self.withheld.append(&mut self.rows);
        self
    }

    fn has_names(&self) -> bool {
        let columns = self.options.columns.iter().map(|column| column.is_personal && column.mask != Mask::Removed);
        let named: Vec<bool> = columns.collect();
        let rows = self.rows.iter().chain(&self.withheld);
        rows.flat_map(|row| row.cells.iter().zip(&named)).any(|(cell, is_named)| *is_named && !cell.is_empty())
    }

    fn without_names(mut self) -> Self {
        self.memo = Memo::default();
        for row in self.rows.iter_mut().chain(&mut self.withheld) {
            let cells = row.cells.iter_mut().zip(&self.options.columns);
            for (cell, _) in cells.filter(|(cell, column)| column.is_personal && !cell.is_empty()) {
                *cell = Cell::Removed;
            }
        }
        self
    }

    fn without_cells(mut self, cells: &BTreeSet<(usize, usize)>) -> Self {
        self.memo = Memo::default();
        for (row, column) in cells {
            let cell = self.rows.get_mut(*row).and_then(|row| row.cells.get_mut(*column));
            if let Some(cell) = cell.filter(|cell| !cell.is_empty()) {
                *cell = Cell::Removed;
            }
        }
        self
    }

    fn row_count(&self) -> usize {
        self.rows.len()
    }

    fn overdue(&self, today: Date) -> Vec<&Span> {
        self.states(today).filter(|(state, _)| *state == State::Overdue).map(|(_, span)| span).collect()
    }

    fn unanswered(&self, today: Date) -> Vec<(Date, &Span)> {
        let named = |name: &Arc<str>| self.options.columns.iter().position(|column| column.name == *name);
        let Some(at) = self.options.answers_from.as_ref().and_then(named) else { return Vec::new() };
        let waiting = self.rows.iter().filter_map(|row| {
            let Cell::Date(received) = row.cells.get(at)? else { return None };
            let is_open = matches!(self.state(row, today).0, State::Open | State::Overdue);
            is_open.then_some((*received, &row.span))
        });
        waiting.collect()
    }

    fn units(&self) -> Vec<(&str, Option<&Span>)> {
        self.orgs().map(|(unit, span)| (unit, Some(span))).collect()
    }

    fn heads(options: &RegisterOptions) -> Vec<Head> {
        options.columns.iter().map(Column::head).collect()
    }

    fn masks(options: &RegisterOptions) -> bool {
        // Of a form without columns nobody knows what its rows hold.
        options.columns.is_empty() || options.columns.iter().any(|column| column.mask != Mask::Shown)
    }

    fn seen(options: &RegisterOptions, key: &str) -> Seen {
        let column = options.columns.iter().find(|column| *column.name == *key || column.label.is(key));
        column.map_or_else(Seen::default, Column::seen)
    }

    fn is_sensitive(options: &RegisterOptions) -> bool {
        options.is_sensitive
    }

    fn has_masks(&self) -> bool {
        Self::masks(&self.options)
    }

    fn masked(mut self) -> Self {
        self.memo = Memo::default();
        for row in self.rows.iter_mut().chain(&mut self.withheld) {
            let cells = std::mem::take(&mut row.cells).into_iter().zip(&self.options.columns);
            row.cells = cells.map(|(cell, column)| column.masked(cell)).collect();
        }
        self
    }
}
