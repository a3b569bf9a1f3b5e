//! Columns of a register: their types, what a cell of each type holds, and how it is masked in public.

use std::borrow::Cow;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, items};
use crate::base::glossary::Tongue;
use crate::base::lang::{Label, Text};
use crate::base::money::Money;
use crate::base::number::{Decimal, RATE, Rate};
use crate::base::yaml::Node;
use crate::blocks::norm::{Norm, Place};

rules! {
    /// A cell holds a value that its column does not have.
    VALUE: Error "register/unknown-value" {
        zh: "“{column}”一栏没有 `{value}` 这个值" => "可以写：{known}",
        en: "column “{column}” does not have the value `{value}`" => "write one of: {known}",
        wrong: "状态: 差不多了", right: "状态: 办理中",
    }
    /// A count that is none.
    INTEGER: Error "register/not-whole" {
        zh: "“{column}”一栏要写整数，写的却是 `{value}`" => "只写数字，单位已在表头；有小数时请改用带小数的格式",
        en: "column “{column}” takes whole numbers, got `{value}`" => "digits only; the unit stands in the head of the column",
        wrong: "户数: 十二户", right: "户数: 12",
    }
}

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
        ("address", "住址", Self::Address),
        ("birth-date", "出生日期", Self::BirthDate),
        ("age", "年龄", Self::Age),
        ("health", "健康状况", Self::Health),
        ("status", "状态", Self::Status),
        ("due", "期限", Self::Due),
        ("closed", "办结日期", Self::Closed),
        ("proof", "凭据", Self::Proof),
    ];

    /// What the public build does with the cells, unless the form says otherwise. Source: Personal Information
    /// Protection Law (minimum necessary; identity numbers, accounts, health and all data on children are sensitive).
    pub fn default_mask(self) -> Mask {
        match self {
            Self::Minor
            | Self::Patient
            | Self::IdNumber
            | Self::Phone
            | Self::BankCard
            | Self::BirthDate
            | Self::Age
            | Self::Health => Mask::Removed,
            Self::Address => Mask::Partial,
            _ => Mask::Shown,
        }
    }

    fn format(self) -> &'static str {
        match self {
            Self::Date | Self::Due | Self::Closed => "date",
            Self::Integer => "integer",
            Self::Decimal | Self::Money => "number",
            _ => "string",
        }
    }
}

/// What the public build does with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    /// Published as it is.
    Shown,
    /// Published in part: 张*三, 138****5678, village and group of an address.
    Partial,
    /// Not published; the cell counts.
    Removed,
}

/// One column of a register, as its form defines it.
#[derive(Clone, Debug)]
pub struct Column {
    /// Stable name.
    pub name: Arc<str>,
    /// What it is called.
    pub label: Label,
    /// What its cells are.
    pub column_type: ColumnType,
    /// Unit of its cells, empty for none.
    pub unit: Arc<str>,
    /// Whether a row must have it.
    pub is_required: bool,
    /// Values of an `enum`, or of a `status` that is neither open nor closed.
    pub values: Vec<Arc<str>>,
    /// Values of a `status` that mean "not done yet".
    pub open: Vec<Arc<str>>,
    /// Values of a `status` that mean "done".
    pub closed: Vec<Arc<str>>,
    /// What the public build does with its cells.
    pub mask: Mask,
    /// Whether its cells are added up: those of a price or a standard are not.
    pub has_total: bool,
    /// Whether mean, lowest and highest of its cells are told, beside the total or instead of it.
    pub has_mean: bool,
    /// What its cells should be.
    pub norm: Option<Norm>,
}

impl FromNode for Column {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        const MASKS: [(&str, &str, Mask); 3] = [
            ("shown", "显示", Mask::Shown),
            ("partial", "部分显示", Mask::Partial),
            ("removed", "不显示", Mask::Removed),
        ];
        let mut fields = Fields::of(node, diags);
        let name: Option<Arc<str>> = fields.need("name", diags);
        let label = fields.get("label", diags);
        let column_type = fields.choice("type", ColumnType::ALL, diags).unwrap_or(ColumnType::Text);
        let column = name.map(|name| Self {
            label: label.unwrap_or_else(|| Label::plain(&name)),
            name,
            column_type,
            unit: fields
                .get("unit", diags)
                .unwrap_or_else(|| if column_type == ColumnType::Money { "元" } else { "" }.into()),
            is_required: fields.get("required", diags).unwrap_or(false),
            values: fields.get("values", diags).unwrap_or_default(),
            open: fields.get("open", diags).unwrap_or_default(),
            closed: fields.get("closed", diags).unwrap_or_default(),
            mask: fields.choice("mask", &MASKS, diags).unwrap_or(column_type.default_mask()),
            has_total: fields.get("stock", diags).unwrap_or(false) | fields.get("flow", diags).unwrap_or(false),
            has_mean: fields.get("mean", diags).unwrap_or(false),
            norm: fields.get("norm", diags),
        });
        fields.finish(diags);
        column
    }
}

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

