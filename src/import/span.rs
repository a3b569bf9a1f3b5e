//! The time that a title speaks of: 2026年第三季度, 2026年7-9月, 2026Q3.

use crate::base::date::{Date, to_half_width};
use crate::base::period::{Grain, Period};

/// The time that a text speaks of, if it names the year; the most precise where it names several.
pub(super) fn period_in(text: &str) -> Option<Period> {
    let plain: String = to_half_width(text).chars().filter(|sign| !sign.is_whitespace()).collect();
    let mut found: Option<Period> = None;
    for (at, _) in plain.match_indices("20") {
        let is_begun = plain[..at].ends_with(|sign: char| sign.is_ascii_digit());
        let Some(year) = plain.get(at..at + 4).filter(|_| !is_begun).and_then(|year| year.parse().ok()) else {
            continue;
        };
        let rest = &plain[at + 4..];
        if rest.starts_with(|sign: char| sign.is_ascii_digit()) {
            continue;
        }
        let own = behind(year, rest);
        let is_better = |old: &Period| old.grain == Grain::Year && own.is_some_and(|new| new.grain != Grain::Year);
        if found.as_ref().is_none_or(is_better) {
            found = own.or(found);
        }
    }
    found
}

/// The time within a known year, where a text names none: 第三季度, 7-9月.
pub(super) fn period_within(year: i16, text: &str) -> Option<Period> {
    let plain: String = to_half_width(text).chars().filter(|sign| !sign.is_whitespace()).collect();
    let starts = plain.char_indices().filter(|(at, sign)| {
        let is_begun = plain[..*at].ends_with(|sign: char| sign.is_ascii_digit());
        sign.is_ascii_digit() && !is_begun || "第一二三四上下QH".contains(*sign)
    });
    let says = |text: &&str| text.contains(['月', '季', '半', 'Q', 'H']);
    starts.map(|(at, _)| &plain[at..]).filter(says).find_map(|text| part(year, text))
}

/// The time that the year and what stands behind it name.
fn behind(year: i16, rest: &str) -> Option<Period> {
    let plain = rest.trim_start_matches(['年', '度', '-', '.', '/', '(']);
    part(year, plain).or_else(|| Period::parse(&year.to_string()))
}

fn part(year: i16, text: &str) -> Option<Period> {
    quarter(year, text).or_else(|| half(year, text)).or_else(|| months(year, text))
}

fn quarter(year: i16, text: &str) -> Option<Period> {
    let plain = text.trim_start_matches('第');
    let number = |sign: char| {
        "1234".find(sign).or_else(|| ["一", "二", "三", "四"].iter().position(|own| own.starts_with(sign)))
    };
    let number = match plain.strip_prefix('Q').or_else(|| plain.strip_prefix('q')) {
        Some(rest) => rest.chars().next().and_then(number)?,
        None => {
            let first = plain.chars().next()?;
            plain[first.len_utf8()..].starts_with("季").then(|| number(first)).flatten()?
        }
    };
    Period::parse(&format!("{year}Q{}", number + 1))
}

fn half(year: i16, text: &str) -> Option<Period> {
    let halves = [("上半年", 1), ("下半年", 2), ("H1", 1), ("H2", 2)];
    let (_, number) = halves.iter().find(|(word, _)| text.starts_with(word))?;
    Period::parse(&format!("{year}H{number}"))
}

/// A month, or months from one to another, with days or without.
fn months(year: i16, text: &str) -> Option<Period> {
    let (first, rest) = number(text)?;
    let (first_day, rest) = day(rest.strip_prefix('月').unwrap_or(rest));
    let Some(rest) = rest.strip_prefix(['-', '~', '—', '–', '至', '到']) else {
        let is_month = text.contains('月') || text.trim_start_matches(|sign: char| sign.is_ascii_digit()).is_empty();
        let start = Date::new(year, first, first_day.unwrap_or(1)).filter(|_| is_month)?;
        return Some(match first_day {
            Some(_) => Period::day(start),
            None => Period { start, end: start.month_end(), grain: Grain::Month },
        });
    };
    let rest = rest.trim_start_matches(['-', '—', '–', '至']);
    let same = format!("{year}年");
    let rest = rest
        .strip_prefix(&*same)
        .unwrap_or(rest)
        .strip_prefix(&format!("{year}."))
        .unwrap_or(rest.strip_prefix(&*same).unwrap_or(rest));
    let (last, rest) = number(rest)?;
    let rest = rest.strip_prefix(['月', '.', '/']).unwrap_or(rest);
    let (last_day, _) = day(rest);
    let start = Date::new(year, first, first_day.unwrap_or(1))?;
    let end = match last_day {
        Some(day) => Date::new(year, last, day)?,
        None => Date::new(year, last, 1)?.month_end(),
    };
    (start <= end).then(|| named(start, end))
}

/// Two figures at most.
fn number(text: &str) -> Option<(i8, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text.get(..digits).filter(|_| (1..=2).contains(&digits))?.parse().ok()?;
    Some((number, &text[digits..]))
}

/// The day of a month that a text begins with, if it says so.
fn day(text: &str) -> (Option<i8>, &str) {
    let plain = text.trim_start_matches(['.', '/']);
    match number(plain) {
        Some((day, rest)) if rest.starts_with(['日', '号']) => (Some(day), rest.trim_start_matches(['日', '号'])),
        Some((day, rest)) if plain.len() < text.len() => (Some(day), rest),
        _ => (None, text),
    }
}

/// The period from a day to a day by its usual name.
pub(super) fn named(start: Date, end: Date) -> Period {
    let is_whole = start.day() == 1 && end == end.month_end();
    let months = if start.year() == end.year() && is_whole { end.month() - start.month() + 1 } else { 0 };
    let grain = match (months, start.month()) {
        (1, _) => Grain::Month,
        (3, 1 | 4 | 7 | 10) => Grain::Quarter,
        (6, 1 | 7) => Grain::Half,
        (12, _) => Grain::Year,
        _ => Grain::Range,
    };
    Period { start, end, grain }
}

#[cfg(test)]
mod tests {
    use super::{period_in, period_within};

    #[test]
    fn the_time_of_a_title_is_found() {
        for (text, expected) in [
            ("石桥村2026年第三季度财务收支公开表", Some("2026Q3")),
            ("石桥村 2026 年 第 三 季 度 收支", Some("2026Q3")),
            ("2026年三季度", Some("2026Q3")),
            ("2026年7-9月收支明细", Some("2026Q3")),
            ("2026年7月至9月", Some("2026Q3")),
            ("2026年7月1日至2026年9月30日", Some("2026Q3")),
            ("2026年7月1日—9月30日", Some("2026Q3")),
            ("2026.7-9", Some("2026Q3")),
            ("2026年上半年", Some("2026H1")),
            ("2026年8月份", Some("2026-08")),
            ("2026年度", Some("2026")),
            ("finance-2026Q2", Some("2026Q2")),
            ("云财〔2025〕3号 2026年第一季度", Some("2026Q1")),
            ("编号 32026", None),
            ("三季度", None),
        ] {
            assert_eq!(period_in(text).map(|period| period.to_string()).as_deref(), expected, "{text}");
        }
        assert_eq!(period_within(2026, "第三季度收支").map(|one| one.to_string()).as_deref(), Some("2026Q3"));
        assert_eq!(period_within(2026, "7-9月").map(|one| one.to_string()).as_deref(), Some("2026Q3"));
        assert_eq!(period_within(2026, "低保名单"), None);
    }
}
