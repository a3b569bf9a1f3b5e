//! Passports and permits to travel: a letter or two and figures, behind a word that says so.

use std::ops::Range;

use crate::base::date::to_half_width;
use crate::privacy::arithmetic::birth_year;
use crate::privacy::reading::Reading;
use crate::privacy::signs::ends_sentence;
use crate::privacy::words::Use;
use crate::privacy::{Found, Sort};

/// Adds the passports of a text.
pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let labels = reading.words.iter().filter(|word| word.uses.has(Use::Passport)).map(|word| word.end);
    let head = reading.head.has(Use::Passport).then_some(0);
    for from in head.into_iter().chain(labels) {
        if let Some(range) = number(reading, from) {
            found.push(Found { sort: Sort::Passport, range });
        }
    }
}

/// The first number behind a label, in one piece or with blanks and hyphens in it.
fn number(reading: &Reading<'_>, from: usize) -> Option<Range<usize>> {
    const FARTHEST: usize = 12;
    let rest = reading.from(from);
    let leading = rest.char_indices().take(FARTHEST).take_while(|(_, sign)| !ends_sentence(*sign) || *sign == '\n');
    let mut starts = Vec::new();
    let mut was_part = false;
    for (at, sign) in leading {
        if is_part(sign) && !was_part {
            starts.push(from + at);
        }
        was_part = is_part(sign);
    }
    starts.into_iter().find_map(|start| number_at(reading, start))
}

/// The number that begins at a place.
fn number_at(reading: &Reading<'_>, start: usize) -> Option<Range<usize>> {
    let mut ends = Vec::new();
    let mut plain = String::new();
    let mut signs = reading.from(start).char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let next = signs.peek().map(|(_, next)| *next);
        if is_part(sign) {
            plain.push(sign);
            if !next.is_some_and(is_part) {
                ends.push((plain.len(), start + at + sign.len_utf8()));
            }
        } else if !(matches!(sign, ' ' | '-' | '(' | '（') && next.is_some_and(is_part)) {
            break;
        }
    }
    let is_shaped = |(length, _): &&(usize, usize)| plain.get(..*length).is_some_and(is_permit);
    ends.iter().rev().find(is_shaped).map(|(_, end)| start..*end)
}

fn is_part(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}

/// Whether letters and figures are those of a passport or permit of whatever country.
fn is_permit(written: &str) -> bool {
    let plain = to_half_width(written).to_ascii_uppercase();
    let figures = plain.trim_start_matches(|sign: char| sign.is_ascii_uppercase());
    let (letters, last) =
        (plain.len() - figures.len(), figures.trim_end_matches(|sign: char| sign.is_ascii_uppercase()));
    let behind = figures.len() - last.len();
    if !last.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let values: Vec<u8> = last.bytes().map(|byte| byte - b'0').collect();
    match (letters, last.len(), behind) {
        (0, 8, 0) => birth_year(&values).is_none(),
        (0, 10, 0 | 1) | (0, 9, 0) | (3, 12, 0) => true,
        (1, 7..=10, 0) | (2, 6..=8, 0) => true,
        _ => false,
    }
}
