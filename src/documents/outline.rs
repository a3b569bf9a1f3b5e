//! What a document says in its order, and as what: paragraphs, headings, tables, pictures, links. For whoever makes records of
//! it; [`super::read`] looks for everything in it, hidden or not, and knows no order.

mod page;
mod tag;
#[cfg(test)]
mod tests;
mod word;

use super::{Passage, State, limits, sort};

/// A document in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// What it calls itself, if it does.
    pub title: Option<String>,
    /// What it says.
    pub pieces: Vec<Piece>,
    /// Pictures that it holds itself: name and bytes.
    pub pictures: Vec<(String, Vec<u8>)>,
    /// What was left out, by what it is: footnotes, comments, deleted text, menus.
    pub left: Vec<Left>,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A paragraph or heading.
    Paragraph(Paragraph),
    /// A table: its rows; a merged cell stands in each row that it covers, and once in a row.
    Table(Vec<Vec<String>>),
    /// A picture: one of the document's own by its place, or one elsewhere by its address.
    Picture(Picture),
}

/// A paragraph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words and links.
    pub spans: Vec<Words>,
    /// The level of a heading, from 1, if it is marked as one.
    pub level: Option<u8>,
    /// All of it is bold.
    pub is_strong: bool,
    /// It stands in the middle of the line.
    pub is_centred: bool,
    /// It is an item of a list.
    pub is_item: bool,
}

/// Words of a paragraph, with the address that they lead to, if any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What they are.
    pub text: String,
    /// Where they lead.
    pub link: Option<String>,
}

/// A picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Picture {
    /// One of [`Outline::pictures`].
    Own(usize),
    /// One elsewhere: its address, and what it shows.
    At(String, String),
}

/// What was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Left {
    /// Notes at the foot of a page.
    Notes,
    /// Remarks of readers.
    Comments,
    /// Text that was deleted and is kept.
    Deleted,
    /// Menus and what else stands around the text of a page.
    Around,
    /// Text whose place in tables and headings is lost.
    Shape,
    /// What stands beyond the limits.
    Rest,
    /// A picture that cannot be read.
    Picture,
}

impl Paragraph {
    /// Its text without links.
    pub fn text(&self) -> String {
        self.spans.iter().map(|words| &*words.text).collect::<String>().trim().to_owned()
    }

    fn is_blank(&self) -> bool {
        self.text().is_empty()
    }
}

/// Reads a document of Word, a page or plain text.
///
/// # Errors
/// It is none of these, or cannot be read.
pub fn outline(name: &str, bytes: &[u8]) -> Result<Outline, State> {
    if bytes.len() > limits::FILE {
        return Err(State::TooLarge);
    }
    match sort::sort(bytes) {
        sort::Sort::Html(text) => Ok(page::read(&text)),
        sort::Sort::Package => word::read(bytes),
        sort::Sort::Text(text) => Ok(plain(text.lines())),
        _ => {
            let document = super::read(name, bytes);
            let shown: Vec<&Passage> = document.passages.iter().filter(|one| !one.is_hidden).collect();
            match document.state {
                State::Read | State::Truncated if !shown.is_empty() => Ok(shaped(&shown)),
                State::Read => Err(State::Unreadable),
                state => Err(state),
            }
        }
    }
}

/// Lines of text, each a paragraph.
fn plain<'t>(lines: impl Iterator<Item = &'t str>) -> Outline {
    let texts = lines.map(str::trim).filter(|line| !line.is_empty());
    Outline { pieces: texts.map(paragraph).collect(), ..Outline::default() }
}

fn paragraph(text: &str) -> Piece {
    let words = Words { text: text.to_owned(), link: None };
    Piece::Paragraph(Paragraph { spans: vec![words], ..Paragraph::default() })
}

/// Passages as paragraphs and, where they say in which cell they stand, as tables.
fn shaped(passages: &[&Passage]) -> Outline {
    let mut outline = Outline { left: vec![Left::Shape], ..Outline::default() };
    let (mut table, mut rows): (&str, Vec<Vec<String>>) = ("", Vec::new());
    for passage in passages {
        let cell = cell(&passage.at);
        if cell.is_none_or(|cell| cell.table != table) {
            outline.pieces.extend(Some(Piece::Table(std::mem::take(&mut rows))).filter(|_| !table.is_empty()));
            table = cell.map_or("", |cell| cell.table);
        }
        match cell {
            Some(Cell { row, column, .. }) => {
                rows.resize(rows.len().max(row), Vec::new());
                let own = &mut rows[row - 1];
                own.resize(own.len().max(column), String::new());
                own[column - 1].push_str(&passage.text);
            }
            None => outline.pieces.push(paragraph(passage.text.trim())),
        }
    }
    outline.pieces.extend(Some(Piece::Table(rows)).filter(|_| !table.is_empty()));
    outline
}

/// A cell of a table, from 1.
#[derive(Clone, Copy)]
struct Cell<'a> {
    table: &'a str,
    row: usize,
    column: usize,
}

/// The cell that a passage stands in.
fn cell(at: &str) -> Option<Cell<'_>> {
    let (table, rest) = at.strip_prefix("table ")?.split_once(" row ")?;
    let (row, column) = rest.split_once(" column ")?;
    let number = |text: &str, most: usize| text.parse().ok().filter(|number| (1..=most).contains(number));
    Some(Cell { table, row: number(row, limits::ROWS)?, column: number(column, limits::COLUMNS)? })
}
