//! Rows beside a record, in CSV or XLSX, as the nodes that the record itself could have held.

mod book;
mod csv;
mod xlsx;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::limits::{Limit, Limits};
use crate::base::source::{FileName, Place, Span};
use crate::base::written;
use crate::base::yaml::{Key, Node, Value};

rules! {
    /// A spreadsheet that cannot be read.
    SHEET: Error "rows/unreadable" {
        zh: "读不出这个表格：{reason}" => "用表格软件重新保存为 .xlsx 或“CSV UTF-8”",
        en: "this spreadsheet cannot be read: {reason}" => "save it again as .xlsx or as “CSV UTF-8”",
    }
    /// A row with more cells than the head.
    WIDE: Error "rows/too-many-cells" {
        zh: "这一行有 {cells} 格，表头只有 {columns} 格：`{extra}` 没有对应的栏" => "金额里的逗号要去掉，或把整格用双引号括起来：\"1,200.00\"",
        en: "this row has {cells} cells, the head only {columns}: `{extra}` belongs to no column" => "drop the comma from amounts, or put the cell in double quotes: \"1,200.00\"",
        wrong: "日期,事项,收入\n2025-04-03,租金,1,200.00", right: "日期,事项,收入\n2025-04-03,租金,\"1,200.00\"",
    }
    /// A row of totals, which is no row of the record.
    TOTAL: Note "rows/total-left-out" {
        zh: "这一行是“{word}”，没有读进来" => "合计由程序算，这一行可以从表格里删去",
        en: "this row is a total (“{word}”) and was left out" => "totals are computed; the row may be deleted from the table",
        wrong: "日期,事项,收入\n2025-04-03,租金,1200\n合计,,1200", right: "日期,事项,收入\n2025-04-03,租金,1200",
    }
    /// A table without a head.
    HEAD: Error "rows/no-head" {
        zh: "表格是空的，没有表头" => "第一行写各栏的名字，例如：{columns}",
        en: "the table is empty and has no head" => "write the names of the columns in the first row, for example: {columns}",
    }
}

/// Rules of tables.
pub(super) const ALL_RULES: &[&[&crate::base::diag::Rule]] = &[RULES, csv::RULES, xlsx::RULES];

/// A cell: its text and where it stands.
type RawCell = (String, Span);

/// Reads the rows of a CSV or XLSX file as a list of maps. A file that cannot be read is reported and has no rows.
pub(super) fn read(file: &FileName, bytes: Vec<u8>, limits: &Limits, diags: &mut Diagnostics) -> Node {
    let mut table = Table::new(file, limits);
    let is_read = if file.ends_with(".xlsx") {
        xlsx::read(bytes, &mut table, diags)
    } else {
        csv::read(bytes, &mut table, diags)
    };
    let nodes = if is_read { table.finish(diags) } else { Vec::new() };
    let mut rows = Node { value: Value::List(nodes), span: Span::whole(file) };
    written::tidy(&mut rows, None, diags);
    rows
}

/// A row as it was written.
struct Line {
    /// Its cells from the first column on, up to [`Table::width`].
    cells: Vec<RawCell>,
    /// The first cell further right that is not empty.
    far: Option<RawCell>,
    /// How many it has up to the last one that is not empty.
    count: usize,
}

/// Rows while they are being read. Beyond the portal's limits they are counted and no longer kept.
struct Table<'a> {
    file: &'a FileName,
    limits: &'a Limits,
    head: Option<Vec<Key>>,
    /// Of each column, whether a row with it has been kept.
    told: Vec<bool>,
    nodes: Vec<Node>,
    rows: u64,
    values: u64,
    /// The head has more columns than are allowed.
    wide: Option<Diagnostic>,
}

impl<'a> Table<'a> {
    fn new(file: &'a FileName, limits: &'a Limits) -> Self {
        let (head, told, nodes) = (None, Vec::new(), Vec::new());
        Self { file, limits, head, told, nodes, rows: 0, values: 0, wide: None }
    }

    /// How many cells of a row are looked at; what is further right belongs to no column in any case.
    fn width(&self) -> usize {
        usize::try_from(self.limits.of(Limit::Columns)).unwrap_or(usize::MAX).saturating_add(1)
    }

    /// Adds a row. The first one with a cell that is not empty is the head.
    fn add(&mut self, row: Line, diags: &mut Diagnostics) {
        if row.count == 0 {
            return;
        }
        let Some(head) = &self.head else {
            self.add_head(row);
            return;
        };
        if let Some((word, span)) = total(&row.cells) {
            diags.push(Diagnostic::new(&TOTAL, span.clone()).with_own("word", word));
            return;
        }
        self.rows += 1;
        self.values += row.count.min(head.len()) as u64;
        if self.rows <= self.limits.of(Limit::Rows) && self.values <= self.limits.of(Limit::Values) {
            self.keep(row, diags);
        } else {
            self.nodes = Vec::new();
        }
    }

