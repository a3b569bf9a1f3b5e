//! `register`: rows with typed columns. A status and a due column make it a ledger that knows what is open and overdue.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, items};
use crate::base::lang::Text;
use crate::base::money::Money;
use crate::base::number::{Decimal, Rate};
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::column::{Cell, CellView, Column, ColumnType, Mask, read_columns};
use crate::blocks::table::{Table, TableColumn};
use crate::blocks::{BlockType, RowsAt, Summary};

rules! {
    /// A row lacks a cell that its column requires.
    CELL: Error "register/missing-cell" {
        zh: "这一行缺“{column}”（{name}）" => "补上这一栏；确实没有时，在格式里去掉这一栏的 `required`",
        en: "this row lacks “{column}” ({name})" => "fill the cell; if there can be none, drop `required` from the column",
        wrong: "- {状态: 已办结}", right: "- {事项: 路灯不亮, 状态: 已办结}",
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
        wrong: "- {事项: 路灯, 状态: 办理中, 办结日期: 2025-03-06}", right: "- {事项: 路灯, 状态: 已办结, 办结日期: 2025-03-06}",
        source: "销号制度：真正解决了才能销号", "strike-off rule: an entry is struck off only when the matter is solved",
    }
}

const HIDDEN: Text = Text { zh: "（不公开的内容）", en: "(not public)" };
const CLOSED_WITHOUT: Text = Text { zh: "却没有办结日期", en: "no closing date is given" };
const OPEN_WITH: Text = Text { zh: "却填了办结日期", en: "a closing date is given" };

/// What a form sets for a register.
#[derive(Clone, Debug, Default)]
pub struct RegisterOptions {
    /// The columns, in order.
    pub columns: Vec<Column>,
    /// Name of the column that heads a row.
    pub title: Option<Arc<str>>,
    /// Whether small counts are merged upward.
    pub is_sensitive: bool,
    /// Whether each record lists everything, so that the latest holds instead of the sum.
    pub is_stock: bool,
    /// Columns whose values may not repeat.
    pub unique: Vec<Arc<str>>,
}

impl FromNode for RegisterOptions {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let columns = fields.node("columns", diags).map(|node| read_columns(node, diags)).unwrap_or_default();
        let title: Option<Spanned<Arc<str>>> = fields.get("title", diags);
        let unique: Vec<Spanned<Arc<str>>> = fields.get("unique", diags).unwrap_or_default();
        for name in title.iter().chain(&unique).filter(|name| columns.iter().all(|own| own.name != name.value)) {
            let unknown = Diagnostic::new(&COLUMN, name.span.clone()).with("name", &name.value);
            diags.push(unknown.with_list("known", columns.iter().map(|own| &own.name)));
        }
        let options = Self {
            columns,
            title: title.map(|title| title.value),
            is_sensitive: fields.get("sensitive", diags).unwrap_or(false),
            is_stock: fields.get("stock", diags).unwrap_or(false),
            unique: unique.into_iter().map(|name| name.value).collect(),
        };
        fields.finish(diags);
        Some(options)
    }
}

impl RegisterOptions {
    fn position(&self, column_type: ColumnType) -> Option<usize> {
        self.columns.iter().position(|column| column.column_type == column_type)
    }

    /// Index of the column that heads a row.
    fn title(&self) -> usize {
        let named = |name: &Arc<str>| self.columns.iter().position(|column| column.name == *name);
        let found = self.title.as_ref().and_then(named);
        found.or_else(|| self.position(ColumnType::Text)).unwrap_or(0)
    }
}

