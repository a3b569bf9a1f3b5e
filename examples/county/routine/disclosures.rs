//! What a village makes public once or twice a year, from `data/disclosures.csv`: one row a record, with its days.
//!
//! A record that no row asks for is a gap of the county, and a row with a late day is a late record: both are meant.

use std::sync::LazyLock;

use gongkai::base::date::Date;
use serde::Deserialize;

use super::draft::{Draft, Files};
use super::time::Month;
use super::units::{VILLAGES, Village, table};
use super::{holdings, matters};

/// A record to be written.
#[derive(Debug, Deserialize)]
pub(super) struct Row {
    pub(super) path: String,
    /// `assets`, `leases`, `matters-1`, `matters-2` or `promises`.
    form: String,
    formed: String,
    published: String,
    plain: String,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| table(include_str!("../data/disclosures.csv")));

/// Reads `2026-03-12`.
pub(super) fn day(text: &str) -> Date {
    let number = |text: &str| text.parse::<i64>().unwrap_or_else(|_| panic!("{text} is no part of a day"));
    let parts: Vec<i64> = text.split('-').map(number).collect();
    Month::new(parts[0], parts[1]).day(parts[2])
}

/// The village at a path.
pub(super) fn village(path: &str) -> &'static Village {
    VILLAGES.iter().find(|village| village.path == path).unwrap_or_else(|| panic!("no village at {path}"))
}

/// The township that a village belongs to.
pub(super) fn township(village: &Village) -> &'static str {
    match village.path.split('/').next() {
        Some("fengming") => "凤鸣镇",
        Some("qingxi") => "清溪乡",
        _ => "南屏镇",
    }
}

/// `村民委员会` of a village is `居民委员会` of a community.
pub(super) fn worded(village: &Village, text: &str) -> String {
    if village.has("urban") { text.replace("村务", "居务").replace("村民", "居民") } else { text.to_owned() }
}

/// Writes every record of the table.
pub(super) fn write(files: &mut Files) {
    for row in ROWS.iter() {
        draft(row, village(&row.path)).write(files);
    }
}

fn draft(row: &Row, village: &Village) -> Draft {
    let formed = day(&row.formed);
    let name = row.form.trim_end_matches(|c: char| c == '-' || c.is_ascii_digit());
    let mut draft = Draft::new(&village.path, day(&row.published), name);
    let mut envelope = |kind: &str, form: &str, title: &str, period: &str| {
        draft.key("kind", kind);
        draft.key("form", form);
        draft.key("title", format_args!("{}{title}", village.name));
        draft.key("period", period);
        draft.key("formed", formed);
        draft.key("catalogue", format_args!("village-{name}"));
    };
    match row.form.as_str() {
        "assets" => envelope("asset", "assets", "集体资产资源台账（2025年底）", "2025"),
        "leases" => envelope("asset", "leases", "2026年发包租赁和租金收缴", "2026"),
        "matters-1" => envelope(
            "ledger",
            "matter-ledger",
            &worded(village, "2025年10月至2026年2月村民反映问题台账"),
            "2025-10-01..2026-02-28",
        ),
        "matters-2" => envelope(
            "ledger",
            "matter-ledger",
            &worded(village, "2026年3月至8月村民反映问题台账"),
            "2026-03-01..2026-08-31",
        ),
        _ => envelope("pledge", "promises", "两委班子2026年公开承诺和兑现情况", "2026"),
    }
    signed(village, name, &mut draft);
    draft.key("plain", &row.plain);
    match name {
        "assets" => holdings::assets(village, &mut draft),
        "leases" => holdings::leases(village, formed, &mut draft),
        "matters" => matters::cases(village, &row.form[name.len() + 1..], &mut draft),
        _ => matters::promises(village, &mut draft),
    }
    draft
}

/// Who wrote, checked and approved it.
fn signed(village: &Village, name: &str, draft: &mut Draft) {
    match name {
        "matters" => {
            draft.key("author", &village.clerk);
            draft.key("reviewer", &village.auditor);
        }
        "promises" => {
            let township = township(village);
            draft.key("section", "party");
            draft.key("author", format_args!("{}{}", village.name, village.branch()));
            draft.key("reviewer", format_args!("{township}党建办公室"));
            draft.key("approver", format_args!("{township}党委"));
        }
        _ => {
            draft.key("author", &village.handler);
            draft.key("reviewer", &village.auditor);
            draft.key("approver", &village.approver);
        }
    }
}
