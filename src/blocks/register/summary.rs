//! What rises from registers: rows by state and value, totals, days to the end.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::money::Money;
use crate::base::number::{Decimal, Rate};
use crate::blocks::Summary;
use crate::blocks::cell::Cell;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::norm::NormCount;
use crate::blocks::outcome::RateOf;
use crate::blocks::share::{Day, Share};

/// Rows by value and state.
pub type StatesByValue = BTreeMap<Box<str>, BTreeMap<Box<str>, u64>>;

/// What rises through the tree.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RegisterSummary {
    /// Rows.
    pub rows: u64,
    /// Rows not done and not yet due.
    pub open: u64,
    /// Rows not done and past their due day.
    pub overdue: u64,
    /// Of those not yet overdue, rows whose due day is this very day.
    pub due_today: u64,
    /// Rows done, or that reached what they aimed at.
    pub closed: u64,
    /// Of these, done late.
    pub closed_late: u64,
    /// Rows that ended and did not reach it.
    pub unmet: u64,
    /// Rows given up, cancelled or taken back.
    pub dropped: u64,
    /// Rows with nothing to do.
    pub not_applicable: u64,
    /// Rows with this many days from the first date to the closing date, for the median.
    pub days: BTreeMap<i64, u64>,
    /// Rows by column and value.
    pub values: BTreeMap<Arc<str>, BTreeMap<Box<str>, u64>>,
    /// Rows by column, value and state, where the rows have one: how far each kind of matter is. Not told of what is
    /// sensitive.
    pub states: BTreeMap<Arc<str>, StatesByValue>,
    /// Totals by column: money in fen, others in ten-thousandths.
    pub totals: BTreeMap<Arc<str>, Total>,
    /// Totals by value of the column that the form groups by, then by column.
    pub by: BTreeMap<Box<str>, BTreeMap<Arc<str>, Total>>,
    /// By column: cells inside and outside their norm.
    pub norms: BTreeMap<Arc<str>, NormCount>,
    /// By place of the step: rows that took this many days for it.
    pub stages: BTreeMap<u32, BTreeMap<i64, u64>>,
    /// Of a list that each record holds whole: the day on which the period of the latest ends.
    pub day: Option<Date>,
    /// Rows whose last day is past. Not told of what is sensitive, nor the next.
    pub ended: u64,
    /// Rows of which something must come again and did not.
    pub behind: u64,
    /// Whether small counts are merged upward.
    pub is_sensitive: bool,
    /// Whether everything was left out, because it is told at a level above only.
    pub is_merged: bool,
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
    /// The lowest and the highest cell, in the scale of its type; none of rates.
    pub ends: Option<(i64, i64)>,
    /// For how many the cells are, where the form names a column that says so.
    pub base: Decimal,
    /// The cells, each as often as it is for somebody, in the scale of their type times that of `base`.
    pub weighted: i128,
}

impl Total {
    /// Adds another total.
    pub fn add(&mut self, other: &Self) {
        self.money = self.money + other.money;
        self.number = Decimal(self.number.0.saturating_add(other.number.0));
        self.rate = self.rate.plus(other.rate);
        self.cells += other.cells;
        self.base = Decimal(self.base.0.saturating_add(other.base.0));
        self.weighted = self.weighted.saturating_add(other.weighted);
        self.ends = match (self.ends, other.ends) {
            (Some((low, high)), Some((lower, higher))) => Some((low.min(lower), high.max(higher))),
            (own, others) => own.or(others),
        };
    }

    /// The same column with the lowest and with the highest of its cells, where they differ.
    pub fn range(&self) -> Option<(Self, Self)> {
        let (low, high) = self.ends.filter(|(low, high)| low != high)?;
        let one = |end| Self { money: Money(end), number: Decimal(end), cells: 1, ..Self::default() };
        Some((one(low), one(high)))
    }

    /// What of it is a count: cells that were filled, and the sum where it is a whole number.
    pub fn counts(&self) -> Vec<u64> {
        let number = self.number.0 / Decimal::whole(1).0;
        let is_whole = self.number == Decimal::whole(number);
        vec![self.cells, u64::try_from(number).ok().filter(|_| is_whole).unwrap_or(0)]
    }

