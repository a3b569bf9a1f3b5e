//! `account`: signed entries in one unit, with running balance, totals by category and what does not add up.

mod options;
mod period;
mod rows;
mod summary;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::currency::Currency;
use crate::base::date::{Date, to_half_width};
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, Spanned, entries, is_table, missing};
use crate::base::lang::Text;
use crate::base::money::Money;
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::account::summary::add_up;
use crate::blocks::heads::{Head, Sort};
use crate::blocks::table::Table;
use crate::blocks::totals::{self, Added, Split};
use crate::blocks::usual::Usual;
use crate::blocks::{BlockType, RowsAt};

pub use options::{AccountOptions, Signature};
pub(crate) use period::RULES as PERIOD_RULES;
pub use summary::AccountSummary;

rules! {
    /// Opening, income and spending do not give the closing balance.
    UNBALANCED: Warning "account/unbalanced" {
        zh: "`closing`（期末结余）写的是 {stated}，按期初 {opening} ＋ 收入 {income} － 支出 {spending} 算得 {computed}，相差 {difference}" => "查对明细有没有漏记、重记，再改 `closing` 或明细；页面会把两个数和差额一并列出",
        en: "`closing` is {stated}, but opening {opening} + in {income} − out {spending} gives {computed}: a difference of {difference}" => "look for entries left out or written twice, then mend `closing` or the entries; the page shows both figures and the difference",
        wrong: "account:\n  opening: 100\n  entries:\n    - {date: 2025-04-03, item: 租金, category: 发包租赁, in: 50}\n  closing: 140",
        right: "account:\n  opening: 100\n  entries:\n    - {date: 2025-04-03, item: 租金, category: 发包租赁, in: 50}\n  closing: 150",
        source: "农村集体经济组织财务公开规定（2011）：逐项逐笔公开", "Rules on financial disclosure of rural collectives (2011): item by item, entry by entry",
    }
    /// An entry lacks a signature that the form asks for.
    UNSIGNED: Warning "account/unsigned" {
        zh: "这一笔“{item}”缺{who}签字" => "加上 `{key}: 姓名`；全部由一人签字时，写在 `account:` 下面一次即可",
        en: "the entry “{item}” is not signed by the {who}" => "add `{key}: NAME`; if one person signs all entries, write it once under `account:`",
        source: "村民委员会组织法第三十二至三十四条；民主理财制度", "Organic Law of Villagers' Committees, art. 32–34",
    }
    /// The category "other" holds too large a share.
    OTHER: Warning "account/other-large" {
        zh: "“其他”类{side}占 {share}，超过 {limit}%" => "把“其他”里的大项归入具体类别，村民才看得懂",
        en: "“other” is {share} of {side}, above {limit}%" => "give the large items of “other” their own category, so that readers understand",
    }
    /// An entry has no amount, or two.
    AMOUNT: Error "account/one-amount" {
        zh: "这一笔“{item}”要么写 `in`（收入），要么写 `out`（支出），只写一个" => "收入写 `in: 100`，支出写 `out: 100`；退款按相反方向另记一笔",
        en: "the entry “{item}” needs one of `in` and `out`" => "write `in: 100` for income, `out: 100` for spending; a refund is an entry of its own",
        wrong: "- {date: 2025-04-03, item: 租金, category: 发包租赁}", right: "- {date: 2025-04-03, item: 租金, category: 发包租赁, in: 50}",
    }
    /// A category that the form does not have.
    CATEGORY: Error "account/unknown-category" {
        zh: "`{category}` 不是这种格式的{side}类别" => "可以写：{known}",
        en: "`{category}` is not a category of {side} in this form" => "write one of: {known}",
    }
    /// Entries of money without a voucher.
    NO_VOUCHER: Warning "account/no-voucher" {
        zh: "有 {count} 笔没有写凭证号，这是第一笔：“{item}”" => "加上 `voucher: 凭证号`；确实没有凭证的支出不能入账",
        en: "{count} {count|entry|entries} without a voucher, the first of which is “{item}”" => "add `voucher: NUMBER`; spending without a voucher may not be booked",
        wrong: "- {date: 2025-04-20, item: 路灯电费, category: 公共服务, out: 320.50}",
        right: "- {date: 2025-04-20, item: 路灯电费, category: 公共服务, out: 320.50, voucher: 记0402}",
        source: "农村集体经济组织财务公开规定（2011）：逐项逐笔公开，原始凭证经民主理财小组审核", "Rules on financial disclosure of rural collectives (2011): entry by entry, vouchers checked by the finance group",
    }
    /// A voucher number stands twice.
    VOUCHER: Warning "account/duplicate-voucher" {
        zh: "凭证号 `{voucher}` 出现两次" => "一张凭证记一笔；一证多笔时在号后加 -1、-2",
        en: "voucher `{voucher}` stands twice" => "one entry a voucher; if it covers several, add -1, -2 to its number",
    }
}

