//! Dates, periods and short amounts as a language writes them. Their patterns are texts of the theme, so that a language is
//! data; how it writes numbers, CLDR says.
//!
//! `icu_datetime` would know the dates of more languages, but neither quarters, halves, financial years, ranges nor short
//! amounts, which need texts anyway; it would add 0.5 MB and 20 seconds of work to a first build, and take five times as long for
//! a date. A test holds the patterns of our languages to it.

use std::fmt;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::grouped::Numbers;
use crate::base::money::Money;
use crate::base::number::{Edge, Percent};
use crate::base::period::{Grain, Period};

/// From this amount on one is written short, in whole units of the currency.
const LONG: i64 = 10_000;

/// How a language writes them. Without its texts everything keeps its standard form, `2025-07-10`.
#[derive(Clone, Debug, Default)]
pub struct Words(Option<Arc<Own>>);

/// The texts by what they are for.
#[derive(Debug)]
struct Own {
    date: Arc<str>,
    day: Arc<str>,
    cell: Arc<str>,
    months: List,
    short_months: List,
    weekdays: List,
    year: Arc<str>,
    month: Arc<str>,
    quarter: Arc<str>,
    quarters: List,
    half: Arc<str>,
    halves: List,
    financial: Arc<str>,
    range: Arc<str>,
    range_in_year: Arc<str>,
    /// Powers of ten with the pattern of what is counted in them, the greatest first.
    amounts: Vec<(i64, Arc<str>)>,
    under: Arc<str>,
    over: Arc<str>,
    numbers: Numbers,
}

impl Words {
    /// Those of no language.
    pub const NONE: Self = Self(None);

    /// Those of the language with this tag, by the text that a theme has under a key.
    pub fn new(lang: &str, text: impl Fn(&'static str) -> Arc<str>) -> Self {
        let list = |key| List(text(key).split(',').map(|word| word.trim().into()).collect());
        Self(Some(Arc::new(Own {
            date: text("date_long"),
            day: text("date_day"),
            cell: text("date_cell"),
            months: list("month_names"),
            short_months: list("month_names_short"),
            weekdays: list("weekday_names"),
            year: text("year_of"),
            month: text("period_month"),
            quarter: text("period_quarter"),
            quarters: list("quarter_names"),
            half: text("period_half"),
            halves: list("half_names"),
            financial: text("period_financial"),
            range: text("period_range"),
            range_in_year: text("period_range_in_year"),
            amounts: amounts(&text("amount_units")),
            under: text("percent_under"),
            over: text("percent_over"),
            numbers: Numbers::of(lang),
        })))
    }

    /// `2025-07-10` → 2025年7月10日, 10 July 2025
    pub fn date(&self, text: &str) -> String {
        self.in_pattern(text, |own| &own.date)
    }

    /// `2025-07-10` → 2025-07-10, 10 Jul 2025: for cells of tables.
    pub fn short_date(&self, text: &str) -> String {
        self.in_pattern(text, |own| &own.cell)
    }

    /// `2025-07-10` → 7月10日, 10 Jul
    pub fn day(&self, text: &str) -> String {
        self.in_pattern(text, |own| &own.day)
    }

    fn in_pattern(&self, text: &str, pattern: impl Fn(&Own) -> &str) -> String {
        match (&self.0, Date::parse(text)) {
            (Some(own), Some((date, _))) => own.date(pattern(own), date),
            _ => text.to_owned(),
        }
    }

    /// `2025Q2` → 2025年第二季度, Q2 2025
    pub fn period(&self, text: &str) -> String {
        match (&self.0, Period::parse(text)) {
            (Some(own), Some(period)) => own.period(&period),
            _ => text.to_owned(),
        }
    }

    /// `86412.35` → 8.64万, 86.41 k: short, for pictures.
    pub fn short(&self, text: &str) -> String {
        match (&self.0, Money::parse(text)) {
            (Some(own), Ok(amount)) => own.short(amount),
            _ => text.to_owned(),
        }
    }

    /// The digits of a percentage, with what they leave out: 96.1, 不足0.1, over 99.9.
    pub fn percent(&self, percent: Percent) -> String {
        let digits = percent.to_string();
        let Some(own) = &self.0 else { return digits };
        let digits = own.numbers.plain(&digits);
        match percent.edge() {
            Edge::Within => digits,
            Edge::Under => fill(&own.under, &[&digits]),
            Edge::Over => fill(&own.over, &[&digits]),
        }
    }

    /// 1 → 一, Mo
    pub fn weekday(&self, day: i64) -> &str {
        self.0.as_ref().map_or("", |own| own.weekdays.word(day))
    }

    /// How it writes numbers.
    pub fn numbers(&self) -> &Numbers {
        self.0.as_ref().map_or(&Numbers::NONE, |own| &own.numbers)
    }
}

impl Own {
    fn date(&self, pattern: &str, date: Date) -> String {
        let [year, month, day] = [date.year(), date.month().into(), date.day().into()].map(|number| number.to_string());
        let [name, short] = [&self.months, &self.short_months].map(|months| months.word(date.month().into()));
        said(pattern, &[&year, &month, &day, name, short, &date.to_string()], &date)
    }

