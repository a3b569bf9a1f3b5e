//! What the cells of a column may be.

use crate::base::closed::Closed;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it; `ColumnType::ALL` has the words")]
pub enum ColumnType {
    Text,
    Date,
    Integer,
    Decimal,
    Money,
    Rate,
    Enum,
    Org,
    Place,
    Person,
    Minor,
    Patient,
    IdNumber,
    Phone,
    DutyPhone,
    BankCard,
    PublicAccount,
    Address,
    BirthDate,
    Age,
    Health,
    Status,
    Due,
    Closed,
    Proof,
}

impl ColumnType {
    /// Every type.
    pub const ALL: Closed<Self> = Closed::new(
        "column-type",
        &[
            ("text", Self::Text),
            ("date", Self::Date),
            ("integer", Self::Integer),
            ("decimal", Self::Decimal),
            ("money", Self::Money),
            ("rate", Self::Rate),
            ("enum", Self::Enum),
            ("org", Self::Org),
            ("place", Self::Place),
            ("person", Self::Person),
            ("minor", Self::Minor),
            ("patient", Self::Patient),
            ("id-number", Self::IdNumber),
            ("phone", Self::Phone),
            ("duty-phone", Self::DutyPhone),
            ("bank-card", Self::BankCard),
            ("public-account", Self::PublicAccount),
            ("address", Self::Address),
            ("birth-date", Self::BirthDate),
            ("age", Self::Age),
            ("health", Self::Health),
            ("status", Self::Status),
            ("due", Self::Due),
            ("closed", Self::Closed),
            ("proof", Self::Proof),
        ],
    );

    /// Whether such a cell tells of which person its row is, unless the form says otherwise.
    pub fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Person
                | Self::Minor
                | Self::Patient
                | Self::IdNumber
                | Self::Phone
                | Self::BankCard
                | Self::Address
                | Self::BirthDate
                | Self::Age
                | Self::Health
        )
    }

    /// What such a cell is in the words of Table Schema.
    pub(super) fn format(self) -> &'static str {
        match self {
            Self::Date | Self::Due | Self::Closed => "date",
            Self::Integer => "integer",
            Self::Decimal | Self::Money => "number",
            _ => "string",
        }
    }
}
