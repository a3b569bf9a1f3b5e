//! Laws and rules that others rest on, as data with days: `basis/NAME.yaml` of a pack, replaced or added to by those in
//! `content/basis/`.
//!
//! Whoever rests on a law names it and a topic, `LAW/TOPIC`, never the number of an article: numbers change when a law is
//! amended, and a record is right only by the number that held on its day. What is said in other words stays as it is.

mod law;
mod read;
mod typed;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{FromNode, Spanned};
use crate::base::lang::{Label, Lang, Text};
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml;
use crate::model::pack::Pack;

pub(crate) use read::RULES;
pub use typed::Typed;

/// What somebody says that something rests on: a reference, or other words.
pub type Written = Spanned<Arc<str>>;

/// All laws by name.
#[derive(Clone, Debug, Default)]
pub struct Laws(BTreeMap<Arc<str>, Law>);

/// A law or rule, with all its versions.
#[derive(Clone, Debug)]
pub struct Law {
    /// Stable name.
    pub name: Arc<str>,
    /// Its full name.
    pub label: Label,
    /// What it is usually called; as its full name where nothing else is given.
    pub short: Label,
    /// What its topics are called.
    pub topics: BTreeMap<Arc<str>, Label>,
    /// Levels and types of the units that it binds; all if there are none.
    pub binds: Vec<Arc<str>>,
    /// Levels and types of the units that it does not bind.
    pub except: Vec<Arc<str>>,
    /// Its versions, the oldest first.
    pub versions: Vec<Version>,
    /// Where it is defined.
    pub span: Span,
}

/// What a law said for some time.
#[derive(Clone, Debug)]
pub struct Version {
    /// Which it is: of what day, by which amendment.
    pub version: Label,
    /// Its full name, if it was another one than that of the law.
    pub label: Option<Label>,
    /// What it was usually called.
    pub short: Option<Label>,
    /// First day in force.
    pub from: Option<Date>,
    /// Last day in force.
    pub until: Option<Date>,
    /// Against which text its numbers were checked; empty if they were not.
    pub source: Arc<str>,
    /// Its articles by topic.
    pub articles: BTreeMap<Arc<str>, Article>,
}

/// Where a law speaks of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its number or name.
    pub place: Label,
    /// The numbers behind that, each with the last of those that it begins; empty for a name.
    pub numbers: Vec<(u16, u16)>,
    /// Whether the number was found in the text of the law.
    pub is_checked: bool,
}

/// What a reference means.
#[derive(Clone, Copy, Debug)]
pub enum Reference<'l> {
    /// Other words, or the path of a record.
    Words,
    /// A law, with a topic or as a whole.
    Law(&'l Law, Option<&'l Arc<str>>),
    /// A law that is not there, or a topic that it does not have, as written; with the name that may have been meant.
    Unknown(Option<&'l Law>, Option<&'l Arc<str>>),
}

