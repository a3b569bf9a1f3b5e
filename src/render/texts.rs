//! Texts of `theme.yaml`: those of the built-in theme, with those of the portal's own in their place.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, entries};
use crate::base::lang::{is_han, ranges};
use crate::base::node::{Key, Node, Value};
use crate::base::plural::{OTHER, Plurals};
use crate::base::texts::{Said, Texts};
use crate::base::yaml;

rules! {
    /// A plural that numbers do not have in the language.
    NO_PLURAL: Error "theme/no-such-plural" {
        zh: "`{lang}` 的数没有 `{plural}` 这种说法" => "`{lang}` 可以写：{known}",
        en: "numbers have no plural `{plural}` in `{lang}`" => "plurals of `{lang}`: {known}",
        wrong: "count_records: {en: {single: \"%1 record\", other: \"%1 records\"}}", right: "count_records: {en: {one: \"%1 record\", other: \"%1 records\"}}",
    }
    /// Plurals without the one for all other numbers.
    NO_OTHER: Error "theme/no-other-plural" {
        zh: "缺少 `other`：别的数没有说法" => "加上 `other: …`；各数说法一样的，直接写成一句",
        en: "`other` is missing, which goes with all other numbers" => "add `other: …`, or write one text if all numbers take the same",
        wrong: "count_records: {en: {one: \"%1 record\"}}", right: "count_records: {en: {one: \"%1 record\", other: \"%1 records\"}}",
    }
}

/// A text by language; under none if it is the same in each.
type Spoken = BTreeMap<Arc<str>, Said>;

/// The texts of a theme in all languages that it has.
#[derive(Debug, Default)]
pub(super) struct AllTexts(BTreeMap<Arc<str>, Spoken>);

impl AllTexts {
    /// Adds those of a `theme.yaml`, which take the place of others with the same key.
    pub(super) fn read(&mut self, file: &Arc<str>, text: &str, diags: &mut Diagnostics) {
        let Some(node) = yaml::parse(file, 0, text, diags) else { return };
        let mut fields = Fields::of(&node, diags);
        fields.get::<String>("name", diags);
        let found = fields.node("texts", diags).map_or(&[][..], |node| entries(node, diags));
        for (key, value) in found {
            self.0.extend(spoken(value, diags).map(|own| (key.text.as_str().into(), own)));
        }
        fields.finish(diags);
    }

    /// Adds a text that is the same in every language.
    pub(super) fn add(&mut self, key: &str, text: &str) {
        self.0.insert(key.into(), Spoken::from([("".into(), Said::Always(text.into()))]));
    }

    /// Whether a text is written in `lang` itself.
    #[cfg(test)]
    pub(super) fn speaks(&self, key: &str, lang: &str) -> bool {
        self.0.get(key).is_some_and(|spoken| spoken.contains_key(lang))
    }

    /// The texts in `lang`. What it lacks is said in the language `first` of the portal, else in the nearest that the built-in
    /// theme speaks.
    pub(super) fn speak(&self, lang: &str, first: &str) -> Texts {
        let last = if is_han(lang) { ["zh-Hans", "en"] } else { ["en", "zh-Hans"] };
        let languages: Vec<&str> = ranges(lang).chain(ranges(first)).chain([""]).chain(last).collect();
        let said = self.0.iter().filter_map(|(key, spoken)| {
            let nearest = languages.iter().find_map(|lang| spoken.get(*lang));
            Some((key.clone(), nearest.or_else(|| spoken.values().next())?.clone()))
        });
        Texts::new(said.collect(), lang)
    }
}

/// A text as it is written: one for all languages, or one for each.
fn spoken(node: &Node, diags: &mut Diagnostics) -> Option<Spoken> {
    let Value::Map(languages) = &node.value else {
        return Some(Spoken::from([("".into(), Said::Always(Arc::from_node(node, diags)?))]));
    };
    let said =
        languages.iter().filter_map(|(lang, text)| Some((lang.text.as_str().into(), said(&lang.text, text, diags)?)));
    Some(said.collect())
}

fn said(lang: &str, node: &Node, diags: &mut Diagnostics) -> Option<Said> {
    let Value::Map(plurals) = &node.value else { return Arc::from_node(node, diags).map(Said::Always) };
    let known = Plurals::of(lang).names();
    let read = |(key, text): &(Key, Node)| match known.iter().find(|name| **name == key.text) {
        Some(name) => Some((*name, Arc::from_node(text, diags)?)),
        None => {
            diags.push(no_plural(lang, key, &known));
            None
        }
    };
    let plurals: BTreeMap<&'static str, Arc<str>> = plurals.iter().filter_map(read).collect();
    if !plurals.contains_key(OTHER) {
        diags.push(Diagnostic::new(&NO_OTHER, node.span.clone()));
    }
    Some(Said::ByNumber(plurals))
}

fn no_plural(lang: &str, key: &Key, known: &[&str]) -> Diagnostic {
    let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let found = Diagnostic::new(&NO_PLURAL, key.span.clone()).with("lang", lang).with("plural", &key.text);
    found.with_own("known", known.join(" "))
}
