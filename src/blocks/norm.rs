//! What a number of a row should be: a range that the form sets, one for each kind of row, or another cell of the row.
//!
//! A number outside its norm is no mistake of the clerk, so nothing is reported: the page marks it, and the roll-up
//! counts it.

use std::sync::Arc;

use serde::Serialize;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, entries, missing};
use crate::base::glossary::Tongue;
use crate::base::lang::Text;
use crate::base::number::Decimal;
use crate::base::yaml::Node;
use crate::blocks::column::{Cell, Column, VALUE};

rules! {
    /// A norm that cannot be applied.
    UNUSABLE: Error "register/norm-unusable" {
        zh: "“{column}”一栏的标准 `norm` 用不上：{reason}" => "写成 `norm: {from: 300, to: 500}`；两头可以只写一头，也可以写本行另一栏的名字，如 `from: standard`",
        en: "the norm of column “{column}” cannot be used: {reason}" => "write `norm: {from: 300, to: 500}`; one end is enough, and an end may be the name of another column, like `from: standard`",
        wrong: "norm: {from: 500, to: 300}", right: "norm: {from: 300, to: 500}",
    }
}

const NO_NUMBER: Text = Text { zh: "这一栏的格子不是数", en: "its cells are no numbers" };
const REVERSED: Text = Text { zh: "`from` 比 `to` 大", en: "`from` is above `to`" };
const NO_END: Text = Text { zh: "`from` 和 `to` 都没有写", en: "neither `from` nor `to` is given" };

/// The norm of one column.
#[derive(Clone, Debug)]
pub struct Norm {
    /// Column by whose value the range is chosen.
    by: Option<Spanned<Arc<str>>>,
    /// Ranges, with the value that each is for; without `by` there is one for every row.
    ranges: Vec<(Option<Spanned<Arc<str>>>, Range)>,
}

/// What is still within the norm, both ends included.
#[derive(Clone, Debug)]
struct Range {
    from: Option<Spanned<Bound>>,
    to: Option<Spanned<Bound>>,
    node: crate::base::source::Span,
}

/// An end of a range.
#[derive(Clone, Debug)]
enum Bound {
    Number(Decimal),
    /// The cell of this column in the same row.
    Column(Arc<str>),
}

/// Where a number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Under its range.
    Below,
    /// In its range.
    Within,
    /// Over its range.
    Above,
}

/// How many numbers have a norm, and how many are outside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NormCount {
    /// Numbers that a range was found for.
    pub checked: u64,
    /// Of these, under it.
    pub below: u64,
    /// Of these, over it.
    pub above: u64,
}

/// One range in words.
#[derive(Clone, Debug, Serialize)]
pub struct RangeView {
    /// The value that it is for; empty for every row.
    pub value: Arc<str>,
    /// The lower end: a number, or the label of a column.
    pub from: Option<String>,
    /// The upper end: a number, or the label of a column.
    pub to: Option<String>,
    /// Whether the ends are columns.
    pub is_column: bool,
}

impl NormCount {
    /// Counts one more.
    pub fn count(&mut self, place: Place) {
        self.checked += 1;
        self.below += u64::from(place == Place::Below);
        self.above += u64::from(place == Place::Above);
    }

    /// Adds others.
    pub fn add(&mut self, other: &Self) {
        self.checked += other.checked;
        self.below += other.below;
        self.above += other.above;
    }
}

impl FromNode for Bound {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text = Arc::<str>::from_node(node, diags)?;
        Some(Decimal::parse(&text).map_or(Self::Column(text), Self::Number))
    }
}

impl FromNode for Norm {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let by: Option<Spanned<Arc<str>>> = fields.get("by", diags);
        let ranges = if by.is_some() {
            let ranges = fields.node("ranges", diags);
            if ranges.is_none() {
                diags.push(missing("ranges", node.span.clone()));
            }
            let entries = ranges.map_or(&[][..], |node| entries(node, diags)).iter();
            let named = entries.map(|(key, node)| {
                let mut fields = Fields::of(node, diags);
                let range = range(node, &mut fields, diags);
                fields.finish(diags);
                (Some(Spanned { value: key.text.as_str().into(), span: key.span.clone() }), range)
            });
            named.collect()
        } else {
            vec![(None, range(node, &mut fields, diags))]
        };
        fields.finish(diags);
        Some(Self { by, ranges })
    }
}

