//! The time that a record covers: a day, month, quarter, half-year, year or range.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::base::closed::Closed;
use crate::base::date::{Date, to_half_width};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::FromNode;
use crate::base::lang::Text;
use crate::base::yaml::Node;

rules! {
    /// A text that is no period.
    UNREADABLE: Error "period/unreadable" {
        zh: "`{value}` 不是期间" => "写成 `2025`、`2025H1`、`2025Q2`、`2025-06`、`2025-06-03` 或 `2025-04-01..2025-06-30`",
        en: "`{value}` is not a period" => "write it like `2025`, `2025H1`, `2025Q2`, `2025-06`, `2025-06-03` or `2025-04-01..2025-06-30`",
        wrong: "period: 二季度", right: "period: 2025Q2",
    }
    /// A range that ends before it begins.
    REVERSED: Error "period/reversed" {
        zh: "期间的终点 {end} 在起点 {start} 之前" => "写成 `{end}..{start}`，或查对两个日期",
        en: "the period ends on {end}, before it begins on {start}" => "write `{end}..{start}`, or look up both dates",
        wrong: "period: 2025-06-30..2025-04-01", right: "period: 2025-04-01..2025-06-30",
    }
}

/// First and last day of a period and how it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day, which belongs to the period.
    pub end: Date,
    /// How it is named.
    pub grain: Grain,
}

/// How a period is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Grain {
    /// One day.
    Day,
    /// A calendar month.
    Month,
    /// A quarter of a calendar year.
    Quarter,
    /// A half of a calendar year.
    Half,
    /// A calendar year.
    Year,
    /// A financial year that begins on another day than the calendar year: `2025/26`.
    Financial,
    /// From a day to a day.
    Range,
}

impl Period {
    /// The period of one day.
    pub fn day(date: Date) -> Self {
        Self { start: date, end: date, grain: Grain::Day }
    }

    /// Whether a day lies in it.
    pub fn includes(&self, date: Date) -> bool {
        self.start <= date && date <= self.end
    }

    /// Reads every form of the format.
    pub fn parse(text: &str) -> Option<Self> {
        let text = to_half_width(text.trim());
        if let Some((start, end)) = text.split_once("..").or_else(|| text.split_once('至')) {
            let (start, end) = (Date::parse(start.trim())?.0, Date::parse(end.trim())?.0);
            return Some(Self { start, end, grain: Grain::Range });
        }
        if let Some((date, _)) = Date::parse(&text) {
            return Some(Self::day(date));
        }
        let year = text.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()?;
        let rest = text[4..].trim_start_matches('年').trim();
        let (first, months, grain) = part(rest)?;
        let start = Date::new(year, first, 1)?;
        let end = Date::new(year, first + months - 1, 1)?.month_end();
        Some(Self { start, end, grain })
    }
}

/// Parts of a year: first month, number of months and grain.
const PARTS: Closed<(i8, i8, Grain)> = Closed::new(
    "part-of-year",
    &[
        ("", (1, 12, Grain::Year)),
        ("H1", (1, 6, Grain::Half)),
        ("H2", (7, 6, Grain::Half)),
        ("Q1", (1, 3, Grain::Quarter)),
        ("Q2", (4, 3, Grain::Quarter)),
        ("Q3", (7, 3, Grain::Quarter)),
        ("Q4", (10, 3, Grain::Quarter)),
    ],
);

/// First month, number of months and grain of what stands behind the year.
fn part(rest: &str) -> Option<(i8, i8, Grain)> {
    PARTS.find(rest).or_else(|| {
        let month = rest.strip_prefix('-').or_else(|| rest.strip_suffix('月'))?;
        let number = month.parse::<i8>().ok().filter(|number| (1..=12).contains(number))?;
        Some((number, 1, Grain::Month))
    })
}

/// The day of the year on which financial years begin: month and day.
pub type YearStart = (i8, i8);

impl Period {
    /// The financial year in which `date` lies; the calendar year where both begin on the same day.
    pub fn financial((month, day): YearStart, date: Date) -> Option<Self> {
        let begins = |year: i16| Date::new(year, month, day);
        let start = begins(date.year()).filter(|start| *start <= date).or_else(|| begins(date.year() - 1))?;
        let end = begins(start.year() + 1)?.plus(-1);
        let grain = if (month, day) == (1, 1) { Grain::Year } else { Grain::Financial };
        Some(Self { start, end, grain })
    }

