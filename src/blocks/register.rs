//! `register`: rows with typed columns. A status and a due column make it a ledger that knows what is open and overdue.

mod guide;
mod options;
mod overview;
mod summary;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::fields::Fields;
use crate::base::lang::{Lang, Text};
use crate::base::money::Money;
use crate::base::number::Decimal;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::cell::Cell;
use crate::blocks::column::{self, Column};
use crate::blocks::column_type::ColumnType;
use crate::blocks::columns;
use crate::blocks::guide::NewSlot;
use crate::blocks::heads::Head;
use crate::blocks::mask::Mask;
use crate::blocks::norm::Place;
use crate::blocks::register::overview::Memo;
use crate::blocks::register::summary::{add_cell, add_total};
use crate::blocks::table::{Table, TableColumn};
use crate::blocks::totals::{self, Added, Total as Stated};
use crate::blocks::usual::Usual;
use crate::blocks::{BlockType, RowsAt, Summary};

pub use options::RegisterOptions;
pub use overview::Overview;
pub use summary::{RegisterSummary, StatesByValue, Total};

rules! {
    /// A row lacks a cell that its column requires.
    CELL: Error "register/missing-cell" {
        zh: "这一行缺“{column}”（{name}）" => "补上这一栏：`gongkai kinds` 里标 * 的栏不能空",
        en: "this row lacks “{column}” ({name})" => "fill the cell: columns with a * in `gongkai kinds` cannot be empty",
        wrong: "- {登记日期: 2025-07-01, 状态: 办理中}", right: "- {登记日期: 2025-07-01, 问题: 路灯不亮, 状态: 办理中}",
    }
    /// A value that must be unique stands twice.
    DUPLICATE: Warning "register/duplicate" {
        zh: "“{column}”一栏的 `{value}` 出现两次" => "查对是不是同一件事登记了两遍",
        en: "`{value}` stands twice in column “{column}”" => "see whether one matter was entered twice",
    }
    /// A form names a column that it does not have.
    COLUMN: Error "register/unknown-column" {
        zh: "没有名为 `{name}` 的栏" => "写 `columns` 里某一栏的 `name`：{known}",
        en: "there is no column `{name}`" => "name one of `columns`: {known}",
    }
    /// Closed without a date, or open with one.
    STATE: Warning "register/state-differs" {
        zh: "状态是 `{status}`，{date}" => "状态和办结日期要一致：办结了就填日期，没办结就不填",
        en: "the status is `{status}`, yet {date}" => "let status and date agree: a date where it is closed, none where it is open",
        wrong: "- {登记日期: 2025-03-01, 问题: 路灯不亮, 状态: 办理中, 办结日期: 2025-03-06}", right: "- {登记日期: 2025-03-01, 问题: 路灯不亮, 状态: 已办结, 办结日期: 2025-03-06}",
        source: "销号制度：真正解决了才能销号", "strike-off rule: an entry is struck off only when the matter is solved",
    }
}

const HIDDEN: Text = Text { zh: "（不公开的内容）", en: "(not public)" };
const CLOSED_WITHOUT: Text = Text { zh: "却没有办结日期", en: "no closing date is given" };
const OPEN_WITH: Text = Text { zh: "却填了办结日期", en: "a closing date is given" };

/// Counts under this in a sensitive register are not told apart (GB/T 42460-2023).
pub const SMALL: u64 = 3;

/// Rows of a register.
#[derive(Clone, Debug)]
pub struct Register {
    options: Arc<RegisterOptions>,
    rows: Vec<Row>,
    /// Rows that only rise: nothing but a summary sees them.
    withheld: Vec<Row>,
    /// Whether its rows stand on the page and in no data file.
    is_page_only: bool,
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
    /// Done.
    Closed,
    /// Done, but after the due day.
    ClosedLate,
}