impl Column {
    /// The type of its cells in the words of Table Schema.
    pub fn format(&self) -> &'static str {
        if self.mask == Mask::Shown { self.column_type.format() } else { "string" }
    }

    /// Whether its cells are numbers.
    pub fn is_number(&self) -> bool {
        matches!(self.column_type, ColumnType::Integer | ColumnType::Decimal | ColumnType::Money)
    }

    /// Whether its cells can be compared with those of the same group only, if the form has groups.
    pub fn is_compared_by_group(&self) -> bool {
        self.has_mean && !self.has_total
    }

    /// Whether its cells say no more than "done" and "not done", which the counts of a ledger say already.
    pub fn is_plain_state(&self) -> bool {
        self.column_type == ColumnType::Status && self.open.len() < 2 && self.closed.len() < 2
    }

    /// What a page shows of a cell: values that the form lists, in the words of `tongue`.
    pub fn view(&self, cell: &Cell, tongue: Tongue<'_>) -> CellView {
        match (self.column_type, cell) {
            (ColumnType::Enum | ColumnType::Status, Cell::Text(value)) => {
                CellView { text: tongue.text(value).to_owned(), shape: "text", href: None, norm: None }
            }
            _ => cell.view(),
        }
    }

    /// Reads a cell by the column's type.
    pub fn read(&self, node: &Node, diags: &mut Diagnostics) -> Option<Cell> {
        if node.is_empty() || node.text().is_some_and(|text| text.trim().is_empty()) {
            return Some(Cell::Empty);
        }
        Some(match self.column_type {
            ColumnType::Date | ColumnType::Due | ColumnType::Closed => Cell::Date(Date::from_node(node, diags)?),
            ColumnType::Integer => Cell::Integer(self.integer(node, diags)?),
            ColumnType::Decimal => Cell::Decimal(Decimal::from_node(node, diags)?),
            ColumnType::Money => Cell::Money(Money::from_node(node, diags)?),
            ColumnType::Rate => Cell::Rate(rate(node, diags)?),
            ColumnType::Enum => self.known(node, &self.values, diags)?,
            ColumnType::Status => {
                let known: Vec<_> = [&self.open, &self.closed, &self.values].into_iter().flatten().cloned().collect();
                self.known(node, &known, diags)?
            }
            _ => Cell::Text(String::from_node(node, diags)?.trim().into()),
        })
    }

    fn integer(&self, node: &Node, diags: &mut Diagnostics) -> Option<i64> {
        let text = String::from_node(node, diags)?;
        let plain = crate::base::date::to_half_width(text.trim());
        let number = Decimal::parse_scaled(&plain, 0).ok();
        if number.is_none() {
            let wrong = Diagnostic::new(&INTEGER, node.span.clone()).with("value", text);
            diags.push(wrong.with_own("column", self.label.get("zh-Hans")));
        }
        number
    }

    fn known(&self, node: &Node, known: &[Arc<str>], diags: &mut Diagnostics) -> Option<Cell> {
        let text = String::from_node(node, diags)?;
        let text = text.trim();
        if !known.is_empty() && !known.iter().any(|value| **value == *text) {
            let unknown = Diagnostic::new(&VALUE, node.span.clone()).with("value", text);
            diags.push(unknown.with_own("column", self.label.get("zh-Hans")).with_list("known", known));
            return None;
        }
        Some(Cell::Text(text.into()))
    }

    /// The cell as the public build shows it.
    pub fn masked(&self, cell: Cell) -> Cell {
        match (self.mask, cell) {
            (_, Cell::Empty) => Cell::Empty,
            (Mask::Shown, cell) => cell,
            (Mask::Removed, _) => Cell::Removed,
            (Mask::Partial, cell) => {
                mask_text(self.column_type, &cell.text()).map_or(Cell::Removed, |text| Cell::Text(text.into()))
            }
        }
    }
}

