//! Search without a server: texts in, small files out that a page of the site loads with `<script src>`, so that it works
//! from a folder too. This room knows texts and numbers; what they are of is the business of whoever gives them.
//!
//! # What is found
//!
//! A text and a question are folded sign by sign ([`fold`]): width, case, traditional and simplified script. A word of a
//! question is found wherever it stands, but for one that begins with a Latin letter or a digit, which is found where
//! such a run begins. A single sign is found in titles.
//!
//! # How
//!
//! Each place of a text gives a [`gram`]: two signs, or of a run of Latin letters and digits its beginnings. The index
//! has for each gram the texts and the places in them (`index`), so that a question is answered exactly by laying grams
//! end to end, without a text being read. Grams that nearly every text has are long lists, so two things that consist of
//! such have grams of their own: days in digits, and what many texts say word for word (`phrase`). Texts are loaded for what is shown alone. Grams are spread over [`Files`] by a
//! hash; the places of frequent ones stand in blocks in files of their own, so that only those are loaded that can matter.
//! Documents count from the oldest: a new one changes the ends of lists.

mod digits;
pub mod fold;
pub mod gram;
mod hash;
mod index;
mod list;
mod phrase;
mod script;

pub use digits::list;
pub use hash::file_of;
pub use index::{Document, Index};
pub use list::IN_BLOCK;
pub use script::{call, value};

/// Files of grams a site has at most.
const GRAMS: usize = 4096;
/// Files of places at most.
const PLACES: usize = 2048;
/// Files of texts at most.
const TEXTS: usize = 8192;
/// Texts in one file of a small site: each result that is shown loads one.
const TEXTS_IN_FILE: usize = 4;

/// One of the files that search loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shard {
    /// What every search needs: how many there are of the others, names, and what results are filtered by.
    Core,
    /// Traditional signs with the simplified ones, for the browser.
    Signs,
    /// Grams, by number.
    Grams(usize),
    /// Places of frequent grams, by number.
    Places(usize),
    /// Titles, addresses and texts of some documents, by number.
    Texts(usize),
}

/// How many files there are of each sort. It follows from the number of documents alone, so that it is known before
/// anything is read; there are never more than 14,338.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Files {
    /// Files of grams, a power of two.
    pub grams: usize,
    /// Files of places.
    pub places: usize,
    /// Files of texts.
    pub texts: usize,
    /// Documents in each file of texts.
    pub in_text: usize,
}

impl Files {
    /// Those of a site with so many documents.
    pub fn of(documents: usize) -> Self {
        let in_text = documents.div_ceil(TEXTS).max(TEXTS_IN_FILE);
        Self {
            grams: (documents / 10).next_power_of_two().min(GRAMS),
            places: (documents / 20).next_power_of_two().min(PLACES),
            texts: documents.div_ceil(in_text),
            in_text,
        }
    }

    /// Every file.
    pub fn all(self) -> impl Iterator<Item = Shard> {
        let grams = (0..self.grams).map(Shard::Grams);
        let places = (0..self.places).map(Shard::Places);
        let texts = (0..self.texts).map(Shard::Texts);
        [Shard::Core, Shard::Signs].into_iter().chain(grams).chain(places).chain(texts)
    }
}

#[cfg(test)]
mod tests;
