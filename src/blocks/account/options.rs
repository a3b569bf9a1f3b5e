//! What a form sets for an account: categories, who signs, when "other" is too much.

use std::sync::Arc;

use crate::base::closed::Closed;
use crate::base::currency::Currency;
use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned, choose};
use crate::base::lang::Text;
use crate::base::money::Money;
use crate::base::yaml::Node;
use crate::blocks::usual::Usual;

/// What a form sets for an account.
#[derive(Clone, Debug)]
pub struct AccountOptions {
    /// Categories of income; any if empty.
    pub income: Vec<Arc<str>>,
    /// Categories of spending; any if empty.
    pub spending: Vec<Arc<str>>,
    /// Categories that say nothing; those that begin with one of the next if empty.
    pub other: Vec<Arc<str>>,
    /// How categories begin that say nothing, in the words of the pack: 其他.
    pub other_begins: Vec<Arc<str>>,
    /// The category of entries that have none: 未分类.
    pub uncategorised: Arc<str>,
    /// Per cent of a side above which "other" is reported.
    pub other_limit: u32,
    /// Who must sign each entry.
    pub signed_by: Vec<Signature>,
    /// Entries from this amount are marked.
    pub large_entry: Option<Money>,
    /// The table of rules beside it by which its entries are made.
    pub by_rules: Option<ByRules>,
    /// The table beside it that says what each has of the closing balance.
    pub held: Option<Held>,
    /// In what the amounts are counted.
    pub currency: Arc<Currency>,
    /// Unit of the amounts: that of the currency, or one of its own, such as points.
    pub unit: Arc<str>,
}

impl Default for AccountOptions {
    fn default() -> Self {
        Self {
            income: Vec::new(),
            spending: Vec::new(),
            other: Vec::new(),
            other_begins: Vec::new(),
            uncategorised: "".into(),
            other_limit: 10,
            signed_by: Vec::new(),
            large_entry: None,
            by_rules: None,
            held: None,
            currency: Arc::default(),
            unit: "".into(),
        }
    }
}

/// Someone who signs an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signature {
    /// Who handled it (经手).
    Handler,
    /// Who audited it (审核).
    Auditor,
    /// Who approved it (审批).
    Approver,
}

impl Signature {
    const CHOICES: Closed<Self> = Closed::new(
        "signature",
        &[("handler", Self::Handler), ("auditor", Self::Auditor), ("approver", Self::Approver)],
    );

    pub(crate) fn word(self) -> Text {
        match self {
            Self::Handler => Text { zh: "经手人", en: "handler" },
            Self::Auditor => Text { zh: "审核人", en: "auditor" },
            Self::Approver => Text { zh: "审批人", en: "approver" },
        }
    }

    /// The key of the format.
    pub fn key(self) -> &'static str {
        match self {
            Self::Handler => "handler",
            Self::Auditor => "auditor",
            Self::Approver => "approver",
        }
    }
}

impl FromNode for Signature {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        choose(node, &Self::CHOICES, diags)
    }
}

/// The table of rules beside the account by which its entries are made: a multiple of what the rule of their category says.
#[derive(Clone, Debug)]
pub struct ByRules {
    /// The slot of the table.
    pub rows: Spanned<Arc<str>>,
    /// Its column of categories.
    pub category: Spanned<Arc<str>>,
    /// Its column of amounts for one time.
    pub amount: Spanned<Arc<str>>,
}

impl FromNode for ByRules {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let (rows, category) = (fields.need("rows", diags), fields.need("category", diags));
        let amount = fields.need("amount", diags);
        fields.finish(diags);
        Some(Self { rows: rows?, category: category?, amount: amount? })
    }
}

/// The table beside the account that says what each has of its closing balance.
#[derive(Clone, Debug)]
pub struct Held {
    /// The slot of the table.
    pub rows: Spanned<Arc<str>>,
    /// Its column of amounts.
    pub amount: Spanned<Arc<str>>,
}

impl FromNode for Held {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let (rows, amount) = (fields.need("rows", diags), fields.need("amount", diags));
        fields.finish(diags);
        Some(Self { rows: rows?, amount: amount? })
    }
}

/// A table beside the account that it goes by.
#[derive(Clone, Debug)]
pub struct Beside<'a> {
    /// The key that names it.
    pub key: &'static str,
    /// Its slot.
    pub rows: &'a Spanned<Arc<str>>,
    /// Its columns that are meant.
    pub columns: Vec<&'a Spanned<Arc<str>>>,
}

impl FromNode for AccountOptions {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let default = Self::default();
        let options = Self {
            income: fields.get("income", diags).unwrap_or_default(),
            spending: fields.get("spending", diags).unwrap_or_default(),
            other: fields.get("other", diags).unwrap_or_default(),
            other_limit: fields.get("other-limit", diags).unwrap_or(default.other_limit),
            signed_by: fields.get("signed-by", diags).unwrap_or_default(),
            large_entry: fields.get("large-entry", diags),
            unit: fields.get("unit", diags).unwrap_or(default.unit),
            by_rules: fields.get("by-rules", diags),
            held: fields.get("held", diags),
            currency: default.currency,
            other_begins: default.other_begins,
            uncategorised: default.uncategorised,
        };
        fields.finish(diags);
        Some(options)
    }
}

impl AccountOptions {
    /// Each table beside the account that it goes by.
    pub fn tables(&self) -> Vec<Beside<'_>> {
        let rules = self.by_rules.iter().map(|by| Beside {
            key: "by-rules",
            rows: &by.rows,
            columns: vec![&by.category, &by.amount],
        });
        let held = self.held.iter().map(|held| Beside { key: "held", rows: &held.rows, columns: vec![&held.amount] });
        rules.chain(held).collect()
    }

    /// Whether it counts money, and not points or workdays.
    pub fn is_money(&self) -> bool {
        *self.unit == *self.currency.unit.home()
    }

    /// Whether it counts points: these are added and deducted, not earned and spent.
    pub fn is_points(&self) -> bool {
        !self.is_money() && ["分", "points"].contains(&&*self.unit)
    }

    /// What a side is called.
    pub(super) fn side(&self, income: bool) -> Text {
        match (self.is_points(), income) {
            (true, true) => Text { zh: "加分", en: "points added" },
            (true, false) => Text { zh: "扣分", en: "points deducted" },
            (false, true) => Text { zh: "收入", en: "income" },
            (false, false) => Text { zh: "支出", en: "spending" },
        }
    }

    /// An amount as it is printed: what is no money has no decimals that say nothing.
    pub fn shown(&self, amount: Money) -> String {
        let text = amount.to_string();
        text.strip_suffix(".00").filter(|_| !self.is_money()).map_or(text.clone(), str::to_owned)
    }

    /// Takes what holds where the form says nothing; what it says stays.
    pub(super) fn settle(&mut self, usual: &Usual) {
        self.currency = usual.currency.clone();
        if self.unit.is_empty() {
            self.unit = usual.currency.unit.home().into();
        }
        self.uncategorised = usual.uncategorised.clone();
        self.other_begins = usual.other.clone();
    }

    pub(super) fn is_other(&self, category: &str) -> bool {
        if self.other.is_empty() {
            self.other_begins.iter().any(|word| category.starts_with(&**word))
        } else {
            self.other.iter().any(|one| **one == *category)
        }
    }
}
