//! How the cells of a column follow from others of their row: whether all that belongs together is there, whether one
//! number reaches another, what is left between two.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::names;
use crate::base::number::{Decimal, Rate};
use crate::base::yaml::{Node, Value};
use crate::blocks::cell::Cell;
use crate::blocks::rows_of::RowsOf;

rules! {
    /// A column that does not say how it is computed.
    UNUSABLE: Error "register/from-unusable" {
        zh: "`from` 没有写这一栏怎样算出" => "写其中一种：`{all: [栏, 栏], is: 有, then: 齐全, else: 不齐}`、`{filled: [栏, 栏], then: 齐全, else: 缺员}`、`{least: 栏, of: 1/3, then: 够, else: 不够}`、`{difference: [应有, 实有]}`、`{count: [栏, 栏]}`、`{share: [栏, 栏]}`、`{rows: 内容名, rows-of: 栏}`",
        en: "`from` does not say how the column is computed" => "write one of: `{all: [COLUMN, COLUMN], is: YES, then: WHOLE, else: PART}`, `{filled: [COLUMN, COLUMN], then: WHOLE, else: PART}`, `{least: COLUMN, of: 1/3, then: ENOUGH, else: NOT}`, `{difference: [DUE, THERE]}`, `{count: [COLUMN, COLUMN]}`, `{share: [COLUMN, COLUMN]}`, `{rows: SLOT, rows-of: COLUMN}`",
        wrong: "from: {then: 齐全, else: 不齐}", right: "from: {filled: [name, phone], then: 齐全, else: 不齐}",
    }
}

/// How a cell follows from others of its row.
#[derive(Clone, Debug)]
pub enum Flag {
    /// One of two values, by a test.
    Judged {
        /// The test.
        test: Test,
        /// The value where it is passed.
        then: Arc<str>,
        /// The value where it is not.
        otherwise: Arc<str>,
    },
    /// The first number without the second.
    Difference(Vec<Spanned<Arc<str>>>),
    /// How many of these columns are filled.
    Count(Vec<Spanned<Arc<str>>>),
    /// How many of these columns are filled, of all.
    Share(Share),
    /// What rows of another table come to that name what this one is about.
    Rows(RowsOf),
}

/// A value, if one chooses, with the columns that are for it.
type Chosen = (Option<Arc<str>>, Vec<Spanned<Arc<str>>>);

/// Columns of which each should be filled.
#[derive(Clone, Debug)]
pub struct Share {
    /// Column by whose value they are chosen.
    by: Option<Spanned<Arc<str>>>,
    /// The columns, with the value that they are for; without `by` there is one list for every row.
    of: Vec<Chosen>,
}

/// What is asked of other cells.
#[derive(Clone, Debug)]
pub enum Test {
    /// Each of them has one of these values; where one is empty nobody knows, unless another one fails.
    All(Vec<Spanned<Arc<str>>>, Vec<Arc<str>>),
    /// Each of them is filled.
    Filled(Vec<Spanned<Arc<str>>>),
    /// The number is no less than this.
    Least(Spanned<Arc<str>>, Least),
}

/// What a number must reach.
#[derive(Clone, Debug)]
pub enum Least {
    /// A number.
    Number(Decimal),
    /// A share.
    Share(Rate),
    /// The cell of another column.
    Column(Spanned<Arc<str>>),
}

