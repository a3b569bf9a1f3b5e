//! Entries of an account, one by one.

use std::sync::Arc;

use crate::base::currency::Currency;
use crate::base::date::{Date, to_half_width};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, Spanned, is_table};
use crate::base::lang::{HOME, Label, Text};
use crate::base::money::Money;
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::account::{AccountOptions, Signature};

rules! {
    /// An entry has no amount, or two.
    AMOUNT: Error "account/one-amount" {
        zh: "这一笔“{item}”要么写 `in`（{in}），要么写 `out`（{out}），只写一个" => "{in}写 `in: 100`，{out}写 `out: 100`；退回的按相反方向另记一笔",
        en: "the entry “{item}” needs one of `in` and `out`" => "write `in: 100` for {in}, `out: 100` for {out}; what comes back is an entry of its own",
        wrong: "- {date: 2025-04-03, item: 租金, category: 发包租赁}", right: "- {date: 2025-04-03, item: 租金, category: 发包租赁, in: 50}",
    }
    /// A category that the form does not have.
    CATEGORY: Error "account/unknown-category" {
        zh: "`{category}` 不是这种格式的{side}类别" => "可以写：{known}",
        en: "`{category}` is not a category of {side} in this form" => "write one of: {known}",
    }
}

const AMOUNT_CELL: Text = Text {
    zh: "收入填在“收入”一栏，支出填在“支出”一栏，另一栏空着；退款按相反方向另记一笔",
    en: "put income into the column `in` and spending into `out`, and leave the other one empty; a refund is an entry of its own",
};

/// What an entry, or the account for all of them, may be told to lack.
pub(super) const LACKING: [&str; 7] = ["in", "out", "category", "voucher", "handler", "auditor", "approver"];

/// What was booked, in one line.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its day.
    pub date: Option<Date>,
    /// What for.
    pub item: Arc<str>,
    /// Its category; never empty.
    pub category: Arc<str>,
    /// Positive for income, negative for spending; the other way round where it takes something back.
    pub amount: Money,
    /// On which side it stands.
    pub is_income: bool,
    /// Number of the voucher.
    pub voucher: Option<Arc<str>>,
    /// From whom or to whom.
    pub counterparty: Option<Arc<str>>,
    /// Where it was written.
    pub span: Span,
    pub(super) signers: Signers,
    /// Whether it lacks the category that the form asks for.
    pub(super) is_unfiled: bool,
    /// Keys that may stand under a misspelt one, or under a head that no column is called: it is not known to lack them.
    pub(super) lost: Vec<&'static str>,
}

impl Entry {
    /// The amount, if it is income.
    pub fn income(&self) -> Option<Money> {
        self.is_income.then_some(self.amount)
    }

    /// The amount, if it is spending.
    pub fn spending(&self) -> Option<Money> {
        (!self.is_income).then_some(-self.amount)
    }
}

/// Who signed, by the key that the form asks for.
#[derive(Clone, Debug, Default)]
pub(super) struct Signers {
    handler: Option<Arc<str>>,
    auditor: Option<Arc<str>>,
    approver: Option<Arc<str>>,
}

impl Signers {
    pub(super) fn read(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Self {
        Self {
            handler: fields.get("handler", diags),
            auditor: fields.get("auditor", diags),
            approver: fields.get("approver", diags),
        }
    }

    pub(super) fn get(&self, who: Signature) -> Option<&Arc<str>> {
        match who {
            Signature::Handler => self.handler.as_ref(),
            Signature::Auditor => self.auditor.as_ref(),
            Signature::Approver => self.approver.as_ref(),
        }
    }
}

pub(super) fn read_entry(node: &Node, options: &AccountOptions, diags: &mut Diagnostics) -> Option<Entry> {
    let mut fields = Fields::of(node, diags);
    let date = fields.get("date", diags);
    let item: Option<Arc<str>> = fields.need("item", diags);
    let category: Option<Spanned<Arc<str>>> = fields.get("category", diags);
    let sides = [fields.node("in", diags), fields.node("out", diags)];
    let (voucher, counterparty) = (fields.get("voucher", diags), fields.get("counterparty", diags));
    let signers = Signers::read(&mut fields, diags);
    // Balances are compared once all entries are known.
    fields.node("balance", diags);
    let lost = fields.lost(&LACKING);
    fields.finish(diags);
    let is_lost = |name| lost.contains(&name);
    let currency = &*options.currency;
    let written = without_zero(sides.map(|side| side.filter(|node| !node.is_empty())), currency);
    let (amount, is_income) = match (written, &item) {
        ([Some(income), None], _) => (Money::read(income, currency, diags)?, true),
        ([None, Some(spending)], _) => (-Money::read(spending, currency, diags)?, false),
        (_, Some(item)) if !is_lost("in") && !is_lost("out") => {
            let amount = Diagnostic::new(&AMOUNT, node.span.clone()).with("item", item);
            let amount = amount.with_word("in", options.side(true)).with_word("out", options.side(false));
            diags.push(in_column(amount, "in", AMOUNT_CELL));
            return None;
        }
        _ => return None,
    };
    let item = item?;
    let known = if is_income { &options.income } else { &options.spending };
    match &category {
        Some(category) if !known.is_empty() && !known.contains(&category.value) => {
            let side = options.side(is_income);
            let unknown = Diagnostic::new(&CATEGORY, category.span.clone()).with("category", &category.value);
            diags.push(unknown.with_word("side", side).with_list("known", known));
        }
        _ => {}
    }
    let is_unfiled = category.is_none() && !known.is_empty() && !is_lost("category");
    let category = category.map_or_else(|| options.uncategorised.clone(), |category| shared(category.value, known));
    let span = node.span.clone();
    Some(Entry { date, item, category, amount, is_income, voucher, counterparty, span, signers, is_unfiled, lost })
}

/// What stands on the two sides of an entry; a zero beside an amount is nothing.
fn without_zero<'n>(written: [Option<&'n Node>; 2], currency: &Currency) -> [Option<&'n Node>; 2] {
    let is_zero = |node: &Node| {
        let text = node.text().map(|text| to_half_width(text.trim()));
        text.is_some_and(|text| Money::parse_in(&text, currency) == Ok(Money::ZERO))
    };
    match written {
        [Some(income), Some(spending)] if is_zero(spending) && !is_zero(income) => [Some(income), None],
        [Some(income), Some(spending)] if is_zero(income) && !is_zero(spending) => [None, Some(spending)],
        _ => written,
    }
}

/// The form's own copy of a category, so that a million entries do not hold a million names.
fn shared(category: Arc<str>, known: &[Arc<str>]) -> Arc<str> {
    known.iter().find(|own| **own == category).cloned().unwrap_or(category)
}

/// Says what to write where the entry is a row of a table: there are cells to fill, and no keys.
pub(super) fn in_column(found: Diagnostic, key: &'static str, how: Text) -> Diagnostic {
    if !is_table(&found.span) {
        return found;
    }
    let column = Label::of(&[(HOME, names::chinese(key).unwrap_or(key)), ("en", key)]);
    found.with_label("column", &column).help_instead(how)
}
