//! The tables of attached files, of whatever format: which pieces of text are cells, and what each cell is called. A cell alone
//! says little of a person; below its head, or behind the word of its line, it says much.

use std::collections::BTreeMap;
use std::ops::Range;

use csv::{ReaderBuilder, Trim};

use crate::documents::Passage;
use crate::privacy;

/// A cell.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    /// Where it stands, for messages.
    pub(super) at: String,
    /// What it says.
    pub(super) text: String,
    /// Its column, from one.
    pub(super) column: usize,
}

impl Cell {
    /// Where it stands in its line, which may hold the same again in another column.
    pub(super) fn place(&self, line: &str) -> Option<Range<usize>> {
        let mut from = 0;
        let mut last = None;
        for text in drawn(line).into_iter().take(self.column) {
            let start = from + line.get(from..)?.find(text)?;
            from = start + text.len();
            let blanks = text.len() - text.trim_start().len();
            last = Some(start + blanks..start + blanks + text.trim().len());
        }
        last
    }
}

/// Rows below each other.
#[derive(Debug, Default)]
pub(super) struct Table {
    /// Each row with its cells from the left; empty ones are left out.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A file as tables and what is in none.
#[derive(Debug, Default)]
pub(super) struct Parts<'p> {
    /// Its tables.
    pub(super) tables: Vec<Table>,
    /// All other pieces.
    pub(super) others: Vec<&'p Passage>,
}

/// What the cells of a row are called, and what else tells whom they are about.
pub(super) struct Named {
    /// One for each cell.
    pub(super) labels: Vec<String>,
    /// What stands in the row, and where its first cells are what others are called, the name that its table is about.
    pub(super) beside: String,
}

impl<'p> Parts<'p> {
    /// The parts of a file of lines, whose cells commas part or signs that lists are drawn with.
    pub(super) fn of_lines(lines: &'p [Passage], is_csv: bool) -> Self {
        if is_csv {
            return Self { tables: vec![Table { rows: of_csv(lines) }], others: Vec::new() };
        }
        let mut parts = Self { tables: Vec::new(), others: lines.iter().collect() };
        let mut is_open = false;
        for line in lines {
            let cells = if line.at.contains("line ") { drawn(&line.text) } else { Vec::new() };
            // The line below the heads of Markdown.
            let is_rule = line.text.chars().all(|sign| "|-: =+".contains(sign));
            if cells.len() < 2 {
                is_open &= is_rule;
                continue;
            }
            if !is_open {
                parts.tables.push(Table::default());
            }
            is_open = true;
            parts.tables.iter_mut().last().into_iter().for_each(|table| table.rows.push(row(&line.at, &cells)));
        }
        parts
    }

    /// The parts of a file that says where its cells stand.
    pub(super) fn of_places(passages: &'p [Passage]) -> Self {
        let mut tables: BTreeMap<&str, BTreeMap<usize, Vec<Cell>>> = BTreeMap::new();
        let mut others = Vec::new();
        for passage in passages {
            let Some(place) = Place::of(&passage.at) else {
                others.push(passage);
                continue;
            };
            let row = tables.entry(place.table).or_default().entry(place.row).or_default();
            match row.iter_mut().find(|cell| cell.column == place.column) {
                // The paragraphs of a cell.
                Some(cell) => cell.text.extend(["\n", &passage.text]),
                None => {
                    row.push(Cell { at: passage.at.to_string(), text: passage.text.to_string(), column: place.column })
                }
            }
        }
        let tables = tables.into_values().map(|rows| Table { rows: rows.into_values().collect() });
        Self { tables: tables.collect(), others }
    }
}

/// Where a cell stands.
struct Place<'a> {
    table: &'a str,
    row: usize,
    column: usize,
}

impl<'a> Place<'a> {
    /// That of `Sheet1!B3` and `table 1 row 2 column 3`.
    fn of(at: &'a str) -> Option<Self> {
        if let Some((front, column)) = at.rsplit_once(" column ") {
            let (table, row) = front.rsplit_once(" row ")?;
            return Some(Self { table, row: row.parse().ok()?, column: column.parse().ok()? });
        }
        let (sheet, cell) = at.rsplit_once('!')?;
        let letters = cell.bytes().take_while(u8::is_ascii_uppercase).count();
        let (letters, row) = cell.split_at_checked(letters)?;
        let column = letters
            .bytes()
            .try_fold(0_usize, |column, letter| column.checked_mul(26)?.checked_add(usize::from(letter - b'A') + 1))?;
        Some(Self { table: sheet, row: row.parse().ok()?, column: Some(column).filter(|column| *column > 0)? })
    }
}

