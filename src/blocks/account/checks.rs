//! What an account as a whole lacks, and what does not add up in it.

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{is_table, missing};
use crate::base::lang::{HOME, Label, Text};
use crate::base::money::Money;
use crate::base::names;
use crate::base::number::Share;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::account::entry::{Entry, in_column};
use crate::blocks::account::{Account, Signature};
use crate::blocks::totals::{self, Added, Split};

rules! {
    /// Opening, income and spending do not give the closing balance.
    UNBALANCED: Warning "account/unbalanced" {
        zh: "`closing`（期末结余）写的是 {stated}，按期初 {opening} ＋ {in} {income} － {out} {spending} 算得 {computed}，相差 {difference}" => "查对明细有没有漏记、重记，再改 `closing` 或明细；页面会把两个数和差额一并列出",
        en: "`closing` is {stated}, but opening {opening} + {in} {income} − {out} {spending} gives {computed}: a difference of {difference}" => "look for entries left out or written twice, then mend `closing` or the entries; the page shows both figures and the difference",
        wrong: "account:\n  opening: 100\n  entries:\n    - {date: 2025-04-03, item: 租金, category: 发包租赁, in: 50}\n  closing: 140",
        right: "account:\n  opening: 100\n  entries:\n    - {date: 2025-04-03, item: 租金, category: 发包租赁, in: 50}\n  closing: 150",
        source: "{collective-finance-disclosure}：逐项逐笔公开", "{collective-finance-disclosure}: item by item, entry by entry",
    }
    /// An entry lacks a signature that the form asks for.
    UNSIGNED: Warning "account/unsigned" {
        zh: "这一笔“{item}”缺{who}签字" => "加上 `{key}: 姓名`；全部由一人签字时，写在 `account:` 下面一次即可",
        en: "the entry “{item}” is not signed by the {who}" => "add `{key}: NAME`; if one person signs all entries, write it once under `account:`",
        source: "{villagers-committees-law/supervision}：村务监督机构负责民主理财，村民委员会成员和近亲属不得参加", "{villagers-committees-law/supervision}: the supervision committee checks the money, without members of the committee and their near relatives",
    }
    /// No entry of a table has what each needs: a column is missing.
    COLUMN: Warning "account/column-unsigned" {
        zh: "{count} 笔都缺{who}签字：表格里没有“{column}”一栏，或者整栏空着" => "加上这一栏，每行都填；全部由一人签字时，在记录的 `account:` 下面写一次 `{key}: 姓名` 即可",
        en: "none of {count} {count|entry|entries} is signed by the {who}: the table has no column “{column}”, or nothing in it" => "add the column and fill it; if one person signs all entries, write `{key}: NAME` once under `account:` of the record",
        source: "{villagers-committees-law/supervision}：村务监督机构负责民主理财，村民委员会成员和近亲属不得参加", "{villagers-committees-law/supervision}: the supervision committee checks the money, without members of the committee and their near relatives",
    }
    /// No entry of a table has a category.
    UNFILED: Error "account/no-categories" {
        zh: "{count} 笔都没有写类别：表格里没有“类别”一栏，或者整栏空着" => "加上“类别”一栏，每行填一个。收入可以写：{income}；支出可以写：{spending}",
        en: "none of {count} {count|entry|entries} has a category: the table has no column “category” (类别), or nothing in it" => "add the column, and fill it in every row; for income, one of: {income}; for spending, one of: {spending}",
    }
    /// The category "other" holds too large a share.
    OTHER: Warning "account/other-large" {
        zh: "“其他”类{side}占 {share}，超过 {limit}%" => "把“其他”里的大项归入具体类别，村民才看得懂",
        en: "“other” is {share} of {side}, above {limit}%" => "give the large items of “other” their own category, so that readers understand",
    }
    /// Entries of money without a voucher.
    NO_VOUCHER: Warning "account/no-voucher" {
        zh: "有 {count} 笔没有写凭证号，这是第一笔：“{item}”" => "加上 `voucher: 凭证号`；确实没有凭证的支出不能入账",
        en: "{count} {count|entry|entries} without a voucher, the first of which is “{item}”" => "add `voucher: NUMBER`; spending without a voucher may not be booked",
        wrong: "- {date: 2025-04-20, item: 路灯电费, category: 公共服务, out: 320.50}",
        right: "- {date: 2025-04-20, item: 路灯电费, category: 公共服务, out: 320.50, voucher: 记0402}",
        source: "{collective-finance-disclosure}：逐项逐笔公开，原始凭证经民主理财小组审核", "{collective-finance-disclosure}: entry by entry, vouchers checked by the finance group",
    }
    /// A voucher number stands twice.
    VOUCHER: Warning "account/duplicate-voucher" {
        zh: "凭证号 `{voucher}` 出现两次" => "一张凭证记一笔；一证多笔时在号后加 -1、-2",
        en: "voucher `{voucher}` stands twice" => "one entry a voucher; if it covers several, add -1, -2 to its number",
    }
}

