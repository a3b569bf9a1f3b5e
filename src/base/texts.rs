//! What pages say to readers: the texts of a theme in one language. Some have a plural for each sort of number.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::plural::{OTHER, Plurals};
use crate::base::words::{Words, fill};

/// Names a text of `theme.yaml` that the program itself uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub &'static str);

/// A text in one language; `%1`, `%2` stand for values.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Said {
    /// The same with every number.
    Always(Arc<str>),
    /// By the plural that a number asks for; [`OTHER`] is among them.
    ByNumber(BTreeMap<&'static str, Arc<str>>),
}

impl Said {
    /// The text for numbers that ask for this plural.
    pub fn plural(&self, name: &str) -> &str {
        match self {
            Self::Always(text) => text,
            Self::ByNumber(plurals) => plurals.get(name).or_else(|| plurals.get(OTHER)).map_or("", |text| text),
        }
    }
}

/// The texts of a theme in one language, as templates see them under `t`.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Texts {
    said: BTreeMap<Arc<str>, Said>,
    #[serde(skip)]
    plurals: Plurals,
    #[serde(skip)]
    words: Words,
}

/// No texts, where nothing is said to readers.
pub static NONE: Texts = Texts { said: BTreeMap::new(), plurals: Plurals::NONE, words: Words::NONE };

impl Texts {
    /// These texts by their keys, in the language with this tag.
    pub fn new(said: BTreeMap<Arc<str>, Said>, lang: &str) -> Self {
        let words = Words::new(lang, |key| said.get(key).map_or("", |said| said.plural(OTHER)).into());
        Self { said, plurals: Plurals::of(lang), words }
    }

    /// How days, periods and figures are written.
    pub fn words(&self) -> &Words {
        &self.words
    }

    /// How numbers choose among them.
    pub fn plurals(&self) -> &Plurals {
        &self.plurals
    }

    /// The text with this key, if there is one.
    pub fn get(&self, key: &str) -> Option<&Said> {
        self.said.get(key)
    }

    /// The text with `values` in the places `%1`, `%2`. The key itself where there is no such text, so that it is seen.
    pub fn say(&self, key: Key, values: &[&str]) -> String {
        fill(self.plural(key, OTHER), values)
    }

    /// The same in the plural for a number, which is no value of its own.
    pub fn say_for(&self, key: Key, number: &str, values: &[&str]) -> String {
        fill(self.plural(key, self.plurals.of_number(number)), values)
    }

    fn plural(&self, key: Key, name: &str) -> &str {
        self.said.get(key.0).map_or(key.0, |said| said.plural(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_take_values_and_the_plural_of_a_number() {
        let plurals = [("one", "%2: %1 day"), (OTHER, "%2: %1 days")];
        let said = BTreeMap::from([
            ("days".into(), Said::ByNumber(plurals.map(|(name, text)| (name, text.into())).into())),
            ("share".into(), Said::Always("%1% of %2".into())),
        ]);
        let texts = Texts::new(said, "en");
        assert_eq!(texts.say_for(Key("days"), "1", &["1", "Ann"]), "Ann: 1 day");
        assert_eq!(texts.say_for(Key("days"), "4", &["4", "Ann"]), "Ann: 4 days");
        assert_eq!(texts.say(Key("share"), &["5", "all"]), "5% of all");
        assert_eq!(texts.say(Key("nothing"), &[]), "nothing");
    }
}