    /// The same column with the mean of its cells, to two decimals; empty cells do not count. Where the form names a
    /// column that says for how many each cell is, the mean of all of these.
    pub fn mean(&self, column: &Column) -> Option<Self> {
        let whole = i128::from(Decimal::whole(1).0);
        let (money, number, by) = match column.mean_by {
            Some(_) => (self.weighted, self.weighted, i128::from(self.base.0)),
            None => {
                let times = |sum: i64| i128::from(sum) * whole;
                (times(self.money.0), times(self.number.0), i128::from(self.cells) * whole)
            }
        };
        let money = Money(divided(money, by)?);
        let number = Decimal(divided(number, by * i128::from(HUNDREDTH))? * HUNDREDTH);
        Some(Self { money, number, ..*self })
    }

    fn add_cell(&mut self, cell: &Cell) {
        let mut one = Self { cells: 1, ..Self::default() };
        match cell {
            Cell::Money(amount) => (one.money, one.ends) = (*amount, Some((amount.0, amount.0))),
            Cell::Integer(number) => one.set_number(Decimal::whole(*number)),
            Cell::Decimal(number) => one.set_number(*number),
            Cell::Rate(rate) => one.rate = *rate,
            _ => return,
        }
        self.add(&one);
    }

    fn weigh(&mut self, one: i64, weight: Decimal) {
        self.base = Decimal(self.base.0.saturating_add(weight.0));
        self.weighted = self.weighted.saturating_add(i128::from(one) * i128::from(weight.0));
    }

    fn set_number(&mut self, number: Decimal) {
        (self.number, self.ends) = (number, Some((number.0, number.0)));
    }
}

/// A hundredth in the scale of [`Decimal`].
const HUNDREDTH: i64 = 100;

/// Divides to the nearest whole number, halves away from zero; by nothing nothing can be divided.
fn divided(sum: i128, by: i128) -> Option<i64> {
    let nearest = (2 * sum.abs()).checked_add(by)?.checked_div(2 * by)?;
    i64::try_from(sum.signum() * nearest).ok()
}

impl Summary for RegisterSummary {
    fn merge(&mut self, other: &Self) {
        self.rows += other.rows;
        self.open += other.open;
        self.overdue += other.overdue;
        self.due_today += other.due_today;
        self.closed += other.closed;
        self.closed_late += other.closed_late;
        self.unmet += other.unmet;
        self.dropped += other.dropped;
        self.not_applicable += other.not_applicable;
        self.ended += other.ended;
        self.behind += other.behind;
        self.is_sensitive |= other.is_sensitive;
        self.is_merged |= other.is_merged;
        self.day = self.day.max(other.day);
        for (days, count) in &other.days {
            *self.days.entry(*days).or_default() += count;
        }
        for (column, counts) in &other.values {
            let own = self.values.entry(column.clone()).or_default();
            for (value, count) in counts {
                *own.entry(value.clone()).or_default() += count;
            }
        }
        for (column, values) in &other.states {
            let own = self.states.entry(column.clone()).or_default();
            for (value, states) in values {
                let own = own.entry(value.clone()).or_default();
                states.iter().for_each(|(state, count)| *own.entry(state.clone()).or_default() += count);
            }
        }
        for (column, total) in &other.totals {
            self.totals.entry(column.clone()).or_default().add(total);
        }
        for (value, totals) in &other.by {
            let own = self.by.entry(value.clone()).or_default();
            for (column, total) in totals {
                own.entry(column.clone()).or_default().add(total);
            }
        }
        for (column, count) in &other.norms {
            self.norms.entry(column.clone()).or_default().add(count);
        }
        for (stage, days) in &other.stages {
            let own = self.stages.entry(*stage).or_default();
            for (days, count) in days {
                *own.entry(*days).or_default() += count;
            }
        }
    }

    fn shares(self) -> Vec<Share<Self>> {
        let day = self.day.map_or(Day::Any, Day::Latest);
        vec![Share { day, ..Share::all(self) }]
    }
}

/// Median of days with the number of rows that took them; of two middle ones the lower.
fn median(days: &BTreeMap<i64, u64>) -> Option<i64> {
    let count: u64 = days.values().sum();
    let mut seen = 0;
    days.iter()
        .find(|(_, rows)| {
            seen += **rows;
            seen * 2 >= count
        })
        .map(|(days, _)| *days)
}

