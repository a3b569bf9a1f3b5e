//! What was found so far, with room for what may still come.

use super::{Document, Passage, Property, State, Trait, limits};

/// A document in the making. Readers give what they find and ask [`Gathering::is_full`] in their loops.
pub(super) struct Gathering {
    document: Document,
    /// Bytes of text that may still come.
    room: usize,
    /// Pieces of markup that may still come.
    steps: usize,
    /// Bytes of packages that may still be unpacked, those within each other together.
    pub(super) unpacked: u64,
    /// What stands before every place: the name of the embedded file that is being read.
    within: String,
    level: usize,
}

impl Gathering {
    pub(super) fn new() -> Self {
        Self {
            document: Document::default(),
            room: limits::TEXT,
            steps: limits::PIECES,
            unpacked: limits::UNPACKED,
            within: String::new(),
            level: 0,
        }
    }

    /// The document, once all is read.
    pub(super) fn done(self) -> Document {
        self.document
    }

    /// Whether nothing more is taken, so that a reader may stop.
    pub(super) fn is_full(&self) -> bool {
        self.room == 0 || self.steps == 0 || self.document.passages.len() >= limits::PASSAGES
    }

    /// Counts a piece of markup; whether the reader goes on.
    pub(super) fn goes_on(&mut self) -> bool {
        self.steps = self.steps.saturating_sub(1);
        !self.is_full()
    }

    /// Takes a piece of text that is shown.
    pub(super) fn say(&mut self, at: &str, text: &str) {
        self.passage(at, text, false);
    }

    /// Takes a piece of text that is not shown.
    pub(super) fn hide(&mut self, at: &str, text: &str) {
        self.passage(at, text, true);
    }

    /// Takes a piece of text. Blank ones are none; what goes beyond the limits is cut, which the state then says.
    pub(super) fn passage(&mut self, at: &str, text: &str, is_hidden: bool) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        if self.is_full() {
            self.fault(State::Truncated);
            return;
        }
        let kept = prefix(text, self.room);
        if kept.len() < text.len() {
            self.fault(State::Truncated);
            self.room = 0;
        }
        self.room -= kept.len().min(self.room);
        self.document.has_hidden |= is_hidden;
        let at = if self.within.is_empty() { at.into() } else { format!("{}{at}", self.within).into() };
        self.document.passages.push(Passage { at, text: kept.into(), is_hidden });
    }

    /// Takes a property, unless the same was told before.
    pub(super) fn property(&mut self, name: Trait, value: &str) {
        let value = prefix(value.trim_matches(|sign: char| sign.is_whitespace() || sign == '\0'), limits::PROPERTY);
        let told = &mut self.document.metadata;
        let is_known = || told.iter().any(|own| own.name == name && *own.value == *value);
        // Who is named in place of somebody whom a program has removed.
        let is_nobody = matches!(value, "作者" | "Author");
        if value.is_empty() || is_nobody || told.len() >= limits::PROPERTIES || is_known() {
            return;
        }
        told.push(Property { name, value: value.into() });
    }

    /// Something stood in the way; the gravest is kept. In an embedded file it is that file which nobody could read.
    pub(super) fn fault(&mut self, state: State) {
        if self.level > 0 && state != State::Truncated {
            let name = self.within.trim_end_matches([' ', '›']).to_owned();
            self.leave(&name);
        } else {
            self.document.state = self.document.state.max(state);
        }
    }

    /// A part that nobody could look inside.
    pub(super) fn leave(&mut self, name: &str) {
        let unread = &mut self.document.unread;
        if unread.len() < limits::PROPERTIES && !unread.iter().any(|own| **own == *name) {
            unread.push(name.into());
        }
    }

    /// Reads a file that stands in this one; one that stands in such a file is only named.
    pub(super) fn embedded(&mut self, name: &str, bytes: &[u8]) {
        self.document.has_hidden = true;
        if self.level >= limits::LEVELS {
            self.leave(name);
            return;
        }
        let outer = std::mem::replace(&mut self.within, format!("{name} › "));
        self.level += 1;
        super::gather(name, bytes, self);
        self.level -= 1;
        self.within = outer;
    }

    pub(super) fn sign(&mut self) {
        // A signature of what is embedded does not bind the file around it.
        self.document.is_signed |= self.level == 0;
    }

    pub(super) fn picture_of_text(&mut self) {
        self.document.is_picture |= self.level == 0;
    }

    pub(super) fn tracked(&mut self) {
        self.document.has_tracked_changes = true;
    }

    pub(super) fn commented(&mut self) {
        self.document.has_comments = true;
    }

    /// There are formulas whose results the file does not hold.
    pub(super) fn uncounted(&mut self) {
        self.document.has_uncounted = true;
    }

    /// Whether a property is so.
    pub(super) fn tells(&self, is_so: impl Fn(&str) -> bool) -> bool {
        self.document.metadata.iter().any(|property| is_so(&property.value))
    }

    /// The passages so far.
    #[cfg(feature = "documents")]
    pub(super) fn passages(&self) -> &[Passage] {
        &self.document.passages
    }

    /// Bytes of text that were taken.
    pub(super) fn said(&self) -> usize {
        limits::TEXT - self.room
    }
}

/// As much of a text as has room, in whole characters.
fn prefix(text: &str, room: usize) -> &str {
    let mut end = room.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}