    /// Reads a period where financial years begin on `start`, so that `2025/26` is one.
    pub fn read(node: &Node, start: YearStart, diags: &mut Diagnostics) -> Option<Self> {
        let financial = node.text().and_then(|text| {
            let (year, next) = text.trim().split_once('/')?;
            let is_year = year.len() == 4 && next.len() == 2 && start != (1, 1);
            let year: i16 = year.parse().ok().filter(|_| is_year)?;
            let is_next = next.parse() == Ok((year + 1) % 100);
            Self::financial(start, Date::new(year, start.0, start.1)?).filter(|_| is_next)
        });
        if financial.is_none() && start != (1, 1) && node.text().is_some_and(|text| Self::parse(text).is_none()) {
            const FINANCIAL: Text = Text {
                zh: "会计年度写成 `2025/26`，其他写成 `2025Q2`、`2025-06` 或 `2025-04-01..2025-06-30`",
                en: "write a financial year like `2025/26`, other periods like `2025Q2`, `2025-06` or `2025-04-01..2025-06-30`",
            };
            let value = node.text().unwrap_or_default();
            diags.push(Diagnostic::new(&UNREADABLE, node.span.clone()).with("value", value).help_instead(FINANCIAL));
            return None;
        }
        financial.or_else(|| Self::from_node(node, diags))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month) = (self.start.year(), self.start.month());
        match self.grain {
            Grain::Day => write!(f, "{}", self.start),
            Grain::Month => write!(f, "{year:04}-{month:02}"),
            Grain::Quarter => write!(f, "{year:04}Q{}", (month + 2) / 3),
            Grain::Half => write!(f, "{year:04}H{}", if month == 1 { 1 } else { 2 }),
            Grain::Year => write!(f, "{year:04}"),
            Grain::Financial => write!(f, "{year:04}/{:02}", (year + 1) % 100),
            Grain::Range => write!(f, "{}..{}", self.start, self.end),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl FromNode for Period {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text = String::from_node(node, diags)?;
        let Some(period) = Self::parse(&text) else {
            diags.push(Diagnostic::new(&UNREADABLE, node.span.clone()).with("value", text));
            return None;
        };
        if period.end < period.start {
            let reversed = Diagnostic::new(&REVERSED, node.span.clone());
            diags.push(reversed.with("start", period.start).with("end", period.end));
            return None;
        }
        Some(period)
    }
}

#[cfg(test)]
mod tests {
    use super::Period;
    use crate::base::diag::Diagnostics;
    use crate::base::yaml;

    fn check(text: &str, expected: &str) {
        let read = Period::parse(text).map(|one| format!("{one} {} {}", one.start, one.end));
        assert_eq!(read.as_deref().unwrap_or("-"), expected, "{text}");
    }

    #[test]
    fn forms() {
        check("2025", "2025 2025-01-01 2025-12-31");
        check("2025年度", "2025 2025-01-01 2025-12-31");
        check("2025H1", "2025H1 2025-01-01 2025-06-30");
        check("2025年下半年", "2025H2 2025-07-01 2025-12-31");
        check("2025Q2", "2025Q2 2025-04-01 2025-06-30");
        check("2025年第二季度", "2025Q2 2025-04-01 2025-06-30");
        check("2024-02", "2024-02 2024-02-01 2024-02-29");
        check("2025年6月", "2025-06 2025-06-01 2025-06-30");
        check("2025-06-03", "2025-06-03 2025-06-03 2025-06-03");
        check("2025-04-01..2025-06-30", "2025-04-01..2025-06-30 2025-04-01 2025-06-30");
        for wrong in ["二季度", "2025Q5", "2025-13", "20", "2025年第五季度", "年"] {
            check(wrong, "-");
        }
    }

    #[test]
    fn a_financial_year_is_one_where_it_begins_on_its_own_day() {
        let read = |text: &str, start| {
            let mut diags = Diagnostics::new();
            let node = yaml::parse(&"a.yaml".into(), 0, text, &mut diags).unwrap();
            Period::read(&node, start, &mut diags).map(|one| format!("{one} {} {}", one.start, one.end))
        };
        assert_eq!(read("2025/26", (4, 1)).as_deref(), Some("2025/26 2025-04-01 2026-03-31"));
        assert_eq!(read("1999/00", (7, 1)).as_deref(), Some("1999/00 1999-07-01 2000-06-30"));
        assert_eq!(read("2025Q2", (4, 1)).as_deref(), Some("2025Q2 2025-04-01 2025-06-30"));
        for (text, start) in [("2025/26", (1, 1)), ("2025/27", (4, 1)), ("2025/2026", (4, 1)), ("25/26", (4, 1))] {
            assert_eq!(read(text, start), None, "{text}");
        }
    }
}
