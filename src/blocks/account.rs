//! `account`: signed entries in one unit, with running balance, totals by category and what does not add up.

mod balance;
mod budget;
mod checks;
mod entry;
mod guide;
mod options;
mod period;
mod rows;
mod summary;

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostics, Rule};
use crate::base::fields::{Fields, Spanned};
use crate::base::lang::Lang;
use crate::base::money::Money;
use crate::base::number::Rate;
use crate::base::period::Period;
use crate::base::yaml::Node;
use crate::blocks::account::entry::{LACKING, Signers, read_entry};
use crate::blocks::account::summary::add_up;
use crate::blocks::answer::Balance;
use crate::blocks::guide::NewSlot;
use crate::blocks::heads::{Head, Sort};
use crate::blocks::inputs::Inputs;
use crate::blocks::table::Table;
use crate::blocks::totals::{self};
use crate::blocks::usual::Usual;
use crate::blocks::{BlockType, RowsAt};

pub use budget::Budget;
pub use entry::Entry;
pub use options::{AccountOptions, Beside, ByRules, Held, Signature};
pub use summary::AccountSummary;

/// A statement of account.
#[derive(Clone, Debug)]
pub struct Account {
    options: Arc<AccountOptions>,
    signers: Signers,
    /// Day on which the finance group checked it.
    pub audited: Option<Date>,
    /// Balance before the first entry, if stated.
    pub opening: Option<Spanned<Money>>,
    /// Balance behind the last entry, if stated.
    pub stated_closing: Option<Spanned<Money>>,
    budget: Vec<Budget>,
    entries: Vec<Entry>,
}

/// An entry with the balance behind it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// The opening balance with this entry and all before it.
    pub balance: Money,
}

impl Account {
    /// What the form sets.
    pub fn options(&self) -> &AccountOptions {
        &self.options
    }

    /// What was to be spent, by category.
    pub fn budget(&self) -> &[Budget] {
        &self.budget
    }

    /// The entries in the order of the file, each with the balance behind it.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let mut balance = self.opening_or_zero();
        self.entries.iter().map(move |entry| {
            balance = balance + entry.amount;
            Line { entry, balance }
        })
    }

    /// All income.
    pub fn income(&self) -> Money {
        self.entries.iter().filter(|entry| entry.is_income).map(|entry| entry.amount).sum()
    }

    /// All spending, as a positive amount.
    pub fn spending(&self) -> Money {
        self.entries.iter().filter(|entry| !entry.is_income).map(|entry| -entry.amount).sum()
    }

    /// Opening plus income minus spending.
    pub fn closing(&self) -> Money {
        self.opening_or_zero() + self.income() - self.spending()
    }

    /// The balance before the first entry; none stated is none there.
    pub fn opening_or_zero(&self) -> Money {
        self.opening.as_ref().map_or(Money::ZERO, |opening| opening.value)
    }

    /// Spending in one category.
    pub fn spent_on(&self, category: &str) -> Money {
        self.entries.iter().filter(|entry| *entry.category == *category).filter_map(Entry::spending).sum()
    }

    /// Income or spending by category: those of the form in its order, then others as they come. What an entry takes back
    /// is less in its category, as it is in the sum of the side.
    pub fn by_category(&self, income: bool) -> Vec<(Arc<str>, Money)> {
        let listed = if income { &self.options.income } else { &self.options.spending };
        let mut totals: Vec<(Arc<str>, Money)> = listed.iter().map(|name| (name.clone(), Money::ZERO)).collect();
        let amount = if income { Entry::income } else { Entry::spending };
        for (entry, amount) in self.entries.iter().filter_map(|entry| Some((entry, amount(entry)?))) {
            match totals.iter_mut().find(|(name, _)| *name == entry.category) {
                Some((_, total)) => *total = *total + amount,
                None => totals.push((entry.category.clone(), amount)),
            }
        }
        totals
    }

    /// Whether a side has a category that says nothing.
    pub fn has_other(&self, income: bool) -> bool {
        self.by_category(income).iter().any(|(name, _)| self.options.is_other(name))
    }

    /// "Other" on a side, of all on it.
    pub fn other_share(&self, income: bool) -> Rate {
        let whole = if income { self.income() } else { self.spending() };
        let other = self.by_category(income).into_iter().filter(|(name, _)| self.options.is_other(name));
        Rate { is: other.map(|(_, amount)| amount).sum::<Money>().0, of: whole.0 }
    }

    /// Who signed the entry, or else the statement as a whole.
    pub fn signer<'a>(&'a self, entry: &'a Entry, who: Signature) -> Option<&'a Arc<str>> {
        entry.signers.get(who).or(self.signers.get(who))
    }

    /// Who signed the statement as a whole.
    pub fn signer_of_all(&self, who: Signature) -> Option<&Arc<str>> {
        self.signers.get(who)
    }

    /// How many entries lack a signature that the form asks for.
    pub fn unsigned(&self) -> usize {
        self.entries.iter().filter(|entry| self.lacking(entry).next().is_some()).count()
    }

    /// Signatures that the form asks for and the entry lacks.
    pub fn lacking<'a>(&'a self, entry: &'a Entry) -> impl Iterator<Item = Signature> + 'a {
        self.options.signed_by.iter().copied().filter(|who| self.signer(entry, *who).is_none())
    }
}

