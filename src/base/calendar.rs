//! Working days: weekends, holidays and swapped days (调休). In a year without a table the holidays that the law fixes for
//! every year stand in for it, and what was counted so says so.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use icu_calendar::cal::ChineseTraditional;
use icu_calendar::types::Month;

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
        source: "全国年节及纪念日放假办法第二条；每年的安排由国务院办公厅通知", "the fixed days are those of the law; the table of a year is announced the year before",
    }
    /// A holiday of every year that is none.
    EVERY_YEAR: Error "calendar/unknown-day" {
        zh: "`{value}` 不是每年都有的一天" => "写月和日，如 `10-01`；或写节日：{known}，前几天、后几天用减号、加号，如 `春节-1` 是除夕",
        en: "`{value}` is not a day of every year" => "write month and day, like `10-01`, or a festival: {known}; days before and after it with a sign, like `春节-1`",
        wrong: "every-year: [除夕]", right: "every-year: [春节-1]",
    }
}

/// Festivals of the lunar calendar, with month and day there.
const LUNAR: [(&str, u8, u8); 4] = [("春节", 1, 1), ("端午", 5, 5), ("中秋", 8, 15), ("重阳", 9, 9)];
/// The festival of a solar term; any other is a day that a table names.
const SOLAR: &str = "清明";

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
        let holiday = almanac_names().find(|own| *own == name).zip(offset.filter(|days: &i64| days.abs() < 100));
        if holiday.is_none() {
            let unknown = Diagnostic::new(&EVERY_YEAR, node.span.clone()).with("value", written);
            diags.push(unknown.with_list("known", almanac_names()));
        }
        holiday.map(|(name, offset)| Self::Around(name.into(), offset))
    }
}

impl Holiday {
    /// Its day in a year; on which the almanac has none, there is none.
    fn day(&self, year: i16) -> Option<Date> {
        match self {
            Self::Fixed(month, day) => Date::new(year, *month, *day),
            Self::Around(name, offset) => almanac(name, year).map(|day| day.plus(*offset)),
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
        written.or_else(|| almanac(name, year))
    }

    /// Names of all festivals that the calendar has in any year.
    pub fn festivals(&self) -> BTreeSet<&str> {
        let written = self.years.values().flat_map(|year| year.festivals.keys().map(|name| &**name));
        written.chain(almanac_names().map(|name| -> &str { name })).collect()
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
        self.counted(from, (count, 1), Self::is_clear_day)
    }

    /// The day on which the `count`-th working day behind `from` falls.
    pub fn working_days_after(&self, from: Date, count: u32) -> Reached {
        self.counted(from, (count, 1), Self::is_working_day)
    }

    /// The day right before the `count` working days, or clear days, of which `last` may be the last.
    pub fn days_before(&self, last: Date, count: u32, is_clear: bool) -> Reached {
        let counts = if is_clear { Self::is_clear_day } else { Self::is_working_day };
        let first = self.counted(last.plus(1), (count, -1), counts);
        Reached { day: first.day.plus(-1), ..first }
    }

    /// The `count`-th day that counts, forth or back from `from`.
    fn counted(&self, from: Date, (count, step): (u32, i64), counts: fn(&Self, Date) -> bool) -> Reached {
        let (mut reached, mut left) = (Reached::plainly(from), count);
        while left > 0 {
            let next = reached.day.plus(step);
            if next == reached.day {
                break;
            }
            reached.day = next;
            let year = Some(next.year()).filter(|year| self.table(*year).is_none());
            reached.untabled = reached.untabled.or(year);
            left -= u32::from(counts(self, next));
        }
        reached
    }

    /// The first working day from `date` on.
    pub fn next_working_day(&self, date: Date) -> Reached {
        self.counted(date.plus(-1), (1, 1), Self::is_working_day)
    }
}

/// The festivals of which the almanac has a day in every year.
fn almanac_names() -> impl Iterator<Item = &'static str> {
    LUNAR.iter().map(|(name, ..)| *name).chain([SOLAR])
}

/// The day of a festival that the almanac knows.
fn almanac(name: &str, year: i16) -> Option<Date> {
    if name == SOLAR { qingming(year) } else { lunar(name, year) }
}

/// The day of 清明 from 2000 to 2099, by the rule of thumb for solar terms, which holds in all these years.
fn qingming(year: i16) -> Option<Date> {
    let of_century = i32::from(year.checked_sub(2000).filter(|year| (0..100).contains(year))?);
    let day = (of_century * 2_422 + 48_100) / 10_000 - of_century / 4;
    Date::new(year, 4, i8::try_from(day).ok()?)
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
    use crate::base::date::Date;
    use crate::base::diag::Diagnostics;
    use crate::base::fields::FromNode;
    use crate::base::yaml;

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
        let terms: Vec<_> = [2000, 2008, 2024, 2025, 2026, 2027, 2099].iter().map(|year| day("清明", *year)).collect();
        let expected =
            ["2000-04-04", "2008-04-04", "2024-04-04", "2025-04-04", "2026-04-05", "2027-04-05", "2099-04-05"];
        assert_eq!(terms.iter().map(|day| day.as_deref().unwrap()).collect::<Vec<_>>(), expected);
        assert_eq!((day("清明", 1999), day("清明", 2100)), (None, None));
    }

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
