//! One record before it is written: its keys, rows, text and files.

use std::fmt::{Display, Write};

use gongkai::base::date::Date;

use super::Time;
use super::prose;
use super::random::Random;
use super::settings::item_of;
use super::units::Unit;

/// Where and when a record is made.
pub(super) struct Scene<'a> {
    /// Who publishes it.
    pub(super) unit: &'a Unit,
    /// When.
    pub(super) date: Date,
    /// The days of the portal.
    pub(super) time: Time,
    /// Published records of the unit, to which texts may link: path from `/`, title.
    pub(super) links: &'a [(String, String)],
    /// Chance.
    pub(super) random: &'a mut Random,
}

/// A record before it is written.
pub(super) struct Draft {
    /// Day of publication.
    pub(super) date: Date,
    /// What follows the date in its file name.
    pub(super) stem: String,
    /// Title.
    pub(super) title: String,
    /// Its keys, as YAML.
    pub(super) yaml: String,
    /// Rows beside it, as CSV.
    pub(super) rows: Option<String>,
    /// Its text, which makes it a Markdown file.
    pub(super) body: Option<String>,
    /// Its attachments: name, content.
    pub(super) files: Vec<(&'static str, String)>,
}

impl Draft {
    /// A record of a form, with the keys that all have.
    pub(super) fn new(kind: &str, form: &str, title: String, scene: &mut Scene<'_>) -> Self {
        let mut draft = Self {
            date: scene.date,
            stem: form.to_owned(),
            title,
            yaml: String::new(),
            rows: None,
            body: None,
            files: Vec::new(),
        };
        draft.key("kind", kind);
        draft.key("form", form);
        let title = draft.title.clone();
        draft.key("title", title);
        if let Some(item) = item_of(form) {
            draft.key("catalogue", item);
        }
        draft.key("author", format!("{}村务公开员", scene.unit.name));
        if scene.random.once_in(2) {
            draft.key("reviewer", scene.random.person());
        }
        draft.key("approver", scene.random.person());
        draft
    }

    /// Adds a key.
    pub(super) fn key(&mut self, name: &str, value: impl Display) {
        // Writing into a text cannot fail.
        let _ = writeln!(self.yaml, "{name}: {value}");
    }

    /// Adds a line as it is.
    pub(super) fn line(&mut self, line: impl Display) {
        let _ = writeln!(self.yaml, "{line}");
    }

    /// Adds labelled texts.
    pub(super) fn facts(&mut self, facts: &[(&str, String)]) {
        self.line("facts:");
        for (label, text) in facts {
            self.line(format_args!("  {label}: {text}"));
        }
    }

    /// Adds a table, in the record or beside it.
    pub(super) fn table(&mut self, slot: &str, table: &Table, beside: bool) {
        if beside {
            self.rows = Some(table.csv());
            return;
        }
        self.line(format_args!("{slot}:"));
        for row in &table.rows {
            let cells = table.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            let cells: Vec<String> = cells.map(|(name, cell)| format!("{name}: {cell}")).collect();
            self.line(format_args!("  - {{{}}}", cells.join(", ")));
        }
    }

    /// Makes it a Markdown file with a text.
    pub(super) fn text(mut self, scene: &mut Scene<'_>) -> Self {
        self.body = Some(prose::text(scene));
        self
    }
}

/// A table: cells hold no comma.
pub(super) struct Table {
    /// Names of the columns.
    pub(super) columns: &'static [&'static str],
    /// Cells by row.
    pub(super) rows: Vec<Vec<String>>,
}

impl Table {
    /// A table of `count` rows, numbered from 1.
    pub(super) fn new(
        columns: &'static [&'static str],
        count: usize,
        mut row: impl FnMut(usize) -> Vec<String>,
    ) -> Self {
        Self { columns, rows: (1..=count).map(&mut row).collect() }
    }

    /// With a head, for a spreadsheet.
    fn csv(&self) -> String {
        let mut text = format!("\u{feff}{}\n", self.columns.join(","));
        for row in &self.rows {
            text += &row.join(",").replace('"', "");
            text.push('\n');
        }
        text
    }
}

/// Fen as an amount.
pub(super) fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