impl Register {
    /// What the form sets.
    pub fn options(&self) -> &RegisterOptions {
        &self.options
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
    fn states(&self, today: Date) -> impl Iterator<Item = (State, &Span)> {
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
        let is = |values: &[Arc<str>]| values.iter().any(|value| **value == **status);
        let column = &self.options.columns[at];
        if is(&column.closed) {
            let days = self.date(row, ColumnType::Closed).map_or(0, late);
            return (if days > 0 { State::ClosedLate } else { State::Closed }, days);
        }
        if is(&column.open) {
            let days = late(today);
            return (if days > 0 { State::Overdue } else { State::Open }, days);
        }
        (State::None, 0)
    }

    /// Days from the row's first date to its closing date.
    fn days_to_close(&self, row: &Row) -> Option<i64> {
        let closed = self.date(row, ColumnType::Closed)?;
        let raised = self.date(row, ColumnType::Date)?;
        Some(raised.days_until(closed)).filter(|days| *days >= 0)
    }

    fn summary<'a>(&self, rows: impl Iterator<Item = &'a Row>, today: Date) -> RegisterSummary {
        let mut summary = RegisterSummary { is_sensitive: self.options.is_sensitive, ..RegisterSummary::default() };
        for row in rows {
            summary.rows += 1;
            match self.state(row, today).0 {
                State::None => {}
                State::Open => summary.open += 1,
                State::Overdue => summary.overdue += 1,
                State::Closed => summary.closed += 1,
                State::ClosedLate => {
                    summary.closed += 1;
                    summary.closed_late += 1;
                }
            }
            if let Some(days) = self.days_to_close(row) {
                *summary.days.entry(days).or_default() += 1;
            }
            for (column, cell) in self.options.columns.iter().zip(&row.cells) {
                add_cell(&mut summary, column, cell);
            }
            self.add_states(row, &mut summary);
            self.add_stages(row, &mut summary);
            self.add_group(row, &mut summary);
            self.add_norms(row, &mut summary);
        }
        summary
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
}

impl Register {
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
            add_total(totals, column, cell);
        }
    }
}