/// Rows of a register.
#[derive(Clone, Debug)]
pub struct Register {
    options: Arc<RegisterOptions>,
    rows: Vec<Row>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct Row {
    cells: Vec<Cell>,
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

/// What rises through the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RegisterSummary {
    /// Rows.
    pub rows: u64,
    /// Rows not done and not yet due.
    pub open: u64,
    /// Rows not done and past their due day.
    pub overdue: u64,
    /// Rows done.
    pub closed: u64,
    /// Of these, done late.
    pub closed_late: u64,
    /// Rows with this many days from the first date to the closing date, for the median.
    pub days: BTreeMap<i64, u64>,
    /// Rows by column and value.
    pub values: BTreeMap<Arc<str>, BTreeMap<Box<str>, u64>>,
    /// Totals by column: money in fen, others in ten-thousandths.
    pub totals: BTreeMap<Arc<str>, Total>,
    /// Whether counts under 3 are merged upward.
    pub is_sensitive: bool,
}

/// Total of one column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Total {
    /// Sum of the amounts.
    pub money: Money,
    /// Sum of the other numbers.
    pub number: Decimal,
    /// Sum of the rates.
    pub rate: Rate,
    /// Cells that were filled.
    pub cells: u64,
}

impl Total {
    fn add(&mut self, other: &Self) {
        self.money = self.money + other.money;
        self.number = Decimal(self.number.0.saturating_add(other.number.0));
        self.rate = self.rate.plus(other.rate);
        self.cells += other.cells;
    }

    fn add_cell(&mut self, cell: &Cell) {
        let mut one = Self { cells: 1, ..Self::default() };
        match cell {
            Cell::Money(amount) => one.money = *amount,
            Cell::Integer(number) => one.number = Decimal::whole(*number),
            Cell::Decimal(number) => one.number = *number,
            Cell::Rate(rate) => one.rate = *rate,
            _ => return,
        }
        self.add(&one);
    }
}

impl Summary for RegisterSummary {
    fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.open += other.open;
        self.overdue += other.overdue;
        self.closed += other.closed;
        self.closed_late += other.closed_late;
        self.is_sensitive |= other.is_sensitive;
        for (days, count) in &other.days {
            *self.days.entry(*days).or_default() += count;
        }
        for (column, counts) in &other.values {
            let own = self.values.entry(column.clone()).or_default();
            for (value, count) in counts {
                *own.entry(value.clone()).or_default() += count;
            }
        }
        for (column, total) in &other.totals {
            self.totals.entry(column.clone()).or_default().add(total);
        }
    }
}

impl RegisterSummary {
    /// Done of all that have a status.
    pub fn closing_rate(&self) -> Rate {
        let whole = self.open + self.overdue + self.closed;
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        Rate { is: signed(self.closed), of: signed(whole) }
    }

    /// Median of the days from the first date to the closing date; of two middle ones the lower.
    pub fn median_days(&self) -> Option<i64> {
        let count: u64 = self.days.values().sum();
        let mut seen = 0;
        self.days
            .iter()
            .find(|(_, rows)| {
                seen += **rows;
                seen * 2 >= count
            })
            .map(|(days, _)| *days)
    }
}

/// What the partial sees.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterView {
    /// The columns that have anything to show.
    pub columns: Vec<ColumnView>,
    /// The rows.
    pub rows: Vec<RowView>,
    /// Total of each shown column, aligned with `columns`; `None` where nothing is added up.
    pub totals: Vec<Option<CellView>>,
    /// Whether any total stands there.
    pub has_totals: bool,
    /// Whether the rows have a status.
    pub is_ledger: bool,
    /// Counts by state.
    pub counts: CountsView,
    /// Labels of columns withheld from the public.
    pub withheld: Vec<String>,
    /// Counts by value for each `enum` and `status` column.
    pub splits: Vec<SplitView>,
}

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// Stable name.
    pub name: Arc<str>,
    /// What it is called.
    pub label: String,
    /// Unit, empty for none.
    pub unit: Arc<str>,
    /// Whether cells are set flush right.
    pub is_number: bool,
    /// Whether it heads the row.
    pub is_title: bool,
    /// Whether its cells may name a record, an attachment or an organisation.
    pub is_reference: bool,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// The cells, aligned with the columns.
    pub cells: Vec<CellView>,
    /// Where it stands.
    pub state: State,
    /// Days past the due day of an overdue row, or of one done late.
    pub days_late: i64,
}

/// Counts by state.
#[derive(Clone, Debug, Serialize)]
pub struct CountsView {
    /// Rows.
    pub rows: u64,
    /// Not done, not yet due.
    pub open: u64,
    /// Not done, past due.
    pub overdue: u64,
    /// Done.
    pub closed: u64,
    /// Done late.
    pub closed_late: u64,
    /// Done of all.
    pub rate: Rate,
    /// The rate in ten-thousandths.
    pub share: i64,
    /// Median days to the end.
    pub median_days: Option<i64>,
}

