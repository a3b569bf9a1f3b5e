//! Reading typed values out of a [`Node`]: what is missing, of a wrong type or unknown is reported, then read on.

mod unknown;
mod value;

use crate::base::closed::Closed;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::{Key, Node, Value, twice};

use unknown::{candidates, unknown, what};

pub use unknown::{is_table, missing, slip, unknown_column};
pub use value::{FLAG, FromNode, LIST, MAP, Shape, Spanned, VALUE, choose, entries, items, no_choice, wrong_type};

rules! {
    /// A key that nobody reads.
    UNKNOWN: Error "key/unknown" {
        zh: "不认识的{what} `{key}`" => "这里可以写：{known}",
        en: "unknown {what} `{key}`" => "known here: {known}",
        wrong: "tilte: 公示", right: "title: 公示",
    }
    /// A key that must be there.
    MISSING: Error "key/missing" {
        zh: "缺少 `{key}`（{chinese}）" => "加一行 `{key}: …`，也可以写中文 `{chinese}: …`",
        en: "{named} is missing" => "add a line `{key}: …`",
        wrong: "kind: notice", right: "kind: notice\ntitle: 公示",
    }
    /// A value of a wrong type.
    TYPE: Error "value/wrong-type" {
        zh: "这里要写{expected}，写的却是{found}" => "{how}",
        en: "expected {expected} here, got {found}" => "{how}",
        wrong: "title: [甲, 乙]", right: "title: 甲和乙",
    }
    /// A value that is not among the allowed ones.
    CHOICE: Error "value/not-allowed" {
        zh: "`{value}` 不在可写的值之内" => "可以写：{allowed}",
        en: "`{value}` is not an allowed value" => "write one of: {allowed}",
        wrong: "audience: 大家", right: "audience: public",
    }
    /// A whole number that is none.
    INTEGER: Error "number/not-whole" {
        zh: "`{value}` 不是整数" => "只写数字，不带单位、小数和空格",
        en: "`{value}` is not a whole number" => "digits only: no unit, decimals or spaces",
        wrong: "days: 七", right: "days: 7",
    }
}

/// The keys of one map while they are being read.
#[derive(Debug)]
pub struct Fields<'n> {
    entries: &'n [(Key, Node)],
    is_readable: bool,
    span: &'n Span,
    taken: Vec<bool>,
    known: Vec<&'static str>,
    /// What was told to be missing, each by its names and with its place, and how many problems there were before.
    missing: Vec<(Vec<&'static str>, Span)>,
    before: usize,
}

/// Keys of one map that nobody knows, and what they may be meant for: what they stand for is not missing.
#[derive(Debug)]
pub struct Strange<'k> {
    has_heads: bool,
    meant: Vec<&'k str>,
}

impl Strange<'_> {
    /// Whether one of them may be meant for what has these names: a slip of the pen, or the head of a table.
    pub fn explains(&self, names: &[&str]) -> bool {
        self.has_heads || self.meant.iter().any(|meant| names.contains(meant))
    }

    /// Whether one of them may be meant for a key of the format.
    pub fn stands_for(&self, name: &'static str) -> bool {
        self.explains(&[name, names::chinese(name).unwrap_or(name)])
    }

    /// Whether none of them may be meant for anything.
    pub fn is_empty(&self) -> bool {
        !self.has_heads && self.meant.is_empty()
    }

    /// Whether a table has a head that no column is called, or a key cannot be told from its value.
    pub fn has_heads(&self) -> bool {
        self.has_heads
    }
}

impl<'n> Fields<'n> {
    /// Starts to read `node`; what is not a map is reported and reads as one without keys.
    pub fn of(node: &'n Node, diags: &mut Diagnostics) -> Self {
        let entries = entries(node, diags);
        let is_readable = matches!(node.value, Value::Map(_) | Value::Empty);
        let taken = vec![false; entries.len()];
        let before = diags.len();
        Self { entries, is_readable, span: &node.span, taken, known: Vec::new(), missing: Vec::new(), before }
    }

    /// Whether there was a map at all. Where there was none, nothing is said to be missing from it.
    pub fn is_readable(&self) -> bool {
        self.is_readable
    }

