//! Languages: of messages (two, compiled in) and of content (any, as labels).

use std::collections::BTreeMap;
use std::sync::Arc;

/// Language of messages to the clerk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    /// Chinese, simplified script.
    Zh,
    /// English.
    En,
}

impl Lang {
    /// Its tag, as labels are kept under.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-Hans",
            Self::En => "en",
        }
    }

    /// What stands between the members of a list.
    pub fn between(self) -> &'static str {
        match self {
            Self::Zh => "、",
            Self::En => ", ",
        }
    }

    /// What stands between two clauses.
    pub fn aside(self) -> &'static str {
        match self {
            Self::Zh => "；",
            Self::En => "; ",
        }
    }
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

/// `lang` and the languages near to it, the nearest first: `en-GB`, `en`; `zh-TW`, `zh-Hant`, `zh`.
pub(crate) fn ranges(lang: &str) -> impl Iterator<Item = &str> {
    let script = match lang {
        "zh-TW" | "zh-HK" | "zh-MO" => Some("zh-Hant"),
        _ => None,
    };
    let shorter = std::iter::successors(lang.rsplit_once('-'), |(short, _)| short.rsplit_once('-'));
    std::iter::once(lang).chain(script).chain(shorter.map(|(short, _)| short))
}

/// Whether a text is the tag of a language: two or three letters, then parts of up to eight letters and digits (BCP 47).
pub fn is_tag(text: &str) -> bool {
    let (first, rest) = text.split_once('-').map_or((text, None), |(first, rest)| (first, Some(rest)));
    let is_part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_first = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    is_first && rest.is_none_or(|rest| rest.split('-').all(is_part))
}

/// Whether a language is written in Han characters.
pub fn is_han(lang: &str) -> bool {
    matches!(lang.split('-').next(), Some("zh" | "yue" | "nan" | "hak" | "wuu" | "lzh" | "ja"))
}

/// Under this tag a label keeps what was written without a language.
pub(crate) const HOME: &str = "zh-Hans";

/// What a kind, form, slot or column is called, by language tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Label(BTreeMap<Arc<str>, Arc<str>>);

impl FromIterator<(Arc<str>, Arc<str>)> for Label {
    /// By the tags of languages; of two for one language the last holds.
    fn from_iter<I: IntoIterator<Item = (Arc<str>, Arc<str>)>>(texts: I) -> Self {
        Self(texts.into_iter().collect())
    }
}

impl Label {
    /// A label that is the same in every language.
    pub fn plain(text: &str) -> Self {
        Self(BTreeMap::from([(HOME.into(), text.into())]))
    }

    /// A label in several languages.
    pub fn of(texts: &[(&str, &str)]) -> Self {
        Self(texts.iter().map(|(lang, text)| ((*lang).into(), (*text).into())).collect())
    }

    /// The label as its file is written: for records and messages, which name things by it.
    pub fn home(&self) -> &str {
        self.get(HOME)
    }

    /// The label in the language of a message.
    pub fn in_message(&self, lang: Lang) -> &str {
        self.get(lang.tag())
    }

    /// The label in `lang` or the nearest language, else the simplified Chinese one, else any.
    pub fn get(&self, lang: &str) -> &str {
        let found = ranges(lang).find_map(|range| self.0.get(range)).or_else(|| self.0.get(HOME));
        found.or_else(|| self.0.values().next()).map_or("", |text| text)
    }

    /// Whether there is a label in `lang` itself or one near to it.
    pub fn speaks(&self, lang: &str) -> bool {
        ranges(lang).any(|range| self.0.contains_key(range))
    }

    /// Whether `text` is the label in some language.
    pub fn is(&self, text: &str) -> bool {
        self.0.values().any(|own| &**own == text)
    }

    /// The label in every language that has one.
    pub fn all(&self) -> impl Iterator<Item = &Arc<str>> {
        self.0.values()
    }

    /// The label with the tag of each language that has one.
    pub fn by_language(&self) -> impl Iterator<Item = (&Arc<str>, &Arc<str>)> {
        self.0.iter()
    }

    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::{Label, ranges};

    #[test]
    fn the_nearest_language_speaks() {
        assert_eq!(ranges("zh-HK").collect::<Vec<_>>(), ["zh-HK", "zh-Hant", "zh"]);
        assert_eq!(ranges("zh-Hant-TW").collect::<Vec<_>>(), ["zh-Hant-TW", "zh-Hant", "zh"]);
        let label = Label::of(&[("zh-Hans", "财务公开"), ("en", "Finance"), ("zh-Hant", "財務公開")]);
        for (lang, expected) in [("en-GB", "Finance"), ("zh-TW", "財務公開"), ("bo", "财务公开"), ("zh", "财务公开")]
        {
            assert_eq!(label.get(lang), expected, "{lang}");
        }
        assert_eq!(Label::of(&[("en", "Finance")]).get("bo"), "Finance");
    }
}
