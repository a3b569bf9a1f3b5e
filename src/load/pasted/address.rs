//! Addresses of the web that stand bare in a sentence. In brackets of a link, in `<…>` and in code they are meant.

use std::ops::Range;

/// What an address begins with.
const BEGINNINGS: [&str; 3] = ["https://", "http://", "www."];
/// What the name of a host ends with, where an address begins with nothing of the kind.
const ENDS: [&str; 6] = ["cn", "com", "net", "org", "gov", "edu"];

/// Where the first bare address of a line stands.
pub(super) fn find(line: &str) -> Option<Range<usize>> {
    if !line.contains('.') || is_definition(line) {
        return None;
    }
    let mut at = 0;
    while at < line.len() {
        let start = at + line[at..].find(is_sign)?;
        let word = &line[start..];
        let end = start + word.find(|sign: char| !is_sign(sign)).unwrap_or(word.len());
        at = end;
        let own = line[start..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '-', '/']);
        let skipped = BEGINNINGS.iter().find_map(|beginning| own.find(beginning));
        let address = match skipped {
            Some(skipped) => start + skipped..start + own.len(),
            None if is_host(own) => start..start + own.len(),
            None => continue,
        };
        if address.len() > 7 && !is_meant(line, &address) {
            return Some(address);
        }
    }
    None
}

fn is_sign(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || "-._~:/?#@!$&+,;=%".contains(sign)
}

/// Whether a word is the name of a host, with or without a path behind it.
fn is_host(word: &str) -> bool {
    let host = word.split('/').next().unwrap_or(word);
    let labels: Vec<&str> = host.split('.').collect();
    let is_label =
        |label: &&str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let end = labels.last().is_some_and(|last| ENDS.contains(&&*last.to_ascii_lowercase()));
    let has_letters = labels.iter().rev().skip(1).any(|label| label.bytes().any(|byte| byte.is_ascii_alphabetic()));
    labels.len() >= 2 && labels.iter().all(is_label) && end && has_letters
}

/// Whether the address belongs to a link, stands in `<…>`, in an attribute or in code.
fn is_meant(line: &str, address: &Range<usize>) -> bool {
    let (before, behind) = (&line[..address.start], &line[address.end..]);
    let is_code = before.matches('`').count() % 2 == 1;
    let is_text = before.rfind('[').is_some_and(|open| !before[open..].contains(']')) && behind.contains("](");
    let is_target = before.ends_with("](") || before.rfind("](").is_some_and(|open| !before[open..].contains(')'));
    let is_inside = before.rfind('<').is_some_and(|open| !before[open..].contains('>'));
    is_code || is_text || is_target || is_inside
}

/// Whether a line says what a link in brackets leads to: `[1]: https://…`.
fn is_definition(line: &str) -> bool {
    line.trim_start()
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]:"))
        .is_some_and(|(name, _)| !name.contains(']'))
}
