//! The value of one cell of a register.

use crate::base::date::Date;
use crate::base::money::Money;
use crate::base::number::{Decimal, Rate};

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
