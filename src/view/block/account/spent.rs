//! Where the money of a year went: spending by category, the largest first.

use std::sync::Arc;

use serde::Serialize;

use crate::base::glossary::Tongue;
use crate::base::money::Money;
use crate::base::number::{Rate, is_rounded};
use crate::blocks::account::{AccountOptions, AccountSummary};

/// What was spent.
#[derive(Clone, Debug, Serialize)]
pub struct SpentView {
    /// Statements that it comes from.
    pub records: u64,
    /// In what it is counted.
    pub unit: Arc<str>,
    /// All of it.
    pub spending: Money,
    /// By category.
    pub parts: Vec<SpentPart>,
    /// Whether the printed shares do not add up to the whole.
    pub is_rounded: bool,
}

/// What was spent for one category.
#[derive(Clone, Debug, Serialize)]
pub struct SpentPart {
    /// The category.
    pub name: Arc<str>,
    /// How much.
    pub amount: Money,
    /// Of all: what is printed as its share.
    pub rate: Rate,
    /// In ten-thousandths of the largest one: for the picture.
    pub share: i64,
}

pub(super) fn view(
    summary: &AccountSummary,
    options: Option<&AccountOptions>,
    tongue: Tongue<'_>,
) -> Option<SpentView> {
    // Points are no money, and a category that got more back than it cost has no place in a whole.
    let is_money = options.is_none_or(AccountOptions::is_money);
    let amounts: Vec<_> = summary.spending_by.iter().filter(|(_, amount)| amount.0 != 0).collect();
    if !is_money || amounts.len() < 2 || amounts.iter().any(|(_, amount)| amount.0 < 0) {
        return None;
    }
    let most = amounts.iter().map(|(_, amount)| **amount).max()?;
    let part = |(name, amount): (&Arc<str>, &Money)| SpentPart {
        name: tongue.word(name),
        amount: *amount,
        rate: Rate { is: amount.0, of: summary.spending.0 },
        share: amount.share_of(most),
    };
    let mut parts: Vec<SpentPart> = amounts.into_iter().map(part).collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.amount));
    Some(SpentView {
        records: summary.records,
        unit: tongue.word(&summary.unit),
        spending: summary.spending,
        is_rounded: is_rounded(parts.iter().map(|part| part.amount.0), summary.spending.0),
        parts,
    })
}
