//! Parts of a form: fields, tables, sections, and the keys that lead to each.

use std::sync::Arc;

use crate::base::lang::{Lang, Text};
use crate::base::names;
use crate::blocks::inputs::{Input, Rows};

/// Every name of a key, the usual one first.
pub(super) type Names = Vec<Arc<str>>;

/// A part of a form.
#[derive(Clone, Debug)]
pub struct Section {
    /// The slot, or a word for a part of the envelope.
    pub name: Arc<str>,
    /// What it is called.
    pub label: String,
    /// Whether the record must have it.
    pub is_required: bool,
    /// Whether few records need it.
    pub is_rare: bool,
    /// Single values.
    pub fields: Vec<Field>,
    /// Its rows, if it may have any.
    pub table: Option<Table>,
}

/// A single value, and where it stands.
#[derive(Clone, Debug)]
pub struct Field {
    /// The keys above it.
    pub(super) above: Vec<Names>,
    /// What is filled in.
    pub input: Input,
}

/// Rows, and where they stand.
#[derive(Clone, Debug)]
pub struct Table {
    /// The keys that lead to them.
    pub(super) path: Vec<Names>,
    /// Whether `rows` may stand between.
    pub(super) is_slot: bool,
    /// Their columns.
    pub columns: Vec<Input>,
    /// How they stand there.
    pub rows: Rows,
}

impl Field {
    /// What a form calls it: its keys, with points between.
    pub fn id(&self) -> String {
        joined(self.above.iter().map(|names| &names[0]).chain([self.input.key()]))
    }
}

impl Table {
    /// What a form calls it.
    pub fn id(&self) -> String {
        joined(self.path.iter().map(|names| &names[0]))
    }
}

fn joined<'n>(names: impl Iterator<Item = &'n Arc<str>>) -> String {
    names.map(|name| &**name).collect::<Vec<_>>().join(".")
}

/// Every name by which the format reads a key.
pub(super) fn of_key(key: &'static str) -> Names {
    std::iter::once(key).chain(names::chinese(key)).map(Arc::from).collect()
}

/// A section of the envelope without a table.
pub(super) fn section(name: &str, label: Text, (is_rare, lang): (bool, Lang)) -> Section {
    let (name, label) = (name.into(), label.get(lang).to_owned());
    Section { name, label, is_required: false, is_rare, fields: Vec::new(), table: None }
}
