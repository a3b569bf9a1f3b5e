//! Columns of a register: their types, and what a cell of each type holds.

use std::borrow::Cow;
use std::sync::Arc;

use crate::base::closed::Closed;
use crate::base::currency::Currency;
use crate::base::date::Date;
use crate::base::decided::{Decision, decided};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::lang::{Label, Text};
use crate::base::money::Money;
use crate::base::number::{Decimal, RATE, Rate, bracketed};
use crate::base::yaml::{Node, Value};
use crate::blocks::cell::Cell;
use crate::blocks::column_type::ColumnType;
use crate::blocks::flag::Flag;
use crate::blocks::heads::{Head, Seen, Sort};
use crate::blocks::mask::{self, Mask};
use crate::blocks::norm::Norm;
use crate::blocks::only::Only;
use crate::blocks::outcome::Outcomes;
use crate::blocks::rhythm::Rhythm;
use crate::blocks::rows_of::RowsOf;
use crate::privacy::Place;

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
        wrong: "人数: 三人", right: "人数: 3",
    }
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
    /// In what its amounts are counted.
    pub currency: Arc<Currency>,
    /// Whether a row must have it.
    pub is_required: bool,
    /// Values of an `enum`, or of a `status` that say nothing of how far a row is.
    pub values: Vec<Arc<str>>,
    /// What the other values of a `status` mean.
    pub outcomes: Outcomes,
    /// What the public build does with its cells.
    pub mask: Mask,
    /// Whether its cells tell of which person a row is, and go when the names go.
    pub is_personal: bool,
    /// Whether its cells are added up: those of a price or a standard are not.
    pub has_total: bool,
    /// Whether mean, lowest and highest of its cells are told, beside the total or instead of it.
    pub has_mean: bool,
    /// The column whose numbers weigh in the mean: for how many each cell is.
    pub mean_by: Option<Spanned<Arc<str>>>,
    /// What its cells should be.
    pub norm: Option<Norm>,
    /// How its cells follow from others of their row.
    pub from: Option<Flag>,
    /// For which rows it is, if not for all.
    pub only: Option<Only>,
    /// Whether what its row speaks of ends on the day.
    pub is_end: bool,
    /// How often the day must come again.
    pub every: Option<Rhythm>,
}

impl FromNode for Column {
    /// A column whose definition has any error is not published: what was meant cannot be known.
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut own = Diagnostics::new();
        let mut column = Self::read_definition(node, &mut own);
        if let Some(column) = column.as_mut().filter(|_| own.has_errors()) {
            column.mask = Mask::Removed;
        }
        diags.append(own);
        column
    }
}

impl Column {
    /// What its cells are counted from, where that is rows beside those of its own table.
    pub fn rows_of(&self) -> Option<&RowsOf> {
        if let Some(Flag::Rows(source)) = &self.from { Some(source) } else { None }
    }

    /// Counts money in this currency; a unit of the form's own stays.
    pub(super) fn count_in(&mut self, currency: &Arc<Currency>) {
        self.currency = currency.clone();
        if self.unit.is_empty() && self.column_type == ColumnType::Money {
            self.unit = currency.unit.home().into();
        }
    }

    /// What the public sees of its cells.
    pub(super) fn seen(&self) -> Seen {
        let place = match self.column_type {
            ColumnType::DutyPhone => Place::Contact,
            ColumnType::PublicAccount => Place::Account,
            ColumnType::Proof => Place::Number,
            _ if self.is_number() => Place::Amount,
            _ => Place::Text,
        };
        Seen {
            is_shown: self.mask == Mask::Shown,
            part: (self.mask == Mask::Partial).then_some(self.column_type),
            label: Some(self.label.clone()),
            is_own: self.column_type.says(),
            place,
            is_number: self.is_typed(),
        }
    }

    /// Whether its cells are days, numbers or amounts, and no text.
    fn is_typed(&self) -> bool {
        let is_day = matches!(self.column_type, ColumnType::Date | ColumnType::Due | ColumnType::Closed);
        is_day || self.is_number()
    }

    fn read_definition(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        const MASKS: Closed<Mask> =
            Closed::new("mask", &[("shown", Mask::Shown), ("partial", Mask::Partial), ("removed", Mask::Removed)]);
        let mut fields = Fields::of(node, diags);
        let name: Option<Arc<str>> = fields.need("name", diags);
        let label = fields.get("label", diags);
        let column_type =
            decided(&mut fields, Decision { key: "type", usual: AS_TEXT, choices: &ColumnType::ALL }, diags)
                .unwrap_or(ColumnType::Text);
        let mask = decided(&mut fields, Decision { key: "mask", usual: BY_TYPE, choices: &MASKS }, diags);
        let mean: Option<Mean> = fields.node("mean", diags).and_then(|node| read_mean(node, diags));
        let column = name.map(|name| Self {
            label: label.unwrap_or_else(|| Label::plain(&name)),
            name,
            column_type,
            unit: fields.get("unit", diags).unwrap_or_else(|| "".into()),
            currency: Arc::default(),
            is_required: fields.get("required", diags).unwrap_or(false),
            values: fields.get("values", diags).unwrap_or_default(),
            outcomes: Outcomes::read(&mut fields, diags),
            mask: mask.unwrap_or(column_type.default_mask()),
            is_personal: fields.get("personal", diags).unwrap_or(column_type.is_personal()),
            has_total: fields.get("stock", diags).unwrap_or(false) | fields.get("flow", diags).unwrap_or(false),
            has_mean: mean.is_some(),
            mean_by: mean.and_then(|mean| mean.by),
            norm: fields.get("norm", diags),
            from: fields.get("from", diags),
            only: fields.get("only", diags),
            is_end: fields.get("ends", diags).unwrap_or(false),
            every: fields.get("every", diags),
        });
        fields.finish(diags);
        column
    }
}

