//! What a page shows of a statement of account.

mod lines;
mod spent;

use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::glossary::Tongue;
use crate::base::money::Money;
use crate::base::number::{Rate, is_rounded};
use crate::blocks::account::{Account, AccountOptions, AccountSummary, Budget, Line, Signature};
use crate::view::block::{OnPage, Spot};
use crate::view::parts::SummaryLine;

pub use spent::{SpentPart, SpentView};

/// What the partial sees.
#[derive(Clone, Debug, Serialize)]
pub struct AccountView {
    /// Unit of all amounts.
    pub unit: Arc<str>,
    /// Whether they are points, which are added and deducted.
    pub is_points: bool,
    /// Balance before the first entry; absent where none was stated.
    pub opening: Option<Money>,
    /// All income.
    pub income: Money,
    /// All spending.
    pub spending: Money,
    /// Opening plus income minus spending.
    pub closing: Money,
    /// The closing that the record states, where it differs.
    pub stated_closing: Option<Money>,
    /// Stated minus computed, where they differ.
    pub difference: Option<Money>,
    /// Closing minus opening.
    pub change: Money,
    /// Income by category.
    pub income_by: Vec<CategoryView>,
    /// Whether their printed shares do not add up to 100 %.
    pub is_income_rounded: bool,
    /// The same of spending.
    pub is_spending_rounded: bool,
    /// Spending by category, with the budget.
    pub spending_by: Vec<CategoryView>,
    /// All of the budget, if one was stated.
    pub budget: Option<BudgetView>,
    /// What says nothing, of each side; none where no such category is there.
    pub other: Option<OtherView>,
    /// How many entries there are.
    pub count: usize,
    /// Whether this is the first page of a long statement, or the only one.
    pub is_first: bool,
    /// Whether this is the last page of it, or the only one.
    pub is_last: bool,
    /// The balance before the first entry of the page; absent where none was stated.
    pub carried: Option<Money>,
    /// Entries of the page with running balance.
    pub entries: Vec<EntryView>,
    /// Points of the balance line: the balance behind each entry, first the opening.
    pub balances: Vec<Money>,
    /// Who signed for the statement as a whole.
    pub handler: Option<Arc<str>>,
    /// The auditor for the statement as a whole.
    pub auditor: Option<Arc<str>>,
    /// The approver for the statement as a whole.
    pub approver: Option<Arc<str>>,
    /// Day on which the finance group checked it.
    pub audited: Option<Date>,
    /// What the entries are for that lack a signature that the form asks for.
    pub unsigned: Vec<Arc<str>>,
    /// Whether any entry has a voucher, a counterparty, a signer: which columns to show.
    pub has: Shown,
}

/// Which columns of the entries are filled.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Shown {
    /// Any voucher.
    pub voucher: bool,
    /// Any counterparty.
    pub counterparty: bool,
    /// Any handler.
    pub handler: bool,
    /// Any auditor who is not that of the whole statement.
    pub auditor: bool,
    /// Any approver who is not that of the whole statement.
    pub approver: bool,
}

/// Share of "other".
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OtherView {
    /// Of income.
    pub income: Rate,
    /// Of spending.
    pub spending: Rate,
    /// The limit, in ten-thousandths.
    pub limit: i64,
    /// Whether either is above the limit.
    pub is_large: bool,
}

/// What a budget adds up to.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct BudgetView {
    /// As it was passed.
    pub planned: Money,
    /// As it was changed later, if any of it was.
    pub adjusted: Option<Money>,
    /// What was spent in its categories.
    pub spent: Money,
    /// What was spent in categories that have no budget, if anything was.
    pub outside: Option<Money>,
    /// Of what holds, that which was spent in its categories.
    pub rate: Rate,
    /// What of it is left.
    pub left: Money,
}

