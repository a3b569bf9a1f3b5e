//! Working days: weekends, holidays and swapped days (调休). A year without a table is unknown, never guessed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{Fields, FromNode, INTEGER, entries};
use crate::base::period::Period;
use crate::base::yaml::Node;

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

    /// The day of a festival in a year, if the calendar has it.
    pub fn festival(&self, name: &str, year: i16) -> Option<Date> {
        self.years.get(&year)?.festivals.get(name).copied()
    }

    /// Names of all festivals that the calendar has in any year.
    pub fn festivals(&self) -> BTreeSet<&str> {
        self.years.values().flat_map(|year| year.festivals.keys().map(|name| &**name)).collect()
    }

    /// Whether `date` is a working day; `None` if its year has no table.
    pub fn is_working_day(&self, date: Date) -> Option<bool> {
        let year = self.years.get(&date.year()).filter(|year| !year.rest.is_empty() || !year.work.is_empty())?;
        Some(year.work.contains(&date) || (date.weekday() <= 5 && !year.rest.contains(&date)))
    }

    /// The day on which the `count`-th working day behind `from` falls; the year without a table, if it gets there.
    pub fn working_days_after(&self, from: Date, count: u32) -> Result<Date, i16> {
        let (mut date, mut left) = (from, count);
        while left > 0 {
            let next = date.plus(1);
            if next == date {
                return Err(date.year());
            }
            date = next;
            if self.is_working_day(date).ok_or(date.year())? {
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
