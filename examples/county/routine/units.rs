//! The villages and groups that keep books, from `data/villages.csv` and `data/groups.csv`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::accounts::{Keeper, Statement, chain};
use super::draft::parse_money;
use super::ledger::{Book, Row, rows};
use super::time::{Month, Span};

/// A village or community.
#[derive(Debug, Deserialize)]
pub(super) struct Village {
    pub(super) path: String,
    pub(super) name: String,
    /// Its name before it became a community.
    former: String,
    pub(super) clerk: String,
    phone: String,
    pub(super) handler: String,
    pub(super) auditor: String,
    pub(super) approver: String,
    finance_group: String,
    pub(super) groups: i64,
    pub(super) members: i64,
    voucher: String,
    /// Table of dealings that it shares with others of its sort.
    pool: String,
    pub(super) tags: String,
    first: String,
    /// The last quarter whose account is made here.
    pub(super) last: String,
    opening: String,
}

/// A group, or a book that is kept by the month.
#[derive(Debug, Deserialize)]
struct Group {
    path: String,
    name: String,
    handler: String,
    phone: String,
    auditor: String,
    approver: String,
    reviewer: String,
    voucher: String,
    form: String,
    first: String,
    last: String,
    opening: String,
}

/// The day on which two villages became communities.
const CONVERTED: (i64, i64) = (2024, 9);

/// All villages.
pub(super) static VILLAGES: LazyLock<Vec<Village>> = LazyLock::new(|| table(include_str!("../data/villages.csv")));

static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| table(include_str!("../data/groups.csv")));

/// Reads a table with one unit, topic or the like a row.
pub(super) fn table<T: for<'de> Deserialize<'de>>(text: &str) -> Vec<T> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.expect("a table of units")).collect()
}

macro_rules! tables {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../data/accounts/", $name, ".csv")))),*]
    };
}

const TABLES: [(&str, &str); 20] = tables![
    "baiyan",
    "dongjie",
    "erzu",
    "hongxing",
    "huaishu",
    "laozhai",
    "liuwan",
    "nanmen",
    "nanmen-month",
    "rural",
    "sanzu",
    "shiqiao",
    "songlin",
    "tuanjie",
    "urban",
    "wuzu",
    "xiaohe",
    "yangjiaping",
    "yizu",
    "zhulin",
];

fn dealings(name: &str) -> Vec<Row> {
    let table = TABLES.iter().find(|(table, _)| *table == name).unwrap_or_else(|| panic!("no table {name}"));
    rows(table.1)
}

impl Village {
    /// The last part of its path.
    pub(super) fn short(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// Its name in a time.
    pub(super) fn name_in(&self, span: Span) -> String {
        let is_former = !self.former.is_empty() && span.last() < Month::new(CONVERTED.0, CONVERTED.1);
        if is_former { self.former.clone() } else { self.name.clone() }
    }

    /// The dealings of its account, also of months whose accounts were written by hand.
    pub(super) fn book(&self, given: BTreeMap<String, i64>) -> Book<'_> {
        let shared = if self.pool.is_empty() { Vec::new() } else { dealings(&self.pool) };
        let rows = [dealings(self.short()), shared].concat();
        let unit = Box::new(|span| self.name_in(span));
        Book {
            name: self.path.clone(),
            path: &self.path,
            unit,
            voucher: &self.voucher,
            groups: self.groups,
            rows,
            given,
        }
    }

    /// Whether it existed at the end of a time.
    pub(super) fn is_alive(&self, span: Span) -> bool {
        self.short() != "laozhai" || span.last() <= Span::parse(&self.last).last()
    }

    /// Whether one of these tags is its own, or there are none.
    pub(super) fn has(&self, tags: &str) -> bool {
        tags.is_empty() || tags.split(' ').any(|tag| self.tags.split(' ').any(|own| own == tag))
    }

    /// What its party organisation is called: a branch of more than fifty members is a general branch.
    pub(super) fn branch(&self) -> &'static str {
        if self.members > 50 { "党总支" } else { "党支部" }
    }

    fn statements(&self, given: BTreeMap<String, i64>) -> Vec<Statement> {
        let spans = (Span::parse(&self.first), Span::parse(&self.last));
        chain(&self.book(given), "quarterly-account", spans, opening(&self.opening))
    }

    fn keeper(&self) -> Keeper<'_> {
        Keeper {
            path: &self.path,
            form: "quarterly-account",
            what: "财务收支",
            catalogue: "village-finance",
            section: "",
            contact: (&self.clerk, &self.phone),
            handler: &self.handler,
            auditor: &self.auditor,
            approver: &self.approver,
            reviewer: format!("{}民主理财小组（{}）", self.name, self.finance_group),
        }
    }
}

/// The balance before the first account, if a table gives it.
pub(super) fn opening(text: &str) -> Option<i64> {
    (!text.is_empty()).then(|| parse_money(text))
}

/// Every chain of accounts with who keeps it.
pub(super) fn books() -> Vec<(Keeper<'static>, Vec<Statement>)> {
    let laozhai = VILLAGES.iter().find(|village| village.short() == "laozhai").expect("the village that was merged");
    let left = laozhai.statements(BTreeMap::new()).last().map_or(0, Statement::closing);
    let given = BTreeMap::from([("laozhai".to_owned(), left)]);
    let villages = VILLAGES.iter().map(|village| (village.keeper(), village.statements(given.clone())));
    villages.chain(GROUPS.iter().map(group)).collect()
}

fn group(group: &'static Group) -> (Keeper<'static>, Vec<Statement>) {
    let form = if group.form == "monthly-account" { "monthly-account" } else { "quarterly-account" };
    let short = group.path.rsplit('/').next().unwrap_or(&group.path);
    let name = if short == "nanmen" { "nanmen-month" } else { short };
    let book = Book {
        name: format!("{}/{name}", group.path),
        path: &group.path,
        unit: Box::new(|_| group.name.clone()),
        voucher: &group.voucher,
        groups: 6,
        rows: dealings(name),
        given: BTreeMap::new(),
    };
    let spans = (Span::parse(&group.first), Span::parse(&group.last));
    let chain = chain(&book, form, spans, opening(&group.opening));
    let keeper = Keeper {
        path: &group.path,
        form,
        what: if short == "nanmen" { "居务专账收支" } else { "收支" },
        catalogue: "",
        section: "",
        contact: (&group.handler, &group.phone),
        handler: &group.handler,
        auditor: &group.auditor,
        approver: &group.approver,
        reviewer: group.reviewer.clone(),
    };
    (keeper, chain)
}
