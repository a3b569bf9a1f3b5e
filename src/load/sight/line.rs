//! Keys and values in a text that cannot be read as YAML, line by line.

use crate::base::names;

/// What stands around keys and values in a text that is no YAML.
pub(super) const AROUND: &[char] =
    &['"', '\'', '“', '”', '‘', '’', ' ', '\t', '\u{a0}', '\u{3000}', '\u{feff}', '-', '?', '{', '}', '[', ']'];

/// Keys and values of a line of a text that is no YAML, as far as they can be made out. Only braces hold several.
pub(super) fn pairs(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let line = if line.trim_start().starts_with('#') { "" } else { line.split(" #").next().unwrap_or(line) };
    let commas: &[char] = if line.contains('{') { &['{', ',', '，'] } else { &['\n'] };
    line.split(commas).filter_map(|piece| {
        let (key, value) = piece.split_once([':', '：', '='])?;
        Some((key.trim_matches(AROUND), value.trim_matches(AROUND)))
    })
}

/// The value that a line gives to a key that stands alone in the line above.
pub(super) fn below(line: &str) -> &str {
    let value = line.trim_matches(AROUND).trim_start_matches(':').trim();
    value.split([',', '，', '#']).next().unwrap_or_default().trim_matches(AROUND)
}

/// What the first line that gives `key` a value says, in a text that cannot be read as YAML.
pub(in crate::load) fn text_of<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    let words = [key, names::chinese(key).unwrap_or(key)];
    text.split(['\n', '\r']).find_map(|line| pairs(line).find(|(own, _)| words.contains(own))).map(|(_, value)| value)
}
