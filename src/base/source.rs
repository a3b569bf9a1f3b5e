//! Source text: how bytes become text, and where in a file something stands.

use std::fmt;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};

/// Name of a file as messages show it: relative to the portal's root, with `/`.
pub type FileName = Arc<str>;

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The file.
    pub file: FileName,
    /// Where in it.
    pub place: Place,
    /// Whether messages may quote what stands there.
    pub veil: Veil,
}

/// Whether messages may quote what stands at a place. Messages end up in logs, on other people's screens and in the
/// preview, so what the public may not see is named by its place alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Veil {
    /// Anybody may read it.
    #[default]
    Open,
    /// Not before this day, on which the record is published.
    Until(Date),
    /// Nobody may: a row with masked cells, a record that is not for the public.
    Closed,
}

/// Where in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The file as a whole.
    Whole,
    /// Bytes of the decoded text, without a byte order mark.
    Bytes(u32, u32),
    /// A cell of a spreadsheet: row and column, from 0.
    Cell(u32, u32),
}

impl Span {
    /// The file as a whole.
    pub fn whole(file: &FileName) -> Self {
        Self { file: file.clone(), place: Place::Whole, veil: Veil::Open }
    }

    /// Bytes `start..end` of the decoded text.
    pub fn bytes(file: &FileName, start: usize, end: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file: file.clone(), place: Place::Bytes(clamp(start), clamp(end)), veil: Veil::Open }
    }

    /// A cell of a spreadsheet, row and column from 0.
    pub fn cell(file: &FileName, row: u32, column: u32) -> Self {
        Self { file: file.clone(), place: Place::Cell(row, column), veil: Veil::Open }
    }

    /// The same place, of which messages may quote no more than `veil` allows.
    #[must_use]
    pub fn veiled(self, veil: Veil) -> Self {
        Self { veil: self.veil.max(veil), ..self }
    }

    /// Whether messages may not quote what stands there.
    pub fn is_veiled(&self) -> bool {
        self.veil != Veil::Open
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Whole => Ok(()),
            Self::Bytes(start, _) => write!(f, "@{start}"),
            Self::Cell(row, column) => write!(f, "{}{}", column_letters(column), row + 1),
        }
    }
}

/// Name of a spreadsheet column: 0 is `A`, 26 is `AA`.
fn column_letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from_digit(10 + rest % 26, 36).unwrap_or('a').to_ascii_uppercase());
        rest /= 26;
    }
    letters.iter().rev().collect()
}

rules! {
    /// A file is neither UTF-8 nor GB18030.
    ENCODING: Error "file/not-text" {
        zh: "这个文件不是文本：既不是 UTF-8，也不是 GB18030" => "用编辑器打开后另存为“UTF-8”编码；图片、表格等文件放进记录的附件文件夹",
        en: "this file is not text: neither UTF-8 nor GB18030" => "open it in an editor and save it as UTF-8; pictures and spreadsheets belong in the record's attachment folder",
    }
    /// A file was read as GB18030.
    GB18030: Note "file/gb18030" {
        zh: "这个文件按 GB18030 编码读取" => "另存为“UTF-8”编码，别的软件也能读",
        en: "this file was read as GB18030" => "save it as UTF-8, so that other programs can read it too",
    }
}

/// The text of a file: UTF-8 with or without byte order mark, else GB18030 with a note, else an error.
pub fn decode(file: &FileName, bytes: Vec<u8>, diags: &mut Diagnostics) -> Option<String> {
    match decode_text(bytes) {
        Some((text, true)) => Some(text),
        Some((text, false)) => {
            diags.push(Diagnostic::new(&GB18030, Span::whole(file)));
            Some(text)
        }
        None => {
            diags.push(Diagnostic::new(&ENCODING, Span::whole(file)));
            None
        }
    }
}

/// What can be made of `bytes` as GB18030, with signs in the place of what cannot.
pub fn gb18030_lossy(bytes: &[u8]) -> String {
    encoding_rs::GB18030.decode_without_bom_handling(bytes).0.into_owned()
}

/// The text of `bytes` and whether it was UTF-8.
pub fn decode_text(bytes: Vec<u8>) -> Option<(String, bool)> {
    if bytes.contains(&0) {
        return None;
    }
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            if text.starts_with('\u{feff}') {
                text.drain(..'\u{feff}'.len_utf8());
            }
            Some((text, true))
        }
        Err(error) => {
            let (text, failed) = encoding_rs::GB18030.decode_without_bom_handling(error.as_bytes());
            (!failed).then(|| (text.into_owned(), false))
        }
    }
}

/// The line of a file that a span begins in, or the piece of it around the span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The text.
    pub line: String,
    /// Number of the line, from 1.
    pub number: usize,
    /// Where in the text the span begins, in bytes.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// Characters of the line before what is shown of it.
    pub skipped: usize,
}

impl Excerpt {
    /// Column of the place in the whole line, in characters from 1.
    pub fn column(&self) -> usize {
        self.skipped + self.line[..self.from].chars().count() + 1
    }
}

/// Longest piece of a line that is shown, in bytes on either side of the place.
const REACH: usize = 4_000;

/// A text with the beginnings of its lines, so that a place is found without counting from the start.
#[derive(Clone, Debug)]
pub struct Lines {
    text: String,
    starts: Vec<usize>,
}

impl Lines {
    /// Finds the lines of `text`.
    pub fn new(text: String) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The line that the bytes `start..end` begin in; the text may have changed since they were found.
    pub fn excerpt(&self, start: usize, end: usize) -> Excerpt {
        let text = &*self.text;
        let boundary = |mut at: usize| {
            at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (start, end) = (boundary(start), boundary(end));
        let number = self.starts.partition_point(|own| *own <= start);
        let line_start = self.starts[number - 1];
        let line_end = self.starts.get(number).map_or(text.len(), |next| next - 1);
        let from = boundary(start.saturating_sub(REACH).max(line_start));
        let to = boundary((start + REACH).min(line_end));
        let line = text[from..to.max(start)].trim_end_matches('\r').to_owned();
        let last = line.len();
        let skipped = text[line_start..from].chars().count();
        Excerpt { from: (start - from).min(last), to: (end.max(start) - from).min(last), line, number, skipped }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, decode_text};

    #[test]
    fn bytes_become_text() {
        assert_eq!(decode_text("\u{feff}标题".into()), Some(("标题".into(), true)));
        assert_eq!(decode_text(vec![0xb1, 0xea, 0xcc, 0xe2]), Some(("标题".into(), false)));
        assert_eq!(decode_text(vec![0xff, 0xfe, 0x00]), None);
        assert_eq!(decode_text(vec![0xff, 0xff]), None);
    }

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        assert_eq!(Place::Cell(4, 1).to_string(), "B5");
        assert_eq!(Place::Cell(0, 27).to_string(), "AB1");
    }
}
