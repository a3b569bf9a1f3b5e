//! Civil dates, in every form a clerk writes them.

use std::fmt;

use jiff::ToSpan;
use jiff::civil;
use serde::{Serialize, Serializer};

/// A day of the civil calendar, without a time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(civil::Date);

/// Why a text is no date.
pub(super) enum Failure {
    Unreadable,
    Impossible { year: i16, month: i8 },
}

impl Date {
    /// The day with these numbers, if there is one.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self)
    }

    /// Reads the standard form, or one that a clerk writes; the answer says whether it was the standard one.
    pub fn parse(text: &str) -> Option<(Self, bool)> {
        read(text).ok()
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month, from 1.
    pub fn month(self) -> i8 {
        self.0.month()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> i8 {
        self.0.day()
    }

    /// The day of the week: 1 is Monday, 7 is Sunday.
    pub fn weekday(self) -> i8 {
        self.0.weekday().to_monday_one_offset()
    }

    /// The day `days` later, or earlier; the end of the calendar stays.
    #[must_use]
    pub fn plus(self, days: i64) -> Self {
        const MOST: i64 = 10_000 * 366;
        Self(self.0.saturating_add(days.clamp(-MOST, MOST).days()))
    }

    /// The same day of the month `months` later, or the last one of a shorter month; the end of the calendar stays.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        Self(self.0.saturating_add(i64::from(months.min(100_000)).months()))
    }

    /// Days from `self` to `other`.
    pub fn days_until(self, other: Self) -> i64 {
        i64::from(self.0.until(other.0).map_or(0, |span| span.get_days()))
    }

    /// The day as the calendar library knows it.
    pub(super) fn civil(self) -> civil::Date {
        self.0
    }

    /// The last day of this month.
    #[must_use]
    pub fn month_end(self) -> Self {
        Self(self.0.last_of_month())
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self(date)
    }
}

pub(super) fn read(text: &str) -> Result<(Date, bool), Failure> {
    let plain = to_half_width(text.trim());
    let plain = without_time(&plain).unwrap_or(&plain);
    let body = plain.strip_suffix('日').or_else(|| plain.strip_suffix('号')).unwrap_or(plain);
    let parts: Vec<&str> = body.split(['-', '.', '/', '年', '月']).map(str::trim).collect();
    let [year, month, day] = parts[..] else { return Err(Failure::Unreadable) };
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return Err(Failure::Unreadable);
    }
    let number = |text: &str| text.parse::<i16>().unwrap_or(0);
    let (year, month, day) = (number(year), number(month), number(day));
    let (month, day) = (i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0));
    let date = Date::new(year, month, day).ok_or(Failure::Impossible { year, month })?;
    Ok((date, date.to_string() == text))
}

/// The day without the time of day that spreadsheets put behind it: `2026/7/1 0:00`, `2026-07-01T00:00:00`.
fn without_time(text: &str) -> Option<&str> {
    let (day, time) = text.split_once('T').or_else(|| text.rsplit_once(' '))?;
    let time = time.strip_suffix('Z').unwrap_or(time);
    let (clock, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let is_number = |part: &&str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_time = matches!(parts.len(), 2 | 3) && parts.iter().all(is_number);
    (is_time && fraction.bytes().all(|byte| byte.is_ascii_digit())).then_some(day)
}

/// The same text with full-width digits and signs as ASCII.
pub fn to_half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    text.chars().map(narrow).collect()
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Month and day of a date without a year, like `11月2日` or `11.2`.
pub fn without_year(text: &str) -> Option<(i8, i8)> {
    let plain = to_half_width(text.trim());
    let body = plain.strip_suffix('日').or_else(|| plain.strip_suffix('号')).unwrap_or(&plain);
    let (month, day) = body.split_once(['-', '.', '/', '月'])?;
    let (month, day) = (month.trim().parse().ok()?, day.trim().parse().ok()?);
    // A leap year has every day.
    Date::new(2024, month, day).map(|_| (month, day))
}

#[cfg(test)]
mod tests {
    use super::Date;

    fn check(text: &str, expected: Option<(&str, bool)>) {
        let read = Date::parse(text).map(|(date, standard)| (date.to_string(), standard));
        assert_eq!(read, expected.map(|(date, standard)| (date.to_owned(), standard)), "{text}");
    }

    #[test]
    fn forms() {
        check("2025-07-10", Some(("2025-07-10", true)));
        for form in ["2025年7月10日", "2025.7.10", "2025/7/10", "2025-7-10", "２０２５年７月１０日"] {
            check(form, Some(("2025-07-10", false)));
        }
        for form in [
            "2025/7/10 0:00",
            "2025/7/10 00:00:00",
            "2025-07-10T00:00:00",
            "2025-07-10 08:30",
            "2025-07-10T00:00:00.000Z",
        ] {
            check(form, Some(("2025-07-10", false)));
        }
        for form in [
            "2025-07-10 上午",
            "2025-07-10T",
            "2025-07-10 0",
            "2025-02-30",
            "25-07-10",
            "2025-07",
            "七月",
            "2025-07-10-1",
            "2025-007-10",
        ] {
            check(form, None);
        }
    }

    #[test]
    fn arithmetic() {
        let day = Date::new(2024, 2, 28).unwrap();
        assert_eq!(day.plus(2).to_string(), "2024-03-01");
        assert_eq!(day.days_until(Date::new(2024, 3, 1).unwrap()), 2);
        assert_eq!(day.month_end().day(), 29);
        assert_eq!(Date::new(2024, 1, 31).unwrap().plus_months(1).to_string(), "2024-02-29");
        assert_eq!(Date::new(2025, 11, 30).unwrap().plus_months(3).to_string(), "2026-02-28");
        assert_eq!(Date::new(2026, 11, 23).unwrap().weekday(), 1);
    }
}
