//! Text that flows through the markup of office files: paragraphs, tables, text boxes, notes, alternative texts.
//!
//! Word, slides, drawings, charts and plain XML use the same few names, so one reader serves them all. It takes every
//! text that it meets and leaves out the few that are measures; an element that nobody thought of is read as well.

mod attributes;

use super::gathering::Gathering;
use super::markup::{self, Piece, Tag};
use super::{State, Trait};

/// A part that is read.
#[derive(Clone, Copy, Default)]
pub(super) struct Part<'a> {
    /// What stands before each place in it: `slide 4 `.
    pub(super) place: &'a str,
    /// Whether nobody sees it.
    pub(super) is_hidden: bool,
    /// Whether the values of all attributes are text, not only of those that are known to be.
    pub(super) with_attributes: bool,
}

/// Reads an XML file that stands alone, such as a drawing in SVG.
pub(super) fn read_xml(text: &str, into: &mut Gathering) {
    // The attributes of a drawing are its shapes: figures without end.
    let with_attributes = !text.contains("<svg");
    read(text, Part { place: "", is_hidden: false, with_attributes }, into);
}

/// Reads a part; one that is damaged says so and gives what came before.
pub(super) fn read(text: &str, part: Part<'_>, into: &mut Gathering) {
    let mut flow = Flow { part, paragraphs: vec![Paragraph::default()], ..Flow::default() };
    let is_sound = markup::walk(text, |piece| {
        match piece {
            Piece::Open(tag) => flow.open(tag, into),
            Piece::Close(name) => flow.close(name, into),
            Piece::Text(text) => flow.text(text),
            Piece::Aside(text) => {
                flow.flush(into);
                into.hide(&format!("{}remark in the source", part.place), text);
            }
        }
        into.goes_on()
    });
    flow.end(into);
    if into.is_full() {
        into.fault(State::Truncated);
    } else if !is_sound {
        into.fault(State::Unreadable);
    }
}

/// What was read of a paragraph that is not at its end.
#[derive(Default)]
struct Paragraph {
    shown: String,
    hidden: String,
    field: String,
}

/// Where in a table.
#[derive(Default)]
struct Cell {
    table: usize,
    row: usize,
    column: usize,
}

#[derive(Default)]
struct Flow<'a> {
    part: Part<'a>,
    /// Paragraphs within each other: a text box stands in one.
    paragraphs: Vec<Paragraph>,
    cells: Vec<Cell>,
    open: Vec<Box<str>>,
    paragraph: usize,
    tables: usize,
    comments: usize,
    /// The comment that is being read: its cell, or its number.
    comment: Option<String>,
    /// Elements around this place that hold what was deleted.
    deleted: usize,
    is_vanished: bool,
    is_shaded: bool,
    is_in_run: bool,
}

