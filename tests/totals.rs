//! The figures that rise through the tree, computed anew from the CSV downloads alone: text in, whole numbers out.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::path::Path;

use gongkai::base::date::Date;
use gongkai::blocks::BlockSummary;
use gongkai::load::{ParseCache, load};
use gongkai::output::{self, Source};
use gongkai::plan::Page;
use gongkai::render::Theme;
use gongkai::rollup::RollupKey;
use gongkai::site::Site;

/// Hundredths of a number with at most two decimals.
fn hundredths(text: &str) -> i64 {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let sign = if whole.starts_with('-') { -1 } else { 1 };
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().unwrap() };
    whole * 100 + sign * format!("{fraction:0<2}").parse::<i64>().unwrap_or(0)
}

/// Rows, income and spending of a unit with all below it, by kind, form, slot and year.
type Totals = BTreeMap<(String, RollupKey), (u64, i64, i64)>;

/// Adds the rows of one CSV file to its unit and every one above it.
fn add(totals: &mut Totals, site: &Site, page: &Page, bytes: &[u8]) {
    let Page::Rows(key) = page else { return };
    let text = std::str::from_utf8(bytes).unwrap().trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let head = reader.headers().unwrap().clone();
    let column = |name: &str| head.iter().position(|own| own.starts_with(name));
    let (income, spending) = (column("收入（"), column("支出（"));
    for row in reader.records().map(Result::unwrap) {
        let year = if row[2].is_empty() { &row[3] } else { row[2].rsplit("..").next().unwrap() };
        let year = year[..4].parse().unwrap();
        let rollup = RollupKey { kind: key.kind.clone(), form: key.form.clone(), slot: key.slot.clone(), year };
        let amount =
            |at: Option<usize>| at.and_then(|at| row.get(at)).filter(|cell| !cell.is_empty()).map_or(0, hundredths);
        for org in site.portal().orgs.line(key.org) {
            let path = site.portal().orgs.get(org).path.to_string();
            let own = totals.entry((path, rollup.clone())).or_default();
            *own = (own.0 + 1, own.1 + amount(income), own.2 + amount(spending));
        }
    }
}

#[test]
fn totals_of_the_pages_are_those_of_the_downloads() {
    let root = Path::new(".");
    let (portal, _) = load(root, &mut ParseCache::default()).unwrap();
    let theme = Theme::load(root, &portal.config.theme, &portal.config.languages).unwrap().0.unwrap();
    let site = Site::new(&portal, Date::parse("2026-11-23").unwrap().0);
    let source = Source { root, site: &site, theme: &theme };
    let mut totals = Totals::new();
    for (path, page) in site.plan.pages().filter(|(_, page)| matches!(page, Page::Rows(_))) {
        add(&mut totals, &site, page, &output::bytes(source, path, page).unwrap());
    }
    let is_counted_only = |key: &RollupKey| site.public.hidden.iter().any(|one| one.form == key.form);
    let (mut accounts, mut registers) = (0, 0);
    for (org, rollup) in &site.rollups {
        let path = site.portal().orgs.get(*org).path.to_string();
        for (key, slot) in rollup.slots.iter().filter(|(key, _)| !is_counted_only(key)) {
            let (rows, income, spending) = totals.get(&(path.clone(), key.clone())).copied().unwrap_or_default();
            match &slot.summary {
                BlockSummary::Account(account) => {
                    accounts += 1;
                    assert_eq!((account.income.0, account.spending.0), (income, spending), "{path} {key:?}");
                    assert_eq!(account.entries, rows, "{path} {key:?}");
                }
                BlockSummary::Register(register) if !register.days.is_empty() => {
                    registers += 1;
                    assert_eq!(register.rows, rows, "{path} {key:?}");
                }
                _ => {}
            }
        }
    }
    assert!(accounts > 20 && registers > 5, "{accounts} accounts, {registers} registers");
}
