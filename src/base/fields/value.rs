//! Values that are read from one node: what is of a wrong type or not allowed is reported.

use std::sync::Arc;

use crate::base::closed::Closed;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{CHOICE, INTEGER, TYPE};
use crate::base::lang::Text;
use crate::base::source::Span;
use crate::base::yaml::{Key, Node, Value};

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
        choose(node, &FLAG, diags)
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

/// What is so or not.
pub const FLAG: Closed<bool> = Closed::new("flag", &[("true", true), ("false", false)]);

/// One of a closed list, by either name.
pub fn choose<T: Copy>(node: &Node, choices: &Closed<T>, diags: &mut Diagnostics) -> Option<T> {
    let text = String::from_node(node, diags)?;
    let found = choices.find(&text);
    if found.is_none() {
        diags.push(no_choice(node, &text).with_named("allowed", choices.names()));
    }
    found
}

/// What is told of a text that is none of a closed list; which are `allowed`, the caller says.
pub fn no_choice(node: &Node, text: &str) -> Diagnostic {
    Diagnostic::new(&CHOICE, node.span.clone()).with("value", text)
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