/// What holds of a reference on a day.
#[derive(Clone, Copy, Debug)]
pub enum Holds<'l> {
    /// In force, with the article if a topic was named.
    Yes(&'l Version, Option<&'l Article>),
    /// In force, but without a word on the topic.
    Silent(&'l Version),
    /// Not yet, or no longer; the version before the day, else the first.
    No(Option<&'l Version>),
}

impl<'l> Holds<'l> {
    /// The version to name, and the article if there is one.
    fn parts(self) -> (Option<&'l Version>, Option<&'l Article>) {
        match self {
            Self::Yes(version, article) => (Some(version), article),
            Self::Silent(version) => (Some(version), None),
            Self::No(version) => (version, None),
        }
    }
}

impl FromIterator<Law> for Laws {
    fn from_iter<I: IntoIterator<Item = Law>>(laws: I) -> Self {
        Self(laws.into_iter().map(|law| (law.name.clone(), law)).collect())
    }
}

impl Laws {
    /// Those of all packs.
    pub fn built_in() -> Self {
        let mut quiet = Diagnostics::new();
        let mut laws = Vec::new();
        for (name, text) in Pack::all().iter().flat_map(|pack| pack.texts("basis")) {
            let node = yaml::parse(&name.as_str().into(), 0, &text, &mut quiet);
            laws.extend(node.and_then(|node| Law::from_node(&node, &mut quiet)));
        }
        laws.into_iter().collect()
    }

    /// All laws in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &Law> {
        self.0.values()
    }

    /// What is meant by a text: a reference by names or by what law and topic are called.
    pub fn find(&self, text: &str) -> Reference<'_> {
        let (name, topic) = text.split_once('/').map_or((text, None), |(name, topic)| (name, Some(topic)));
        let called = || self.0.values().find(|law| law.is_called(name));
        let Some(law) = self.0.get(name).or_else(called) else {
            if !is_slug(name) || !topic.is_none_or(is_slug) {
                return Reference::Words;
            }
            let near = names::nearest(name, self.0.keys().map(|name| &**name)).and_then(|near| self.0.get(near));
            let is_meant = topic.is_some() || near.is_some();
            return if is_meant { Reference::Unknown(near, None) } else { Reference::Words };
        };
        let Some(topic) = topic else { return Reference::Law(law, None) };
        let labelled = || law.topics.iter().find(|(_, label)| label.is(topic));
        match law.topics.get_key_value(topic).or_else(labelled) {
            Some((topic, _)) => Reference::Law(law, Some(topic)),
            None => {
                let by_name = names::nearest(topic, law.topics.keys().map(|name| &**name));
                let by_label = || names::nearest(topic, law.topics.values().map(Label::home));
                let near =
                    by_name.and_then(|near| law.topics.get_key_value(near)).map(|(near, _)| near).or_else(|| {
                        let label = by_label()?;
                        law.topics.iter().find(|(_, own)| own.home() == label).map(|(near, _)| near)
                    });
                Reference::Unknown(Some(law), near)
            }
        }
    }

    /// The version whose own name other words begin with, such as the name that a law had before.
    pub fn quoted(&self, text: &str) -> Option<(&Law, &Version)> {
        let text = text.trim_start_matches('《');
        let begins = |label: &Label| label.all().any(|name| text.starts_with(&**name));
        self.0.values().find_map(|law| {
            let own = |version: &&Version| version.label.iter().chain(&version.short).any(begins);
            law.versions.iter().find(own).map(|version| (law, version))
        })
    }

    /// Reports a reference to a law or a topic that is not there.
    pub fn check(&self, written: &Written, diags: &mut Diagnostics) {
        let Reference::Unknown(law, near) = self.find(&written.value) else { return };
        let (name, topic) = written.value.split_once('/').unwrap_or((&written.value, ""));
        let Some(law) = law.filter(|law| &*law.name == name || law.is_called(name)) else {
            let unknown = Diagnostic::new(&read::LAW, written.span.clone()).with("law", name);
            diags.push(match law {
                Some(near) => unknown.perhaps(&near.name),
                None => unknown.with_named("known", self.iter().map(|law| (&law.name, law.short.home()))),
            });
            return;
        };
        let unknown = Diagnostic::new(&read::TOPIC, written.span.clone()).with("topic", topic);
        let unknown = unknown.with_label("law", &law.short);
        diags.push(match near {
            Some(near) => unknown.perhaps(format!("{}/{near}", law.name)),
            None => unknown.with_named("known", law.topics.iter().map(|(name, label)| (name, label.home()))),
        });
    }

    /// The laws that a text refers to, as a whole or in braces.
    pub fn named<'l>(&'l self, text: &str) -> Vec<&'l Law> {
        let in_braces = text.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0));
        let law = |text| match self.find(text) {
            Reference::Law(law, _) => Some(law),
            Reference::Words | Reference::Unknown(..) => None,
        };
        std::iter::once(text).chain(in_braces).filter_map(law).collect()
    }

    /// A text as a page prints it: of a reference the full name of the law with the number that held on a day, where it
    /// was checked; other words as they are.
    pub fn printed(&self, text: &str, day: Date) -> Label {
        match self.find(text) {
            Reference::Law(law, topic) => {
                let (version, article) = law.holds(topic, day).parts();
                cited(law.full(version), article.filter(|article| article.is_checked))
            }
            _ => Label::plain(text),
        }
    }

    /// A text as the reference of kinds tells it: with the usual name of the law, and a word about a number that was not
    /// checked.
    pub fn noted(&self, text: &str, day: Date, lang: Lang) -> String {
        const UNCHECKED: Text = Text { zh: "（条号未核对）", en: " (number not checked)" };
        let told = self.told(&Label::plain(text), day);
        let is_checked = match self.find(text) {
            Reference::Law(law, topic) => law.holds(topic, day).parts().1.is_none_or(|article| article.is_checked),
            _ => true,
        };
        format!("{}{}", told.in_message(lang), if is_checked { "" } else { UNCHECKED.get(lang) })
    }

    /// A sentence in which references stand in braces: `{LAW/TOPIC}：…`.
    pub fn filled(&self, sentence: &str, day: Date, lang: Lang) -> String {
        replaced(sentence, |name| self.noted(name, day, lang))
    }

    /// A label that may be a reference, or have some in braces, as messages tell it: with the usual name, and with every number.
    pub fn told(&self, source: &Label, day: Date) -> Label {
        match self.find(source.home()) {
            Reference::Law(law, topic) => {
                let (version, article) = law.holds(topic, day).parts();
                cited(law.usual(version), article)
            }
            _ => source.by_language().map(|(lang, text)| (lang.clone(), self.in_braces(text, day, lang))).collect(),
        }
    }

    /// A text in one language in which references may stand in braces.
    fn in_braces(&self, text: &str, day: Date, lang: &str) -> Arc<str> {
        replaced(text, |name| self.told(&Label::plain(name), day).get(lang).to_owned()).into()
    }
}

/// A text with something else in place of each pair of braces.
fn replaced(text: &str, what: impl Fn(&str) -> String) -> String {
    let mut all = String::new();
    let mut rest = text;
    while let Some((before, (name, after))) =
        rest.split_once('{').and_then(|(before, rest)| Some((before, rest.split_once('}')?)))
    {
        all.extend([before, &what(name)]);
        rest = after;
    }
    all + rest
}

/// Whether a text is a name of the format with several words, as names of laws are: `village-law`.
fn is_slug(text: &str) -> bool {
    let is_sign = |sign: u8| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == b'-';
    text.starts_with(|sign: char| sign.is_ascii_lowercase()) && text.bytes().all(is_sign)
}

/// The name of a law with the number of an article: in Chinese with the marks of a title around it.
fn cited(name: &Label, article: Option<&Article>) -> Label {
    let in_one = |(lang, name): (&Arc<str>, &Arc<str>)| {
        let place = article.map_or("", |article| article.place.get(lang));
        let is_han = name.contains(|sign: char| ('\u{4e00}'..='\u{9fff}').contains(&sign));
        let text = match (is_han, place.is_empty()) {
            (true, _) => format!("《{name}》{place}"),
            (false, true) => name.to_string(),
            (false, false) => format!("{name}, {place}"),
        };
        (lang.clone(), text.into())
    };
    name.by_language().map(in_one).collect()
}

#[cfg(test)]
mod tests;