const INCOME: Text = Text { zh: "收入", en: "income" };
const SPENDING: Text = Text { zh: "支出", en: "spending" };

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
    budget: Vec<(Arc<str>, Money)>,
    entries: Vec<Entry>,
}

/// Who signed, by the key that the form asks for.
#[derive(Clone, Debug, Default)]
struct Signers {
    handler: Option<Arc<str>>,
    auditor: Option<Arc<str>>,
    approver: Option<Arc<str>>,
}

impl Signers {
    fn read(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Self {
        Self {
            handler: fields.get("handler", diags),
            auditor: fields.get("auditor", diags),
            approver: fields.get("approver", diags),
        }
    }

    fn get(&self, who: Signature) -> Option<&Arc<str>> {
        match who {
            Signature::Handler => self.handler.as_ref(),
            Signature::Auditor => self.auditor.as_ref(),
            Signature::Approver => self.approver.as_ref(),
        }
    }
}

/// What was booked, in one line.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its day.
    pub date: Option<Date>,
    /// What for.
    pub item: Arc<str>,
    /// Its category; never empty.
    pub category: Arc<str>,
    /// Positive for income, negative for spending; the other way round where it takes something back.
    pub amount: Money,
    /// On which side it stands.
    pub is_income: bool,
    /// Number of the voucher.
    pub voucher: Option<Arc<str>>,
    /// From whom or to whom.
    pub counterparty: Option<Arc<str>>,
    signers: Signers,
    /// Keys that may stand under a misspelt one, or under a head that no column is called: it is not known to lack them.
    lost: Vec<&'static str>,
}

impl Entry {
    /// The amount, if it is income.
    pub fn income(&self) -> Option<Money> {
        self.is_income.then_some(self.amount)
    }

    /// The amount, if it is spending.
    pub fn spending(&self) -> Option<Money> {
        (!self.is_income).then_some(-self.amount)
    }
}

/// An entry with the balance behind it.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// The opening balance with this entry and all before it.
    pub balance: Money,
}

/// What an entry, or the account for all of them, may be told to lack.
const LACKING: [&str; 7] = ["in", "out", "category", "voucher", "handler", "auditor", "approver"];

impl Account {
    /// What the form sets.
    pub fn options(&self) -> &AccountOptions {
        &self.options
    }

    /// What was to be spent, by category.
    pub fn budget(&self) -> &[(Arc<str>, Money)] {
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
    fn spent_on(&self, category: &str) -> Money {
        let own = self.entries.iter().filter(|entry| !entry.is_income && *entry.category == *category);
        own.map(|entry| entry.amount.abs()).sum()
    }

    /// Income or spending by category: those of the form in its order, then others as they come.
    pub fn by_category(&self, income: bool) -> Vec<(Arc<str>, Money)> {
        let listed = if income { &self.options.income } else { &self.options.spending };
        let mut totals: Vec<(Arc<str>, Money)> = listed.iter().map(|name| (name.clone(), Money::ZERO)).collect();
        for entry in self.entries.iter().filter(|entry| entry.is_income == income) {
            match totals.iter_mut().find(|(name, _)| *name == entry.category) {
                Some((_, total)) => *total = *total + entry.amount.abs(),
                None => totals.push((entry.category.clone(), entry.amount.abs())),
            }
        }
        totals
    }

    /// Share of "other" on a side, in ten-thousandths.
    pub fn other_share(&self, income: bool) -> i64 {
        let whole = if income { self.income() } else { self.spending() };
        let other = self.by_category(income).into_iter().filter(|(name, _)| self.options.is_other(name));
        other.map(|(_, amount)| amount).sum::<Money>().share_of(whole)
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
        let lacks = |entry: &&Entry| self.options.signed_by.iter().any(|who| self.signer(entry, *who).is_none());
        self.entries.iter().filter(lacks).count()
    }
}

impl BlockType for Account {
    const NAME: &'static str = "account";
    const ROWS: RowsAt = RowsAt::Key("entries");
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
        let budget = match fields.node("budget", diags) {
            Some(node) => entries(node, diags)
                .iter()
                .filter_map(|(key, value)| {
                    Some((key.text.as_str().into(), Money::read(value, &options.currency, diags)?))
                })
                .collect(),
            None => Vec::new(),
        };
        let split = fields.node("entries", diags).map(|node| totals::split(node, diags));
        let rows = split.iter().flat_map(|split| &split.rows);
        let read: Vec<_> = rows.map(|node| (read_entry(node, options, diags), *node)).collect();
        let lost = fields.lost(&LACKING);
        fields.finish(diags);
        let entries = read.iter().filter_map(|(entry, _)| entry.clone()).collect();
        let account = Self { options: options.clone(), signers, audited, opening, stated_closing, budget, entries };
        check_entries(&account, &read, &lost, diags);
        check_vouchers(&account, &read, diags);
        check_sums(&account, &node.span, diags);
        if let Some(split) = split.filter(|split| split.rows.len() == account.entries.len()) {
            check_totals(&account, &split, diags);
        }
        Some(account)
    }

