//! What a figure makes of the rows that it is counted from.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::lang::Text;
use crate::base::number::{Decimal, Rate};
use crate::base::yaml::Node;
use crate::blocks::cell::Cell;
use crate::blocks::column_type::ColumnType;
use crate::blocks::pick::Pick;
use crate::blocks::register::{Register, RegisterOptions, Row};

rules! {
    /// A column that is to be added up holds no numbers.
    UNSUMMED: Error "figure/from-no-number" {
        zh: "`{name}` 这一栏（{column}）加不起来" => "{how}",
        en: "the column `{name}` ({column}) cannot be added up" => "{how}",
    }
}

/// What is made of the rows.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// How many they are.
    Count,
    /// The sum of a column; that of a column of rates, or one with a base, is a rate.
    Sum(Spanned<Arc<str>>, Option<Base>),
    /// How many values a column has.
    Distinct(Spanned<Arc<str>>),
    /// How many have this, of all.
    Share(Pick),
    /// How many of the values, or of the units, a column names, of all there are.
    Named(Spanned<Arc<str>>),
    /// How many units no row names.
    Unnamed(Spanned<Arc<str>>),
}

/// Of what a sum is a part.
#[derive(Clone, Debug)]
pub(super) enum Base {
    /// Of this number.
    Number(i64),
    /// Of the sum of another column.
    Column(Spanned<Arc<str>>),
}

impl FromNode for Base {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text: Spanned<Arc<str>> = FromNode::from_node(node, diags)?;
        Some(text.value.parse::<u32>().map_or(Self::Column(text), |number| Self::Number(number.into())))
    }
}

impl What {
    /// What the keys say; none where they say two things at once, or a base of nothing.
    pub(super) fn read(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Self> {
        let (sum, base): (_, Option<Base>) = (fields.get("sum", diags), fields.get("of", diags));
        let is_based = base.is_some();
        let whats = [
            fields.get("is", diags).map(Self::Share),
            sum.map(|sum| Self::Sum(sum, base)),
            fields.get("distinct", diags).map(Self::Distinct),
            fields.get("named", diags).map(Self::Named),
            fields.get("unnamed", diags).map(Self::Unnamed),
        ];
        let mut whats = whats.into_iter().flatten();
        let what = whats.next().unwrap_or(Self::Count);
        let is_clear = whats.next().is_none() && (!is_based || matches!(what, Self::Sum(..)));
        is_clear.then_some(what)
    }

    /// The columns that it names, and the condition.
    pub(super) fn columns(&self) -> (Vec<&Spanned<Arc<str>>>, Option<&Pick>) {
        match self {
            Self::Count => (Vec::new(), None),
            Self::Sum(column, Some(Base::Column(base))) => (vec![column, base], None),
            Self::Sum(column, _) | Self::Distinct(column) | Self::Named(column) | Self::Unnamed(column) => {
                (vec![column], None)
            }
            Self::Share(pick) => (Vec::new(), Some(pick)),
        }
    }

    /// Reports a column that is to be added up and cannot be.
    pub(super) fn check(&self, options: &RegisterOptions, has_parts: bool, diags: &mut Diagnostics) {
        let Self::Sum(sum, base) = self else { return };
        let of = match base {
            Some(Base::Column(of)) => Some(of),
            _ => None,
        };
        for name in std::iter::once(sum).chain(of) {
            let Some(at) = options.column(&name.value) else { continue };
            let column = &options.columns[at];
            let has_sides = column.column_type == ColumnType::Rate;
            let is_fit = match column.column_type {
                ColumnType::Integer => true,
                ColumnType::Rate => !has_parts,
                ColumnType::Decimal | ColumnType::Money => base.is_none(),
                _ => false,
            };
            if !is_fit {
                let unfit = Diagnostic::new(&UNSUMMED, name.span.clone()).with("name", &name.value);
                let unfit = unfit.with_label("column", &column.label);
                diags.push(unfit.with_word("how", how(has_sides, base.is_some())));
            }
        }
    }

    /// As the reference says it.
    pub(super) fn said(&self) -> String {
        let of = |word: &str, column: &Spanned<Arc<str>>| format!(" {word} {}", column.value);
        match self {
            Self::Count => String::new(),
            Self::Sum(column, base) => match base {
                None => of("sum", column),
                Some(Base::Number(base)) => format!("{} of {base}", of("sum", column)),
                Some(Base::Column(base)) => format!("{} of {}", of("sum", column), base.value),
            },
            Self::Distinct(column) => of("distinct", column),
            Self::Share(pick) => format!(" is {}", pick.said()),
            Self::Named(column) => of("named", column),
            Self::Unnamed(column) => of("unnamed", column),
        }
    }
}

/// What helps with a column that cannot be added up.
fn how(has_sides: bool, is_based: bool) -> Text {
    match (has_sides, is_based) {
        (true, _) => Text {
            zh: "比率的合计还是比率，没有分项：去掉 `by`",
            en: "rates add up to a rate, which has no parts: leave out `by`",
        },
        (_, true) => Text {
            zh: "比率的两边要整数（`integer`）或比率（`rate`）的栏",
            en: "the sides of a rate want columns of type `integer` or `rate`",
        },
        _ => Text {
            zh: "写一个类型是 `integer`、`decimal`、`money` 或 `rate` 的栏",
            en: "name a column of type `integer`, `decimal`, `money` or `rate`",
        },
    }
}

/// Whether the cells of a column are rates.
pub(super) fn is_rate(options: &RegisterOptions, column: &Spanned<Arc<str>>) -> bool {
    options.column(&column.value).is_some_and(|at| options.columns[at].column_type == ColumnType::Rate)
}

/// Both sides of a rate: the sum of a column, of rates only what is reached, and what it is a part of.
pub(super) fn sides(column: &Spanned<Arc<str>>, base: Option<&Base>, from: (&Register, &[&Row])) -> Option<Rate> {
    let (register, rows) = from;
    let sum = |name: &Spanned<Arc<str>>, side: fn(Rate) -> i64| {
        let at = register.options().column(&name.value)?;
        let sides = rows.iter().map(|row| match &row.cells[at] {
            Cell::Rate(rate) => side(*rate),
            cell => cell.number().map_or(0, |number| number.0 / Decimal::whole(1).0),
        });
        Some(sides.fold(0, i64::saturating_add))
    };
    let is = sum(column, |rate| rate.is)?;
    let of = match base {
        Some(Base::Number(base)) => *base,
        Some(Base::Column(name)) => sum(name, |rate| rate.of)?,
        None => sum(column, |rate| rate.of)?,
    };
    Some(Rate { is, of })
}
