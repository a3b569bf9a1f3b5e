//! What is in a file: tables of spreadsheets and documents, or a text.

use std::path::Path;

use crate::base::diag::Diagnostics;
use crate::base::path::has_ending;
use crate::documents::State;
use crate::documents::outline::{Outline, Piece, outline};
use crate::import::below::apart;
use crate::import::fit::fits;
use crate::import::notice::TextSource;
use crate::import::pairs::joined;
use crate::import::{Answers, Asked, Setting, Source, slots};
use crate::load::{Expected, Seen, SeenLine, sheets};

/// What is in a file.
#[derive(Clone, Debug)]
pub enum Item {
    /// A table.
    Table(Source),
    /// A text.
    Text(TextSource),
    /// What a document with tables says besides them, and is not read.
    Around(Around),
}

/// A file to import.
#[derive(Debug)]
pub struct File<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Where it lies.
    pub folders: Folders<'a>,
}

/// Where a file to import lies.
#[derive(Clone, Copy, Debug)]
pub struct Folders<'a> {
    /// The folder of the file.
    pub own: &'a Path,
    /// The one above it that its links may not leave.
    pub top: &'a Path,
}

/// How much a document says besides the tables that are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Around {
    /// Name of the file.
    pub file: String,
    /// Paragraphs.
    pub paragraphs: usize,
    /// Tables that no form takes.
    pub tables: usize,
}

impl Around {
    /// What is left of a document of which these tables are read.
    fn of(file: &str, outline: &Outline, read: &[Source]) -> Option<Self> {
        let is_read = |text: &str| {
            read.iter()
                .flat_map(|source| &source.sheet.lines)
                .any(|line| line.cells.first().is_some_and(|cell| cell == text))
        };
        let texts = outline.pieces.iter().filter_map(|piece| match piece {
            Piece::Paragraph(paragraph) => Some(paragraph.text()),
            _ => None,
        });
        let paragraphs = texts.filter(|text| !is_read(text)).count();
        let all = outline.pieces.iter().filter(|piece| matches!(piece, Piece::Table(_))).count();
        let tables = all.saturating_sub(read.len());
        (paragraphs + tables > 0).then(|| Self { file: file.to_owned(), paragraphs, tables })
    }
}

/// The tables of a file, or its text if it has no table that some form takes; with what is to be told of the file.
///
/// # Errors
/// The document cannot be read, and in which way.
pub fn read(setting: Setting<'_>, file: File<'_>, diags: &mut Diagnostics) -> Result<Vec<Item>, State> {
    let File { name, bytes, folders } = file;
    let is_text = ["docx", "doc", "html", "htm", "wps", "rtf", "txt", "md"].iter().any(|end| has_ending(name, end));
    let is_page = bytes.starts_with(b"<") || bytes.starts_with(b"\xef\xbb\xbf<");
    if is_text || is_page {
        let outline = outline(name, &bytes)?;
        let tables = tables(name, &outline);
        let fitting = tables.into_iter().filter(|source| {
            let best = fits(setting, source, Asked::default(), &Answers::default());
            best.first().is_some_and(|fit| fit.is_whole() && fit.seen.columns.iter().flatten().count() > 2)
        });
        let fitting: Vec<Source> = fitting.collect();
        if !fitting.is_empty() {
            let around = Around::of(name, &outline, &fitting).map(Item::Around);
            return Ok(fitting.into_iter().map(Item::Table).chain(around).collect());
        }
        if !(has_ending(name, "txt") && bytes.contains(&b'\t')) {
            let Folders { own, top } = folders;
            let text = TextSource { file: name.to_owned(), folder: own.into(), top: top.into(), outline };
            return Ok(vec![Item::Text(text)]);
        }
    }
    Ok(sources(setting, name, bytes, diags).into_iter().map(Item::Table).collect())
}

/// The tables of a document, each with the lines around it.
fn tables(name: &str, outline: &Outline) -> Vec<Source> {
    let line = |cells: Vec<String>| SeenLine { number: 0, cells };
    let mut all: Vec<Source> = Vec::new();
    let mut above: Vec<SeenLine> = Vec::new();
    for piece in &outline.pieces {
        match piece {
            Piece::Paragraph(paragraph) => {
                above.push(line(vec![paragraph.text()]));
                let below = all.last_mut().filter(|_| above.len() <= 5);
                below.into_iter().for_each(|last| last.sheet.lines.push(line(vec![paragraph.text()])));
            }
            Piece::Table(rows) => {
                let from = above.len().saturating_sub(5);
                let lines = above.split_off(from).into_iter().chain(rows.iter().cloned().map(line));
                above.clear();
                let mut sheet =
                    Seen { name: String::new(), lines: lines.filter(|line| line.filled().next().is_some()).collect() };
                (1..).zip(&mut sheet.lines).for_each(|(number, line)| line.number = number);
                all.push(Source { file: name.to_owned(), sheet: joined(sheet) });
            }
            Piece::Picture(_) => {}
        }
    }
    all
}

/// Every table in a spreadsheet. What may be a column of any form helps to tell the cells of a text apart.
fn sources(setting: Setting<'_>, name: &str, bytes: Vec<u8>, diags: &mut Diagnostics) -> Vec<Source> {
    let portal = &setting.content.portal;
    let heads = portal.kinds.values().flat_map(|kind| slots(portal, kind).map(|(_, _, heads)| heads));
    let heads = heads.flatten().collect();
    let expected = Expected { heads, sheet: None, period: None, limits: &portal.config.limits };
    let found = sheets(&name.into(), bytes, &expected, diags);
    found
        .into_iter()
        .filter(|sheet| !sheet.lines.is_empty())
        .flat_map(|sheet| apart(setting, Source { file: name.to_owned(), sheet: joined(sheet) }))
        .collect()
}
