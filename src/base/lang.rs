//! Languages: of messages (two, compiled in) and of content (any, as labels).

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::yaml::{Node, Value};

/// Language of messages to the clerk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Chinese, simplified script.
    Zh,
    /// English.
    En,
}

/// One sentence in the two languages of messages; `{name}` stands for a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Chinese, simplified script.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// The sentence in `lang`.
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// What a kind, form, slot or column is called, by language tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label(BTreeMap<Arc<str>, Arc<str>>);

impl Label {
    /// A label that is the same in every language.
    pub fn plain(text: &str) -> Self {
        Self(BTreeMap::from([("zh-Hans".into(), text.into())]))
    }

    /// A label in several languages.
    pub fn of(texts: &[(&str, &str)]) -> Self {
        Self(texts.iter().map(|(lang, text)| ((*lang).into(), (*text).into())).collect())
    }

    /// The label in the language of a message.
    pub fn in_message(&self, lang: Lang) -> &str {
        self.get(match lang {
            Lang::Zh => "zh-Hans",
            Lang::En => "en",
        })
    }

    /// The label in `lang`, else the simplified Chinese one, else any.
    pub fn get(&self, lang: &str) -> &str {
        let found = self.0.get(lang).or_else(|| self.0.get("zh-Hans"));
        found.or_else(|| self.0.values().next()).map_or("", |text| text)
    }

    /// Whether `text` is the label in some language.
    pub fn is(&self, text: &str) -> bool {
        self.0.values().any(|own| &**own == text)
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Label {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.get("zh-Hans"))
    }
}

impl FromNode for Label {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if let Value::Map(entries) = &node.value {
            let pairs = entries
                .iter()
                .filter_map(|(key, value)| Some((Arc::from(key.text.as_str()), Arc::<str>::from_node(value, diags)?)));
            return Some(Self(pairs.collect()));
        }
        String::from_node(node, diags).map(|text| Self::plain(&text))
    }
}
