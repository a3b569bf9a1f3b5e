//! Rows of totals among the rows of a block: they are left out, and what they say is compared with what is computed.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::items;
use crate::base::names;
use crate::base::source::{Place, Span, Veil};
use crate::base::total::{Reach, in_row, is_entry, is_figure, is_group, is_part, is_sum_of_thing};
use crate::base::yaml::{Key, Node, Value};

rules! {
    /// A row of totals, which is no row of the record.
    TOTAL: Note "rows/total-left-out" {
        zh: "这一行是“{word}”，没有读进来" => "合计由程序算，这一行可以从表格里删去",
        en: "this row is a total (“{word}”) and was left out" => "totals are computed; the row may be deleted from the table",
        wrong: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200\n合计,,,1200", right: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200",
    }
    /// A stated total that is not that of the rows.
    DIFFERS: Warning "rows/total-differs" {
        zh: "“{word}”一行的“{column}”写的是 {stated}，按明细（{rows} 行）算得 {computed}，相差 {difference}" => "查对明细有没有漏填、重填，再改合计；网页上只有算出来的数",
        en: "“{word}” states {stated} for “{column}”, but its rows ({rows}) give {computed}: a difference of {difference}" => "look for rows left out or written twice, then mend the total; the page shows the computed figure alone",
        wrong: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200\n合计,,,1300", right: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200\n合计,,,1200",
    }
    /// The last row has what the rows above add up to, and does not call itself a total.
    SUM: Warning "rows/perhaps-sum" {
        zh: "最后一行的{columns}正好是上面各行之和，像合计，仍按一行明细算了进去" => "是合计，把行首写成“合计”；确实是一行明细，在记录里写 `accept: [{rule: rows/perhaps-sum, reason: …}]` 说明",
        en: "the last row has just the sum of the rows above ({columns}), like a total, and counts as a row" => "if it is a total, begin the row with 合计; if it is a row, say so in the record: `accept: [{rule: rows/perhaps-sum, reason: …}]`",
        wrong: "姓名,人数,全户金额\n张建国,3,1200\n李秀英,2,800\n石桥,5,2000", right: "姓名,人数,全户金额\n张建国,3,1200\n李秀英,2,800\n合计,5,2000",
    }
    /// A row that is a part of the one above.
    PART: Warning "rows/part-of" {
        zh: "这一行写着“{word}”，是上面一行的一部分，再算一次就重了，所以没有读进来" => "要写明的，写进上面一行的备注，再删去这一行；是单独一笔的，去掉“其中”",
        en: "this row says “{word}” (of which): it is a part of the row above, would count twice and was left out" => "put it into the remark of the row above and delete this one; if it is a row of its own, drop “其中”",
        wrong: "日期,事项,类别,支出\n2025-04-03,水电费,办公费用,1200\n,其中：电费,,800", right: "日期,事项,类别,支出\n2025-04-03,水电费（其中电费 800 元）,办公费用,1200",
    }
    /// A row that may be a total, but is led by something else or has what entries have.
    PERHAPS: Warning "rows/perhaps-total" {
        zh: "这一行写着“{word}”，又像一笔明细，仍按一行明细算了进去" => "是合计，就删去这一行；不是，就换一个说法",
        en: "this row says “{word}”, but looks like an entry and counts as one" => "if it is a total, delete the row; if it is none, use another word",
        wrong: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200\n2025-04-30,租金,合计,1200", right: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200",
    }
}

/// The rows of a block, without the totals that stand among them.
#[derive(Debug)]
pub(super) struct Split<'n> {
    pub(super) rows: Vec<&'n Node>,
    pub(super) totals: Vec<Total<'n>>,
}

/// A row of totals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Total<'n> {
    /// The words that lead it.
    word: &'n str,
    reach: Reach,
    node: &'n Node,
    /// How many rows stand above it.
    above: usize,
    /// How many there are.
    rows: usize,
}

