//! Rows of totals among the rows of a block: they are left out, and what they say is compared with what is computed.

use std::collections::BTreeSet;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::items;
use crate::base::source::{Place, Span, Veil};
use crate::base::total::{Reach, in_row, is_entry, is_figure, is_part};
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
    for row in items(node, diags) {
        match total_of(row, diags) {
            Found::Row => split.rows.push(row),
            Found::Part => {}
            Found::Total(word, reach) => {
                split.totals.push(Total { word, reach, node: row, above: split.rows.len(), rows: 0 });
            }
        }
    }
    let rows = split.rows.len();
    split.totals.iter_mut().for_each(|total| total.rows = rows);
    split
}

/// What a row is.
enum Found<'n> {
    Row,
    /// A part of the row above.
    Part,
    /// A total, by this word.
    Total(&'n str, Reach),
}

fn total_of<'n>(row: &'n Node, diags: &mut Diagnostics) -> Found<'n> {
    let named: Vec<(&str, &Span)> = texts(row).filter(|(text, _)| !is_figure(text)).collect();
    let plain: Vec<&str> = named.iter().map(|(text, _)| *text).collect();
    let found = in_row(&plain).and_then(|(at, reach)| Some((named.get(at)?, reach)));
    let told = |rule, word: &str, span: &Span| Diagnostic::new(rule, span.clone()).with("word", word.trim());
    match (found, named.first()) {
        (Some((&(word, span), _)), _) if is_entry(word, cells(row)) => diags.push(told(&PERHAPS, word, span)),
        (Some((&(word, span), reach)), _) => {
            diags.push(Diagnostic::new(&TOTAL, span.clone()).with_own("word", word.trim()));
            return Found::Total(word.trim(), reach);
        }
        (None, Some(&(word, span))) if is_part(word) => {
            if !is_entry(word, cells(row)) {
                diags.push(told(&PART, word, span));
                return Found::Part;
            }
            diags.push(told(&PERHAPS, word, span));
        }
        _ => {
            if let Some((word, span)) = inside(row) {
                diags.push(Diagnostic::new(&PERHAPS, span.clone()).with_own("word", word));
            }
        }
    }
    Found::Row
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
        // A total on top of its rows is compared once they are known.
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
    let on_top = totals.iter().filter(|total| total.above == 0 && total.rows > 0 && total.reach == Reach::Whole);
    for total in on_top {
        let computed = (0..total.rows).fold(0_i64, |sum, at| sum.saturating_add((column.cells)(at)));
        let stated = entry(total.node, column.is_named).and_then(|node| Some(((column.read)(node)?, node)));
        if let Some((stated, node)) = stated.filter(|(stated, _)| *stated != computed) {
            diags.push(differs(total, column, (stated, computed, total.rows), node));
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
