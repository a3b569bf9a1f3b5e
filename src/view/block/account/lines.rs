//! Lines of a total of accounts: both sides by category between the balances.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::glossary::Tongue;
use crate::base::money::Money;
use crate::blocks::account::{AccountOptions, AccountSummary};
use crate::view::parts::SummaryLine;

/// The lines of a total; categories in the order of the form, then others by name.
pub(super) fn lines(
    summary: &AccountSummary,
    options: Option<&AccountOptions>,
    tongue: Tongue<'_>,
) -> Vec<SummaryLine> {
    let is_money = options.is_none_or(AccountOptions::is_money);
    let money = |label, amount: Money, role| {
        let shown = options.map_or_else(|| amount.to_string(), |own| own.shown(amount));
        let (amount, shape) = (shown, if is_money { "money" } else { "number" });
        SummaryLine { unit: tongue.word(&summary.unit), role, ..SummaryLine::keyed(label, amount, shape) }
    };
    let parts = |amounts: &BTreeMap<Arc<str>, Money>, form: Option<&Vec<Arc<str>>>| {
        let part = |(name, amount): (&Arc<str>, &Money)| SummaryLine {
            label: tongue.word(name),
            is_key: false,
            ..money("", *amount, "part")
        };
        let place =
            |name: &Arc<str>| form.and_then(|form| form.iter().position(|own| own == name)).unwrap_or(usize::MAX);
        let mut amounts: Vec<_> = amounts.iter().filter(|(_, amount)| amount.0 != 0).collect();
        amounts.sort_by_key(|(name, _)| place(name));
        amounts.into_iter().map(part).collect::<Vec<_>>()
    };
    let mut lines = vec![money("opening", summary.opening, ""), money("income", summary.income, "")];
    lines.extend(parts(&summary.income_by, options.map(|own| &own.income)));
    lines.push(money("spending", summary.spending, ""));
    lines.extend(parts(&summary.spending_by, options.map(|own| &own.spending)));
    lines.push(money("closing", summary.closing, "total"));
    if summary.budget.0 > 0 {
        lines.push(money("budget_sum", summary.budget_planned, ""));
        let is_adjusted = summary.budget != summary.budget_planned;
        lines.extend(is_adjusted.then(|| money("budget_adjusted", summary.budget, "part")));
        lines.push(money("budget_spent", summary.budget_spent, "part"));
        let share = format!("{}/{}", summary.budget_spent.0, summary.budget.0);
        lines.push(SummaryLine { role: "part", ..SummaryLine::keyed("budget_share", share, "share") });
    }
    if summary.unsigned > 0 {
        lines.push(SummaryLine::count("unsigned", summary.unsigned));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::home;

    #[test]
    fn categories_stand_under_their_side_in_the_order_of_the_form_and_missing_signatures_are_counted() {
        let amounts = |list: &[(&str, i64)]| list.iter().map(|(name, fen)| ((*name).into(), Money(*fen))).collect();
        let summary = AccountSummary {
            income: Money(500),
            spending: Money(300),
            income_by: amounts(&[("租金", 500), ("补助", 0)]),
            spending_by: amounts(&[("电费", 50), ("工资", 150), ("书报", 100)]),
            unsigned: 2,
            ..AccountSummary::default()
        };
        let options = AccountOptions {
            spending: vec!["电费".into(), "工资".into()],
            unit: AccountOptions::default().currency.unit.home().into(),
            ..AccountOptions::default()
        };
        let lines: Vec<_> = super::lines(&summary, Some(&options), home())
            .iter()
            .map(|line| format!("{}={}", line.label, line.value))
            .collect();
        let expected = [
            "opening=0.00",
            "income=5.00",
            "租金=5.00",
            "spending=3.00",
            "电费=0.50",
            "工资=1.50",
            "书报=1.00",
            "closing=0.00",
            "unsigned=2",
        ];
        assert_eq!(lines, expected);
    }
}
