//! The cells of one sheet.

use super::gathering::Gathering;
use super::markup::{self, Piece, Tag};
use super::sheet::{Book, Named};
use super::{State, limits, runs};

/// Reads a sheet.
pub(super) fn read(text: &str, sheet: &Named, book: &mut Book, into: &mut Gathering) {
    let mut cells = Cells {
        book,
        name: &sheet.name,
        is_sheet_hidden: sheet.is_hidden,
        place: Place::default(),
        hidden_columns: Vec::new(),
        are_rows_hidden: false,
        is_row_hidden: false,
        cell: None,
        within: Within::Other,
        loose: String::new(),
    };
    let is_sound = markup::walk(text, |piece| {
        match piece {
            Piece::Open(tag) => cells.open(tag, into),
            Piece::Close(name) => cells.close(name, into),
            Piece::Text(text) => cells.text(text),
            Piece::Aside(text) => into.hide(cells.name, text),
        }
        into.goes_on()
    });
    if into.is_full() {
        into.fault(State::Truncated);
    } else if !is_sound {
        into.fault(State::Unreadable);
    }
}

struct Cells<'a> {
    book: &'a mut Book,
    name: &'a str,
    is_sheet_hidden: bool,
    place: Place,
    hidden_columns: Vec<(u32, u32)>,
    are_rows_hidden: bool,
    is_row_hidden: bool,
    cell: Option<Cell>,
    within: Within,
    /// Text that is in no cell: heads and feet, lists to choose from, conditions.
    loose: String,
}

/// Row and column, counted from one.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) row: u32,
    pub(super) column: u32,
}

#[derive(Default)]
struct Cell {
    kind: String,
    style: usize,
    value: String,
    formula: String,
    inline: String,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Value,
    Formula,
    Inline,
    Other,
}

impl Cells<'_> {
    fn open(&mut self, tag: &Tag<'_>, into: &mut Gathering) {
        match tag.name() {
            "row" => {
                let row = tag.get("r").and_then(|row| row.parse().ok());
                self.place = Place { row: row.unwrap_or(self.place.row.saturating_add(1)), column: 0 };
                let has_no_height = tag.get("ht").is_some_and(|height| is_nothing(&height));
                self.is_row_hidden = tag.is("hidden") || has_no_height || self.are_rows_hidden && !tag.is_not("hidden");
            }
            "c" => {
                let mut cell = Cell::default();
                self.place.column = self.place.column.saturating_add(1);
                tag.each(|name, value| match name {
                    "r" => self.place = place(value).unwrap_or(self.place),
                    "s" => cell.style = value.parse().unwrap_or(0),
                    "t" => cell.kind = value.to_owned(),
                    _ => {}
                });
                self.cell = Some(cell);
            }
            "v" => self.within = Within::Value,
            "f" => self.within = Within::Formula,
            "t" => self.within = Within::Inline,
            "rPh" => self.text(" "),
            "sheetFormatPr" => self.are_rows_hidden = tag.is("zeroHeight"),
            "col" => self.column(tag),
            _ => self.told(tag, into),
        }
    }

    fn column(&mut self, tag: &Tag<'_>) {
        let has_no_width = tag.get("width").is_some_and(|width| is_nothing(&width));
        let number = |name| tag.get(name).and_then(|number| number.parse::<u32>().ok());
        if (tag.is("hidden") || has_no_width)
            && let (Some(from), Some(to)) = (number("min"), number("max"))
            // Each cell is looked for in this list; columns beside each other are one entry.
            && self.hidden_columns.len() < limits::HIDDEN
        {
            self.hidden_columns.push((from, to));
        }
    }

    /// Links, and the words of lists and hints.
    fn told(&self, tag: &Tag<'_>, into: &mut Gathering) {
        const TOLD: [&str; 6] = ["display", "tooltip", "prompt", "promptTitle", "error", "errorTitle"];
        for (name, value) in tag.attributes() {
            if TOLD.contains(&&*name) || runs::has(&value) {
                let place = tag.get("ref").or_else(|| tag.get("sqref")).unwrap_or_default();
                into.passage(&format!("{}!{place} {name}", self.name), &value, self.is_sheet_hidden);
            }
        }
    }

    fn text(&mut self, text: &str) {
        match (&mut self.cell, self.within) {
            (Some(cell), Within::Value) => cell.value.push_str(text),
            (Some(cell), Within::Formula) => cell.formula.push_str(text),
            (Some(cell), Within::Inline) => cell.inline.push_str(text),
            (Some(_), Within::Other) => {}
            (None, _) => self.loose.push_str(text),
        }
    }

    fn close(&mut self, name: &str, into: &mut Gathering) {
        match name {
            "c" => self.done(into),
            "v" | "f" | "t" => self.within = Within::Other,
            _ => {}
        }
        if self.cell.is_none() && !self.loose.is_empty() {
            let loose = std::mem::take(&mut self.loose);
            into.passage(&format!("{} {name}", self.name), &loose, self.is_sheet_hidden);
        }
    }

    /// A cell is at its end.
    fn done(&mut self, into: &mut Gathering) {
        let Some(cell) = self.cell.take() else { return };
        let at = format!("{}!{}", self.name, written(self.place));
        let column = self.place.column;
        let is_column_hidden = self.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&column));
        let is_place_hidden = self.is_sheet_hidden || self.is_row_hidden || is_column_hidden;
        let is_hidden = is_place_hidden || self.book.hides(cell.style);
        match &*cell.kind {
            "s" => {
                let text = self.book.string(&cell.value).unwrap_or_default();
                into.passage(&at, text, is_hidden);
            }
            "" | "n" => {
                let text = self.book.number(&cell.value, cell.style);
                into.passage(&at, &text, is_hidden);
            }
            // Yes and no; a text that is no yes or no is told.
            "b" if cell.value.trim().len() < 2 => {}
            _ => into.passage(&at, &cell.value, is_hidden),
        }
        into.passage(&at, &cell.inline, is_hidden);
        // A formula holds text of its own only in quotation marks.
        if cell.formula.contains('"') {
            into.passage(&format!("{at} formula"), &cell.formula, is_hidden);
        }
        if !cell.formula.is_empty() && cell.value.is_empty() {
            match constants(&cell.formula) {
                Some(text) => into.passage(&at, &text, is_hidden),
                None => into.uncounted(),
            }
        }
    }
}

