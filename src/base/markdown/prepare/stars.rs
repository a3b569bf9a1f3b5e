//! Blanks inside the stars: `**注意： **请`, which CommonMark takes for no emphasis.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::cjk::{closes, is_cjk};
use super::super::edits::{Edit, With};
use super::Prepared;

/// Takes the blanks out of pairs of two stars that end with a mark, if both stand on one line.
pub(super) fn find(text: &str, list: &[(Event<'_>, Range<usize>)], prepared: &mut Prepared) {
    let mut is_code = false;
    let mut plain = 0..0;
    for (event, range) in list {
        match event {
            Event::Start(Tag::CodeBlock(_)) => is_code = true,
            Event::End(TagEnd::CodeBlock) => is_code = false,
            Event::Text(_) if !is_code && plain.end == range.start => plain.end = range.end,
            Event::Text(_) if !is_code => {
                prepared.edits.extend(pairs(text, &plain));
                plain = range.clone();
            }
            _ => {}
        }
    }
    prepared.edits.extend(pairs(text, &plain));
}

/// The changes for the runs of two stars in a part of a line that is nothing but text.
fn pairs(text: &str, plain: &Range<usize>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut open: Option<usize> = None;
    for (at, _) in text[plain.clone()].match_indices("**") {
        let at = plain.start + at;
        if !is_run(text, at) {
            continue;
        }
        match open.take() {
            Some(start) => edits.extend(close(text, start..at)),
            None => open = Some(at + 2),
        }
    }
    edits
}

/// Whether no more than two stars stand here.
fn is_run(text: &str, at: usize) -> bool {
    let is_star = |at: usize| text.as_bytes().get(at) == Some(&b'*');
    !is_star(at + 2) && (at == 0 || !is_star(at - 1))
}

/// What makes emphasis of what stands between two runs.
fn close(text: &str, inner: Range<usize>) -> Vec<Edit> {
    let words = &text[inner.clone()];
    let trimmed = words.trim();
    let is_label = trimmed.ends_with(closes) && trimmed.starts_with(char::is_alphanumeric) && !trimmed.contains('*');
    if !is_label || trimmed.len() == words.len() || !trimmed.contains(is_cjk) {
        return Vec::new();
    }
    let start = inner.start + words.len() - words.trim_start().len();
    let end = start + trimmed.len();
    let blanks = [inner.start..start, end..inner.end].into_iter().filter(|blank| !blank.is_empty());
    let edits = blanks.map(|blank| Edit { at: blank.into(), with: With::Nothing });
    let is_tight = text[inner.end + 2..].starts_with(char::is_alphanumeric);
    edits.chain(is_tight.then(|| Edit::mark(inner.end + 2))).collect()
}
