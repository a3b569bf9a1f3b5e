//! Rows as they are read: cells by their columns, what they lack, and what does not agree.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, is_table};
use crate::base::lang::Text;
use crate::base::money::Money;
use crate::base::number::Decimal;
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};
use crate::blocks::cell::Cell;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::mask::Mask;
use crate::blocks::outcome::Outcome;
use crate::blocks::register::overview::Memo;
use crate::blocks::register::{Register, RegisterOptions, Row, told};
use crate::blocks::totals::{self, Added, Total as Stated};

rules! {
    /// A row lacks a cell that its column requires.
    CELL: Error "register/missing-cell" {
        zh: "这一行缺“{column}”（{name}）" => "补上这一栏：`gongkai kinds` 里标 * 的栏不能空",
        en: "this row lacks “{column}” ({name})" => "fill the cell: columns with a * in `gongkai kinds` cannot be empty",
        wrong: "- {登记日期: 2025-07-01, 状态: 办理中}", right: "- {登记日期: 2025-07-01, 问题: 路灯不亮, 状态: 办理中}",
    }
    /// A column that every row needs, and none has.
    COLUMN: Error "register/missing-column" {
        zh: "表格里没有“{column}”（{name}）一栏，或者整栏空着：{count} 行都缺" => "加上这一栏，每行都填；表头叫别的名字的，改成“{column}”",
        en: "the table has no column “{column}” ({name}), or nothing in it: {count} {count|row lacks|rows lack} it" => "add the column, and fill it in every row; if its head is called otherwise, write “{column}”",
        wrong: "村民小组,人数\n三组,3\n一组,2", right: "姓名,村民小组,人数\n张建国,三组,3\n李秀英,一组,2",
    }
    /// A value that must be unique stands twice.
    DUPLICATE: Warning "register/duplicate" {
        zh: "“{column}”一栏的 `{value}` 出现两次" => "查对是不是同一件事登记了两遍",
        en: "`{value}` stands twice in column “{column}”" => "see whether one matter was entered twice",
    }
    /// A cell that follows from others says something else.
    DIFFERS: Warning "register/computed-differs" {
        zh: "“{column}”写的是 {stated}，按同一行的 {from} 算是 {computed}" => "查对这一行；这一栏可以不写，页面以算出的为准",
        en: "“{column}” says {stated}, while {from} of the same row give {computed}" => "look up the row; the column need not be written, and the page shows what was computed",
        wrong: "- {村和社区: 石桥村, 党员活动室: 没有, 是否齐全: 齐全}", right: "- {村和社区: 石桥村, 党员活动室: 没有, 是否齐全: 缺项}",
    }
    /// Closed without a date, or open with one.
    STATE: Warning "register/state-differs" {
        zh: "状态是 `{status}`，{date}“{column}”" => "状态和“{column}”要一致：完了就填日期，没完就不填",
        en: "the status is `{status}`, yet “{column}” {date}" => "let status and “{column}” agree: a date where it is done, none where it is open",
        wrong: "- {登记日期: 2025-03-01, 问题: 路灯不亮, 状态: 办理中, 办结日期: 2025-03-06}", right: "- {登记日期: 2025-03-01, 问题: 路灯不亮, 状态: 已办结, 办结日期: 2025-03-06}",
        source: "销号制度：真正解决了才能销号", "strike-off rule: an entry is struck off only when the matter is solved",
    }
}

const CLOSED_WITHOUT: Text = Text { zh: "却没有填", en: "is empty" };
const OPEN_WITH: Text = Text { zh: "却填了", en: "is filled in" };

/// The rows of a slot, and whether the record says that they are all there are: `{complete: true, rows: [...]}`.
pub(super) fn slot(node: &Node, diags: &mut Diagnostics) -> (Option<bool>, Option<Node>) {
    if !matches!(node.value, Value::Map(_)) {
        return (None, None);
    }
    let mut fields = Fields::of(node, diags);
    let is_complete = fields.get("complete", diags);
    let rows = fields.node("rows", diags).cloned();
    fields.finish(diags);
    (is_complete, Some(rows.unwrap_or_else(|| Node::empty(node.span.clone()))))
}

