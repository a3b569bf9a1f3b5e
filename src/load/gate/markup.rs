//! Tables that are written as HTML in a text, as they come from pages and office programs: which stretch of it is a cell.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::load::gate::tables::{Cell, Table};

/// A table, and where its cells stand in the text.
#[derive(Debug, Default)]
pub(super) struct Marked {
    /// Its rows. A cell that stands beside several rows is one of each.
    pub(super) table: Table,
    /// For each cell of each row where it is written; nowhere, if it goes on from a row above.
    pub(super) places: Vec<Vec<Option<Range<usize>>>>,
    /// What its caption says.
    pub(super) caption: String,
    /// Where it begins.
    pub(super) start: usize,
    /// By their column cells that go on in rows below: in how many of them, and what they say.
    going_on: BTreeMap<usize, (usize, String)>,
    /// The column of the next cell, from one.
    next: usize,
}

/// A cell that has begun.
struct Open {
    is_caption: bool,
    columns: usize,
    rows: usize,
    start: usize,
}

/// The tables of a text.
pub(super) fn tables(text: &str) -> Vec<Marked> {
    let mut all: Vec<Marked> = Vec::new();
    let mut open: Option<Open> = None;
    for tag in tags(text) {
        if let (Some(cell), Some(table)) = (open.take(), all.last_mut()) {
            table.close(&cell, text, tag.start);
        }
        match &*tag.name {
            "table" => all.push(Marked { start: tag.start, ..Marked::default() }),
            "tr" => all.iter_mut().last().into_iter().for_each(Marked::row),
            "td" | "th" | "caption" => {
                let (columns, rows) = (tag.number("colspan"), tag.number("rowspan"));
                open = Some(Open { is_caption: tag.name == "caption", columns, rows, start: tag.end });
            }
            _ => {}
        }
    }
    all
}

impl Marked {
    /// Begins a row, with the cells that go on in it.
    fn row(&mut self) {
        self.next = 1;
        let mut row = Vec::new();
        for (column, (rows, text)) in &mut self.going_on {
            *rows -= 1;
            row.push(Cell { at: String::new(), text: text.clone(), column: *column });
        }
        self.going_on.retain(|_, (rows, _)| *rows > 0);
        self.places.push(vec![None; row.len()]);
        self.table.rows.push(row);
    }

    /// Takes a cell that ends at `end`.
    fn close(&mut self, cell: &Open, text: &str, end: usize) {
        let inner = text.get(cell.start..end).unwrap_or_default();
        let said = plain(inner);
        if cell.is_caption {
            self.caption = said;
            return;
        }
        if self.table.rows.is_empty() {
            self.row();
        }
        let (Some(row), Some(places)) = (self.table.rows.last_mut(), self.places.last_mut()) else { return };
        while row.iter().zip(&*places).any(|(own, place)| place.is_none() && own.column == self.next) {
            self.next += 1;
        }
        let column = self.next;
        self.next += cell.columns;
        if cell.rows > 1 {
            self.going_on.insert(column, (cell.rows - 1, said.clone()));
        }
        if said.is_empty() {
            return;
        }
        let start = cell.start + inner.len() - inner.trim_start().len();
        row.push(Cell { at: String::new(), text: said, column });
        places.push(Some(start..start + inner.trim().len()));
    }
}

/// A tag of a table, or the end of one.
struct Tag<'t> {
    /// Its name; that of an end is empty.
    name: String,
    written: &'t str,
    start: usize,
    end: usize,
}

impl Tag<'_> {
    /// The number that an attribute gives, from 1.
    fn number(&self, attribute: &str) -> usize {
        const MOST: usize = 100;
        let written = self.written.to_ascii_lowercase();
        let value = written.split_once(attribute).map_or("", |(_, rest)| rest);
        let value = value.trim_start_matches([' ', '=', '"', '\'']);
        let figures = value.len() - value.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        value.get(..figures).and_then(|own| own.parse().ok()).unwrap_or(1_usize).clamp(1, MOST)
    }
}

/// The tags of tables in a text.
fn tags(text: &str) -> impl Iterator<Item = Tag<'_>> {
    const NAMES: [&str; 9] = ["table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "col"];
    text.match_indices('<').filter_map(|(start, _)| {
        let rest = text.get(start + 1..)?;
        let (is_end, own) = rest.strip_prefix('/').map_or((false, rest), |own| (true, own));
        let length = own.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = own.get(..length)?.to_ascii_lowercase();
        let end = start + 1 + rest.find('>')? + 1;
        let name = NAMES.contains(&&*name).then(|| if is_end { String::new() } else { name })?;
        Some(Tag { name, written: text.get(start..end)?, start, end })
    })
}

/// What a stretch of HTML says: without its tags, with blanks for its breaks.
fn plain(inner: &str) -> String {
    let (mut said, mut rest) = (String::new(), inner);
    while let Some((before, tag)) = rest.split_once('<') {
        said.push_str(before);
        let Some((name, behind)) = tag.split_once('>') else {
            rest = tag;
            continue;
        };
        if ["br", "p", "/p", "div", "/div", "li", "/li"].iter().any(|one| name.to_ascii_lowercase().starts_with(one)) {
            said.push(' ');
        }
        rest = behind;
    }
    said.push_str(rest);
    let said = said.replace("&nbsp;", " ").replace("&emsp;", " ").replace("&ensp;", " ");
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::tables;

    #[test]
    fn cells_stand_in_their_columns() {
        let text = "<TABLE><caption>名单</caption><tr><th colspan=\"2\">姓名</th><th>残疾</th></tr>\n<tr><td rowspan=2>一组<td><b>李桂芳</b></td><td> 一级 </td></tr><tr><td>王小虎</td><td>二级</td></tr></table>";
        let all = tables(text);
        let [table] = &*all else { panic!("{all:?}") };
        let rows: Vec<Vec<(usize, &str)>> =
            table.table.rows.iter().map(|row| row.iter().map(|cell| (cell.column, &*cell.text)).collect()).collect();
        assert_eq!(rows[0], [(1, "姓名"), (3, "残疾")]);
        assert_eq!(rows[1], [(1, "一组"), (2, "李桂芳"), (3, "一级")]);
        assert_eq!(rows[2], [(1, "一组"), (2, "王小虎"), (3, "二级")]);
        assert_eq!(table.caption, "名单");
        let place = table.places[1][2].clone().unwrap();
        assert_eq!(&text[place], "一级");
        assert_eq!(&text[table.places[1][1].clone().unwrap()], "<b>李桂芳</b>");
        assert!(tables("a < b <table").is_empty() && tables("</td></table><td>").is_empty());
    }
}