/// Tells rows from totals, which are reported.
pub(super) fn split<'n>(node: &'n Node, diags: &mut Diagnostics) -> Split<'n> {
    let mut split = Split { rows: Vec::new(), totals: Vec::new() };
    let (mut told, mut lead, mut is_within) = (Vec::new(), None, false);
    for row in items(node, diags) {
        let found = found(row);
        // What stands below `其中` without what leads a row is another part.
        // Only a day leads every row of its own; groups are often written once for all their rows.
        let is_led = |key: &str| key == "date" || names::chinese("date") == Some(key);
        let is_part = is_within && lead.is_some_and(|key| is_led(key) && entry(row, &|own| own == key).is_none());
        match found {
            Found::Total { word, span, reach } => {
                told.push((row, Diagnostic::new(&TOTAL, span.clone()).with_own("word", word.trim())));
                split.totals.push(Total { word: word.trim(), reach, node: row, above: split.rows.len(), rows: 0 });
            }
            Found::Part { word, span } | Found::Perhaps { word, span } | Found::Row { word, span }
                if is_part || matches!(found, Found::Part { .. }) =>
            {
                is_within = true;
                diags.push(Diagnostic::new(&PART, span.clone()).with("word", word.trim()));
            }
            other => {
                if let Found::Perhaps { word, span } = other {
                    diags.push(Diagnostic::new(&PERHAPS, span.clone()).with("word", word.trim()));
                }
                (is_within, lead) = (false, first_key(row).or(lead));
                split.rows.push(row);
            }
        }
    }
    split.keep_things(&mut told);
    told.into_iter().for_each(|(_, told)| diags.push(told));
    let rows = split.rows.len();
    split.totals.iter_mut().for_each(|total| total.rows = rows);
    split
}

impl<'n> Split<'n> {
    /// Where nothing else stands in a table, the sums of things (`收入合计`) are its rows.
    fn keep_things(&mut self, told: &mut Vec<(&'n Node, Diagnostic)>) {
        if self.rows.is_empty() {
            let (things, totals) =
                std::mem::take(&mut self.totals).into_iter().partition(|one| is_sum_of_thing(one.word));
            self.totals = totals;
            self.rows = Vec::from_iter(things).into_iter().map(|one: Total<'n>| one.node).collect();
            told.retain(|(row, _)| !self.rows.iter().any(|own| std::ptr::eq(*own, *row)));
        }
    }
}

/// What a row is, with the text that says so.
#[derive(Clone, Copy)]
enum Found<'n> {
    Row {
        word: &'n str,
        span: &'n Span,
    },
    /// A row that may be a total.
    Perhaps {
        word: &'n str,
        span: &'n Span,
    },
    /// A part of the row above.
    Part {
        word: &'n str,
        span: &'n Span,
    },
    Total {
        word: &'n str,
        span: &'n Span,
        reach: Reach,
    },
}

fn found(row: &Node) -> Found<'_> {
    let named: Vec<(&str, &Span)> = texts(row).filter(|(text, _)| !is_figure(text)).collect();
    let plain: Vec<&str> = named.iter().map(|(text, _)| *text).collect();
    let total = in_row(&plain).and_then(|(at, reach)| Some((*named.get(at)?, reach)));
    let leader = named.iter().position(|(text, _)| !is_group(text)).unwrap_or(0);
    let (word, span) = named.get(leader).copied().unwrap_or(("", &row.span));
    match total {
        Some(((word, span), _)) if is_entry(word, cells(row)) => Found::Perhaps { word, span },
        Some(((word, span), reach)) => Found::Total { word, span, reach },
        None if is_part(word) && is_entry(word, cells(row)) => Found::Perhaps { word, span },
        None if is_part(word) => Found::Part { word, span },
        None => match inside(row) {
            Some((word, span)) => Found::Perhaps { word, span },
            None => Found::Row { word, span },
        },
    }
}

/// The key of the first cell of a row that is filled.
fn first_key(row: &Node) -> Option<&str> {
    let Value::Map(entries) = &row.value else { return None };
    entries.iter().find(|(_, cell)| !cell.is_empty()).map(|(key, _)| &*key.text)
}