fn row(at: &str, texts: &[&str]) -> Vec<Cell> {
    let cells = (1..).zip(texts).filter(|(_, text)| !text.trim().is_empty());
    cells.map(|(column, text)| Cell { at: at.to_owned(), text: text.trim().to_owned(), column }).collect()
}

/// The cells of a line of text that is one of a table: with lines between, with tabs, with commas, or with wide blanks.
fn drawn(line: &str) -> Vec<&str> {
    let line = line.trim();
    if line.matches('|').count() >= 2 || line.matches('│').count() >= 2 {
        return line.trim_matches(['|', '│']).split(['|', '│']).map(str::trim).collect();
    }
    if line.contains('\t') {
        return line.split('\t').collect();
    }
    if line.matches(',').count() >= 2 && !line.contains(['。', '，']) {
        return line.split(',').collect();
    }
    line.split("  ").flat_map(|part| part.split('\u{3000}')).map(str::trim).filter(|cell| !cell.is_empty()).collect()
}

/// The rows of a file of values with commas, semicolons or tabs between.
fn of_csv(lines: &[Passage]) -> Vec<Vec<Cell>> {
    let text: String = lines.iter().flat_map(|line| [&*line.text, "\n"]).collect();
    let count = |byte: u8| text.bytes().filter(|own| *own == byte).count();
    let delimiter = [b',', b'\t', b';'].into_iter().max_by_key(|byte| (count(*byte), *byte == b',')).unwrap_or(b',');
    let mut reader = ReaderBuilder::new();
    reader.has_headers(false).flexible(true).trim(Trim::All).delimiter(delimiter);
    let mut reader = reader.from_reader(text.as_bytes());
    let rows = reader.records().filter_map(Result::ok).map(|record| {
        let line = record.position().map_or(0, csv::Position::line);
        let at = usize::try_from(line).ok().and_then(|line| lines.get(line.checked_sub(1)?));
        row(at.map_or("", |line| &*line.at), &record.iter().collect::<Vec<_>>())
    });
    rows.collect()
}

/// What stands below each other in a table.
impl Table {
    /// What the cells of each row are called.
    pub(super) fn named(&self) -> Vec<Named> {
        let is_person = |cell: &&Cell| privacy::is_name(&cell.text);
        let person = self.rows.iter().take(20).flatten().find(is_person).map_or("", |cell| &*cell.text);
        let mut heads: BTreeMap<usize, String> = BTreeMap::new();
        let (mut was_head, mut is_first) = (false, true);
        let mut all = Vec::new();
        for row in &self.rows {
            let is_wide = row.len() > 1;
            let is_head =
                is_wide && is_shaped(row) && (is_first || row.iter().any(|cell| privacy::is_label(&cell.text)));
            if is_head {
                heads = if was_head { below(&heads, row) } else { plain(row) };
            }
            (was_head, is_first) = (is_head, is_first && !is_wide);
            all.push(if is_head { Named::nothing(row) } else { Named::of(row, &heads, person) });
        }
        all
    }

    /// What stands alone above its heads: the title, if it has one.
    pub(super) fn title(&self) -> &str {
        match self.rows.first().map(Vec::as_slice) {
            Some([only]) => &only.text,
            _ => "",
        }
    }

    /// How many cells most rows have.
    pub(super) fn width(&self) -> usize {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        self.rows.iter().for_each(|row| *counts.entry(row.len()).or_default() += 1);
        counts.into_iter().max_by_key(|(_, count)| *count).map_or(0, |(width, _)| width)
    }

    /// The columns, each with its cells from above.
    pub(super) fn columns(&self) -> Vec<Vec<&Cell>> {
        let mut columns: BTreeMap<usize, Vec<&Cell>> = BTreeMap::new();
        for cell in self.rows.iter().flatten() {
            columns.entry(cell.column).or_default().push(cell);
        }
        columns.into_values().collect()
    }
}

impl Named {
    /// Heads are what others are called, and still looked at.
    fn nothing(row: &[Cell]) -> Self {
        Self { labels: vec![String::new(); row.len()], beside: joined(row) }
    }

