//! A length of time: `5 working days`, `3个月`. Read in one way wherever it stands; what a place cannot count in is told.

use crate::base::calendar::{Calendar, Reached};
use crate::base::date::{Date, to_half_width};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::FromNode;
use crate::base::lang::{Lang, Text};
use crate::base::lexicon::LEXICON;
use crate::base::yaml::Node;

rules! {
    /// A length of time that cannot be read.
    UNREADABLE: Error "length/unreadable" {
        zh: "`{value}` 不是时长" => "写成 {allowed}",
        en: "`{value}` is not a length of time" => "write it like {allowed}",
        wrong: "reply-within: 一周", right: "reply-within: 7 days",
    }
    /// A length of time in a unit that its place cannot count in.
    UNIT: Error "length/other-unit" {
        zh: "`{value}`：这里的时长不能按{unit}计算" => "写成 {allowed}",
        en: "`{value}`: this length of time cannot be counted in {unit}" => "write it like {allowed}",
        wrong: "home: 10 working days", right: "home: 14 days",
    }
}

/// So many days, months or years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: TimeUnit,
}

/// What a length of time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of the format")]
pub enum TimeUnit {
    Days,
    WorkingDays,
    /// Whole days between two others, of which neither counts; no Sundays and no holidays. Saturdays count.
    ClearDays,
    Months,
    Years,
}

/// Longer ones are slips of the pen.
const MOST: u32 = 3_660;

impl TimeUnit {
    const ALL: [Self; 5] = [Self::Days, Self::WorkingDays, Self::ClearDays, Self::Months, Self::Years];

    /// Whether this may stand behind the number; nothing at all counts days.
    fn is(self, word: &str) -> bool {
        let words = &LEXICON.lengths;
        match self {
            Self::Days => word.is_empty() || words.days.has(word),
            Self::WorkingDays => words.working_days.has(word),
            Self::ClearDays => words.clear_days.has(word),
            Self::Months => words.months.has(word),
            Self::Years => words.years.has(word),
        }
    }

    /// Several of them.
    fn called(self) -> Text {
        match self {
            Self::Days => Text { zh: "天", en: "days" },
            Self::WorkingDays => Text { zh: "工作日", en: "working days" },
            Self::ClearDays => Text { zh: "整日", en: "clear days" },
            Self::Months => Text { zh: "月", en: "months" },
            Self::Years => Text { zh: "年", en: "years" },
        }
    }

    /// An example in both languages.
    fn example(self) -> (&'static str, &'static str) {
        match self {
            Self::Days => ("7 days", "7天"),
            Self::WorkingDays => ("5 working days", "5个工作日"),
            Self::ClearDays => ("3 clear days", "3个整日"),
            Self::Months => ("3 months", "3个月"),
            Self::Years => ("2 years", "2年"),
        }
    }
}

impl Length {
    /// So many days of the calendar.
    pub const fn days(count: u32) -> Self {
        Self { count, unit: TimeUnit::Days }
    }

    /// Whether only working days count.
    pub fn is_working_days(self) -> bool {
        self.unit == TimeUnit::WorkingDays
    }

    /// Reads `10 days`, `20 working days`, `3 months`, `2年`; a bare number counts days.
    pub fn parse(text: &str) -> Option<Self> {
        let text = to_half_width(text.trim());
        let end = text.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(text.len());
        let (number, word) = (&text[..end], text[end..].trim());
        let count = number.parse().ok().filter(|count| *count <= MOST)?;
        let unit = TimeUnit::ALL.into_iter().find(|unit| unit.is(word))?;
        Some(Self { count, unit })
    }

    /// What stands behind the number, in the grammar of the language.
    pub fn word(self) -> Text {
        let Text { zh, en } = self.unit.called();
        let zh = match self.unit {
            TimeUnit::WorkingDays => "个工作日",
            TimeUnit::ClearDays => "个整日",
            TimeUnit::Months => "个月",
            TimeUnit::Days | TimeUnit::Years => zh,
        };
        Text { zh, en: if self.count == 1 { en.trim_end_matches('s') } else { en } }
    }

    /// As it is said: `5 working days`, `5 个工作日`; [`Length::parse`] reads it back.
    pub fn said(self, lang: Lang) -> String {
        let word = self.word().get(lang);
        match lang {
            Lang::Zh => format!("{} {word}", self.count),
            Lang::En => format!("{} {word}", self.count),
        }
    }

    /// The last day of it, where `from` itself does not count. Months and years end on the day of the same number, or on
    /// the last day of a month that has none: three months from 30 November are over on 28 February.
    pub fn end(self, from: Date, calendar: &Calendar) -> Reached {
        match self.unit {
            TimeUnit::Days => Reached::plainly(from.plus(self.count.into())),
            TimeUnit::WorkingDays => calendar.working_days_after(from, self.count),
            TimeUnit::ClearDays => calendar.clear_days_after(from, self.count),
            TimeUnit::Months => Reached::plainly(from.plus_months(self.count)),
            TimeUnit::Years => Reached::plainly(from.plus_months(self.count.saturating_mul(12))),
        }
    }

    /// What a length before an event may be counted in.
    pub const BEFORE: [TimeUnit; 3] = [TimeUnit::Days, TimeUnit::WorkingDays, TimeUnit::ClearDays];

    /// The last day from which it is this long to `event`. The event's own day is the last that counts, but for clear
    /// days.
    pub fn start(self, event: Date, calendar: &Calendar) -> Reached {
        match self.unit {
            TimeUnit::WorkingDays => calendar.days_before(event, self.count, false),
            TimeUnit::ClearDays => calendar.days_before(event.plus(-1), self.count, true),
            TimeUnit::Days | TimeUnit::Months | TimeUnit::Years => Reached::plainly(event.plus(-i64::from(self.count))),
        }
    }