const SIGN: Text = Text {
    zh: "在“{column}”一栏填上姓名，没有这一栏的加一栏；全部由一人签字时，在记录的 `account:` 下面写一次 `{key}: 姓名` 即可",
    en: "fill the column “{column}” with the name, and add it if it is not there; if one person signs all entries, write `{key}: NAME` once under `account:` of the record",
};
const VOUCHER_CELL: Text = Text {
    zh: "在“{column}”一栏填上凭证号，没有这一栏的加一栏；确实没有凭证的支出不能入账",
    en: "fill the column “{column}”, and add it if it is not there; spending without a voucher may not be booked",
};

/// Looks for what entries lack, but for the keys that are `lost` for all of them.
pub(super) fn check_entries(
    account: &Account,
    read: &[(Option<Entry>, &Node)],
    lost: &[&str],
    diags: &mut Diagnostics,
) {
    let mut vouchers: BTreeMap<&str, &Span> = BTreeMap::new();
    let is_unfiled = check_categories(account, read, diags);
    let absent = check_signatures(account, read, lost, diags);
    for (entry, node) in read {
        let Some(entry) = entry else { continue };
        if entry.is_unfiled && !is_unfiled {
            diags.push(missing("category", node.span.clone()));
        }
        let is_known = |who: &&Signature| !lost.contains(&who.key()) && !entry.lost.contains(&who.key());
        for who in account.options.signed_by.iter().filter(|who| is_known(who) && !absent.contains(who)) {
            if account.signer(entry, *who).is_none() {
                let unsigned = Diagnostic::new(&UNSIGNED, node.span.clone()).with("item", &entry.item);
                let unsigned = unsigned.with_word("who", who.word()).with_own("key", who.key());
                diags.push(in_column(unsigned, who.key(), SIGN));
            }
        }
        let Some(voucher) = &entry.voucher else { continue };
        if let Some(first) = vouchers.insert(voucher, &node.span) {
            let label = Text { zh: "第一次出现在这里", en: "first here" };
            let twice = Diagnostic::new(&VOUCHER, node.span.clone()).with("voucher", voucher);
            diags.push(twice.label(first.clone(), label));
        }
    }
}

/// Whether all entries of a table lack a category, which is told once.
fn check_categories(account: &Account, read: &[(Option<Entry>, &Node)], diags: &mut Diagnostics) -> bool {
    let Some(first) = table_of(read).filter(|_| account.entries.iter().all(|entry| entry.is_unfiled)) else {
        return false;
    };
    let unfiled = Diagnostic::new(&UNFILED, first.clone()).with_own("count", account.entries.len());
    let unfiled = unfiled.with_list("income", &account.options.income);
    diags.push(unfiled.with_list("spending", &account.options.spending));
    true
}

