//! A value with its place, before anybody asks of what type it is.

use crate::base::source::{Span, Veil};

/// A value with its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// What stands there.
    pub value: Value,
    /// Where it is written.
    pub span: Span,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing, `~` or `null`: "not yet".
    Empty,
    /// Something that cannot be read, which has been reported where it stands.
    Unread,
    /// Text, quoted or not.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Keys and values in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A key with its place.
#[derive(Clone, Debug)]
pub struct Key {
    /// As written.
    pub text: String,
    /// Where it is written.
    pub span: Span,
    /// Whether it is the head of a column that stands at an earlier row too, where its problems have been told.
    pub is_told: bool,
}

impl Node {
    /// A node of which nothing was written.
    pub fn empty(span: Span) -> Self {
        Self { value: Value::Empty, span }
    }

    /// The text, if it is one.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether nothing was written.
    pub fn is_empty(&self) -> bool {
        matches!(self.value, Value::Empty)
    }

    /// Whether anything is written in it, at any depth.
    pub fn says_anything(&self) -> bool {
        match &self.value {
            Value::Empty => false,
            Value::Unread => true,
            Value::Text(text) => !text.trim().is_empty(),
            Value::List(nodes) => nodes.iter().any(Self::says_anything),
            Value::Map(entries) => entries.iter().any(|(_, node)| node.says_anything()),
        }
    }

    /// Lets messages quote no more of it than `veil` allows. The head of a table beside a record is part of it: where the
    /// head is missing, the first row stands there.
    pub fn veil(&mut self, veil: Veil) {
        self.span.veil = self.span.veil.max(veil);
        match &mut self.value {
            Value::Empty | Value::Unread | Value::Text(_) => {}
            Value::List(nodes) => nodes.iter_mut().for_each(|node| node.veil(veil)),
            Value::Map(entries) => {
                for (key, node) in entries {
                    key.span.veil = key.span.veil.max(veil);
                    node.veil(veil);
                }
            }
        }
    }
}
