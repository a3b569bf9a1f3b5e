//! Accounts that follow each other: each opens with what the last one left.

use super::by_hand;
use super::draft::{Draft, Files, money, plain_money};
use super::ledger::{Book, Entry};
use super::random::Random;
use super::time::{Span, chinese, working_day};

/// Who signs an account and where it belongs.
pub(super) struct Keeper<'a> {
    pub(super) path: &'a str,
    pub(super) form: &'static str,
    /// `财务收支`, `居务收支`: how the title ends.
    pub(super) what: &'static str,
    pub(super) catalogue: &'static str,
    /// Where it belongs, if not to the section of its kind.
    pub(super) section: &'static str,
    pub(super) contact: (&'a str, &'a str),
    pub(super) handler: &'a str,
    pub(super) auditor: &'a str,
    pub(super) approver: &'a str,
    pub(super) reviewer: String,
}

/// One account with its figures.
#[derive(Clone)]
pub(super) struct Statement {
    pub(super) span: Span,
    /// Name of the unit in that time.
    unit: String,
    opening: i64,
    entries: Vec<Entry>,
    /// Income and spending of an account that was written by hand.
    sums: Option<(i64, i64)>,
}

impl Statement {
    pub(super) fn income(&self) -> i64 {
        self.sums.map_or_else(|| self.sum(true), |sums| sums.0)
    }

    pub(super) fn spending(&self) -> i64 {
        self.sums.map_or_else(|| self.sum(false), |sums| sums.1)
    }

    pub(super) fn closing(&self) -> i64 {
        self.opening + self.income() - self.spending()
    }

    fn sum(&self, is_income: bool) -> i64 {
        self.entries.iter().filter(|entry| entry.is_income == is_income).map(|entry| entry.amount).sum()
    }
}

/// All accounts of a book, oldest first: each opens with what the last one left, and those before one that was written
/// by hand end with what that one opens with. `opening` is the balance before the first, if none was written by hand.
pub(super) fn chain(book: &Book<'_>, form: &str, spans: (Span, Span), opening: Option<i64>) -> Vec<Statement> {
    let mut chain: Vec<Statement> = spans.0.to(spans.1).map(|span| statement(book, form, span)).collect();
    for at in 0..chain.len() {
        if chain[at].sums.is_some() {
            continue;
        }
        let ahead = chain[at..].iter().position(|one| one.sums.is_some()).map(|steps| {
            let net = chain[at..at + steps].iter().map(|one| one.income() - one.spending());
            chain[at + steps].opening - net.sum::<i64>()
        });
        let before = at.checked_sub(1).map(|last| chain[last].closing());
        chain[at].opening = before.or(ahead).or(opening).expect("a book has a balance to begin with");
    }
    chain
}

fn statement(book: &Book<'_>, form: &str, span: Span) -> Statement {
    let unit = (book.unit)(span);
    match by_hand::account(book.path, form, span) {
        Some((opening, income, spending)) => {
            Statement { span, unit, opening, entries: Vec::new(), sums: Some((income, spending)) }
        }
        None => Statement { span, unit, opening: 0, entries: book.entries(span), sums: None },
    }
}

/// Accounts that were never published, and what the one behind says about it.
const GAPS: [(&str, &str, &str); 4] = [
    (
        "nanping/dongjie",
        "2025Q1",
        "2025年第一季度老街公房电线改造的发票没有到齐，那一季的收支还没有公开，期初按代理室账面填写",
    ),
    ("qingxi/songlin", "2024Q2", "2024年第二季度换报账员，凭证移交不全，那一季没有公开，期初按代理室账面填写"),
    ("qingxi/baiyan", "2026Q3", ""),
    ("nanping/nanmen", "2025-08", "2025年8月的收支有两张凭证退回补签，还没有公开，期初按专账余额填写"),
];

/// Why an account came late, where it says so.
const LATE: [&str; 6] = [
    "凭证月底才送到代理室，审账推后",
    "理财小组两人外出，等人到齐才审",
    "换报账员，移交用了十天",
    "一张工程发票开错，退回重开",
    "代理室月初集中对账，排到后面",
    "",
];

/// Writes all accounts of a chain but those that were never published.
pub(super) fn write(keeper: &Keeper<'_>, chain: &[Statement], files: &mut Files) {
    let mut gap = "";
    for statement in chain.iter().filter(|one| one.sums.is_none()) {
        let name = statement.span.name();
        if let Some((.., reason)) = GAPS.iter().find(|(path, span, _)| *path == keeper.path && *span == name) {
            gap = reason;
            continue;
        }
        draft(keeper, statement, gap).write(files);
        gap = "";
    }
}

