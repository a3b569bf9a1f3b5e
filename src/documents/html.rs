//! Pages: their text, what their attributes say, and what their source keeps to itself.

use super::State;
use super::gathering::Gathering;

/// Reads a page. Nothing in it is called malformed: browsers show whatever it is.
pub(super) fn read(text: &str, into: &mut Gathering) {
    let mut page = Page { block: String::new(), line: 1, from: 1, tables: 0, open: Vec::new() };
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        page.text(before);
        rest = page.tag(tag, into);
        if into.is_full() {
            into.fault(State::Truncated);
            return;
        }
    }
    page.text(rest);
    page.flush(into);
}

struct Page {
    /// The text of the block so far.
    block: String,
    line: usize,
    /// The line on which the block began.
    from: usize,
    /// How many tables there were.
    tables: usize,
    /// The cells of the tables around this place.
    open: Vec<Cell>,
}

/// A place in a table.
struct Cell {
    table: usize,
    row: usize,
    column: usize,
}

impl Page {
    fn text(&mut self, text: &str) {
        if self.block.trim().is_empty() {
            self.from = self.line + lines(text.get(..text.len() - text.trim_start().len()).unwrap_or_default());
        }
        self.block.push_str(text);
        self.line += lines(text);
    }

    fn flush(&mut self, into: &mut Gathering) {
        let block = std::mem::take(&mut self.block);
        into.say(&self.place(), &decoded(&block));
    }

    /// Where the block stands.
    fn place(&self) -> String {
        match self.open.last() {
            Some(cell) if cell.column > 0 => {
                format!("table {} row {} column {}", cell.table, cell.row, cell.column)
            }
            _ => format!("line {}", self.from),
        }
    }

    /// Follows the cells of tables.
    fn cell(&mut self, name: &str, is_end: bool) {
        match (name, is_end) {
            ("table", false) => {
                self.tables += 1;
                self.open.push(Cell { table: self.tables, row: 0, column: 0 });
                // Pages whose tables are never closed are no deeper than others.
                let most = super::limits::DEPTH;
                self.open.truncate(most);
            }
            ("table", true) => drop(self.open.pop()),
            ("tr", false) => {
                self.open.iter_mut().last().into_iter().for_each(|cell| (cell.row, cell.column) = (cell.row + 1, 0))
            }
            ("td" | "th", false) => self.open.iter_mut().last().into_iter().for_each(|cell| cell.column += 1),
            _ => {}
        }
    }

    /// Takes the tag, comment or script at the beginning of `text`; gives what comes behind.
    fn tag<'a>(&mut self, text: &'a str, into: &mut Gathering) -> &'a str {
        let place = format!("line {}", self.line);
        if let Some(behind) = text.strip_prefix("<!--") {
            let (comment, rest) = behind.split_once("-->").unwrap_or((behind, ""));
            self.line += lines(comment);
            into.hide(&place, &decoded(comment));
            return rest;
        }
        let behind = text.get(1..).unwrap_or_default();
        let is_tag = behind.starts_with(|sign: char| sign.is_ascii_alphabetic() || matches!(sign, '/' | '!' | '?'));
        if !is_tag {
            self.text("<");
            return behind;
        }
        let end = end_of_tag(text);
        let (tag, rest) = text.split_at(end);
        self.line += lines(tag);
        let name: String = tag.chars().skip(1).take_while(|sign| sign.is_ascii_alphanumeric()).collect();
        let name = name.to_ascii_lowercase();
        if !INLINE.contains(&&*name) && !tag.starts_with("</") || tag.starts_with("</") && !is_inline_end(tag) {
            self.flush(into);
        }
        let ended: String = tag.chars().skip(2).take_while(|sign| sign.is_ascii_alphanumeric()).collect();
        if tag.starts_with("</") {
            self.cell(&ended.to_ascii_lowercase(), true);
        } else {
            self.cell(&name, false);
        }
        attributes(tag, &place, into);
        if matches!(&*name, "script" | "style") {
            let close = format!("</{name}");
            let length = find_ignoring_case(rest, &close).unwrap_or(rest.len());
            let (source, rest) = rest.split_at(length);
            into.hide(&place, source);
            self.line += lines(source);
            return rest;
        }
        rest
    }
}

/// Elements that do not end a line: a number may be cut by them and shows in one piece.
const INLINE: [&str; 22] = [
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "font", "i", "ins", "mark", "o", "s", "small", "span",
    "strong", "sub", "sup", "u", "wbr",
];

fn is_inline_end(tag: &str) -> bool {
    let name: String = tag.chars().skip(2).take_while(|sign| sign.is_ascii_alphanumeric()).collect();
    INLINE.contains(&&*name.to_ascii_lowercase())
}

fn lines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

/// The end of the tag that begins the text; a `>` in quotation marks is not it.
pub(super) fn end_of_tag(text: &str) -> usize {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quotation mark that is never closed: the tag ends where it can.
    text.find('>').map_or(text.len(), |at| at + 1)
}

/// Values of attributes that somebody may read.
fn attributes(tag: &str, place: &str, into: &mut Gathering) {
    const TOLD: [&str; 8] = ["alt", "title", "href", "content", "value", "placeholder", "summary", "label"];
    let mut rest = tag;
    while let Some(at) = rest.find('=') {
        let (before, behind) = rest.split_at(at);
        let name =
            before.trim_end().rsplit(|sign: char| sign.is_whitespace() || sign == '"').next().unwrap_or_default();
        let behind = behind.get(1..).unwrap_or_default().trim_start();
        let (value, next) = match behind.chars().next() {
            Some(quote @ ('"' | '\'')) => {
                let inner = behind.get(1..).unwrap_or_default();
                inner.split_once(quote).unwrap_or((inner, ""))
            }
            _ => behind.split_once([' ', '>', '\n', '\t']).unwrap_or((behind, "")),
        };
        let name = name.to_ascii_lowercase();
        let is_told = TOLD.contains(&&*name) || name.starts_with("data-");
        if is_told && !value.starts_with("data:") && !value.starts_with('#') {
            into.say(place, &decoded(value));
        }
        rest = next;
    }
}

fn find_ignoring_case(text: &str, sought: &str) -> Option<usize> {
    text.as_bytes().windows(sought.len()).position(|own| own.eq_ignore_ascii_case(sought.as_bytes()))
}

/// A text with its character references resolved; those that nobody knows stay.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, behind) = rest.split_at(at);
        out.push_str(before);
        let name: String =
            behind.chars().skip(1).take(9).take_while(|sign| sign.is_ascii_alphanumeric() || *sign == '#').collect();
        match character(&name) {
            Some(sign) => {
                out.push(sign);
                let rest_of = behind.get(1 + name.len()..).unwrap_or_default();
                rest = rest_of.strip_prefix(';').unwrap_or(rest_of);
            }
            None => {
                out.push('&');
                rest = behind.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
    out
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let code = hexadecimal.map_or_else(|| number.parse().ok(), |digits| u32::from_str_radix(digits, 16).ok());
        return code.and_then(char::from_u32);
    }
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" | "ensp" | "emsp" | "thinsp" => Some(' '),
        "middot" => Some('·'),
        _ => None,
    }
}
