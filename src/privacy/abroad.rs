//! Numbers of persons as other countries write them, in a text without a sign of Han: mobile telephones and national
//! insurance numbers of the United Kingdom, numbers of its health service and banks, cards, IBAN, and days of birth.

use std::ops::Range;

use crate::privacy::arithmetic::is_luhn;
use crate::privacy::reading::Reading;
use crate::privacy::signs::is_han;
use crate::privacy::words::Use;
use crate::privacy::{Found, Place, Sort};

/// Adds the numbers of a text.
pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let text = reading.text;
    if reading.around.place == Place::Number || text.chars().any(is_han) {
        return;
    }
    let said = format!("{} {text}", reading.around.label).to_ascii_lowercase();
    let mut own = Vec::new();
    for run in runs(text, |byte| byte.is_ascii_digit()) {
        own.extend(number(&run, &said).map(|sort| Found { sort, range: run.range.clone() }));
    }
    for run in runs(text, |byte| byte.is_ascii_alphanumeric()) {
        own.extend(lettered(text, &run));
    }
    for word in reading.words.iter().filter(|word| word.uses.has(Use::BirthBefore)) {
        own.extend(day(text, word.end).map(|range| Found { sort: Sort::BirthDate, range }));
    }
    if reading.head.has(Use::BirthBefore) {
        own.extend(day(text, 0).map(|range| Found { sort: Sort::BirthDate, range }));
    }
    let is_new =
        |one: &Found| found.iter().all(|old| old.range.end <= one.range.start || one.range.end <= old.range.start);
    own.retain(is_new);
    found.extend(own);
}

/// Signs with a blank, a hyphen or a point between some of them.
struct Run {
    range: Range<usize>,
    plain: String,
    groups: Vec<usize>,
    places: Vec<usize>,
}

fn runs(text: &str, is_own: impl Fn(u8) -> bool) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    let mut last: Option<(usize, u8)> = None;
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| is_own(*byte)) {
        let between = last.and_then(|(before, _)| text.get(before + 1..at));
        let is_joined = between.is_some_and(|between| matches!(between, "" | " " | "-" | "." | ") " | ")"));
        match all.last_mut().filter(|_| is_joined) {
            Some(run) => {
                run.range.end = at + 1;
                run.plain.push(char::from(byte));
                run.places.push(at);
                match run.groups.last_mut().filter(|_| between == Some("")) {
                    Some(group) => *group += 1,
                    None => run.groups.push(1),
                }
            }
            None => {
                all.push(Run { range: at..at + 1, plain: char::from(byte).into(), groups: vec![1], places: vec![at] })
            }
        }
        last = Some((at, byte));
    }
    all
}

/// What a run of figures is, where `said` is the text with its label.
fn number(run: &Run, said: &str) -> Option<Sort> {
    let digits = run.plain.as_str();
    let values: Vec<u8> = digits.bytes().map(|byte| byte - b'0').collect();
    let national =
        digits.strip_prefix("0044").or_else(|| digits.strip_prefix("44")).or_else(|| digits.strip_prefix('0'));
    let is_mobile = national.is_some_and(|rest| rest.len() == 10 && rest.starts_with('7') && !rest.starts_with("70"));
    let is_grouped = |groups: &[usize]| groups.len() <= 4 && groups.iter().all(|group| *group >= 2);
    if is_mobile && is_grouped(&run.groups) {
        return Some(Sort::Mobile);
    }
    let is_card_called = said.contains("card");
    let is_fours = matches!(run.groups.as_slice(), [4, 4, 4, 4] | [4, 6, 5]);
    let is_length = matches!(
        (values.len(), values.as_slice()),
        (16, [4, ..] | [5, 1..=5, ..] | [2, 2..=7, ..] | [6, 0 | 5, ..]) | (15, [3, 4 | 7, ..])
    );
    if is_length && is_luhn(&values) && (is_fours || (is_card_called && run.groups.len() == 1)) {
        return Some(Sort::BankCard);
    }
    if values.len() == 10 && said.contains("nhs n") && is_health_number(&values) {
        return Some(Sort::IdNumber);
    }
    let is_banked = said.contains("sort code") || said.contains("account n") || said.contains("bank account");
    (is_banked && matches!(run.groups.as_slice(), [8] | [4, 4] | [2, 2, 2, 8])).then_some(Sort::Account)
}

