//! Where in a file something stands, and the lines that messages quote.

use std::fmt;
use std::sync::Arc;

use crate::base::date::Date;

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
    /// Not public yet: a draft, or a day of publication that lies ahead. Who writes it may read it, on the own screen.
    Early,
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
    use super::Place;

    #[test]
    fn cells_are_named_as_a_spreadsheet_names_them() {
        assert_eq!(Place::Cell(4, 1).to_string(), "B5");
        assert_eq!(Place::Cell(0, 27).to_string(), "AB1");
    }
}
