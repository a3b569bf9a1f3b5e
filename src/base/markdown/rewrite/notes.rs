//! Which tags were dropped, and which words they stood around.
//!
//! One note tells of an element and of those in it, as long as it can show their words.

use std::ops::Range;

use pulldown_cmark::Event;

use super::super::{Problem, ProblemKind, SHOWN, shown};

/// No end looks further back for its beginning.
const DEEPEST: usize = 32;
/// No note looks at more events for its words.
const EVENTS: usize = 200;

struct Note {
    source: Range<usize>,
    /// The events between the tags; an element that is not closed has no end.
    from: usize,
    to: Option<usize>,
    /// Whether it stood around nothing; then it is told with the words behind it, as far as its block goes.
    is_bare: bool,
}

struct Opened {
    name: String,
    note: Option<usize>,
    /// Characters written before it.
    written: usize,
}

#[derive(Default)]
pub(super) struct Notes {
    list: Vec<Note>,
    open: Vec<Opened>,
    /// Characters written so far.
    written: usize,
}

impl Notes {
    pub(super) fn count(&mut self, text: &str) {
        self.written += text.chars().count();
    }

    /// A tag that begins an element was dropped, behind so many events.
    pub(super) fn begin(&mut self, name: &str, source: &Range<usize>, from: usize) {
        if matches!(name, "p" | "li" | "dt" | "dd") && self.open.last().is_some_and(|last| last.name == name) {
            self.end(name, source, from);
        }
        let is_told = self
            .open
            .iter()
            .rev()
            .take(DEEPEST)
            .any(|outer| outer.note.is_some() && self.written < outer.written + SHOWN);
        let note = (!is_told).then(|| self.add(source, from));
        self.open.push(Opened { name: name.to_owned(), note, written: self.written });
    }

    /// A tag that ends an element was dropped.
    pub(super) fn end(&mut self, name: &str, source: &Range<usize>, to: usize) {
        let last = self.open.len();
        let place = (last.saturating_sub(DEEPEST)..last).rev().find(|at| self.open[*at].name == name);
        let Some(place) = place else {
            self.bare(source, to);
            return;
        };
        if let Some(note) = self.open[place].note {
            self.list[note].to = Some(to);
        }
        self.open.truncate(place);
    }

    /// A tag was dropped that encloses nothing.
    pub(super) fn bare(&mut self, source: &Range<usize>, at: usize) {
        let known = self.list.len();
        self.tell(source, at);
        if let Some(note) = self.list[known..].first_mut() {
            note.is_bare = true;
        }
    }

    /// Something of a tag was dropped, behind which these events come.
    pub(super) fn tell(&mut self, source: &Range<usize>, from: usize) {
        let is_told = self.list.last().is_some_and(|last| last.from == from && last.to.is_none());
        if !is_told {
            self.add(source, from);
        }
    }

    fn add(&mut self, source: &Range<usize>, from: usize) -> usize {
        self.list.push(Note { source: source.clone(), from, to: None, is_bare: false });
        self.list.len() - 1
    }

    /// An element that had no words is not told: nothing of it is missed.
    pub(super) fn problems(self, events: &[(Event<'_>, Range<usize>)]) -> Vec<Problem> {
        let problem = |note: Note| {
            let words = shown(words(&note, events).trim());
            let is_told = note.to.is_none() || !words.is_empty();
            is_told.then_some(Problem { kind: ProblemKind::RawHtml { words }, source: note.source })
        };
        self.list.into_iter().filter_map(problem).collect()
    }
}

fn words(note: &Note, events: &[(Event<'_>, Range<usize>)]) -> String {
    let to = note.to.unwrap_or(events.len()).min(events.len());
    let mut words = String::new();
    for (event, _) in events[note.from.min(to)..to].iter().take(EVENTS) {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::End(_) if (note.is_bare || !words.is_empty()) && note.to.is_none() => break,
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !words.is_empty() && !words.ends_with(' ') => {
                words.push(' ');
            }
            _ => {}
        }
        if words.len() > 4 * SHOWN {
            break;
        }
    }
    words
}
