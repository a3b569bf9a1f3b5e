//! The words in which records and tables are written, as data: `words.yaml` of every pack, taken together.
//!
//! A list is read in every portal, whatever its pack: a table that comes from another country is understood, and what
//! nobody writes does no harm. A word has one meaning in all of them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The files of all packs.
#[derive(rust_embed::Embed)]
#[folder = "src/packs/"]
pub struct PackFiles;

/// Words by what they are for.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Lexicon {
    /// What keys of the format are called, by their English names.
    pub keys: BTreeMap<Box<str>, Box<str>>,
}

/// The words of all packs.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut all = Lexicon::default();
    for path in PackFiles::iter().filter(|path| path.ends_with("/words.yaml")) {
        let bytes = PackFiles::get(&path).map(|file| file.data).unwrap_or_default();
        let words: Lexicon = serde_yaml::from_slice(&bytes).unwrap_or_default();
        all.extend(words);
    }
    all
});

impl Lexicon {
    /// Adds the words of another pack.
    fn extend(&mut self, other: Self) {
        let Self { keys } = other;
        self.keys.extend(keys);
    }
}

#[cfg(test)]
mod tests {
    use super::{Lexicon, PackFiles};

    #[test]
    fn the_words_of_every_pack_can_be_read() {
        for path in PackFiles::iter().filter(|path| path.ends_with("/words.yaml")) {
            let bytes = PackFiles::get(&path).unwrap().data;
            serde_yaml::from_slice::<Lexicon>(&bytes).unwrap_or_else(|why| panic!("{path}: {why}"));
        }
    }
}
