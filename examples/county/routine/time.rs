//! Months, periods of one or three of them, and working days.

use std::sync::LazyLock;

use gongkai::base::calendar::Calendar;
use gongkai::base::date::Date;
use gongkai::base::diag::Diagnostics;
use gongkai::base::fields::FromNode;
use gongkai::base::yaml;

const NUMBERS: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];

/// The number from one to twelve in Chinese.
pub(super) fn chinese(number: i64) -> &'static str {
    NUMBERS[usize::try_from(number - 1).unwrap_or(0) % NUMBERS.len()]
}

/// A month, counted from the year 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Month(pub(super) i64);

impl Month {
    /// The month of a year.
    pub(super) fn new(year: i64, number: i64) -> Self {
        Self(year * 12 + number - 1)
    }

    /// Its year.
    pub(super) fn year(self) -> i64 {
        self.0.div_euclid(12)
    }

    /// Its number from one to twelve.
    pub(super) fn number(self) -> i64 {
        self.0.rem_euclid(12) + 1
    }

    /// `2026-07`.
    pub(super) fn name(self) -> String {
        format!("{}-{:02}", self.year(), self.number())
    }

    /// The day of this month, or its last.
    pub(super) fn day(self, day: i64) -> Date {
        let part = |number: i64| i8::try_from(number).unwrap_or(1);
        let year = i16::try_from(self.year()).unwrap_or(0);
        let first = Date::new(year, part(self.number()), 1).expect("every month has a first day");
        first.plus(day - 1).min(first.month_end())
    }

    /// The last working day of this month up to this day, or the first one behind it.
    pub(super) fn working_day(self, day: i64) -> Date {
        let date = CALENDAR.next_working_day(self.day(day)).day;
        if i64::from(date.month()) == self.number() {
            return date;
        }
        let before = (0..).map(|days| self.day(31).plus(-days)).find(|date| CALENDAR.is_working_day(*date));
        before.expect("every month has a working day")
    }
}

/// A month, a quarter or half a year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    /// Its first month.
    pub(super) first: Month,
    /// How many months it has.
    pub(super) months: i64,
}

impl Span {
    /// Reads `2026H2`, `2026Q3` or `2026-07`.
    pub(super) fn parse(text: &str) -> Self {
        let number = |text: &str| text.parse::<i64>().expect("periods are written as 2026Q3 or 2026-07");
        let months = match text.as_bytes().get(4) {
            Some(b'Q') => 3,
            Some(b'H') => 6,
            _ => 1,
        };
        let first = (number(&text[5..]) - 1) * months + 1;
        Self { first: Month::new(number(&text[..4]), first), months }
    }

    /// The spans from this one to `last`.
    pub(super) fn to(self, last: Self) -> impl Iterator<Item = Self> {
        let next = |span: &Self| Some(Self { first: Month(span.first.0 + span.months), ..*span });
        std::iter::successors(Some(self), next).take_while(move |span| *span <= last)
    }

    /// The one before.
    pub(super) fn before(self) -> Self {
        Self { first: Month(self.first.0 - self.months), ..self }
    }

    /// Its months.
    pub(super) fn each(self) -> impl Iterator<Item = Month> {
        (self.first.0..self.first.0 + self.months).map(Month)
    }

    /// Its last month.
    pub(super) fn last(self) -> Month {
        Month(self.first.0 + self.months - 1)
    }

    /// Its number in the year.
    pub(super) fn number(self) -> i64 {
        (self.first.number() - 1) / self.months + 1
    }

    /// `2026H2`, `2026Q3`, `2026-07`.
    pub(super) fn name(self) -> String {
        match self.months {
            1 => self.first.name(),
            months => format!("{}{}{}", self.first.year(), if months == 3 { 'Q' } else { 'H' }, self.number()),
        }
    }

    /// `2026年下半年`, `2026年第三季度`, `2026年7月`.
    pub(super) fn label(self) -> String {
        let year = self.first.year();
        match self.months {
            1 => format!("{year}年{}月", self.first.number()),
            3 => format!("{year}年{}", self.quarter()),
            _ => format!("{year}年{}半年", if self.number() == 1 { "上" } else { "下" }),
        }
    }

    /// `第三季度`.
    pub(super) fn quarter(self) -> String {
        format!("第{}季度", chinese(self.number()))
    }

    /// `h2`, `q3`, `07`: how the file is told apart from others of its year.
    pub(super) fn short(self) -> String {
        match self.months {
            1 => format!("{:02}", self.first.number()),
            months => format!("{}{}", if months == 3 { 'q' } else { 'h' }, self.number()),
        }
    }
}

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let mut diags = Diagnostics::default();
    let text = include_str!("../../../src/packs/cn/calendar.yaml");
    let node = yaml::parse(&"calendar.yaml".into(), 0, text, &mut diags);
    node.and_then(|node| Calendar::from_node(&node, &mut diags)).expect("the built-in calendar can be read")
});

/// The working day that is this day or comes next.
pub(super) fn working_day(date: Date) -> Date {
    CALENDAR.next_working_day(date).day
}

/// `9月26日`.
pub(super) fn day_label(date: Date) -> String {
    format!("{}月{}日", date.month(), date.day())
}