    fn of(row: &[Cell], heads: &BTreeMap<usize, String>, person: &str) -> Self {
        let mut beside = joined(row);
        let mut labels = Vec::new();
        for (at, cell) in row.iter().enumerate() {
            let head = heads.get(&cell.column).map_or("", |head| head);
            let left = at.checked_sub(1).and_then(|left| row.get(left)).map_or("", |left| &*left.text);
            let is_keyed = !privacy::is_label(head) && privacy::is_label(left) && left.chars().count() <= LONGEST;
            if is_keyed && !person.is_empty() && !beside.contains(person) {
                beside = format!("{beside} {person}");
            }
            labels.push(if is_keyed { left.to_owned() } else { head.to_owned() });
        }
        Self { labels, beside }
    }
}

/// How long what a column is called is at most, in signs.
const LONGEST: usize = 14;

fn joined(row: &[Cell]) -> String {
    row.iter().map(|cell| &*cell.text).collect::<Vec<_>>().join(" ")
}

/// Whether a row may be one of heads: words, and nobody's name.
fn is_shaped(row: &[Cell]) -> bool {
    row.iter().all(|cell| {
        let is_short = cell.text.chars().count() <= LONGEST;
        is_short && !cell.text.bytes().any(|byte| byte.is_ascii_digit()) && !privacy::is_name(&cell.text)
    })
}

fn plain(row: &[Cell]) -> BTreeMap<usize, String> {
    row.iter().map(|cell| (cell.column, cell.text.clone())).collect()
}

/// Heads of which some stand over several others.
fn below(upper: &BTreeMap<usize, String>, row: &[Cell]) -> BTreeMap<usize, String> {
    let mut heads = upper.clone();
    for cell in row {
        let over = upper.range(..=cell.column).next_back().map_or("", |(_, head)| head);
        heads.insert(cell.column, format!("{over}{}", cell.text));
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::Parts;
    use crate::documents::Passage;

    fn passages(of: &[(&str, &str)]) -> Vec<Passage> {
        of.iter().map(|(at, text)| Passage { at: (*at).into(), text: (*text).into(), is_hidden: false }).collect()
    }

    /// What the cell with this text is called.
    fn label(parts: &Parts<'_>, text: &str) -> Option<String> {
        parts.tables.iter().find_map(|table| {
            let rows = table.rows.iter().zip(table.named());
            let mut cells = rows.flat_map(|(row, named)| row.iter().zip(named.labels).collect::<Vec<_>>());
            cells.find(|(cell, _)| cell.text == text).map(|(_, label)| label)
        })
    }

    #[test]
    fn heads_stand_below_titles_and_in_two_rows() {
        let lines =
            passages(&[("line 1", "石桥村名单"), ("line 2", "序号,姓名,银行账号"), ("line 3", "1,\"云岭,某\",1203")]);
        assert_eq!(label(&Parts::of_lines(&lines, true), "1203").as_deref(), Some("银行账号"));
        let lines = passages(&[("line 2", "序号  姓名    病种"), ("line 3", "1     张三    尿毒症")]);
        assert_eq!(label(&Parts::of_lines(&lines, false), "尿毒症").as_deref(), Some("病种"));
        let lines = passages(&[("line 1", "|残疾类别|姓名|"), ("line 2", "|---|---|"), ("line 3", "|肢体|李雷|")]);
        assert_eq!(label(&Parts::of_lines(&lines, false), "肢体").as_deref(), Some("残疾类别"));
        let cells = passages(&[
            ("表!A1", "名单"),
            ("表!A2", "姓名"),
            ("表!B2", "银行"),
            ("表!B3", "账号"),
            ("表!C3", "户名"),
            ("表!A4", "张三"),
            ("表!B4", "1203"),
        ]);
        assert_eq!(label(&Parts::of_places(&cells), "1203").as_deref(), Some("银行账号"));
        let cells = passages(&[
            ("table 1 row 1 column 1", "姓名"),
            ("table 1 row 1 column 2", "张三"),
            ("table 1 row 2 column 1", "家庭住址"),
            ("table 1 row 2 column 2", "三组19号"),
        ]);
        assert_eq!(label(&Parts::of_places(&cells), "三组19号").as_deref(), Some("家庭住址"));
    }
}