/// Whether ten figures are a number of the health service by their check digit.
fn is_health_number(values: &[u8]) -> bool {
    let sum: u32 = values.iter().zip((2..=10_u32).rev()).map(|(value, weight)| u32::from(*value) * weight).sum();
    let due = (11 - sum % 11) % 11;
    values.last().is_some_and(|check| u32::from(*check) == due)
}

/// A national insurance number, or an IBAN, in a run of letters and figures, which words may stand around.
fn lettered(text: &str, run: &Run) -> Option<Found> {
    let starts = run.places.iter().enumerate().filter(|(_, at)| {
        at.checked_sub(1)
            .and_then(|before| text.as_bytes().get(before))
            .is_none_or(|byte| !byte.is_ascii_alphanumeric())
    });
    for (from, start) in starts {
        let plain = run.plain.get(from..)?;
        let ends = |count: usize| {
            let end = run.places.get(from + count - 1)? + 1;
            let is_over = text.as_bytes().get(end).is_none_or(|byte| !byte.is_ascii_alphanumeric());
            is_over.then_some(end)
        };
        if let Some(end) = ends(9).filter(|_| plain.get(..9).is_some_and(is_insurance)) {
            return Some(Found { sort: Sort::IdNumber, range: *start..end });
        }
        let iban = (15..=34).rev().find_map(|count| ends(count).filter(|_| plain.get(..count).is_some_and(is_iban)));
        if let Some(end) = iban {
            return Some(Found { sort: Sort::Account, range: *start..end });
        }
    }
    None
}

/// Whether nine signs are a national insurance number by their letters.
fn is_insurance(plain: &str) -> bool {
    const NEVER: [&str; 7] = ["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"];
    let plain = plain.to_ascii_uppercase();
    let (Some(front), Some(digits), Some(last)) = (plain.get(..2), plain.get(2..8), plain.get(8..)) else {
        return false;
    };
    let is_letter = |sign: char| sign.is_ascii_alphabetic() && !"DFIQUV".contains(sign);
    front.chars().all(is_letter)
        && !front.ends_with('O')
        && !NEVER.contains(&front)
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && matches!(last, "A" | "B" | "C" | "D")
}

/// Whether signs are an IBAN by their check figures.
fn is_iban(plain: &str) -> bool {
    let (Some(front), Some(rest)) = (plain.get(..4), plain.get(4..)) else { return false };
    let is_front = front.bytes().take(2).all(|byte| byte.is_ascii_uppercase())
        && front.bytes().skip(2).all(|byte| byte.is_ascii_digit());
    let has_figures = rest.bytes().filter(u8::is_ascii_digit).count() >= 6;
    let value = |sign: char| sign.to_digit(36);
    let rest = rest.chars().chain(front.chars()).filter_map(value);
    let left = rest.fold(0_u32, |left, value| (if value > 9 { left * 100 } else { left * 10 } + value) % 97);
    is_front && has_figures && left == 1
}

/// The day that follows at once: 6 May 1903, May 6, 1903, 06/05/1903.
fn day(text: &str, from: usize) -> Option<Range<usize>> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    const FARTHEST: usize = 5;
    let rest = text.get(from..)?;
    let skipped = rest.trim_start_matches([' ', ':', ',', '(']);
    let own = skipped.strip_prefix("on ").unwrap_or(skipped);
    let start = text.len() - own.len();
    let is_near = start <= from + FARTHEST;
    let mut parts = own.split([' ', '/', '.', '-', ',']).filter(|part| !part.is_empty());
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let year = third.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))?;
    let is_month = |part: &str| MONTHS.iter().any(|month| part.to_ascii_lowercase().starts_with(month));
    let is_day = |part: &str| {
        let day = part.trim_end_matches(|sign: char| sign.is_ascii_alphabetic());
        day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
    };
    let is_date = (is_day(first) && (is_month(second) || is_day(second))) || (is_month(first) && is_day(second));
    let end = start + own.find(third).filter(|_| is_near && is_date)? + year.len();
    (year.starts_with("19") || year.starts_with("20")).then_some(start..end)
}
