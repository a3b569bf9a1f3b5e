//! What was to be spent on a category: as it was passed, and as it was changed later.

use std::sync::Arc;

use crate::base::currency::Currency;
use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, entries};
use crate::base::money::Money;
use crate::base::yaml::{Node, Value};

/// The budget of one category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The category.
    pub category: Arc<str>,
    /// What was passed.
    pub planned: Money,
    /// What it was changed to.
    pub adjusted: Option<Money>,
}

impl Budget {
    /// What holds: the changed amount, else the one that was passed.
    pub fn amount(&self) -> Money {
        self.adjusted.unwrap_or(self.planned)
    }
}

/// Reads amounts by category, each alone or as `{initial, adjusted}`.
pub(super) fn read(node: &Node, currency: &Arc<Currency>, diags: &mut Diagnostics) -> Vec<Budget> {
    let lines = entries(node, diags);
    lines.iter().filter_map(|(key, value)| read_one(key.text.as_str().into(), value, currency, diags)).collect()
}

fn read_one(category: Arc<str>, node: &Node, currency: &Arc<Currency>, diags: &mut Diagnostics) -> Option<Budget> {
    if !matches!(node.value, Value::Map(_)) {
        return Some(Budget { category, planned: Money::read(node, currency, diags)?, adjusted: None });
    }
    let mut fields = Fields::of(node, diags);
    let mut amount = |key| {
        let node = fields.node(key, diags).filter(|node| !node.is_empty())?;
        Money::read(node, currency, diags)
    };
    let (planned, adjusted) = (amount("initial"), amount("adjusted"));
    if planned.is_none() {
        fields.lacks(&["initial"], diags);
    }
    fields.finish(diags);
    Some(Budget { category, planned: planned?, adjusted })
}
