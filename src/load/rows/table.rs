//! Rows while they are being read: which one is the head, what belongs to which column, and what is left out.

pub(super) mod below;
pub(super) mod row;
mod units;

use std::collections::BTreeSet;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::unknown_column;
use crate::base::lang::{Label, Text};
use crate::base::limits::{Limit, Limits};
use crate::base::path::last;
use crate::base::source::{FileName, Place, Span};
use crate::base::yaml::{Key, Node, Value};
use crate::blocks::heads::Head;
use crate::load::rows::column::Column;
use crate::load::rows::day::Days;
use crate::load::rows::thousands::Thousands;
use crate::load::rows::{Expected, Line, Raw, column, foot, head, whole_row};

rules! {
    /// Lines above the head.
    SKIPPED: Note "rows/above-head" {
        zh: "表头在第 {head} 行；上面的第 {rows} 行没有读进来：{lines}" => "要公开的写进记录，如 `title`、`author`、`period`；不公开的不用管",
        en: "the head is row {head}; left out is what stands above it (rows: {rows}): {lines}" => "what is to be published belongs into the record, like `title`, `author`, `period`; else nothing need be done",
        wrong: "石桥村低保名单,\n姓名,人数\n张建国,3", right: "姓名,人数\n张建国,3",
    }
    /// A row of data above the head.
    ROW_ABOVE: Error "rows/row-above-head" {
        zh: "第 {row} 行像一行数据，却在表头（第 {head} 行）上面，没有读进来" => "把表头移到最上面一行（多半是排序时把表头也排进去了），再查对各行",
        en: "row {row} looks like one of data, but stands above the head (row {head}) and was not read" => "move the head to the top (sorting may have moved it), then look the rows through",
        wrong: "2025-04-03,租金,发包租赁,1200\n日期,事项,类别,收入\n2025-04-05,租金,发包租赁,800", right: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200\n2025-04-05,租金,发包租赁,800",
    }
    /// A table without a head.
    HEAD: Error "rows/no-head" {
        zh: "{what}，没有表头" => "第一行写各栏的名字，例如：{columns}",
        en: "{what} and has no head" => "write the names of the columns in the first row, for example: {columns}",
    }
}

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
    days: Days,
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
            days: Days::in_period(expected.period),
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
            // What nobody will see is not looked at any more.
            return if self.is_full() { self.tally(&row) } else { self.row(row, diags) };
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

    /// The rows, or none if there are too many.
    pub(super) fn finish(mut self, diags: &mut Diagnostics) -> Vec<Node> {
        if self.columns.is_none() {
            self.decide(diags);
        }
        self.drop_held(diags);
        std::mem::take(&mut self.thousands).finish(self.columns.as_deref().unwrap_or_default(), diags);
        std::mem::take(&mut self.days).finish(diags);
        self.drop_empty(diags);
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

    /// Leaves out columns that the form does not have and nothing stands in.
    fn drop_empty(&mut self, diags: &mut Diagnostics) {
        let is_empty = |column: &&Column| column.sort.is_none() && !column.is_filled && !column.key.text.is_empty();
        let is_asked = self.has_rows && !self.heads.is_empty();
        let empty: Vec<&Column> = self.columns.iter().flatten().filter(|_| is_asked).filter(is_empty).collect();
        for column in &empty {
            let told = Diagnostic::new(&column::EMPTY, column.key.span.clone());
            diags.push(told.with_own("head", &column.key.text));
        }
        let is_dropped = |key: &Key| empty.iter().any(|column| column.key.span == key.span);
        for node in self.nodes.iter_mut().filter(|_| !empty.is_empty()) {
            if let Value::Map(entries) = &mut node.value {
                entries.retain(|(key, _)| !is_dropped(key));
            }
        }
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
