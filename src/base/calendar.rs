//! Working days: weekends, holidays and swapped days (调休). A year without a table is unknown, never guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use icu_calendar::cal::ChineseTraditional;
use icu_calendar::types::Month;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{Fields, FromNode, INTEGER, entries};
use crate::base::period::Period;
use crate::base::yaml::Node;

/// Festivals of the lunar calendar, with month and day there; any other is a day that a table names.
const LUNAR: [(&str, u8, u8); 4] = [("春节", 1, 1), ("端午", 5, 5), ("中秋", 8, 15), ("重阳", 9, 9)];

/// Rest days and swapped working days by year.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
}

#[derive(Clone, Debug, Default)]
struct Year {
    rest: BTreeSet<Date>,
    work: BTreeSet<Date>,
    /// Days that move from year to year, such as 春节.
    festivals: BTreeMap<Arc<str>, Date>,
}

impl FromNode for Calendar {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut years: BTreeMap<i16, Year> = BTreeMap::new();
        for (key, value) in entries(node, diags) {
            let mut fields = Fields::of(value, diags);
            let rest: Vec<Period> = fields.get("rest", diags).unwrap_or_default();
            let work: Vec<Date> = fields.get("work", diags).unwrap_or_default();
            let festivals = fields.node("festivals", diags).map_or(&[][..], |node| entries(node, diags));
            let festivals = festivals
                .iter()
                .filter_map(|(name, day)| Some((name.text.as_str().into(), Date::from_node(day, diags)?)));
            let festivals = festivals.collect();
            fields.finish(diags);
            let year = key.text.trim_end_matches('年').parse();
            if year.is_err() {
                diags.push(Diagnostic::new(&INTEGER, key.span.clone()).with("value", &key.text));
            }
            if let Ok(year) = year {
                let days = rest
                    .iter()
                    .flat_map(|period| (0..=period.start.days_until(period.end)).map(|days| period.start.plus(days)));
                years.insert(year, Year { rest: days.collect(), work: work.into_iter().collect(), festivals });
            }
        }
        Some(Self { years })
    }
}

impl Calendar {
    /// The same with the years of `other` in place of its own: rest and swapped days together, festivals each.
    #[must_use]
    pub fn replaced_by(mut self, other: Self) -> Self {
        for (year, other) in other.years {
            let own = self.years.entry(year).or_default();
            own.festivals.extend(other.festivals);
            if !other.rest.is_empty() || !other.work.is_empty() {
                (own.rest, own.work) = (other.rest, other.work);
            }
        }
        self
    }

    /// The day of a festival in a year: that of the table, else that of the lunar calendar.
    pub fn festival(&self, name: &str, year: i16) -> Option<Date> {
        let written = self.years.get(&year).and_then(|year| year.festivals.get(name).copied());
        written.or_else(|| lunar(name, year))
    }

    /// Names of all festivals that the calendar has in any year.
    pub fn festivals(&self) -> BTreeSet<&str> {
        let written = self.years.values().flat_map(|year| year.festivals.keys().map(|name| &**name));
        written.chain(LUNAR.iter().map(|(name, ..)| *name)).collect()
    }

    /// Whether `date` is a working day; `None` if its year has no table.
    pub fn is_working_day(&self, date: Date) -> Option<bool> {
        let year = self.years.get(&date.year()).filter(|year| !year.rest.is_empty() || !year.work.is_empty())?;
        Some(year.work.contains(&date) || (date.weekday() <= 5 && !year.rest.contains(&date)))
    }

    /// Whether `date` counts among clear days: it is no Sunday and no holiday. `None` if its year has no table.
    pub fn is_clear_day(&self, date: Date) -> Option<bool> {
        let year = self.years.get(&date.year()).filter(|year| !year.rest.is_empty() || !year.work.is_empty())?;
        Some(year.work.contains(&date) || (date.weekday() <= 6 && !year.rest.contains(&date)))
    }

    /// The `count`-th clear day behind `from`; the year without a table, if it gets there.
    pub fn clear_days_after(&self, from: Date, count: u32) -> Result<Date, i16> {
        self.counted_after(from, count, Self::is_clear_day)
    }

    /// The day on which the `count`-th working day behind `from` falls; the year without a table, if it gets there.
    pub fn working_days_after(&self, from: Date, count: u32) -> Result<Date, i16> {
        self.counted_after(from, count, Self::is_working_day)
    }

    fn counted_after(&self, from: Date, count: u32, is: fn(&Self, Date) -> Option<bool>) -> Result<Date, i16> {
        let (mut date, mut left) = (from, count);
        while left > 0 {
            let next = date.plus(1);
            if next == date {
                return Err(date.year());
            }
            date = next;
            if is(self, date).ok_or(date.year())? {
                left -= 1;
            }
        }
        Ok(date)
    }

    /// The first working day from `date` on; `date` itself where the year has no table.
    pub fn next_working_day(&self, date: Date) -> Date {
        let mut day = date;
        while self.is_working_day(day) == Some(false) && day.plus(1) > day {
            day = day.plus(1);
        }
        day
    }
}

/// The day of a festival of the lunar calendar. Before and after the years of which the almanac is known, there is none.
fn lunar(name: &str, year: i16) -> Option<Date> {
    let (_, month, day) = LUNAR.iter().find(|(own, ..)| *own == name).filter(|_| (1901..=2100).contains(&year))?;
    let date = icu_calendar::Date::try_new(i32::from(year).into(), Month::new(*month), *day, ChineseTraditional::new());
    let date = date.ok()?.to_calendar(icu_calendar::Gregorian);
    let (month, day) = (date.month().ordinal, date.day_of_month().0);
    Date::new(i16::try_from(date.year().extended_year()).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::{Calendar, LUNAR};

    #[test]
    fn festivals_are_those_of_the_almanac() {
        let day = |name: &str, year| Calendar::default().festival(name, year).map(|day| day.to_string());
        for (year, days) in [
            (1901, ["1901-02-19", "1901-06-20", "1901-09-27", "1901-10-20"]),
            // A leap month, which has no festival, stands before one of them or behind.
            (2020, ["2020-01-25", "2020-06-25", "2020-10-01", "2020-10-25"]),
            (2023, ["2023-01-22", "2023-06-22", "2023-09-29", "2023-10-23"]),
            (2025, ["2025-01-29", "2025-05-31", "2025-10-06", "2025-10-29"]),
            (2026, ["2026-02-17", "2026-06-19", "2026-09-25", "2026-10-18"]),
            // New moon close to midnight.
            (2030, ["2030-02-03", "2030-06-05", "2030-09-12", "2030-10-05"]),
        ] {
            for ((name, ..), expected) in LUNAR.iter().zip(days) {
                assert_eq!(day(name, year).as_deref(), Some(expected), "{name} {year}");
            }
        }
        assert_eq!(
            (day("春节", 2100).as_deref(), day("春节", 1900), day("春节", 2101)),
            (Some("2100-02-09"), None, None)
        );
        assert_eq!(day("泼水节", 2025), None);
    }
}