/// Reads rows, and reports totals that are not theirs and values that stand twice.
pub(super) fn register(node: &Node, options: &Arc<RegisterOptions>, diags: &mut Diagnostics) -> Register {
    let (is_complete, inner) = slot(node, diags);
    let node = inner.as_ref().unwrap_or(node);
    let split = if options.has_lines { totals::whole(node, diags) } else { totals::split(node, diags) };
    let absent = check_columns(&split.rows, options, diags);
    let mut state = State { unread: vec![false; options.columns.len()], absent };
    let rows = split.rows.iter().map(|node| read_row(node, options, &mut state, diags)).collect();
    let unread = state.unread;
    let register = Register {
        options: options.clone(),
        rows,
        withheld: Vec::new(),
        is_page_only: false,
        is_complete: is_complete.unwrap_or(options.is_complete),
        counted: BTreeSet::new(),
        memo: Memo::default(),
    };
    check_unique(&register, diags);
    told::check_once(&register, diags);
    check_totals(&register, &split.totals, &unread, diags);
    register
}

/// What is known of the columns while rows are read.
struct State {
    /// In which a cell could not be read.
    unread: Vec<bool>,
    /// Which no row has, as has been told.
    absent: Vec<bool>,
}

/// Which columns that are required no row of a table has; each is told once.
fn check_columns(rows: &[&Node], options: &RegisterOptions, diags: &mut Diagnostics) -> Vec<bool> {
    let mut absent = vec![false; options.columns.len()];
    let Some(first) = rows.first().filter(|row| rows.len() > 1 && is_table(&row.span)) else { return absent };
    let mut quiet = Diagnostics::new();
    let known: Vec<&str> = options.columns.iter().flat_map(|c| [&*c.name, c.label.get("zh-Hans")]).collect();
    let mut has = |row: &Node, column: &Column| {
        let mut fields = Fields::of(row, &mut quiet);
        let found = fields.named(|key| key == &*column.name || column.label.is(key), &mut quiet);
        let is_filled = found.is_some_and(|node| !node.is_empty());
        // It may stand under a head that nobody knows.
        is_filled || found.is_none() && fields.rest().any(|(key, _)| !known.contains(&&*key.text))
    };
    for (at, column) in options.columns.iter().enumerate().filter(|(_, column)| column.is_required) {
        absent[at] = !rows.iter().any(|row| has(row, column));
        if absent[at] {
            let missing = Diagnostic::new(&COLUMN, first.span.clone()).with_own("name", &column.name);
            diags.push(missing.with_own("column", column.label.get("zh-Hans")).with_own("count", rows.len()));
        }
    }
    absent
}

/// Reads a row, and notes in which columns a cell could not be read.
fn read_row(node: &Node, options: &RegisterOptions, state: &mut State, diags: &mut Diagnostics) -> Row {
    let State { unread, absent } = state;
    let mut fields = Fields::of(node, diags);
    let mut cells = Vec::with_capacity(options.columns.len());
    let (mut lacking, mut is_whole) = (Vec::new(), true);
    let mut are_unread = vec![false; options.columns.len()];
    for (at, column) in options.columns.iter().enumerate() {
        let found = fields.named(|key| key == &*column.name || column.label.is(key), diags);
        let cell = found.and_then(|node| column.read(node, diags));
        are_unread[at] = cell.is_none() && found.is_some();
        cells.push(cell.unwrap_or(Cell::Empty));
    }
    is_whole &= !are_unread.contains(&true);
    if is_whole {
        follow(&mut cells, options, node, diags);
    }
    for (at, column) in options.columns.iter().enumerate() {
        unread[at] |= are_unread[at];
        if column.is_required && cells[at].is_empty() && !are_unread[at] && !absent[at] && fields.is_readable() {
            lacking.push(column);
        }
    }
    let known: Vec<&str> = options.columns.iter().flat_map(|c| [&*c.name, c.label.get("zh-Hans")]).collect();
    let strange = fields.strange(&known);
    for column in lacking {
        let (name, label) = (&*column.name, column.label.get("zh-Hans"));
        if !strange.explains(&[name, label]) {
            let missing = Diagnostic::new(&CELL, node.span.clone()).with_own("name", name);
            diags.push(missing.with_own("column", label));
        }
    }
    // The state may stand under a key that nobody knows.
    is_whole &= strange.is_empty();
    fields.finish_with(&known, diags);
    let row = Row { cells, span: node.span.clone() };
    if is_whole {
        check_state(&row, options, diags);
        told::check_row(&row, options, diags);
    }
    row
}

