//! Rows of totals among the rows of a block: they are left out, and what they say is compared with what is computed.

use std::collections::BTreeSet;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::items;
use crate::base::source::{Place, Span, Veil};
use crate::base::total::{Reach, is_entry, total};
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
        zh: "“{word}”一行的“{column}”写的是 {stated}，按上面明细（{rows} 行）算得 {computed}，相差 {difference}" => "查对明细有没有漏填、重填，再改合计；网页上只有算出来的数",
        en: "“{word}” states {stated} for “{column}”, but the rows above ({rows}) give {computed}: a difference of {difference}" => "look for rows left out or written twice, then mend the total; the page shows the computed figure alone",
        wrong: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200\n合计,,,1300", right: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200\n合计,,,1200",
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
}

/// Tells rows from totals, which are reported.
pub(super) fn split<'n>(node: &'n Node, diags: &mut Diagnostics) -> Split<'n> {
    let mut split = Split { rows: Vec::new(), totals: Vec::new() };
    for row in items(node, diags) {
        let leader = leader(row);
        if let Some((word, span, reach)) = leader.and_then(|(text, span)| Some((text, span, total(text)?))) {
            if is_entry(word, cells(row)) {
                diags.push(Diagnostic::new(&PERHAPS, span.clone()).with("word", word.trim()));
                split.rows.push(row);
                continue;
            }
            diags.push(Diagnostic::new(&TOTAL, span.clone()).with_own("word", word.trim()));
            split.totals.push(Total { word: word.trim(), reach, node: row, above: split.rows.len() });
            continue;
        }
        if let Some((word, span)) = inside(row) {
            diags.push(Diagnostic::new(&PERHAPS, span.clone()).with_own("word", word));
        }
        split.rows.push(row);
    }
    split
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

/// What leads a row: its first text that is neither a number nor a day.
fn leader(row: &Node) -> Option<(&str, &Span)> {
    let is_number = |text: &str| text.chars().all(|sign| sign.is_ascii_digit() || " .,-/:年月日号¥￥".contains(sign));
    texts(row).find(|(text, _)| !is_number(text))
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

/// Compares what the totals state of a column with what the rows above each give.
pub(super) fn compare(totals: &[Total<'_>], column: &Added<'_>, diags: &mut Diagnostics) {
    let (mut at, mut all) = (0, 0_i64);
    // What stood above the last total, and the sums above all that have rows below them.
    let (mut last, mut sums) = ((0, 0), BTreeSet::from([0]));
    let mut since_last = (0, 0);
    for total in totals {
        while at < total.above {
            all = all.saturating_add((column.cells)(at));
            at += 1;
        }
        if at > last.0 {
            sums.insert(last.1);
            (since_last, last) = (last, (at, all));
        }
        let (from, before) = match total.reach {
            Reach::Running => continue,
            Reach::Part => since_last,
            Reach::Whole => (0, 0),
        };
        // A total on top of its rows has nothing above it to be compared with.
        if at == 0 {
            continue;
        }
        let stated = entry(total.node, column.is_named).and_then(|node| Some(((column.read)(node)?, node)));
        if let Some((stated, node)) = stated
            && !sums.contains(&all.saturating_sub(stated))
        {
            let computed = all.saturating_sub(before);
            diags.push(differs(total, column, (stated, computed, at - from), node));
        }
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