    /// Reads one in a place that counts in `units` alone; anything else has been reported.
    pub fn read(node: &Node, units: &[TimeUnit], diags: &mut Diagnostics) -> Option<Self> {
        let text = String::from_node(node, diags)?;
        let told = match Self::parse(&text) {
            Some(length) if units.contains(&length.unit) => return Some(length),
            Some(length) => Diagnostic::new(&UNIT, node.span.clone()).with_word("unit", length.unit.called()),
            None => Diagnostic::new(&UNREADABLE, node.span.clone()),
        };
        diags.push(told.with("value", text).with_named("allowed", units.iter().map(|unit| unit.example())));
        None
    }
}

/// In a place that counts in anything.
impl FromNode for Length {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        Self::read(node, &TimeUnit::ALL, diags)
    }
}

/// A length in a place that counts in working days if `WORKING`, and in months and years if `MONTHS`.
#[derive(Clone, Copy, Debug)]
pub struct Counted<const WORKING: bool, const MONTHS: bool>(pub Length);

/// In days of the calendar alone.
pub type PlainDays = Counted<false, false>;
/// In days of either sort.
pub type AnyDays = Counted<true, false>;
/// In days, months and years of the calendar.
pub type CalendarTime = Counted<false, true>;

impl<const WORKING: bool, const MONTHS: bool> FromNode for Counted<WORKING, MONTHS> {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let units: &[TimeUnit] = match (WORKING, MONTHS) {
            (false, false) => &[TimeUnit::Days],
            (true, false) => &[TimeUnit::Days, TimeUnit::WorkingDays],
            (false, true) => &[TimeUnit::Days, TimeUnit::Months, TimeUnit::Years],
            (true, true) => &TimeUnit::ALL,
        };
        Length::read(node, units, diags).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Length, MOST, TimeUnit};
    use crate::base::calendar::Calendar;
    use crate::base::date::Date;
    use crate::base::diag::Diagnostics;
    use crate::base::fields::FromNode;
    use crate::base::lang::Lang;
    use crate::base::yaml;

    fn check(text: &str, expected: Option<(u32, TimeUnit)>) {
        assert_eq!(Length::parse(text).map(|length| (length.count, length.unit)), expected, "{text}");
    }

    #[test]
    fn lengths_are_read() {
        for text in ["7 days", "7天", "7", "７ 日", " 7days "] {
            check(text, Some((7, TimeUnit::Days)));
        }
        for text in ["5 working days", "5 working-days", "5个工作日", "５ 工作日"] {
            check(text, Some((5, TimeUnit::WorkingDays)));
        }
        check("1 day", Some((1, TimeUnit::Days)));
        check("1 working-day", Some((1, TimeUnit::WorkingDays)));
        check("3个月", Some((3, TimeUnit::Months)));
        check("2 years", Some((2, TimeUnit::Years)));
        for wrong in ["", "days", "a week", "一年", "2 fortnights", "-1 days", "99999 days", "7 7 days"] {
            check(wrong, None);
        }
    }

    #[test]
    fn time_before_an_event_is_counted_back_from_it() {
        let mut diags = Diagnostics::new();
        let text = "2026: {rest: [2026-04-03, 2026-04-06]}";
        let node = yaml::parse(&"calendar.yaml".into(), 0, text, &mut diags).unwrap();
        let calendar = Calendar::from_node(&node, &mut diags).unwrap();
        let day = |text: &str| Date::parse(text).unwrap().0;
        // Thursday 9 April 2026; Good Friday is the 3rd, Easter Monday the 6th.
        for (length, expected) in [
            ("10 days", "2026-03-30"),
            ("3 working days", "2026-04-06"),
            ("2 clear days", "2026-04-06"),
            ("3 clear days", "2026-04-03"),
            ("4 clear days", "2026-04-01"),
            ("0 days", "2026-04-09"),
        ] {
            let start = Length::parse(length).unwrap().start(day("2026-04-09"), &calendar);
            assert_eq!((start.day.to_string().as_str(), start.untabled), (expected, None), "{length}");
        }
        let start = Length::parse("3 clear days").unwrap().start(day("2027-01-02"), &calendar);
        assert_eq!((start.day, start.untabled), (day("2026-12-29"), Some(2027)));
    }

    #[test]
    fn months_and_years_are_those_of_the_calendar() {
        let day = |text: &str| Date::parse(text).unwrap().0;
        for (length, from, expected) in [
            ("3个月", "2025-12-03", "2026-03-03"),
            ("3 months", "2025-11-30", "2026-02-28"),
            ("3 months", "2023-11-30", "2024-02-29"),
            ("1 month", "2026-01-31", "2026-02-28"),
            ("1 month", "2026-02-28", "2026-03-28"),
            ("1年", "2024-02-29", "2025-02-28"),
            ("1 year", "2023-03-01", "2024-03-01"),
            ("90 days", "2025-11-30", "2026-02-28"),
            ("365 days", "2023-03-01", "2024-02-29"),
        ] {
            let end = Length::parse(length).unwrap().end(day(from), &Calendar::default());
            assert_eq!((end.day, end.untabled), (day(expected), None), "{length} from {from}");
        }
    }

    #[test]
    fn what_is_said_is_read_back() {
        for unit in TimeUnit::ALL {
            for count in [0, 1, 2, 30, MOST] {
                let length = Length { count, unit };
                for lang in [Lang::Zh, Lang::En] {
                    assert_eq!(Length::parse(&length.said(lang)), Some(length));
                }
            }
        }
        assert_eq!(Length { count: 1, unit: TimeUnit::WorkingDays }.said(Lang::En), "1 working day");
    }
}
