//! A second front matter in a text: keys between two lines `---`, which are published as words.

use std::ops::Range;

use crate::base::names;
use crate::load::pasted::Line;
use crate::model::envelope::ENVELOPE;

/// No front matter has more lines; a rule further down closes something else.
const LONGEST: usize = 100;

/// Where the first key of each further front matter stands in the file.
pub(super) fn find(lines: &[Line<'_>]) -> Vec<Range<usize>> {
    let first = lines.iter().position(|line| !line.text.trim().is_empty()).unwrap_or_default();
    let mut found = Vec::new();
    let mut at = first;
    while let Some(open) = lines[at..].iter().position(is_rule).map(|open| at + open) {
        let block = &lines[open + 1..];
        let length = block.iter().take(LONGEST).take_while(|line| !is_rule(line)).count();
        let is_closed = block.get(length).is_some_and(is_rule);
        let is_front =
            if open == first { begins(&block[..length], is_closed) } else { is_closed && holds(&block[..length]) };
        if is_front {
            found.extend(block.first().map(|key| key.start..key.start + key.text.len()));
        }
        // What closes one block may open the next, unless it belongs to the first.
        at = if is_front { (open + length + 2).min(lines.len()) } else { open + 1 };
    }
    found
}

fn is_rule(line: &Line<'_>) -> bool {
    line.text == "---"
}

/// Whether these lines, with which a text begins, are keys: whoever pasted them there may have forgotten the end.
fn begins(lines: &[Line<'_>], is_closed: bool) -> bool {
    let Some(first) = lines.first() else { return false };
    let is_known = key_of(first.text).is_some_and(|key| is_envelope(key) || is_word(key) && names::is_known(key));
    let is_like_key = |line: &Line<'_>| key_of(line.text).is_some_and(is_word) || continues(line);
    is_known || is_closed && key_of(first.text).is_some_and(is_word) && lines.iter().all(is_like_key)
}

/// Whether these lines between two rules of a text are keys and nothing but keys: prose between rules may have a colon too.
fn holds(lines: &[Line<'_>]) -> bool {
    let keys = || lines.iter().filter(|line| !continues(line)).map(|line| key_of(line.text));
    let is_small = |key: &str| is_word(key) && !key.bytes().any(|byte| byte.is_ascii_uppercase());
    let is_key = |key: Option<&str>| key.is_some_and(|key| is_small(key) || is_envelope(key));
    lines.first().is_some_and(|line| !continues(line)) && keys().all(is_key)
}

/// Whether a line belongs to the key above it, or says nothing.
fn continues(line: &Line<'_>) -> bool {
    line.text.starts_with([' ', '-', '#'])
}

/// What stands before the colon of a line.
fn key_of(line: &str) -> Option<&str> {
    let (key, value) = line.split_once([':', '：'])?;
    let is_key = line[key.len()..].starts_with('：') || value.is_empty() || value.starts_with(char::is_whitespace);
    is_key.then(|| key.trim_matches(['"', '\'']))
}

/// Whether a key is one of the envelope, in either language.
fn is_envelope(key: &str) -> bool {
    ENVELOPE.iter().any(|name| key == *name || names::chinese(name) == Some(key))
}

fn is_word(key: &str) -> bool {
    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
