//! Under which headings a page shows the rows of a long register, and in which order: those of one value of a column
//! together, in the order in which the values first come.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::blocks::cell::Cell;
use crate::blocks::column_type::ColumnType;
use crate::blocks::register::Register;

/// With more rows a register is long: it is grouped, and its rows are folded on a phone.
pub const LONG: usize = 60;

/// Headings among which somebody still finds the right one.
const HEADINGS: RangeInclusive<usize> = 2..=40;

/// Rows that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The value that they share; empty where they have none, or the register is not grouped.
    pub value: String,
    /// Their places in the register.
    pub rows: Vec<usize>,
}

/// The column by which a long register is grouped, if any of those that are shown suits.
pub(super) fn column(register: &Register, shown: &[usize], title: Option<usize>) -> Option<usize> {
    if register.len() <= LONG {
        return None;
    }
    let options = register.options();
    let rank = |at: usize| {
        let column = &options.columns[at];
        match column.column_type {
            _ if options.by.as_ref() == Some(&column.name) => Some(0),
            ColumnType::Org => Some(1),
            ColumnType::Enum => Some(2),
            ColumnType::Place => Some(3),
            ColumnType::Text => Some(4),
            _ => None,
        }
    };
    let suits = |at: &usize| {
        let runs = runs(register, Some(*at));
        let filled: usize = runs.iter().filter(|run| !run.value.is_empty()).map(|run| run.rows.len()).sum();
        let largest = runs.iter().map(|run| run.rows.len()).max().unwrap_or(0);
        HEADINGS.contains(&runs.len())
            && runs.len() * 3 <= register.len()
            && filled * 5 >= register.len() * 4
            && largest * 5 <= register.len() * 3
    };
    let mut candidates: Vec<(i32, usize)> =
        shown.iter().filter(|at| Some(**at) != title).filter_map(|at| Some((rank(*at)?, *at))).collect();
    candidates.sort_unstable();
    candidates.into_iter().map(|(_, at)| at).find(suits)
}

/// All rows under the values of a column, or all together without one.
pub(super) fn runs(register: &Register, column: Option<usize>) -> Vec<Run> {
    let Some(at) = column else { return vec![Run { value: String::new(), rows: (0..register.len()).collect() }] };
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut runs: Vec<Run> = Vec::new();
    for (row, own) in register.rows_in(0..register.len()).iter().enumerate() {
        let value = own.cells.get(at).map(Cell::text).unwrap_or_default();
        let place = *places.entry(value.clone()).or_insert(runs.len());
        if place == runs.len() {
            runs.push(Run { value, rows: Vec::new() });
        }
        runs[place].rows.push(row);
    }
    runs
}
