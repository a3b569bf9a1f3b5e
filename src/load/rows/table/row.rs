//! Rows that count: cell by cell to the columns of the head.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::limits::Limit;
use crate::base::path;
use crate::base::yaml::{Key, Node, Value};
use crate::blocks::heads::Sort;
use crate::load::rows::table::Table;
use crate::load::rows::{Line, column, foot, whole_row};

rules! {
    /// A row with more cells than the head.
    WIDE: Error "rows/too-many-cells" {
        zh: "这一行有 {cells} 格，表头只有 {columns} 格：`{extra}` 没有对应的栏" => "给这一格补上表头，或删去；是数里、字里的逗号，就把整格用双引号括起来：\"1,200.00\"、\"水费,电费\"",
        en: "this row has {cells} cells, the head only {columns}: `{extra}` belongs to no column" => "write a head for the cell, or delete it; if a comma belongs to a number or a text, put that cell in double quotes: \"1,200.00\", \"water, power\"",
        wrong: "日期,事项,类别,收入\n2025-04-03,租金,房屋,发包租赁,1200", right: "日期,事项,类别,收入\n2025-04-03,\"租金,房屋\",发包租赁,1200",
    }
    /// A row with fewer cells than the head.
    SHORT: Note "rows/too-few-cells" {
        zh: "这一行写了 {cells} 格，表头有 {columns} 格；后面的按空白读" => "查对有没有漏写逗号；确实是空的，在行末补上逗号",
        en: "this row has {cells} {cells|cell|cells}, the head {columns}; the others are read as empty" => "see whether a comma is missing; if the cells are empty, add commas at the end of the row",
        wrong: "姓名,人数,备注\n张建国,3", right: "姓名,人数,备注\n张建国,3,",
    }
    /// A row some of whose cells are set apart by another sign.
    MIXED: Error "rows/other-comma" {
        zh: "这一行有“{sign}”，表头却用别的符号分栏：分不清是一格还是两格" => "是分栏的，改成和表头一样的逗号；是这一格里的标点，在行末补足逗号",
        en: "this row has a “{sign}” where the head has another sign between its cells: nobody can tell whether it is one cell or two" => "if it sets cells apart, write the comma of the head; if it belongs to the cell, add commas at the end of the row",
        wrong: "姓名,村民小组,人数\n张建国，三组,3", right: "姓名,村民小组,人数\n张建国,三组,3",
    }
}

const DELETE: Text = Text {
    zh: "给这一格上面补上表头，或删去这一格",
    en: "write a head above this cell, or delete the cell",
};

impl Table<'_> {
    pub(super) fn count(&mut self, line: Line, is_total: bool, diags: &mut Diagnostics) {
        self.tally(&line);
        self.has_rows |= !is_total;
        if self.is_full() {
            self.nodes = Vec::new();
        } else {
            self.keep(line, is_total, diags);
        }
    }

    /// Counts a row against the limits.
    pub(super) fn tally(&mut self, line: &Line) {
        self.rows += 1;
        self.values += line.count.min(self.columns()) as u64;
    }

    /// Whether there are more rows or values than are allowed.
    pub(super) fn is_full(&self) -> bool {
        self.rows > self.limits.of(Limit::Rows) || self.values > self.limits.of(Limit::Values)
    }

    fn keep(&mut self, row: Line, is_total: bool, diags: &mut Diagnostics) {
        let is_whole = self.check_width(&row, is_total, diags);
        let columns = self.columns.as_deref_mut().unwrap_or_default();
        let span = whole_row(&row.cells, self.file);
        let mut entries = Vec::with_capacity(columns.len());
        for (column, cell) in columns.iter_mut().zip(row.cells) {
            if column.key.text.is_empty() {
                column.refuse(&cell, diags);
                continue;
            }
            // Nobody looks at the heads of a total for unknown ones.
            let is_told = is_total || std::mem::replace(&mut column.is_told, true);
            column.is_filled |= !cell.is_blank();
            if is_whole && !is_total && column.sort == Some(Sort::Person) && foot::is_no_person(&cell.text) {
                let strange = Diagnostic::new(&foot::NO_PERSON, cell.span.clone()).with("text", &cell.text);
                diags.push(strange.with_own("column", &column.key.text));
            }
            let value = match &cell.origin {
                Some(_) if is_total && column.is_number() => Value::Empty,
                Some(origin) if column.is_number() => {
                    if self.merged.insert(origin.place) {
                        let merged = Diagnostic::new(&column::MERGED, origin.clone()).with("value", &cell.text);
                        diags.push(merged.with_own("column", &column.key.text));
                    }
                    Value::Unread
                }
                _ => match Some(&cell).filter(|_| column.sort == Some(Sort::Date)) {
                    Some(day) => self.days.read(day, column),
                    None => None,
                }
                .unwrap_or_else(|| column.read(&cell, self.heads, diags)),
            };
            entries.push((Key { is_told, ..column.key.clone() }, Node { value, span: cell.span }));
        }
        self.nodes.push(Node { value: Value::Map(entries), span });
    }

    /// Whether the cells of a row are those of its columns; reports cells without a column, and columns without a cell.
    fn check_width(&mut self, row: &Line, is_total: bool, diags: &mut Diagnostics) -> bool {
        let columns = self.columns.as_deref().unwrap_or_default();
        if row.written > 0 && self.thousands.look(row, columns, diags) {
            return false;
        }
        let mut beyond = row.cells.iter().skip(columns.len()).chain(&row.far);
        if let Some(extra) = beyond.find(|cell| !cell.is_blank()) {
            let wide = Diagnostic::new(&WIDE, extra.span.clone()).with_own("cells", row.count);
            let wide = wide.with_own("columns", columns.len()).with("extra", &extra.text);
            diags.push(if path::has_ending(self.file, "csv") { wide } else { wide.help_instead(DELETE) });
            return false;
        }
        if row.written == 0 || row.written >= columns.len() || is_total {
            return true;
        }
        let span = whole_row(&row.cells, self.file);
        let count = |sign: char| row.cells.iter().map(|cell| cell.text.matches(sign).count()).sum::<usize>();
        let signs = [',', '，', ';', '；', '\t', '|'];
        if let Some(sign) = signs.into_iter().find(|sign| row.written + count(*sign) == columns.len()) {
            diags.push(Diagnostic::new(&MIXED, span).with_own("sign", sign));
            return false;
        }
        let short = Diagnostic::new(&SHORT, span).with_own("cells", row.written);
        diags.push(short.with_own("columns", columns.len()));
        true
    }
}
