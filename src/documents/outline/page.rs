//! Pages of the web, however they are written: what stands in their middle.

use super::tag::{attribute, has_middle, is_middle, name_of};
use super::{Left, Outline, Paragraph, Picture, Piece, Words};
use crate::documents::html::{decoded, end_of_tag};
use crate::documents::limits;

/// Reads a page. Where one of its elements says that it holds the text, the others are menus.
pub(super) fn read(text: &str) -> Outline {
    let mut reading = Reading { has_middle: has_middle(text), ..Reading::default() };
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        reading.text(before);
        rest = reading.tag(tag);
        reading.steps += 1;
        if reading.steps > limits::PIECES {
            reading.outline.left.push(Left::Rest);
            break;
        }
    }
    reading.text(rest);
    reading.end_paragraph();
    let mut outline = reading.outline;
    outline.left.sort_unstable();
    outline.left.dedup();
    outline
}

/// Elements that hold nothing to read.
const SILENT: [&str; 6] = ["script", "style", "head", "noscript", "template", "svg"];
/// Elements without an end.
const VOID: [&str; 9] = ["br", "img", "hr", "input", "meta", "link", "col", "area", "wbr"];
/// Elements that begin a paragraph.
const BLOCKS: [&str; 22] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "section",
    "article",
    "main",
    "header",
    "footer",
    "nav",
    "blockquote",
    "dt",
    "dd",
    "center",
    "pre",
];

#[derive(Default)]
struct Reading {
    outline: Outline,
    has_middle: bool,
    /// The open elements, each with whether it holds the text.
    open: Vec<(String, bool)>,
    paragraph: Paragraph,
    strong: (bool, bool),
    link: Option<String>,
    title: Option<String>,
    tables: Vec<Table>,
    steps: usize,
}

#[derive(Default)]
struct Table {
    rows: Vec<Vec<String>>,
    /// Cells of rows above that go on below: column, rows, text.
    spans: Vec<(usize, usize, String)>,
    cell: Option<(String, usize, usize)>,
}

impl Reading {
    fn is_read(&self) -> bool {
        !self.has_middle || self.open.iter().any(|(_, is_middle)| *is_middle)
    }

