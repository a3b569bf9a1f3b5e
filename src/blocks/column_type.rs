//! What the cells of a column may be.

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
    /// Every type with its name in English and Chinese.
    pub const ALL: &[(&'static str, &'static str, Self)] = &[
        ("text", "文字", Self::Text),
        ("date", "日期", Self::Date),
        ("integer", "整数", Self::Integer),
        ("decimal", "小数", Self::Decimal),
        ("money", "金额", Self::Money),
        ("rate", "比率", Self::Rate),
        ("enum", "选项", Self::Enum),
        ("org", "单位", Self::Org),
        ("place", "地点", Self::Place),
        ("person", "人名", Self::Person),
        ("minor", "未成年人", Self::Minor),
        ("patient", "患者或当事人", Self::Patient),
        ("id-number", "身份证号", Self::IdNumber),
        ("phone", "私人电话", Self::Phone),
        ("duty-phone", "公务电话", Self::DutyPhone),
        ("bank-card", "银行账号", Self::BankCard),
        ("public-account", "公户账号", Self::PublicAccount),
        ("address", "住址", Self::Address),
        ("birth-date", "出生日期", Self::BirthDate),
        ("age", "年龄", Self::Age),
        ("health", "健康状况", Self::Health),
        ("status", "状态", Self::Status),
        ("due", "期限", Self::Due),
        ("closed", "办结日期", Self::Closed),
        ("proof", "凭据", Self::Proof),
    ];

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
