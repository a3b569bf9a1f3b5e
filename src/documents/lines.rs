//! Plain text: lines of notes, tables and data.

use super::gathering::Gathering;

/// Reads a text line by line; of JSON also what its escapes stand for.
pub(super) fn read(text: &str, is_json: bool, into: &mut Gathering) {
    // Some programs still end lines with a carriage return alone.
    let end = if text.contains('\n') { '\n' } else { '\r' };
    for (at, line) in (1..).zip(text.split(end)) {
        if into.is_full() {
            into.fault(super::State::Truncated);
            return;
        }
        let place = format!("line {at}");
        into.say(&place, line);
        if is_json && line.contains("\\u") {
            into.say(&place, &unescaped(line));
        }
    }
}

/// A line with the characters that its `\uXXXX` stand for; halves of pairs that stand alone become marks.
fn unescaped(line: &str) -> String {
    let mut units: Vec<u16> = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find("\\u") {
        let (before, behind) = rest.split_at(at);
        units.extend(before.encode_utf16());
        let digits = behind.get(2..6).and_then(|digits| u16::from_str_radix(digits, 16).ok());
        units.push(digits.unwrap_or(u16::from(b'\\')));
        rest = behind.get(if digits.is_some() { 6 } else { 1 }..).unwrap_or_default();
    }
    units.extend(rest.encode_utf16());
    String::from_utf16_lossy(&units)
}
