//! The plain table of a block: what CSV and JSON files hold.

use crate::base::lang::{HOME, Label, Text};

/// Columns and rows of text in standard forms: ISO dates, plain decimals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// Stable name, the same across units and years.
    pub name: String,
    /// What it is called.
    pub label: Label,
    /// Type of its cells in the words of Table Schema: `string`, `date`, `integer`, `number`.
    pub format: &'static str,
    /// Unit of its cells, empty for none.
    pub unit: String,
    /// The words that stand in its cells, in Chinese, with what they are in English; empty where cells are as written.
    pub words: Vec<Text>,
}

/// A column that the program names: its stable name, what it is called, and the type of its cells.
pub type Common = (&'static str, Text, &'static str);

impl TableColumn {
    /// A column that the program names.
    pub fn common((name, label, format): &Common) -> Self {
        Self::labelled(name, Label::of(&[(HOME, label.zh), ("en", label.en)]), format)
    }

    /// A column without a unit, by its name and what it is called in Chinese.
    pub fn new(name: &str, chinese: &str, format: &'static str) -> Self {
        Self::labelled(name, Label::of(&[(HOME, chinese), ("en", &english(name))]), format)
    }

    /// A column without a unit that a form has named.
    pub fn labelled(name: &str, label: Label, format: &'static str) -> Self {
        Self { name: name.to_owned(), label, format, unit: String::new(), words: Vec::new() }
    }

    /// The same with words of the program in its cells.
    #[must_use]
    pub fn in_words(mut self, words: Vec<Text>) -> Self {
        self.words = words;
        self
    }

    /// The same with a unit.
    #[must_use]
    pub fn in_unit(mut self, unit: &str) -> Self {
        unit.clone_into(&mut self.unit);
        self
    }
}

/// What a column is called in English, by its name.
fn english(name: &str) -> String {
    match name {
        "in" => return "Income".to_owned(),
        "out" => return "Spending".to_owned(),
        "is" => return "Share".to_owned(),
        "of" => return "Of".to_owned(),
        _ => {}
    }
    let mut signs = name.chars();
    signs
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect::<String>().replace('-', " "))
}

/// Where rows from a file beside the record go in the slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowsAt {
    /// The block has no rows.
    Nowhere,
    /// The slot is the list of rows.
    Slot,
    /// Under this key of the slot.
    Key(&'static str),
}
