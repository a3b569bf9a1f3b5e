//! Which rows of a register are meant: what the cells of some of its columns must be.

use std::sync::Arc;

use crate::base::closed::Closed;
use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::{FromNode, Spanned, entries};
use crate::base::number::Decimal;
use crate::base::period::Period;
use crate::base::yaml::Node;
use crate::blocks::cell::Cell;

/// What every row that is meant has; without a condition all rows are.
#[derive(Clone, Debug, Default)]
pub struct Pick(Vec<(Spanned<Arc<str>>, Condition)>);

/// What a cell must be.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    /// One of these values.
    Values(Vec<Arc<str>>),
    /// A number between these two, either of which may be missing.
    Between(Option<Decimal>, Option<Decimal>),
    /// Anything.
    Filled,
    /// Nothing.
    Empty,
    /// A day before the one that is asked about.
    Past,
    /// That day or a later one, or no day.
    Running,
    /// A day in the period of the record.
    Within,
    /// A day by which the rhythm of its column is kept.
    OnTime,
}

/// The time that a record speaks of.
#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The day on which its figures hold.
    pub day: Date,
    /// Its period.
    pub period: Option<Period>,
}

/// Words that stand for a condition and not for a value.
const WORDS: Closed<fn() -> Condition> = Closed::new(
    "condition",
    &[
        ("filled", || Condition::Filled),
        ("empty", || Condition::Empty),
        ("past", || Condition::Past),
        ("running", || Condition::Running),
        ("this-period", || Condition::Within),
        ("on-time", || Condition::OnTime),
    ],
);

impl FromNode for Condition {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let values: Vec<Arc<str>> = FromNode::from_node(node, diags)?;
        if let [range] = &values[..]
            && let Some(between) = between(range)
        {
            return Some(between);
        }
        let word = match &values[..] {
            [one] => WORDS.find(one),
            _ => None,
        };
        Some(word.map_or(Self::Values(values), |condition| condition()))
    }
}

/// A range of numbers: `20..`, `10..19`, `..9`.
fn between(text: &str) -> Option<Condition> {
    let (from, to) = text.split_once("..")?;
    let end = |text: &str| match text.trim() {
        "" => Some(None),
        number => Decimal::parse(number).ok().map(Some),
    };
    let (from, to) = (end(from)?, end(to)?);
    (from.is_some() || to.is_some()).then_some(Condition::Between(from, to))
}

impl FromNode for Pick {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let conditions = entries(node, diags).iter().filter_map(|(key, value)| {
            let column = Spanned { value: key.text.as_str().into(), span: key.span.clone() };
            Some((column, Condition::from_node(value, diags)?))
        });
        Some(Self(conditions.collect()))
    }
}

impl Condition {
    fn holds(&self, cell: &Cell, moment: &Moment) -> bool {
        let day = if let Cell::Date(day) = cell { Some(*day) } else { None };
        match self {
            Self::Values(values) => values.iter().any(|value| **value == *cell.text()),
            Self::Between(from, to) => cell
                .number()
                .is_some_and(|number| from.is_none_or(|from| number >= from) && to.is_none_or(|to| number <= to)),
            Self::Filled => !cell.is_empty(),
            Self::Empty => cell.is_empty(),
            Self::Past => day.is_some_and(|day| day < moment.day),
            Self::Running => day.is_none_or(|day| day >= moment.day),
            Self::Within => day.zip(moment.period).is_some_and(|(day, period)| period.includes(day)),
            Self::OnTime => false,
        }
    }

    /// As the reference says it.
    fn said(&self) -> String {
        let word = WORDS.iter().find(|(_, condition)| condition() == *self);
        match (self, word) {
            (Self::Between(from, to), _) => {
                let end = |end: &Option<Decimal>| end.map_or(String::new(), |end| end.to_string());
                format!("{}..{}", end(from), end(to))
            }
            (Self::Values(values), _) => values.iter().map(|value| &**value).collect::<Vec<_>>().join("|"),
            (_, word) => word.map_or(String::new(), |(english, _)| english.to_owned()),
        }
    }
}

impl Pick {
    /// Whether the row is meant whose cells `cell` finds by the names of their columns; `is_on_time` says of a column
    /// whether its rhythm is kept.
    pub fn holds<'c>(
        &self,
        cell: impl Fn(&str) -> Option<&'c Cell>,
        is_on_time: impl Fn(&str) -> bool,
        moment: &Moment,
    ) -> bool {
        self.0.iter().all(|(column, condition)| match condition {
            Condition::OnTime => is_on_time(&column.value),
            condition => cell(&column.value).is_some_and(|cell| condition.holds(cell, moment)),
        })
    }

    /// The columns that it names.
    pub fn columns(&self) -> impl Iterator<Item = &Spanned<Arc<str>>> {
        self.0.iter().map(|(column, _)| column)
    }

    /// Whether only a record with a period can answer it.
    pub fn needs_period(&self) -> bool {
        self.0.iter().any(|(_, condition)| *condition == Condition::Within)
    }

    /// As the reference says it: `status=空缺, until=past`.
    pub fn said(&self) -> String {
        let said = self.0.iter().map(|(column, condition)| format!("{}={}", column.value, condition.said()));
        said.collect::<Vec<_>>().join(", ")
    }
}
