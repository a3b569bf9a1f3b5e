//! What a page shows of a register: some of its rows, with counts and totals of all of them.

mod cell;
mod columns;
mod fit;
mod groups;
mod ledger;
mod lines;
mod marks;
pub(crate) mod norm;

use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::register::{Register, RegisterOptions, RegisterSummary, Row, State, Total, order};
use crate::view::block::register::marks::Marks;
use crate::view::block::register::norm::NormView;
use crate::view::block::{OnPage, Spot};
use crate::view::keys;
use crate::view::parts::{Counted, Link, SummaryLine};

pub use cell::CellView;
pub use columns::ColumnView;
pub use groups::RowGroup;
pub use ledger::CountsView;
pub use norm::RangeView;

/// What the partial sees.
#[derive(Clone, Debug, Serialize)]
pub struct RegisterView {
    /// The columns that have anything to show.
    pub columns: Vec<ColumnView>,
    /// The rows, under headings where it is long.
    pub groups: Vec<RowGroup>,
    /// The column by which it is grouped; empty where it is not.
    pub grouped_by: String,
    /// All headings of a grouped register, also those of its other pages.
    pub headings: Vec<Counted>,
    /// Whether it is so long that its rows are folded on a phone.
    pub is_long: bool,
    /// Whether each row has a link to itself.
    pub has_links: bool,
    /// Total of each shown column, aligned with `columns`; `None` where nothing is added up.
    pub totals: Vec<Option<CellView>>,
    /// Whether the columns stand side by side on a phone; else it is read row by row there.
    pub is_narrow: bool,
    /// Whether any total stands there.
    pub has_totals: bool,
    /// Totals by tier or by what rows count, where nothing is added over all.
    pub tiers: Vec<SummaryLine>,
    /// Whether they are told apart because rows count something else.
    pub is_apart: bool,
    /// Means of the columns that ask for one.
    pub means: Vec<MeanView>,
    /// What the numbers of a column should be, and how many are not.
    pub norms: Vec<NormView>,
    /// Rows whose last day is past; said of the newest list alone.
    pub ended: u64,
    /// Rows of which something must come again and did not; said of the newest list alone.
    pub behind: u64,
    /// Labels of shown columns that follow from others of their row.
    pub computed: Vec<String>,
    /// Labels of shown columns that were counted from rows beside these.
    pub counted: Vec<String>,
    /// Whether the record says that these are all rows.
    pub is_complete: bool,
    /// Whether the rows have a status.
    pub is_ledger: bool,
    /// Counts by state.
    pub counts: CountsView,
    /// Labels of columns withheld from the public.
    pub withheld: Vec<String>,
    /// Whether its rows are too few to be told apart and stand nowhere.
    pub is_merged: bool,
    /// Under how many rows they are.
    pub smallest: u64,
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

/// The mean of a column.
#[derive(Clone, Debug, Serialize)]
pub struct MeanView {
    /// What the column is called.
    pub label: String,
    /// Unit, empty for none.
    pub unit: Arc<str>,
    /// The mean.
    pub cell: CellView,
    /// Of what it is: how many rows, or for how many they are.
    pub base: String,
    /// The lowest and the highest, where they differ; not of what is sensitive.
    pub range: Option<(CellView, CellView)>,
}

/// A row.
#[derive(Clone, Debug, Serialize)]
pub struct RowView {
    /// What a link to it ends with.
    pub id: String,
    /// The cells, aligned with the columns.
    pub cells: Vec<CellView>,
    /// Where it stands.
    pub state: State,
    /// Days past the due day of an overdue row, or of one done late.
    pub days_late: i64,
    /// Days left to the due day of a row that is not done and not yet due.
    pub days_left: Option<i64>,
    /// What it is marked with.
    pub marks: RowMarks,
}

/// What a row is marked with.
#[derive(Clone, Debug, Default, Serialize)]
pub struct RowMarks {
    /// Whether its last day is past; said of the newest list alone.
    pub is_ended: bool,
    /// How often something was due again and not done; said of the newest list alone.
    pub times_behind: Option<i64>,
    /// Who else holds the same post at the same time.
    pub others: Vec<OtherView>,
}

/// Who else holds the post of a row at the same time.
#[derive(Clone, Debug, Serialize)]
pub struct OtherView {
    /// The name.
    pub name: Arc<str>,
    /// The record that says so, if it is another one.
    pub link: Option<Link>,
}

/// Rows by value of one column.
#[derive(Clone, Debug, Serialize)]
pub struct SplitView {
    /// The column.
    pub label: String,
    /// Values with their counts, most first.
    pub values: Vec<(Box<str>, u64)>,
}

impl OnPage for Register {
    type View = RegisterView;

