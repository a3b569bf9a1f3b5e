//! Hashes: one that the browser computes too, and a fast one for tables in memory.

use std::hash::{BuildHasherDefault, Hasher};

/// In which of `files`, a power of two, a gram stands, by its text: FNV-1a over the units of UTF-16, as a browser counts.
pub fn file_of(gram: &str, files: usize) -> usize {
    let step = |hash: u32, unit: u16| (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193);
    let hash = gram.encode_utf16().fold(0x811c_9dc5, step);
    (hash ^ (hash >> 15)) as usize & (files - 1)
}

/// Spreads the bits of one number, which is all that a gram is.
#[derive(Default)]
pub(super) struct Spread(u64);

/// For tables by gram.
pub(super) type ByGram = BuildHasherDefault<Spread>;
/// For tables by a few signs.
pub(super) type BySigns = BuildHasherDefault<Spread>;

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_usize(&mut self, number: usize) {
        self.write_u64(number as u64);
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 29);
    }
}