    fn text(&mut self, text: &str) {
        let plain = decoded(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let is_spaced = |sign: Option<char>| sign.is_some_and(char::is_whitespace);
        if let Some(title) = self.title.as_mut() {
            title.push_str(&plain);
            return;
        }
        if plain.is_empty() || self.open.iter().any(|(name, _)| SILENT.contains(&&**name)) {
            return;
        }
        if !self.is_read() {
            self.outline.left.push(Left::Around);
            return;
        }
        let front = if is_spaced(text.chars().next()) && plain.is_ascii() { " " } else { "" };
        let back = if is_spaced(text.chars().last()) && plain.is_ascii() { " " } else { "" };
        let is_strong = self.open.iter().any(|(name, _)| matches!(&**name, "b" | "strong"));
        self.strong = (self.strong.0 | is_strong, self.strong.1 | !is_strong);
        self.say(&format!("{front}{plain}{back}"));
    }

    fn say(&mut self, text: &str) {
        if let Some((cell, ..)) = self.tables.last_mut().and_then(|table| table.cell.as_mut()) {
            cell.push_str(text);
            return;
        }
        match self.paragraph.spans.last_mut().filter(|last| last.link == self.link) {
            Some(last) => last.text.push_str(text),
            None => self.paragraph.spans.push(Words { text: text.to_owned(), link: self.link.clone() }),
        }
    }

    /// Takes the tag, comment or script at the beginning of `text`; gives what comes behind.
    fn tag<'t>(&mut self, text: &'t str) -> &'t str {
        if let Some(behind) = text.strip_prefix("<!--") {
            return behind.split_once("-->").map_or("", |(_, rest)| rest);
        }
        let is_tag = text[1..].starts_with(|sign: char| sign.is_ascii_alphabetic() || matches!(sign, '/' | '!' | '?'));
        if !is_tag {
            self.text("&lt;");
            return &text[1..];
        }
        let (tag, rest) = text.split_at(end_of_tag(text));
        let name = name_of(tag);
        if tag.starts_with("</") {
            self.close(&name);
            return rest;
        }
        if tag.starts_with("<!") || tag.starts_with("<?") {
            return rest;
        }
        self.begin(&name, tag);
        if matches!(&*name, "script" | "style") {
            let close = format!("</{name}");
            let end = rest.as_bytes().windows(close.len()).position(|own| own.eq_ignore_ascii_case(close.as_bytes()));
            return end.map_or("", |end| &rest[end..]);
        }
        rest
    }

    fn begin(&mut self, name: &str, tag: &str) {
        if BLOCKS.contains(&name) {
            self.end_paragraph();
            let style = attribute(tag, "style").unwrap_or_default().replace(' ', "");
            let align = attribute(tag, "align").unwrap_or_default();
            self.paragraph.is_centred = name == "center" || align == "center" || style.contains("text-align:center");
            self.paragraph.level = name.strip_prefix('h').and_then(|level| level.parse().ok());
            self.paragraph.is_item = name == "li";
        }
        match name {
            "title" => self.title = Some(String::new()),
            "br" => self.say("\n"),
            "a" => {
                self.link =
                    attribute(tag, "href").filter(|link| !link.starts_with(['#']) && !link.starts_with("javascript"))
            }
            "img" if self.is_read() => {
                let (source, alt) = (attribute(tag, "src"), attribute(tag, "alt").unwrap_or_default());
                self.end_paragraph();
                self.outline.pieces.extend(source.map(|source| Piece::Picture(Picture::At(source, alt))));
            }
            "table" => {
                self.end_paragraph();
                self.tables.push(Table::default());
            }
            "tr" => {
                self.end_cell();
                self.tables.last_mut().into_iter().for_each(|table| table.rows.push(Vec::new()));
            }
            "td" | "th" => {
                self.end_cell();
                let count =
                    |key| attribute(tag, key).and_then(|value| value.parse().ok()).unwrap_or(1_usize).clamp(1, 1000);
                let cell = (String::new(), count("colspan"), count("rowspan"));
                self.tables.last_mut().into_iter().for_each(|table| table.cell = Some(cell.clone()));
            }
            _ => {}
        }
        if !VOID.contains(&name) && !tag.ends_with("/>") && self.open.len() < limits::DEPTH {
            self.open.push((name.to_owned(), is_middle(tag)));
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "title" => {
                let title = self.title.take().map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
                self.outline.title = self.outline.title.take().or(title);
            }
            "a" => self.link = None,
            "td" | "th" => self.end_cell(),
            "table" => self.end_table(),
            _ if BLOCKS.contains(&name) => self.end_paragraph(),
            _ => {}
        }
        if let Some(at) = self.open.iter().rposition(|(own, _)| own == name) {
            self.open.truncate(at);
        }
    }

    fn end_paragraph(&mut self) {
        if self.tables.last().is_some_and(|table| table.cell.is_some()) {
            // Paragraphs of a cell stay apart.
            self.say(" ");
            return;
        }
        let mut paragraph = std::mem::take(&mut self.paragraph);
        let (any, others) = std::mem::take(&mut self.strong);
        paragraph.is_strong = any && !others;
        if !paragraph.is_blank() {
            self.outline.pieces.push(Piece::Paragraph(paragraph));
        }
    }

    fn end_cell(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let Some((text, columns, rows)) = table.cell.take() else { return };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        let Some(row) = table.rows.last_mut() else { return };
        while let Some(at) = table.spans.iter().position(|(column, rows, _)| *column == row.len() && *rows > 0) {
            row.push(table.spans[at].2.clone());
            table.spans[at].1 -= 1;
        }
        if rows > 1 {
            table.spans.push((row.len(), rows - 1, text.clone()));
        }
        row.push(text);
        row.extend((1..columns).map(|_| String::new()));
    }

    fn end_table(&mut self) {
        self.end_cell();
        let (Some(table), is_read) = (self.tables.pop(), self.is_read()) else { return };
        let rows: Vec<Vec<String>> =
            table.rows.into_iter().filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        match self.tables.last_mut().and_then(|outer| outer.cell.as_mut()) {
            Some((text, ..)) => text.push_str(&rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join(" ")),
            // Old pages are laid out by tables of one cell.
            None if rows.iter().all(|row| row.iter().filter(|cell| !cell.is_empty()).count() < 2) => {
                let texts = rows.into_iter().flatten().filter(|text| !text.is_empty());
                let paragraph = |text| Paragraph { spans: vec![Words { text, link: None }], ..Paragraph::default() };
                self.outline.pieces.extend(texts.map(|text| Piece::Paragraph(paragraph(text))));
            }
            None if is_read => self.outline.pieces.push(Piece::Table(rows)),
            None => self.outline.left.push(Left::Around),
        }
    }
}
