//! What a village owns and lets, from `data/assets.csv` and `data/leases.csv`.
//!
//! The rent that a lease brought in is counted in the dealings of the village, so that it agrees with the accounts; only
//! where those were written by hand, or others keep them, the table gives it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use gongkai::base::date::Date;
use serde::Deserialize;

use super::disclosures::day;
use super::draft::Draft;
use super::time::{Month, Span};
use super::units::{Village, table};

/// Something that a village owns, as of the end of 2025.
#[derive(Debug, Deserialize)]
struct Asset {
    path: String,
    code: String,
    asset: String,
    class: String,
    place: String,
    quantity: String,
    unit: String,
    /// In yuan; land and woods have none.
    value: String,
    r#use: String,
    holder: String,
}

/// A lease that runs in 2026.
#[derive(Debug, Deserialize)]
struct Lease {
    path: String,
    contract: String,
    asset: String,
    tenant: String,
    area: String,
    since: String,
    until: String,
    /// For the year, in yuan; empty where the village gets a share instead.
    rent: String,
    /// What comes in at a time.
    each: String,
    /// How the dealings name it.
    r#match: String,
    due: String,
    paid: String,
    closed: String,
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| table(include_str!("../data/assets.csv")));
static LEASES: LazyLock<Vec<Lease>> = LazyLock::new(|| table(include_str!("../data/leases.csv")));

/// The assets of a village, as a table beside the record.
pub(super) fn assets(village: &Village, draft: &mut Draft) {
    let own: Vec<&Asset> = ASSETS.iter().filter(|asset| asset.path == village.path).collect();
    let row = |asset: &&Asset| {
        let Asset { code, asset, class, place, quantity, unit, value, r#use, holder, .. } = asset;
        [code, asset, class, place, quantity, unit, value, r#use, holder].map(Clone::clone).to_vec()
    };
    let rows: Vec<Vec<String>> = own.iter().map(row).collect();
    draft.table(&["编号", "名称", "类别", "位置", "数量", "单位", "账面价值", "使用情况", "使用人"], &rows);
    let value: i64 = own.iter().map(|asset| yuan(&asset.value)).sum();
    let idle = own.iter().filter(|asset| asset.r#use == "闲置").count();
    draft.line("figures:");
    draft.line(format_args!("  - {{label: 资产总值, value: {value}, unit: 元, stock: true, as-of: 2025-12-31}}"));
    draft.line(format_args!("  - {{label: 闲置资产, value: {idle}, unit: 处, stock: true, as-of: 2025-12-31}}"));
}

/// The leases of a village and what they brought in up to a day.
pub(super) fn leases(village: &Village, formed: Date, draft: &mut Draft) {
    let (mut owed, mut paid) = (0, 0);
    draft.line("assets:");
    for lease in LEASES.iter().filter(|lease| lease.path == village.path) {
        let came = Rent::of(lease, village, formed);
        owed += yuan(&lease.rent);
        paid += came.paid;
        lines(lease, &came, draft);
    }
    if owed > 0 {
        draft.line("figures:");
        draft.line(format_args!("  - {{label: 应收租金, value: {owed}, unit: 元, flow: true}}"));
        draft.line(format_args!("  - {{label: 租金收缴率, rate: {{of: {owed}, is: {paid}}}}}"));
    }
}

fn lines(lease: &Lease, rent: &Rent, draft: &mut Draft) {
    draft.key("  - contract", &lease.contract);
    draft.key("    asset", &lease.asset);
    draft.key("    tenant", &lease.tenant);
    draft.key("    area", &lease.area);
    draft.key("    since", &lease.since);
    draft.key("    until", &lease.until);
    draft.key("    rent", &lease.rent);
    draft.key("    owed", &lease.rent);
    if !lease.rent.is_empty() {
        draft.key("    paid", rent.paid);
    }
    draft.key("    due", &lease.due);
    let is_settled = rent.paid > 0 && rent.paid == yuan(&lease.rent);
    let open = if rent.paid > 0 { "部分缴纳" } else { "待缴" };
    draft.key("    status", if is_settled { "已缴清" } else { open });
    if let Some(closed) = rent.last.filter(|_| is_settled) {
        draft.key("    closed", closed);
    }
}

/// What came in of one lease.
struct Rent {
    /// In yuan.
    paid: i64,
    last: Option<Date>,
}

impl Rent {
    fn of(lease: &Lease, village: &Village, formed: Date) -> Self {
        if lease.r#match.is_empty() {
            let last = (!lease.closed.is_empty()).then(|| day(&lease.closed));
            return Self { paid: yuan(&lease.paid), last };
        }
        let year = Span { first: Month::new(2026, 1), months: 12 };
        let entries = village.book(BTreeMap::from([("laozhai".to_owned(), 0)])).entries(year);
        let is_rent = |item: &str| item.contains(&lease.r#match);
        let days = entries.iter().filter(|entry| entry.category == "发包租赁" && is_rent(&entry.item));
        let days: Vec<Date> = days.map(|entry| entry.date).filter(|date| *date <= formed).collect();
        Self { paid: days.iter().map(|_| yuan(&lease.each)).sum(), last: days.last().copied() }
    }
}

/// Reads whole yuan; nothing is none.
fn yuan(text: &str) -> i64 {
    if text.is_empty() { 0 } else { text.parse().unwrap_or_else(|_| panic!("{text} is no amount in yuan")) }
}
