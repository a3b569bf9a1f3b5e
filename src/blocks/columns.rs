//! The columns of a register together: what they say of each other, and numbers against the norms that name other columns.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{FromNode, Spanned, items};
use crate::base::glossary::Tongue;
use crate::base::lang::Text;
use crate::base::yaml::Node;
use crate::blocks::cell::Cell;
use crate::blocks::column::{Column, VALUE};
use crate::blocks::column_type::ColumnType;
use crate::blocks::mask::Mask;
use crate::blocks::norm::{Bound, Norm, Place};

rules! {
    /// A norm that cannot be applied.
    UNUSABLE: Error "register/norm-unusable" {
        zh: "“{column}”一栏的标准 `norm` 用不上：{reason}" => "写成 `norm: {from: 300, to: 500}`；两头可以只写一头，也可以写本行另一栏的名字，如 `from: standard`",
        en: "the norm of column “{column}” cannot be used: {reason}" => "write `norm: {from: 300, to: 500}`; one end is enough, and an end may be the name of another column, like `from: standard`",
        wrong: "norm: {from: 500, to: 300}", right: "norm: {from: 300, to: 500}",
    }
    /// An end or a rhythm of what is no day.
    NO_DAY: Error "register/no-day" {
        zh: "“{column}”一栏写了 `{key}`，它的格子却不是日期" => "`{key}` 只用在 `type: date` 的栏上",
        en: "the column “{column}” has `{key}`, yet its cells are no days" => "`{key}` goes with `type: date`",
        wrong: "{name: post, type: text, ends: true}", right: "{name: until, type: date, ends: true}",
    }
}

const NO_NUMBER: Text = Text { zh: "这一栏的格子不是数", en: "its cells are no numbers" };
const REVERSED: Text = Text { zh: "`from` 比 `to` 大", en: "`from` is above `to`" };
const NO_END: Text = Text { zh: "`from` 和 `to` 都没有写", en: "neither `from` nor `to` is given" };

/// Reads a list of columns and reports two of one name.
pub fn read_columns(node: &Node, diags: &mut Diagnostics) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for node in items(node, diags) {
        let Some(column) = Column::from_node(node, diags) else { continue };
        let is_same = |other: &&mut Column| {
            let words = |one: &Column| [&*one.name, one.label.home(), one.label.get("en")].map(str::to_owned);
            words(other).iter().any(|word| column.name.as_ref() == word || column.label.is(word))
                || other.label.is(&column.name)
        };
        if let Some(first) = columns.iter_mut().find(is_same) {
            // Which of the two masks holds for a cell that both take cannot be known.
            first.mask = Mask::Removed;
            let twice = Diagnostic::new(&crate::base::yaml::DUPLICATE, node.span.clone());
            diags.push(twice.with("key", column.label.home()).with_word("what", COLUMN));
        } else {
            columns.push(column);
        }
    }
    for column in &columns {
        check_days(column, node, diags);
        if let Some(norm) = &column.norm {
            norm.check(column, &columns, diags);
        }
    }
    columns
}

const COLUMN: Text = Text { zh: "栏", en: "column" };

/// `ends` and `every` are said of days alone.
fn check_days(column: &Column, node: &Node, diags: &mut Diagnostics) {
    let is_day = matches!(column.column_type, ColumnType::Date | ColumnType::Due | ColumnType::Closed);
    for (key, is_written) in [("ends", column.is_end), ("every", column.every.is_some())] {
        if is_written && !is_day {
            diags.push(Diagnostic::new(&NO_DAY, node.span.clone()).with("column", &column.name).with_own("key", key));
        }
    }
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
            diags.push(unusable.with("column", own.label.home()));
        }
    }

    /// A range is for a value that the column has.
    fn check_value(&self, value: Option<&Spanned<Arc<str>>>, columns: &[Column], diags: &mut Diagnostics) {
        let (Some(value), Some(by)) = (value, self.column(columns)) else { return };
        let by = &columns[by];
        if !by.values.contains(&value.value) {
            let unknown = Diagnostic::new(&VALUE, value.span.clone()).with("value", &value.value);
            diags.push(unknown.with("column", by.label.home()).with_list("known", &by.values));
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

    /// Index of the column by whose value the range is chosen.
    pub(super) fn by(&self, columns: &[Column]) -> Option<usize> {
        self.column(columns)
    }
}

impl Bound {
    /// What it is in words: the number, or the label of the column.
    pub fn said(&self, columns: &[Column], tongue: Tongue<'_>) -> Option<String> {
        match self {
            Self::Number(number) => Some(number.to_string()),
            Self::Column(name) => {
                let column = columns.iter().find(|column| column.name == *name)?;
                Some(tongue.label(&column.label).to_owned())
            }
        }
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