fn draft(keeper: &Keeper<'_>, statement: &Statement, gap: &str) -> Draft {
    let span = statement.span;
    let mut random = Random::of(&format!("{}/{}/draft", keeper.path, span.name()));
    let end = span.last().day(31);
    let is_late = random.once_in(13);
    let days = if is_late {
        random.between(22, 38)
    } else {
        random.between(if span.months == 1 { 5 } else { 8 }, if span.months == 1 { 9 } else { 17 })
    };
    let date = working_day(end.plus(days));
    let mut draft = Draft::new(
        keeper.path,
        date,
        &format!("{}-{}", if span.months == 1 { "account" } else { "finance" }, span.short()),
    );
    draft.key("kind", "finance");
    draft.key("form", keeper.form);
    draft.key("title", format_args!("{}{}{}", statement.unit, span.label(), keeper.what));
    draft.key("period", span.name());
    draft.key("catalogue", keeper.catalogue);
    draft.key("section", keeper.section);
    draft.key("author", keeper.handler);
    draft.key("reviewer", &keeper.reviewer);
    draft.key("approver", keeper.approver);
    draft.key("contact", format_args!("{{name: {}, phone: \"{}\"}}", keeper.contact.0, keeper.contact.1));
    draft.key("plain", plain(statement, &mut random));
    draft.line("account:");
    draft.key("  opening", money(statement.opening));
    draft.key("  closing", money(statement.closing()));
    draft.key("  handler", keeper.handler);
    draft.key("  auditor", keeper.auditor);
    draft.key("  approver", keeper.approver);
    draft.key("  audited", working_day(end.plus(days - 4)).min(date));
    if random.once_in(3) {
        rows(statement, &mut draft)
    } else {
        lines(statement, &mut draft)
    }
    let why = if is_late { *random.pick(&LATE) } else { "" };
    if !why.is_empty() {
        draft.line(format_args!("facts:\n  迟公开原因: {why}"));
    }
    accept(statement, gap, &mut draft);
    draft
}

/// Warnings with their reasons: a gap before, or a balance that was taken over.
fn accept(statement: &Statement, gap: &str, draft: &mut Draft) {
    let taken = statement.entries.iter().find(|entry| entry.item.contains("余额并入"));
    let merged = taken.map(|entry| {
        format!(
            "{}的账户余额 {} 元一次并入，不是当季新收入，没有对应类别，记入其他收入",
            entry.counterparty,
            money(entry.amount)
        )
    });
    let reasons = [("account/opening-differs", gap.to_owned()), ("account/other-large", merged.unwrap_or_default())];
    let reasons: Vec<_> = reasons.iter().filter(|(_, reason)| !reason.is_empty()).collect();
    if !reasons.is_empty() {
        draft.line("accept:");
    }
    for (rule, reason) in reasons {
        draft.line(format_args!("  - rule: {rule}\n    reason: {reason}"));
    }
}

/// One sentence in plain words; not every clerk writes one.
fn plain(statement: &Statement, random: &mut Random) -> String {
    let (income, spending, closing) =
        (money(statement.income()), money(statement.spending()), money(statement.closing()));
    let largest = |is_income| {
        let side = statement.entries.iter().filter(|entry| entry.is_income == is_income);
        side.max_by_key(|entry| entry.amount).map(|entry| format!("“{}”{} 元", entry.item, money(entry.amount)))
    };
    let first = i64::from(statement.span.first.day(1).month());
    let year = statement.span.first.year();
    let time = if statement.span.months == 1 {
        statement.span.label()
    } else {
        format!("{year}年{}月到{}月", chinese(first), chinese(first + statement.span.months - 1))
    };
    match random.between(1, 6) {
        1 | 2 => format!("{time}，收了 {income} 元，用了 {spending} 元，还剩 {closing} 元。"),
        3 => largest(false)
            .map_or_else(String::new, |most| format!("用了 {spending} 元，最大一笔是{most}；账上还剩 {closing} 元。")),
        4 => largest(true)
            .map_or_else(String::new, |most| format!("收入 {income} 元，最大一笔是{most}；支出 {spending} 元。")),
        5 => {
            let change = statement.closing() - statement.opening;
            format!(
                "比期初{} {} 元，账上有 {closing} 元。",
                if change < 0 { "少了" } else { "多了" },
                money(change.abs())
            )
        }
        _ => String::new(),
    }
}

fn rows(statement: &Statement, draft: &mut Draft) {
    let side = |own: bool, amount| if own { plain_money(amount) } else { String::new() };
    let row = |entry: &Entry| {
        let (is_income, amount) = (entry.is_income, entry.amount);
        let texts = [
            &entry.date.to_string(),
            &entry.item,
            &entry.category,
            &side(is_income, amount),
            &side(!is_income, amount),
        ];
        texts.into_iter().chain([&entry.voucher, &entry.counterparty]).cloned().collect()
    };
    let rows: Vec<Vec<String>> = statement.entries.iter().map(row).collect();
    draft.table(&["日期", "事项", "类别", "收入", "支出", "凭证", "对方"], &rows);
}

fn lines(statement: &Statement, draft: &mut Draft) {
    draft.line("  entries:");
    for entry in &statement.entries {
        draft.key("    - date", entry.date);
        draft.key("      item", &entry.item);
        draft.key("      category", &entry.category);
        draft.key(if entry.is_income { "      in" } else { "      out" }, money(entry.amount));
        draft.key("      voucher", &entry.voucher);
        draft.key("      counterparty", &entry.counterparty);
    }
}
