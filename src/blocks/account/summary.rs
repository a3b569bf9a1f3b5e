//! What rises from accounts.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::money::Money;
use crate::blocks::Summary;
use crate::blocks::share::{Day, Share};

/// What rises: flows add, balances are those of the latest statement.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct AccountSummary {
    /// Statements.
    pub records: u64,
    /// Entries.
    pub entries: u64,
    /// Unit of the amounts.
    pub unit: Arc<str>,
    /// Balance before the year's first statement.
    pub opening: Money,
    /// Day on which that statement begins.
    pub opened: Option<Date>,
    /// All income.
    pub income: Money,
    /// All spending.
    pub spending: Money,
    /// Balance behind the year's last statement.
    pub closing: Money,
    /// Day on which that statement ends.
    pub closed: Option<Date>,
    /// Income by category.
    pub income_by: BTreeMap<Arc<str>, Money>,
    /// Spending by category.
    pub spending_by: BTreeMap<Arc<str>, Money>,
    /// What the statements had budgeted for spending, as it was passed.
    pub budget_planned: Money,
    /// The same, as it was changed later.
    pub budget: Money,
    /// Spending in the categories that had a budget.
    pub budget_spent: Money,
    /// Entries that lack a signature which their form asks for.
    pub unsigned: u64,
}

impl Summary for AccountSummary {
    fn merge(&mut self, other: &Self) {
        self.records += other.records;
        self.entries += other.entries;
        self.unit = self.unit.clone().max(other.unit.clone());
        self.opening = self.opening + other.opening;
        self.income = self.income + other.income;
        self.spending = self.spending + other.spending;
        self.closing = self.closing + other.closing;
        self.opened = [self.opened, other.opened].into_iter().flatten().min();
        self.closed = self.closed.max(other.closed);
        add_up(&mut self.income_by, &other.income_by);
        add_up(&mut self.spending_by, &other.spending_by);
        self.budget_planned = self.budget_planned + other.budget_planned;
        self.budget = self.budget + other.budget;
        self.budget_spent = self.budget_spent + other.budget_spent;
        self.unsigned += other.unsigned;
    }

    /// Flows add; a balance only to one of the same day.
    fn shares(mut self) -> Vec<Share<Self>> {
        let of_unit = || Self { unit: self.unit.clone(), ..Self::default() };
        let opening = Self { opening: self.opening, opened: self.opened, ..of_unit() };
        let closing = Self { closing: self.closing, closed: self.closed, ..of_unit() };
        let balances =
            [("opening", self.opened.map(Day::Earliest), opening), ("closing", self.closed.map(Day::Latest), closing)];
        (self.opening, self.opened, self.closing, self.closed) = Default::default();
        let balances = balances.into_iter().map(|(name, day, summary)| Share {
            name: name.into(),
            day: day.unwrap_or(Day::Any),
            ..Share::all(summary)
        });
        balances.chain([Share::all(self)]).collect()
    }
}

/// Adds amounts by category.
pub(super) fn add_up(own: &mut BTreeMap<Arc<str>, Money>, other: &BTreeMap<Arc<str>, Money>) {
    for (category, amount) in other {
        let total = own.entry(category.clone()).or_default();
        *total = *total + *amount;
    }
}
