//! Units beside numbers: in heads, behind the numbers themselves and in the formats of cells; and how numbers are moved by
//! powers of ten, exactly.

use std::sync::Arc;

use crate::base::currency::{self, Currency};
use crate::base::date::to_half_width;
use crate::base::lexicon::{LEXICON, PlainList};
use crate::base::squeezed::squeezed;
use crate::blocks::heads::Head;

/// What the unit in a head does to the numbers below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shift {
    /// They are raised by this power of ten.
    By(i32),
    /// Another unit than that of the column.
    Other,
    /// It is no unit.
    NoUnit,
}

/// The power of ten that leads a unit, and the rest of it.
pub(super) fn power(unit: &str) -> (i32, &str) {
    LEXICON.units.powers.lead(unit).unwrap_or((0, unit))
}

/// Whether a text is what is counted or measured, and no money.
pub(super) fn is_measure(text: &str) -> bool {
    LEXICON.units.measures.has(text)
}

fn is_unit(text: &str) -> bool {
    LEXICON.units.money.has(text) || is_measure(text)
}

/// Whether a text tells of money, in whatever currency.
pub(super) fn is_money(text: &str) -> bool {
    LEXICON.units.of_money.is_in(&text.to_ascii_lowercase())
}

/// What a unit beside numbers does to them in a column of the form.
pub(super) fn shift(unit: &str, head: &Head) -> Shift {
    if unit.is_empty() || !head.sort.is_number() {
        return if unit.is_empty() || is_unit(unit) { Shift::By(0) } else { Shift::NoUnit };
    }
    let (own, is_in_currency) = (head.plain_unit(), head.is_in_currency());
    if unit == own {
        return Shift::By(0);
    }
    let of_currency = || money(unit, &head.currency).or_else(|| scale(unit).filter(|_| !is_unit(unit)));
    if let Some(power) = is_in_currency.then(of_currency).flatten() {
        return Shift::By(power);
    }
    // `元/月` is an amount all the same.
    let (whole, _) = unit.split_once('/').unwrap_or((unit, ""));
    let (power, rest) = if is_unit(whole) { (0, whole) } else { power(whole) };
    let rest = if rest.is_empty() && power > 0 { own } else { rest };
    let is_own_money = is_in_currency && money(rest, &head.currency) == Some(0);
    match () {
        () if own.is_empty() && power == 0 && is_unit(rest) => Shift::By(0),
        () if is_own_money || is_same(rest, own) || (rest == own && power > 0) => Shift::By(power),
        () if is_unit(rest) || is_money(whole) || is_any_money(whole) => Shift::Other,
        () => Shift::NoUnit,
    }
}

/// The power of ten of a unit of money in this currency: `万元`, `人民币万元`, `￥万`, `元整`, `£000`.
pub(super) fn money(unit: &str, currency: &Currency) -> Option<i32> {
    // What stands behind amounts is no mark in front of a power of ten.
    let is_word = |mark: &str| !mark.is_ascii() && mark.chars().all(char::is_alphabetic);
    let is_front = |mark: &&Arc<str>| !(is_word(mark) && currency.behind.contains(mark));
    let behind = currency.marks.iter().filter(is_front).find_map(|mark| cut_front(unit, mark));
    let (power, rest) = power(behind.unwrap_or(unit));
    let is_called = |rest: &str| {
        let mut names = currency.behind.iter().chain(currency.unit.all());
        names.any(|name| name.eq_ignore_ascii_case(rest))
    };
    if rest.is_empty() && (behind.is_some() || power > 0) || !rest.is_empty() && is_called(rest) {
        return Some(power);
    }
    behind.or_else(|| currency.marks.iter().find_map(|mark| cut_end(unit, mark))).and_then(scale)
}

/// Whether a text is a unit of money in any currency.
pub(super) fn is_any_money(text: &str) -> bool {
    Currency::all().any(|currency| money(text, currency).is_some())
}

