//! Rows while they are being read: which one is the head, what belongs to which column, and what is left out.

mod units;

use std::collections::BTreeSet;

use crate::base::diag::{Diagnostic, Diagnostics, Severity, rules};
use crate::base::fields::unknown_column;
use crate::base::lang::{Label, Text};
use crate::base::limits::{Limit, Limits};
use crate::base::path;
use crate::base::path::last;
use crate::base::source::{FileName, Place, Span};
use crate::base::total::Reach;
use crate::base::yaml::{Key, Node, Value};
use crate::blocks::heads::{Head, Sort};
use crate::load::rows::column::{self, Column};
use crate::load::rows::thousands::Thousands;
use crate::load::rows::{Expected, Line, Raw, foot, head};

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
    /// Lines above the head.
    SKIPPED: Note "rows/above-head" {
        zh: "表头在第 {head} 行；上面的第 {rows} 行没有读进来：{lines}" => "要公开的写进记录，如 `title`、`author`、`period`；不公开的不用管",
        en: "the head is row {head}; left out is what stands above it (rows: {rows}): {lines}" => "what is to be published belongs into the record, like `title`, `author`, `period`; else nothing need be done",
        wrong: "石桥村低保名单,\n姓名,人数\n张建国,3", right: "姓名,人数\n张建国,3",
    }
    /// A row some of whose cells are set apart by another sign.
    MIXED: Error "rows/other-comma" {
        zh: "这一行有“{sign}”，表头却用别的符号分栏：分不清是一格还是两格" => "是分栏的，改成和表头一样的逗号；是这一格里的标点，在行末补足逗号",
        en: "this row has a “{sign}” where the head has another sign between its cells: nobody can tell whether it is one cell or two" => "if it sets cells apart, write the comma of the head; if it belongs to the cell, add commas at the end of the row",
        wrong: "姓名,村民小组,人数\n张建国，三组,3", right: "姓名,村民小组,人数\n张建国,三组,3",
    }
    /// A row of data above the head.
    ROW_ABOVE: Error "rows/row-above-head" {
        zh: "第 {row} 行像一行数据，却在表头（第 {head} 行）上面，没有读进来" => "把表头移到最上面一行（多半是排序时把表头也排进去了），再查对各行",
        en: "row {row} looks like one of data, but stands above the head (row {head}) and was not read" => "move the head to the top (sorting may have moved it), then look the rows through",
        wrong: "2025-04-03,租金,发包租赁,1200\n日期,事项,类别,收入\n2025-04-05,租金,发包租赁,800", right: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200\n2025-04-05,租金,发包租赁,800",
    }
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
    /// A table without a head.
    HEAD: Error "rows/no-head" {
        zh: "{what}，没有表头" => "第一行写各栏的名字，例如：{columns}",
        en: "{what} and has no head" => "write the names of the columns in the first row, for example: {columns}",
    }
}

const DELETE: Text = Text {
    zh: "给这一格上面补上表头，或删去这一格",
    en: "write a head above this cell, or delete the cell",
};

/// Rows while they are being read. Beyond the portal's limits they are counted and no longer kept.
pub(super) struct Table<'a> {
    pub(super) file: &'a FileName,
    pub(super) limits: &'a Limits,
    pub(super) heads: &'a [Head],
    /// What the table is called outside of its cells.
    pub(super) name: String,
    /// The first rows, until the head among them is known.
    pending: Vec<Line>,
    columns: Option<Vec<Column>>,
    /// Lines that are no rows, if none comes behind them.
    held: Vec<Line>,
    is_below_total: bool,
    /// Titles above the head.
    titles: BTreeSet<String>,
    /// The line above, if it is the title of a section.
    title: Option<String>,
    /// Another table has begun, which has been reported.
    is_ended: bool,
    nodes: Vec<Node>,
    rows: u64,
    values: u64,
    has_rows: bool,
    /// How many rows were left out for want of a second cell.
    left_out: u64,
    thousands: Thousands,
    /// A row fills several cells.
    has_full_rows: bool,
    /// What is to be told of rows with one cell, if others have more.
    lone: Vec<Diagnostic>,
    /// Merged numbers that have been reported.
    merged: BTreeSet<Place>,
    /// The head has more columns than are allowed.
    wide: Option<Diagnostic>,
}

impl<'a> Table<'a> {
    pub(super) fn new(file: &'a FileName, expected: &'a Expected<'a>) -> Self {
        Self {
            file,
            limits: expected.limits,
            heads: &expected.heads,
            name: last(file).to_owned(),
            pending: Vec::new(),
            columns: None,
            held: Vec::new(),
            is_below_total: false,
            titles: BTreeSet::new(),
            title: None,
            is_ended: false,
            nodes: Vec::new(),
            rows: 0,
            values: 0,
            has_rows: false,
            left_out: 0,
            thousands: Thousands::default(),
            has_full_rows: false,
            lone: Vec::new(),
            merged: BTreeSet::new(),
            wide: None,
        }
    }