    fn view(&self, spot: &Spot<'_>) -> RegisterView {
        view(spot, self)
    }

    fn counts(&self, today: Date, tongue: Tongue<'_>) -> Option<CountsView> {
        let is_told = self.is_ledger() && !self.is_merged() && !self.is_empty();
        is_told.then(|| ledger::counts(&self.overview(today).summary, self.options(), tongue))
    }

    fn lines(summary: &RegisterSummary, options: Option<&RegisterOptions>, tongue: Tongue<'_>) -> Vec<SummaryLine> {
        options.map_or(Vec::new(), |options| lines::lines(summary, options, tongue))
    }

    fn merged(_label: &str) -> SummaryLine {
        lines::merged()
    }
}

/// With more rows each has a link to itself.
const LINKED: usize = 12;

/// What the page shows of the rows of `spot`; counts and totals are those of all.
fn view(spot: &Spot<'_>, register: &Register) -> RegisterView {
    let (today, tongue, options) = (spot.context.site.today, spot.context.tongue, register.options());
    let overview = register.overview(today);
    let (summary, shown) = (&overview.summary, &overview.shown);
    let column = |at: &usize| &options.columns[*at];
    let marks = Marks::of(spot, register);
    let grouped = groups::Grouped::of(spot, register);
    let title = grouped.title_column();
    let groups =
        grouped.on_page(&|at, row| RowView { marks: marks.on(at, row), ..row_view(spot, register, row, shown) });
    let total = |at: &usize| cell::total(column(at), summary).filter(|_| options.adds_over_all());
    let totals: Vec<_> = shown.iter().map(total).collect();
    let columns = columns::views(options, shown, title, tongue);
    let labels = |is_meant: &dyn Fn(usize) -> bool| {
        let meant = shown.iter().filter(|at| is_meant(**at));
        meant.map(|at| tongue.label(&column(at).label).to_owned()).collect()
    };
    RegisterView {
        is_narrow: fit::fits(&columns, groups.iter().flat_map(|group| &group.rows), tongue),
        columns,
        groups,
        grouped_by: grouped.by(tongue),
        headings: grouped.headings(),
        is_long: register.len() > order::LONG,
        has_links: register.len() > LINKED,
        has_totals: register.len() > 1 && totals.iter().any(Option::is_some),
        tiers: if options.adds_over_all() { Vec::new() } else { lines::tiers(summary, options, tongue) },
        is_apart: options.is_apart,
        means: shown.iter().flat_map(|at| means(register, column(at), summary, tongue)).collect(),
        norms: shown.iter().filter_map(|at| norm::view(register, *at, &overview, tongue)).collect(),
        totals,
        ended: if marks.is_newest() { summary.ended } else { 0 },
        behind: if marks.is_newest() { summary.behind } else { 0 },
        computed: labels(&|at| column(&at).from.is_some() && column(&at).rows_of().is_none()),
        counted: labels(&|at| register.is_counted(at)),
        is_complete: register.is_complete(),
        is_ledger: register.is_ledger(),
        counts: ledger::counts(summary, options, tongue),
        withheld: overview.withheld.iter().map(|at| tongue.label(&column(at).label).to_owned()).collect(),
        is_merged: register.is_merged(),
        smallest: options.smallest.get(),
        splits: splits(register, summary, tongue),
        steps: steps(register, summary, tongue),
    }
}

fn row_view(spot: &Spot<'_>, register: &Register, row: &Row, shown: &[usize]) -> RowView {
    let today = spot.context.site.today;
    let (state, days_late) = register.state(row, today);
    let cell = |at: &usize| {
        let (column, own) = (&register.options().columns[*at], &row.cells[*at]);
        let is_pending = column.column_type == ColumnType::Closed && own.is_empty();
        let pending = || ledger::pending(register.options(), state, spot.context.tongue);
        match is_pending.then(pending).flatten() {
            Some(text) => CellView { text, shape: "pending", href: None, norm: None },
            None => CellView { norm: register.place(row, *at), ..cell::view(spot, column, own) },
        }
    };
    let due = register.date(row, ColumnType::Due).filter(|_| state == State::Open);
    RowView {
        id: String::new(),
        cells: shown.iter().map(cell).collect(),
        state,
        days_late,
        days_left: due.map(|due| today.days_until(due)),
        marks: RowMarks::default(),
    }
}

/// Mean, lowest and highest of a column that asks for them: of each group where only groups can be compared.
fn means(register: &Register, column: &Column, summary: &RegisterSummary, tongue: Tongue<'_>) -> Vec<MeanView> {
    let (label, options) = (tongue.label(&column.label), register.options());
    let view = |label: String, total: &Total| {
        let total = Some(total).filter(|_| column.has_mean)?;
        let range = total.range().filter(|_| !summary.is_sensitive);
        let range = range.and_then(|(low, high)| cell::sum(column, &low).zip(cell::sum(column, &high)));
        let cell = cell::sum(column, &total.mean(column)?)?;
        let base = lines::base(column, options, total, tongue);
        Some(MeanView { base, label, unit: tongue.word(&column.unit), cell, range })
    };
    let Some(by) = options.by_column().filter(|_| column.is_compared_by_group()) else {
        let total = summary.totals.get(&column.name);
        return total.and_then(|total| view(label.to_owned(), total)).into_iter().collect();
    };
    let groups = options.columns[by].values.iter();
    let totals = groups.filter_map(|value| Some((value, summary.by.get(&**value)?.get(&column.name)?)));
    totals.filter_map(|(value, total)| view(tongue.say(keys::BRACKETS, &[label, tongue.text(value)]), total)).collect()
}

fn steps(register: &Register, summary: &RegisterSummary, tongue: Tongue<'_>) -> Vec<StepView> {
    let steps = (0..).zip(register.options().steps(tongue));
    let timed = steps.filter_map(|(at, (from, to))| Some((from, to, summary.stage_days(at)?)));
    timed.map(|(from, to, days)| StepView { from: from.to_owned(), to: to.to_owned(), days }).collect()
}

fn splits(register: &Register, summary: &RegisterSummary, tongue: Tongue<'_>) -> Vec<SplitView> {
    let options = register.options();
    // The states stand in the sentence above the table.
    let status = options.position(ColumnType::Status).map(|at| &options.columns[at].name);
    let is_told = |column: &&Column| options.by.as_ref() == Some(&column.name) || status == Some(&column.name);
    let columns = options.columns.iter().filter(|column| !is_told(column));
    let split = columns.filter_map(|column| {
        let counts = summary.values.get(&column.name)?;
        let mut values: Vec<_> = counts.iter().map(|(value, count)| (value.clone(), *count)).collect();
        values.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let values = values.into_iter().map(|(value, count)| (tongue.text(&value).into(), count));
        Some(SplitView { label: tongue.label(&column.label).to_owned(), values: values.collect() })
    });
    split.collect()
}