/// That a column has a mean.
struct Mean {
    by: Option<Spanned<Arc<str>>>,
}

/// `true`, or `{by: people}`.
fn read_mean(node: &Node, diags: &mut Diagnostics) -> Option<Mean> {
    if !matches!(node.value, Value::Map(_)) {
        return bool::from_node(node, diags)?.then_some(Mean { by: None });
    }
    let mut fields = Fields::of(node, diags);
    let by = fields.need("by", diags);
    fields.finish(diags);
    Some(Mean { by: Some(by?) })
}

const AS_TEXT: Text = Text { zh: "按文字处理", en: "the column is one of text" };
const BY_TYPE: Text = Text { zh: "按类型处理", en: "the type of the column decides" };

impl Column {
    /// The type of its cells in the words of Table Schema.
    pub fn format(&self) -> &'static str {
        if self.mask == Mask::Shown { self.column_type.format() } else { "string" }
    }

    /// What its head may be called in a table, and what stands below it.
    pub fn head(&self) -> Head {
        let sort = match self.column_type {
            ColumnType::Money => Sort::Money,
            ColumnType::Integer | ColumnType::Decimal | ColumnType::Rate => Sort::Number,
            ColumnType::Date | ColumnType::Due | ColumnType::Closed => Sort::Date,
            ColumnType::Person | ColumnType::Minor | ColumnType::Patient => Sort::Person,
            _ => Sort::Text,
        };
        let names = std::iter::once(self.name.clone()).chain(self.label.all().cloned());
        Head::new(names.collect(), self.unit.clone(), sort).in_currency(self.currency.clone())
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
        self.column_type == ColumnType::Status && self.outcomes.is_plain()
    }

    /// Every value that its cells may have, if they are of a closed set.
    pub fn known_values(&self) -> impl Iterator<Item = &Arc<str>> + Clone {
        self.outcomes.states().chain(&self.values)
    }

    /// Reads a cell by the column's type.
    pub fn read(&self, node: &Node, diags: &mut Diagnostics) -> Option<Cell> {
        if node.is_empty() || node.text().is_some_and(|text| text.trim().is_empty()) {
            return Some(Cell::Empty);
        }
        Some(match self.column_type {
            ColumnType::Date | ColumnType::Due | ColumnType::Closed => Cell::Date(Date::from_node(node, diags)?),
            ColumnType::Integer => Cell::Integer(self.integer(node, diags)?),
            ColumnType::Decimal => Cell::Decimal(Decimal::from_node(&self.without_unit(node), diags)?),
            ColumnType::Money => Cell::Money(Money::read(node, &self.currency, diags)?),
            ColumnType::Rate => Cell::Rate(rate(node, diags)?),
            ColumnType::Enum => self.known(node, &self.values, diags)?,
            ColumnType::Status => {
                let known: Vec<_> = self.known_values().cloned().collect();
                self.known(node, &known, diags)?
            }
            _ => Cell::Text(String::from_node(node, diags)?.trim().into()),
        })
    }

    /// The cell without the unit of the column behind its number.
    fn without_unit<'n>(&self, node: &'n Node) -> Cow<'n, Node> {
        let plain =
            node.text().filter(|_| !self.unit.is_empty()).and_then(|text| text.trim().strip_suffix(&*self.unit));
        match plain {
            Some(plain) => Cow::Owned(Node { value: Value::Text(plain.trim().to_owned()), span: node.span.clone() }),
            None => Cow::Borrowed(node),
        }
    }

    fn integer(&self, node: &Node, diags: &mut Diagnostics) -> Option<i64> {
        let node = &*self.without_unit(node);
        let text = String::from_node(node, diags)?;
        let plain = crate::base::date::to_half_width(text.trim());
        let number = Decimal::parse_scaled(&plain, 0).ok();
        if let Some(brackets) = number.is_none().then(|| bracketed(node, &text)).flatten() {
            diags.push(brackets);
        } else if number.is_none() {
            let wrong = Diagnostic::new(&INTEGER, node.span.clone()).with("value", text);
            diags.push(wrong.with_own("column", self.label.home()));
        }
        number
    }

    fn known(&self, node: &Node, known: &[Arc<str>], diags: &mut Diagnostics) -> Option<Cell> {
        let text = String::from_node(node, diags)?;
        let text = text.trim();
        if !known.is_empty() && !known.iter().any(|value| **value == *text) {
            let unknown = Diagnostic::new(&VALUE, node.span.clone()).with("value", text);
            diags.push(unknown.with_own("column", self.label.home()).with_list("known", known));
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
                mask::partial(self.column_type, &cell.text()).map_or(Cell::Removed, |text| Cell::Text(text.into()))
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
