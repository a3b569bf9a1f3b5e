//! Rows of totals among the rows of a block: they are left out, and what they say is compared with what is computed.

mod compare;

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::fields::items;
use crate::base::names;
use crate::base::source::Span;
use crate::base::total::{Carried, Reach, carried, in_row, is_entry, is_figure, is_group, is_part, is_sum_of_thing};
use crate::base::yaml::{Key, Node, Value};

pub(super) use compare::{Added, check_last, compare};

rules! {
    /// A row of totals, which is no row of the record.
    TOTAL: Note "rows/total-left-out" {
        zh: "这一行是“{word}”，没有读进来" => "合计由程序算，这一行可以从表格里删去",
        en: "this row is a total (“{word}”) and was left out" => "totals are computed; the row may be deleted from the table",
        wrong: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200\n合计,,,1200", right: "日期,事项,类别,收入\n2025-04-03,租金,发包租赁,1200",
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

/// The rules about totals.
pub(super) const ALL_RULES: &[&[&Rule]] = &[RULES, compare::RULES];

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
    pub(super) word: &'n str,
    reach: Reach,
    pub(super) node: &'n Node,
    /// How many rows stand above it.
    pub(super) above: usize,
    /// How many there are.
    pub(super) rows: usize,
    span: &'n Span,
}

impl Total<'_> {
    /// What it tells of the balance of an account, if it does.
    pub(super) fn carried(&self) -> Option<Carried> {
        carried(self.word)
    }

    /// That it was left out.
    pub(super) fn left_out(&self) -> Diagnostic {
        Diagnostic::new(&TOTAL, self.span.clone()).with_own("word", self.word)
    }
}

/// All rows as such, whatever they are called: the lines of a statement are no totals of each other.
pub(super) fn whole<'n>(node: &'n Node, diags: &mut Diagnostics) -> Split<'n> {
    Split { rows: items(node, diags).iter().collect(), totals: Vec::new() }
}

/// Tells rows from totals, which are reported.
pub(super) fn split<'n>(node: &'n Node, diags: &mut Diagnostics) -> Split<'n> {
    let (split, told) = tell_apart(node, diags);
    told.into_iter().for_each(|(_, told)| diags.push(told));
    split
}

/// Tells entries from totals, which are reported but for those that carry a balance: these are for the account to take.
pub(super) fn split_account<'n>(node: &'n Node, diags: &mut Diagnostics) -> Split<'n> {
    let (split, told) = tell_apart(node, diags);
    let is_carried = |row: &Node| {
        let mut own = split.totals.iter().filter(|total| std::ptr::eq(total.node, row));
        own.any(|total| total.carried().is_some())
    };
    let others = told.into_iter().filter(|(row, _)| !is_carried(row));
    others.for_each(|(_, told)| diags.push(told));
    split
}

/// Rows and totals, and what is to be told of the latter, each with its row.
fn tell_apart<'n>(node: &'n Node, diags: &mut Diagnostics) -> (Split<'n>, Vec<(&'n Node, Diagnostic)>) {
    let mut split = Split { rows: Vec::new(), totals: Vec::new() };
    let (mut told, mut lead, mut is_within) = (Vec::new(), None, false);
    for row in items(node, diags) {
        let found = found(row);
        // What stands below `其中` without what leads a row is another part.
        // Only a day leads every row of its own; groups are often written once for all their rows.
        let is_led = |key: &str| names::is(key, "date");
        let is_part = is_within && lead.is_some_and(|key| is_led(key) && entry(row, &|own| own == key).is_none());
        match found {
            Found::Total { word, span, reach } => {
                told.push((row, Diagnostic::new(&TOTAL, span.clone()).with_own("word", word.trim())));
                split.totals.push(Total {
                    word: word.trim(),
                    reach,
                    node: row,
                    above: split.rows.len(),
                    rows: 0,
                    span,
                });
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
    let rows = split.rows.len();
    split.totals.iter_mut().for_each(|total| total.rows = rows);
    (split, told)
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

/// Whether a row is no row of the record: a total, or what an account carries over.
pub fn is_no_row(row: &Node) -> bool {
    matches!(found(row), Found::Total { .. })
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

fn entry<'n>(row: &'n Node, is_named: &dyn Fn(&str) -> bool) -> Option<&'n Node> {
    let Value::Map(entries) = &row.value else { return None };
    let found = |(key, node): &&(Key, Node)| is_named(&key.text) && !node.is_empty();
    entries.iter().find(found).map(|(_, node)| node)
}
