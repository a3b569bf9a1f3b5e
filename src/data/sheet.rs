//! The one way to write CSV: no cell leaves the program but through [`Sheet::row`], which sees to it that a spreadsheet
//! takes text for text.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

/// A CSV file that is being written.
pub struct Sheet<W: Write>(Writer<W>);

impl Sheet<Vec<u8>> {
    /// A file of the site: UTF-8 with byte order mark and CRLF, so that a spreadsheet opens it right.
    pub fn file() -> Self {
        let start = "\u{feff}".as_bytes().to_vec();
        Self(WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(start))
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// Never in memory; the writer's signature asks for it.
    pub fn bytes(self) -> io::Result<Vec<u8>> {
        self.0.into_inner().map_err(|error| io::Error::other(error.to_string()))
    }
}

impl<W: Write> Sheet<W> {
    /// Rows for another program, written to `out`.
    pub fn to(out: W) -> Self {
        Self(Writer::from_writer(out))
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn row<C: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = C>) -> io::Result<()> {
        for cell in cells {
            self.0.write_field(&*defused(cell.as_ref()))?;
        }
        Ok(self.0.write_record(None::<&[u8]>)?)
    }

    /// Hands on what has been written.
    ///
    /// # Errors
    /// What the writer below says.
    pub fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// The cell, with an apostrophe in front where a spreadsheet would take it for a formula. Chinese editions take
/// full-width signs for one too, and blanks in front do not always help. A plain number may have its sign.
fn defused(cell: &str) -> Cow<'_, str> {
    let is_blank = |sign: char| sign.is_whitespace() || sign.is_control() || matches!(sign, '\u{feff}' | '\u{200b}');
    let is_formula = cell
        .trim_start_matches(is_blank)
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫']);
    let is_shifted = cell.starts_with(['\t', '\r']);
    if (is_formula || is_shifted) && !is_number(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// Digits with at most a sign and a point.
fn is_number(cell: &str) -> bool {
    let digits = cell.strip_prefix(['-', '+']).unwrap_or(cell);
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, "0"));
    [whole, rest].iter().all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::{Sheet, defused};

    #[test]
    fn formulas_are_defused_and_numbers_stay() {
        for text in [
            "=1+1",
            " =1",
            "\u{3000}=1",
            "\t=1",
            "\r=1",
            "\n=1",
            "\tx",
            "\rx",
            "+1+1",
            "-1+1",
            "-1/2",
            "--1",
            "-.5",
            "-1e5",
            "-inf",
            "@SUM(A1)",
            "＝1",
            "＋1",
            "－1",
            "＠A1",
            "\u{feff}=1",
            "-",
            "=HYPERLINK(\"https://example.org\")",
        ] {
            assert_eq!(defused(text), format!("'{text}"));
        }
        for text in ["", "-12.50", "-5", "+5", "0.5", "租金", "A-1", "2025-07-01", "1=1", " 租金", "'=1"] {
            assert_eq!(defused(text), text);
        }
    }

    #[test]
    fn a_file_begins_with_a_mark_and_quotes_what_it_must() {
        let mut sheet = Sheet::file();
        sheet.row(["=1", "甲,乙"]).unwrap();
        sheet.row(["一"]).unwrap();
        assert_eq!(String::from_utf8(sheet.bytes().unwrap()).unwrap(), "\u{feff}'=1,\"甲,乙\"\r\n一\r\n");
    }
}