/// Rows by value of one column.
#[derive(Clone, Debug, Serialize)]
pub struct SplitView {
    /// The column.
    pub label: String,
    /// Values with their counts, most first.
    pub values: Vec<(Box<str>, u64)>,
}

impl Register {
    /// The rows' states on `today`, with their spans.
    pub fn states(&self, today: Date) -> impl Iterator<Item = (State, &Span)> {
        self.rows.iter().map(move |row| (self.state(row, today).0, &row.span))
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// What a page shows of some of the rows; counts and totals are those of all.
    pub fn view_of(&self, today: Date, rows: Range<usize>) -> RegisterView {
        let summary = self.summary(today);
        let shown = self.shown();
        let title = self.options.title();
        let columns = shown.iter().map(|at| {
            let column = &self.options.columns[*at];
            ColumnView {
                name: column.name.clone(),
                label: column.label.get("zh-Hans").to_owned(),
                unit: column.unit.clone(),
                is_number: column.is_number() || column.column_type == ColumnType::Rate,
                is_title: *at == title,
                is_reference: matches!(column.column_type, ColumnType::Proof | ColumnType::Org),
            }
        });
        let last = rows.end.min(self.rows.len());
        let rows = self.rows[rows.start.min(last)..last].iter().map(|row| {
            let (state, days_late) = self.state(row, today);
            RowView { cells: shown.iter().map(|at| row.cells[*at].view()).collect(), state, days_late }
        });
        let totals: Vec<_> = shown.iter().map(|at| total_view(&self.options.columns[*at], &summary)).collect();
        let withheld = self.options.columns.iter().enumerate().filter(|(at, column)| {
            column.mask == Mask::Removed && self.rows.iter().any(|row| row.cells[*at] == Cell::Removed)
        });
        RegisterView {
            columns: columns.collect(),
            rows: rows.collect(),
            has_totals: self.rows.len() > 1 && totals.iter().any(Option::is_some),
            totals,
            is_ledger: self.options.position(ColumnType::Status).is_some(),
            counts: counts_view(&summary),
            withheld: withheld.map(|(_, column)| column.label.get("zh-Hans").to_owned()).collect(),
            splits: self.splits(&summary),
        }
    }

    fn date(&self, row: &Row, column_type: ColumnType) -> Option<Date> {
        match row.cells.get(self.options.position(column_type)?)? {
            Cell::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The row's state and how many days late it is.
    fn state(&self, row: &Row, today: Date) -> (State, i64) {
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

    fn summary(&self, today: Date) -> RegisterSummary {
        let mut summary = RegisterSummary { is_sensitive: self.options.is_sensitive, ..RegisterSummary::default() };
        for row in &self.rows {
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
        }
        summary
    }

    /// Indexes of the columns that have anything to show.
    fn shown(&self) -> Vec<usize> {
        let columns = self.options.columns.iter().enumerate();
        let filled = |at: usize| self.rows.iter().any(|row| !matches!(row.cells[at], Cell::Empty | Cell::Removed));
        columns.filter(|(at, column)| column.mask != Mask::Removed && filled(*at)).map(|(at, _)| at).collect()
    }

    fn splits(&self, summary: &RegisterSummary) -> Vec<SplitView> {
        let columns = self.options.columns.iter();
        let split = columns.filter_map(|column| {
            let counts = summary.values.get(&column.name)?;
            let mut values: Vec<_> = counts.iter().map(|(value, count)| (value.clone(), *count)).collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            Some(SplitView { label: column.label.get("zh-Hans").to_owned(), values })
        });
        split.collect()
    }
}

fn add_cell(summary: &mut RegisterSummary, column: &Column, cell: &Cell) {
    match cell {
        Cell::Text(value) if matches!(column.column_type, ColumnType::Enum | ColumnType::Status) => {
            let counts = summary.values.entry(column.name.clone()).or_default();
            *counts.entry(value.clone()).or_default() += 1;
        }
        Cell::Money(_) | Cell::Integer(_) | Cell::Decimal(_) | Cell::Rate(_) if column.has_total => {
            summary.totals.entry(column.name.clone()).or_default().add_cell(cell);
        }
        _ => {}
    }
}

impl BlockType for Register {
    const NAME: &'static str = "register";
    const ROWS: RowsAt = RowsAt::Slot;
    type Options = RegisterOptions;
    type Summary = RegisterSummary;
    type View = RegisterView;

    fn parse(node: &Node, options: &Arc<RegisterOptions>, diags: &mut Diagnostics) -> Option<Self> {
        let rows = items(node, diags).iter().map(|node| read_row(node, options, diags)).collect();
        let register = Self { options: options.clone(), rows };
        check_unique(&register, diags);
        Some(register)
    }

    fn summarize(history: &[(Date, &Self)], today: Date) -> RegisterSummary {
        let latest = history.len().saturating_sub(1);
        let is_stock = history.last().is_some_and(|(_, register)| register.options.is_stock);
        let mut summary = RegisterSummary::default();
        for (_, register) in &history[if is_stock { latest } else { 0 }..] {
            summary.merge(&register.summary(today));
        }
        summary
    }

    fn view(&self, today: Date) -> RegisterView {
        self.view_of(today, 0..self.rows.len())
    }

    fn table(&self) -> Table {
        let columns = self.options.columns.iter().filter(|column| column.mask != Mask::Removed);
        let head = columns.map(|column| {
            TableColumn::new(&column.name, column.label.get("zh-Hans"), column.format()).in_unit(&column.unit)
        });
        let rows = self.rows.iter().map(|row| {
            let cells = row.cells.iter().zip(&self.options.columns);
            cells.filter(|(_, column)| column.mask != Mask::Removed).map(|(cell, _)| cell.text()).collect()
        });
        Table { columns: head.collect(), rows: rows.collect() }
    }

    fn masked(mut self) -> Self {
        for row in &mut self.rows {
            let cells = std::mem::take(&mut row.cells).into_iter().zip(&self.options.columns);
            row.cells = cells.map(|(cell, column)| column.masked(cell)).collect();
        }
        self
    }
}

fn counts_view(summary: &RegisterSummary) -> CountsView {
    let rate = summary.closing_rate();
    CountsView {
        rows: summary.rows,
        open: summary.open,
        overdue: summary.overdue,
        closed: summary.closed,
        closed_late: summary.closed_late,
        rate,
        share: rate.ratio(),
        median_days: summary.median_days(),
    }
}

fn total_view(column: &Column, summary: &RegisterSummary) -> Option<CellView> {
    let total = summary.totals.get(&column.name).filter(|total| total.cells > 0)?;
    Some(match column.column_type {
        ColumnType::Money => Cell::Money(total.money).view(),
        ColumnType::Rate => Cell::Rate(total.rate).view(),
        ColumnType::Integer | ColumnType::Decimal => Cell::Decimal(total.number).view(),
        _ => return None,
    })
}

fn read_row(node: &Node, options: &RegisterOptions, diags: &mut Diagnostics) -> Row {
    let mut fields = Fields::of(node, diags);
    let mut cells = Vec::with_capacity(options.columns.len());
    for column in &options.columns {
        let found = fields.named(|key| key == &*column.name || column.label.is(key), diags);
        let cell = found.and_then(|node| column.read(node, diags));
        let unread = cell.is_none() && found.is_some();
        let cell = cell.unwrap_or(Cell::Empty);
        if column.is_required && cell.is_empty() && !unread && fields.is_readable() {
            let missing = Diagnostic::new(&CELL, node.span.clone()).with("name", &column.name);
            diags.push(missing.with("column", column.label.get("zh-Hans")));
        }
        cells.push(cell);
    }
    let known: Vec<&str> = options.columns.iter().flat_map(|c| [&*c.name, c.label.get("zh-Hans")]).collect();
    fields.finish_with(&known, diags);
    let row = Row { cells, span: node.span.clone() };
    check_state(&row, options, diags);
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
                diags.push(twice.with("column", column.label.get("zh-Hans")).label(first.clone(), label));
            }
        }
    }
}
