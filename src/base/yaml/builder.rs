//! Nodes from the events of the parser, with what is refused and what a comma or a remark has cut.

use granit_parser::{Event, ScalarStyle, Span as YamlSpan};

use super::open::Open;
use super::reason::{self, because};
use super::{ALIAS, COMMA, COMMENT, DEPTH, MAX_DEPTH, WIDE_SIGNS, twice};
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::limits::{Limit, Limits};
use crate::base::node::{Key, Node, Value};
use crate::base::source::{FileName, Place, Span};

/// What is built of a document, event by event.
pub(super) struct Builder<'a, 'd> {
    pub(super) limits: &'a Limits,
    pub(super) file: &'a FileName,
    pub(super) base: usize,
    /// As the file has it; `text` has other signs in the place of repaired ones.
    pub(super) file_text: &'a str,
    pub(super) text: &'a str,
    pub(super) stack: Vec<Open>,
    pub(super) root: Option<Node>,
    /// Byte range of the last plain scalar, which a comment on its line may have cut.
    pub(super) last_scalar: Option<(usize, usize)>,
    /// How many values have been read.
    pub(super) values: u64,
    pub(super) diags: &'d mut Diagnostics,
}

/// The document was refused and the reason reported.
pub(super) struct Refused;

impl Builder<'_, '_> {
    /// Takes one event.
    pub(super) fn event(&mut self, event: Event<'_>, at: YamlSpan) -> Result<(), Refused> {
        let range = at.byte_range().unwrap_or(0..0);
        if event.tag().is_some() || matches!(event, Event::Alias(_) | Event::UnresolvedAlias(_)) {
            return self.refuse(Diagnostic::new(&ALIAS, self.span(range.start, range.end)));
        }
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return self.refuse(because(self.span(range.start, range.end), reason::MARKER));
            }
            Event::Scalar(_, _, anchor, _) | Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _)
                if anchor > 0 =>
            {
                let start = self.text[..range.start].rfind('&').unwrap_or(range.start);
                return self.refuse(Diagnostic::new(&ALIAS, self.span(start, range.end)));
            }
            Event::Scalar(text, style, _, _) => {
                self.count(range.start)?;
                let plain = style == ScalarStyle::Plain;
                self.last_scalar = plain.then_some((range.start, range.end));
                let empty = plain && matches!(&*text, "" | "~" | "null");
                let value = if empty { Value::Empty } else { Value::Text(text.into_owned()) };
                self.add(value, range.start, range.end);
            }
            Event::SequenceStart(..) => self.open(Value::List(Vec::new()), range.start)?,
            Event::MappingStart(..) => self.open(Value::Map(Vec::new()), range.start)?,
            Event::SequenceEnd | Event::MappingEnd => self.close(range.end),
            Event::Comment(text, _) => self.comment(&text, range.start),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, value: Value, start: usize) -> Result<(), Refused> {
        if self.stack.len() == MAX_DEPTH {
            let deep = Diagnostic::new(&DEPTH, self.span(start, start + 1)).with_own("depth", MAX_DEPTH);
            return self.refuse(deep);
        }
        self.count(start)?;
        let flow = self.text[start..].starts_with(['[', '{']);
        self.stack.push(Open::new(value, start, flow));
        Ok(())
    }

    /// Counts a value; a file that has more than it may is refused before it takes all memory.
    fn count(&mut self, at: usize) -> Result<(), Refused> {
        self.values += 1;
        let keys = self.stack.last().map_or(0, |open| open.len());
        let limit = match () {
            () if self.values > self.limits.of(Limit::Values) => Some((Limit::Values, self.values)),
            () if keys > self.limits.of(Limit::Keys) => Some((Limit::Keys, keys)),
            () => None,
        };
        let Some((limit, found)) = limit else { return Ok(()) };
        self.refuse(self.limits.at_least(limit, found, &self.span(at, at + 1)))
    }

    fn close(&mut self, end: usize) {
        if let Some(mut open) = self.stack.pop() {
            self.tell_split(&mut open);
            let last = self.text[open.start..end.max(open.start)].trim_end().len();
            self.add(open.value, open.start, open.start + last);
        }
    }

    fn add(&mut self, value: Value, start: usize, end: usize) {
        let span = self.span(start, end.max(start));
        let Some(mut open) = self.stack.pop() else {
            self.root = Some(Node { value, span });
            return;
        };
        let key = open.key.take();
        match (&mut open.value, key) {
            (Value::Map(entries), Some(mut key)) => {
                let node = Node { value, span };
                if open.flow && node.is_empty() && key.text.contains(WIDE_SIGNS) {
                    self.diags.push(because(key.span.clone(), reason::WIDE));
                    key.is_told = true;
                }
                if open.flow && node.is_empty() && split_amount(entries.last(), &key.text) {
                    open.split = entries.last_mut().map(|(_, amount)| join_amount(amount, &key));
                } else {
                    if let Some((again, first)) = open.insert(key, node) {
                        self.diags.push(twice(&again, &first));
                    }
                    self.tell_split(&mut open);
                }
            }
            (Value::Map(_), None) => open.key = Some(self.key(value, span)),
            (Value::List(nodes), _) => nodes.push(Node { value, span }),
            _ => {}
        }
        self.stack.push(open);
    }

    fn key(&mut self, value: Value, span: Span) -> Key {
        let text = match value {
            Value::Text(text) => text,
            _ => String::new(),
        };
        if text.is_empty() {
            self.diags.push(because(span.clone(), reason::KEY));
        }
        Key { text, span, is_told: false }
    }

    /// Reports an amount that was split, once all its pieces have been seen.
    fn tell_split(&mut self, open: &mut Open) {
        let Some(span) = open.split.take() else { return };
        let Place::Bytes(start, end) = span.place else { return };
        let amount = &self.text[start as usize - self.base..end as usize - self.base];
        let split = Diagnostic::new(&COMMA, span).with("amount", amount);
        self.diags.push(split.with("plain", amount.replace([',', ' '], "")));
    }

    fn comment(&mut self, text: &str, start: usize) {
        let Some((from, to)) = self.last_scalar.take() else { return };
        let cut = to <= start && !self.text[to..start].contains('\n') && to > from;
        if cut && !text.is_empty() && !text.starts_with([' ', '\t', '!', '#']) {
            let span = self.span(start, start + 1 + text.len());
            let kept = &self.text[from..to];
            let lost = format!("#{text}");
            self.diags.push(Diagnostic::new(&COMMENT, span).with("kept", kept).with("lost", lost));
        }
    }

    fn refuse(&mut self, diagnostic: Diagnostic) -> Result<(), Refused> {
        self.diags.push(diagnostic);
        Err(Refused)
    }

    /// The sign at a place, or the end of the text.
    pub(super) fn sign(&self, at: usize) -> Span {
        self.span(at, at + self.text[at..].chars().next().map_or(0, char::len_utf8))
    }

    /// From the sign that `start` stands in to the one before `end`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let (mut start, mut end) = (start.min(self.file_text.len()), end.min(self.file_text.len()));
        while !self.file_text.is_char_boundary(start) {
            start -= 1;
        }
        while !self.file_text.is_char_boundary(end) {
            end += 1;
        }
        Span::bytes(self.file, self.base + start, self.base + end)
    }
}

/// Puts a piece that a comma cut off back to its amount; the whole place.
fn join_amount(amount: &mut Node, piece: &Key) -> Span {
    if let Value::Text(text) = &mut amount.value {
        text.push_str(&piece.text);
    }
    if let (Place::Bytes(start, _), Place::Bytes(_, end)) = (amount.span.place, piece.span.place) {
        amount.span.place = Place::Bytes(start, end);
    }
    amount.span.clone()
}

/// Whether `key` is the tail of an amount that a comma cut: `{opening: 120,345.60}`.
fn split_amount(before: Option<&(Key, Node)>, key: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let left = before.and_then(|(_, node)| node.text()).is_some_and(digits);
    let (whole, fraction) = key.split_once('.').unwrap_or((key, "0"));
    left && whole.len() == 3 && digits(whole) && digits(fraction)
}