    fn settle(options: &mut AccountOptions, usual: &Usual) {
        options.settle(usual);
    }

    fn summarize(history: &[(Date, &Self)], _today: Date) -> AccountSummary {
        let mut summary = AccountSummary::default();
        for (at, (_, account)) in history.iter().enumerate() {
            summary.records += 1;
            summary.entries += account.entries.len() as u64;
            summary.unsigned += account.unsigned() as u64;
            summary.unit = account.options.unit.clone();
            summary.income = summary.income + account.income();
            summary.spending = summary.spending + account.spending();
            summary.closing = account.closing();
            if at == 0 {
                summary.opening = account.opening_or_zero();
            }
            for (category, amount) in &account.budget {
                summary.budget = summary.budget + *amount;
                summary.budget_spent = summary.budget_spent + account.spent_on(category);
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
        heads.map(|head| head.in_currency(options.currency.clone())).collect()
    }

    fn is_state(&self) -> bool {
        true
    }

    fn table(&self) -> Table {
        rows::table(self)
    }
}

fn read_entry(node: &Node, options: &AccountOptions, diags: &mut Diagnostics) -> Option<Entry> {
    let mut fields = Fields::of(node, diags);
    let date = fields.get("date", diags);
    let item: Option<Arc<str>> = fields.need("item", diags);
    let category: Option<Spanned<Arc<str>>> = fields.get("category", diags);
    let sides = [fields.node("in", diags), fields.node("out", diags)];
    let (voucher, counterparty) = (fields.get("voucher", diags), fields.get("counterparty", diags));
    let signers = Signers::read(&mut fields, diags);
    let lost = fields.lost(&LACKING);
    fields.finish(diags);
    let is_lost = |name| lost.contains(&name);
    let currency = &*options.currency;
    let written = without_zero(sides.map(|side| side.filter(|node| !node.is_empty())), currency);
    let (amount, is_income) = match (written, &item) {
        ([Some(income), None], _) => (Money::read(income, currency, diags)?, true),
        ([None, Some(spending)], _) => (-Money::read(spending, currency, diags)?, false),
        (_, Some(item)) if !is_lost("in") && !is_lost("out") => {
            let amount = Diagnostic::new(&AMOUNT, node.span.clone()).with("item", item);
            diags.push(in_column(amount, "in", AMOUNT_CELL));
            return None;
        }
        _ => return None,
    };
    let item = item?;
    let known = if is_income { &options.income } else { &options.spending };
    match &category {
        Some(category) if !known.is_empty() && !known.contains(&category.value) => {
            let side = if is_income { INCOME } else { SPENDING };
            let unknown = Diagnostic::new(&CATEGORY, category.span.clone()).with("category", &category.value);
            diags.push(unknown.with_word("side", side).with_list("known", known));
        }
        None if !known.is_empty() && !is_lost("category") => diags.push(missing("category", node.span.clone())),
        _ => {}
    }
    let category = category.map_or_else(|| options.uncategorised.clone(), |category| shared(category.value, known));
    Some(Entry { date, item, category, amount, is_income, voucher, counterparty, signers, lost })
}

/// What stands on the two sides of an entry; a zero beside an amount is nothing.
fn without_zero<'n>(written: [Option<&'n Node>; 2], currency: &Currency) -> [Option<&'n Node>; 2] {
    let is_zero = |node: &Node| {
        let text = node.text().map(|text| to_half_width(text.trim()));
        text.is_some_and(|text| Money::parse_in(&text, currency) == Ok(Money::ZERO))
    };
    match written {
        [Some(income), Some(spending)] if is_zero(spending) && !is_zero(income) => [Some(income), None],
        [Some(income), Some(spending)] if is_zero(income) && !is_zero(spending) => [None, Some(spending)],
        _ => written,
    }
}