/// One category of a side.
#[derive(Clone, Debug, Serialize)]
pub struct CategoryView {
    /// The category in the language of the page.
    pub name: Arc<str>,
    /// Its amount.
    pub amount: Money,
    /// Its share of the side, in ten-thousandths: for pictures.
    pub share: i64,
    /// Its amount and that of the side: what is printed as its share.
    pub rate: Rate,
    /// Its budget, as it was passed.
    pub budget: Option<Money>,
    /// Its budget, as it holds after changes.
    pub adjusted: Option<Money>,
    /// Its amount and its budget: what is printed as the share that was spent.
    pub used: Option<Rate>,
    /// Budget minus amount.
    pub left: Option<Money>,
}

/// One entry.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// Its day.
    pub date: Option<Date>,
    /// What for.
    pub item: Arc<str>,
    /// Its category.
    pub category: Arc<str>,
    /// The amount, if income.
    pub income: Option<Money>,
    /// The amount, if spending.
    pub spending: Option<Money>,
    /// The balance behind it.
    pub balance: Money,
    /// Voucher number.
    pub voucher: Option<Arc<str>>,
    /// From whom or to whom.
    pub counterparty: Option<Arc<str>>,
    /// Who handled it.
    pub handler: Option<Arc<str>>,
    /// Who audited it.
    pub auditor: Option<Arc<str>>,
    /// Who approved it.
    pub approver: Option<Arc<str>>,
    /// Keys of the signatures that the form asks for and it lacks.
    pub lacks: Vec<&'static str>,
    /// Whether it reaches the form's threshold.
    pub is_large: bool,
}

impl OnPage for Account {
    type View = AccountView;

    fn view(&self, spot: &Spot<'_>) -> AccountView {
        view(self, &spot.rows, spot.context.tongue)
    }

    fn lines(summary: &AccountSummary, options: Option<&AccountOptions>, tongue: Tongue<'_>) -> Vec<SummaryLine> {
        lines::lines(summary, options, tongue)
    }

    fn spent(summary: &AccountSummary, options: Option<&AccountOptions>, tongue: Tongue<'_>) -> Option<SpentView> {
        spent::view(summary, options, tongue)
    }
}

fn view(account: &Account, rows: &Range<usize>, tongue: Tongue<'_>) -> AccountView {
    let mut entries: Vec<_> = account.lines().map(|line| entry(account, &line, tongue)).collect();
    let (options, closing, opening) = (account.options(), account.closing(), account.opening_or_zero());
    let stated = account.stated_closing.as_ref().map(|stated| stated.value).filter(|stated| *stated != closing);
    let balances = std::iter::once(opening).chain(entries.iter().map(|entry| entry.balance));
    let signer = |who| account.signer_of_all(who).cloned();
    let before = rows.start.checked_sub(1).and_then(|at| entries.get(at)).map(|entry| entry.balance);
    AccountView {
        unit: tongue.word(&options.unit),
        is_points: options.is_points(),
        opening: account.opening.as_ref().map(|opening| opening.value),
        income: account.income(),
        spending: account.spending(),
        closing,
        stated_closing: stated,
        difference: stated.map(|stated| stated - closing),
        change: closing - opening,
        is_income_rounded: is_side_rounded(account, true),
        is_spending_rounded: is_side_rounded(account, false),
        income_by: categories(account, true, tongue),
        spending_by: categories(account, false, tongue),
        budget: budget(account),
        other: other(account),
        balances: balances.collect(),
        count: entries.len(),
        is_first: rows.start == 0,
        is_last: entries.len() <= rows.end,
        carried: before.or(account.opening.as_ref().map(|opening| opening.value)),
        unsigned: entries.iter().filter(|entry| !entry.lacks.is_empty()).map(|entry| entry.item.clone()).collect(),
        has: Shown {
            voucher: entries.iter().any(|entry| entry.voucher.is_some()),
            counterparty: entries.iter().any(|entry| entry.counterparty.is_some()),
            handler: entries.iter().any(|entry| entry.handler.is_some()),
            auditor: entries.iter().any(|entry| entry.auditor.as_ref() != signer(Signature::Auditor).as_ref()),
            approver: entries.iter().any(|entry| entry.approver.as_ref() != signer(Signature::Approver).as_ref()),
        },
        entries: entries.drain(rows.start.min(entries.len())..rows.end.min(entries.len())).collect(),
        handler: signer(Signature::Handler),
        auditor: signer(Signature::Auditor),
        approver: signer(Signature::Approver),
        audited: account.audited,
    }
}

