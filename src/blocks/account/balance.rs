//! What a table says of the balance: a row that carries it over, and a column that repeats it behind each entry. It is
//! taken for what nobody wrote, and compared with what the entries give.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, Spanned};
use crate::base::lang::Text;
use crate::base::money::Money;
use crate::base::total::Carried;
use crate::base::yaml::Node;
use crate::blocks::account::entry::Entry;
use crate::blocks::account::{Account, AccountOptions};
use crate::blocks::totals::{Split, Total};

rules! {
    /// A stated balance that is not what the entries give.
    DIFFERS: Warning "account/balance-differs" {
        zh: "“{item}”这一行的余额写的是 {stated}，按{before}加收入、减支出算得 {computed}，相差 {difference}" => "查对这一行的金额和余额，有没有漏记、重记；改好数，或删去“余额”一栏，余额由程序算",
        en: "the row “{item}” states a balance of {stated}, but {before} with what came in and went out gives {computed}: a difference of {difference}" => "look for entries left out or written twice, and mend the amount or the balance; or delete the column of balances, which are computed",
        wrong: "日期,事项,类别,收入,支出,余额,凭证\n,上期结转,,,,1000,\n2025-04-03,租金,发包租赁,1200,,2300,记0401", right: "日期,事项,类别,收入,支出,余额,凭证\n,上期结转,,,,1000,\n2025-04-03,租金,发包租赁,1200,,2200,记0401",
    }
    /// A table that carries over another balance than its record says.
    OPENINGS: Warning "account/two-openings" {
        zh: "记录里 `opening`（期初结余）写的是 {opening}，表格里“{word}”写的是 {stated}，按记录里的算" => "查对上期的期末结余，把两处改成一样，或删去一处",
        en: "`opening` of the record is {opening}, but “{word}” of the table says {stated}; that of the record counts" => "look up the closing balance of the period before, and let both agree or delete one",
    }
    /// An opening balance that follows from the first row alone.
    FROM_ROW: Note "account/opening-from-balance" {
        zh: "没有写期初结余，按第一笔的余额 {balance} 算是 {opening}" => "对了就写进记录的 `opening:`；不对，查对第一笔",
        en: "no opening balance is given; the balance of the first entry, {balance}, makes it {opening}" => "if that is right, write it as `opening:`; else look up the first entry",
        wrong: "日期,事项,类别,收入,支出,余额,凭证\n2025-04-03,租金,发包租赁,1200,,2200,记0401", right: "日期,事项,类别,收入,支出,余额,凭证\n,上期结转,,,,1000,\n2025-04-03,租金,发包租赁,1200,,2200,记0401",
    }
}

const ROW_BEFORE: Text = Text { zh: "上一行的余额", en: "the balance of the row before" };
const OPENING: Text = Text { zh: "期初结余", en: "the opening balance" };

/// A balance that a row states.
struct Stated<'n> {
    item: &'n str,
    /// Entries above it, with its own.
    above: usize,
    money: Spanned<Money>,
}

/// Takes the balances that rows carry over where the record states none, and compares all that are stated.
pub(super) fn take(account: &mut Account, read: &[(Option<Entry>, &Node)], split: &Split<'_>, diags: &mut Diagnostics) {
    let options = account.options.clone();
    let mut stated = Vec::new();
    for total in split.totals.iter().filter(|total| total.carried().is_some()) {
        let Some(money) = carried(total.node, &options, diags) else {
            diags.push(total.left_out());
            continue;
        };
        match total.carried() {
            Some(Carried::Opening) if total.above == 0 => open(account, (total, money), diags),
            Some(Carried::Closing) if total.above == total.rows && account.stated_closing.is_none() => {
                account.stated_closing = Some(money);
            }
            _ => stated.push(Stated { item: total.word, above: total.above, money }),
        }
    }
    for (at, (entry, node)) in read.iter().enumerate() {
        let Some(money) = cell(node, "balance", &options, diags) else { continue };
        // Where an entry could not be read, nothing behind it can be compared.
        let Some(entry) = entry else { return };
        if at == 0 && account.opening.is_none() {
            let opening = money.value - entry.amount;
            let told = Diagnostic::new(&FROM_ROW, money.span.clone()).with("balance", money.value);
            diags.push(told.with("opening", opening));
            account.opening = Some(Spanned { value: opening, span: money.span.clone() });
        }
        stated.push(Stated { item: &entry.item, above: at + 1, money });
    }
    stated.sort_by_key(|one| one.above);
    if read.len() == account.entries.len() {
        compare(account, &stated, diags);
    }
}

/// Opens the account with what a row carries over, unless the record says it.
fn open(account: &mut Account, (total, money): (&Total<'_>, Spanned<Money>), diags: &mut Diagnostics) {
    match &account.opening {
        None => account.opening = Some(money),
        Some(opening) if opening.value != money.value => {
            let two = Diagnostic::new(&OPENINGS, money.span).with("opening", opening.value);
            diags.push(two.with_own("word", total.word).with("stated", money.value));
        }
        Some(_) => {}
    }
}

/// Compares what rows state one by one: behind a difference, it goes on from what was stated, so that one slip is told once.
fn compare(account: &Account, stated: &[Stated<'_>], diags: &mut Diagnostics) {
    let (mut balance, mut at, mut before) = (account.opening_or_zero(), 0, OPENING);
    for one in stated {
        let moved: Money = account.entries.iter().take(one.above).skip(at).map(|entry| entry.amount).sum();
        let computed = balance + moved;
        if computed != one.money.value {
            let differs = Diagnostic::new(&DIFFERS, one.money.span.clone()).with("item", one.item);
            let differs =
                differs.with("stated", one.money.value).with("computed", computed).with_word("before", before);
            diags.push(differs.with("difference", one.money.value - computed));
        }
        (balance, at, before) = (one.money.value, one.above, ROW_BEFORE);
    }
}

/// What a row carries over: in the column of balances, or in that of amounts.
fn carried(node: &Node, options: &AccountOptions, diags: &mut Diagnostics) -> Option<Spanned<Money>> {
    ["balance", "in", "out"].into_iter().find_map(|key| cell(node, key, options, diags))
}

fn cell(node: &Node, key: &'static str, options: &AccountOptions, diags: &mut Diagnostics) -> Option<Spanned<Money>> {
    let mut quiet = Diagnostics::new();
    let cell = Fields::of(node, &mut quiet).node(key, &mut quiet).filter(|cell| !cell.is_empty())?;
    Some(Spanned { value: Money::read(cell, &options.currency, diags)?, span: cell.span.clone() })
}
