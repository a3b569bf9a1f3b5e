//! Numbers and days of spreadsheets, as digits and without a float.

/// A number with all its digits: `5.30101190001011E+17` is `530101190001011000`. Anything else stays.
pub(super) fn digits(text: &str) -> String {
    expanded(text).unwrap_or_else(|| text.to_owned())
}

fn expanded(text: &str) -> Option<String> {
    // Beyond this it is no number of anything.
    const MOST: i32 = 40;
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let exponent: i32 = exponent.parse().ok().filter(|exponent| (-MOST..=MOST).contains(exponent))?;
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |mantissa| ("-", mantissa));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let is_number = !whole.is_empty() && (whole.to_owned() + fraction).bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return None;
    }
    let figures = format!("{whole}{fraction}");
    let point = i32::try_from(whole.len()).ok()? + exponent;
    let length = i32::try_from(figures.len()).ok()?;
    let text = if point <= 0 {
        let zeros = "0".repeat(usize::try_from(-point).ok()?);
        format!("0.{zeros}{figures}")
    } else if point >= length {
        figures + &"0".repeat(usize::try_from(point - length).ok()?)
    } else {
        let (whole, fraction) = figures.split_at(usize::try_from(point).ok()?);
        format!("{whole}.{fraction}")
    };
    Some(format!("{sign}{text}"))
}

/// How a cell shows its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Number,
    Day,
    /// `;;;` shows nothing at all.
    Nothing,
}

/// What a number format shows, by its number and its code if it has one.
pub(super) fn format(id: u32, code: Option<&str>) -> Format {
    let Some(code) = code else {
        let is_day = matches!(id, 14..=22 | 27..=36 | 45..=47 | 50..=58);
        return if is_day { Format::Day } else { Format::Number };
    };
    if code.trim() == ";;;" {
        return Format::Nothing;
    }
    let (mut is_quoted, mut is_bracketed, mut is_escaped) = (false, false, false);
    for sign in code.chars() {
        match sign {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => is_quoted = !is_quoted,
            '[' => is_bracketed = true,
            ']' => is_bracketed = false,
            'y' | 'Y' | 'd' | 'D' if !is_quoted && !is_bracketed => return Format::Day,
            _ => {}
        }
    }
    Format::Number
}

/// The day that a spreadsheet keeps as a number of days; `None` for what is none.
pub(super) fn day(number: &str, is_since_1904: bool) -> Option<String> {
    // 9999-12-31.
    const LAST: i64 = 2_958_465;
    let whole = number.split_once('.').map_or(number, |(whole, _)| whole);
    let serial: i64 = whole.parse().ok()?;
    let serial = if is_since_1904 { serial + 1_462 } else { serial };
    if !(1..=LAST).contains(&serial) {
        return None;
    }
    // Spreadsheets have a 29th of February 1900, which is their day 60.
    let since_1899 = if serial < 60 { serial + 1 } else { serial };
    let (year, month, day) = civil(since_1899 - 25_569);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Year, month and day of days since 1970-01-01, by the eras of 400 years.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{Format, day, digits, format};

    #[test]
    fn numbers_have_all_their_digits() {
        for (text, expected) in [
            ("1.10105194912310E+17", "110105194912310000"),
            ("5E3", "5000"),
            ("-1.25e1", "-12.5"),
            ("2.5E-3", "0.0025"),
            ("12345", "12345"),
            ("1E999999999999", "1E999999999999"),
            ("E7", "E7"),
            ("ABCDE12", "ABCDE12"),
        ] {
            assert_eq!(digits(text), expected);
        }
    }

    #[test]
    fn days_are_days() {
        assert_eq!(day("1", false).as_deref(), Some("1900-01-01"));
        assert_eq!(day("61", false).as_deref(), Some("1900-03-01"));
        assert_eq!(day("45658.75", false).as_deref(), Some("2025-01-01"));
        assert_eq!(day("44196", true).as_deref(), Some("2025-01-01"));
        assert_eq!(day("9999999999999999999", false), None);
        assert_eq!(format(14, None), Format::Day);
        assert_eq!(format(0, None), Format::Number);
        assert_eq!(format(176, Some("yyyy\"年\"m\"月\"")), Format::Day);
        assert_eq!(format(176, Some("0.00\"yd\"[Red]")), Format::Number);
        assert_eq!(format(176, Some(";;;")), Format::Nothing);
    }
}
