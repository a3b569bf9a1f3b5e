//! Sentences with gaps: the values that fill them, and how they are told in each language.

use std::borrow::Cow;

use crate::base::lang::{Label, Lang, Text};

/// A value in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// What the content says, in every language; not told where its place is veiled.
    Plain(String),
    /// A name that the program or a definition gives, never what a record says.
    Own(String),
    /// A word of the program's own.
    Word(Text),
    /// What the content calls something.
    Label(Label),
    /// Several pieces of what the content says; not told where its place is veiled.
    Items(Vec<String>),
    /// Names to choose from, each with what it is called in Chinese, which may be empty.
    List(Vec<(String, String)>),
    /// What stands there, for whoever mends it; in no message.
    Secret(String),
}

impl Arg {
    /// What it says.
    pub(super) fn text(&self, lang: Lang) -> Cow<'_, str> {
        match self {
            Self::Plain(text) | Self::Own(text) => text.into(),
            Self::Word(text) => text.get(lang).into(),
            Self::Label(label) => label.in_message(lang).into(),
            Self::Items(items) => items.join(lang.between()).into(),
            Self::List(names) => list(names, lang).into(),
            Self::Secret(_) => "".into(),
        }
    }
}

/// The name of what no message tells.
pub(super) const SECRET: &str = "secret";

/// Names in backticks, set apart as the language does it.
fn list(names: &[(String, String)], lang: Lang) -> String {
    let named = names.iter().map(|(name, called)| match lang {
        _ if called.is_empty() || called == name => format!("`{name}`"),
        Lang::Zh => format!("`{name}`（{called}）"),
        Lang::En => format!("`{name}` ({called})"),
    });
    named.collect::<Vec<_>>().join(lang.between())
}

/// A gap for what has the name of a value; what stands in other braces is to be written as it is.
pub(super) fn is_value(name: &str) -> Option<Cow<'static, str>> {
    name.bytes().all(|sign| sign.is_ascii_lowercase() || sign == b'_').then_some("…".into())
}

/// The template with values in place of their names; a name without a value stays, with its braces.
pub(super) fn fill<'v>(template: &str, value: impl Fn(&str) -> Option<Cow<'v, str>>) -> String {
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let written = after.split_once('}').filter(|(written, _)| !written.contains('{'));
        // The braces of a line to be written, perhaps with a value inside.
        let Some((written, tail)) = written else {
            text.push('{');
            rest = after;
            continue;
        };
        let (name, words) = written.split_once('|').map_or((written, None), |(name, words)| (name, Some(words)));
        match (value(name), words) {
            (Some(value), None) => text.push_str(&value),
            (Some(value), Some(words)) => text.push_str(numbered(words, &value)),
            (None, _) => text.extend(["{", written, "}"]),
        }
        rest = tail;
    }
    text + rest
}

/// The one of `row|rows` that goes with a number.
fn numbered<'w>(words: &'w str, number: &str) -> &'w str {
    let (one, more) = words.split_once('|').unwrap_or((words, words));
    if number == "1" { one } else { more }
}