fn range(node: &Node, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Range {
    Range { from: fields.get("from", diags), to: fields.get("to", diags), node: node.span.clone() }
}

impl Norm {
    /// Reports what of it cannot be applied to the column `own`.
    pub(super) fn check(&self, own: &Column, columns: &[Column], diags: &mut Diagnostics) {
        for (value, range) in &self.ranges {
            let reason = match (&range.from, &range.to) {
                _ if !own.is_number() => NO_NUMBER,
                (None, None) => NO_END,
                (Some(from), Some(to)) if from.value.is_above(&to.value) => REVERSED,
                _ => {
                    self.check_value(value.as_ref(), columns, diags);
                    continue;
                }
            };
            let unusable = Diagnostic::new(&UNUSABLE, range.node.clone()).with_word("reason", reason);
            diags.push(unusable.with("column", own.label.get("zh-Hans")));
        }
    }

    /// A range is for a value that the column has.
    fn check_value(&self, value: Option<&Spanned<Arc<str>>>, columns: &[Column], diags: &mut Diagnostics) {
        let (Some(value), Some(by)) = (value, self.column(columns)) else { return };
        let by = &columns[by];
        if !by.values.contains(&value.value) {
            let unknown = Diagnostic::new(&VALUE, value.span.clone()).with("value", &value.value);
            diags.push(unknown.with("column", by.label.get("zh-Hans")).with_list("known", &by.values));
        }
    }

    /// The columns that it names.
    pub(super) fn named(&self) -> impl Iterator<Item = Spanned<Arc<str>>> {
        let ends = self.ranges.iter().flat_map(|(_, range)| [&range.from, &range.to]).flatten();
        let ends = ends.filter_map(|end| match &end.value {
            Bound::Column(name) => Some(Spanned { value: name.clone(), span: end.span.clone() }),
            Bound::Number(_) => None,
        });
        self.by.iter().cloned().chain(ends)
    }

    fn column(&self, columns: &[Column]) -> Option<usize> {
        let by = self.by.as_ref()?;
        columns.iter().position(|column| column.name == by.value)
    }

    /// Where the number in `cell` stands; `None` where no range is for its row, or an end of it is unknown.
    pub fn place(&self, cell: &Cell, columns: &[Column], row: &[Cell]) -> Option<Place> {
        let number = number(cell)?;
        let value = match self.column(columns) {
            Some(at) => Some(row.get(at)?.text()),
            None => None,
        };
        let mut ranges = self.ranges.iter();
        let (_, range) = ranges.find(|(own, _)| own.as_ref().map(|own| &*own.value) == value.as_deref())?;
        let end = |end: &Option<Spanned<Bound>>| match end.as_ref().map(|end| &end.value) {
            None => Some(None),
            Some(Bound::Number(number)) => Some(Some(i128::from(number.0))),
            Some(Bound::Column(name)) => {
                let at = columns.iter().position(|column| column.name == *name)?;
                Some(Some(self::number(row.get(at)?)?))
            }
        };
        let (from, to) = (end(&range.from)?, end(&range.to)?);
        Some(match () {
            () if from.is_some_and(|from| number < from) => Place::Below,
            () if to.is_some_and(|to| number > to) => Place::Above,
            () => Place::Within,
        })
    }

    /// Whether it has a lower end only.
    pub fn is_floor(&self) -> bool {
        self.ranges.iter().all(|(_, range)| range.to.is_none())
    }

    /// Its ranges in words, without those for values that `is_met` says do not occur.
    pub fn view(&self, columns: &[Column], is_met: impl Fn(&str) -> bool, tongue: Tongue<'_>) -> Vec<RangeView> {
        let label = |name: &str| columns.iter().find(|column| *column.name == *name).map(|c| tongue.label(&c.label));
        let end = |end: &Option<Spanned<Bound>>| match end.as_ref().map(|end| &end.value)? {
            Bound::Number(number) => Some(number.to_string()),
            Bound::Column(name) => label(name).map(str::to_owned),
        };
        let is_column =
            |end: &Option<Spanned<Bound>>| matches!(end.as_ref().map(|end| &end.value), Some(Bound::Column(_)));
        let met = self.ranges.iter().filter(|(value, _)| value.as_ref().is_none_or(|value| is_met(&value.value)));
        let views = met.map(|(value, range)| RangeView {
            value: value.as_ref().map_or_else(Arc::default, |value| tongue.word(&value.value)),
            from: end(&range.from),
            to: end(&range.to),
            is_column: is_column(&range.from) || is_column(&range.to),
        });
        views.collect()
    }

    /// Index of the column by whose value the range is chosen.
    pub(super) fn by(&self, columns: &[Column]) -> Option<usize> {
        self.column(columns)
    }
}

impl Bound {
    fn is_above(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Number(own), Self::Number(other)) if own > other)
    }
}

/// The number of a cell in ten-thousandths.
fn number(cell: &Cell) -> Option<i128> {
    Some(match cell {
        Cell::Integer(number) => i128::from(*number) * 10_000,
        Cell::Decimal(number) => i128::from(number.0),
        Cell::Money(amount) => i128::from(amount.0) * 100,
        _ => return None,
    })
}
