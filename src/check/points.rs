//! Entries of points against the table of rules beside them.

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::money::Money;
use crate::blocks::account::Account;
use crate::blocks::cell::Cell;
use crate::blocks::register::{Register, Row};
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
    /// A cell of which a number is needed says something else.
    UNREAD: Warning "points/not-a-number" {
        zh: "“{subject}”的“{column}”写的是“{value}”，不是一个数（至多两位小数），{slot} 的这一栏没有和各笔登记对过" => "写成一个数，不带单位和别的字；要说明的，写在另一栏",
        en: "“{column}” of “{subject}” says “{value}”, which is no number with at most two decimals: this column of {slot} was not compared with the entries" => "write a number, without a unit or other words; what is to be said goes into a column of its own",
        source: "没有对过的数，不能当作对过的", "what was not compared must not look as if it had been",
    }
    /// A row that says nothing of what it has, while others do.
    UNSAID: Warning "points/not-said" {
        zh: "“{subject}”的“{column}”没有填，{slot} 的这一栏没有和期末结余对过" => "填上这一行的数，没有的填 0；没有列全的，写 `{slot}: {complete: false, rows: [...]}`",
        en: "“{column}” of “{subject}” is empty: this column of {slot} was not compared with the closing balance" => "fill it in, with 0 for nothing; if not all are listed, write `{slot}: {complete: false, rows: [...]}`",
        source: "没有对过的数，不能当作对过的", "what was not compared must not look as if it had been",
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
            if let Some(table) = table(record, account, diags) {
                check_entries(account, &table, diags);
            }
            check_held(record, account, diags);
        }
    }
}

/// A column of a table beside an account.
struct Beside<'a> {
    list: &'a Register,
    slot: &'a str,
    column: &'a str,
}

impl<'a> Beside<'a> {
    /// The column, where the record has rows of that table.
    fn of(record: &'a Record, slot: &'a str, column: &'a str) -> Option<Self> {
        let (_, block) = record.slots.iter().find(|(own, _)| **own == *slot)?;
        Some(Self { list: block.as_register()?, slot, column })
    }

    fn rows(&self) -> &'a [Row] {
        self.list.rows_in(0..self.list.len())
    }

    fn cell(&self, row: &'a Row) -> &'a Cell {
        self.list.cell(row, self.column).unwrap_or(&Cell::Removed)
    }

    /// The number of a cell, also where the column is one of words.
    fn amount(&self, row: &'a Row) -> Option<Money> {
        match self.cell(row) {
            Cell::Text(text) => Money::parse(text.trim()).ok(),
            cell => cell.amount(),
        }
    }

    /// What is told of each cell that says something else than a number, and, where `is_needed`, of the first that says
    /// nothing while others do. What is withheld is not looked at.
    fn untold(&self, is_needed: bool) -> Vec<Diagnostic> {
        let options = self.list.options();
        let Some(at) = options.column(self.column) else { return Vec::new() };
        let about = |rule: &'static Rule, row: &Row| {
            let one = Diagnostic::new(rule, row.span.clone()).with("subject", row.cells[options.title()].text());
            one.with_label("column", &options.columns[at].label).with_own("slot", self.slot)
        };
        let says = |row: &'a Row| !matches!(self.cell(row), Cell::Empty | Cell::Removed);
        let odd = self.rows().iter().filter(|row| says(row) && self.amount(row).is_none());
        let odd = odd.map(|row| about(&UNREAD, row).with("value", self.cell(row).text()));
        let is_used = is_needed && self.rows().iter().any(|row| !self.cell(row).is_empty());
        let unsaid = self.rows().iter().find(|row| is_used && self.cell(row).is_empty());
        odd.chain(unsaid.map(|row| about(&UNSAID, row))).collect()
    }
}

/// What each category gives, if that is a number; nothing where there is no table, or an empty one.
fn table(record: &Record, account: &Account, diags: &mut Diagnostics) -> Option<BTreeMap<String, Option<Money>>> {
    let by = account.options().by_rules.as_ref()?;
    let beside = Beside::of(record, &by.rows.value, &by.amount.value)?;
    beside.untold(false).into_iter().for_each(|one| diags.push(one));
    let rules = beside.rows().iter().filter_map(|row| {
        let category = beside.list.cell(row, &by.category.value)?.text();
        (!category.is_empty()).then(|| (category, beside.amount(row)))
    });
    let table: BTreeMap<_, _> = rules.collect();
    (!table.is_empty()).then_some(table)
}

/// Compares what each has with the closing balance, where the rows are all there are.
fn check_held(record: &Record, account: &Account, diags: &mut Diagnostics) {
    let Some(held) = &account.options().held else { return };
    let beside = Beside::of(record, &held.rows.value, &held.amount.value);
    let Some(beside) = beside.filter(|beside| beside.list.is_complete()) else { return };
    beside.untold(true).into_iter().for_each(|one| diags.push(one));
    let rows = beside.rows();
    let amounts: Vec<Money> = rows.iter().filter_map(|row| beside.amount(row)).collect();
    let (sum, closing) = (amounts.iter().copied().sum::<Money>(), account.closing());
    let Some(first) = rows.first().filter(|_| amounts.len() == rows.len() && sum != closing) else { return };
    let differs = Diagnostic::new(&HELD, first.span.clone()).with_own("slot", &held.rows.value);
    let shown = |amount| account.options().shown(amount);
    let differs = differs.with("held", shown(sum)).with("closing", shown(closing));
    diags.push(differs.with("difference", shown(sum - closing)));
}

fn check_entries(account: &Account, table: &BTreeMap<String, Option<Money>>, diags: &mut Diagnostics) {
    // A table whose rules are called otherwise than the categories says nothing of them.
    if !account.lines().any(|line| table.contains_key(&*line.entry.category)) {
        return;
    }
    for line in account.lines() {
        let entry = line.entry;
        let told = match table.get(&*entry.category) {
            None => Some(Diagnostic::new(&NO_RULE, entry.span.clone())),
            // Told already, or the rule leaves it open what it gives.
            Some(None) => None,
            Some(Some(each)) => {
                let is_multiple = each.0 != 0 && entry.amount.abs().0 % each.0 == 0;
                let shown = |amount| account.options().shown(amount);
                let points = || Diagnostic::new(&POINTS, entry.span.clone()).with("amount", shown(entry.amount.abs()));
                (!is_multiple).then(|| points().with("each", shown(*each)))
            }
        };
        if let Some(told) = told {
            diags.push(told.with("item", &entry.item).with("category", &entry.category));
        }
    }
}
