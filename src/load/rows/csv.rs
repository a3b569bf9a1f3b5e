//! Rows of a CSV file, cell by cell with their places.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::encoding;
use crate::base::source::{FileName, Span};
use crate::blocks::heads::Head;
use crate::load::rows::{Line, Raw, Table, head};

rules! {
    /// A quote that opens a cell and is never closed.
    QUOTE: Error "rows/unclosed-quote" {
        zh: "第 {line} 行第 {cell} 格开头的引号没有收尾，后面几行会被并进这一格；整个表格都没有读" => "去掉这一格开头的引号，或在这一格末尾补上引号；格子里要写引号，就写成两个 `\"\"`，整格再用引号括起来",
        en: "the quote that opens cell {cell} of line {line} is not closed and would swallow the lines below; nothing of the table was read" => "drop the quote, or close it at the end of the cell; a quote inside a cell is written `\"\"`, and the whole cell in quotes",
        wrong: "姓名,备注\n张建国,\"外出务工\n李秀英,", right: "姓名,备注\n张建国,外出务工\n李秀英,",
    }
    /// A table whose cells are set apart by something else than a comma.
    SEPARATOR: Note "rows/separator" {
        zh: "这个表格按 `{sign}` 分栏读取" => "标准写法是英文逗号；另存为“CSV UTF-8（逗号分隔）”",
        en: "the cells of this table are read as set apart by `{sign}`" => "the standard is a comma: save it as “CSV UTF-8 (comma delimited)”",
        wrong: "姓名;人数\n张建国;3", right: "姓名,人数\n张建国,3",
    }
}

/// What may set cells apart, the usual ones first.
const SIGNS: [char; 6] = [',', '\t', ';', '，', '；', '|'];

/// Reads all rows into the table; `false` if the file cannot be read, which has been reported.
pub(super) fn read(bytes: Vec<u8>, table: &mut Table<'_>, diags: &mut Diagnostics) -> bool {
    let own = Around { file: table.file, heads: table.heads, width: table.width() };
    scan(bytes, &own, &mut |line, diags| table.add(line, diags), diags)
}

/// Hands each line to `take`; `false` if the file cannot be read, which has been reported.
pub(super) fn each(
    bytes: Vec<u8>,
    table: &Table<'_>,
    take: &mut dyn FnMut(Line, &mut Diagnostics),
    diags: &mut Diagnostics,
) -> bool {
    scan(bytes, &Around { file: table.file, heads: table.heads, width: table.width() }, take, diags)
}

/// What a scan needs to know.
struct Around<'a> {
    file: &'a FileName,
    heads: &'a [Head],
    /// How many cells of a line are looked at.
    width: usize,
}

fn scan(
    bytes: Vec<u8>,
    around: &Around<'_>,
    take: &mut dyn FnMut(Line, &mut Diagnostics),
    diags: &mut Diagnostics,
) -> bool {
    let Around { file, heads, width } = *around;
    let Some(text) = encoding::decode(file, bytes, diags) else { return false };
    let mut scanner = Scanner::new(&text, heads);
    if !matches!(scanner.delimiter, ',' | '\t') && !scanner.is_said {
        diags.push(Diagnostic::new(&SEPARATOR, Span::whole(file)).with_own("sign", scanner.delimiter));
    }
    let (mut number, mut counted) = (1, 0);
    while scanner.at < text.len() {
        let lines = text.as_bytes()[counted..scanner.at].iter().filter(|byte| **byte == b'\n').count();
        (number, counted) = (number + lines, scanner.at);
        let mut row = Line { number: u32::try_from(number).unwrap_or(u32::MAX), ..Line::default() };
        loop {
            let from = scanner.at;
            let Some(cell) = scanner.cell() else {
                // The line may hold what is not public: it is named and not shown.
                let quote = Diagnostic::new(&QUOTE, Span::whole(file)).with_own("line", number);
                diags.push(quote.with_own("cell", row.written + 1));
                return false;
            };
            row.written += 1;
            let cell = Raw::new(cell, Span::bytes(file, from, scanner.at));
            let is_empty = cell.is_blank();
            row.count = if is_empty { row.count } else { row.written };
            if row.cells.len() < width {
                row.cells.push(cell);
            } else if !is_empty && row.far.is_none() {
                row.far = Some(cell);
            }
            if !scanner.is_followed() {
                break;
            }
        }
        take(row, diags);
    }
    true
}

/// Where the reading of a text stands.
struct Scanner<'a> {
    text: &'a str,
    at: usize,
    delimiter: char,
    /// How often it stands in the head.
    width: usize,
    /// The file itself says what sets its cells apart.
    is_said: bool,
}

