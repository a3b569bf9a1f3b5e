//! Pinyin or bopomofo behind characters, as some pages write it over them: 公（gōng）开（kāi）. One alone explains a name.

use std::ops::Range;

use crate::load::pasted::{Line, is_han};

/// A note behind a character: where it stands, and whether it can be nothing else.
struct Found {
    at: Range<usize>,
    is_sure: bool,
}

/// The first note of every line, if the text has two or more.
pub(super) fn find<'l, 't>(lines: &'l [Line<'t>]) -> Vec<(&'l Line<'t>, Range<usize>)> {
    let mut all = 0;
    let mut found = Vec::new();
    for line in lines {
        let own = in_line(line.text);
        all += own.len();
        if let Some((first, last)) = own.first().zip(own.last()) {
            found.push((line, first.at.start..last.at.end));
        }
    }
    if all < 2 { Vec::new() } else { found }
}

/// The notes in a line; without tones they count only where one follows the other.
fn in_line(line: &str) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut before: Option<(usize, char)> = None;
    for (at, sign) in line.char_indices() {
        let own = before.filter(|(_, before)| is_han(*before)).and_then(|(start, _)| note(line, start, (at, sign)));
        found.extend(own);
        before = Some((at, sign));
    }
    let is_beside = |at: usize| {
        let follows = |first: &Found, second: &Found| first.at.end == second.at.start;
        let left = at.checked_sub(1).is_some_and(|left| follows(&found[left], &found[at]));
        left || found.get(at + 1).is_some_and(|right| follows(&found[at], right))
    };
    let kept: Vec<bool> = (0..found.len()).map(|at| found[at].is_sure || is_beside(at)).collect();
    found.into_iter().zip(kept).filter(|(_, is_kept)| *is_kept).map(|(one, _)| one).collect()
}

/// A note that begins at `at`, behind the character at `start`.
fn note(line: &str, start: usize, (at, sign): (usize, char)) -> Option<Found> {
    const LONGEST: usize = 60;
    let close = match sign {
        '（' | '(' => ['）', ')'],
        '[' | '［' => [']', '］'],
        _ if is_toned(sign) || sign.is_ascii_lowercase() => return bare(line, start, at),
        _ => return None,
    };
    let inner = &line[at + sign.len_utf8()..];
    let end = inner.char_indices().take(LONGEST).find(|(_, sign)| close.contains(sign))?.0;
    let (inner, behind) = (&inner[..end], at + sign.len_utf8() + end);
    let end = behind + line[behind..].chars().next().map_or(0, char::len_utf8);
    let is_letters =
        inner.chars().all(|sign| is_letter(sign) || sign.is_whitespace() || matches!(sign, '\'' | '’' | '0'..='5'));
    let is_sure = inner.chars().any(is_toned);
    let is_note = is_letters && (is_sure || is_syllable(inner.trim()));
    is_note.then_some(Found { at: start..end, is_sure })
}

/// Pinyin with a tone that stands between characters without brackets: 公gōng开.
fn bare(line: &str, start: usize, at: usize) -> Option<Found> {
    let rest = &line[at..];
    let length = rest.char_indices().take(8).find(|(_, sign)| !is_letter(*sign)).map(|(end, _)| end)?;
    let is_note = rest[..length].chars().any(is_toned) && rest[length..].starts_with(is_han);
    is_note.then_some(Found { at: start..at + length, is_sure: true })
}

fn is_letter(sign: char) -> bool {
    sign.is_ascii_alphabetic() || sign == 'ü' || is_toned(sign)
}

/// Whether a sign is a letter with a tone, a tone, or bopomofo.
fn is_toned(sign: char) -> bool {
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u{300}\u{301}\u{304}\u{30c}ˉˊˇˋ".contains(sign)
        || matches!(sign, '\u{3105}'..='\u{312f}')
}

/// Whether letters without tones are a syllable of pinyin; units such as `km` and `kg` are none.
fn is_syllable(text: &str) -> bool {
    const INITIALS: [&str; 23] = [
        "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s",
        "y", "w",
    ];
    const FINALS: [&str; 36] = [
        "a", "o", "e", "i", "u", "v", "ü", "ai", "ei", "ui", "ao", "ou", "iu", "ie", "ue", "er", "an", "en", "in",
        "un", "ang", "eng", "ing", "ong", "ia", "iao", "ian", "iang", "iong", "ua", "uo", "uai", "uan", "uang", "ve",
        "üe",
    ];
    let text = text.trim_end_matches(['0', '1', '2', '3', '4', '5']);
    let of = |initial: &str| text.strip_prefix(initial).is_some_and(|rest| FINALS.contains(&rest));
    FINALS.contains(&text) || INITIALS.iter().any(|initial| of(initial))
}
