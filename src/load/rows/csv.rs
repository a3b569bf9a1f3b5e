//! Rows of a CSV file, cell by cell with their places.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::source::{self, Span};
use crate::load::rows::{Line, Table};

rules! {
    /// A quote that opens a cell and is never closed.
    QUOTE: Error "rows/unclosed-quote" {
        zh: "第 {line} 行第 {cell} 格开头的引号没有收尾，后面几行会被并进这一格；整个表格都没有读" => "去掉这一格开头的引号，或在这一格末尾补上引号；格子里要写引号，就写成两个 `\"\"`，整格再用引号括起来",
        en: "the quote that opens cell {cell} of line {line} is not closed and would swallow the lines below; nothing of the table was read" => "drop the quote, or close it at the end of the cell; a quote inside a cell is written `\"\"`, and the whole cell in quotes",
        wrong: "姓名,备注\n张建国,\"外出务工\n李秀英,", right: "姓名,备注\n张建国,外出务工\n李秀英,",
    }
}

/// Reads all rows into the table; `false` if the file cannot be read, which has been reported.
pub(super) fn read(bytes: Vec<u8>, table: &mut Table<'_>, diags: &mut Diagnostics) -> bool {
    let file = table.file;
    let Some(text) = source::decode(file, bytes, diags) else { return false };
    let delimiter = if text.lines().next().is_some_and(|head| head.contains('\t')) { b'\t' } else { b',' };
    let mut scanner = Scanner { text: &text, at: 0, delimiter };
    while scanner.at < text.len() {
        let width = table.width();
        let mut row = Line { cells: Vec::new(), far: None, count: 0 };
        let mut count = 0;
        loop {
            let from = scanner.at;
            let Some(cell) = scanner.cell() else {
                // The line may hold what is not public: it is named and not shown.
                let line = text.as_bytes()[..from].iter().filter(|byte| **byte == b'\n').count() + 1;
                diags.push(Diagnostic::new(&QUOTE, Span::whole(file)).with("line", line).with("cell", count + 1));
                return false;
            };
            count += 1;
            let is_empty = cell.trim().is_empty();
            row.count = if is_empty { row.count } else { count };
            let cell = (cell, Span::bytes(file, from, scanner.at));
            if row.cells.len() < width {
                row.cells.push(cell);
            } else if !is_empty && row.far.is_none() {
                row.far = Some(cell);
            }
            if !scanner.is_followed() {
                break;
            }
        }
        table.add(row, diags);
    }
    true
}

/// Where the reading of a text stands.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
}

impl Scanner<'_> {
    /// The next cell; `None` if its quote is not closed: nowhere, or lines below in the midst of another cell.
    fn cell(&mut self) -> Option<String> {
        let bytes = self.text.as_bytes();
        let from = self.at;
        if bytes.get(from) != Some(&b'"') {
            self.at = self.end(from);
            return Some(self.text[from..self.at].to_owned());
        }
        let (mut text, mut start) = (String::new(), from + 1);
        loop {
            let quote = start + bytes[start..].iter().position(|byte| *byte == b'"')?;
            text.push_str(&self.text[start..quote]);
            start = quote + 1;
            if bytes.get(start) != Some(&b'"') {
                break;
            }
            text.push('"');
            start += 1;
        }
        self.at = self.end(start);
        let is_open = self.at > start && text.contains('\n');
        text.push_str(&self.text[start..self.at]);
        (!is_open).then_some(text)
    }

    /// Where the cell ends whose unquoted part begins at `from`.
    fn end(&self, from: usize) -> usize {
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r') || *byte == self.delimiter;
        let rest = &self.text.as_bytes()[from..];
        from + rest.iter().position(is_end).unwrap_or(rest.len())
    }

    /// Passes what stands behind a cell: whether that is another cell of the row.
    fn is_followed(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let is_followed = bytes.get(self.at) == Some(&self.delimiter);
        let is_pair = bytes[self.at..].starts_with(b"\r\n");
        self.at += if is_pair { 2 } else { usize::from(self.at < bytes.len()) };
        is_followed
    }
}