impl FromNode for Flag {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if is_rows_of(node) {
            return RowsOf::from_node(node, diags).map(Self::Rows);
        }
        let mut fields = Fields::of(node, diags);
        let (then, otherwise) = (fields.get("then", diags), fields.get("else", diags));
        let (all, is) = (fields.get("all", diags), fields.get("is", diags));
        let filled = fields.get("filled", diags);
        let (least, of) = (fields.get("least", diags), fields.get("of", diags));
        let difference: Option<Vec<_>> = fields.get("difference", diags);
        let (share, count) = (fields.get("share", diags), fields.get("count", diags));
        fields.finish(diags);
        let test = match (all, filled, least) {
            (Some(columns), None, None) => is.map(|is| Test::All(columns, is)),
            (None, Some(columns), None) => Some(Test::Filled(columns)),
            (None, None, Some(column)) => of.map(|of| Test::Least(column, of)),
            _ => None,
        };
        let difference = difference.map(|columns| (columns.len() == 2).then_some(Self::Difference(columns)));
        let numbers = [difference, share.map(|share| Some(Self::Share(share))), count.map(|of| Some(Self::Count(of)))];
        let mut numbers = numbers.into_iter().flatten();
        let flag = match (test, then.zip(otherwise), numbers.next()) {
            (Some(test), Some((then, otherwise)), None) => Some(Self::Judged { test, then, otherwise }),
            (None, None, Some(number)) if numbers.next().is_none() => number,
            _ => None,
        };
        if flag.is_none() {
            diags.push(Diagnostic::new(&UNUSABLE, node.span.clone()));
        }
        flag
    }
}

/// Whether rows beside the own one are meant.
fn is_rows_of(node: &Node) -> bool {
    let Value::Map(entries) = &node.value else { return false };
    let of = names::chinese("rows-of");
    entries.iter().any(|(key, _)| key.text == "rows-of" || Some(&*key.text) == of)
}

impl FromNode for Share {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if !matches!(node.value, Value::Map(_)) {
            return Some(Self { by: None, of: vec![(None, FromNode::from_node(node, diags)?)] });
        }
        let mut fields = Fields::of(node, diags);
        let by = fields.need("by", diags);
        let of = fields.node("of", diags).map_or(&[][..], |of| entries(of, diags));
        fields.finish(diags);
        let of = of.iter();
        let of = of.filter_map(|(key, node)| Some((Some(key.text.as_str().into()), FromNode::from_node(node, diags)?)));
        Some(Self { of: of.collect(), by: Some(by?) })
    }
}

impl FromNode for Least {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text: Spanned<Arc<str>> = FromNode::from_node(node, diags)?;
        let number = || Decimal::parse(&text.value).ok().map(Self::Number);
        let found = Rate::parse(&text.value).map(Self::Share).or_else(number);
        Some(found.unwrap_or(Self::Column(text)))
    }
}

impl Flag {
    /// The columns of its own row that it names.
    pub fn columns(&self) -> Vec<&Spanned<Arc<str>>> {
        match self {
            Self::Judged { test: Test::All(columns, _) | Test::Filled(columns), .. }
            | Self::Difference(columns)
            | Self::Count(columns) => columns.iter().collect(),
            Self::Rows(rows) => rows.plus.iter().collect(),
            Self::Share(share) => share.by.iter().chain(share.of.iter().flat_map(|(_, columns)| columns)).collect(),
            Self::Judged { test: Test::Least(column, of), .. } => {
                let other = if let Least::Column(other) = of { Some(other) } else { None };
                std::iter::once(column).chain(other).collect()
            }
        }
    }