impl BlockType for Account {
    const NAME: &'static str = "account";
    const ROWS: RowsAt = RowsAt::Key("entries");
    const RULES: &'static [&'static [&'static Rule]] = &[entry::RULES, checks::RULES, period::RULES, balance::RULES];
    const OF_THE_WHOLE: &'static [&'static Rule] = &[&checks::OTHER, &checks::UNBALANCED];
    type Options = AccountOptions;
    type Summary = AccountSummary;

    fn parse(node: &Node, options: &Arc<AccountOptions>, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let signers = Signers::read(&mut fields, diags);
        let mut stated = |key| {
            let node = fields.node(key, diags).filter(|node| !node.is_empty())?;
            Some(Spanned { value: Money::read(node, &options.currency, diags)?, span: node.span.clone() })
        };
        let (opening, stated_closing) = (stated("opening"), stated("closing"));
        let audited = fields.get("audited", diags);
        let budget = fields.node("budget", diags);
        let budget = budget.map_or_else(Vec::new, |node| budget::read(node, &options.currency, diags));
        let split = fields.node("entries", diags).map(|node| totals::split_account(node, diags));
        let rows = split.iter().flat_map(|split| &split.rows);
        let read: Vec<_> = rows.map(|node| (read_entry(node, options, diags), *node)).collect();
        let lost = fields.lost(&LACKING);
        fields.finish(diags);
        let entries = read.iter().filter_map(|(entry, _)| entry.clone()).collect();
        let mut account = Self { options: options.clone(), signers, audited, opening, stated_closing, budget, entries };
        if let Some(split) = &split {
            balance::take(&mut account, &read, split, diags);
        }
        let account = account;
        checks::check_entries(&account, &read, &lost, diags);
        checks::check_vouchers(&account, &read, diags);
        checks::check_sums(&account, &node.span, diags);
        if let Some(split) = split.filter(|split| split.rows.len() == account.entries.len()) {
            checks::check_totals(&account, &split, diags);
        }
        Some(account)
    }

    fn settle(options: &mut AccountOptions, usual: &Usual) {
        options.settle(usual);
    }

    fn summarize(history: &[(Option<Period>, &Self)], _today: Date) -> AccountSummary {
        let mut summary = AccountSummary::default();
        for (at, (period, account)) in history.iter().enumerate() {
            summary.records += 1;
            summary.entries += account.entries.len() as u64;
            summary.unsigned += account.unsigned() as u64;
            summary.unit = account.options.unit.clone();
            summary.income = summary.income + account.income();
            summary.spending = summary.spending + account.spending();
            (summary.closing, summary.closed) = (account.closing(), period.map(|period| period.end));
            if at == 0 {
                (summary.opening, summary.opened) = (account.opening_or_zero(), period.map(|period| period.start));
            }
            for one in &account.budget {
                summary.budget_planned = summary.budget_planned + one.planned;
                summary.budget = summary.budget + one.amount();
                summary.budget_spent = summary.budget_spent + account.spent_on(&one.category);
            }
            add_up(&mut summary.income_by, &account.by_category(true).into_iter().collect());
            add_up(&mut summary.spending_by, &account.by_category(false).into_iter().collect());
        }
        summary
    }

    fn heads(options: &AccountOptions) -> Vec<Head> {
        let text = |name| Head::of_key(name, Sort::Text, "");
        let amount = |name| Head::of_key(name, Sort::Money, &options.unit);
        let texts = ["item", "category", "voucher", "counterparty", "handler", "auditor", "approver"].map(text);
        let heads = [Head::of_key("date", Sort::Date, ""), amount("in"), amount("out")].into_iter().chain(texts);
        heads.chain([amount("balance")]).map(|head| head.in_currency(options.currency.clone())).collect()
    }

    fn is_state(&self) -> bool {
        true
    }

    fn row_count(&self) -> usize {
        self.entries.len()
    }

    fn table(&self) -> Table {
        rows::table(self)
    }

    fn skeleton(options: &AccountOptions, slot: &NewSlot<'_>) -> Vec<String> {
        guide::skeleton(options, slot)
    }

    fn inputs(options: &AccountOptions, lang: Lang) -> Inputs {
        guide::inputs(options, lang)
    }

    fn describe(options: &AccountOptions, lang: Lang) -> Vec<String> {
        guide::describe(options, lang)
    }

    fn check_period(&self, node: &Node, period: Period, diags: &mut Diagnostics) {
        period::check(self, node, period, diags);
    }

    fn balance(&self) -> Option<Balance<'_>> {
        let (income, spending) = (self.income(), self.spending());
        let closing = self.opening_or_zero() + income - spending;
        let (opening, stated_closing) = (self.opening.as_ref(), self.stated_closing.as_ref());
        Some(Balance { opening, income, spending, closing, stated_closing })
    }
}