    /// How many cells of a row are looked at; what is further right belongs to no column in any case.
    pub(super) fn width(&self) -> usize {
        usize::try_from(self.limits.of(Limit::Columns)).unwrap_or(usize::MAX).saturating_add(1)
    }

    /// How many columns the head has, once it is known.
    pub(super) fn columns(&self) -> usize {
        self.columns.as_ref().map_or(0, Vec::len)
    }

    /// Adds a row. The head is among the first ones with a cell that is not empty.
    pub(super) fn add(&mut self, row: Line, diags: &mut Diagnostics) {
        if row.count == 0 {
            return;
        }
        if self.columns.is_some() {
            return self.row(row, diags);
        }
        // Where no column of the form is known, the first row is the head in any case.
        self.pending.push(row);
        if self.pending.len() == head::FIRST || self.heads.is_empty() {
            self.decide(diags);
        }
    }

    /// Finds the head among the first rows.
    fn decide(&mut self, diags: &mut Diagnostics) {
        let mut lines = std::mem::take(&mut self.pending);
        let (at, known) = head::find(&lines, self.heads);
        let mut rest = lines.split_off((at + 1).min(lines.len()));
        let Some(mut head) = lines.pop() else { return };
        if rest.first().is_some_and(|below| head::is_second_half(&head, below, self.heads)) {
            head::join(&mut head, rest.remove(0));
        }
        // The lower half may be the one that names more.
        if let Some(mut upper) = lines.pop_if(|upper| head.written > 0 && head::is_first_half(upper, &head, self.heads))
        {
            head::join(&mut upper, head);
            head = upper;
        }
        let units = self.units(&lines);
        if known == 0 && head::is_data(&head) {
            const DATA: Text =
                Text { zh: "表格从第一行起就是数据", en: "the table begins with a row of data" };
            diags.push(no_head(self.heads, whole_row(&head.cells, self.file)).with_word("what", DATA));
            (self.columns, self.is_ended) = (Some(Vec::new()), true);
            return;
        }
        if let Some(row) = lines.iter().find(|line| known > 0 && head::is_row(line)) {
            let above = Diagnostic::new(&ROW_ABOVE, whole_row(&row.cells, self.file));
            diags.push(above.with_own("row", row.number).with_own("head", head.number));
        }
        if !lines.is_empty() {
            diags.push(skipped(&lines, &head));
            self.titles = lines.iter().filter_map(foot::title).map(str::to_owned).collect();
        }
        self.add_head(head, diags);
        self.add_units(&units, diags);
        rest.into_iter().for_each(|line| self.row(line, diags));
    }

    fn add_head(&mut self, row: Line, diags: &mut Diagnostics) {
        let at = row.far.as_ref().or(row.cells.last()).map(|cell| cell.span.clone());
        self.wide = at.and_then(|at| self.limits.check(Limit::Columns, row.count as u64, &at));
        let cells: Vec<Raw> = row.cells.into_iter().take(row.count).collect();
        let named = head::assign(&cells.iter().map(|cell| &*cell.text).collect::<Vec<_>>(), self.heads);
        let columns = cells.into_iter().zip(named).map(|(cell, named)| {
            cell.fault.iter().for_each(|fault| diags.push(fault.diagnostic(&cell.span)));
            Column::of(cell, named, self.heads, diags)
        });
        let columns = columns.collect();
        self.columns = Some(columns);
    }

