//! Days that a table writes without their year, or as the number that a spreadsheet keeps of them.

use std::collections::BTreeMap;

use crate::base::date::{Date, without_year};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::period::Period;
use crate::base::source::Span;
use crate::base::yaml::Value;
use crate::load::rows::Raw;
use crate::load::rows::column::Column;

rules! {
    /// Days that were completed from what else is known.
    DAY: Note "rows/day-completed" {
        zh: "“{column}”一栏有 {count} 格{what}：第一格 `{value}` 读作 {date}" => "查对年份；要写全的，写成 `{date}`",
        en: "in column “{column}” {what} ({count} {count|cell|cells}): the first, `{value}`, is read as {date}" => "look up the year; the whole day is written `{date}`",
    }
}

const YEAR: Text = Text {
    zh: "没有写年份，按记录的期间补上",
    en: "the year is missing and taken from the period of the record",
};
const SERIAL: Text = Text {
    zh: "是表格软件内部的日期数字，不是日期",
    en: "stands the number by which spreadsheets keep a day",
};

/// The first day that spreadsheets know is the first behind this one; they begin to be likely in 2000 and end in 2100.
const BEFORE_FIRST: (i16, i8, i8) = (1899, 12, 30);
const LIKELY: std::ops::Range<i64> = 36_526..73_051;

/// Days while rows are read.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// The period of the record.
    period: Option<Period>,
    told: BTreeMap<(String, bool), First>,
}

/// The first such cell of a column, and how many there are.
#[derive(Debug)]
struct First {
    span: Span,
    value: String,
    date: Date,
    count: u64,
}

impl Days {
    /// For the rows of a record of this period.
    pub(super) fn in_period(period: Option<Period>) -> Self {
        Self { period, told: BTreeMap::new() }
    }

    /// The whole day of a cell in a column of days, if it is not written as one.
    pub(super) fn read(&mut self, cell: &Raw, column: &Column) -> Option<Value> {
        if Date::parse(&cell.text).is_some() {
            return None;
        }
        let (date, is_serial) = match serial(&cell.text) {
            Some(date) => (date, true),
            None => (self.with_year(&cell.text)?, false),
        };
        let first = || First { span: cell.span.clone(), value: cell.text.clone(), date, count: 0 };
        self.told.entry((column.key.text.clone(), is_serial)).or_insert_with(first).count += 1;
        Some(Value::Text(date.to_string()))
    }

    /// The day in the period of the record, or in its year where the period lies in one.
    fn with_year(&self, text: &str) -> Option<Date> {
        let (period, (month, day)) = (self.period?, without_year(text)?);
        let years = period.start.year()..=period.end.year();
        let mut within = years.filter_map(|year| Date::new(year, month, day)).filter(|date| period.includes(*date));
        match (within.next(), within.next()) {
            (Some(date), None) => Some(date),
            (None, None) if period.start.year() == period.end.year() => Date::new(period.start.year(), month, day),
            _ => None,
        }
    }

    /// Tells what was completed, once for each column.
    pub(super) fn finish(self, diags: &mut Diagnostics) {
        for ((column, is_serial), First { span, value, date, count }) in self.told {
            let told = Diagnostic::new(&DAY, span).with_own("column", column).with_own("count", count);
            let what = if is_serial { SERIAL } else { YEAR };
            diags.push(told.with_word("what", what).with("value", value).with("date", date));
        }
    }
}

/// The day that a spreadsheet keeps as this number.
fn serial(text: &str) -> Option<Date> {
    let number = text.strip_suffix(".0").unwrap_or(text);
    let days: i64 = number.parse().ok().filter(|days| LIKELY.contains(days) && number.len() == 5)?;
    let (year, month, day) = BEFORE_FIRST;
    Some(Date::new(year, month, day)?.plus(days))
}

#[cfg(test)]
mod tests {
    use super::{Days, serial};
    use crate::base::date::Date;
    use crate::base::period::Period;

    #[test]
    fn numbers_of_days_are_those_of_spreadsheets() {
        assert_eq!(serial("46213"), Date::new(2026, 7, 10));
        assert_eq!(serial("46213.0"), Date::new(2026, 7, 10));
        assert_eq!(serial("1200"), None);
        assert_eq!(serial("462130"), None);
    }

    #[test]
    fn a_year_is_taken_from_the_period_alone() {
        let days = |period| Days::in_period(Period::parse(period));
        assert_eq!(days("2026Q3").with_year("7月3日"), Date::new(2026, 7, 3));
        assert_eq!(days("2026Q3").with_year("11月3日"), Date::new(2026, 11, 3));
        assert_eq!(days("2025-12-01..2026-01-31").with_year("1.5"), Date::new(2026, 1, 5));
        assert_eq!(days("2025-12-01..2026-01-31").with_year("5.5"), None);
        assert_eq!(days("x").with_year("7月3日"), None);
    }
}
