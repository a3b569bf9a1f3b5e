//! What must not be seen: comments and active HTML, wherever they stand outside code. A comment that is set in is a
//! comment too: nobody shows code that way.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::super::edits::{Edit, With};
use super::super::tag::HtmlTag;
use super::super::{ProblemKind, shown};
use super::Prepared;

/// Takes them out; the places, in order.
pub(super) fn find(text: &str, list: &[(Event<'_>, Range<usize>)], prepared: &mut Prepared) -> Vec<Range<usize>> {
    let mut finder = Finder {
        text,
        prepared,
        hidden: Vec::new(),
        is_office_told: false,
        is_endless: false,
        unclosed: BTreeSet::new(),
    };
    let mut in_code = false;
    for (event, range) in list {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(_) | Event::Html(_) if !in_code => {
                finder.comments(range);
                finder.office(range);
            }
            Event::InlineHtml(_) => finder.inline(range),
            _ => {}
        }
    }
    finder.hidden
}

struct Finder<'t, 'p> {
    text: &'t str,
    prepared: &'p mut Prepared,
    hidden: Vec<Range<usize>>,
    is_office_told: bool,
    /// Whether no comment ends from here on.
    is_endless: bool,
    /// Names of elements that are closed nowhere from here on.
    unclosed: BTreeSet<String>,
}

impl Finder<'_, '_> {
    fn done(&self) -> usize {
        self.hidden.last().map_or(0, |range| range.end)
    }

    /// Comments that begin in a range. In HTML a comment may begin anywhere in a line, and it goes on over blank lines.
    fn comments(&mut self, range: &Range<usize>) {
        let mut from = range.start.max(self.done());
        while from < range.end {
            let found = match self.text[from..].starts_with("<!--") {
                true => Some(0),
                false => self.text[from..range.end].find("<!--"),
            };
            let Some(at) = found.map(|found| from + found) else { return };
            let is_escaped = at > 0 && self.text.as_bytes()[at - 1] == b'\\';
            from = match is_escaped {
                true => at + 4,
                false => self.comment(at),
            };
        }
    }

    /// `<o:p>` and the like, which office programs leave in what is copied from them; told once.
    fn office(&mut self, range: &Range<usize>) {
        let Some(length) = office_tag(&self.text[range.start..]).filter(|_| range.start >= self.done()) else { return };
        if !std::mem::replace(&mut self.is_office_told, true) {
            self.prepared.report(ProblemKind::RawHtml { words: String::new() }, range.start..range.start + length);
        }
        let at = (range.start..range.start + length).into();
        self.prepared.edits.push(Edit { at, with: With::Mark });
    }

    /// The place behind a comment.
    fn comment(&mut self, at: usize) -> usize {
        let inner = at + "<!--".len();
        let end = match &self.text[inner..] {
            rest if rest.starts_with('>') => Some(inner + 1),
            rest if rest.starts_with("->") => Some(inner + 2),
            _ if self.is_endless => None,
            rest => rest.find("-->").map(|length| inner + length + "-->".len()),
        };
        match end {
            Some(end) => {
                self.hide(at..end);
                end
            }
            None => {
                if !self.is_endless {
                    self.prepared.report(ProblemKind::OpenComment, at..self.end_of_line(at));
                }
                self.is_endless = true;
                self.prepared.edits.push(Edit::mark(at));
                inner
            }
        }
    }

    fn inline(&mut self, range: &Range<usize>) {
        if range.start < self.done() {
            return;
        }
        let source = &self.text[range.clone()];
        if source.starts_with("<!--") {
            self.comment(range.start);
            return;
        }
        let Some(tag) = HtmlTag::parse(source).filter(HtmlTag::encloses_refused) else { return };
        let end = match self.unclosed.contains(&tag.name) {
            true => None,
            false => self.end_of_element(&tag.name, range.end),
        };
        let Some(end) = end else {
            self.unclosed.insert(tag.name);
            return;
        };
        let name = shown(&tag.name);
        self.prepared.report(ProblemKind::ActiveHtml { name }, range.start..end);
        self.hide(range.start..end);
    }

    /// Behind the tag that closes an element; elements of its own name in it are closed first, if they are closed.
    fn end_of_element(&self, name: &str, from: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let is_raw = matches!(name, "script" | "style" | "textarea" | "iframe");
        let named = |at: usize| {
            let own = bytes.get(at..at + name.len()).is_some_and(|own| own.eq_ignore_ascii_case(name.as_bytes()));
            own && !bytes.get(at + name.len()).is_some_and(u8::is_ascii_alphanumeric)
        };
        let (mut depth, mut last, mut at) = (1_usize, None, from);
        while let Some(found) = self.text[at..].find('<') {
            at += found + 1;
            if bytes.get(at) == Some(&b'/') && named(at + 1) {
                depth -= 1;
                let end = self.text[at..].find('>').map_or(self.text.len(), |length| at + length + 1);
                last = Some(end);
                if depth == 0 {
                    return last;
                }
            } else if !is_raw && named(at) {
                depth += 1;
            }
        }
        last
    }

    /// Lines that hold nothing else become empty: what stands above and below are blocks of their own.
    fn hide(&mut self, range: Range<usize>) {
        let bytes = self.text.as_bytes();
        let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'>' | b'\r');
        let before = bytes[..range.start].iter().rev().find(|byte| !is_blank(byte));
        let behind = bytes[range.end..].iter().find(|byte| !is_blank(byte));
        let is_line = before.is_none_or(|byte| *byte == b'\n') && behind.is_none_or(|byte| *byte == b'\n');
        let with = if is_line { With::Nothing } else { With::Mark };
        self.prepared.edits.push(Edit { at: range.clone().into(), with });
        self.hidden.push(range);
    }

    fn end_of_line(&self, at: usize) -> usize {
        let line = self.text[at..].lines().next().unwrap_or_default();
        at + line.trim_end().len()
    }
}

/// How long the tag is that a text begins with, if its name is one that office programs give.
fn office_tag(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('<')?;
    let (prefix, _) =
        inner.strip_prefix('/').unwrap_or(inner).split_once(':').filter(|(prefix, _)| prefix.len() < 4)?;
    let end = text[1..].bytes().take(200).position(|byte| matches!(byte, b'<' | b'>' | b'\n'))? + 1;
    let is_office = matches!(prefix, "o" | "w" | "v" | "m" | "x" | "st1") && text.as_bytes()[end] == b'>';
    is_office.then_some(end + 1)
}
