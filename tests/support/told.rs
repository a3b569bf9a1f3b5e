//! What a page tells: its text, and the rows of its tables with the section in which they stand.

use std::collections::BTreeMap;

use super::tokens::{Token, tokens};

/// A page, read once.
#[derive(Default)]
pub(crate) struct Told {
    /// All that can be read, with one blank between words.
    pub(crate) text: String,
    /// The rows of its tables.
    pub(crate) rows: Vec<Row>,
}

/// A row of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row {
    /// The ids of the sections around it.
    pub(crate) sections: Vec<String>,
    /// Its cells.
    pub(crate) cells: Vec<Cell>,
}

/// A cell of a table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell {
    /// The head of its column, where the cell repeats it for narrow screens.
    pub(crate) head: String,
    /// What it says.
    pub(crate) text: String,
    /// The same without what stands in small print.
    pub(crate) plain: String,
}

/// Where a reading stands.
#[derive(Default)]
struct Reading {
    told: Told,
    sections: Vec<String>,
    row: Option<Row>,
    cell: Option<Cell>,
    small: usize,
    /// How many elements are open that nobody reads.
    unread: usize,
}

impl Told {
    /// Reads a page.
    pub(crate) fn of(html: &str) -> Self {
        let mut reading = Reading::default();
        for token in tokens(html) {
            match token {
                Token::Open(name, attributes) => reading.open(name, &attributes),
                Token::Close(name) => reading.close(name),
                Token::Text(text) => reading.text(&text),
            }
        }
        let text = words(&reading.told.text);
        Self { text, ..reading.told }
    }

    /// Whether one row has cells that say exactly these things, with or without their small print.
    pub(crate) fn has_row(&self, wanted: &[&str]) -> bool {
        let says = |row: &Row, one: &str| row.cells.iter().any(|cell| cell.text == one || cell.plain == one);
        self.rows.iter().any(|row| wanted.iter().all(|one| says(row, one)))
    }

    /// What stands in the column `head` of the rows that begin with `first`, in the section `id` if one is given.
    pub(crate) fn column(&self, id: &str, first: &str, head: &str) -> Vec<&str> {
        let is_within = |row: &&Row| id.is_empty() || row.sections.iter().any(|own| own == id);
        let begins = |row: &&Row| row.cells.first().is_some_and(|cell| cell.plain == first || cell.text == first);
        let rows = self.rows.iter().filter(is_within).filter(begins);
        let cells = rows.flat_map(|row| row.cells.iter().filter(|cell| cell.head == head));
        cells.flat_map(|cell| [&*cell.text, &*cell.plain]).collect()
    }
}

impl Reading {
    fn open(&mut self, name: &str, attributes: &BTreeMap<&str, String>) {
        match name {
            "script" | "style" | "svg" => self.unread += 1,
            "small" => self.small += 1,
            "section" => self.sections.push(attributes.get("id").cloned().unwrap_or_default()),
            "tr" => self.row = Some(Row { sections: self.sections.clone(), cells: Vec::new() }),
            "td" | "th" => {
                let head = attributes.get("data-l").cloned().unwrap_or_default();
                self.cell = Some(Cell { head, ..Cell::default() });
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "script" | "style" | "svg" => self.unread -= 1,
            "small" => self.small -= 1,
            "section" => drop(self.sections.pop()),
            "td" | "th" => {
                let cell = self.cell.take().unwrap();
                let cell = Cell { text: words(&cell.text), plain: words(&cell.plain), ..cell };
                self.row.as_mut().unwrap().cells.push(cell);
            }
            "tr" => self.told.rows.extend(self.row.take()),
            _ => {}
        }
        if matches!(name, "p" | "li" | "td" | "th" | "div" | "h1" | "h2" | "h3" | "dd" | "dt") {
            self.told.text.push(' ');
        }
    }

    fn text(&mut self, text: &str) {
        if self.unread > 0 {
            return;
        }
        self.told.text.push_str(text);
        if let Some(cell) = &mut self.cell {
            cell.text.push_str(text);
            if self.small == 0 {
                cell.plain.push_str(text);
            }
        }
    }
}

/// A text with one blank between its words.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
