//! Number plates: province, letter, five signs, or six of cars with a battery.

use std::ops::Range;

use crate::base::date::to_half_width;
use crate::base::lexicon::LEXICON;
use crate::privacy::reading::Reading;
use crate::privacy::signs::last_signs;
use crate::privacy::surnames;
use crate::privacy::words::Use;
use crate::privacy::{Found, Sort};

/// Adds the plates of a text.
pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for start in &reading.capitals {
        if let Some(range) = plate(reading.text, *start).filter(|range| !is_example(reading, range)) {
            found.push(Found { sort: Sort::Plate, range });
        }
    }
    for (start, _) in reading.text.match_indices("WJ") {
        found.extend(armed(reading.text, start).map(|range| Found { sort: Sort::Plate, range }));
    }
    find_called(reading, found);
}

/// The plate of the armed police that stands at `start`: WJ云12345.
fn armed(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start + 2..)?;
    let province = rest.chars().next().filter(|sign| surnames::is_plate_province(*sign))?;
    let own = rest.get(province.len_utf8()..)?;
    let length = own.len() - own.trim_start_matches(|sign: char| sign.is_ascii_alphanumeric()).len();
    let digits = own.get(..length)?.bytes().filter(u8::is_ascii_digit).count();
    (length == 5 && digits >= 4).then_some(start..text.len() - own.len() + length)
}

/// The plate without its province that follows a word for it, or stands below such a head.
fn find_called(reading: &Reading<'_>, found: &mut Vec<Found>) {
    const BETWEEN: &str = "：: \u{3000}为是（(|";
    let words = reading.words.iter().filter(|word| word.uses.has(Use::Plate)).map(|word| word.end);
    let head = reading.head.has(Use::Plate).then_some(0);
    for from in words.chain(head) {
        let own = reading.from(from).trim_start_matches(|sign: char| BETWEEN.contains(sign));
        let start = reading.text.len() - own.len();
        let is_near = start <= from + 9;
        let range = plate_at(reading.text, start, start).filter(|_| is_near);
        found.extend(range.filter(|range| !is_example(reading, range)).map(|range| Found { sort: Sort::Plate, range }));
    }
}

/// The plate whose province stands at `start`.
fn plate(text: &str, start: usize) -> Option<Range<usize>> {
    let letter = text.get(start..)?.char_indices().skip(1).find(|(_, sign)| *sign != ' ')?.0;
    plate_at(text, start, start + letter)
}

/// The plate that stands at `start`, with its letter at `letter`.
fn plate_at(text: &str, start: usize, letter: usize) -> Option<Range<usize>> {
    let mut signs = text.get(letter..)?.char_indices().map(|(at, sign)| (letter + at, half(sign))).peekable();
    let (_, letter) = signs.next()?;
    if letter == 'I' || !letter.is_ascii_uppercase() {
        return None;
    }
    let is_mark = |sign: char| matches!(sign, '·' | '•' | '・' | '.' | ' ' | '-' | '∙' | '●' | '\u{3000}' | '\u{a0}');
    while signs.next_if(|(_, sign)| is_mark(*sign)).is_some() {}
    let (mut own, mut end, mut gaps) = (String::new(), start, 0);
    while let Some((at, sign)) = signs.peek().copied() {
        // Each sign may stand in a box of its own; anything else in between ends it.
        let most = if own.starts_with(|first: char| first.is_ascii_alphabetic()) { 6 } else { 5 };
        let is_boxed = is_mark(sign) && gaps + 1 == own.len() && own.len() < most;
        if !sign.is_ascii_alphanumeric() && !is_boxed {
            break;
        }
        signs.next();
        if is_boxed {
            gaps += 1;
            continue;
        }
        own.push(sign);
        end = at + text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8);
    }
    if gaps > 0 && gaps + 1 < own.len() {
        return None;
    }
    let last = signs.next_if(|(_, sign)| own.len() == 4 && LEXICON.privacy.fronts.plate_ends.contains(*sign));
    if let Some((at, sign)) = last {
        return own.bytes().all(|byte| byte.is_ascii_digit()).then_some(start..at + sign.len_utf8());
    }
    is_number(&own).then_some(start..end)
}

/// One sign, half-width and large.
fn half(sign: char) -> char {
    let narrow = to_half_width(sign.encode_utf8(&mut [0; 4]));
    narrow.chars().next().unwrap_or(sign).to_ascii_uppercase()
}

/// What stands behind the letter: no I and O, most of it figures.
fn is_number(own: &str) -> bool {
    let digits = own.bytes().filter(u8::is_ascii_digit).count();
    let is_clear = !own.contains(['I', 'O']);
    let tail = |from: usize| own.get(from..).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    let is_new_energy = tail(2) && own.starts_with(|sign: char| sign.is_ascii_uppercase())
        || own.ends_with(|sign: char| sign.is_ascii_uppercase())
            && own.get(..5).is_some_and(|own| own.bytes().all(|byte| byte.is_ascii_digit()));
    is_clear && ((own.len() == 5 && digits >= 3) || (own.len() == 6 && is_new_energy))
}

/// Whether a plate shows how plates look, or is the number of a paper.
fn is_example(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    const FARTHEST: usize = 12;
    let near = last_signs(reading.before(range.start), FARTHEST);
    let is_sample = |at: usize, end: usize| at >= near && end <= range.start;
    reading.words.iter().any(|word| word.uses.has(Use::Sample) && is_sample(word.start, word.end))
        || reading.called(range).has(Use::Other)
        || reading.from(range.end).starts_with(['-', '号', '第'])
}
