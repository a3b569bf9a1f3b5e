//! What may be filled in of a slot, for those who make forms in a browser of it: fields, and at most one table.

use std::sync::Arc;

use crate::base::lang::{Lang, Text};
use crate::base::names;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::mask::Mask;

/// What is filled in, as far as a form helps with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// One line; choices are no more than proposals.
    Text,
    /// Text of several lines.
    Long,
    /// A day.
    Day,
    /// A count or a measure.
    Number,
    /// An amount.
    Money,
    /// One of the choices.
    Choice,
    /// Yes or no.
    Flag,
    /// An organisation by its path, or a name.
    Unit,
    /// Who: an organisation has people.
    Person,
    /// Several texts.
    List,
    /// Names with a value each, which may nest.
    Counts,
    /// So many of so many.
    Rate,
}

/// A value that may be filled in.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its key, and behind it what else is read as the same.
    pub names: Vec<Arc<str>>,
    /// What it is called.
    pub label: String,
    /// What is filled in.
    pub fill: Fill,
    /// Its unit, empty for none.
    pub unit: Arc<str>,
    /// What may be chosen, or is proposed.
    pub choices: Vec<(Arc<str>, String)>,
    /// Whether it must be there.
    pub is_required: bool,
    /// A word of help.
    pub help: String,
}

/// What may be filled in of a slot.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Single values, by key of the slot.
    pub fields: Vec<Input>,
    /// The rows.
    pub table: Option<Table>,
}

/// Rows that may be filled in.
#[derive(Clone, Debug)]
pub struct Table {
    /// The key of the slot under which they stand; else they are the slot, or stand under `rows` of it.
    pub key: Option<&'static str>,
    /// Their columns.
    pub columns: Vec<Input>,
    /// How they stand there.
    pub rows: Rows,
}

/// How rows stand in a slot.
#[derive(Clone, Debug)]
pub enum Rows {
    /// One behind the other; some are proposed by their first cells, and are none as long as nothing else is filled in.
    Listed(Vec<Vec<Arc<str>>>),
    /// Each under its own name, which is the first column. A value that is no map is that of the second column.
    Keyed {
        /// Names that the form has, in order.
        names: Vec<Arc<str>>,
        /// Whether there may be others.
        is_open: bool,
    },
}

impl Rows {
    /// The rows that a form has before anything is filled in.
    pub fn proposed(&self) -> Vec<Vec<Arc<str>>> {
        match self {
            Self::Listed(rows) => rows.clone(),
            Self::Keyed { names, .. } => names.iter().map(|name| vec![name.clone()]).collect(),
        }
    }
}

impl Input {
    /// A key of the format.
    pub fn of_key(key: &'static str, fill: Fill, lang: Lang) -> Self {
        let label = match names::chinese(key).filter(|_| lang == Lang::Zh) {
            Some(name) => name.to_owned(),
            None => key.replace('-', " "),
        };
        let names = std::iter::once(key).chain(names::chinese(key)).map(Arc::from).collect();
        Self::new(names, label, fill)
    }

    /// A name that a form or a portal gives.
    pub fn named(name: &Arc<str>, fill: Fill) -> Self {
        Self::new(vec![name.clone()], name.to_string(), fill)
    }

    fn new(names: Vec<Arc<str>>, label: String, fill: Fill) -> Self {
        let (unit, choices) = (Arc::default(), Vec::new());
        Self { names, label, fill, unit, choices, is_required: false, help: String::new() }
    }

    /// A column of a register.
    pub(super) fn of_column(column: &Column, lang: Lang) -> Self {
        const MASKED: Text = Text { zh: "不公开", en: "not published" };
        const IN_PART: Text = Text { zh: "公开时遮去一部分", en: "published in part" };
        let mask = match column.mask {
            Mask::Shown => "",
            Mask::Partial => IN_PART.get(lang),
            Mask::Removed => MASKED.get(lang),
        };
        Self {
            label: column.label.get(lang.tag()).to_owned(),
            names: column.head().names,
            fill: fill_of(column),
            unit: column.unit.clone(),
            choices: column.known_values().map(|value| (value.clone(), value.to_string())).collect(),
            is_required: column.is_required,
            help: mask.to_owned(),
        }
    }

    /// Its key.
    pub fn key(&self) -> &Arc<str> {
        static NONE: std::sync::LazyLock<Arc<str>> = std::sync::LazyLock::new(Arc::default);
        self.names.first().unwrap_or(&NONE)
    }

    /// Whether a key of a record is meant for it.
    pub fn is_called(&self, key: &str) -> bool {
        self.names.iter().any(|name| **name == *key)
    }

    /// The same, which must be there.
    #[must_use]
    pub fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// The same with what may be chosen.
    #[must_use]
    pub fn with_choices<'c>(self, choices: impl IntoIterator<Item = &'c Arc<str>>) -> Self {
        Self { choices: choices.into_iter().map(|one| (one.clone(), one.to_string())).collect(), ..self }
    }

    /// The same with what it is called.
    #[must_use]
    pub fn labelled(self, label: &str) -> Self {
        Self { label: label.to_owned(), ..self }
    }

    /// The same with a word of help.
    #[must_use]
    pub fn helped(self, help: impl Into<String>) -> Self {
        Self { help: help.into(), ..self }
    }

    /// The same with a unit.
    #[must_use]
    pub fn in_unit(self, unit: &Arc<str>) -> Self {
        Self { unit: unit.clone(), ..self }
    }
}

fn fill_of(column: &Column) -> Fill {
    match column.column_type {
        ColumnType::Date | ColumnType::Due | ColumnType::Closed => Fill::Day,
        ColumnType::Integer | ColumnType::Decimal => Fill::Number,
        ColumnType::Money => Fill::Money,
        ColumnType::Rate => Fill::Rate,
        ColumnType::Org => Fill::Unit,
        ColumnType::Enum | ColumnType::Status if column.known_values().next().is_some() => Fill::Choice,
        ColumnType::Person => Fill::Person,
        _ => Fill::Text,
    }
}
