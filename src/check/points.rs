//! Entries of points against the table of rules beside them.

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::money::Money;
use crate::blocks::Block;
use crate::blocks::account::Account;
use crate::blocks::cell::Cell;
use crate::blocks::register::Register;
use crate::model::record::Record;
use crate::site::Site;

rules! {
    /// An entry is no multiple of what its rule gives.
    POINTS: Warning "points/not-by-rule" {
        zh: "“{item}”记了 {amount}，“{category}”的规则是每次 {each}，不是它的整数倍" => "查对次数和分值；规则改了的，先改规则表",
        en: "“{item}” counts {amount}, while the rule of “{category}” gives {each} each time: it is no multiple" => "look up how often it was and what it gives; if the rule has changed, change the table first",
        source: "按公布的规则逐笔登记", "entry by entry, by published rules",
    }
    /// What each has does not add up to the closing balance.
    HELD: Warning "points/held-differ" {
        zh: "各户各人的分加起来是 {held}，期末结余是 {closing}，相差 {difference}" => "查对各行和明细；没有列全的，写 `{slot}: {complete: false, rows: [...]}`",
        en: "what each has adds up to {held}, the closing balance is {closing}: a difference of {difference}" => "look up the rows and the entries; if not all are listed, write `{slot}: {complete: false, rows: [...]}`",
        source: "页面上的各档人数从各行数出，各行加起来应当等于结余", "the bands on the page are counted from the rows, which together are the balance",
    }
    /// An entry for which there is no rule.
    NO_RULE: Warning "points/no-rule" {
        zh: "“{item}”记在“{category}”，规则表里没有这一类" => "规则表里加上这一类，或查对类别",
        en: "“{item}” stands under “{category}”, for which the table has no rule" => "add the rule, or look up the category",
    }
}

/// Checks the newest version of every account that goes by a table of rules.
pub(super) fn check(site: &Site, diags: &mut Diagnostics) {
    for record in site.public.records.current() {
        for (_, block) in &record.slots {
            let Some(account) = block.as_account() else { continue };
            if let Some(table) = table(record, account) {
                check_entries(account, &table, diags);
            }
            check_held(record, account, diags);
        }
    }
}

/// What each category gives; none where there is no table, or an empty one.
fn table(record: &Record, account: &Account) -> Option<BTreeMap<String, i64>> {
    let by = account.options().by_rules.as_ref()?;
    let (_, block) = record.slots.iter().find(|(slot, _)| **slot == *by.rows.value)?;
    let register: &Register = block.as_register()?;
    let rules = register.rows_in(0..register.len()).iter().filter_map(|row| {
        let category = register.cell(row, &by.category.value)?.text();
        let Cell::Integer(each) = register.cell(row, &by.amount.value)? else { return None };
        (!category.is_empty()).then_some((category, *each))
    });
    let table: BTreeMap<_, _> = rules.collect();
    (!table.is_empty()).then_some(table)
}

/// Compares what each has with the closing balance, where the rows are all there are.
fn check_held(record: &Record, account: &Account, diags: &mut Diagnostics) {
    let Some(held) = &account.options().held else { return };
    let block = record.slots.iter().find(|(slot, _)| **slot == *held.rows.value).map(|(_, block)| block);
    let Some(list) = block.and_then(Block::as_register).filter(|list| list.is_complete()) else { return };
    let rows = list.rows_in(0..list.len());
    let amounts: Vec<Money> = rows.iter().filter_map(|row| list.cell(row, &held.amount.value)?.amount()).collect();
    let (sum, closing) = (amounts.iter().copied().sum::<Money>(), account.closing());
    let Some(first) = rows.first().filter(|_| amounts.len() == rows.len() && sum != closing) else { return };
    let differs = Diagnostic::new(&HELD, first.span.clone()).with_own("slot", &held.rows.value);
    let shown = |amount| account.options().shown(amount);
    let differs = differs.with("held", shown(sum)).with("closing", shown(closing));
    diags.push(differs.with("difference", shown(sum - closing)));
}

fn check_entries(account: &Account, table: &BTreeMap<String, i64>, diags: &mut Diagnostics) {
    // A table whose rules are called otherwise than the categories says nothing of them.
    if !account.lines().any(|line| table.contains_key(&*line.entry.category)) {
        return;
    }
    for line in account.lines() {
        let entry = line.entry;
        let told = match table.get(&*entry.category) {
            None => Some(Diagnostic::new(&NO_RULE, entry.span.clone())),
            Some(each) => {
                let once = each.saturating_mul(100);
                let is_multiple = once != 0 && entry.amount.abs().0 % once == 0;
                let amount = account.options().shown(entry.amount.abs());
                let points = || Diagnostic::new(&POINTS, entry.span.clone()).with("amount", amount).with("each", each);
                (!is_multiple).then(points)
            }
        };
        if let Some(told) = told {
            diags.push(told.with("item", &entry.item).with("category", &entry.category));
        }
    }
}
