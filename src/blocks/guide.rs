//! Words for those who fill in a block: the lines of a new record, and what a form sets, in the language of the reader.

use crate::base::lang::{Label, Lang, Text};
use crate::base::names;

const ROWS: Text = Text {
    zh: "每条照下面的样子写，删去行首的 #；也可以放进同名的 .csv 或 .xlsx 文件",
    en: "one item each as below, without the #; or put the rows into a .csv or .xlsx file of the same name",
};

/// A slot of a new record.
#[derive(Clone, Copy, Debug)]
pub struct NewSlot<'a> {
    /// The key under which the record has it.
    pub name: &'a str,
    /// What it is for.
    pub about: &'a str,
    /// The language of the words beside the keys.
    pub lang: Lang,
}

impl NewSlot<'_> {
    /// The line that opens it.
    pub(super) fn head(&self) -> String {
        line(self.name, "", self.about)
    }

    /// The line that opens a list of rows to copy.
    pub(super) fn head_of_rows(&self) -> String {
        line(self.name, "", &self.with_known(self.about, ROWS.get(self.lang)))
    }

    /// A key of the slot that holds rows to copy.
    pub(super) fn key_of_rows(&self, key: &str) -> String {
        line(&format!("  {}", self.key(key)), "", ROWS.get(self.lang))
    }

    /// How a key is written.
    pub(super) fn key<'k>(&self, name: &'k str) -> &'k str {
        key(name, self.lang)
    }

    /// What something is about, and behind a colon what may be written there, if either is known.
    pub(super) fn with_known(&self, about: &str, known: &str) -> String {
        let colon = if self.lang == Lang::Zh { "：" } else { ": " };
        let colon = if about.is_empty() || known.is_empty() { "" } else { colon };
        format!("{about}{colon}{known}")
    }

    /// Names to choose from, one behind the other.
    pub(super) fn choice<'n>(&self, names: impl Iterator<Item = &'n str>) -> String {
        names.collect::<Vec<_>>().join(self.lang.between())
    }
}

/// How a key is written by those who speak the language.
pub fn key(name: &str, lang: Lang) -> &str {
    match lang {
        Lang::Zh => names::chinese(name).unwrap_or(name),
        Lang::En => name,
    }
}

/// `key: value  # about`, the comments of a block aligned.
pub fn line(key: &str, value: &str, about: &str) -> String {
    let start = if value.is_empty() { format!("{key}:") } else { format!("{key}: {value}") };
    if about.is_empty() { start } else { format!("{start:<32} # {about}") }
}

/// Whether a label can stand as a key without quotes.
pub fn is_plain_key(label: &str) -> bool {
    !label.is_empty() && !label.contains([' ', ':', '：']) && quoted(label) == label
}

/// The text as a YAML scalar.
pub fn quoted(text: &str) -> String {
    serde_yaml::to_string(&text).map_or_else(|_| text.to_owned(), |yaml| yaml.trim_end().to_owned())
}

/// A line of a row to copy, of which the one at 0 is the first.
pub(super) fn commented(at: usize, key: &str, about: &str) -> String {
    line(&format!("#  {} {key}", if at == 0 { "-" } else { " " }), "", about)
}

/// A name with what it is called, if that is something else.
pub fn titled(lang: Lang, name: &str, label: &Label) -> String {
    match (label.in_message(lang), lang) {
        (label, _) if label == name => name.to_owned(),
        (label, Lang::Zh) => format!("{name}（{label}）"),
        (label, Lang::En) => format!("{name} ({label})"),
    }
}

/// A word of the program in the language of the reader.
pub(super) fn word(lang: Lang, zh: &'static str, en: &'static str) -> &'static str {
    Text { zh, en }.get(lang)
}

/// Names one behind the other.
pub(super) fn list(lang: Lang, names: &[impl AsRef<str>]) -> String {
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(word(lang, "、", ", "))
}
