//! Reading typed values out of a [`Node`]: what is missing, of a wrong type or unknown is reported, then read on.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::{Key, Node, Value};

rules! {
    /// A key that nobody reads.
    UNKNOWN: Error "key/unknown" {
        zh: "不认识的键 `{key}`" => "这里可以写：{known}",
        en: "unknown key `{key}`" => "known here: {known}",
        wrong: "tilte: 公示", right: "title: 公示",
    }
    /// A key that must be there.
    MISSING: Error "key/missing" {
        zh: "缺少 `{key}`（{chinese}）" => "加一行 `{key}: …`，也可以写中文 `{chinese}: …`",
        en: "`{key}` ({chinese}) is missing" => "add a line `{key}: …`",
        wrong: "kind: notice", right: "kind: notice\ntitle: 公示",
    }
    /// A value of a wrong type.
    TYPE: Error "value/wrong-type" {
        zh: "这里要写{expected}，写的却是{found}" => "按{expected}的写法改写",
        en: "{expected} is expected here, got {found}" => "write {expected}",
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

const TEXT: Text = Text { zh: "文字", en: "text" };
const LIST: Text = Text { zh: "列表（每项前加“- ”）", en: "a list (each item behind `- `)" };
const MAP: Text = Text { zh: "一组“键: 值”", en: "keys with values" };
const NOTHING: Text = Text { zh: "空", en: "nothing" };

/// A value that can be read from a node. `None` means that the reason has been reported, or that nothing was written.
pub trait FromNode: Sized {
    /// Reads the value; an empty node is reported only by those who cannot be empty.
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self>;
}

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T: FromNode> FromNode for Spanned<T> {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        Some(Self { value: T::from_node(node, diags)?, span: node.span.clone() })
    }
}

impl FromNode for String {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Empty => None,
            _ => wrong_type(node, TEXT, diags),
        }
    }
}

impl FromNode for Arc<str> {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        String::from_node(node, diags).map(Into::into)
    }
}

impl FromNode for u32 {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text = String::from_node(node, diags)?;
        let number = text.trim().parse().ok();
        if number.is_none() {
            diags.push(Diagnostic::new(&INTEGER, node.span.clone()).with("value", text));
        }
        number
    }
}

impl FromNode for bool {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        choose(node, &[("true", "是", true), ("false", "否", false)], diags)
    }
}

/// A list, or a single value standing for a list of one.
impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        match &node.value {
            Value::Empty => None,
            Value::List(nodes) => Some(nodes.iter().filter_map(|one| T::from_node(one, diags)).collect()),
            _ => Some(T::from_node(node, diags).into_iter().collect()),
        }
    }
}

/// One of a closed set of values, by English or Chinese name.
pub fn choose<T: Copy>(node: &Node, choices: &[(&str, &str, T)], diags: &mut Diagnostics) -> Option<T> {
    let text = String::from_node(node, diags)?;
    let found = choices.iter().find(|(english, chinese, _)| *english == text || *chinese == text);
    if found.is_none() {
        let allowed: Vec<_> = choices.iter().map(|(english, chinese, _)| format!("`{english}`（{chinese}）")).collect();
        let diagnostic = Diagnostic::new(&CHOICE, node.span.clone()).with("value", text);
        diags.push(diagnostic.with("allowed", allowed.join("、")));
    }
    found.map(|(_, _, value)| *value)
}

/// Reports that `node` is not what was expected.
pub fn wrong_type<T>(node: &Node, expected: Text, diags: &mut Diagnostics) -> Option<T> {
    let found = match node.value {
        Value::Empty => NOTHING,
        Value::Text(_) => TEXT,
        Value::List(_) => LIST,
        Value::Map(_) => MAP,
    };
    let diagnostic = Diagnostic::new(&TYPE, node.span.clone());
    diags.push(diagnostic.with_word("expected", expected).with_word("found", found));
    None
}