impl<'a> Scanner<'a> {
    /// Begins behind what some programs put in front: a second byte order mark, and a line `sep=;`.
    fn new(text: &'a str, heads: &[Head]) -> Self {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let line = text[start..].find(['\n', '\r']).map_or(text.len(), |end| start + end);
        let plain = text[start..line].trim_matches(['"', ' ']);
        let said = plain.get(..4).filter(|word| word.eq_ignore_ascii_case("sep=")).map(|_| plain[4..].chars());
        // More than one sign there is no such line.
        if let Some((delimiter, None)) = said.and_then(|mut signs| Some((signs.next()?, signs.next()))) {
            let end = line + if text[line..].starts_with("\r\n") { 2 } else { usize::from(line < text.len()) };
            let width = width(&text[end..], delimiter, heads);
            return Self { text, at: end, delimiter, width, is_said: true };
        }
        let delimiter = delimiter(&text[start..], heads);
        Self { text, at: start, delimiter, width: width(&text[start..], delimiter, heads), is_said: false }
    }
}

/// The first lines of a text, among which the head is.
fn first_lines(text: &str) -> Vec<&str> {
    text.split(['\n', '\r']).filter(|line| !line.trim().is_empty()).take(head::FIRST).collect()
}

/// How often the sign stands in the head.
fn width(text: &str, sign: char, heads: &[Head]) -> usize {
    let mut best = (0, 0);
    for (at, line) in first_lines(text).into_iter().enumerate() {
        let known = head::count(line.split(sign), heads);
        if at == 0 || known > best.0 {
            best = (known, line.matches(sign).count());
        }
    }
    best.1
}

/// What sets the cells of a table apart: of several signs the one that gives a head with most columns of the form.
fn delimiter(text: &str, heads: &[Head]) -> char {
    let lines = first_lines(text);
    let known = |sign: char| lines.iter().map(|line| head::count(line.split(sign), heads)).max().unwrap_or(0);
    let counts = SIGNS.map(|sign| (sign, known(sign)));
    let best = counts.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if best > 1 {
        return counts.iter().find(|(_, count)| *count == best).map_or(',', |(sign, _)| *sign);
    }
    let first = lines.first().copied().unwrap_or_default();
    match SIGNS.into_iter().find(|sign| first.contains(*sign)) {
        Some(',') if first.contains('\t') => '\t',
        Some(sign) => sign,
        None => ',',
    }
}

impl Scanner<'_> {
    /// The next cell; `None` if its quote is not closed: nowhere, or lines below in the midst of another cell.
    fn cell(&mut self) -> Option<String> {
        let bytes = self.text.as_bytes();
        let from = self.at;
        if bytes.get(from) != Some(&b'"') {
            self.at = self.end(from);
            return Some(as_text(&self.text[from..self.at]).to_owned());
        }
        let (mut text, mut start) = (String::new(), from + 1);
        loop {
            let quote = start + bytes[start..].iter().position(|byte| *byte == b'"')?;
            text.push_str(&self.text[start..quote]);
            start = quote + 1;
            if bytes.get(start) != Some(&b'"') {
                break;
            }
            text.push('"');
            start += 1;
        }
        self.at = self.end(start);
        let is_open = text.contains('\n') && (self.at > start || self.swallows(from, start));
        let behind = &self.text[start..self.at];
        if !behind.trim().is_empty() && !is_open {
            // The quotes are signs of the text: `"四好"路`.
            return Some(self.text[from..self.at].to_owned());
        }
        text.push_str(behind);
        (!is_open).then_some(text)
    }

    /// Whether a quoted cell of several lines begins in one row and ends in another: both its first line and its last have
    /// as many cells as the head, or a later line of it would be a row by itself, set apart inside the quotes.
    fn swallows(&self, from: usize, end: usize) -> bool {
        let line = |at: usize| {
            let start = self.text[..at].rfind('\n').map_or(0, |before| before + 1);
            let rest = self.text[at..].find('\n').map_or(self.text.len(), |after| at + after);
            self.text[start..rest].matches(self.delimiter).count()
        };
        let starts = self.text[from..end].match_indices('\n').map(|(at, _)| from + at + 1);
        let is_row = |at: usize| {
            let inside = self.text[at..end].split('\n').next().unwrap_or_default();
            inside.contains(self.delimiter) && line(at) == self.width
        };
        self.width > 0 && (line(from) == self.width && line(end) == self.width || starts.into_iter().any(is_row))
    }

    /// Where the cell ends whose unquoted part begins at `from`.
    fn end(&self, from: usize) -> usize {
        let is_end = |sign: char| matches!(sign, '\n' | '\r') || sign == self.delimiter;
        self.text[from..].find(is_end).map_or(self.text.len(), |end| from + end)
    }

    /// Passes what stands behind a cell: whether that is another cell of the row.
    fn is_followed(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let is_followed = rest.starts_with(self.delimiter);
        self.at += match () {
            () if is_followed => self.delimiter.len_utf8(),
            () if rest.starts_with("\r\n") => 2,
            () => usize::from(!rest.is_empty()),
        };
        is_followed
    }
}

/// The text that a spreadsheet wrote as a formula, so that it stays text: `="0012"`.
fn as_text(cell: &str) -> &str {
    cell.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')).unwrap_or(cell)
}
