//! Documents of Word since 2007.

use std::collections::BTreeMap;

use super::{Left, Outline, Paragraph, Picture, Piece, Words};
use crate::documents::markup::{self, Tag};
use crate::documents::package::Package;
use crate::documents::{State, limits};

/// Reads a document.
pub(super) fn read(bytes: &[u8]) -> Result<Outline, State> {
    let mut package = Package::open(bytes)?;
    let mut room = limits::UNPACKED;
    let text = part(&mut package, "word/document.xml", &mut room)?;
    let relations = part(&mut package, "word/_rels/document.xml.rels", &mut room).unwrap_or_default();
    let mut reading = Reading { relations: targets(&relations), ..Reading::default() };
    let is_whole = markup::walk(&text, |piece| {
        match piece {
            markup::Piece::Open(tag) => reading.open(tag),
            markup::Piece::Close(name) => reading.close(name),
            markup::Piece::Text(text) => reading.text(text),
            markup::Piece::Aside(_) => {}
        }
        reading.steps += 1;
        reading.steps < limits::PIECES
    });
    let mut outline = reading.done();
    if !is_whole {
        outline.left.push(Left::Rest);
    }
    for (name, left) in [("word/footnotes.xml", Left::Notes), ("word/comments.xml", Left::Comments)] {
        // Every document of some programs has a part of notes with nothing but lines that set them apart.
        if part(&mut package, name, &mut room).is_ok_and(|text| text.contains("<w:t>") || text.contains("<w:t ")) {
            outline.left.push(left);
        }
    }
    take_pictures(&mut outline, &mut package, &mut room);
    outline.left.sort_unstable();
    outline.left.dedup();
    Ok(outline)
}

fn part(package: &mut Package<'_>, name: &str, room: &mut u64) -> Result<String, State> {
    let at = package.names().iter().position(|own| own == name).ok_or(State::Unreadable)?;
    let bytes = package.nth(at, room)?;
    String::from_utf8(bytes).map_err(|_| State::Unreadable)
}

/// Targets of relations by their ids.
fn targets(text: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    markup::walk(text, |piece| {
        if let markup::Piece::Open(tag) = piece
            && let (Some(id), Some(target)) = (tag.get("Id"), tag.get("Target"))
        {
            all.insert(id, target);
        }
        true
    });
    all
}

/// Puts the bytes of pictures in the place of their names.
fn take_pictures(outline: &mut Outline, package: &mut Package<'_>, room: &mut u64) {
    let mut taken = Vec::new();
    for (name, bytes) in &mut outline.pictures {
        let path = format!("word/{}", name.trim_start_matches('/'));
        let at = package.names().iter().position(|own| *own == path || own == name.trim_start_matches('/'));
        match at.map(|at| package.nth(at, room)) {
            Some(Ok(found)) => *bytes = found,
            _ => taken.push(name.clone()),
        }
        *name = name.rsplit('/').next().unwrap_or_default().to_owned();
    }
    if !taken.is_empty() {
        outline.left.push(Left::Picture);
    }
}

/// A cell of a table that is being read.
#[derive(Default)]
struct Cell {
    texts: Vec<String>,
    /// How many columns it covers.
    span: usize,
    /// It goes on with the cell above.
    is_below: bool,
}

/// A table that is being read; one in a cell of another is text of that cell.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    row: Vec<Cell>,
}

#[derive(Default)]
struct Reading {
    outline: Outline,
    relations: BTreeMap<String, String>,
    paragraph: Paragraph,
    tables: Vec<Table>,
    /// Whether runs of the paragraph were bold, and whether any was not.
    bold: (bool, bool),
    is_bold: bool,
    in_run_properties: bool,
    link: Option<String>,
    /// Elements whose text is not read: what is deleted, what repeats for old programs, fields.
    skipped: usize,
    is_text: bool,
    steps: usize,
}

const SKIPPED: [&str; 4] = ["Fallback", "del", "instrText", "moveFrom"];