impl Flow<'_> {
    fn open(&mut self, tag: &Tag<'_>, into: &mut Gathering) {
        let name = tag.name();
        self.open.push(name.into());
        match name {
            "p" | "h" => {
                self.paragraph += 1;
                self.paragraphs.push(Paragraph::default());
            }
            // A name in the middle of the text of others.
            "creator" | "author" => self.paragraphs.push(Paragraph::default()),
            "tbl" | "table" => {
                self.tables += 1;
                self.cells.push(Cell { table: self.tables, ..Cell::default() });
            }
            "tr" | "table-row" => self.cells.iter_mut().last().into_iter().for_each(|cell| {
                cell.row += 1;
                cell.column = 0;
            }),
            "tc" | "table-cell" => {
                self.is_shaded = false;
                self.cells.iter_mut().last().into_iter().for_each(|cell| cell.column += 1);
            }
            "tab" | "ptab" if self.is_text() => self.text("\t"),
            "br" | "cr" | "line-break" => self.text("\n"),
            "s" if self.is_text() => self.text(" "),
            "noBreakHyphen" => self.text("-"),
            "sym" => self.text(&symbol(tag)),
            // How signs are read aloud stands over them and must not run into the text.
            "rt" => self.paragraphs.push(Paragraph::default()),
            _ => self.mark(tag, into),
        }
        self.told(tag, into);
    }

    /// Whether a blank stands in a text here, and is no setting of a tabulator.
    fn is_text(&self) -> bool {
        !self.open.iter().any(|name| &**name == "pPr" || &**name == "tabs")
    }

    /// Elements that say how text is to be read.
    fn mark(&mut self, tag: &Tag<'_>, into: &mut Gathering) {
        match tag.name() {
            "r" => (self.is_in_run, self.is_vanished) = (true, false),
            "vanish" if self.is_in_run => self.is_vanished = !tag.is_not("val"),
            "color" if self.is_in_run && !self.is_shaded => {
                self.is_vanished |= tag.get("val").is_some_and(|value| value.eq_ignore_ascii_case("FFFFFF"));
            }
            "shd" => {
                let fill = tag.get("fill").unwrap_or_default();
                self.is_shaded = !matches!(&*fill, "" | "auto" | "FFFFFF" | "ffffff");
            }
            "del" | "moveFrom" | "deletion" => {
                into.tracked();
                self.deleted += 1;
            }
            "ins" | "moveTo" | "insertion" | "format-change" => into.tracked(),
            "comment" | "cm" | "annotation" | "threadedComment" => {
                into.commented();
                self.comments += 1;
                self.comment = Some(tag.get("ref").unwrap_or_else(|| self.comments.to_string()));
                // It may stand in the middle of a paragraph.
                self.paragraphs.push(Paragraph::default());
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        let name = self.open.last().map_or("", |name| name);
        let is_measure = matches!(
            name,
            "posOffset"
                | "align"
                | "pctWidth"
                | "pctHeight"
                | "pctPosHOffset"
                | "pctPosVOffset"
                | "binData"
                | "fldData"
                | "Anchor"
                | "AutoFill"
                | "Row"
                | "Column"
        );
        if is_measure {
            return;
        }
        let is_hidden = self.part.is_hidden || self.is_vanished || self.deleted > 0 || name == "delText";
        let is_field = matches!(name, "instrText" | "delInstrText");
        if let Some(paragraph) = self.paragraphs.last_mut() {
            match (is_field, is_hidden) {
                (true, _) => paragraph.field.push_str(text),
                (_, true) => paragraph.hidden.push_str(text),
                _ => paragraph.shown.push_str(text),
            }
        }
    }

    fn close(&mut self, name: &str, into: &mut Gathering) {
        match name {
            "creator" | "author" if self.paragraphs.len() > 1 => {
                let author = self.paragraphs.pop().unwrap_or_default();
                into.property(Trait::Editor, &(author.shown + &author.hidden));
            }
            "p" | "h" => {
                self.flush(into);
                if self.paragraphs.len() > 1 {
                    self.paragraphs.pop();
                }
            }
            "rt" if self.paragraphs.len() > 1 => {
                self.flush(into);
                self.paragraphs.pop();
            }
            "tbl" | "table" => {
                self.cells.pop();
                self.is_shaded = false;
            }
            "del" | "moveFrom" | "deletion" => self.deleted = self.deleted.saturating_sub(1),
            "r" => (self.is_in_run, self.is_vanished) = (false, false),
            "comment" | "cm" | "annotation" | "threadedComment" => {
                self.flush(into);
                self.comment = None;
                if self.paragraphs.len() > 1 {
                    self.paragraphs.pop();
                }
            }
            // A text that is in no paragraph is one by itself.
            _ if self.paragraphs.len() == 1 => self.flush(into),
            _ => {}
        }
        self.open.pop();
    }

    fn flush(&mut self, into: &mut Gathering) {
        let place = self.place();
        let Some(paragraph) = self.paragraphs.last_mut().map(std::mem::take) else { return };
        into.passage(&place, &paragraph.shown, self.part.is_hidden);
        into.hide(&place, &paragraph.hidden);
        // Fields of page numbers say nothing; those that link or fill in do.
        if paragraph.field.contains(['"', '@', ':']) {
            into.passage(&format!("{place} field"), &paragraph.field, self.part.is_hidden);
        }
    }

    fn end(&mut self, into: &mut Gathering) {
        while !self.paragraphs.is_empty() {
            self.flush(into);
            self.paragraphs.pop();
        }
    }

    fn place(&self) -> String {
        let within = self.part.place;
        let name = self.open.last().map_or("", |name| name);
        if let Some(comment) = &self.comment {
            return format!("{within}comment {comment}");
        }
        match self.cells.last() {
            Some(cell) if cell.row > 0 => {
                format!("{within}table {} row {} column {}", cell.table, cell.row, cell.column)
            }
            _ if self.paragraphs.len() > 1 => format!("{within}paragraph {}", self.paragraph),
            _ => format!("{within}{name}").trim_end().to_owned(),
        }
    }
}

/// The sign that a symbol shows: fonts of symbols have those of ASCII in a place of their own.
fn symbol(tag: &Tag<'_>) -> String {
    const OWN: std::ops::RangeInclusive<u32> = 0xf020..=0xf0ff;
    let code = tag.get("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
    let code = code.map(|code| if OWN.contains(&code) { code - 0xf000 } else { code });
    code.and_then(char::from_u32).map(String::from).unwrap_or_default()
}