/// Fills cells that follow from others of the row, and reports those that were written otherwise.
fn follow(cells: &mut [Cell], options: &RegisterOptions, node: &Node, diags: &mut Diagnostics) {
    for (at, column) in options.columns.iter().enumerate() {
        let Some(flag) = &column.from else { continue };
        let Some(computed) = flag.value(|name| cells.get(options.column(name)?)) else { continue };
        if !cells[at].is_empty() && cells[at] != computed {
            let differs = Diagnostic::new(&DIFFERS, node.span.clone()).with_own("column", column.label.home());
            let hidden = |text: String, one: Diagnostic, name| match column.mask {
                Mask::Shown => one.with(name, text),
                _ => one.with_word(name, told::HIDDEN),
            };
            let differs = hidden(cells[at].text(), differs, "stated");
            diags.push(
                hidden(computed.text(), differs, "computed")
                    .with_list("from", flag.columns().iter().map(|one| label_of(options, &one.value))),
            );
        }
        cells[at] = computed;
    }
}

/// What the column with this name is called.
fn label_of<'o>(options: &'o RegisterOptions, name: &str) -> &'o str {
    options.column(name).map_or("", |at| options.columns[at].label.home())
}

fn check_state(row: &Row, options: &RegisterOptions, diags: &mut Diagnostics) {
    let (Some(status), Some(closed)) = (options.position(ColumnType::Status), options.position(ColumnType::Closed))
    else {
        return;
    };
    let Cell::Text(text) = &row.cells[status] else { return };
    let has_date = !row.cells[closed].is_empty();
    let word = match options.columns[status].outcomes.outcome(text) {
        Some(Outcome::Achieved) if !has_date => CLOSED_WITHOUT,
        Some(Outcome::Open) if has_date => OPEN_WITH,
        _ => return,
    };
    let differs = Diagnostic::new(&STATE, row.span.clone()).with("status", text).with_word("date", word);
    diags.push(differs.with_label("column", &options.columns[closed].label));
}

/// Compares stated totals with the rows. Where a cell could not be read, the sum is not known either.
fn check_totals(register: &Register, totals: &[Stated<'_>], unread: &[bool], diags: &mut Diagnostics) {
    let columns = register.options.columns.iter().enumerate();
    let added = columns.filter(|(at, column)| column.is_number() && column.mask == Mask::Shown && !unread[*at]);
    let mut sums = Vec::new();
    for (at, column) in added.filter(|(_, column)| !column.is_compared_by_group() && register.options.adds_over_all()) {
        let number = |cell: &Cell| match cell {
            Cell::Integer(number) | Cell::Decimal(Decimal(number)) | Cell::Money(Money(number)) => Some(*number),
            _ => None,
        };
        let shown = |number| match column.column_type {
            ColumnType::Money => Money(number).to_string(),
            ColumnType::Decimal => Decimal(number).to_string(),
            _ => number.to_string(),
        };
        let label = column.label.get("zh-Hans");
        sums.push((label, register.rows.iter().map(|row| number(&row.cells[at]).unwrap_or(0)).collect()));
        let column = Added {
            label,
            is_named: &|key| key == &*column.name || column.label.is(key),
            read: &|node| number(&column.read(node, &mut Diagnostics::new())?),
            shown: &shown,
            cells: &|row| number(&register.rows[row].cells[at]).unwrap_or(0),
        };
        totals::compare(totals, &column, diags);
    }
    // A total below proves that the last row is one.
    if let Some(last) = register.rows.last().filter(|_| totals.is_empty()) {
        totals::check_last(&sums, &last.span, diags);
    }
}

fn check_unique(register: &Register, diags: &mut Diagnostics) {
    for (at, column) in register.options.columns.iter().enumerate() {
        if !register.options.unique.contains(&column.name) {
            continue;
        }
        let mut seen: BTreeMap<String, &Span> = BTreeMap::new();
        for row in register.rows.iter().filter(|row| !row.cells[at].is_empty()) {
            if let Some(first) = seen.insert(row.cells[at].text(), &row.span) {
                let label = Text { zh: "第一次出现在这里", en: "first here" };
                let twice = Diagnostic::new(&DUPLICATE, row.span.clone());
                let twice = match column.mask {
                    Mask::Shown => twice.with("value", row.cells[at].text()),
                    _ => twice.with_word("value", told::HIDDEN),
                };
                diags.push(twice.with_own("column", column.label.get("zh-Hans")).label(first.clone(), label));
            }
        }
    }
}
