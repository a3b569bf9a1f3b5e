//! Source text: how bytes become text, and where in a file something stands.

use std::fmt;
use std::sync::Arc;

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
        Self { file: file.clone(), place: Place::Whole }
    }

    /// Bytes `start..end` of the decoded text.
    pub fn bytes(file: &FileName, start: usize, end: usize) -> Self {
        let clamp = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Self { file: file.clone(), place: Place::Bytes(clamp(start), clamp(end)) }
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

/// The line of `text` that the bytes `start..end` begin in; the text may have changed since they were found.
pub fn excerpt(text: &str, start: usize, end: usize) -> Excerpt {
    let boundary = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (boundary(start), boundary(end));
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
    let from = boundary(start.saturating_sub(REACH).max(line_start));
    let to = boundary((start + REACH).min(line_end));
    let line = text[from..to.max(start)].trim_end_matches('\r').to_owned();
    let number = text[..line_start].matches('\n').count() + 1;
    let last = line.len();
    let skipped = text[line_start..from].chars().count();
    Excerpt { from: (start - from).min(last), to: (end.max(start) - from).min(last), line, number, skipped }
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