    /// Where the map stands.
    pub fn span(&self) -> &'n Span {
        self.span
    }

    /// The node under `name`, in English or Chinese, even if it is empty.
    pub fn node(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<&'n Node> {
        self.known.push(name);
        self.find(|key| key == name || (!key.is_ascii() && names::chinese(name) == Some(key)), diags)
    }

    /// The node under `name`, in English or Chinese, or under one of other names that it has in this place.
    pub fn also(&mut self, name: &'static str, others: &[&str], diags: &mut Diagnostics) -> Option<&'n Node> {
        self.known.push(name);
        let is_other = |key: &str| others.contains(&key) || names::chinese(name) == Some(key);
        self.find(|key| key == name || (!key.is_ascii() && is_other(key)), diags)
    }

    /// The node under a name that the portal gave, or its label.
    pub fn named(&mut self, is_name: impl Fn(&str) -> bool, diags: &mut Diagnostics) -> Option<&'n Node> {
        self.find(is_name, diags)
    }

    /// The value under `name`, if one was written and can be read.
    pub fn get<T: FromNode>(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<T> {
        let node = self.node(name, diags)?;
        if node.is_empty() { None } else { T::from_node(node, diags) }
    }

    /// The value under `name`, which must be there.
    pub fn need<T: FromNode>(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<T> {
        match self.node(name, diags) {
            Some(node) if !node.is_empty() => T::from_node(node, diags),
            found => {
                let span = found.map_or_else(|| self.head(), |node| node.span.clone());
                if self.is_readable {
                    self.missing.extend(found.is_none().then(|| (vec![name], span.clone())));
                    diags.push(missing(name, span));
                }
                None
            }
        }
    }

    /// Reports that none of these keys was written, of which one must be; the first is named.
    pub fn lacks(&mut self, names: &[&'static str], diags: &mut Diagnostics) {
        if let Some(first) = names.first() {
            let missing = missing(first, self.span.clone());
            self.lacks_as(names, missing, diags);
        }
    }

    /// The same in words of the caller's own, who made `missing` of [`missing`] with the first of the names.
    pub fn lacks_as(&mut self, names: &[&'static str], missing: Diagnostic, diags: &mut Diagnostics) {
        self.missing.push((names.to_vec(), missing.span.clone()));
        diags.push(missing);
    }

    /// A closed value under `name`.
    pub fn choice<T: Copy>(&mut self, name: &'static str, choices: &Closed<T>, diags: &mut Diagnostics) -> Option<T> {
        let node = self.node(name, diags)?;
        if node.is_empty() { None } else { choose(node, choices, diags) }
    }

    /// Keys that nobody has asked for yet.
    pub fn rest(&self) -> impl Iterator<Item = &'n (Key, Node)> {
        self.entries.iter().zip(&self.taken).filter(|(_, taken)| !**taken).map(|(entry, _)| entry)
    }

    /// The keys that nobody has asked for, where `more` names are known besides those that have been asked for.
    pub fn strange<'k>(&self, more: &[&'k str]) -> Strange<'k> {
        let has_heads = self.rest().any(|(key, _)| key.is_told || is_table(&key.span));
        let keys = self.rest().filter(|_| !has_heads);
        let meant = keys.filter_map(|(key, _)| names::nearest(&key.text, candidates(&self.known, more))).collect();
        Strange { has_heads, meant }
    }

    /// Those of the keys `names` that one which nobody asked for may be meant for.
    pub fn lost(&self, names: &[&'static str]) -> Vec<&'static str> {
        if self.rest().next().is_none() {
            return Vec::new();
        }
        let strange = self.strange(&[]);
        names.iter().filter(|name| strange.stands_for(name)).copied().collect()
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self, diags: &mut Diagnostics) {
        self.finish_with(&[], diags);
    }

    /// As [`Fields::finish`], where `more` names are known besides: slots, columns. What an unknown key is meant for is not
    /// told to be missing too.
    pub fn finish_with(self, more: &[&str], diags: &mut Diagnostics) {
        if !self.missing.is_empty() && self.rest().next().is_some() {
            let strange = self.strange(more);
            for (names, span) in &self.missing {
                if names.iter().any(|name| strange.stands_for(name)) {
                    let is_key = |one: &Diagnostic| one.text_of("key") == names.first().copied();
                    diags.take_back(self.before, |one| {
                        one.rule.name == MISSING.name && one.span == *span && is_key(one)
                    });
                }
            }
        }
        for (key, _) in self.rest().filter(|(key, _)| !key.is_told) {
            diags.push(unknown(key, &self.known, more));
        }
    }

    fn find(&mut self, is_name: impl Fn(&str) -> bool, diags: &mut Diagnostics) -> Option<&'n Node> {
        let mut found: Option<&'n (Key, Node)> = None;
        for (at, entry) in self.entries.iter().enumerate() {
            if !is_name(&entry.0.text) {
                continue;
            }
            self.taken[at] = true;
            if let Some((first, _)) = found {
                if entry.0.is_told {
                    continue;
                }
                diags.push(twice(&entry.0, first).with_word("what", what(&entry.0.span)));
            } else {
                found = Some(entry);
            }
        }
        found.map(|(_, node)| node)
    }

    /// The first key, or the map as a whole: where to point when something is missing.
    fn head(&self) -> Span {
        self.entries.first().map_or_else(|| self.span.clone(), |(key, _)| key.span.clone())
    }
}
