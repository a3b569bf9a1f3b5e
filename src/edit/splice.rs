//! Changes of YAML that touch nothing else: each is a piece of the text and what goes in its place.

mod places;
mod rows;

use std::ops::Range;

use crate::base::source::{Place, Span};
use crate::base::yaml::{Key, Node, Value};
use crate::edit::part::Names;
use crate::edit::scalar::{self, Given};
use crate::edit::shown::named;

/// What becomes of what stands under a key.
#[derive(Clone, Debug)]
pub(super) enum Want {
    /// Nothing stands there any more; whether the line goes even if a remark stands in it.
    Nothing(bool),
    /// This.
    Value(Given),
    /// Some keys of it change.
    Map(Vec<(Names, Want)>),
    /// Some of its rows change.
    Rows(Rows),
}

/// What becomes of rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    /// Rows whose cells change, by their places.
    pub(super) changed: Vec<(usize, Vec<(Names, Want)>)>,
    /// Rows that go.
    pub(super) gone: Vec<usize>,
    /// New rows, each some in front of the row that has this place.
    pub(super) new: Vec<(usize, Vec<Given>)>,
}

/// Pieces of a text that change.
pub(super) struct Splices<'t> {
    text: &'t str,
    line_end: &'static str,
    edits: Vec<(Range<usize>, String)>,
}

/// Where new keys of a map go.
#[derive(Clone, Copy, Default)]
pub(super) struct Frame<'o> {
    /// Where the map would begin if it is empty.
    pub(super) base: usize,
    /// The order in which its keys usually stand.
    pub(super) order: &'o [Names],
}

/// A key with what it is to have.
#[derive(Clone, Copy)]
struct Wanted<'w> {
    names: &'w Names,
    want: &'w Want,
}

/// A key of a map and what stands under it.
#[derive(Clone, Copy)]
struct Entry<'n> {
    key: &'n Key,
    node: &'n Node,
    /// Whether the map stands in braces.
    is_flow: bool,
    /// Whether it is the only one.
    is_alone: bool,
}

/// Where something stands that was read from bytes.
fn range(span: &Span) -> Range<usize> {
    match span.place {
        Place::Bytes(start, end) => start as usize..end as usize,
        _ => 0..0,
    }
}

impl<'t> Splices<'t> {
    /// None yet.
    pub(super) fn new(text: &'t str, line_end: &'static str) -> Self {
        Self { text, line_end, edits: Vec::new() }
    }

    /// The text with all of them.
    pub(super) fn done(mut self) -> String {
        // Of several pieces that go in at one place that of a row comes before that of a key of what holds the rows.
        let indent =
            |piece: &str| piece.trim_start_matches(['\r', '\n']).bytes().take_while(|sign| *sign == b' ').count();
        self.edits.sort_by_key(|(range, piece)| (range.start, range.end, std::cmp::Reverse(indent(piece))));
        let (mut out, mut from) = (String::new(), 0);
        for (range, piece) in self.edits {
            let start = range.start.max(from);
            out.push_str(&self.text[from..start]);
            out.push_str(&piece);
            from = range.end.max(start);
        }
        out + &self.text[from..]
    }

    /// Changes keys of a map.
    pub(super) fn map(&mut self, node: &Node, wants: &[(Names, Want)], frame: Frame<'_>) {
        let Value::Map(entries) = &node.value else {
            let lines: String = wants.iter().filter_map(|(names, want)| self.entry(names, want, 0)).collect();
            self.edits.push((frame.base..frame.base, lines));
            return;
        };
        let is_flow = self.text[range(&node.span).start..].starts_with('{');
        for (names, want) in wants {
            match (named(node, names), want) {
                (Some((key, node)), want) => {
                    self.change(Entry { key, node, is_flow, is_alone: entries.len() < 2 }, want);
                }
                (None, Want::Nothing(_)) => {}
                (None, want) if is_flow => self.add_inside(node, entries, Wanted { names, want }),
                (None, want) => self.add_line(entries, Wanted { names, want }, frame.order),
            }
        }
    }

    /// Changes what stands under a key.
    fn change(&mut self, entry: Entry<'_>, want: &Want) {
        let Entry { key, node, is_flow, is_alone } = entry;
        match want {
            Want::Nothing(is_whole) => {
                let lines = self.lines(key, node);
                let rest = &self.text[self.end(key, node)..lines.end];
                let is_bare = rest.trim().is_empty() || *is_whole;
                let is_line = self.text[lines.start..range(&key.span).start].trim().is_empty();
                if is_flow || !is_bare || !is_line || is_alone {
                    self.put(key, node, "");
                } else {
                    self.edits.push((lines, String::new()));
                }
            }
            Want::Value(given) => self.put(key, node, &given.written(is_flow)),
            Want::Map(wants) if matches!(node.value, Value::Map(_)) => self.map(node, wants, Frame::default()),
            Want::Map(wants) => {
                let indent = self.column(key) + 2;
                let lines: String = wants.iter().filter_map(|(names, want)| self.entry(names, want, indent)).collect();
                self.put_lines(key, node, &lines);
            }
            Want::Rows(rows) => self.rows(key, node, rows),
        }
    }

