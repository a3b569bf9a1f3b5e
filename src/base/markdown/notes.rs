//! Which footnotes there are, in which order and how often each is referred to. None is left out.
//!
//! Known before anything is written, because a note lists all its back links and may be referred to by a later one.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::events::Events;

/// One footnote.
#[derive(Debug, Clone)]
pub(super) struct Note {
    /// The events of its body.
    pub(super) body: Range<usize>,
    /// How many references there are, those in other notes included.
    pub(super) references: usize,
}

/// The footnotes in the order of their first reference, then those that the text does not refer to.
#[derive(Debug, Default)]
pub(super) struct Notes {
    numbers: BTreeMap<String, usize>,
    list: Vec<Note>,
    /// The definitions that the text does not refer to, by the index of their event.
    unused: Vec<usize>,
}

impl Notes {
    pub(super) fn of(events: &Events<'_>) -> Self {
        let definitions: Vec<usize> = (0..events.len()).filter(|at| name(events, *at).is_some()).collect();
        let mut notes = Self::default();
        if definitions.is_empty() {
            return notes;
        }
        let bodies = bodies(events, &definitions);
        notes.count(events, 0..events.len(), &bodies);
        let mut next = notes.follow(events, 0, &bodies);
        for at in definitions {
            let body = at + 1..events.end_of(at);
            let name = name(events, at).unwrap_or_default().to_lowercase();
            let is_first = bodies.get(&name) == Some(&body);
            if is_first && notes.numbers.contains_key(&name) {
                continue;
            }
            if is_first {
                notes.numbers.insert(name, notes.list.len());
            }
            notes.list.push(Note { body, references: 0 });
            notes.unused.push(at);
            next = notes.follow(events, next, &bodies);
        }
        notes
    }

    /// Counts the references in notes from this one on; where the list ends then.
    fn follow(&mut self, events: &Events<'_>, from: usize, bodies: &BTreeMap<String, Range<usize>>) -> usize {
        let mut next = from;
        while let Some(note) = self.list.get(next) {
            self.count(events, note.body.clone(), bodies);
            next += 1;
        }
        next
    }

    /// The definitions that the text does not refer to, by the index of their event.
    pub(super) fn unused(&self) -> &[usize] {
        &self.unused
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

/// The name of the definition that begins at this index.
pub(super) fn name<'e>(events: &'e Events<'_>, at: usize) -> Option<&'e str> {
    match events.event(at) {
        Event::Start(Tag::FootnoteDefinition(name)) => Some(name),
        _ => None,
    }
}

/// The body of each name; of two with one name the first counts.
fn bodies(events: &Events<'_>, definitions: &[usize]) -> BTreeMap<String, Range<usize>> {
    let mut bodies = BTreeMap::new();
    for at in definitions {
        let name = name(events, *at).unwrap_or_default().to_lowercase();
        bodies.entry(name).or_insert(at + 1..events.end_of(*at));
    }
    bodies
}
