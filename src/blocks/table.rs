//! The plain table of a block: what CSV and JSON files hold.

use serde::Serialize;

/// Columns and rows of text in standard forms: ISO dates, plain decimals.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Table {
    /// The columns.
    pub columns: Vec<TableColumn>,
    /// The rows, each with a cell a column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a [`Table`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TableColumn {
    /// Stable name, the same across units and years.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// Type of its cells in the words of Table Schema: `string`, `date`, `integer`, `number`.
    pub format: &'static str,
    /// Unit of its cells, empty for none.
    pub unit: String,
}

impl TableColumn {
    /// A column without a unit.
    pub fn new(name: &str, label: &str, format: &'static str) -> Self {
        Self { name: name.to_owned(), label: label.to_owned(), format, unit: String::new() }
    }

    /// The same with a unit.
    #[must_use]
    pub fn in_unit(mut self, unit: &str) -> Self {
        unit.clone_into(&mut self.unit);
        self
    }
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