    /// The cell of the row whose others `cell` finds by the names of their columns; `None` where they do not say.
    pub fn value<'c>(&self, cell: impl Fn(&str) -> Option<&'c Cell>) -> Option<Cell> {
        let number = |column: &Spanned<Arc<str>>| match cell(&column.value)? {
            Cell::Integer(number) => Some(*number),
            _ => None,
        };
        let is_filled = |column: &&Spanned<Arc<str>>| cell(&column.value).is_some_and(|cell| !cell.is_empty());
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        match self {
            Self::Judged { test, then, otherwise } => {
                let word = if test.is_passed(&cell)? { then } else { otherwise };
                Some(Cell::Text((&**word).into()))
            }
            Self::Difference(columns) => {
                let (whole, part) = (number(columns.first()?)?, number(columns.get(1)?)?);
                Some(Cell::Integer(whole.saturating_sub(part)))
            }
            Self::Rows(_) => None,
            Self::Count(columns) => Some(Cell::Integer(count(columns.iter().filter(is_filled).count()))),
            Self::Share(share) => {
                let value = share.by.as_ref().and_then(|by| cell(&by.value)).map(Cell::text);
                let (_, columns) = share.of.iter().find(|(own, _)| own.as_deref() == value.as_deref())?;
                Some(Cell::Rate(Rate { is: count(columns.iter().filter(is_filled).count()), of: count(columns.len()) }))
            }
        }
    }

    /// As the reference says it.
    pub fn said(&self) -> String {
        let list = |columns: &[Spanned<Arc<str>>], sign: &str| {
            columns.iter().map(|column| &*column.value).collect::<Vec<_>>().join(sign)
        };
        match self {
            Self::Judged { test, then, otherwise } => format!("{} ? {then} : {otherwise}", test.said()),
            Self::Difference(columns) => list(columns, " − "),
            Self::Count(columns) => format!("filled: {}", list(columns, ", ")),
            Self::Rows(rows) => rows.said(),
            Self::Share(share) => {
                let said = share.of.iter().map(|(value, columns)| {
                    let value = value.as_ref().map_or(String::new(), |value| format!("{value}: "));
                    format!("{value}{}", list(columns, ", "))
                });
                format!("filled of {}", said.collect::<Vec<_>>().join("; "))
            }
        }
    }
}

impl Test {
    /// Whether the row passes; `None` where its cells do not say.
    fn is_passed<'c>(&self, cell: impl Fn(&str) -> Option<&'c Cell>) -> Option<bool> {
        match self {
            Self::All(columns, is) => {
                let cells = columns.iter().map(|column| cell(&column.value).unwrap_or(&Cell::Empty));
                let has = |cell: &&Cell| is.iter().any(|value| **value == *cell.text());
                let (filled, empty): (Vec<&Cell>, Vec<&Cell>) = cells.partition(|cell| !cell.is_empty());
                let is_failed = filled.iter().any(|cell| !has(cell));
                if is_failed { Some(false) } else { empty.is_empty().then_some(true) }
            }
            Self::Filled(columns) => {
                Some(columns.iter().all(|column| cell(&column.value).is_some_and(|cell| !cell.is_empty())))
            }
            Self::Least(column, of) => {
                let own = sides(cell(&column.value)?)?;
                let (is, base) = match of {
                    Least::Number(number) => (number.0, 10_000),
                    Least::Share(rate) => (rate.is, rate.of),
                    Least::Column(other) => sides(cell(&other.value)?)?,
                };
                Some(i128::from(own.0) * i128::from(base) >= i128::from(is) * i128::from(own.1))
            }
        }
    }

    fn said(&self) -> String {
        let list = |columns: &[Spanned<Arc<str>>], sign: &str| {
            columns.iter().map(|column| &*column.value).collect::<Vec<_>>().join(sign)
        };
        match self {
            Self::All(columns, is) => format!("{} = {}", list(columns, ", "), is.join("|")),
            Self::Filled(columns) => format!("{} filled", list(columns, ", ")),
            Self::Least(column, Least::Number(number)) => format!("{} ≥ {number}", column.value),
            Self::Least(column, Least::Share(rate)) => format!("{} ≥ {}/{}", column.value, rate.is, rate.of),
            Self::Least(column, Least::Column(other)) => format!("{} ≥ {}", column.value, other.value),
        }
    }
}

/// A number as a fraction.
fn sides(cell: &Cell) -> Option<(i64, i64)> {
    match cell {
        Cell::Integer(number) => Some((*number, 1)),
        Cell::Decimal(number) => Some((number.0, 10_000)),
        Cell::Money(amount) => Some((amount.0, 100)),
        Cell::Rate(rate) => Some((rate.is, rate.of)),
        _ => None,
    }
}
