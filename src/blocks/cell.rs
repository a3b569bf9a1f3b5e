//! The value of one cell of a register, and what a page shows of it.

use serde::Serialize;

use crate::base::date::Date;
use crate::base::money::Money;
use crate::base::number::{Decimal, Rate};
use crate::blocks::norm::Place;

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

/// What a page shows of a cell.
#[derive(Clone, Debug, Serialize)]
pub struct CellView {
    /// The value in standard form, empty for unknown.
    pub text: String,
    /// `text`, `date`, `number`, `money`, `rate`, `empty`, `removed`: chooses the filter.
    pub shape: &'static str,
    /// Where the cell leads, if it names a record, an attachment or an organisation of the portal.
    pub href: Option<String>,
    /// Where a number stands against the norm of its column, if it has one.
    pub norm: Option<Place>,
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

    /// What a page shows.
    pub fn view(&self) -> CellView {
        let shape = match self {
            Self::Empty => "empty",
            Self::Removed => "removed",
            Self::Text(_) => "text",
            Self::Date(_) => "date",
            Self::Integer(_) | Self::Decimal(_) => "number",
            Self::Money(_) => "money",
            Self::Rate(_) => "rate",
        };
        CellView { text: self.text(), shape, href: None, norm: None }
    }
}
