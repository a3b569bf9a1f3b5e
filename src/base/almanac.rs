//! Days that move from year to year and that anybody can compute: festivals of the lunar calendar, and 清明.

use icu_calendar::cal::ChineseTraditional;
use icu_calendar::types::Month;

use crate::base::date::Date;
use crate::base::lexicon::LEXICON;

/// The festivals of which the almanac has a day in every year.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    let festivals = &LEXICON.festivals;
    festivals.lunar.iter().map(|one| &*one.name).chain([&*festivals.qingming])
}

/// The day of a festival that the almanac knows.
pub(super) fn day(name: &str, year: i16) -> Option<Date> {
    if *name == *LEXICON.festivals.qingming { qingming(year) } else { lunar(name, year) }
}

/// The day of 清明 from 2000 to 2099, by the rule of thumb for solar terms, which holds in all these years.
fn qingming(year: i16) -> Option<Date> {
    let of_century = i32::from(year.checked_sub(2000).filter(|year| (0..100).contains(year))?);
    let day = (of_century * 2_422 + 48_100) / 10_000 - of_century / 4;
    Date::new(year, 4, i8::try_from(day).ok()?)
}

/// The day of a festival of the lunar calendar. Before and after the years of which the almanac is known, there is none.
fn lunar(name: &str, year: i16) -> Option<Date> {
    let known = LEXICON.festivals.lunar.iter().find(|own| *own.name == *name);
    let own = known.filter(|_| (1901..=2100).contains(&year))?;
    let (month, calendar) = (Month::new(own.month), ChineseTraditional::new());
    let date = icu_calendar::Date::try_new(i32::from(year).into(), month, own.day, calendar);
    let date = date.ok()?.to_calendar(icu_calendar::Gregorian);
    let (month, day) = (date.month().ordinal, date.day_of_month().0);
    Date::new(i16::try_from(date.year().extended_year()).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn festivals_are_those_of_the_almanac() {
        let day = |name: &str, year: i16| super::day(name, year).map(|day| day.to_string());
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
            for (name, expected) in ["春节", "端午", "中秋", "重阳"].iter().zip(days) {
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
            ["2000-04-04", "2008-04-04", "2024-04-04", "2025-04-04", "2026-04-05", "2027-04-05", "2099-04-04"];
        assert_eq!(terms.iter().map(|day| day.as_deref().unwrap()).collect::<Vec<_>>(), expected);
        assert_eq!((day("清明", 1999), day("清明", 2100)), (None, None));
    }
}
