//! Where one gram stands: in which texts, and at which places of them.

use crate::search::digits::{push, read, text};

/// Signs of places from which on they stand in blocks of their own.
const FREQUENT: usize = 1500;
/// Texts whose places stand in one block.
pub const IN_BLOCK: usize = 512;

/// The texts and places of a gram, as they are written. Texts have numbers: twice that of the document for its title, one
/// more for the rest.
#[derive(Clone, Debug, Default)]
pub(super) struct List {
    /// Steps from text to text, behind the first.
    texts: Vec<u8>,
    /// Places; of each the lowest bit tells whether it is a step from the one before it in the same text.
    places: Vec<u8>,
    first: u32,
    last: u32,
    place: u32,
    count: u32,
}

impl List {
    /// Notes a place. Texts and places come in their order.
    pub(super) fn add(&mut self, text: u32, place: u32) {
        if self.count > 0 && self.last == text {
            push(&mut self.places, (place - self.place) * 2 + 1);
        } else {
            match self.count {
                0 => self.first = text,
                _ => push(&mut self.texts, text - self.last),
            }
            self.count += 1;
            self.last = text;
            push(&mut self.places, place * 2);
        }
        self.place = place;
    }

    /// Appends what later texts have.
    pub(super) fn append(&mut self, later: Self) {
        if self.count == 0 {
            *self = later;
            return;
        }
        push(&mut self.texts, later.first - self.last);
        self.texts.extend_from_slice(&later.texts);
        self.places.extend_from_slice(&later.places);
        self.count += later.count;
        (self.last, self.place) = (later.last, later.place);
    }

    /// How many blocks its places are in; none if they stand with its texts.
    pub(super) fn blocks(&self) -> usize {
        if self.places.len() < FREQUENT { 0 } else { (self.count as usize).div_ceil(IN_BLOCK) }
    }

    /// As it stands in a file of grams: texts, a space and places; or the number of its first block, `!` and texts.
    pub(super) fn written(&self, block: u32) -> String {
        let mut out = Vec::with_capacity(self.texts.len() + self.places.len() + 8);
        if self.blocks() > 0 {
            push(&mut out, block);
            out.push(b'!');
        }
        push(&mut out, self.first);
        out.extend_from_slice(&self.texts);
        if self.blocks() == 0 {
            out.push(b' ');
            out.extend_from_slice(&self.places);
        }
        text(&out)
    }

    /// The places of its blocks.
    pub(super) fn places(&self) -> Vec<String> {
        let (mut starts, mut before, mut text_at) = (vec![], 0, 0);
        for (number, end) in read(&self.places) {
            if number % 2 == 0 {
                if text_at % IN_BLOCK == 0 {
                    starts.push(before);
                }
                text_at += 1;
            }
            before = end;
        }
        let ends = starts.iter().skip(1).copied().chain([self.places.len()]);
        starts.iter().zip(ends).map(|(start, end)| text(&self.places[*start..end])).collect()
    }

    /// Gives back memory that growing took.
    pub(super) fn settle(&mut self) {
        self.texts.shrink_to_fit();
        self.places.shrink_to_fit();
    }
}
