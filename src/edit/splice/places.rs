//! Where keys, values, lines and rows begin and end in the text of a source.

use std::ops::Range;

use super::{Splices, range};
use crate::base::yaml::{Key, Node, Value};

impl Splices<'_> {
    /// Whether a text is written in lines of their own, behind `|` or `>`.
    pub(super) fn is_block(&self, own: &Range<usize>) -> bool {
        self.text[own.clone()].starts_with(['|', '>']) || {
            let before = self.text[..own.start].trim_end();
            before.ends_with(['|', '>', '-', '+'])
                && before.rfind('\n').is_some_and(|at| before[at..].contains(['|', '>']))
        }
    }

    /// Right behind the colon of a key.
    pub(super) fn colon(&self, key: &Key) -> usize {
        let end = range(&key.span).end;
        let wide = '：'.len_utf8();
        match self.text[end..].find([':', '：']) {
            Some(at) if self.text[end + at..].starts_with('：') => end + at + wide,
            Some(at) => end + at + 1,
            None => end,
        }
    }

    /// Where a value ends, without what the parser takes along behind it.
    pub(super) fn end(&self, key: &Key, node: &Node) -> usize {
        let own = range(&node.span);
        match &node.value {
            Value::Empty => self.colon(key),
            Value::Map(entries) if !self.text[own.start..].starts_with('{') => {
                entries.last().map_or(own.end, |(key, node)| self.end(key, node))
            }
            Value::List(nodes) if !self.text[own.start..].starts_with('[') => {
                nodes.last().map_or(own.end, |node| self.end_of_item(node))
            }
            _ => own.start + self.text[own.clone()].trim_end().len(),
        }
    }

    pub(super) fn end_of_item(&self, node: &Node) -> usize {
        match &node.value {
            Value::Map(entries) if !self.text[range(&node.span).start..].starts_with('{') => {
                entries.last().map_or(range(&node.span).end, |(key, node)| self.end(key, node))
            }
            _ => range(&node.span).end,
        }
    }

    /// Behind the end of the line that `at` stands in.
    pub(super) fn line_after(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |line| at + line + 1)
    }

    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |line| line + 1)
    }

    /// The lines of an entry, remarks in them and the end of the last one included.
    pub(super) fn lines(&self, key: &Key, node: &Node) -> Range<usize> {
        self.line_start(range(&key.span).start)..self.line_after(self.end(key, node))
    }

    /// How far a key stands from the beginning of its line.
    pub(super) fn column(&self, key: &Key) -> usize {
        let start = range(&key.span).start;
        start - self.line_start(start)
    }

    /// Where the dash of a row stands.
    pub(super) fn dash(&self, node: &Node) -> usize {
        let start = range(&node.span).start;
        self.text[..start].rfind('-').unwrap_or(start)
    }
}
