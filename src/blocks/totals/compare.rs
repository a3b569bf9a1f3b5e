//! What rows of totals state, against what the rows give.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::source::{Place, Span, Veil};
use crate::base::total::Reach;
use crate::base::yaml::Node;
use crate::blocks::totals::{Total, entry};

rules! {
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
}

/// A column whose stated totals are compared.
pub(in crate::blocks) struct Added<'a> {
    /// What messages call it.
    pub(in crate::blocks) label: &'a str,
    /// Whether a key names it.
    pub(in crate::blocks) is_named: &'a dyn Fn(&str) -> bool,
    /// What a stated total is, in the unit of `cells`.
    pub(in crate::blocks) read: &'a dyn Fn(&Node) -> Option<i64>,
    /// How a number is written.
    pub(in crate::blocks) shown: &'a dyn Fn(i64) -> String,
    /// The number in each row.
    pub(in crate::blocks) cells: &'a dyn Fn(usize) -> i64,
}

/// Compares what the totals state of a column with what the rows give: those above each, or those below where a total
/// stands on top of them.
pub(in crate::blocks) fn compare(totals: &[Total<'_>], column: &Added<'_>, diags: &mut Diagnostics) {
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
            differing(total, column, &Stated { sum: stated, node }, &given)
                .into_iter()
                .for_each(|told| diags.push(told));
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

/// What a row of totals states for one column.
struct Stated<'n> {
    sum: i64,
    node: &'n Node,
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
fn differing(total: &Total<'_>, column: &Added<'_>, stated: &Stated<'_>, given: &[Given]) -> Option<Diagnostic> {
    let first = (column.cells)(0);
    // A rate that is the same in all rows is repeated in the total and adds nothing up.
    let is_rate = total.rows > 1 && first == stated.sum && (1..total.rows).all(|at| (column.cells)(at) == first);
    if given.iter().any(|one| one.sum == stated.sum) || is_rate {
        return None;
    }
    let rows = given.iter().filter(|one| one.rows > 0);
    // Of a part all rows since the total before are meant, whatever begins among them.
    let near = match total.reach {
        Reach::Part => rows.max_by_key(|one| one.rows),
        _ => rows.min_by_key(|one| one.sum.abs_diff(stated.sum)),
    }?;
    Some(differs(total, column, stated, near))
}

/// Reports a last row that has in each of the columns what the rows above it add up to.
pub(in crate::blocks) fn check_last(columns: &[(&str, Vec<i64>)], span: &Span, diags: &mut Diagnostics) {
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

fn differs(total: &Total<'_>, column: &Added<'_>, stated: &Stated<'_>, given: &Given) -> Diagnostic {
    let Stated { sum: stated, node } = *stated;
    let Given { sum: computed, rows } = *given;
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