/// What a formula comes to that only joins texts and numbers: `"532901"&"1903"`. What others would show nobody knows who does
/// not reckon it.
fn constants(formula: &str) -> Option<String> {
    let own = formula.trim().trim_start_matches('=');
    let inner = ["CONCATENATE(", "CONCAT("].iter().find_map(|name| own.strip_prefix(name)?.strip_suffix(')'));
    let (mut text, mut is_quoted) = (String::new(), false);
    for sign in inner.unwrap_or(own).chars() {
        match sign {
            '"' => is_quoted = !is_quoted,
            _ if is_quoted || sign.is_ascii_digit() || sign == '.' => text.push(sign),
            '&' | ' ' => {}
            ',' if inner.is_some() => {}
            _ => return None,
        }
    }
    (!is_quoted).then_some(text)
}

/// Whether a length is zero: `0`, `0.0`.
fn is_nothing(length: &str) -> bool {
    !length.is_empty() && length.bytes().all(|byte| matches!(byte, b'0' | b'.'))
}

/// The place that `AB12` names.
fn place(text: &str) -> Option<Place> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (column, row) = text.split_at(letters);
    let column = column.bytes().try_fold(0_u32, |column, byte| {
        let letter = u32::from(byte.to_ascii_uppercase() - b'A') + 1;
        column.checked_mul(26)?.checked_add(letter)
    })?;
    Some(Place { row: row.parse().ok()?, column })
}

/// `AB12` for a place.
pub(super) fn written(place: Place) -> String {
    let (mut column, mut letters) = (place.column, Vec::new());
    while column > 0 {
        let letter = u8::try_from((column - 1) % 26).unwrap_or(0);
        letters.push(char::from(b'A' + letter));
        column = (column - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", place.row)
}

#[cfg(test)]
mod tests {
    use super::{constants, place, written};

    #[test]
    fn formulas_that_only_join_texts_are_reckoned() {
        assert_eq!(constants("\"532901\"&\"1903\" & 0506").as_deref(), Some("53290119030506"));
        assert_eq!(constants("CONCATENATE(\"李\",\"桂芳\")").as_deref(), Some("李桂芳"));
        assert!(constants("B2&\"1903\"").is_none() && constants("SUM(A1:A3)").is_none());
    }

    #[test]
    fn places_are_written_as_they_are_read() {
        for text in ["A1", "Z9", "AA10", "XFD1048576"] {
            assert_eq!(place(text).map(written).as_deref(), Some(text));
        }
        assert!(place("12").is_some_and(|place| place.column == 0));
        assert!(place("ZZZZZZZZZZZZ1").is_none());
    }
}
