//! What the partial of a register sees.

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::base::number::Rate;
use crate::blocks::cell::{Cell, CellView};
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::norm::{NormCount, RangeView};
use crate::blocks::register::overview::Overview;
use crate::blocks::register::{Register, RegisterSummary, State, Total};

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
    /// Means of the columns that ask for one.
    pub means: Vec<MeanView>,
    /// What the numbers of a column should be, and how many are not.
    pub norms: Vec<NormView>,
    /// Whether the rows have a status.
    pub is_ledger: bool,
    /// Counts by state.
    pub counts: CountsView,
    /// Labels of columns withheld from the public.
    pub withheld: Vec<String>,
    /// Whether its rows are too few to be told apart and stand nowhere.
    pub is_merged: bool,
    /// Counts by value for each `enum` and `status` column.
    pub splits: Vec<SplitView>,
    /// Time that each step took.
    pub steps: Vec<StepView>,
}

/// Time of a step.
#[derive(Clone, Debug, Serialize)]
pub struct StepView {
    /// Label of the date that it begins with.
    pub from: String,
    /// Label of the date that it ends with.
    pub to: String,
    /// Median days.
    pub days: i64,
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

/// The mean of a column.
#[derive(Clone, Debug, Serialize)]
pub struct MeanView {
    /// What the column is called.
    pub label: String,
    /// Unit, empty for none.
    pub unit: Arc<str>,
    /// The mean.
    pub cell: CellView,
    /// The lowest and the highest, where they differ; not of what is sensitive.
    pub range: Option<(CellView, CellView)>,
}

/// The norm of a column.
#[derive(Clone, Debug, Serialize)]
pub struct NormView {
    /// What the column is called.
    pub label: String,
    /// Unit, empty for none.
    pub unit: Arc<str>,
    /// The ranges that a row of this record falls under.
    pub ranges: Vec<RangeView>,
    /// How many are outside.
    pub count: NormCount,
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
    /// Days left to the due day of a row that is not done and not yet due.
    pub days_left: Option<i64>,
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
    /// What a page shows of some of the rows; counts and totals are those of all.
    pub fn view_of(&self, today: Date, rows: Range<usize>, tongue: Tongue<'_>) -> RegisterView {
        let overview = self.overview(today);
        let Overview { summary, shown, .. } = &*overview;
        let title = self.options.title();
        let columns = shown.iter().map(|at| {
            let column = &self.options.columns[*at];
            ColumnView {
                name: column.name.clone(),
                label: tongue.label(&column.label).to_owned(),
                unit: tongue.word(&column.unit),
                is_number: column.is_number() || column.column_type == ColumnType::Rate,
                is_title: *at == title,
                is_reference: matches!(column.column_type, ColumnType::Proof | ColumnType::Org),
            }
        });
        let last = rows.end.min(self.rows.len());
        let rows = self.rows[rows.start.min(last)..last].iter().map(|row| {
            let (state, days_late) = self.state(row, today);
            let cell = |at: &usize| {
                let norm = self.place(row, *at);
                CellView { norm, ..self.options.columns[*at].view(&row.cells[*at], tongue) }
            };
            let due = self.date(row, ColumnType::Due).filter(|_| state == State::Open);
            let days_left = due.map(|due| today.days_until(due));
            RowView { cells: shown.iter().map(cell).collect(), state, days_late, days_left }
        });
        let totals: Vec<_> = shown.iter().map(|at| total_view(&self.options.columns[*at], summary)).collect();
        let withheld = overview.withheld.iter().map(|at| &self.options.columns[*at]);
        RegisterView {
            columns: columns.collect(),
            rows: rows.collect(),
            has_totals: self.rows.len() > 1 && totals.iter().any(Option::is_some),
            means: shown.iter().flat_map(|at| self.means(&self.options.columns[*at], summary, tongue)).collect(),
            norms: shown.iter().filter_map(|at| self.norm(*at, &overview, tongue)).collect(),
            totals,
            is_ledger: self.options.position(ColumnType::Status).is_some(),
            counts: counts_view(summary),
            withheld: withheld.map(|column| tongue.label(&column.label).to_owned()).collect(),
            is_merged: !self.withheld.is_empty(),
            splits: self.splits(summary, tongue),
            steps: self.steps(summary, tongue),
        }
    }

