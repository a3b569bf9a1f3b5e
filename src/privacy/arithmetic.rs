//! What a row of figures can be by its arithmetic. Figures are values, 10 is the check digit X.

use std::sync::LazyLock;

use crate::base::date::Date;
use crate::base::lexicon::LEXICON;

/// The province of an identity number, by its first two figures.
static PROVINCES: LazyLock<[bool; 100]> = LazyLock::new(|| {
    let mut all = [false; 100];
    for code in LEXICON.privacy.fronts.provinces.iter().filter_map(|code| code.parse::<usize>().ok()) {
        if let Some(known) = all.get_mut(code) {
            *known = true;
        }
    }
    all
});

/// Whether the first figures are those of a province, or of a foreigner with permanent residence there.
pub(super) fn is_area(figures: &[u8]) -> bool {
    let known = |tens: u8, ones: u8| {
        let code = usize::from(tens) * 10 + usize::from(ones);
        tens < 10 && ones < 10 && PROVINCES.get(code).copied().unwrap_or_default()
    };
    match figures {
        [9, tens, ones, ..] => known(*tens, *ones),
        [tens, ones, ..] => known(*tens, *ones),
        _ => false,
    }
}

/// The number that figures make.
fn number(figures: &[u8]) -> Option<i16> {
    let sum = figures.iter().try_fold(0_i32, |sum, figure| (*figure < 10).then_some(sum * 10 + i32::from(*figure)));
    sum.and_then(|sum| i16::try_from(sum).ok())
}

/// The year of a date in eight figures, if somebody may have been born then.
pub(super) fn birth_year(figures: &[u8]) -> Option<i16> {
    let (year, month, day) = (figures.get(..4)?, figures.get(4..6)?, figures.get(6..8)?);
    let year = number(year).filter(|year| (1870..=2040).contains(year))?;
    let [month, day] = [month, day].map(|figures| number(figures).and_then(|number| i8::try_from(number).ok()));
    Date::new(year, month?, day?).map(Date::year)
}

/// The year of birth in 18 figures whose province and date are real.
pub(super) fn dated(figures: &[u8]) -> Option<i16> {
    let is_whole = figures.len() == 18 && figures.iter().take(17).all(|figure| *figure < 10) && is_area(figures);
    figures.get(6..14).filter(|_| is_whole).and_then(birth_year)
}

/// Whether 18 figures are an identity number by province, date and check digit.
pub(super) fn is_identity(figures: &[u8]) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [u8; 11] = [1, 0, 10, 9, 8, 7, 6, 5, 4, 3, 2];
    let sum: u32 = figures.iter().zip(WEIGHTS).map(|(figure, weight)| u32::from(*figure) * weight).sum();
    let check = CHECKS.get(usize::try_from(sum % 11).unwrap_or_default());
    dated(figures).is_some() && figures.last() == check
}

/// Whether 17 figures are an identity number that has lost the x at its end.
pub(super) fn lacks_cross(figures: &[u8]) -> bool {
    let whole: Vec<u8> = figures.iter().copied().chain([10]).collect();
    is_identity(&whole)
}

/// Whether 15 figures are an identity number of the old form by province and date; there is no check digit.
pub(super) fn is_old_identity(figures: &[u8]) -> bool {
    let Some(day) = figures.get(6..12).filter(|_| figures.len() == 15 && is_area(figures)) else { return false };
    let whole: Vec<u8> = [1, 9].into_iter().chain(day.iter().copied()).collect();
    figures.iter().all(|figure| *figure < 10) && birth_year(&whole).is_some()
}

/// Whether two figures are class and grade of a disability.
pub(super) fn is_grade(figures: &[u8]) -> bool {
    matches!(figures, [1..=7, 1..=4])
}

/// Whether the last figure is the check digit of a bank card.
pub(super) fn is_luhn(figures: &[u8]) -> bool {
    let folded = |doubled: u32| if doubled > 9 { doubled - 9 } else { doubled };
    let sum: u32 = figures.iter().rev().zip([1, 2].into_iter().cycle()).map(|(f, by)| folded(u32::from(*f) * by)).sum();
    sum.is_multiple_of(10) && figures.iter().all(|figure| *figure < 10)
}

/// Whether a bank gives cards that begin so.
pub(super) fn has_card_front(figures: &[u8]) -> bool {
    let begins = |front: &str| {
        front.len() <= figures.len() && front.bytes().zip(figures).all(|(byte, figure)| byte == b'0' + *figure)
    };
    figures.iter().all(|figure| *figure < 10) && LEXICON.privacy.fronts.cards.iter().any(begins)
}

/// Whether figures are a bank card by length, front and check digit.
pub(super) fn is_card(figures: &[u8]) -> bool {
    (16..=19).contains(&figures.len()) && is_luhn(figures) && has_card_front(figures)
}

/// Whether 18 figures without a letter are a unified social credit code: by the area, the check digit of the organisation
/// in it, and their own. One alone fits three numbers of persons in a hundred.
pub(super) fn is_credit_code(figures: &[u8]) -> bool {
    let Some((check, rest)) = figures.split_last().filter(|_| figures.len() == 18) else { return false };
    if !figures.get(2..).is_some_and(is_area) || !figures.get(8..17).is_some_and(is_organisation) {
        return false;
    }
    let mut weight = 1_u32;
    let mut sum = 0_u32;
    for figure in rest {
        sum += u32::from(*figure) * weight;
        weight = weight * 3 % 31;
    }
    let due = (31 - sum % 31) % 31;
    figures.iter().all(|figure| *figure < 10) && matches!(figures.first(), Some(1 | 5 | 9)) && due == u32::from(*check)
}

/// Whether the last of nine figures is the check digit of an organisation.
fn is_organisation(figures: &[u8]) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let sum: u32 = figures.iter().zip(WEIGHTS).map(|(figure, weight)| u32::from(*figure) * weight).sum();
    figures.last().is_some_and(|check| (sum + u32::from(*check)).is_multiple_of(11))
}

/// Whether 11 figures are a mobile telephone of a range that is given out.
pub(super) fn is_mobile(figures: &[u8]) -> bool {
    let is_range = match figures {
        [1, 3 | 8, ..] => true,
        [1, 4, third, ..] => *third >= 5,
        [1, 5, third, ..] => *third != 4,
        [1, 6, third, ..] => matches!(third, 2 | 5 | 6 | 7),
        [1, 7, third, ..] => *third != 9,
        [1, 9, third, ..] => *third != 4,
        _ => false,
    };
    is_range && figures.len() == 11 && figures.iter().all(|figure| *figure < 10)
}

#[cfg(test)]
mod tests {
    use super::{is_card, is_credit_code, is_identity, is_luhn, is_old_identity};

    fn figures(text: &str) -> Vec<u8> {
        text.chars().map(|sign| sign.to_digit(10).map_or(10, |digit| u8::try_from(digit).unwrap())).collect()
    }

    #[test]
    fn published_values_are_what_they_are() {
        assert!(is_identity(&figures("11010519491231002X")) && is_identity(&figures("440524188001010014")));
        assert!(!is_identity(&figures("110105194912310021")) && !is_identity(&figures("11010519490231002X")));
        assert!(is_old_identity(&figures("110105491231002")) && !is_old_identity(&figures("110105491331002")));
        assert!(is_card(&figures("6222020000000000000")) && !is_card(&figures("6222020000000000001")));
        assert!(is_luhn(&figures("79927398713")) && !is_luhn(&figures("79927398710")));
        assert!(!is_credit_code(&figures("110105194912310021")));
    }
}
