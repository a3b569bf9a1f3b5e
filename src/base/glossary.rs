//! What the closed words of forms are called in other languages: states, categories, stages, bands, units.
//!
//! A closed word is written in records and counted by as it stands in its form; only a page in another language shows
//! something else for it. One list for all forms translates a word once.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::{FromNode, entries};
use crate::base::lang::{Label, is_han, ranges};
use crate::base::texts::{Key, NONE, Texts};
use crate::base::words::Words;
use crate::base::yaml::Node;

/// What closed words are called, by language.
#[derive(Clone, Debug, Default)]
pub struct Glossary(BTreeMap<Arc<str>, HashMap<Arc<str>, Arc<str>>>);

impl FromNode for Glossary {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut glossary = Self::default();
        for (lang, words) in entries(node, diags) {
            let own = glossary.0.entry(lang.text.as_str().into()).or_default();
            for (word, meaning) in entries(words, diags).iter().filter(|(_, meaning)| !meaning.is_empty()) {
                own.extend(Arc::<str>::from_node(meaning, diags).map(|meaning| (word.text.as_str().into(), meaning)));
            }
        }
        Some(glossary)
    }
}

impl Glossary {
    /// The same with the words of `other`, which win.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        for (lang, words) in other.0 {
            self.0.entry(lang).or_default().extend(words);
        }
        self
    }

    /// What the word that a label has at home is called in its other languages.
    pub fn of_label(label: &Label) -> Self {
        let word: Arc<str> = label.home().into();
        let others = label.by_language().filter(|(_, meaning)| **meaning != word);
        Self(others.map(|(lang, meaning)| (lang.clone(), [(word.clone(), meaning.clone())].into())).collect())
    }

    /// How closed words are called in `lang`. What else pages say is given by [`Tongue::saying`].
    pub fn tongue<'a>(&'a self, lang: &'a str) -> Tongue<'a> {
        Tongue { lang, words: ranges(lang).find_map(|range| self.0.get(range)), texts: &NONE }
    }
}

/// How a page speaks: its language, what closed words are called in it, and the texts of the theme.
#[derive(Clone, Copy, Debug)]
pub struct Tongue<'a> {
    lang: &'a str,
    words: Option<&'a HashMap<Arc<str>, Arc<str>>>,
    texts: &'a Texts,
}

impl<'a> Tongue<'a> {
    /// Simplified Chinese, in which all words are at home, without texts.
    pub const HOME: Tongue<'static> = Tongue { lang: "zh-Hans", words: None, texts: &NONE };

    /// The same with the texts of a theme, which are those of its language.
    #[must_use]
    pub fn saying(self, texts: &'a Texts) -> Self {
        Self { texts, ..self }
    }

    /// A text of the theme with `values` in the places `%1`, `%2`.
    pub fn say(self, key: Key, values: &[&str]) -> String {
        self.texts.say(key, values)
    }

    /// A text of the theme in the plural for a number.
    pub fn say_for(self, key: Key, number: &str) -> String {
        self.texts.say_for(key, number, &[number])
    }

    /// How days, periods and figures are written.
    pub fn written(self) -> &'a Words {
        self.texts.words()
    }

    /// The language.
    pub fn lang(self) -> &'a str {
        self.lang
    }

    /// Whether the language is written in Han characters.
    pub fn is_han(self) -> bool {
        is_han(self.lang)
    }

    /// A label in the language. One that its definition does not give in it is looked up like a word.
    pub fn label<'b>(self, label: &'b Label) -> &'b str
    where
        'a: 'b,
    {
        let text = label.get(self.lang);
        if label.speaks(self.lang) { text } else { self.found(text).map_or(text, |found| found) }
    }

    /// A closed word in the language; one that the glossary does not have stays.
    pub fn word(self, word: &Arc<str>) -> Arc<str> {
        self.found(word).unwrap_or(word).clone()
    }

    /// The same of a borrowed word.
    pub fn text<'b>(self, word: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.found(word).map_or(word, |found| found)
    }

    /// All words of a list.
    pub fn words(self, words: &[Arc<str>]) -> Vec<Arc<str>> {
        words.iter().map(|word| self.word(word)).collect()
    }

    fn found(self, word: &str) -> Option<&'a Arc<str>> {
        self.words?.get(word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::yaml;

    #[test]
    fn words_are_looked_up_in_the_nearest_language() {
        let mut diags = Diagnostics::new();
        let mut read = |text| {
            let node = yaml::parse(&"glossary.yaml".into(), 0, text, &mut diags).unwrap();
            Glossary::from_node(&node, &mut diags).unwrap()
        };
        let glossary = read("en:\n  已办结: Closed\n  户: households\n").with(read("en:\n  户: homes\n  空:\n"));
        let english = glossary.tongue("en-GB");
        assert_eq!(["已办结", "户", "空", "别的"].map(|word| english.text(word)), ["Closed", "homes", "空", "别的"]);
        assert_eq!(glossary.tongue("zh-Hant").text("户"), "户");
        let label = Label::plain("已办结");
        assert_eq!((english.label(&label), Tongue::HOME.label(&label)), ("Closed", "已办结"));
    }
}