    /// Adds a row below the head, unless it is a line of another sort.
    fn row(&mut self, line: Line, diags: &mut Diagnostics) {
        if self.is_ended {
            return;
        }
        let title = foot::title(&line).filter(|title| !self.titles.contains(*title)).map(str::to_owned);
        let title = std::mem::replace(&mut self.title, title);
        if head::is_head(&line, self.heads) {
            let span = whole_row(&line.cells, self.file);
            let columns = self.columns.as_deref().unwrap_or_default();
            let is_same = columns.iter().zip(&line.cells).all(|(own, cell)| own.written == cell.text);
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
    fn drop_held(&mut self, diags: &mut Diagnostics) {
        for line in std::mem::take(&mut self.held) {
            let text = line.cells.iter().find(|cell| !cell.is_blank()).map_or("", |cell| &*cell.text);
            diags.push(foot(text, &line));
            self.check_below(&line, diags);
        }
    }

    fn count(&mut self, line: Line, is_total: bool, diags: &mut Diagnostics) {
        self.rows += 1;
        self.values += line.count.min(self.columns()) as u64;
        self.has_rows |= !is_total;
        if self.rows <= self.limits.of(Limit::Rows) && self.values <= self.limits.of(Limit::Values) {
            self.keep(line, is_total, diags);
        } else {
            self.nodes = Vec::new();
        }
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
            let is_told = std::mem::replace(&mut column.is_told, true);
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
                _ => column.read(&cell, self.heads, diags),
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

    /// The rows, or none if there are too many.
    pub(super) fn finish(mut self, diags: &mut Diagnostics) -> Vec<Node> {
        if self.columns.is_none() {
            self.decide(diags);
        }
        self.drop_held(diags);
        std::mem::take(&mut self.thousands).finish(self.columns.as_deref().unwrap_or_default(), diags);
        std::mem::take(&mut self.lone).into_iter().filter(|_| self.has_full_rows).for_each(|lone| diags.push(lone));
        if !self.has_rows && !self.heads.is_empty() {
            self.check_heads(diags);
        }
        let whole = Span::whole(self.file);
        if !self.has_rows && self.left_out > 0 {
            diags.push(Diagnostic::new(&foot::NONE, whole.clone()).with_own("rows", self.left_out));
        }
        let wide = self.wide;
        let long = self.limits.check(Limit::Rows, self.rows, &whole);
        let full = self.limits.check(Limit::Values, self.values, &whole).filter(|_| long.is_none());
        let none = (self.columns.is_none() && wide.is_none()).then(|| no_head(self.heads, whole));
        let problems: Vec<Diagnostic> = wide.into_iter().chain(long).chain(full).chain(none).collect();
        let is_whole = problems.is_empty();
        problems.into_iter().for_each(|problem| diags.push(problem));
        if is_whole { self.nodes } else { Vec::new() }
    }

    /// Reports heads that no column has: where there is no row, nobody else looks at them.
    fn check_heads(&self, diags: &mut Diagnostics) {
        let known: Vec<&str> = self.heads.iter().map(|head| &**head.name()).collect();
        let columns = self.columns.iter().flatten();
        for column in columns.filter(|column| column.sort.is_none() && !column.key.text.is_empty()) {
            diags.push(unknown_column(&column.key, &known));
        }
    }
}

fn no_head(heads: &[Head], whole: Span) -> Diagnostic {
    const EMPTY: Text = Text { zh: "表格是空的", en: "the table is empty" };
    let names: Vec<&str> = heads.iter().take(4).map(|head| &**head.name()).collect();
    let names = if names.is_empty() { "日期,事项,金额".to_owned() } else { names.join(",") };
    Diagnostic::new(&HEAD, whole).with_own("columns", names).with_word("what", EMPTY)
}

fn foot(text: &str, line: &Line) -> Diagnostic {
    Diagnostic::new(&foot::FOOT, first_span(line)).with("text", text)
}

/// Where the first cell stands that is not empty.
fn first_span(line: &Line) -> Span {
    let span = line.cells.iter().find(|cell| !cell.is_blank()).map(|cell| cell.span.clone());
    span.unwrap_or_else(|| Span::whole(&"".into()))
}

/// The note that names what stands above the head.
fn skipped(lines: &[Line], head: &Line) -> Diagnostic {
    let texts = lines.iter().map(|line| {
        let cells = line.cells.iter().filter(|cell| !cell.is_blank()).map(|cell| &*cell.text);
        format!("“{}”", cells.collect::<Vec<_>>().join(" "))
    });
    let rows: Vec<String> = lines.iter().map(|line| line.number.to_string()).collect();
    let rows = Label::of(&[("zh-Hans", &rows.join("、")), ("en", &rows.join(", "))]);
    let first = lines.iter().flat_map(|line| &line.cells).find(|cell| !cell.is_blank());
    let span = first.map_or_else(|| Span::whole(&"".into()), |cell| cell.span.clone());
    let skipped = Diagnostic::new(&SKIPPED, span).with_own("head", head.number).with_label("rows", &rows);
    skipped.with("lines", texts.collect::<Vec<_>>().join("；"))
}

/// From the first cell to the last.
fn whole_row(row: &[Raw], file: &FileName) -> Span {
    let Some((first, last)) = row.first().zip(row.last()) else { return Span::whole(file) };
    let place = match (first.span.place, last.span.place) {
        (Place::Bytes(start, _), Place::Bytes(_, end)) => Place::Bytes(start, end),
        (place, _) => place,
    };
    Span { place, ..first.span.clone() }
}
