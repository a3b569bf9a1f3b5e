//! Dates, periods and short amounts in the words of a language.

use crate::base::date::Date;
use crate::base::grouped::grouped;
use crate::base::money::Money;
use crate::base::number::{Edge, Percent};
use crate::base::period::{Grain, Period};

/// The words of a language. Languages that the program does not know get those of English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// Chinese in simplified script.
    Simplified,
    /// Chinese in traditional script.
    Traditional,
    /// English.
    English,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Words {
    /// The words of the language with this tag.
    pub fn of(lang: &str) -> Self {
        match lang {
            "zh-Hant" | "zh-TW" | "zh-HK" | "zh-MO" => Self::Traditional,
            _ if lang == "zh" || lang.starts_with("zh-") => Self::Simplified,
            _ => Self::English,
        }
    }

    /// `2025-07-10` → 2025年7月10日, 10 July 2025
    pub fn date(self, text: &str) -> String {
        let Some((date, _)) = Date::parse(text) else { return text.to_owned() };
        match self {
            Self::English => format!("{} {} {}", date.day(), month(date.month()), date.year()),
            _ => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        }
    }

    /// `2025-07-10` → 2025-07-10, 10 Jul 2025: for cells of tables.
    pub fn short_date(self, text: &str) -> String {
        match Date::parse(text) {
            Some((date, _)) if self == Self::English => format!("{} {}", self.day(text), date.year()),
            _ => text.to_owned(),
        }
    }

    /// `2025-07-10` → 7月10日, 10 Jul
    pub fn day(self, text: &str) -> String {
        let Some((date, _)) = Date::parse(text) else { return text.to_owned() };
        match self {
            Self::English => format!("{} {}", date.day(), &month(date.month())[..3]),
            _ => format!("{}月{}日", date.month(), date.day()),
        }
    }

    /// `2025Q2` → 2025年第二季度, Q2 2025
    pub fn period(self, text: &str) -> String {
        let Some(period) = Period::parse(text) else { return text.to_owned() };
        match self {
            Self::English => self.english_period(&period),
            _ => period.in_words(),
        }
    }

    fn english_period(self, period: &Period) -> String {
        let year = period.start.year();
        let (start, end) = (period.start.to_string(), period.end.to_string());
        match period.grain {
            Grain::Day => self.date(&start),
            Grain::Month => format!("{} {year}", month(period.start.month())),
            Grain::Quarter => format!("Q{} {year}", quarter(period) + 1),
            Grain::Half => format!("H{} {year}", if period.start.month() == 1 { 1 } else { 2 }),
            Grain::Year => year.to_string(),
            Grain::Financial => period.to_string(),
            Grain::Range => format!("{} to {}", self.date(&start), self.date(&end)),
        }
    }

    /// `86412.35` → 8.64万, 86.4 k: short, for pictures.
    pub fn short(self, text: &str) -> String {
        const YUAN: i64 = 100;
        let Ok(amount) = Money::parse(text) else { return text.to_owned() };
        let steps = match self {
            Self::Simplified => [(100_000_000 * YUAN, "亿"), (10_000 * YUAN, "万")],
            Self::Traditional => [(100_000_000 * YUAN, "億"), (10_000 * YUAN, "萬")],
            Self::English => [(1_000_000 * YUAN, " m"), (10_000 * YUAN, " k")],
        };
        let sign = if amount.0 < 0 { "−" } else { "" };
        let fen = amount.abs().0;
        let Some((from, word)) = steps.into_iter().find(|(from, _)| fen >= *from) else {
            return format!("{sign}{}", (fen + 50) / YUAN);
        };
        let unit = if word == " k" { 1_000 * YUAN } else { from };
        let hundredths = (fen / (unit / 1000) + 5) / 10;
        let fraction = format!("{:02}", hundredths % 100);
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{fraction}{word}", grouped(&(hundredths / 100).to_string()))
    }

    /// The digits of a percentage, with what they leave out: 96.1, 不足0.1, over 99.9.
    pub fn percent(self, percent: Percent) -> String {
        let word = match (percent.edge(), self) {
            (Edge::Within, _) => "",
            (Edge::Under, Self::English) => "under ",
            (Edge::Under, _) => "不足",
            (Edge::Over, Self::English) => "over ",
            (Edge::Over, _) => "逾",
        };
        format!("{word}{percent}")
    }

    /// 1 → 一, Mo
    pub fn weekday(self, day: i64) -> &'static str {
        let days = match self {
            Self::English => ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
            _ => ["一", "二", "三", "四", "五", "六", "日"],
        };
        let at = usize::try_from(day - 1).unwrap_or(usize::MAX);
        days.get(at).copied().unwrap_or_default()
    }
}

fn month(number: i8) -> &'static str {
    MONTHS.get(usize::from(number.unsigned_abs()).saturating_sub(1)).copied().unwrap_or_default()
}

/// Which quarter of its year a period begins in, from 0.
fn quarter(period: &Period) -> usize {
    usize::from(period.start.month().unsigned_abs().saturating_sub(1) / 3).min(3)
}

#[cfg(test)]
mod tests {
    use super::Words;
    use crate::base::number::Share;

    #[test]
    fn standard_forms_become_words() {
        for (form, chinese, english) in [
            ("2025Q1", "2025年第一季度", "Q1 2025"),
            ("2025Q4", "2025年第四季度", "Q4 2025"),
            ("2025H2", "2025年下半年", "H2 2025"),
            ("2025-06", "2025年6月", "June 2025"),
            ("2025", "2025年", "2025"),
            ("2025-04-01..2025-06-30", "2025年4月1日至6月30日", "1 April 2025 to 30 June 2025"),
        ] {
            assert_eq!(Words::of("zh-Hans").period(form), chinese);
            assert_eq!(Words::of("en").period(form), english);
        }
        assert_eq!(Words::of("zh-Hant").date("2025-07-10"), "2025年7月10日");
        assert_eq!(Words::of("en-GB").date("2025-07-10"), "10 July 2025");
        assert_eq!(Words::of("en").day("2025-07-10"), "10 Jul");
        assert_eq!(["en", "zh"].map(|lang| Words::of(lang).short_date("2025-07-10")), ["10 Jul 2025", "2025-07-10"]);
        assert_eq!(Words::of("en").weekday(7), "Su");
        let little = Share::new(10, 21_310).percent();
        assert_eq!(["zh-Hant", "en"].map(|lang| Words::of(lang).percent(little)), ["不足0.1", "under 0.1"]);
    }

    #[test]
    fn amounts_are_short_in_pictures() {
        for (amount, simplified, traditional, english) in [
            ("86412.35", "8.64万", "8.64萬", "86.41 k"),
            ("9999.99", "10000", "10000", "10000"),
            ("350000000", "3.5亿", "3.5億", "350 m"),
            ("-120000", "−12万", "−12萬", "−120 k"),
        ] {
            let [hans, hant, en] = ["zh", "zh-Hant", "en"].map(|lang| Words::of(lang).short(amount));
            assert_eq!([&*hans, &*hant, &*en], [simplified, traditional, english]);
        }
    }
}
