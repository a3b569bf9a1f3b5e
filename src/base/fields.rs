//! Reading typed values out of a [`Node`]: what is missing, of a wrong type or unknown is reported, then read on.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::ending::has_ending;
use crate::base::lang::Text;
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::{Key, Node, Value, twice};

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

/// What is expected: a shape, and how it is written.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    name: Text,
    how: Text,
}

/// A single value.
pub const VALUE: Shape = Shape {
    name: Text { zh: "一个值", en: "a single value" },
    how: Text {
        zh: "只写一个值，不用方括号、花括号，也不分行写“- ”",
        en: "write one value: no brackets, braces or lines with `- `",
    },
};
/// A list.
pub const LIST: Shape = Shape {
    name: Text { zh: "列表", en: "a list" },
    how: Text { zh: "每项另起一行，前面写“- ”", en: "write each item on a line of its own behind `- `" },
};
/// Keys with values.
pub const MAP: Shape = Shape {
    name: Text { zh: "一组“键: 值”", en: "keys with values" },
    how: Text {
        zh: "每个键另起一行，写成“键: 值”", en: "write each key on a line of its own, like `key: value`"
    },
};
const SPACE: Text = Text {
    zh: "冒号后面空一格再写值，例如 `kind: notice`",
    en: "write a space behind each colon, like `kind: notice`",
};
const TEXT: Text = Text { zh: "文字", en: "text" };
const NOTHING: Text = Text { zh: "空", en: "nothing" };
const KEY: Text = Text { zh: "键", en: "key" };
const COLUMN: Text = Text { zh: "栏", en: "column" };

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
            Value::Empty | Value::Unread => None,
            _ => wrong_type(node, VALUE, diags),
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
            Value::Empty | Value::Unread => None,
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
        let allowed = choices.iter().map(|(english, chinese, _)| (*english, *chinese));
        let diagnostic = Diagnostic::new(&CHOICE, node.span.clone()).with("value", text);
        diags.push(diagnostic.with_named("allowed", allowed));
    }
    found.map(|(_, _, value)| *value)
}

/// Reports that `node` is not what was expected.
pub fn wrong_type<T>(node: &Node, expected: Shape, diags: &mut Diagnostics) -> Option<T> {
    let found = match node.value {
        Value::Empty => NOTHING,
        Value::Text(_) | Value::Unread => TEXT,
        Value::List(_) => LIST.name,
        Value::Map(_) => MAP.name,
    };
    let is_squeezed = expected.name == MAP.name && node.text().is_some_and(|text| text.contains(':'));
    let how = if is_squeezed { SPACE } else { expected.how };
    let diagnostic = Diagnostic::new(&TYPE, node.span.clone()).with_word("how", how);
    diags.push(diagnostic.with_word("expected", expected.name).with_word("found", found));
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

/// The key of a map that is meant for `name`, which the map does not have, reported; `is_other` says of a key that it is
/// one of its own.
pub fn slip<'n>(
    node: &'n Node,
    name: &'static str,
    is_other: impl Fn(&str) -> bool,
    diags: &mut Diagnostics,
) -> Option<&'n Key> {
    let Value::Map(entries) = &node.value else { return None };
    let is_meant = |key: &&Key| !is_other(&key.text) && names::nearest(&key.text, candidates(&[name], &[])).is_some();
    let key = entries.iter().map(|(key, _)| key).find(is_meant)?;
    diags.push(unknown(key, &[name], &[]));
    Some(key)
}

/// A key is missing at `span`.
pub fn missing(name: &'static str, span: Span) -> Diagnostic {
    const FILL: Text = Text {
        zh: "表头要有“{chinese}”一栏（也可以写 `{key}`），每行都填上",
        en: "the head needs a column {named}, filled in every row",
    };
    let chinese = names::chinese(name).unwrap_or(name);
    let is_cell = is_table(&span);
    let missing = Diagnostic::new(&MISSING, span).with_own("key", name).with_own("chinese", chinese);
    let missing = missing.with_named("named", [(name, chinese)]);
    if is_cell { missing.help_instead(FILL) } else { missing }
}

/// What a name in a file is: a key, or a column of a table.
fn what(span: &Span) -> Text {
    if is_table(span) { COLUMN } else { KEY }
}

/// Whether a place lies in a table, whose keys are the heads of its columns.
pub fn is_table(span: &Span) -> bool {
    has_ending(&span.file, "csv") || has_ending(&span.file, "xlsx")
}

/// The head of a table that is none of `known`.
pub fn unknown_column(key: &Key, known: &[&str]) -> Diagnostic {
    unknown(key, &[], known)
}

const IN_BRACKETS: Text = Text {
    zh: "像是“{column}”一栏，括号里却另写了“{inside}”：就是这一栏，就删去括号和里面的字；是另外一栏，就在格式里给它单独加一栏，用自己的名字",
    en: "it looks like the column “{column}” with something else in brackets, “{inside}”: if it is that column, delete the brackets and what is in them; if it is another one, give it a column of its own, with its own name, in the form",
};

/// The column that the head of a table names in front of brackets, and what stands in these: `备注（身份证号）`.
fn qualified<'k>(head: &'k str, columns: &[&'k str]) -> Option<(&'k str, &'k str)> {
    let before = head.trim().strip_suffix([')', '）', ']', '】'])?;
    let at = before.rfind(['(', '（', '[', '【'])?;
    let (name, inside) = before.split_at(at);
    let name = name.trim();
    let column = columns.iter().find(|column| **column == name).filter(|_| !name.is_empty())?;
    Some((column, inside.trim_start_matches(['(', '（', '[', '【']).trim()))
}

/// What a key may have been meant to be.
fn candidates<'k>(known: &[&'static str], more: &[&'k str]) -> impl Iterator<Item = &'k str> {
    let both = |name: &'static str| [name, names::chinese(name).unwrap_or(name)];
    known.iter().flat_map(move |name| both(name)).chain(more.iter().copied())
}

fn unknown(key: &Key, known: &[&'static str], more: &[&str]) -> Diagnostic {
    let candidates: Vec<&str> = candidates(known, more).collect();
    let diagnostic = Diagnostic::new(&UNKNOWN, key.span.clone()).with("key", &key.text);
    let diagnostic = diagnostic.with_word("what", what(&key.span));
    let in_brackets = if is_table(&key.span) { qualified(&key.text, &candidates) } else { None };
    match (names::nearest(&key.text, candidates.iter().copied()), in_brackets) {
        (_, Some((column, inside))) => {
            diagnostic.with_own("column", column).with("inside", inside).help_instead(IN_BRACKETS)
        }
        // A slip of the pen in a known key says nothing of the record.
        (Some(nearest), None) => diagnostic.with_own("key", &key.text).perhaps(nearest),
        (None, None) => {
            let own = known.iter().map(|name| (*name, names::chinese(name).unwrap_or_default()));
            diagnostic.with_named("known", own.chain(more.iter().map(|name| (*name, ""))))
        }
    }
}