    fn add_head(&mut self, row: Line) {
        let at = row.far.as_ref().or(row.cells.last()).map(|(_, span)| span.clone());
        self.wide = at.and_then(|at| self.limits.check(Limit::Columns, row.count as u64, &at));
        let cells = row.cells.into_iter().take(row.count);
        let head = cells.map(|(text, span)| Key { text: text.trim().to_owned(), span, is_told: false });
        self.head = Some(head.collect());
        self.told = vec![false; row.count];
    }

    fn keep(&mut self, row: Line, diags: &mut Diagnostics) {
        let head = self.head.as_deref().unwrap_or_default();
        let mut beyond = row.cells.iter().skip(head.len()).chain(&row.far);
        if let Some((extra, at)) = beyond.find(|(text, _)| !text.trim().is_empty()) {
            let wide = Diagnostic::new(&WIDE, at.clone()).with_own("cells", row.count).with_own("columns", head.len());
            diags.push(wide.with("extra", extra));
        }
        let span = whole_row(&row.cells);
        let told = &mut self.told;
        let cells = head.iter().zip(row.cells).enumerate().filter(|(_, (key, _))| !key.text.is_empty());
        let entries = cells.map(|(at, (key, (text, span)))| {
            let value = if text.trim().is_empty() { Value::Empty } else { Value::Text(text) };
            let is_told = std::mem::replace(&mut told[at], true);
            (Key { is_told, ..key.clone() }, Node { value, span })
        });
        self.nodes.push(Node { value: Value::Map(entries.collect()), span });
    }

    /// The rows, or none if there are too many.
    fn finish(self, diags: &mut Diagnostics) -> Vec<Node> {
        let whole = Span::whole(self.file);
        let wide = self.wide;
        let long = self.limits.check(Limit::Rows, self.rows, &whole);
        let full = self.limits.check(Limit::Values, self.values, &whole).filter(|_| long.is_none());
        let none = self.head.is_none() && wide.is_none();
        let none = none.then(|| Diagnostic::new(&HEAD, whole).with_own("columns", "日期,事项,金额"));
        let problems: Vec<Diagnostic> = wide.into_iter().chain(long).chain(full).chain(none).collect();
        let is_whole = problems.is_empty();
        problems.into_iter().for_each(|problem| diags.push(problem));
        if is_whole { self.nodes } else { Vec::new() }
    }
}

/// The word and the place by which a row calls itself a total: its first cell that is not empty.
fn total(row: &[RawCell]) -> Option<(&str, &Span)> {
    const WORDS: [&str; 6] = ["合计", "总计", "小计", "累计", "本期合计", "本页合计"];
    let (text, span) = row.iter().find(|(text, _)| !text.trim().is_empty())?;
    if text.len() > 100 {
        return None;
    }
    let plain: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let plain = plain.trim_end_matches(['：', ':']);
    WORDS.contains(&plain).then_some((text.trim(), span))
}

/// From the first cell to the last.
fn whole_row(row: &[RawCell]) -> Span {
    let Some((first, last)) = row.first().zip(row.last()) else { return Span::whole(&"".into()) };
    let place = match (first.1.place, last.1.place) {
        (Place::Bytes(start, _), Place::Bytes(_, end)) => Place::Bytes(start, end),
        (place, _) => place,
    };
    Span { place, ..first.1.clone() }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::base::diag::Diagnostics;
    use crate::base::lang::Lang;
    use crate::base::limits::Limits;
    use crate::base::source::Place;
    use crate::base::yaml::Value;

    fn check(text: &str, expected: &str) {
        let mut diags = Diagnostics::new();
        let node = read(&"a.csv".into(), text.as_bytes().to_vec(), &Limits::default(), &mut diags);
        let mut out = Vec::new();
        if let Value::List(rows) = node.value {
            for row in rows {
                let Value::Map(cells) = row.value else { continue };
                let cells = cells.into_iter().map(|(key, cell)| {
                    let Place::Bytes(from, to) = cell.span.place else { panic!("{cell:?}") };
                    format!("{}={:?}", key.text, &text[from as usize..to as usize])
                });
                out.push(cells.collect::<Vec<_>>().join(" "));
            }
        }
        out.extend(diags.iter().map(|one| one.message(Lang::En)));
        assert_eq!(out.join("\n"), expected);
    }

    #[test]
    fn cells_know_their_place() {
        check(
            "日期,事项\r\n2025-04-03,租金\r\n\r\n,\"路灯,电费\"\r\n",
            "日期=\"2025-04-03\" 事项=\"租金\"\n日期=\"\" 事项=\"\\\"路灯,电费\\\"\"",
        );
        check("a,b\n1,2,3", "a=\"1\" b=\"2\"\nthis row has 3 cells, the head only 2: `3` belongs to no column");
        check(
            "事项,收入\n租金,8\n合 计：,8",
            "事项=\"租金\" 收入=\"8\"\nthis row is a total (“合 计：”) and was left out",
        );
        check("", "the table is empty and has no head");
    }
}
