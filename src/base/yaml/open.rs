//! A list or map while it is being read.

use std::collections::HashMap;

use crate::base::source::Span;
use crate::base::yaml::{Key, Node, Value};

/// A list or map whose end has not come yet.
#[derive(Debug)]
pub(super) struct Open {
    pub(super) value: Value,
    pub(super) start: usize,
    pub(super) key: Option<Key>,
    pub(super) flow: bool,
    /// Keys of a large map by their text, with their position.
    index: HashMap<String, usize>,
    /// Where an amount stands that its own commas split.
    pub(super) split: Option<Span>,
}

/// Maps of so many keys are searched one by one.
const SMALL: usize = 24;

impl Open {
    /// One that begins at `start`, with a bracket if it is in flow style.
    pub(super) fn new(value: Value, start: usize, flow: bool) -> Self {
        Self { value, start, key: None, flow, index: HashMap::new(), split: None }
    }

    /// Number of its keys; of a list none.
    pub(super) fn len(&self) -> u64 {
        match &self.value {
            Value::Map(entries) => entries.len() as u64,
            _ => 0,
        }
    }

    /// Adds an entry to a map, or answers with the key and its first place if the map has it already.
    pub(super) fn insert(&mut self, key: Key, node: Node) -> Option<(Key, Key)> {
        let Value::Map(entries) = &mut self.value else { return None };
        if entries.len() >= SMALL && self.index.is_empty() {
            self.index = entries.iter().enumerate().map(|(at, (own, _))| (own.text.clone(), at)).collect();
        }
        let found = match entries.len() {
            0..SMALL => entries.iter().position(|(own, _)| own.text == key.text),
            _ => self.index.get(&key.text).copied(),
        };
        if let Some(at) = found {
            return Some((key, entries[at].0.clone()));
        }
        if key.text.is_empty() {
            return None;
        }
        if entries.len() >= SMALL {
            self.index.insert(key.text.clone(), entries.len());
        }
        entries.push((key, node));
        None
    }
}
