//! Which plural of a text goes with a number: 1 record, 2 records.
//!
//! The rules of every language are those of CLDR, by `icu_plurals`: it brings the program three crates, 85 KB and 9 to 36 ns a
//! number, where `fluent-bundle` brings eight, 240 KB, 730 ns and a file format of its own.

use std::fmt;
use std::sync::Arc;

use fixed_decimal::Decimal;
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesPreferences};

/// The plural that every language has, and that goes with all numbers for which there is no other one.
pub const OTHER: &str = "other";

/// The rules of one language.
#[derive(Clone, Default)]
pub struct Plurals(Option<Arc<PluralRules>>);

impl Plurals {
    /// The rules of no language: all numbers take [`OTHER`].
    pub const NONE: Self = Self(None);

    /// The rules of the language with this tag. One that CLDR does not know has [`OTHER`] alone.
    pub fn of(lang: &str) -> Self {
        let locale = lang.parse::<Locale>().unwrap_or(Locale::UNKNOWN);
        Self(PluralRules::try_new_cardinal(PluralRulesPreferences::from(&locale)).ok().map(Arc::new))
    }

    /// The name of the plural that goes with a number written in digits, `12` or `0.5`; with all else goes [`OTHER`].
    pub fn of_number(&self, number: &str) -> &'static str {
        let number: Option<Decimal> = number.parse().ok();
        self.0.as_ref().zip(number).map_or(OTHER, |(rules, number)| name(rules.category_for(&number)))
    }

    /// The names of all plurals that the language has, [`OTHER`] last.
    pub fn names(&self) -> Vec<&'static str> {
        self.0.as_ref().map_or_else(|| vec![OTHER], |rules| rules.categories().map(name).collect())
    }
}

impl fmt::Debug for Plurals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Plurals").field(&self.names()).finish()
    }
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::Plurals;

    #[test]
    fn each_language_tells_numbers_apart_in_its_own_way() {
        for (lang, expected) in [
            ("zh-Hans", "other other other other other"),
            ("en-GB", "other one other other other"),
            ("fr", "one one other other one"),
            ("pl", "many one few many other"),
            ("cy", "zero one two many other"),
            ("xx-nowhere", "other other other other other"),
        ] {
            let plurals = Plurals::of(lang);
            assert_eq!(
                ["0", "1", "2", "6", "0.5"].map(|number| plurals.of_number(number)).join(" "),
                expected,
                "{lang}"
            );
        }
        assert_eq!(Plurals::of("en").of_number("two"), "other");
        assert_eq!(Plurals::of("en").names(), ["one", "other"]);
        assert_eq!(Plurals::NONE.names(), ["other"]);
    }
}
