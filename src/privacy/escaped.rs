//! What escapes of addresses and of HTML stand for, and numbers that are cut over the values of a query.

use std::ops::Range;

use crate::privacy::{Found, across, find};

use super::Around;

/// A text without percent escapes and numbered references.
struct Unescaped {
    text: String,
    /// Where each of its bytes stood.
    places: Vec<usize>,
    /// How long it was.
    length: usize,
}

/// Adds what is found once escapes are resolved and the values of queries are read together.
pub(super) fn find_more(text: &str, around: Around<'_>, found: &mut Vec<Found>) {
    if let Some(own) = unescaped(text) {
        found.extend(find(&own.text, around).into_iter().map(|one| Found { range: own.original(&one.range), ..one }));
    }
    for (at, _) in text.match_indices('?') {
        queried(text, at + 1, found);
    }
}

/// The text with its escapes resolved; where that is no text, those of ASCII signs alone. `None` without any.
fn unescaped(text: &str) -> Option<Unescaped> {
    if !text.contains('%') && !text.contains("&#") {
        return None;
    }
    let decode = |is_decoded: fn(u8) -> bool| {
        let (mut bytes, mut places) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
        let mut at = 0;
        while let Some(byte) = text.as_bytes().get(at) {
            if let Some((sign, length)) = reference(text, at) {
                bytes.extend(sign.encode_utf8(&mut [0; 4]).bytes());
                places.resize(bytes.len(), at);
                at += length;
                continue;
            }
            let escaped = text.get(at + 1..at + 3).filter(|_| *byte == b'%');
            let escaped = escaped.filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
            let escaped = escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|own| is_decoded(*own));
            bytes.push(escaped.unwrap_or(*byte));
            places.push(at);
            at += if escaped.is_some() { 3 } else { 1 };
        }
        let is_changed = bytes.len() < text.len();
        let text = String::from_utf8(bytes).ok()?;
        Some((text, places)).filter(|_| is_changed)
    };
    let (own, places) = decode(|_| true).or_else(|| decode(|byte| byte.is_ascii()))?;
    Some(Unescaped { text: own, places, length: text.len() })
}

/// The sign that a numbered reference at a place stands for, such as `&#49;` or `&#x31;`, and how long that is. Browsers
/// need no semicolon.
fn reference(text: &str, at: usize) -> Option<(char, usize)> {
    /// Longer ones are no signs.
    const LONGEST: usize = 8;
    let inside = text.get(at..)?.strip_prefix("&#")?;
    let (radix, mark, digits) = match inside.strip_prefix(['x', 'X']) {
        Some(digits) => (16, 3, digits),
        None => (10, 2, inside),
    };
    let length = digits.bytes().take(LONGEST).take_while(|byte| char::from(*byte).is_digit(radix)).count();
    let sign = char::from_u32(u32::from_str_radix(digits.get(..length)?, radix).ok()?)?;
    let end = usize::from(digits.get(length..).is_some_and(|rest| rest.starts_with(';')));
    Some((sign, mark + length + end))
}

impl Unescaped {
    /// Where a range of it stood.
    fn original(&self, range: &Range<usize>) -> Range<usize> {
        let at = |place: usize| self.places.get(place).copied().unwrap_or(self.length);
        at(range.start)..at(range.end)
    }
}

/// Adds numbers that are cut over the values of the query that begins at a place.
fn queried(text: &str, start: usize, found: &mut Vec<Found>) {
    let is_part = |sign: char| sign.is_ascii_alphanumeric() || "=&;%+-_.~[]".contains(sign);
    let rest = text.get(start..).unwrap_or_default();
    let length = rest.find(|sign: char| !is_part(sign)).unwrap_or(rest.len());
    let (mut values, mut at) = (Vec::new(), start);
    for pair in rest.get(..length).unwrap_or_default().split(['&', ';']) {
        let value = pair.rsplit_once('=').map_or(pair, |(_, value)| value);
        let end = at + pair.len();
        values.push((end - value.len()..end, value));
        at = end + 1;
    }
    let texts: Vec<&str> = values.iter().map(|(_, value)| *value).collect();
    for (parts, sort) in across(&texts) {
        let ends = parts.first().zip(parts.last());
        let ends = ends.and_then(|(first, last)| values.get(*first).zip(values.get(*last)));
        found.extend(ends.map(|((first, _), (last, _))| Found { sort, range: first.start..last.end }));
    }
}