/// The items of a list; anything else is reported and counts as none.
pub fn items<'n>(node: &'n Node, diags: &mut Diagnostics) -> &'n [Node] {
    match &node.value {
        Value::List(nodes) => nodes,
        Value::Empty => &[],
        _ => {
            wrong_type::<()>(node, LIST, diags);
            &[]
        }
    }
}

/// The entries of a map; anything else is reported and counts as none.
pub fn entries<'n>(node: &'n Node, diags: &mut Diagnostics) -> &'n [(Key, Node)] {
    match &node.value {
        Value::Map(entries) => entries,
        Value::Empty => &[],
        _ => {
            wrong_type::<()>(node, MAP, diags);
            &[]
        }
    }
}

/// The keys of one map while they are being read.
#[derive(Debug)]
pub struct Fields<'n> {
    entries: &'n [(Key, Node)],
    span: &'n Span,
    taken: Vec<bool>,
    known: Vec<&'static str>,
}

impl<'n> Fields<'n> {
    /// Starts to read `node`; what is not a map is reported and reads as one without keys.
    pub fn of(node: &'n Node, diags: &mut Diagnostics) -> Self {
        let entries = entries(node, diags);
        Self { entries, span: &node.span, taken: vec![false; entries.len()], known: Vec::new() }
    }

    /// Where the map stands.
    pub fn span(&self) -> &'n Span {
        self.span
    }

    /// The node under `name`, in English or Chinese, even if it is empty.
    pub fn node(&mut self, name: &'static str, diags: &mut Diagnostics) -> Option<&'n Node> {
        self.known.push(name);
        let chinese = names::chinese(name).unwrap_or(name);
        self.find(|key| key == name || key == chinese, diags)
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
                diags.push(missing(name, span));
                None
            }
        }
    }

    /// A closed value under `name`.
    pub fn choice<T: Copy>(
        &mut self,
        name: &'static str,
        choices: &[(&str, &str, T)],
        diags: &mut Diagnostics,
    ) -> Option<T> {
        let node = self.node(name, diags)?;
        if node.is_empty() { None } else { choose(node, choices, diags) }
    }

    /// Keys that nobody has asked for yet.
    pub fn rest(&self) -> impl Iterator<Item = &'n (Key, Node)> {
        self.entries.iter().zip(&self.taken).filter(|(_, taken)| !**taken).map(|(entry, _)| entry)
    }

    /// Reports every key that nobody asked for.
    pub fn finish(self, diags: &mut Diagnostics) {
        self.finish_with(&[], diags);
    }

    /// As [`Fields::finish`], where `more` names are known besides: slots, columns.
    pub fn finish_with(self, more: &[&str], diags: &mut Diagnostics) {
        for (key, _) in self.rest() {
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
                let twice = Diagnostic::new(&crate::base::yaml::DUPLICATE, entry.0.span.clone());
                let label = Text { zh: "第一次写在这里", en: "first written here" };
                diags.push(twice.with("key", &entry.0.text).label(first.span.clone(), label));
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

/// A key is missing at `span`.
pub fn missing(name: &'static str, span: Span) -> Diagnostic {
    let chinese = names::chinese(name).unwrap_or(name);
    Diagnostic::new(&MISSING, span).with("key", name).with("chinese", chinese)
}

fn unknown(key: &Key, known: &[&'static str], more: &[&str]) -> Diagnostic {
    let candidates = known.iter().flat_map(|name| [*name, names::chinese(name).unwrap_or(name)]);
    let candidates: Vec<&str> = candidates.chain(more.iter().copied()).collect();
    let diagnostic = Diagnostic::new(&UNKNOWN, key.span.clone()).with("key", &key.text);
    if let Some(nearest) = names::nearest(&key.text, candidates.iter().copied()) {
        const NEAR: Text = Text { zh: "是不是 `{nearest}`？", en: "did you mean `{nearest}`?" };
        return diagnostic.with("nearest", nearest).help_instead(NEAR);
    }
    let list = known.iter().chain(more).map(|name| format!("`{name}`")).collect::<Vec<_>>();
    diagnostic.with("known", list.join("、"))
}