/// The heads and texts of a row.
fn cells(row: &Node) -> impl Iterator<Item = (&str, &str)> {
    let entries = match &row.value {
        Value::Map(entries) => &entries[..],
        _ => &[],
    };
    entries.iter().filter_map(|(key, cell)| Some((&*key.text, cell.text()?)))
}

/// The cells of a row that hold text.
fn texts(row: &Node) -> impl Iterator<Item = (&str, &Span)> {
    let entries = match &row.value {
        Value::Map(entries) => &entries[..],
        _ => &[],
    };
    let texts = entries.iter().filter_map(|(_, cell)| Some((cell.text()?, &cell.span)));
    texts.filter(|(text, _)| !text.trim().is_empty())
}

/// A cell behind the first one that says nothing but that it is a total.
fn inside(row: &Node) -> Option<(&str, &Span)> {
    const BARE: [&str; 4] = ["合计", "共计", "总计", "小计"];
    texts(row).map(|(text, span)| (text.trim(), span)).find(|(text, _)| BARE.contains(text))
}

/// A column whose stated totals are compared.
pub(super) struct Added<'a> {
    /// What messages call it.
    pub(super) label: &'a str,
    /// Whether a key names it.
    pub(super) is_named: &'a dyn Fn(&str) -> bool,
    /// What a stated total is, in the unit of `cells`.
    pub(super) read: &'a dyn Fn(&Node) -> Option<i64>,
    /// How a number is written.
    pub(super) shown: &'a dyn Fn(i64) -> String,
    /// The number in each row.
    pub(super) cells: &'a dyn Fn(usize) -> i64,
}