    /// Mean, lowest and highest of a column that asks for them: of each group where only groups can be compared.
    fn means(&self, column: &Column, summary: &RegisterSummary, tongue: Tongue<'_>) -> Vec<MeanView> {
        let label = tongue.label(&column.label);
        let view = |label: String, total: &Total| {
            let mean = mean_view(column, total, summary.is_sensitive)?;
            Some(MeanView { label, unit: tongue.word(&column.unit), ..mean })
        };
        let Some(by) = self.options.by_column().filter(|_| column.is_compared_by_group()) else {
            let total = summary.totals.get(&column.name);
            return total.and_then(|total| view(label.to_owned(), total)).into_iter().collect();
        };
        let groups = self.options.columns[by].values.iter();
        let totals = groups.filter_map(|value| Some((value, summary.by.get(&**value)?.get(&column.name)?)));
        totals.filter_map(|(value, total)| view(named(label, tongue.text(value), tongue), total)).collect()
    }

    /// The norm of a column, where it has one for any row.
    fn norm(&self, at: usize, overview: &Overview, tongue: Tongue<'_>) -> Option<NormView> {
        let column = &self.options.columns[at];
        let norm = column.norm.as_ref()?;
        let (count, values) = &overview.norms[at];
        let ranges = norm.view(&self.options.columns, |value| values.contains(value), tongue);
        let label = tongue.label(&column.label).to_owned();
        let unit = tongue.word(&column.unit);
        Some(NormView { label, unit, ranges, count: *count }).filter(|norm| norm.count.checked > 0)
    }

    fn steps(&self, summary: &RegisterSummary, tongue: Tongue<'_>) -> Vec<StepView> {
        let steps = (0..).zip(self.options.steps(tongue));
        let timed = steps.filter_map(|(at, (from, to))| Some((from, to, summary.stage_days(at)?)));
        timed.map(|(from, to, days)| StepView { from: from.to_owned(), to: to.to_owned(), days }).collect()
    }

    fn splits(&self, summary: &RegisterSummary, tongue: Tongue<'_>) -> Vec<SplitView> {
        let columns = self.options.columns.iter().filter(|column| self.options.by.as_ref() != Some(&column.name));
        let split = columns.filter_map(|column| {
            let counts = summary.values.get(&column.name)?;
            let mut values: Vec<_> = counts.iter().map(|(value, count)| (value.clone(), *count)).collect();
            values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
            let values = values.into_iter().map(|(value, count)| (tongue.text(&value).into(), count));
            Some(SplitView { label: tongue.label(&column.label).to_owned(), values: values.collect() })
        });
        split.collect()
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

/// `label（value）`, in brackets of the language.
fn named(label: &str, value: &str, tongue: Tongue<'_>) -> String {
    if tongue.is_han() { format!("{label}（{value}）") } else { format!("{label} ({value})") }
}

/// Without label and unit.
fn mean_view(column: &Column, total: &Total, is_sensitive: bool) -> Option<MeanView> {
    let total = Some(total).filter(|_| column.has_mean)?;
    let range = total.range().filter(|_| !is_sensitive);
    let range = range.and_then(|(low, high)| cell_view(column, &low).zip(cell_view(column, &high)));
    let cell = cell_view(column, &total.mean()?)?;
    Some(MeanView { label: String::new(), unit: column.unit.clone(), cell, range })
}

fn total_view(column: &Column, summary: &RegisterSummary) -> Option<CellView> {
    let total = summary.totals.get(&column.name).filter(|total| column.has_total && total.cells > 0)?;
    cell_view(column, total)
}

fn cell_view(column: &Column, total: &Total) -> Option<CellView> {
    Some(match column.column_type {
        ColumnType::Money => Cell::Money(total.money).view(),
        ColumnType::Rate => Cell::Rate(total.rate).view(),
        ColumnType::Integer | ColumnType::Decimal => Cell::Decimal(total.number).view(),
        _ => return None,
    })
}
