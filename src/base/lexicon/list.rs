//! Lists of words, with the longest first: of two that fit, the longer one is meant.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Deref;

use serde::Deserialize;

use crate::base::squeezed::squeezed;

/// Words as they are written. Cells by the million are compared with them, so those are found by their first and last sign.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<Box<str>>")]
pub struct WordList {
    words: Box<[Box<str>]>,
    fronts: Index,
    ends: Index,
}

impl From<Vec<Box<str>>> for WordList {
    fn from(mut words: Vec<Box<str>>) -> Self {
        words.sort_by_key(|word| Reverse(word.len()));
        let fronts = Index::of(&words, |word| word.chars().next());
        let ends = Index::of(&words, |word| word.chars().next_back());
        Self { words: words.into(), fronts, ends }
    }
}

/// Places of words by one of their signs, in the order of the list. Signs share shelves, so a word is still compared whole.
#[derive(Debug, Default)]
struct Index(Vec<Vec<usize>>);

impl Index {
    const SHELVES: usize = 256;

    fn of(words: &[Box<str>], sign_of: fn(&str) -> Option<char>) -> Self {
        let mut shelves = vec![Vec::new(); Self::SHELVES];
        for (at, word) in words.iter().enumerate() {
            match sign_of(word) {
                Some(sign) => shelves[Self::shelf(sign)].push(at),
                None => shelves.iter_mut().for_each(|shelf| shelf.push(at)),
            }
        }
        Self(shelves)
    }

    fn shelf(sign: char) -> usize {
        sign as usize % Self::SHELVES
    }

    fn at(&self, sign: Option<char>) -> &[usize] {
        self.0.get(sign.map_or(0, Self::shelf)).map_or(&[], Vec::as_slice)
    }
}

impl WordList {
    /// All of them, the longest first.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    /// Those that may stand in front of `text`, the longest first.
    fn in_front(&self, text: &str) -> impl Iterator<Item = &str> {
        self.fronts.at(text.chars().next()).iter().map(|at| &*self.words[*at])
    }

    /// Those that may stand at the end of `text`, the longest first.
    fn at_end(&self, text: &str) -> impl Iterator<Item = &str> {
        self.ends.at(text.chars().next_back()).iter().map(|at| &*self.words[*at])
    }

    /// Whether `text` is one of them.
    pub fn has(&self, text: &str) -> bool {
        self.in_front(text).any(|word| word == text)
    }

    /// Whether `text` begins with one.
    pub fn begins(&self, text: &str) -> bool {
        self.in_front(text).any(|word| text.starts_with(word))
    }

    /// Whether `text` ends with one.
    pub fn ends(&self, text: &str) -> bool {
        self.at_end(text).any(|word| text.ends_with(word))
    }

    /// Whether one stands anywhere in `text`.
    pub fn is_in(&self, text: &str) -> bool {
        let places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        places.filter_map(|at| text.get(at..)).any(|rest| self.begins(rest))
    }

    /// What stands behind the one that `text` begins with.
    pub fn cut_front<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.in_front(text).find_map(|word| text.strip_prefix(word))
    }

    /// What stands before the one that `text` ends with.
    pub fn cut_end<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.at_end(text).find_map(|word| text.strip_suffix(word))
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
pub struct Synonyms(BTreeMap<Box<str>, Vec<Box<str>>>);

impl From<BTreeMap<Box<str>, Vec<Box<str>>>> for Synonyms {
    fn from(names: BTreeMap<Box<str>, Vec<Box<str>>>) -> Self {
        let mut all: BTreeMap<Box<str>, Vec<Box<str>>> = BTreeMap::new();
        for (name, words) in names {
            for word in words {
                all.entry(squeezed(&word).into()).or_default().push(name.clone());
            }
        }
        Self(all)
    }
}

impl Synonyms {
    /// The names that a word without blanks and capitals may stand for.
    pub fn names(&self, word: &str) -> impl Iterator<Item = &str> {
        self.0.get(word).into_iter().flatten().map(|name| &**name)
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
        assert!(!WordList::default().begins("") && !words.begins("") && words.is_in("一万元") && !words.is_in(""));
        let plain = PlainList::from(vec!["Grand Total".into()]);
        assert!(plain.ends("thegrandtotal") && !plain.has("grand total"));
    }
}