/// Compares what the totals state of a column with what the rows give: those above each, or those below where a total
/// stands on top of them.
pub(super) fn compare(totals: &[Total<'_>], column: &Added<'_>, diags: &mut Diagnostics) {
    let is_on_top = totals.first().is_some_and(|first| first.above == 0 && first.rows > 0);
    // Sums of the rows above each place at which a total may begin to count.
    let mut starts = vec![Start { above: 0, sum: 0 }];
    let (mut at, mut all) = (0, 0_i64);
    for (number, total) in totals.iter().enumerate() {
        while at < total.above {
            all = all.saturating_add((column.cells)(at));
            at += 1;
        }
        let here = Start { above: at, sum: all };
        let stated = entry(total.node, column.is_named).and_then(|node| Some(((column.read)(node)?, node)));
        if let Some((stated, node)) = stated.filter(|_| total.reach != Reach::Running) {
            let below = totals[number + 1..]
                .iter()
                .find(|next| next.reach == total.reach)
                .map_or(total.rows, |next| next.above);
            let given = match () {
                () if is_on_top && (total.reach == Reach::Part || at == 0) => vec![given(column, total.above, below)],
                // A heading that was left out may begin a sum of its own.
                () if total.reach == Reach::Part => suffixes(column, starts.last().map_or(0, |start| start.above), at),
                () => starts.iter().map(|start| start.until(here)).collect(),
            };
            differing(total, column, (stated, node), &given).into_iter().for_each(|told| diags.push(told));
        }
        if starts.last().is_none_or(|last| last.above < at) {
            starts.push(here);
        }
    }
}

/// A place among the rows, and what the rows above it add up to.
#[derive(Clone, Copy)]
struct Start {
    above: usize,
    sum: i64,
}

/// What some rows add up to.
#[derive(Clone, Copy)]
struct Given {
    sum: i64,
    rows: usize,
}

impl Start {
    fn until(self, end: Self) -> Given {
        Given { sum: end.sum.saturating_sub(self.sum), rows: end.above - self.above }
    }
}

/// What the rows up to a place add up to, from each place behind the total before; all of them first.
fn suffixes(column: &Added<'_>, from: usize, to: usize) -> Vec<Given> {
    let mut sum = 0_i64;
    let sums = (from..to).rev().map(|at| {
        sum = sum.saturating_add((column.cells)(at));
        Given { sum, rows: to - at }
    });
    let mut sums: Vec<Given> = sums.collect();
    sums.reverse();
    sums
}

/// What the rows in a range add up to.
fn given(column: &Added<'_>, from: usize, to: usize) -> Given {
    let sum = (from..to).fold(0_i64, |sum, at| sum.saturating_add((column.cells)(at)));
    Given { sum, rows: to.saturating_sub(from) }
}

/// What is to be told of a stated total that is none of what may be meant: the nearest.
fn differing(total: &Total<'_>, column: &Added<'_>, stated: (i64, &Node), given: &[Given]) -> Option<Diagnostic> {
    let first = (column.cells)(0);
    // A rate that is the same in all rows is repeated in the total and adds nothing up.
    let is_rate = total.rows > 1 && first == stated.0 && (1..total.rows).all(|at| (column.cells)(at) == first);
    if given.iter().any(|one| one.sum == stated.0) || is_rate {
        return None;
    }
    let rows = given.iter().filter(|one| one.rows > 0);
    // Of a part all rows since the total before are meant, whatever begins among them.
    let near = match total.reach {
        Reach::Part => rows.max_by_key(|one| one.rows),
        _ => rows.min_by_key(|one| one.sum.abs_diff(stated.0)),
    }?;
    Some(differs(total, column, (stated.0, near.sum, near.rows), stated.1))
}

/// Reports a last row that has in each of the columns what the rows above it add up to.
pub(super) fn check_last(columns: &[(&str, Vec<i64>)], span: &Span, diags: &mut Diagnostics) {
    let filled: Vec<&(&str, Vec<i64>)> =
        columns.iter().filter(|(_, cells)| cells.last().is_some_and(|last| *last != 0)).collect();
    let is_sum = |cells: &[i64]| {
        let sum = cells[..cells.len() - 1].iter().fold(0_i64, |sum, cell| sum.saturating_add(*cell));
        cells.last() == Some(&sum)
    };
    let rows = columns.first().map_or(0, |(_, cells)| cells.len());
    // One small number may be that of the others by chance.
    let is_large = |cells: &[i64]| cells.last().is_some_and(|last| last.abs() >= 1000);
    let is_telling = rows > 2 && (filled.len() > 1 || filled.len() == 1 && rows > 3 && is_large(&filled[0].1));
    if is_telling && filled.iter().all(|(_, cells)| is_sum(cells)) {
        let names = filled.iter().map(|(label, _)| label);
        diags.push(Diagnostic::new(&SUM, quotable(span)).with_list("columns", names));
    }
}

fn differs(
    total: &Total<'_>,
    column: &Added<'_>,
    (stated, computed, rows): (i64, i64, usize),
    node: &Node,
) -> Diagnostic {
    let shown = |number| (column.shown)(number);
    let differs =
        Diagnostic::new(&DIFFERS, quotable(&node.span)).with_own("word", total.word).with_own("column", column.label);
    let differs = differs.with("stated", shown(stated)).with("computed", shown(computed)).with_own("rows", rows);
    differs.with("difference", shown(stated.saturating_sub(computed)))
}

/// A place whose sums may be quoted although its line may not: that rows are masked hides no column that is added up.
/// Whether the record itself may be quoted is settled where it is read.
fn quotable(span: &Span) -> Span {
    match span.place {
        Place::Bytes(..) if span.is_veiled() => Span::whole(&span.file),
        _ => Span { veil: Veil::Open, ..span.clone() },
    }
}

fn entry<'n>(row: &'n Node, is_named: &dyn Fn(&str) -> bool) -> Option<&'n Node> {
    let Value::Map(entries) = &row.value else { return None };
    let found = |(key, node): &&(Key, Node)| is_named(&key.text) && !node.is_empty();
    entries.iter().find(found).map(|(_, node)| node)
}
