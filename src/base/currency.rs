//! Money of a country: how amounts are marked and in how many decimals they are counted. A table, not code.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock};

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, entries};
use crate::base::lang::Label;
use crate::base::yaml::{self, Node};

/// The currencies that a portal may name.
pub const BUILT_IN: &str = include_str!("currencies.yaml");

/// In what amounts are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// Its code of three letters (ISO 4217); empty where nothing says in what is counted.
    pub code: Arc<str>,
    /// What stands for it beside amounts, by language.
    pub unit: Label,
    /// What may stand in front of an amount, the longest first.
    pub marks: Vec<Arc<str>>,
    /// What may stand behind one, the longest first.
    pub behind: Vec<Arc<str>>,
    /// How many decimals its smallest unit takes: two or none.
    pub decimals: u8,
}

impl Default for Currency {
    fn default() -> Self {
        Self { code: "".into(), unit: Label::default(), marks: Vec::new(), behind: Vec::new(), decimals: 2 }
    }
}

static ALL: LazyLock<BTreeMap<Arc<str>, Arc<Currency>>> = LazyLock::new(|| {
    let mut diags = Diagnostics::new();
    let Some(node) = yaml::parse(&"currencies.yaml".into(), 0, BUILT_IN, &mut diags) else { return BTreeMap::new() };
    let all = entries(&node, &mut diags).iter();
    all.filter_map(|(key, value)| Currency::read(&key.text, value, &mut Diagnostics::new()))
        .map(|currency| (currency.code.clone(), Arc::new(currency)))
        .collect()
});

impl Currency {
    /// The currency of this code.
    pub fn of(code: &str) -> Option<Arc<Self>> {
        ALL.get(code).cloned()
    }

    /// The codes of all currencies with what they are called.
    pub fn all() -> impl Iterator<Item = &'static Arc<Self>> {
        ALL.values()
    }

    fn read(code: &str, node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let unit: Option<Label> = fields.need("unit", diags);
        let mut list = |key| -> Vec<Arc<str>> { fields.get(key, diags).unwrap_or_default() };
        let (marks, behind) = (list("marks"), list("behind"));
        let decimals: Option<u32> = fields.get("decimals", diags);
        fields.finish(diags);
        let unit = unit?;
        let longest_first = |mut marks: Vec<Arc<str>>| {
            marks.sort_by_key(|mark| std::cmp::Reverse(mark.len()));
            marks
        };
        Some(Self {
            code: code.into(),
            marks: longest_first(marks.into_iter().chain([code.into(), unit.home().into()]).collect()),
            behind: longest_first(behind.into_iter().chain([code.into()]).collect()),
            decimals: decimals.and_then(|decimals| u8::try_from(decimals).ok()).unwrap_or(2),
            unit,
        })
    }

    /// The amount as written without what stands around it, and whether that was more than the usual unit.
    pub fn bare<'t>(&self, text: &'t str) -> (&'t str, bool) {
        let front = self.marks.iter().find_map(|mark| Some((text.strip_prefix(&**mark)?.trim_start(), &**mark)));
        let (text, before) = front.unwrap_or((text, ""));
        let back = self.behind.iter().find_map(|mark| Some((text.strip_suffix(&**mark)?.trim_end(), &**mark)));
        let (text, after) = back.unwrap_or((text, ""));
        let is_usual = |mark: &str| mark.is_empty() || mark == self.unit.home();
        (text, !is_usual(before) || !is_usual(after))
    }
}

/// Any of the currencies: for a definition, which does not know in what the portal counts.
pub static ANY: LazyLock<Currency> = LazyLock::new(|| {
    let all = || Currency::all().map(|one| &**one);
    Currency {
        marks: all().flat_map(|one| one.marks.clone()).collect(),
        behind: all().flat_map(|one| one.behind.clone()).collect(),
        ..Currency::default()
    }
});

/// The signs that stand for money in any currency: `¥`, `£`.
static SIGNS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let signs = ANY.marks.iter().chain(&ANY.behind).flat_map(|mark| mark.chars());
    let signs: BTreeSet<char> = signs.filter(|sign| !sign.is_alphanumeric() && *sign != '.').collect();
    signs.into_iter().collect()
});

/// Whether a sign stands for money in any currency.
pub fn is_sign(sign: char) -> bool {
    SIGNS.contains(&sign)
}
