//! Numbers of persons as other countries write them, in a text without a sign of Han: mobile telephones and national
//! insurance numbers of the United Kingdom, numbers of its health service and banks, cards, IBAN, and days of birth.

use std::ops::Range;

use crate::privacy::arithmetic::is_luhn;
use crate::privacy::reading::Reading;
use crate::privacy::signs::last_signs;
use crate::privacy::words::Use;
use crate::privacy::{Found, Place, Sort};

/// Adds the numbers of a text.
pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    const FEWEST: usize = 8;
    let text = reading.text;
    if reading.around.place == Place::Number || reading.has_han() {
        return;
    }
    let mut own = Vec::new();
    for run in runs(text) {
        if run.plain.len() >= FEWEST {
            own.extend(number(&run, reading).map(|sort| Found { sort, range: run.range.clone() }));
        }
        own.extend(lettered(text, run.range.start));
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

/// Figures with a blank, a hyphen or a point between some of them.
struct Run {
    range: Range<usize>,
    plain: Vec<u8>,
    groups: Vec<usize>,
}

fn runs(text: &str) -> Vec<Run> {
    let mut all: Vec<Run> = Vec::new();
    for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_digit()) {
        let value = byte - b'0';
        let between = all.last().and_then(|run| text.get(run.range.end..at)).unwrap_or("start");
        match all.last_mut().filter(|_| matches!(between, "" | " " | "-" | "." | ") " | ")")) {
            Some(run) => {
                run.range.end = at + 1;
                run.plain.push(value);
                match run.groups.last_mut().filter(|_| between.is_empty()) {
                    Some(group) => *group += 1,
                    None => run.groups.push(1),
                }
            }
            None => all.push(Run { range: at..at + 1, plain: vec![value], groups: vec![1] }),
        }
    }
    all
}

/// What a run of figures is.
fn number(run: &Run, reading: &Reading<'_>) -> Option<Sort> {
    let values = run.plain.as_slice();
    let said = || near(run, reading).to_ascii_lowercase();
    let national = match values {
        [0, 0, 4, 4, rest @ ..] | [4, 4, rest @ ..] | [0, rest @ ..] => rest,
        _ => &[],
    };
    let is_mobile = national.len() == 10 && matches!(national, [7, 1..=9, ..]);
    let is_grouped = |groups: &[usize]| groups.len() <= 4 && groups.iter().all(|group| *group >= 2);
    if is_mobile && is_grouped(&run.groups) {
        return Some(Sort::Mobile);
    }
    let is_fours = matches!(run.groups.as_slice(), [4, 4, 4, 4] | [4, 6, 5]);
    let is_front = match values.len() {
        16 => matches!(values, [4, ..] | [5, 1..=5, ..] | [2, 2..=7, ..] | [6, 0 | 5, ..]),
        15 => matches!(values, [3, 4 | 7, ..]),
        _ => false,
    };
    if is_front && is_luhn(values) && (is_fours || (run.groups.len() == 1 && said().contains("card"))) {
        return Some(Sort::BankCard);
    }
    if values.len() == 10 && is_health_number(values) && said().contains("nhs n") {
        return Some(Sort::IdNumber);
    }
    let is_account = matches!(run.groups.as_slice(), [8] | [4, 4] | [2, 2, 2, 8]);
    let is_banked = || ["sort code", "account n", "bank account"].iter().any(|word| said().contains(word));
    (is_account && is_banked()).then_some(Sort::Account)
}

/// What stands before a run, with the label.
fn near(run: &Run, reading: &Reading<'_>) -> String {
    const FARTHEST: usize = 60;
    let before = reading.before(run.range.start);
    format!("{} {}", reading.around.label, before.get(last_signs(before, FARTHEST)..).unwrap_or_default())
}

/// Whether ten figures are a number of the health service by their check digit.
fn is_health_number(values: &[u8]) -> bool {
    let sum: u32 = values.iter().zip((2..=10_u32).rev()).map(|(value, weight)| u32::from(*value) * weight).sum();
    let due = (11 - sum % 11) % 11;
    values.last().is_some_and(|check| u32::from(*check) == due)
}

/// A national insurance number, or an IBAN: two letters with figures behind them, of which the first stands at `digit`.
fn lettered(text: &str, digit: usize) -> Option<Found> {
    const LONGEST: usize = 34;
    let before = text.get(..digit)?;
    let front = before.strip_suffix(' ').unwrap_or(before);
    let start = front.len().checked_sub(2)?;
    let is_front = front.get(start..)?.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !is_front || front.get(..start)?.ends_with(|sign: char| sign.is_ascii_alphanumeric()) {
        return None;
    }
    let (mut plain, mut ends, mut was_gap) = (String::new(), Vec::new(), false);
    let mut signs = text.get(start..)?.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        if !sign.is_ascii_alphanumeric() {
            if was_gap || sign != ' ' {
                break;
            }
            was_gap = true;
            continue;
        }
        plain.push(sign);
        was_gap = false;
        if signs.peek().is_none_or(|(_, next)| !next.is_ascii_alphanumeric()) {
            ends.push((plain.len(), start + at + 1));
        }
        if plain.len() > LONGEST {
            break;
        }
    }
    let found = |(count, end): &(usize, usize)| {
        let own = plain.get(..*count)?;
        let sort = match count {
            9 if is_insurance(own) => Sort::IdNumber,
            15..=LONGEST if is_iban(own) => Sort::Account,
            _ => return None,
        };
        Some(Found { sort, range: start..*end })
    };
    ends.iter().rev().find_map(found)
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
