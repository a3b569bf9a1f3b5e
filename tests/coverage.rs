//! What is owed, met, late and missing on the day before, of and after each kind of deadline.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;

use gongkai::base::date::Date;
use gongkai::load::{ParseCache, load};
use gongkai::site::Site;

const ACCOUNT: &str =
    "kind: finance\ntitle: 收支\naccount: {opening: 0, closing: 0, handler: 甲, approver: 乙, entries: []}\n";

/// One line a duty of the village: period, deadline, state.
fn check(due: &str, records: &[(&str, &str)], today: &str, expected: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    let write = |path: &str, text: &str| {
        let path = content.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("portal.yaml", "title: 云岭县阳光公开\n");
    write("org.yaml", "name: 云岭县\nlevel: county\n");
    write("a/org.yaml", "name: 石桥村\nlevel: village\nfounded: 2025-01-01\n");
    let item = "items:\n  - {id: x, name: 收支, owed-by: {levels: [village]}, kind: finance, since: 2025-01-01, due: ";
    write("catalogue.yaml", &format!("{item}{due}}}\n"));
    for (name, more) in records {
        write(&format!("a/2025/{name}.yaml"), &format!("{ACCOUNT}{more}\n"));
    }
    let (portal, diags) = load(folder.path(), &mut ParseCache::default()).unwrap();
    assert!(!diags.has_errors(), "{diags:?}");
    let site = Site::new(&portal, Date::parse(today).unwrap().0);
    let lines: Vec<String> = site
        .coverage
        .duties()
        .iter()
        .map(|duty| format!("{} {} {:?}", duty.period, duty.deadline, duty.state))
        .collect();
    assert_eq!(lines, expected, "{due} on {today}");
}

#[test]
fn a_quarter_is_owed_when_it_has_ended_and_missing_after_its_day() {
    let due = "{every: quarter, by-day: 20}";
    check(due, &[], "2025-03-31", &[]);
    check(due, &[], "2025-04-01", &["2025Q1 2025-04-20 Due"]);
    check(due, &[], "2025-04-20", &["2025Q1 2025-04-20 Due"]);
    check(due, &[], "2025-04-21", &["2025Q1 2025-04-20 Missing"]);
}

#[test]
fn the_day_of_publication_decides_between_met_and_late() {
    let due = "{every: quarter, by-day: 20}";
    let record = |name| [(name, "period: 2025Q1")];
    check(due, &record("2025-04-20-q1"), "2025-05-01", &["2025Q1 2025-04-20 Met"]);
    check(due, &record("2025-04-21-q1"), "2025-05-01", &["2025Q1 2025-04-20 Late"]);
    check(due, &record("2025-05-02-q1"), "2025-05-01", &["2025Q1 2025-04-20 Missing"]);
}

#[test]
fn a_correction_makes_nothing_late() {
    let due = "{every: quarter, by-day: 20}";
    let records = [
        ("2025-04-10-q1", "period: 2025Q1"),
        ("2025-06-01-q1", "period: 2025Q1\nsupersedes: 2025-04-10-q1\nchanges: 一处\nreason: 笔误"),
    ];
    check(due, &records, "2025-06-10", &["2025Q1 2025-04-20 Met"]);
}

#[test]
fn short_months_and_the_turn_of_the_year() {
    let due = "{every: month, by-day: 31}";
    check(due, &[], "2025-03-01", &["2025-01 2025-02-28 Missing", "2025-02 2025-03-31 Due"]);
    let due = "{every: year, by-day: 10}";
    check(due, &[("2026-01-10-year", "period: 2025")], "2026-01-10", &["2025 2026-01-10 Met"]);
}

#[test]
fn working_days_follow_the_swapped_ones() {
    let due = "{after: formed, within: 2 working days}";
    let record = |name| [(name, "formed: 2025-09-26")];
    check(due, &record("2025-09-29-a"), "2025-11-01", &["2025-09-26 2025-09-29 Met"]);
    check(due, &record("2025-09-30-a"), "2025-11-01", &["2025-09-26 2025-09-29 Late"]);
}

#[test]
fn nothing_may_be_older_than_its_age() {
    let due = "{max-age: 30 days}";
    let record = [("2025-03-01-a", "")];
    check(due, &record, "2025-03-31", &["2025-03-01..2025-03-31 2025-03-31 Met"]);
    check(due, &record, "2025-04-01", &["2025-03-01..2025-03-31 2025-03-31 Missing"]);
    check(due, &[], "2025-01-31", &["2025-01-01..2025-01-31 2025-01-31 Due"]);
}

#[test]
fn fixed_days_of_the_year() {
    let due = "{dates: [07-01, 10-01]}";
    let record = [("2025-07-01-a", "")];
    check(
        due,
        &record,
        "2025-10-02",
        &["2024-10-02..2025-07-01 2025-07-01 Met", "2025-07-02..2025-10-01 2025-10-01 Missing"],
    );
}

#[test]
fn a_record_that_is_not_public_meets_its_item_and_shows_nothing() {
    let due = "{every: quarter, by-day: 20}";
    let record = [("2025-04-10-q1", "period: 2025Q1\naudience: unit\ndisclose: existence\ncatalogue: x")];
    check(due, &record, "2025-05-01", &["2025Q1 2025-04-20 Met"]);
}
