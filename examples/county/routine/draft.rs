//! A record on its way to a file, and what all of them have in common.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fmt::Write;

use gongkai::base::date::Date;

/// Path under `content/` and text of every file.
pub(crate) type Files = BTreeMap<String, String>;

/// A record.
pub(super) struct Draft {
    /// Path under `content/` without extension.
    path: String,
    text: String,
    rows: Option<String>,
    body: Option<String>,
}

impl Draft {
    /// A record of the organisation at `org`, published on `date`.
    pub(super) fn new(org: &str, date: Date, name: &str) -> Self {
        let path = format!("{org}/{}/{date}-{name}", date.year());
        Self { path, text: String::new(), rows: None, body: None }
    }

    /// Adds a line.
    pub(super) fn line(&mut self, line: impl Display) {
        writeln!(self.text, "{line}").expect("text can be written into memory");
    }

    /// Adds `key: value`, unless there is no value.
    pub(super) fn key(&mut self, key: &str, value: impl Display) {
        let value = value.to_string();
        if !value.is_empty() {
            self.line(format_args!("{key}: {value}"));
        }
    }

    /// Rows for a table beside the record, with their header.
    pub(super) fn table(&mut self, header: &[&str], rows: &[Vec<String>]) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(header).expect("a table can be written into memory");
        for row in rows {
            writer.write_record(row).expect("a table can be written into memory");
        }
        let bytes = writer.into_inner().expect("a table can be written into memory");
        self.rows = Some(format!("\u{feff}{}", String::from_utf8(bytes).expect("rows are text")));
    }

    /// Text below the front matter.
    pub(super) fn body(&mut self, body: String) {
        self.body = Some(body);
    }

    /// Adds its files.
    pub(super) fn write(self, files: &mut Files) {
        if let Some(rows) = self.rows {
            files.insert(format!("{}.csv", self.path), rows);
        }
        let (end, text) = match self.body {
            Some(body) => ("md", format!("---\n{}---\n\n{body}\n", self.text)),
            None => ("yaml", self.text),
        };
        let before = files.insert(format!("{}.{end}", self.path), text);
        assert!(before.is_none(), "two records at {}", self.path);
    }
}

/// `12,000.00`: an amount in fen as readers write it.
pub(super) fn money(fen: i64) -> String {
    let plain = plain_money(fen.abs());
    let (yuan, fen_part) = plain.split_at(plain.len() - 3);
    let digits = yuan.len();
    let grouped = yuan.char_indices().flat_map(|(at, digit)| {
        let comma = at > 0 && (digits - at).is_multiple_of(3);
        comma.then_some(',').into_iter().chain([digit])
    });
    format!("{}{}{fen_part}", if fen < 0 { "-" } else { "" }, grouped.collect::<String>())
}

/// `12000.00`, as tables have it.
pub(super) fn plain_money(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// Reads `12000.00`.
pub(super) fn parse_money(text: &str) -> i64 {
    text.replace('.', "").parse().expect("an amount with two decimals")
}