impl Reading {
    fn open(&mut self, tag: &Tag<'_>) {
        let name = tag.name();
        if SKIPPED.contains(&name) {
            self.skipped += 1;
            if matches!(name, "del" | "moveFrom") {
                self.outline.left.push(Left::Deleted);
            }
        }
        match name {
            "p" => self.paragraph = Paragraph::default(),
            "pStyle" => self.paragraph.level = tag.get("val").and_then(|style| level(&style)).or(self.paragraph.level),
            "outlineLvl" => {
                let level = tag.get("val").and_then(|level| level.parse::<u8>().ok()).filter(|level| *level < 6);
                self.paragraph.level = level.map(|level| level + 1).or(self.paragraph.level);
            }
            "numPr" => self.paragraph.is_item = true,
            "jc" => self.paragraph.is_centred = tag.get("val").is_some_and(|value| value == "center"),
            "rPr" => self.in_run_properties = true,
            "r" => self.is_bold = false,
            "b" if self.in_run_properties => self.is_bold = !tag.is_not("val"),
            "t" => self.is_text = self.skipped == 0,
            "tab" if self.skipped == 0 && !self.in_run_properties => self.say(" "),
            "br" | "cr" if self.skipped == 0 => self.say("\n"),
            "hyperlink" => self.link = tag.get("id").and_then(|id| self.relations.get(&id).cloned()),
            "blip" if self.skipped == 0 => self.picture(tag.get("embed")),
            "tbl" => self.tables.push(Table::default()),
            "tc" => self.cell(|row| row.push(Cell { span: 1, ..Cell::default() })),
            "gridSpan" => {
                let span = tag.get("val").and_then(|value| value.parse().ok()).unwrap_or(1_usize).clamp(1, 64);
                self.cell(|row| row.last_mut().into_iter().for_each(|cell| cell.span = span));
            }
            "vMerge" => {
                let is_below = tag.get("val").is_none_or(|value| value != "restart");
                self.cell(|row| row.last_mut().into_iter().for_each(|cell| cell.is_below = is_below));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if SKIPPED.contains(&name) {
            self.skipped = self.skipped.saturating_sub(1);
        }
        match name {
            "t" => self.is_text = false,
            "rPr" => self.in_run_properties = false,
            "hyperlink" => self.link = None,
            "p" => self.end_paragraph(),
            "tr" => self.end_row(),
            "tbl" => self.end_table(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.is_text {
            let is_bold = self.is_bold;
            self.bold = (self.bold.0 | is_bold, self.bold.1 | !is_bold);
            self.say(text);
        }
    }

    fn say(&mut self, text: &str) {
        match self.paragraph.spans.last_mut().filter(|last| last.link == self.link) {
            Some(last) => last.text.push_str(text),
            None => self.paragraph.spans.push(Words { text: text.to_owned(), link: self.link.clone() }),
        }
    }

    fn cell(&mut self, change: impl FnOnce(&mut Vec<Cell>)) {
        if let Some(table) = self.tables.last_mut() {
            change(&mut table.row);
        }
    }

    fn picture(&mut self, id: Option<String>) {
        let Some(target) = id.and_then(|id| self.relations.get(&id).cloned()) else { return };
        let at = self.outline.pictures.len();
        self.outline.pictures.push((target, Vec::new()));
        self.outline.pieces.push(Piece::Picture(Picture::Own(at)));
    }

    fn end_paragraph(&mut self) {
        let mut paragraph = std::mem::take(&mut self.paragraph);
        let (any, others) = std::mem::take(&mut self.bold);
        paragraph.is_strong = any && !others;
        if paragraph.is_blank() {
            return;
        }
        match self.tables.last_mut().and_then(|table| table.row.last_mut()) {
            Some(cell) => cell.texts.push(paragraph.text()),
            None => self.outline.pieces.push(Piece::Paragraph(paragraph)),
        }
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let mut row: Vec<String> = Vec::new();
        for cell in std::mem::take(&mut table.row) {
            let above = table.rows.last().and_then(|above| above.get(row.len())).cloned().unwrap_or_default();
            row.push(if cell.is_below { above } else { cell.texts.join(" ") });
            row.extend((1..cell.span).map(|_| String::new()));
        }
        table.rows.push(row);
    }

    fn end_table(&mut self) {
        let Some(table) = self.tables.pop() else { return };
        match self.tables.last_mut().and_then(|outer| outer.row.last_mut()) {
            Some(cell) => cell.texts.extend(table.rows.into_iter().map(|row| row.join(" "))),
            None if !table.rows.is_empty() => self.outline.pieces.push(Piece::Table(table.rows)),
            None => {}
        }
    }

    fn done(self) -> Outline {
        self.outline
    }
}

/// The level of a heading by the name of its style: `Heading1`, `标题 2`, `1`.
fn level(style: &str) -> Option<u8> {
    let plain = style.to_ascii_lowercase().replace(' ', "");
    if matches!(&*plain, "title" | "标题" | "a3" | "标题1") {
        return Some(1);
    }
    let number = plain.strip_prefix("heading").or_else(|| plain.strip_prefix("标题")).or(Some(&*plain));
    number?.parse().ok().filter(|level| (1..=6).contains(level))
}
