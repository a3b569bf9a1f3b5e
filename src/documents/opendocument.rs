//! OpenDocument: text, presentations, spreadsheets.

use std::collections::HashSet;

use super::cells::{Place, written};
use super::gathering::Gathering;
use super::markup::{self, Piece, Tag};
use super::{State, Trait, figure, flow, limits, properties, runs};

/// Reads a part of such a file by its name.
pub(super) fn read(name: &str, text: &str, into: &mut Gathering) {
    let file = name.rsplit('/').next().unwrap_or_default();
    match file {
        "meta.xml" => properties::read(text, into),
        "manifest.xml" if text.contains("encryption-data") => into.fault(State::Encrypted),
        "settings.xml" => settings(text, into),
        "content.xml" if text.contains(":spreadsheet") => spreadsheet(text, into),
        "content.xml" | "styles.xml" => {
            let place = if file == "styles.xml" { "styles " } else { "" };
            flow::read(text, flow::Part { place, is_hidden: false, with_attributes: false }, into);
        }
        "manifest.xml" | "documentsignatures.xml" => {}
        _ if name.starts_with("Configurations2/") => {}
        _ => flow::read(text, flow::Part { place: "", is_hidden: true, with_attributes: true }, into),
    }
}

/// Whether an attribute holds a number that is none of the sheet.
fn has_number(tag: &Tag<'_>) -> bool {
    !tag.name().starts_with("table") && tag.attributes().any(|(_, value)| runs::has(&value))
}

fn numbers(tag: &Tag<'_>, into: &mut Gathering) {
    tag.attributes().filter(|(_, value)| runs::has(value)).for_each(|(name, value)| into.say(&name, &value));
}

/// The name of the printer, which is that of an office or a person.
fn settings(text: &str, into: &mut Gathering) {
    let mut is_printer = false;
    markup::walk(text, |piece| {
        match piece {
            Piece::Open(tag) if tag.name() == "config-item" => {
                is_printer = tag.get("name").is_some_and(|name| name == "PrinterName");
            }
            Piece::Text(text) if is_printer => into.property(Trait::Device, text),
            Piece::Close(_) => is_printer = false,
            _ => {}
        }
        into.goes_on()
    });
}

fn spreadsheet(text: &str, into: &mut Gathering) {
    let mut sheet = Sheet::default();
    let is_sound = markup::walk(text, |piece| {
        match piece {
            Piece::Open(tag) => sheet.open(tag, into),
            Piece::Close(name) => sheet.close(name, into),
            Piece::Text(text) => sheet.text.push_str(text),
            Piece::Aside(text) => into.hide("remark in the source", text),
        }
        into.goes_on()
    });
    if into.is_full() {
        into.fault(State::Truncated);
    } else if !is_sound {
        into.fault(State::Unreadable);
    }
}

#[derive(Default)]
struct Sheet {
    /// The style that is being read, and those of sheets that are not shown.
    style: String,
    hidden_styles: HashSet<String>,
    name: String,
    is_hidden: bool,
    is_row_hidden: bool,
    place: Place,
    /// How often the row and the cell at hand are repeated.
    rows: u32,
    columns: u32,
    /// The next column to be described, and those that are not shown.
    column: u32,
    hidden_columns: Vec<(u32, u32)>,
    text: String,
    /// What a cell holds besides the text that it shows.
    value: String,
    is_in_comment: bool,
    is_in_changes: bool,
}

impl Sheet {
    fn open(&mut self, tag: &Tag<'_>, into: &mut Gathering) {
        let repeated = |name| tag.get(name).and_then(|count| count.parse::<u32>().ok()).unwrap_or(1).max(1);
        let is_unseen = || tag.get("visibility").is_some_and(|how| how != "visible");
        match tag.name() {
            "style" => self.style = tag.get("name").unwrap_or_default(),
            "table-properties" if tag.is_not("display") => drop(self.hidden_styles.insert(self.style.clone())),
            "table" => {
                let style = tag.get("style-name").unwrap_or_default();
                self.is_hidden = self.hidden_styles.contains(&style);
                self.name = tag.get("name").unwrap_or_default();
                (self.place, self.rows, self.column) = (Place::default(), 1, 1);
                self.hidden_columns.clear();
                into.passage("name of a sheet", &self.name, self.is_hidden);
            }
            "table-column" => {
                let count = repeated("number-columns-repeated");
                let last = self.column.saturating_add(count - 1);
                if is_unseen() && self.hidden_columns.len() < limits::HIDDEN {
                    self.hidden_columns.push((self.column, last));
                }
                self.column = last.saturating_add(1);
            }
            "table-row" => {
                self.place = Place { row: self.place.row.saturating_add(self.rows), column: 0 };
                (self.rows, self.columns) = (repeated("number-rows-repeated"), 1);
                self.is_row_hidden = is_unseen();
            }
            "table-cell" | "covered-table-cell" => {
                self.place.column = self.place.column.saturating_add(self.columns);
                self.columns = repeated("number-columns-repeated");
                let value = ["value", "date-value", "string-value"].iter().find_map(|name| tag.get(name));
                self.value = figure::digits(&value.unwrap_or_default());
                let formula = tag.get("formula").filter(|formula| formula.contains('"'));
                into.passage(&format!("{} formula", self.at()), &formula.unwrap_or_default(), self.is_unseen());
            }
            "annotation" => {
                self.flush(into);
                into.commented();
                self.is_in_comment = true;
            }
            "tracked-changes" => {
                into.tracked();
                self.is_in_changes = true;
            }
            "s" => self.text.push(' '),
            "tab" => self.text.push('\t'),
            _ if has_number(tag) => numbers(tag, into),
            "a" => into.passage("link", &tag.get("href").unwrap_or_default(), self.is_unseen()),
            "named-range" | "named-expression" => into.say("name", &tag.get("name").unwrap_or_default()),
            "help-message" | "error-message" => into.say("label", &tag.get("title").unwrap_or_default()),
            _ => {}
        }
    }

    fn close(&mut self, name: &str, into: &mut Gathering) {
        match name {
            "creator" | "creator-initials" => into.property(Trait::Editor, &std::mem::take(&mut self.text)),
            "table-cell" | "covered-table-cell" => {
                let shown = self.text.clone();
                self.flush(into);
                // Six digits of a date of birth behind a format that shows a year are still there.
                let value = std::mem::take(&mut self.value);
                if !shown.contains(&value) {
                    into.passage(&self.at(), &value, self.is_unseen());
                }
            }
            "annotation" => {
                self.flush(into);
                self.is_in_comment = false;
            }
            "tracked-changes" => self.is_in_changes = false,
            // The spans of a paragraph are one text, the paragraphs of a cell stand below each other.
            "span" | "a" | "s" | "tab" => {}
            "p" if !self.is_in_comment && self.place.column > 0 => self.text.push('\n'),
            _ => self.flush(into),
        }
        if name == "table" {
            self.place = Place::default();
        }
    }

    fn flush(&mut self, into: &mut Gathering) {
        let text = std::mem::take(&mut self.text);
        let at = if self.is_in_comment { format!("comment {}", self.at()) } else { self.at() };
        into.passage(at.trim(), &text, self.is_unseen());
    }

    fn at(&self) -> String {
        let cell = if self.place.column > 0 { format!("!{}", written(self.place)) } else { String::new() };
        format!("{}{cell}", self.name)
    }

    fn is_unseen(&self) -> bool {
        let column = self.place.column;
        let is_column_hidden = self.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&column));
        self.is_hidden || self.is_in_changes || column > 0 && (self.is_row_hidden || is_column_hidden)
    }
}