fn rate(node: &Node, diags: &mut Diagnostics) -> Option<Rate> {
    let text = String::from_node(node, diags)?;
    let rate = Rate::parse(&text);
    if rate.is_none() {
        diags.push(Diagnostic::new(&RATE, node.span.clone()).with("value", text));
    }
    rate
}

/// The part of `text` that may be shown; `None` if none.
fn mask_text(column_type: ColumnType, text: &str) -> Option<String> {
    let digits: Vec<char> = text.chars().filter(char::is_ascii_digit).collect();
    let ends = |head: usize, tail: usize| {
        let stars = "*".repeat(digits.len().saturating_sub(head + tail));
        let (first, last) = (digits.get(..head)?, digits.get(digits.len().checked_sub(tail)?..)?);
        Some(first.iter().chain(stars.chars().collect::<Vec<_>>().iter()).chain(last).collect())
    };
    match column_type {
        ColumnType::Phone | ColumnType::DutyPhone if digits.len() >= 11 => ends(3, 4),
        ColumnType::BankCard if digits.len() >= 12 => ends(0, 4),
        ColumnType::Address => village_and_group(text).map(Cow::into_owned),
        ColumnType::Age => digits.iter().collect::<String>().parse::<u32>().ok().map(|age| {
            let decade = age / 10 * 10;
            format!("{decade}—{}岁", decade + 9)
        }),
        ColumnType::Person | ColumnType::Minor | ColumnType::Patient => mask_name(text),
        _ => None,
    }
}

/// 张三 → 张*, 张小三 → 张*三, 欧阳小明 → 欧阳**.
fn mask_name(name: &str) -> Option<String> {
    const DOUBLE: [&str; 12] =
        ["欧阳", "司马", "上官", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐"];
    let chars: Vec<char> = name.trim().chars().collect();
    if let Some(surname) = DOUBLE.iter().find(|surname| name.trim().starts_with(*surname)) {
        return Some(format!("{surname}{}", "*".repeat(chars.len().saturating_sub(2).max(1))));
    }
    match chars.as_slice() {
        [] => None,
        [only] => Some(format!("{only}*")),
        [first, _] => Some(format!("{first}*")),
        [first, middle @ .., last] => Some(format!("{first}{}{last}", "*".repeat(middle.len()))),
    }
}

/// The address up to its village or group; `None` if neither is named.
fn village_and_group(address: &str) -> Option<Cow<'_, str>> {
    let end = ["组", "村", "社区"].iter().find_map(|word| address.rfind(word).map(|at| at + word.len()))?;
    Some(Cow::Borrowed(&address[..end]))
}

/// Reads a list of columns and reports two of one name.
pub fn read_columns(node: &Node, diags: &mut Diagnostics) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    for node in items(node, diags) {
        let Some(column) = Column::from_node(node, diags) else { continue };
        if columns.iter().any(|other| other.name == column.name) {
            let twice = Diagnostic::new(&crate::base::yaml::DUPLICATE, node.span.clone());
            diags.push(twice.with("key", &column.name).with_word("what", COLUMN));
        } else {
            columns.push(column);
        }
    }
    for column in &columns {
        if let Some(norm) = &column.norm {
            norm.check(column, &columns, diags);
        }
    }
    columns
}

const COLUMN: Text = Text { zh: "栏", en: "column" };

#[cfg(test)]
mod tests {
    use super::{ColumnType, mask_text};

    #[test]
    fn masks() {
        let check = |column_type, text, expected: Option<&str>| {
            assert_eq!(mask_text(column_type, text).as_deref(), expected, "{text}");
        };
        check(ColumnType::Person, "张三", Some("张*"));
        check(ColumnType::Person, "张小三", Some("张*三"));
        check(ColumnType::Person, "欧阳小明", Some("欧阳**"));
        check(ColumnType::Phone, "138 0013 8000", Some("138****8000"));
        check(ColumnType::BankCard, "6222020000000000000", Some("***************0000"));
        check(ColumnType::Address, "凤鸣镇石桥村三组12号", Some("凤鸣镇石桥村三组"));
        check(ColumnType::Address, "东正街1号", None);
        check(ColumnType::Age, "67", Some("60—69岁"));
        check(ColumnType::IdNumber, "11010519491231002X", None);
    }
}