impl Register {
    /// Where the number in the column at `at` stands against its norm.
    pub fn place(&self, row: &Row, at: usize) -> Option<Place> {
        let norm = self.options.columns[at].norm.as_ref()?;
        norm.place(&row.cells[at], &self.options.columns, &row.cells)
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

impl BlockType for Register {
    const NAME: &'static str = "register";
    const ROWS: RowsAt = RowsAt::Slot;
    const RULES: &'static [&'static [&'static Rule]] = &[RULES, column::RULES, columns::RULES];
    type Options = RegisterOptions;
    type Summary = RegisterSummary;

    fn parse(node: &Node, options: &Arc<RegisterOptions>, diags: &mut Diagnostics) -> Option<Self> {
        let split = totals::split(node, diags);
        let mut unread = vec![false; options.columns.len()];
        let rows = split.rows.iter().map(|node| read_row(node, options, &mut unread, diags)).collect();
        let register =
            Self { options: options.clone(), rows, withheld: Vec::new(), is_page_only: false, memo: Memo::default() };
        check_unique(&register, diags);
        check_totals(&register, &split.totals, &unread, diags);
        Some(register)
    }

    fn settle(options: &mut RegisterOptions, usual: &Usual) {
        options.columns.iter_mut().for_each(|column| column.count_in(&usual.currency));
    }

    fn summarize(history: &[(Date, &Self)], today: Date) -> RegisterSummary {
        let latest = history.len().saturating_sub(1);
        let is_stock = history.last().is_some_and(|(_, register)| register.options.is_stock);
        let mut summary = RegisterSummary::default();
        for (_, register) in &history[if is_stock { latest } else { 0 }..] {
            summary.merge(&register.summary(register.rows.iter().chain(&register.withheld), today));
        }
        summary
    }

    fn table(&self) -> Table {
        let columns = self.options.columns.iter().filter(|column| column.mask != Mask::Removed);
        let head = columns.map(|column| {
            TableColumn::labelled(&column.name, column.label.clone(), column.format()).in_unit(&column.unit)
        });
        let rows = self.rows.iter().filter(|_| !self.is_page_only).map(|row| {
            let cells = row.cells.iter().zip(&self.options.columns);
            cells.filter(|(_, column)| column.mask != Mask::Removed).map(|(cell, _)| cell.text()).collect()
        });
        Table { columns: head.collect(), rows: rows.collect() }
    }

    fn skeleton(options: &RegisterOptions, slot: &NewSlot<'_>) -> Vec<String> {
        guide::skeleton(options, slot)
    }

    fn describe(options: &RegisterOptions, lang: Lang) -> Vec<String> {
        guide::describe(options, lang)
    }

    fn is_open(&self, today: Date) -> bool {
        self.states(today).any(|(state, _)| matches!(state, State::Open | State::Overdue))
    }

    fn is_state(&self) -> bool {
        self.is_stock()
    }

    fn is_small(&self) -> bool {
        self.options.is_sensitive && 0 < self.rows() && self.rows() < SMALL
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

/// Reads a row, and notes in which columns a cell could not be read.
fn read_row(node: &Node, options: &RegisterOptions, unread: &mut [bool], diags: &mut Diagnostics) -> Row {
    let mut fields = Fields::of(node, diags);
    let mut cells = Vec::with_capacity(options.columns.len());
    let (mut lacking, mut is_whole) = (Vec::new(), true);
    for (column, unread) in options.columns.iter().zip(unread) {
        let found = fields.named(|key| key == &*column.name || column.label.is(key), diags);
        let cell = found.and_then(|node| column.read(node, diags));
        let is_unread = cell.is_none() && found.is_some();
        *unread |= is_unread;
        let cell = cell.unwrap_or(Cell::Empty);
        if column.is_required && cell.is_empty() && !is_unread && fields.is_readable() {
            lacking.push(column);
        }
        is_whole &= !is_unread;
        cells.push(cell);
    }
    let known: Vec<&str> = options.columns.iter().flat_map(|c| [&*c.name, c.label.home()]).collect();
    let strange = fields.strange(&known);
    for column in lacking {
        let (name, label) = (&*column.name, column.label.home());
        if !strange.explains(&[name, label]) {
            let missing = Diagnostic::new(&CELL, node.span.clone()).with_own("name", name);
            diags.push(missing.with_own("column", label));
        }
    }
    // The state may stand under a key that nobody knows.
    is_whole &= strange.is_empty();
    fields.finish_with(&known, diags);
    let row = Row { cells, span: node.span.clone() };
    if is_whole {
        check_state(&row, options, diags);
    }
    row
}

fn check_state(row: &Row, options: &RegisterOptions, diags: &mut Diagnostics) {
    let (Some(status), Some(closed)) = (options.position(ColumnType::Status), options.position(ColumnType::Closed))
    else {
        return;
    };
    let Cell::Text(text) = &row.cells[status] else { return };
    let is = |values: &[Arc<str>]| values.iter().any(|value| **value == **text);
    let column = &options.columns[status];
    let has_date = !row.cells[closed].is_empty();
    let word = match () {
        () if is(&column.closed) && !has_date => CLOSED_WITHOUT,
        () if is(&column.open) && has_date => OPEN_WITH,
        () => return,
    };
    diags.push(Diagnostic::new(&STATE, row.span.clone()).with("status", text).with_word("date", word));
}

/// Compares stated totals with the rows. Where a cell could not be read, the sum is not known either.
fn check_totals(register: &Register, totals: &[Stated<'_>], unread: &[bool], diags: &mut Diagnostics) {
    let columns = register.options.columns.iter().enumerate();
    let added = columns.filter(|(at, column)| column.is_number() && column.mask == Mask::Shown && !unread[*at]);
    let mut sums = Vec::new();
    for (at, column) in added.filter(|(_, column)| !column.is_compared_by_group()) {
        let number = |cell: &Cell| match cell {
            Cell::Integer(number) | Cell::Decimal(Decimal(number)) | Cell::Money(Money(number)) => Some(*number),
            _ => None,
        };
        let shown = |number| match column.column_type {
            ColumnType::Money => Money(number).to_string(),
            ColumnType::Decimal => Decimal(number).to_string(),
            _ => number.to_string(),
        };
        let label = column.label.home();
        sums.push((label, register.rows.iter().map(|row| number(&row.cells[at]).unwrap_or(0)).collect()));
        let column = Added {
            label,
            is_named: &|key| key == &*column.name || column.label.is(key),
            read: &|node| number(&column.read(node, &mut Diagnostics::new())?),
            shown: &shown,
            cells: &|row| number(&register.rows[row].cells[at]).unwrap_or(0),
        };
        totals::compare(totals, &column, diags);
    }
    // A total below proves that the last row is one.
    if let Some(last) = register.rows.last().filter(|_| totals.is_empty()) {
        totals::check_last(&sums, &last.span, diags);
    }
}

fn check_unique(register: &Register, diags: &mut Diagnostics) {
    for (at, column) in register.options.columns.iter().enumerate() {
        if !register.options.unique.contains(&column.name) {
            continue;
        }
        let mut seen: BTreeMap<String, &Span> = BTreeMap::new();
        for row in register.rows.iter().filter(|row| !row.cells[at].is_empty()) {
            if let Some(first) = seen.insert(row.cells[at].text(), &row.span) {
                let label = Text { zh: "第一次出现在这里", en: "first here" };
                let twice = Diagnostic::new(&DUPLICATE, row.span.clone());
                let twice = match column.mask {
                    Mask::Shown => twice.with("value", row.cells[at].text()),
                    _ => twice.with_word("value", HIDDEN),
                };
                diags.push(twice.with_own("column", column.label.home()).label(first.clone(), label));
            }
        }
    }
}
