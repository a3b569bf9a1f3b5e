//! The value of one cell of a register.

use crate::base::date::Date;
use crate::base::money::Money;
use crate::base::number::{Decimal, Rate};
use crate::blocks::column_type::ColumnType;

/// The value of one cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Unknown; never zero.
    Empty,
    /// Withheld from the public build.
    Removed,
    /// Text of every kind.
    Text(Box<str>),
    /// A day.
    Date(Date),
    /// A count.
    Integer(i64),
    /// A number with decimals.
    Decimal(Decimal),
    /// An amount.
    Money(Money),
    /// A part and its base.
    Rate(Rate),
}

impl Cell {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// Its number; an amount counts in whole units of its currency.
    pub fn number(&self) -> Option<Decimal> {
        match self {
            Self::Integer(number) => Some(Decimal::whole(*number)),
            Self::Decimal(number) => Some(*number),
            Self::Money(amount) => Some(Decimal(amount.0.saturating_mul(100))),
            _ => None,
        }
    }

    /// Its number as an amount; none where it is finer.
    pub fn amount(&self) -> Option<Money> {
        let number = self.number()?.0;
        (number % 100 == 0).then_some(Money(number / 100))
    }

    /// A number as a cell of a column of numbers; none where the column cannot hold it.
    pub fn of_number(number: Decimal, column_type: ColumnType) -> Option<Self> {
        let whole = Decimal::whole(1).0;
        match column_type {
            ColumnType::Integer => (number.0 % whole == 0).then_some(Self::Integer(number.0 / whole)),
            ColumnType::Decimal => Some(Self::Decimal(number)),
            ColumnType::Money => (number.0 % 100 == 0).then_some(Self::Money(Money(number.0 / 100))),
            _ => None,
        }
    }

    /// The standard form, as data files hold it.
    pub fn text(&self) -> String {
        match self {
            Self::Empty | Self::Removed => String::new(),
            Self::Text(text) => text.to_string(),
            Self::Date(date) => date.to_string(),
            Self::Integer(number) => number.to_string(),
            Self::Decimal(number) => number.to_string(),
            Self::Money(amount) => amount.to_string(),
            Self::Rate(rate) => format!("{}/{}", rate.is, rate.of),
        }
    }
}
