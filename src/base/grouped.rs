//! Digits in groups, as readers take in large numbers.

use std::fmt;
use std::sync::Arc;

use fixed_decimal::{Decimal, Sign};
use icu_decimal::options::DecimalFormatterOptions;
use icu_decimal::{DecimalFormatter, DecimalFormatterPreferences};
use icu_locale_core::Locale;

/// Thousands separators in a run of digits that a minus may precede: as both languages of messages and data files have them.
pub fn grouped(whole: &str) -> String {
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("−", digits));
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How a language writes numbers in digits: those of CLDR, by `icu_decimal`.
///
/// It brings the program one crate and its data, 36 KB and half a second of the first build. Digits are those that all
/// languages share, and a number below zero has the sign of arithmetic, whatever the language.
#[derive(Clone, Default)]
pub struct Numbers(Option<Arc<Own>>);

struct Own {
    formatter: DecimalFormatter,
    /// What stands between groups of digits, if anything does, and before the fraction.
    signs: (Option<char>, char),
}

impl Numbers {
    /// Those of no language: digits as they are written in data files.
    pub const NONE: Self = Self(None);

    /// Those of the language with this tag, or of the nearest that CLDR knows.
    pub fn of(lang: &str) -> Self {
        let locale = [&format!("{lang}-u-nu-latn"), lang].iter().find_map(|tag| tag.parse::<Locale>().ok());
        let preferences = DecimalFormatterPreferences::from(&locale.unwrap_or(Locale::UNKNOWN));
        let formatter = DecimalFormatter::try_new(preferences, DecimalFormatterOptions::default()).ok();
        Self(formatter.map(|formatter| {
            let shown = "1234567.5".parse().map_or(String::new(), |number| formatter.format(&number).to_string());
            let mut signs = shown.chars().filter(|sign| !sign.is_ascii_digit());
            let (first, last) = (signs.next(), signs.next_back());
            Arc::new(Own { formatter, signs: (first.filter(|_| last.is_some()), last.or(first).unwrap_or('.')) })
        }))
    }

    /// `-20000.5` → −20,000.5, with `places` decimals at least. What is no number stays.
    pub fn number(&self, text: &str, places: i16) -> String {
        let number = text.parse::<Decimal>().ok();
        let Some((own, mut number)) = self.0.as_ref().zip(number) else { return text.to_owned() };
        let sign = if number.sign == Sign::Negative { "−" } else { "" };
        number.sign = Sign::None;
        if places > 0 {
            number.absolute.pad_end(-places);
        }
        format!("{sign}{}", own.formatter.format(&number))
    }

    /// Digits with the sign of the language before their fraction, without groups.
    pub fn plain(&self, text: &str) -> String {
        match self.signs() {
            (_, '.') => text.to_owned(),
            (_, point) => text.replace('.', point.encode_utf8(&mut [0; 4])),
        }
    }

    /// The number that stands in a text as the language writes it: 20,000.5 → `20000.5`.
    pub fn read(&self, text: &str) -> String {
        let (group, point) = self.signs();
        let signs = text.chars().filter(|sign| Some(*sign) != group);
        signs.map(|sign| if sign == point { '.' } else { sign }).collect()
    }

    fn signs(&self) -> (Option<char>, char) {
        self.0.as_ref().map_or((None, '.'), |own| own.signs)
    }
}

impl fmt::Debug for Numbers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Numbers").field(&self.signs()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbers, grouped};

    #[test]
    fn each_language_writes_numbers_in_its_own_way() {
        for (lang, expected) in [
            ("zh-Hans", "1,234 −1,234,567.50 96.1"),
            ("zh-Hant", "1,234 −1,234,567.50 96.1"),
            ("en", "1,234 −1,234,567.50 96.1"),
            ("de", "1.234 −1.234.567,50 96,1"),
            ("es", "1234 −1.234.567,50 96,1"),
            ("hi", "1,234 −12,34,567.50 96.1"),
            ("fa", "1,234 −1,234,567.50 96.1"),
            ("xx-nowhere", "1,234 −1,234,567.50 96.1"),
        ] {
            let own = Numbers::of(lang);
            let shown = [own.number("1234", 0), own.number("-1234567.5", 2), own.plain("96.1")];
            assert_eq!(shown.join(" "), expected, "{lang}");
            assert_eq!(own.read(&own.number("1234567.5", 0)), "1234567.5", "{lang}");
        }
        assert_eq!(
            ["about 20000", "472/508", "60000.00"].map(|text| Numbers::of("en").number(text, 0)),
            ["about 20000", "472/508", "60,000.00"]
        );
        assert_eq!(Numbers::NONE.number("20000", 0), "20000");
    }

    /// Both languages of messages group alike.
    #[test]
    fn messages_and_data_files_group_like_both_languages() {
        for number in ["0", "999", "-1000", "1234567"] {
            assert_eq!(
                ["zh-Hans", "en"].map(|lang| Numbers::of(lang).number(number, 0)),
                [grouped(number), grouped(number)]
            );
        }
    }
}