/// The power of ten that a text is beside the sign of a currency: `000`, `'000`, `thousand`.
fn scale(text: &str) -> Option<i32> {
    LEXICON.units.scales.of(text.trim_start_matches(['\'', '’', '‘']))
}

/// What stands behind a mark of money, in whatever case.
fn cut_front<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let (front, rest) = text.split_at_checked(mark.len())?;
    front.eq_ignore_ascii_case(mark).then_some(rest)
}

/// What stands before one.
pub(super) fn cut_end<'t>(text: &'t str, mark: &str) -> Option<&'t str> {
    let (rest, end) = text.split_at_checked(text.len().checked_sub(mark.len())?)?;
    end.eq_ignore_ascii_case(mark).then_some(rest)
}

/// The text without marks of the currency in front of it, of those that are asked for.
fn without_marks<'t>(text: &'t str, currency: &Currency, is_asked: impl Fn(&str) -> bool) -> &'t str {
    let marks =
        || currency.marks.iter().chain(&currency.behind).chain(currency.unit.all()).filter(|mark| is_asked(mark));
    let mut rest = text;
    while let Some(shorter) = marks().find_map(|mark| cut_front(rest, mark)) {
        rest = shorter.trim_start();
    }
    rest
}

/// An amount without a unit of money behind it, in any currency.
pub(super) fn without_unit(text: &str) -> &str {
    // Most cells are plain numbers.
    if text.ends_with(|sign: char| sign.is_ascii_digit()) {
        return text;
    }
    let rest = currency::ANY.behind.iter().find_map(|mark| text.strip_suffix(&**mark));
    rest.map_or(text, |rest| LEXICON.units.powers.cut_end(rest).unwrap_or(rest)).trim_end()
}

fn is_same(unit: &str, own: &str) -> bool {
    LEXICON.units.same.values().any(|words| words.has(unit) && words.has(own))
}

/// Whether two units measure the same and are not equal.
pub(super) fn is_rival(unit: &str, own: &str) -> bool {
    let is_family = |words: &PlainList| words.has(unit) && words.has(own);
    unit != own && !is_same(unit, own) && LEXICON.units.families.values().any(is_family)
}

/// Whether a text in a column of numbers stands for nothing: `-`, `——`, `/`, `无`.
pub(super) fn is_nothing(text: &str) -> bool {
    let plain = squeezed(text);
    LEXICON.foot.nothing.has(&plain) || (!plain.is_empty() && plain.chars().all(|sign| "-–—―−－/\\".contains(sign)))
}

/// The unit that stands with a number, without blanks: `元` of `1,200 元` and of `￥1,200`; empty for none and for texts of
/// another sort.
pub(super) fn own_unit(text: &str, currency: &Currency) -> String {
    let plain = squeezed(text);
    let signed = plain.trim_start_matches(['-', '−']);
    let number = without_marks(signed, currency, |mark| mark.contains(currency::is_sign));
    let unit = number.trim_start_matches(|sign: char| sign.is_ascii_digit() || matches!(sign, '.' | ','));
    match () {
        () if unit.len() == number.len() => String::new(),
        () if unit.is_empty() && number.len() < signed.len() => currency.unit.home().to_owned(),
        () => unit.to_owned(),
    }
}

/// A number below a head with another power of ten, as the column has it; `None` for one that has its own unit.
pub(super) fn raised(text: &str, shift: i32, currency: &Currency) -> Option<String> {
    let plain = to_half_width(text.trim());
    let (sign, rest) = plain.strip_prefix(['-', '−']).map_or(("", &*plain), |rest| ("-", rest));
    let rest = without_marks(rest, currency, |_| true);
    shifted(&format!("{sign}{rest}"), shift)
}