/// The form's own copy of a category, so that a million entries do not hold a million names.
fn shared(category: Arc<str>, known: &[Arc<str>]) -> Arc<str> {
    known.iter().find(|own| **own == category).cloned().unwrap_or(category)
}

const SIGN: Text = Text {
    zh: "在“{column}”一栏填上姓名，没有这一栏的加一栏；全部由一人签字时，在记录的 `account:` 下面写一次 `{key}: 姓名` 即可",
    en: "fill the column “{column}” with the name, and add it if it is not there; if one person signs all entries, write `{key}: NAME` once under `account:` of the record",
};
const VOUCHER_CELL: Text = Text {
    zh: "在“{column}”一栏填上凭证号，没有这一栏的加一栏；确实没有凭证的支出不能入账",
    en: "fill the column “{column}”, and add it if it is not there; spending without a voucher may not be booked",
};
const AMOUNT_CELL: Text = Text {
    zh: "收入填在“收入”一栏，支出填在“支出”一栏，另一栏空着；退款按相反方向另记一笔",
    en: "put income into the column “收入” and spending into “支出”, and leave the other one empty; a refund is an entry of its own",
};

/// Says what to write where the entry is a row of a table: there are cells to fill, and no keys.
fn in_column(found: Diagnostic, key: &'static str, how: Text) -> Diagnostic {
    if !is_table(&found.span) {
        return found;
    }
    found.with_own("column", names::chinese(key).unwrap_or(key)).help_instead(how)
}

/// Looks for what entries lack, but for the keys that are `lost` for all of them.
fn check_entries(account: &Account, read: &[(Option<Entry>, &Node)], lost: &[&str], diags: &mut Diagnostics) {
    let mut vouchers: BTreeMap<&str, &Span> = BTreeMap::new();
    for (entry, node) in read {
        let Some(entry) = entry else { continue };
        let is_known = |who: &&Signature| !lost.contains(&who.key()) && !entry.lost.contains(&who.key());
        for who in account.options.signed_by.iter().filter(is_known) {
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

/// Entries of money need a voucher where the form asks for signatures at all; points and workdays have none.
fn check_vouchers(account: &Account, read: &[(Option<Entry>, &Node)], diags: &mut Diagnostics) {
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
fn check_totals(account: &Account, split: &Split<'_>, diags: &mut Diagnostics) {
    for (key, side, is_income) in [("in", INCOME, true), ("out", SPENDING, false)] {
        let column = Added {
            label: side.zh,
            is_named: &|name| name == key || names::chinese(key) == Some(name),
            read: &|node| Money::read(node, &account.options.currency, &mut Diagnostics::new()).map(|Money(fen)| fen),
            shown: &|fen| Money(fen).to_string(),
            cells: &|at| {
                let entry = account.entries.get(at).filter(|entry| entry.is_income == is_income);
                entry.map_or(0, |entry| if is_income { entry.amount.0 } else { (-entry.amount).0 })
            },
        };
        totals::compare(&split.totals, &column, diags);
    }
}

fn check_sums(account: &Account, span: &Span, diags: &mut Diagnostics) {
    let computed = account.closing();
    if let Some(stated) = account.stated_closing.as_ref().filter(|stated| stated.value != computed) {
        let differs = Diagnostic::new(&UNBALANCED, stated.span.clone())
            .with("stated", stated.value)
            .with("opening", account.opening_or_zero())
            .with("income", account.income())
            .with("spending", account.spending())
            .with("computed", computed)
            .with("difference", stated.value - computed);
        diags.push(differs);
    }
    let limit = account.options.other_limit;
    for (income, side) in [(true, INCOME), (false, SPENDING)] {
        let share = account.other_share(income);
        if share > i64::from(limit) * 100 {
            let shown = format!("{}.{}%", share / 100, share % 100 / 10);
            let large = Diagnostic::new(&OTHER, span.clone()).with_word("side", side);
            diags.push(large.with("share", shown).with("limit", limit));
        }
    }
}
