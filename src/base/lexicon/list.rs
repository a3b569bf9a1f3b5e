//! Lists of words, with the longest first: of two that fit, the longer one is meant.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Deref;

use serde::Deserialize;

use crate::base::squeezed::squeezed;

/// Words as they are written.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<Box<str>>")]
pub struct WordList(Box<[Box<str>]>);

impl From<Vec<Box<str>>> for WordList {
    fn from(mut words: Vec<Box<str>>) -> Self {
        words.sort_by_key(|word| Reverse(word.len()));
        Self(words.into())
    }
}

impl WordList {
    /// All of them, the longest first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|word| &**word)
    }

    /// Whether `text` is one of them.
    pub fn has(&self, text: &str) -> bool {
        self.iter().any(|word| word == text)
    }

    /// Whether `text` begins with one.
    pub fn begins(&self, text: &str) -> bool {
        self.iter().any(|word| text.starts_with(word))
    }

    /// Whether `text` ends with one.
    pub fn ends(&self, text: &str) -> bool {
        self.iter().any(|word| text.ends_with(word))
    }

    /// Whether one stands anywhere in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        self.iter().any(|word| text.contains(word))
    }

    /// What stands behind the one that `text` begins with.
    pub fn cut_front<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.iter().find_map(|word| text.strip_prefix(word))
    }

    /// What stands before the one that `text` ends with.
    pub fn cut_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.iter().find_map(|word| text.strip_suffix(word))
    }
}

/// Words as tables are compared: without blanks and capitals. See [`squeezed`].
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<Box<str>>")]
pub struct PlainList(WordList);

impl From<Vec<Box<str>>> for PlainList {
    fn from(words: Vec<Box<str>>) -> Self {
        Self(WordList::from(words.iter().map(|word| squeezed(word).into()).collect::<Vec<_>>()))
    }
}

impl Deref for PlainList {
    type Target = WordList;

    fn deref(&self) -> &WordList {
        &self.0
    }
}

/// Words for powers of ten.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<Box<str>, i32>")]
pub struct Powers(Box<[(Box<str>, i32)]>);

impl From<BTreeMap<Box<str>, i32>> for Powers {
    fn from(words: BTreeMap<Box<str>, i32>) -> Self {
        let mut words: Vec<(Box<str>, i32)> = words.into_iter().collect();
        words.sort_by_key(|(word, _)| Reverse(word.len()));
        Self(words.into())
    }
}

impl Powers {
    /// The power of ten that leads `text`, and what stands behind it.
    pub fn lead<'t>(&self, text: &'t str) -> Option<(i32, &'t str)> {
        self.0.iter().find_map(|(word, power)| Some((*power, text.strip_prefix(&**word)?)))
    }

    /// What stands before the word at the end of `text`.
    pub fn cut_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.0.iter().find_map(|(word, _)| text.strip_suffix(&**word))
    }

    /// The power of ten that `text` is.
    pub fn of(&self, text: &str) -> Option<i32> {
        self.0.iter().find(|(word, _)| **word == *text).map(|(_, power)| *power)
    }
}

/// Names that a word may stand for.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "BTreeMap<Box<str>, Vec<Box<str>>>")]
pub struct Synonyms(BTreeMap<Box<str>, Box<str>>);

impl From<BTreeMap<Box<str>, Vec<Box<str>>>> for Synonyms {
    fn from(names: BTreeMap<Box<str>, Vec<Box<str>>>) -> Self {
        let pair = |(name, words): (Box<str>, Vec<Box<str>>)| {
            words.into_iter().map(move |word| (squeezed(&word).into(), name.clone()))
        };
        Self(names.into_iter().flat_map(pair).collect())
    }
}

impl Synonyms {
    /// The name that a word without blanks and capitals stands for.
    pub fn name(&self, word: &str) -> Option<&str> {
        self.0.get(word).map(|name| &**name)
    }
}

#[cfg(test)]
mod tests {
    use super::{PlainList, WordList};

    #[test]
    fn of_two_words_that_fit_the_longer_one_is_taken() {
        let words = WordList::from(vec!["元".into(), "万元".into()]);
        assert_eq!(words.cut_end("3万元"), Some("3"));
        assert_eq!(words.cut_front("元月"), Some("月"));
        assert!(words.has("元") && !words.has("万") && words.is_in("三元村") && !words.begins("3元"));
        let plain = PlainList::from(vec!["Grand Total".into()]);
        assert!(plain.ends("thegrandtotal") && !plain.has("grand total"));
    }
}