/// A plain number moved by a power of ten, exactly; `None` for any other text.
pub(super) fn shifted(text: &str, shift: i32) -> Option<String> {
    let text = text.trim();
    let (sign, number) = text.strip_prefix(['-', '−']).map_or(("", text), |rest| ("-", rest));
    let mut groups = number.split('.').next().unwrap_or_default().split(',').skip(1);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let whole = if groups.all(|group| group.len() == 3) { whole.replace(',', "") } else { return None };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(&whole) || !digits(fraction) {
        return None;
    }
    let by = shift.unsigned_abs() as usize;
    let (whole, fraction) = if shift >= 0 {
        let padded = format!("{fraction}{}", "0".repeat(by.saturating_sub(fraction.len())));
        (format!("{whole}{}", &padded[..by]), padded[by..].to_owned())
    } else {
        let padded = format!("{}{whole}", "0".repeat((by + 1).saturating_sub(whole.len())));
        let at = padded.len() - by;
        (padded[..at].to_owned(), format!("{}{fraction}", &padded[at..]))
    };
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::{is_rival, money, own_unit, raised, shifted};
    use crate::base::currency::Currency;

    #[test]
    fn numbers_are_moved_exactly() {
        for (text, shift, expected) in [
            ("12.5", 4, "125000"),
            ("1,234.56789", 4, "12345678.9"),
            ("-0.5", 4, "-5000"),
            ("0", 8, "0"),
            ("123456", -4, "12.3456"),
            ("5", -2, "0.05"),
            ("12", 0, "12"),
        ] {
            assert_eq!(shifted(text, shift).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "约3", "1,2", "3万元", ".", "1.2.3"] {
            assert_eq!(shifted(text, 4), None, "{text}");
        }
        let yuan = Currency::of("CNY").unwrap();
        for text in ["￥1.2", "１．２", "-¥1.2", "人民币1.2"] {
            let sign = if text.starts_with('-') { "-" } else { "" };
            assert_eq!(raised(text, 4, &yuan), Some(format!("{sign}12000")), "{text}");
        }
        assert_eq!(raised("1.2万元", 4, &yuan), None);
    }

    #[test]
    fn each_currency_has_its_own_units() {
        for (unit, code, expected) in [
            ("万元", "CNY", Some(4)),
            ("人民币", "CNY", Some(0)),
            ("￥万", "CNY", Some(4)),
            ("元整", "CNY", Some(0)),
            ("£", "CNY", None),
            ("", "CNY", None),
            ("£", "GBP", Some(0)),
            ("gbp", "GBP", Some(0)),
            ("£000", "GBP", Some(3)),
            ("£'000", "GBP", Some(3)),
            ("thousand£", "GBP", Some(3)),
            ("£500", "GBP", None),
            ("000", "GBP", None),
            ("€", "GBP", None),
            ("元", "GBP", None),
            ("万元", "GBP", None),
            ("", "GBP", None),
            ("€m", "EUR", Some(6)),
        ] {
            assert_eq!(money(unit, &Currency::of(code).unwrap()), expected, "{unit} in {code}");
        }
        let (yuan, pound) = (Currency::of("CNY").unwrap(), Currency::of("GBP").unwrap());
        for (text, currency, expected) in [
            ("￥1,200", &yuan, "元"),
            ("1,200 万元", &yuan, "万元"),
            ("£1,200", &yuan, ""),
            ("£1,200.00", &pound, "£"),
            ("-£5", &pound, "£"),
            ("1,200", &pound, ""),
            ("¥1,200", &pound, ""),
            ("1,200 €", &pound, "€"),
        ] {
            assert_eq!(own_unit(text, currency), expected, "{text}");
        }
        assert_eq!(raised("£1.2", 3, &pound).as_deref(), Some("1200"));
    }

    #[test]
    fn units_that_measure_the_same_are_rivals() {
        assert!(is_rival("公顷", "亩") && !is_rival("㎡", "平方米") && !is_rival("公顷", "人"));
        assert!(is_rival("acres", "hectares") && !is_rival("hectares", "ha"));
    }
}
