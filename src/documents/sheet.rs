//! Workbooks of spreadsheets: cells with where they stand and whether anybody sees them.

use std::collections::HashMap;

use super::figure::{self, Format};
use super::gathering::Gathering;
use super::markup::{self, Piece};
use super::styles::Styles;

/// What a workbook says of a sheet.
#[derive(Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) is_hidden: bool,
}

/// What the sheets of a workbook share.
#[derive(Default)]
pub(super) struct Book {
    /// The sheets by the number of their relation.
    sheets: HashMap<String, Named>,
    strings: Vec<Box<str>>,
    /// Which of these a cell shows.
    used: Vec<bool>,
    styles: Styles,
    is_since_1904: bool,
}

impl Book {
    /// Reads the names of the sheets, and the names that were given to cells or values.
    pub(super) fn workbook(&mut self, text: &str, into: &mut Gathering) {
        let (mut name, mut value) = (None, String::new());
        markup::walk(text, |piece| {
            match piece {
                Piece::Open(tag) => match tag.name() {
                    "sheet" => {
                        let is_hidden = tag.get("state").is_some_and(|state| state != "visible");
                        let name = tag.get("name").unwrap_or_default();
                        into.passage("name of a sheet", &name, is_hidden);
                        self.sheets.insert(tag.get("id").unwrap_or_default(), Named { name, is_hidden });
                    }
                    "workbookPr" => self.is_since_1904 = tag.is("date1904"),
                    "definedName" => name = tag.get("name"),
                    _ => {}
                },
                Piece::Text(text) if name.is_some() => value.push_str(text),
                Piece::Close("definedName") => {
                    let name = name.take().unwrap_or_default();
                    into.say(&format!("name {name}"), &std::mem::take(&mut value));
                    into.say("name", &name);
                }
                _ => {}
            }
            into.goes_on()
        });
    }

    /// The sheet that a relation leads to. One that the workbook does not name is shown to nobody.
    pub(super) fn sheet(&self, relation: Option<&str>, path: &str) -> Named {
        let named = relation.and_then(|id| self.sheets.get(id)).cloned();
        named.unwrap_or_else(|| Named { name: path.to_owned(), is_hidden: true })
    }

    /// Reads the texts that cells point to.
    pub(super) fn strings(&mut self, text: &str, into: &mut Gathering) {
        let (mut string, mut is_reading) = (String::new(), false);
        markup::walk(text, |piece| {
            match piece {
                Piece::Open(tag) => match tag.name() {
                    "t" => is_reading = true,
                    // How it is read aloud; it must not run into the text.
                    "rPh" => string.push(' '),
                    _ => {}
                },
                Piece::Text(text) if is_reading => string.push_str(text),
                Piece::Close("t") => is_reading = false,
                Piece::Close("si") => self.strings.push(std::mem::take(&mut string).into()),
                _ => {}
            }
            into.goes_on()
        });
        self.used = vec![false; self.strings.len()];
    }

    /// Reads how cells show what they hold.
    pub(super) fn styles(&mut self, text: &str, into: &mut Gathering) {
        self.styles = Styles::read(text, into);
    }

    /// Gives the texts that stand in the workbook though no cell shows them: what was deleted from it.
    pub(super) fn leftovers(&self, into: &mut Gathering) {
        for (text, _) in self.strings.iter().zip(&self.used).filter(|(_, is_used)| !**is_used) {
            into.hide("deleted text", text);
        }
    }

    /// The text that a cell points to, which thereby is no leftover.
    pub(super) fn string(&mut self, index: &str) -> Option<&str> {
        let index: usize = index.trim().parse().ok()?;
        self.used.get_mut(index).into_iter().for_each(|used| *used = true);
        self.strings.get(index).map(|text| &**text)
    }

    /// A number as a cell of this style shows it.
    pub(super) fn number(&self, number: &str, style: usize) -> String {
        let digits = figure::digits(number.trim());
        match self.styles.format(style) {
            Format::Day => figure::day(&digits, self.is_since_1904).unwrap_or(digits),
            Format::Number | Format::Nothing => digits,
        }
    }

    /// Whether nobody sees what a cell of this style holds.
    pub(super) fn hides(&self, style: usize) -> bool {
        self.styles.hides(style)
    }
}
