//! Changes to a text before it is parsed, and the way back to the text as it was given.
//!
//! Most changes insert a mark: a character of punctuation that the text does not contain, put where the parser should
//! see something between two others. Whatever the parser returns is freed of marks again.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edit {
    /// What is taken out of the text; empty to insert.
    pub(super) at: Place,
    pub(super) with: With,
}

/// What comes in its place; of two at one place, the text comes first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum With {
    Text(String),
    Nothing,
    Mark,
}

/// A range in the order of its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
}

impl From<Range<usize>> for Place {
    fn from(range: Range<usize>) -> Self {
        Self { start: range.start, end: range.end }
    }
}

impl Edit {
    pub(super) fn mark(at: usize) -> Self {
        Self { at: (at..at).into(), with: With::Mark }
    }

    pub(super) fn insert(at: usize, text: impl Into<String>) -> Self {
        Self { at: (at..at).into(), with: With::Text(text.into()) }
    }
}

/// A text with its changes made.
#[derive(Debug)]
pub(super) struct Edited<'t> {
    pub(super) text: Cow<'t, str>,
    mark: Option<char>,
    /// The parts of `text` in order: where each begins, and what of the original it is, which is nothing for what was
    /// put in.
    pieces: Vec<(usize, Range<usize>)>,
}

impl<'t> Edited<'t> {
    /// Of two changes that overlap, the first in the text is made. A text that contains all marks gets none.
    pub(super) fn of(original: &'t str, edits: &BTreeSet<Edit>) -> Self {
        if edits.is_empty() {
            return Self { text: Cow::Borrowed(original), mark: None, pieces: vec![(0, 0..original.len())] };
        }
        let mark = unused_mark(original);
        let mut text = String::with_capacity(original.len() + 4 * edits.len());
        let mut pieces = Vec::with_capacity(2 * edits.len() + 1);
        let mut done = 0;
        for Edit { at, with } in edits {
            if at.start < done {
                continue;
            }
            pieces.push((text.len(), done..at.start));
            text.push_str(&original[done..at.start]);
            pieces.push((text.len(), at.start..at.start));
            match with {
                With::Mark => text.extend(mark),
                With::Text(new) => text.push_str(new),
                With::Nothing => {}
            }
            done = at.end;
        }
        pieces.push((text.len(), done..original.len()));
        text.push_str(&original[done..]);
        Self { text: Cow::Owned(text), mark, pieces }
    }

    /// The same without marks; `None` when there are none.
    pub(super) fn strip(&self, text: &str) -> Option<String> {
        let mark = self.mark?;
        text.contains(mark).then(|| text.replace(mark, ""))
    }

    /// The range in the original of a range in `text`.
    pub(super) fn range(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.original(self.pieces.partition_point(|(at, _)| *at <= range.start), range.start);
        let end = self.original(self.pieces.partition_point(|(at, _)| *at < range.end), range.end);
        start..end.max(start)
    }

    fn original(&self, beyond: usize, offset: usize) -> usize {
        let (at, original) = &self.pieces[beyond.saturating_sub(1)];
        original.start + original.len().min(offset - at)
    }
}

/// A punctuation mark of scripts that no portal is written in, found in the text neither as itself nor as a numeric
/// reference.
fn unused_mark(text: &str) -> Option<char> {
    let has_references = text.contains("&#");
    let is_referred_to = |c: char| {
        let number = u32::from(c);
        has_references && (text.contains(&format!("{number:x}")) || text.contains(&number.to_string()))
    };
    ('\u{12470}'..='\u{12474}').chain('\u{11140}'..='\u{11143}').find(|c| !text.contains(*c) && !is_referred_to(*c))
}