/// Whose signature all entries of a table lack, each told once.
fn check_signatures(
    account: &Account,
    read: &[(Option<Entry>, &Node)],
    lost: &[&str],
    diags: &mut Diagnostics,
) -> Vec<Signature> {
    let Some(first) = table_of(read) else { return Vec::new() };
    let lacks = |who: Signature| {
        let lacking = |entry: &Entry| account.signer(entry, who).is_none() && !entry.lost.contains(&who.key());
        !lost.contains(&who.key()) && account.entries.iter().all(lacking)
    };
    let absent: Vec<Signature> = account.options.signed_by.iter().copied().filter(|who| lacks(*who)).collect();
    for who in &absent {
        let column = Label::of(&[(HOME, names::chinese(who.key()).unwrap_or(who.key())), ("en", who.key())]);
        let unsigned = Diagnostic::new(&COLUMN, first.clone()).with_own("count", account.entries.len());
        let unsigned = unsigned.with_word("who", who.word()).with_own("key", who.key());
        diags.push(unsigned.with_label("column", &column));
    }
    absent
}

/// Where the entries of a table begin, if there are several.
fn table_of<'n>(read: &[(Option<Entry>, &'n Node)]) -> Option<&'n Span> {
    let (_, first) = read.first().filter(|_| read.iter().filter(|(entry, _)| entry.is_some()).count() > 1)?;
    Some(&first.span).filter(|span| is_table(span))
}

/// Entries of money need a voucher where the form asks for signatures at all; points and workdays have none.
pub(super) fn check_vouchers(account: &Account, read: &[(Option<Entry>, &Node)], diags: &mut Diagnostics) {
    if account.options.signed_by.is_empty() || !account.options.is_money() {
        return;
    }
    let bare = |(entry, node): &(Option<Entry>, &Node)| {
        let entry = entry.as_ref().filter(|entry| entry.voucher.is_none() && !entry.lost.contains(&"voucher"))?;
        Some((entry.item.clone(), node.span.clone()))
    };
    let mut bare = read.iter().filter_map(bare);
    if let Some((item, span)) = bare.next() {
        let none = Diagnostic::new(&NO_VOUCHER, span).with("count", 1 + bare.count()).with("item", item);
        diags.push(in_column(none, "voucher", VOUCHER_CELL));
    }
}

/// Compares stated totals with the entries above them.
pub(super) fn check_totals(account: &Account, split: &Split<'_>, diags: &mut Diagnostics) {
    for (key, is_income) in [("in", true), ("out", false)] {
        let column = Added {
            label: account.options.side(is_income).zh,
            is_named: &|name| name == key || names::chinese(key) == Some(name),
            read: &|node| Money::read(node, &account.options.currency, &mut Diagnostics::new()).map(|Money(fen)| fen),
            shown: &|fen| account.options.shown(Money(fen)),
            cells: &|at| {
                let entry = account.entries.get(at).filter(|entry| entry.is_income == is_income);
                entry.map_or(0, |entry| if is_income { entry.amount.0 } else { (-entry.amount).0 })
            },
        };
        totals::compare(&split.totals, &column, diags);
    }
}

pub(super) fn check_sums(account: &Account, span: &Span, diags: &mut Diagnostics) {
    let computed = account.closing();
    if let Some(stated) = account.stated_closing.as_ref().filter(|stated| stated.value != computed) {
        let options = &account.options;
        let differs = Diagnostic::new(&UNBALANCED, stated.span.clone())
            .with_word("in", options.side(true))
            .with_word("out", options.side(false))
            .with("stated", options.shown(stated.value))
            .with("opening", options.shown(account.opening_or_zero()))
            .with("income", options.shown(account.income()))
            .with("spending", options.shown(account.spending()))
            .with("computed", options.shown(computed))
            .with("difference", options.shown(stated.value - computed));
        diags.push(differs);
    }
    let limit = account.options.other_limit;
    for income in [true, false] {
        let side = account.options.side(income);
        let share = account.other_share(income);
        if i128::from(share.is) * 100 > i128::from(limit) * i128::from(share.of) {
            let shown = Share::from(share).against(i64::from(limit) * 100).told();
            let large = Diagnostic::new(&OTHER, span.clone()).with_word("side", side);
            diags.push(large.with("share", shown).with("limit", limit));
        }
    }
}