    /// Puts a value on one line behind a key, in the place of what stands there.
    fn put(&mut self, key: &Key, node: &Node, value: &str) {
        let colon = self.colon(key);
        let is_scalar = matches!(node.value, Value::Text(_));
        let own = range(&node.span);
        let is_beside = is_scalar && !self.text[colon..own.start.max(colon)].contains('\n') && !self.is_block(&own);
        if is_beside && !value.is_empty() {
            self.edits.push((own, value.to_owned()));
            return;
        }
        let end = if node.is_empty() { colon } else { self.end(key, node) };
        let space = if value.is_empty() { "" } else { " " };
        self.edits.push((colon..end.max(colon), format!("{space}{value}")));
    }

    /// Puts lines below a key that has nothing.
    fn put_lines(&mut self, key: &Key, node: &Node, lines: &str) {
        let colon = self.colon(key);
        if node.is_empty() {
            let at = self.line_after(colon);
            self.edits.push((at..at, self.begun(at, lines)));
        } else {
            let end = self.end(key, node);
            let piece = format!("{}{}", self.line_end, lines.trim_end_matches(['\n', '\r']));
            self.edits.push((colon..end, piece));
        }
    }

    /// A piece that begins on a line of its own at `at`.
    fn begun(&self, at: usize, lines: &str) -> String {
        let is_begun = at == 0 || self.text[..at].ends_with('\n');
        if is_begun { lines.to_owned() } else { format!("{}{}", self.line_end, lines.trim_end_matches(['\n', '\r'])) }
    }

    /// A new key in braces.
    fn add_inside(&mut self, node: &Node, entries: &[(Key, Node)], wanted: Wanted<'_>) {
        let Wanted { names, want } = wanted;
        let Some(given) = as_given(want) else { return };
        let piece = format!("{}: {}", scalar::key(&names[0]), given.written(true));
        let (at, piece) = match entries.last() {
            Some((key, node)) => (self.end(key, node), format!(", {piece}")),
            None => (range(&node.span).start + 1, piece),
        };
        self.edits.push((at..at, piece));
    }

    /// A new key on a line of its own, behind those that usually stand in front of it.
    fn add_line(&mut self, entries: &[(Key, Node)], wanted: Wanted<'_>, order: &[Names]) {
        let Wanted { names, want } = wanted;
        let place = |key: &str| order.iter().position(|own| own.iter().any(|name| **name == *key));
        let own = place(&names[0]);
        let is_before = |(key, _): &&(Key, Node)| own.is_some() && place(&key.text).is_some_and(|at| Some(at) < own);
        let before = entries.iter().rfind(is_before);
        let Some((key, node)) =
            before.or(entries.last().filter(|_| own.is_none() || order.is_empty())).or(entries.first())
        else {
            return;
        };
        let indent = self.column(&entries[0].0);
        let at = self.line_after(self.end(key, node));
        if let Some(lines) = self.entry(names, want, indent) {
            self.edits.push((at..at, self.begun(at, &lines)));
        }
    }

    /// The lines of a new entry.
    fn entry(&self, names: &Names, want: &Want, indent: usize) -> Option<String> {
        let (margin, end) = (" ".repeat(indent), self.line_end);
        let head = format!("{margin}{}:", scalar::key(&names[0]));
        match want {
            Want::Nothing(_) => None,
            Want::Value(given) => Some(format!("{head} {}{end}", given.written(false))),
            Want::Map(wants) => {
                let inner: String =
                    wants.iter().filter_map(|(names, want)| self.entry(names, want, indent + 2)).collect();
                (!inner.is_empty()).then(|| format!("{head}{end}{inner}"))
            }
            Want::Rows(rows) if rows.new.is_empty() => None,
            Want::Rows(rows) => Some(format!("{head}{end}{}", self.all_items(rows, indent + 2))),
        }
    }
}

/// A new value as it stands in braces.
fn as_given(want: &Want) -> Option<Given> {
    match want {
        Want::Value(given) => Some(given.clone()),
        Want::Map(wants) => {
            let entries = wants.iter().filter_map(|(names, want)| Some((names[0].to_string(), as_given(want)?)));
            let entries: Vec<_> = entries.collect();
            (!entries.is_empty()).then_some(Given::Map(entries))
        }
        Want::Nothing(_) | Want::Rows(_) => None,
    }
}