fn other(account: &Account) -> Option<OtherView> {
    // Money is always asked for what stands under "other"; points mostly have no such category.
    let is_asked = account.options().is_money() || [true, false].into_iter().any(|side| account.has_other(side));
    let (income, spending) = (account.other_share(true), account.other_share(false));
    let limit = i64::from(account.options().other_limit) * 100;
    let is_above = |share: Rate| i128::from(share.is) * 10_000 > i128::from(limit) * i128::from(share.of);
    is_asked.then(|| OtherView { income, spending, limit, is_large: is_above(income) || is_above(spending) })
}

fn is_side_rounded(account: &Account, income: bool) -> bool {
    let whole = if income { account.income() } else { account.spending() };
    is_rounded(account.by_category(income).iter().map(|(_, amount)| amount.0), whole.0)
}

fn budget(account: &Account) -> Option<BudgetView> {
    let budget = account.budget();
    let sum = |of: fn(&Budget) -> Money| budget.iter().map(of).sum::<Money>();
    let spent: Money = budget.iter().map(|one| account.spent_on(&one.category)).sum();
    let holds = sum(Budget::amount);
    let adjusted = budget.iter().any(|one| one.adjusted.is_some()).then_some(holds);
    let all: Money = account.by_category(false).iter().map(|(_, amount)| *amount).sum();
    let outside = Some(all - spent).filter(|outside| *outside != Money::ZERO);
    let (planned, left) = (sum(|one| one.planned), holds - spent);
    let rate = Rate { is: spent.0, of: holds.0 };
    (!budget.is_empty()).then_some(BudgetView { planned, adjusted, spent, outside, rate, left })
}

fn categories(account: &Account, income: bool, tongue: Tongue<'_>) -> Vec<CategoryView> {
    let whole = if income { account.income() } else { account.spending() };
    let mut amounts = account.by_category(income);
    // Also what was planned and never spent.
    let planned = account.budget().iter().filter(|_| !income).map(|one| &one.category);
    for name in planned {
        if amounts.iter().all(|(own, _)| own != name) {
            amounts.push((name.clone(), Money::ZERO));
        }
    }
    let view = amounts.into_iter().map(|(name, amount)| {
        let budget = account.budget().iter().find(|one| !income && one.category == name);
        CategoryView {
            share: amount.share_of(whole).clamp(0, 10_000),
            rate: Rate { is: amount.0, of: whole.0 },
            budget: budget.map(|one| one.planned),
            adjusted: budget.map(Budget::amount),
            used: budget.map(|one| Rate { is: amount.0, of: one.amount().0 }),
            left: budget.map(|one| one.amount() - amount),
            name: tongue.word(&name),
            amount,
        }
    });
    view.collect()
}

fn entry(account: &Account, line: &Line<'_>, tongue: Tongue<'_>) -> EntryView {
    let entry = line.entry;
    EntryView {
        date: entry.date,
        item: entry.item.clone(),
        category: tongue.word(&entry.category),
        income: entry.income(),
        spending: entry.spending(),
        balance: line.balance,
        voucher: entry.voucher.clone(),
        counterparty: entry.counterparty.clone(),
        handler: account.signer(entry, Signature::Handler).cloned(),
        auditor: account.signer(entry, Signature::Auditor).cloned(),
        approver: account.signer(entry, Signature::Approver).cloned(),
        lacks: account.lacking(entry).map(Signature::key).collect(),
        is_large: account.options().large_entry.is_some_and(|large| entry.amount.abs() >= large),
    }
}