impl RegisterSummary {
    /// Done of those that the form says; of none where a rate would mean nothing.
    pub fn rate(&self, of: RateOf) -> Rate {
        let ended = self.closed + self.unmet + self.dropped;
        let whole = match of {
            RateOf::All => ended + self.open + self.overdue,
            RateOf::Due => ended + self.overdue + self.due_today,
            RateOf::None => return Rate::default(),
        };
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        Rate { is: signed(self.closed), of: signed(whole) }
    }

    /// Rows whose state says how far they are.
    pub fn with_state(&self) -> u64 {
        self.open + self.overdue + self.closed + self.unmet + self.dropped + self.not_applicable
    }

    /// Median of the days from the first date to the closing date; of two middle ones the lower.
    pub fn median_days(&self) -> Option<i64> {
        median(&self.days)
    }

    /// The same for one step.
    pub fn stage_days(&self, stage: u32) -> Option<i64> {
        median(self.stages.get(&stage)?)
    }
}

/// Counts and adds one cell.
pub(super) fn add_cell(summary: &mut RegisterSummary, column: &Column, (cell, weight): (&Cell, Option<&Cell>)) {
    match cell {
        Cell::Text(value) if matches!(column.column_type, ColumnType::Enum | ColumnType::Status) => {
            let counts = summary.values.entry(column.name.clone()).or_default();
            *counts.entry(value.clone()).or_default() += 1;
        }
        _ => add_total(&mut summary.totals, column, (cell, weight)),
    }
}

/// Adds one cell to the totals, if its column is added up; `weight` says for how many it is.
pub(super) fn add_total(
    totals: &mut BTreeMap<Arc<str>, Total>,
    column: &Column,
    (cell, weight): (&Cell, Option<&Cell>),
) {
    let is_number = matches!(cell, Cell::Money(_) | Cell::Integer(_) | Cell::Decimal(_) | Cell::Rate(_));
    if !is_number || !(column.has_total || column.has_mean) {
        return;
    }
    let total = totals.entry(column.name.clone()).or_default();
    total.add_cell(cell);
    let weight = match weight {
        Some(Cell::Integer(weight)) => Decimal::whole(*weight),
        Some(Cell::Decimal(weight)) => *weight,
        _ => return,
    };
    if let Cell::Money(Money(one)) | Cell::Decimal(Decimal(one)) = cell {
        total.weigh(*one, weight);
    } else if let Cell::Integer(one) = cell {
        total.weigh(Decimal::whole(*one).0, weight);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::diag::Diagnostics;
    use crate::base::fields::FromNode;
    use crate::base::yaml;

    fn column(text: &str) -> Column {
        let node = yaml::parse(&"form".into(), 0, text, &mut Diagnostics::new()).unwrap();
        Column::from_node(&node, &mut Diagnostics::new()).unwrap()
    }

    #[test]
    fn a_mean_leaves_out_empty_cells_and_is_rounded_once() {
        let plain = column("{name: paid, type: money, mean: true}");
        let total = Total { money: Money(1_000_000_000), number: Decimal::whole(8000), cells: 17, ..Total::default() };
        let mean = total.mean(&plain).unwrap();
        assert_eq!((mean.money, mean.number), (Money(58_823_529), Decimal(4_705_900)));
        assert_eq!(Total::default().mean(&plain), None);
    }

    #[test]
    fn a_mean_is_that_of_those_for_whom_the_cells_are() {
        let by_heads = column("{name: paid, type: money, mean: {by: people}}");
        let mut totals = BTreeMap::new();
        for (paid, people) in [(150_000, 11), (170_000, 10), (175_000, 2), (999_999, 0)] {
            add_total(&mut totals, &by_heads, (&Cell::Money(Money(paid)), Some(&Cell::Integer(people))));
        }
        let total = totals["paid"];
        assert_eq!(total.mean(&by_heads).unwrap().money, Money((150_000 * 11 + 170_000 * 10 + 175_000 * 2 + 11) / 23));
        assert_eq!((total.base, total.cells), (Decimal::whole(23), 4));
    }
}
