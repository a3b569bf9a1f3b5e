//! Which footnotes there are, in which order and how often each is referred to.
//!
//! Known before anything is written, because a note lists all its back links and may be referred to by a later one.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::events::Events;

/// One footnote that the text refers to.
#[derive(Debug, Clone)]
pub(super) struct Note {
    /// The events of its body.
    pub(super) body: Range<usize>,
    /// How many references there are, those in other notes included.
    pub(super) references: usize,
}

/// The footnotes in the order of their first reference; those without one are left out.
#[derive(Debug, Default)]
pub(super) struct Notes {
    numbers: BTreeMap<String, usize>,
    list: Vec<Note>,
}

impl Notes {
    pub(super) fn of(events: &Events<'_>) -> Self {
        let bodies = bodies(events);
        let mut notes = Self::default();
        if bodies.is_empty() {
            return notes;
        }
        notes.count(events, 0..events.len(), &bodies);
        let mut next = 0;
        while let Some(note) = notes.list.get(next) {
            notes.count(events, note.body.clone(), &bodies);
            next += 1;
        }
        notes
    }

    /// The place of a note in the list, by the name that a reference uses.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.numbers.get(&name.to_lowercase()).copied()
    }

    pub(super) fn list(&self) -> &[Note] {
        &self.list
    }

    /// Counts the references in a body. Definitions within it are bodies of their own; images show no marks.
    fn count(&mut self, events: &Events<'_>, body: Range<usize>, bodies: &BTreeMap<String, Range<usize>>) {
        let mut at = body.start;
        while at < body.end {
            match events.event(at) {
                Event::Start(Tag::FootnoteDefinition(_) | Tag::Image { .. }) => at = events.end_of(at),
                Event::FootnoteReference(name) => self.refer(name.to_lowercase(), bodies),
                _ => {}
            }
            at += 1;
        }
    }

    fn refer(&mut self, name: String, bodies: &BTreeMap<String, Range<usize>>) {
        if let Some(number) = self.numbers.get(&name) {
            self.list[*number].references += 1;
        } else if let Some(body) = bodies.get(&name) {
            self.numbers.insert(name, self.list.len());
            self.list.push(Note { body: body.clone(), references: 1 });
        }
    }
}

/// The body of each definition; of two with one name the first counts.
fn bodies(events: &Events<'_>) -> BTreeMap<String, Range<usize>> {
    let mut bodies = BTreeMap::new();
    for at in 0..events.len() {
        if let Event::Start(Tag::FootnoteDefinition(name)) = events.event(at) {
            let body = at + 1..events.end_of(at);
            bodies.entry(name.to_lowercase()).or_insert(body);
        }
    }
    bodies
}
