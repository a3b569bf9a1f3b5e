//! Lines below the head: rows, the head once more, another table, and what only stands there.

use crate::base::diag::{Diagnostic, Diagnostics, Severity, rules};
use crate::base::lang::Text;
use crate::base::source::Span;
use crate::base::total::Reach;
use crate::blocks::heads::Sort;
use crate::load::rows::table::Table;
use crate::load::rows::{Line, foot, head, whole_row};

rules! {
    /// The head once more, as on each page of a printed table.
    AGAIN: Note "rows/head-again" {
        zh: "这一行又是表头，没有读进来" => "表头只要一行，这一行可以删去",
        en: "this row is the head once more and was left out" => "one head is enough: the row may be deleted",
        wrong: "姓名,人数\n张建国,3\n姓名,人数\n李秀英,2", right: "姓名,人数\n张建国,3\n李秀英,2",
    }
    /// Another head among the rows.
    SECOND: Error "rows/second-head" {
        zh: "这一行是另一张表的表头，和上面的不一样；从这一行起都没有读" => "两张表各存一个文件，各写一条记录；本是一张表的，把栏的次序排成一样，删去这一行",
        en: "this row is the head of another table than the one above; nothing from here on was read" => "save the tables as files of their own, each with its record; if it is one table, give all rows the same columns and delete this row",
        wrong: "姓名,人数\n张建国,3\n人数,姓名\n2,李秀英", right: "姓名,人数\n张建国,3\n李秀英,2",
    }
    /// The same head below the title of another section.
    SECTION: Error "rows/second-table" {
        zh: "“{title}”下面又是一个表头：这是另一张表，从这一行起都没有读" => "两张表各存一个文件，各写一条记录；本是一张表的，删去“{title}”这一行和下面的表头",
        en: "below “{title}” stands the head once more: this is another table, and nothing from here on was read" => "save the tables as files of their own, each with its record; if it is one table, delete the line “{title}” and the head below it",
        wrong: "姓名,人数\n张建国,3\n合计,3\n二、退出人员,\n姓名,人数\n李秀英,2", right: "姓名,人数\n张建国,3\n合计,3",
    }
}

impl Table<'_> {
    /// Adds a row below the head, unless it is a line of another sort.
    pub(super) fn row(&mut self, line: Line, diags: &mut Diagnostics) {
        if self.is_ended {
            return;
        }
        let title = foot::title(&line).filter(|title| !self.titles.contains(*title)).map(str::to_owned);
        let title = std::mem::replace(&mut self.title, title);
        let columns = self.columns.as_deref().unwrap_or_default();
        let is_same = columns.iter().zip(&line.cells).all(|(own, cell)| own.written == cell.text);
        // A head that comes again may have columns that nobody knows.
        let is_again = is_same && columns.len() == line.count && columns.len() > 2 && !self.heads.is_empty();
        if is_again || head::is_head(&line, self.heads) {
            let span = whole_row(&line.cells, self.file);
            let rule = if is_same && columns.len() == line.count { &AGAIN } else { &SECOND };
            let section = title.filter(|_| rule.severity != Severity::Error);
            self.is_ended = section.is_some() || rule.severity == Severity::Error;
            // What stands above the head of a printed page is the foot of the page before.
            self.drop_held(diags);
            diags.push(match section {
                Some(title) => Diagnostic::new(&SECTION, span).with("title", title),
                None => Diagnostic::new(rule, span),
            });
            return;
        }
        let is_below = self.is_below_total || !self.held.is_empty();
        let heads = self.columns.iter().flatten().map(|column| &*column.key.text);
        if let Some(text) = foot::of(&line, is_below, self.columns()) {
            if foot::is_row(&line, heads) {
                let span = first_span(&line);
                diags.push(Diagnostic::new(&foot::PERHAPS, span).with("text", text));
                self.count_held(diags);
                self.is_below_total = false;
                return self.count(line, false, diags);
            }
            if self.is_below_total || foot::is_signed(&line) {
                diags.push(foot(text, &line));
                self.check_below(&line, diags);
            } else {
                self.held.push(line);
            }
            return;
        }
        if self.is_no_row(&line, diags) {
            return;
        }
        let heads = self.columns.iter().flatten().map(|column| &*column.key.text);
        let reach = foot::reach(&line, heads);
        self.is_below_total = reach.is_some_and(|reach| reach != Reach::Part);
        self.count_held(diags);
        self.count(line, reach.is_some(), diags);
    }

    /// Whether a line with one cell is no row, which is told. Of one that may be a row it is told at the end, if others
    /// fill more cells.
    fn is_no_row(&mut self, line: &Line, diags: &mut Diagnostics) -> bool {
        const EXAMPLE: Text = Text { zh: "填写示例", en: "shows how to fill in the table" };
        const NUMBERING: Text = Text { zh: "各栏的编号", en: "numbers the columns" };
        if self.columns() < 2 || self.heads.is_empty() {
            return false;
        }
        let is_first = self.rows == 0 && foot::is_numbering(line);
        if is_first || foot::is_example(line) {
            let what = if is_first { NUMBERING } else { EXAMPLE };
            diags.push(Diagnostic::new(&foot::EXAMPLE, first_span(line)).with_word("what", what));
            return true;
        }
        let heads = self.columns.iter().flatten().map(|column| &*column.written);
        if let Some(number) = foot::section(line, heads) {
            diags.push(Diagnostic::new(&foot::SECTION, first_span(line)).with_own("number", number));
            return true;
        }
        let sorts: Vec<Option<Sort>> = self.columns.iter().flatten().map(|column| column.sort).collect();
        let lone = foot::lone(line, &sorts);
        self.has_full_rows |= lone.is_none();
        match lone {
            Some((what @ (foot::Lone::NoRow | foot::Lone::End), cell)) => {
                // What is left out was read all the same.
                self.rows += 1;
                self.left_out += u64::from(what == foot::Lone::NoRow);
                diags.push(Diagnostic::new(&foot::ALONE, cell.span.clone()).with("text", &cell.text));
                true
            }
            Some((foot::Lone::Doubt, cell)) if self.columns() > 2 => {
                self.lone.push(Diagnostic::new(&foot::DOUBT, cell.span.clone()).with("text", &cell.text));
                false
            }
            _ => false,
        }
    }

    /// Takes the lines that were held for rows.
    fn count_held(&mut self, diags: &mut Diagnostics) {
        for line in std::mem::take(&mut self.held) {
            self.count(line, false, diags);
        }
    }

    /// Leaves out the lines that were held.
    pub(super) fn drop_held(&mut self, diags: &mut Diagnostics) {
        for line in std::mem::take(&mut self.held) {
            let text = line.cells.iter().find(|cell| !cell.is_blank()).map_or("", |cell| &*cell.text);
            diags.push(foot(text, &line));
            self.check_below(&line, diags);
        }
    }
}

fn foot(text: &str, line: &Line) -> Diagnostic {
    Diagnostic::new(&foot::FOOT, first_span(line)).with("text", text)
}

/// Where the first cell stands that is not empty.
fn first_span(line: &Line) -> Span {
    let span = line.cells.iter().find(|cell| !cell.is_blank()).map(|cell| cell.span.clone());
    span.unwrap_or_else(|| Span::whole(&"".into()))
}
