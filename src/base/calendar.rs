//! Working days: weekends, holidays and swapped days (调休). In a year without a table the holidays that the law fixes for
//! every year stand in for it, and what was counted so says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::almanac;
use crate::base::date::{Date, to_half_width, without_year};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, INTEGER, entries, items};
use crate::base::names;
use crate::base::period::Period;
use crate::base::source::Span;
use crate::base::yaml::Node;

rules! {
    /// A day that was counted in a year without a table.
    NO_YEAR: Note "calendar/no-year" {
        zh: "还没有 {year} 年的放假和调休安排，截止日暂按周末和法定放假日推算" => "安排公布以后写进 `content/calendar.yaml`：一行 `{year}:`，下面缩进两行，`rest: [{year}-01-01..{year}-01-03, …]` 写放假的日子，`work: […]` 写调休上班的周末；截止日会自动重算",
        en: "there is no table of rest days for {year}; until it comes, the end is counted by weekends and the holidays of every year" => "when the table is out, write it into `content/calendar.yaml`: a line `{year}:` and, indented below, `rest: [{year}-01-01, …]` with the days off and `work: […]` with weekend days that are worked; the end is then counted anew",
        source: "{holidays/days}；每年的安排由国务院办公厅通知", "{holidays/days}; the table of a year is announced the year before",
    }
    /// A holiday of every year that is none.
    EVERY_YEAR: Error "calendar/unknown-day" {
        zh: "`{value}` 不是每年都有的一天" => "写月和日，如 `10-01`；或写节日：{known}，前几天、后几天用减号、加号，如 `春节-1` 是除夕",
        en: "`{value}` is not a day of every year" => "write month and day, like `10-01`, or a festival: {known}; days before and after it with a sign, like `春节-1`",
        wrong: "every-year: [除夕]", right: "every-year: [春节-1]",
    }
}

/// Rest days and swapped working days by year.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    years: BTreeMap<i16, Year>,
    /// Holidays of every year, for those that have no table.
    every_year: Vec<Holiday>,
}

/// A day that rests every year.
#[derive(Clone, Debug)]
enum Holiday {
    /// Month and day.
    Fixed(i8, i8),
    /// So many days after a festival that the almanac knows, or before it.
    Around(Arc<str>, i64),
}

/// A day that was counted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The day.
    pub day: Date,
    /// The first year without a table that was counted through.
    pub untabled: Option<i16>,
}

impl Reached {
    /// A day to which no rest days were counted.
    pub fn plainly(day: Date) -> Self {
        Self { day, untabled: None }
    }

    /// The day; that a table was missing is told at `span`.
    pub fn told(self, span: &Span, diags: &mut Diagnostics) -> Date {
        if let Some(year) = self.untabled {
            diags.push(no_year(year, span));
        }
        self.day
    }
}

/// What is said where a table was missing.
pub fn no_year(year: i16, span: &Span) -> Diagnostic {
    Diagnostic::new(&NO_YEAR, span.clone()).with_own("year", year)
}

impl FromNode for Holiday {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let written = String::from_node(node, diags)?;
        let text = to_half_width(written.trim());
        if let Some((month, day)) = without_year(&text) {
            return Some(Self::Fixed(month, day));
        }
        let (name, offset) = match text.find(['+', '-']) {
            Some(at) => (text[..at].trim_end(), text[at..].replace(' ', "").parse().ok()),
            None => (&*text, Some(0)),
        };
        let holiday = almanac::names().find(|own| *own == name).zip(offset.filter(|days: &i64| days.abs() < 100));
        if holiday.is_none() {
            let unknown = Diagnostic::new(&EVERY_YEAR, node.span.clone()).with("value", written);
            diags.push(unknown.with_list("known", almanac::names()));
        }
        holiday.map(|(name, offset)| Self::Around(name.into(), offset))
    }
}

impl Holiday {
    /// Its day in a year; on which the almanac has none, there is none.
    fn day(&self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, *month, *day),
            Self::Around(name, offset) => almanac::day(name, year).map(|day| day.plus(*offset)),
        }
    }
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
        let (mut years, mut every_year) = (BTreeMap::new(), Vec::new());
        for (key, value) in entries(node, diags) {
            if key.text == EVERY || names::chinese(EVERY) == Some(&*key.text) {
                every_year = items(value, diags).iter().filter_map(|day| Holiday::from_node(day, diags)).collect();
                continue;
            }
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
        Some(Self { years, every_year })
    }
}

/// The key of the holidays of every year.
const EVERY: &str = "every-year";

/// Days that are counted.
#[derive(Clone, Copy)]
struct Count {
    days: u32,
    /// Forth or back.
    step: i64,
    /// Which days count.
    counts: fn(&Calendar, Date) -> bool,
}