    fn period(&self, period: &Period) -> String {
        let month = i64::from(period.start.month());
        let year = period.start.year().to_string();
        let part = |pattern, (number, words): (i64, &List)| {
            said(pattern, &[&year, &number.to_string(), words.word(number)], period)
        };
        match period.grain {
            Grain::Day => self.date(&self.date, period.start),
            Grain::Month => self.date(&self.month, period.start),
            Grain::Quarter => part(&self.quarter, ((month + 2) / 3, &self.quarters)),
            Grain::Half => part(&self.half, (if month == 1 { 1 } else { 2 }, &self.halves)),
            Grain::Year => said(&self.year, &[&year], period),
            Grain::Financial => said(&self.financial, &[&period.to_string()], period),
            Grain::Range => {
                let is_one = period.end.year() == period.start.year();
                let pattern = if is_one { &self.range_in_year } else { &self.range };
                let [start, end] = [period.start, period.end];
                let [first, last] = [start, end].map(|date| self.date(&self.date, date));
                said(pattern, &[&first, &last, &self.date(&self.day, start), &self.date(&self.day, end)], period)
            }
        }
    }

    fn short(&self, amount: Money) -> String {
        const YUAN: i64 = 100;
        let sign = if amount.0 < 0 { "−" } else { "" };
        let fen = amount.abs().0;
        let found = self.amounts.iter().find(|(unit, _)| fen / YUAN >= *unit && fen / YUAN >= LONG);
        let Some((unit, pattern)) = found else { return format!("{sign}{}", (fen + 50) / YUAN) };
        let hundredths = (i128::from(fen) * 1000 / i128::from(unit * YUAN) + 5) / 10;
        let fraction = format!("{:02}", hundredths % 100);
        let number = format!("{}.{fraction}", hundredths / 100);
        let number = number.trim_end_matches('0').trim_end_matches('.');
        format!("{sign}{}", fill(pattern, &[&self.numbers.number(number, 0)]))
    }
}

/// Words that are counted from 1.
#[derive(Debug)]
struct List(Vec<Arc<str>>);

impl List {
    fn word(&self, number: i64) -> &str {
        let at = usize::try_from(number - 1).unwrap_or(usize::MAX);
        self.0.get(at).map_or("", |word| word)
    }
}

/// `10000=%1万, 100000000=%1亿`, the greatest first.
fn amounts(text: &str) -> Vec<(i64, Arc<str>)> {
    let pairs = text.split(',').filter_map(|one| one.trim().split_once('='));
    let units = pairs.filter_map(|(unit, pattern)| Some((unit.parse().ok().filter(|unit| *unit > 0)?, pattern.into())));
    let mut units: Vec<(i64, Arc<str>)> = units.collect();
    units.sort_by_key(|(unit, _)| std::cmp::Reverse(*unit));
    units
}

/// A pattern with `values` in its places; the standard form where it has none of what the pattern asks for.
fn said(pattern: &str, values: &[&str], standard: &impl fmt::Display) -> String {
    let lacks = |(place, value): (usize, &&str)| value.is_empty() && pattern.contains(&format!("%{place}"));
    if pattern.is_empty() || (1..).zip(values).any(lacks) { standard.to_string() } else { fill(pattern, values) }
}

/// A text with `values` in the places `%1`, `%2`.
pub(super) fn fill(text: &str, values: &[&str]) -> String {
    let mut parts = text.split('%');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let place = part.chars().next().and_then(|sign| sign.to_digit(10)).filter(|place| *place > 0);
        match place {
            Some(place) => out.extend([values.get(place as usize - 1).copied().unwrap_or_default(), &part[1..]]),
            None => out.extend(["%", part]),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::Words;

    fn words(texts: &'static [(&str, &str)]) -> Words {
        Words::new("en", |key| texts.iter().find(|(own, _)| *own == key).map_or("", |(_, text)| text).into())
    }

    #[test]
    fn what_a_theme_does_not_say_keeps_its_standard_form() {
        let own =
            words(&[("date_long", "%3 %4 %1"), ("month_names", "January, February"), ("period_quarter", "%3 of %1")]);
        assert_eq!(["2025-02-10", "2025-03-10"].map(|day| own.date(day)), ["10 February 2025", "2025-03-10"]);
        assert_eq!(["2025Q2", "2025H1", "no period"].map(|text| own.period(text)), ["2025Q2", "2025H1", "no period"]);
        assert_eq!((own.short("86412.35"), own.weekday(8)), ("86412".to_owned(), ""));
        assert_eq!(Words::NONE.date("2025-02-10"), "2025-02-10");
    }

    #[test]
    fn amounts_take_the_greatest_unit_that_they_reach() {
        let own = words(&[("amount_units", "1000=%1 k, 1000000=%1 m, none")]);
        for (amount, short) in
            [("9999.99", "10000"), ("86412.35", "86.41 k"), ("350000000", "350 m"), ("-120000", "−120 k")]
        {
            assert_eq!(own.short(amount), short);
        }
    }
}
