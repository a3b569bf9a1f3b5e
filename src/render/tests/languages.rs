//! How our languages write days and lists is what CLDR says of them: `icu_datetime` and `icu_list` know it, and are not part of
//! the program.

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::{E, MD, Y, YM, YMD};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;

use crate::base::texts::Key;
use crate::render::usual_texts;

/// The languages of the theme, and where English is that of ours: the day stands first.
const LANGUAGES: [(&str, &str); 3] = [("zh-Hans", "zh-Hans"), ("zh-Hant", "zh-Hant"), ("en", "en-GB")];

/// A day as CLDR writes it.
macro_rules! by_cldr {
    ($locale:expr, $fields:expr, $day:expr) => {
        FixedCalendarDateTimeFormatter::<Gregorian, _>::try_new($locale.into(), $fields)
            .unwrap()
            .format($day)
            .to_string()
    };
}

#[test]
fn days_are_written_as_cldr_says() {
    for (lang, tag) in LANGUAGES {
        let (texts, locale) = (usual_texts(lang), tag.parse::<Locale>().unwrap());
        let words = texts.words();
        for month in 1..=12 {
            let day = Date::try_new_gregorian(2025, month, 7).unwrap();
            let written = format!("2025-{month:02}-07");
            assert_eq!(words.date(&written), by_cldr!(&locale, YMD::long(), &day));
            assert_eq!(words.period(&written[..7]), by_cldr!(&locale, YM::long(), &day));
            assert_eq!(words.period("2025"), by_cldr!(&locale, Y::long(), &day));
            // CLDR writes Sept in England alone, and one letter more than all other months have.
            assert_eq!(words.day(&written), by_cldr!(&locale, MD::medium(), &day).replace("Sept", "Sep"));
            if lang == "en" {
                assert_eq!(words.short_date(&written), by_cldr!(&locale, YMD::medium(), &day).replace("Sept", "Sep"));
            }
        }
        for day in 1..=7 {
            let date = Date::try_new_gregorian(2025, 7, 6 + day).unwrap();
            let named = by_cldr!(&locale, E::short(), &date);
            let short = words.weekday(day.into());
            assert!(named.trim_start_matches(['周', '週']).starts_with(short) && !short.is_empty(), "{named} {short}");
        }
    }
}

#[test]
fn lists_are_joined_as_cldr_says() {
    for (lang, tag) in LANGUAGES {
        let list =
            ListFormatter::try_new_and((&tag.parse::<Locale>().unwrap()).into(), ListFormatterOptions::default());
        let joined = list.unwrap().format(["A", "B", "C", "D"].iter()).to_string();
        let between = usual_texts(lang).say(Key("dun"), &[]);
        assert!(joined.starts_with(&format!("A{between}B{between}C")), "{joined} {between}");
    }
}

#[test]
fn periods_and_amounts_are_written_in_words() {
    let [simplified, traditional, english] = ["zh-Hans", "zh-Hant", "en-GB"].map(usual_texts);
    for (form, chinese, in_english) in [
        ("2025Q1", "2025年第一季度", "Q1 2025"),
        ("2025Q4", "2025年第四季度", "Q4 2025"),
        ("2025H1", "2025年上半年", "H1 2025"),
        ("2025H2", "2025年下半年", "H2 2025"),
        ("2025-06-03", "2025年6月3日", "3 June 2025"),
        ("2025-04-01..2025-06-30", "2025年4月1日至6月30日", "1 April 2025 to 30 June 2025"),
        ("2025-12-01..2026-01-31", "2025年12月1日至2026年1月31日", "1 December 2025 to 31 January 2026"),
    ] {
        let written = [&simplified, &traditional, &english].map(|texts| texts.words().period(form));
        assert_eq!(written, [chinese, chinese, in_english]);
    }
    for (amount, expected) in [
        ("86412.35", ["8.64万", "8.64萬", "86.41 k"]),
        ("9999.99", ["10000", "10000", "10000"]),
        ("350000000", ["3.5亿", "3.5億", "350 m"]),
        ("-120000", ["−12万", "−12萬", "−120 k"]),
        ("12345678901.5", ["123.46亿", "123.46億", "12,345.68 m"]),
    ] {
        assert_eq!([&simplified, &traditional, &english].map(|texts| texts.words().short(amount)), expected);
    }
    let little = crate::base::number::Share::new(10, 21_310).percent();
    assert_eq!([&traditional, &english].map(|texts| texts.words().percent(little)), ["不足0.1", "under 0.1"]);
}