impl Calendar {
    /// The same with the years of `other` in place of its own: rest and swapped days together, festivals each; so with
    /// the holidays of every year.
    #[must_use]
    pub fn replaced_by(mut self, other: Self) -> Self {
        for (year, other) in other.years {
            let own = self.years.entry(year).or_default();
            own.festivals.extend(other.festivals);
            if !other.rest.is_empty() || !other.work.is_empty() {
                (own.rest, own.work) = (other.rest, other.work);
            }
        }
        if !other.every_year.is_empty() {
            self.every_year = other.every_year;
        }
        self
    }

    /// The day of a festival in a year: that of the table, else that of the almanac.
    pub fn festival(&self, name: &str, year: i16) -> Option<Date> {
        let written = self.years.get(&year).and_then(|year| year.festivals.get(name).copied());
        written.or_else(|| almanac::day(name, year))
    }

    /// Names of all festivals that the calendar has in any year.
    pub fn festivals(&self) -> BTreeSet<&str> {
        let written = self.years.values().flat_map(|year| year.festivals.keys().map(|name| &**name));
        written.chain(almanac::names().map(|name| -> &str { name })).collect()
    }

    /// The table of a year.
    fn table(&self, year: i16) -> Option<&Year> {
        self.years.get(&year).filter(|year| !year.rest.is_empty() || !year.work.is_empty())
    }

    /// Whether `date` is a working day.
    pub fn is_working_day(&self, date: Date) -> bool {
        self.counts(date, 5)
    }

    /// Whether `date` counts among clear days: it is no Sunday and no holiday.
    pub fn is_clear_day(&self, date: Date) -> bool {
        self.counts(date, 6)
    }

    /// Whether `date` is one of the first days of the week and no holiday, or a day at the weekend that is worked.
    fn counts(&self, date: Date, days: i8) -> bool {
        let is_weekday = date.weekday() <= days;
        match self.table(date.year()) {
            Some(year) => year.work.contains(&date) || (is_weekday && !year.rest.contains(&date)),
            None => is_weekday && !self.every_year.iter().any(|holiday| holiday.day(date.year()) == Some(date)),
        }
    }

    /// The `count`-th clear day behind `from`.
    pub fn clear_days_after(&self, from: Date, count: u32) -> Reached {
        self.counted(from, Count { days: count, step: 1, counts: Self::is_clear_day })
    }

    /// The day on which the `count`-th working day behind `from` falls.
    pub fn working_days_after(&self, from: Date, count: u32) -> Reached {
        self.counted(from, Count { days: count, step: 1, counts: Self::is_working_day })
    }

    /// The day right before the `count` working days, or clear days, of which `last` may be the last.
    pub fn days_before(&self, last: Date, count: u32, is_clear: bool) -> Reached {
        let counts = if is_clear { Self::is_clear_day } else { Self::is_working_day };
        let first = self.counted(last.plus(1), Count { days: count, step: -1, counts });
        Reached { day: first.day.plus(-1), ..first }
    }

    /// The last of the days that count, forth or back from `from`.
    fn counted(&self, from: Date, count: Count) -> Reached {
        let (mut reached, mut left) = (Reached::plainly(from), count.days);
        while left > 0 {
            let next = reached.day.plus(count.step);
            if next == reached.day {
                break;
            }
            reached.day = next;
            let year = Some(next.year()).filter(|year| self.table(*year).is_none());
            reached.untabled = reached.untabled.or(year);
            left -= u32::from((count.counts)(self, next));
        }
        reached
    }

    /// The first working day from `date` on.
    pub fn next_working_day(&self, date: Date) -> Reached {
        self.counted(date.plus(-1), Count { days: 1, step: 1, counts: Self::is_working_day })
    }
}

#[cfg(test)]
mod tests {
    use super::Calendar;
    use crate::base::date::Date;
    use crate::base::diag::Diagnostics;
    use crate::base::fields::FromNode;
    use crate::base::yaml;

    fn calendar(text: &str) -> Calendar {
        let mut diags = Diagnostics::new();
        let node = yaml::parse(&"calendar.yaml".into(), 0, text, &mut diags).unwrap();
        let calendar = Calendar::from_node(&node, &mut diags).unwrap();
        assert!(!diags.has_errors(), "{diags:?}");
        calendar
    }

    #[test]
    fn holidays_of_every_year_may_be_those_of_the_portal() {
        let own = calendar("every-year: [03-05, 05-01, 清明+1, '端午 - 1']");
        let own = calendar("每年放假: [01-01]\n2028: {rest: [2028-03-06]}").replaced_by(own);
        let is_rest = |text: &str| !own.is_working_day(Date::parse(text).unwrap().0);
        assert!(is_rest("2027-03-05") && is_rest("2027-04-06") && is_rest("2027-06-08"));
        assert!(!is_rest("2027-01-01") && !is_rest("2027-04-05") && !is_rest("2027-06-09"));
        // A table takes their place.
        assert!(is_rest("2028-03-06") && !is_rest("2028-05-01"));
    }
}
