//! The routine records of the sample county are those that `cargo run --example county` writes.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../examples/county/routine/mod.rs"]
mod routine;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::Arc;

use gongkai::base::date::Date;
use gongkai::base::path::SitePath;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::model::id::FormName;
use gongkai::model::record::Record;

#[test]
fn the_content_holds_what_the_generator_writes() {
    let files = routine::files();
    let differs = |(path, text): &(&String, &String)| {
        fs::read_to_string(Path::new("content").join(path)).ok().as_ref() != Some(*text)
    };
    let stale: Vec<_> = files.iter().filter(differs).map(|(path, _)| path).collect();
    assert!(stale.is_empty(), "run `cargo run --example county`; these files differ: {stale:#?}");
}

#[test]
fn the_same_tables_give_the_same_bytes() {
    assert_eq!(routine::files(), routine::files());
}

#[test]
fn no_balance_falls_below_zero() {
    let files = routine::files();
    let lines = files.iter().flat_map(|(path, text)| text.lines().map(move |line| (path, line)));
    let negative =
        |line: &str| ["opening: -", "closing: -", "in: -", "out: -"].iter().any(|key| line.trim().starts_with(key));
    let wrong: Vec<_> = lines.filter(|(_, line)| negative(line)).collect();
    assert!(wrong.is_empty(), "{wrong:?}");
}

/// Unit, form and period of a record, if it has all of them.
fn place(record: &Record) -> Option<(SitePath, FormName, String)> {
    Some((record.org.clone(), record.form.clone()?, record.period?.to_string()))
}

#[test]
fn nothing_is_written_twice() {
    let files = routine::files();
    let (portal, _) = load(&Reader::at(Path::new(".")), &mut ParseCache::default()).unwrap();
    let is_made =
        |record: &Record| ["yaml", "md"].iter().any(|end| files.contains_key(&format!("{}.{end}", record.id)));
    let (made, by_hand): (Vec<_>, Vec<_>) = portal.records.iter().partition(|record| is_made(record));
    assert!(made.len() > 280, "only {} routine records", made.len());
    let made: BTreeMap<_, _> = made.iter().filter_map(|record| Some((place(record)?, &record.id))).collect();
    let twice: Vec<_> = by_hand.iter().filter_map(|record| made.get(&place(record)?)).collect();
    let advice = "name the records that were written by hand in examples/county/data/by-hand.csv, delete these";
    assert!(twice.is_empty(), "{advice}, and run `cargo run --example county`: {twice:#?}");
}

/// Cells of these columns in every row of a slot.
fn cells<const N: usize>(record: &Record, slot: &str, names: [&str; N]) -> Vec<[String; N]> {
    let (_, block) = record.slots.iter().find(|(name, _)| **name == *slot).unwrap();
    let table = block.table();
    let at = names.map(|name| table.columns.iter().position(|column| column.name == name).unwrap());
    table.rows.iter().map(|row| at.map(|at| row[at].clone())).collect()
}

/// An amount in fen.
fn fen(amount: &str) -> i64 {
    let (yuan, rest) = amount.split_once('.').unwrap_or((amount, ""));
    if yuan.is_empty() { 0 } else { yuan.parse::<i64>().unwrap() * 100 + format!("{rest:0<2}").parse::<i64>().unwrap() }
}

/// Rent in the accounts of a unit in the year of `lease`, up to the day it was drawn up; an entry stands in a
/// correction again, and counts once.
fn rent(accounts: &[&Record], lease: &Record) -> i64 {
    let formed = lease.formed.unwrap();
    let rows = accounts.iter().flat_map(|record| cells(record, "account", ["date", "item", "category", "in"]));
    let is_rent = |[date, _, category, _]: &[String; 4]| {
        category == "发包租赁" && Date::parse(date).is_some_and(|(date, _)| date <= formed)
    };
    let entries: BTreeSet<[String; 4]> = rows.filter(is_rent).collect();
    entries.iter().map(|[.., amount]| fen(amount)).sum()
}

#[test]
fn the_rent_of_a_lease_is_what_the_accounts_have() {
    /// Its co-operative keeps the rent in books of its own.
    const ELSEWHERE: &str = "nanping/nanmen";
    let files = routine::files();
    let (portal, _) = load(&Reader::at(Path::new(".")), &mut ParseCache::default()).unwrap();
    let is_leases = |record: &&Arc<Record>| {
        record.form.as_deref() == Some("leases") && files.contains_key(&format!("{}.yaml", record.id))
    };
    let leases: Vec<_> = portal.records.iter().filter(is_leases).filter(|record| &*record.org != ELSEWHERE).collect();
    assert!(leases.len() >= 9, "only {} records of leases", leases.len());
    for lease in leases {
        let is_account = |record: &&Record| {
            let period = record.period.filter(|period| period.start.year() == 2026);
            record.org == lease.org && record.form.as_deref() == Some("quarterly-account") && period.is_some()
        };
        let accounts: Vec<&Record> = portal.records.iter().map(|record| &**record).filter(is_account).collect();
        let last = accounts.iter().filter_map(|record| Some(record.period?.end)).max().unwrap();
        let is_booked = |closed: &str| Date::parse(closed).is_none_or(|(closed, _)| closed <= last);
        let rows = cells(lease, "assets", ["paid", "closed"]);
        let paid: i64 = rows.iter().filter(|[_, closed]| is_booked(closed)).map(|[paid, _]| fen(paid)).sum();
        assert_eq!(paid, rent(&accounts, lease), "{}: paid, and in the accounts", lease.id);
    }
}

#[test]
fn the_votes_of_an_appraisal_are_those_present() {
    let files = routine::files();
    let ballots: Vec<&str> =
        files.values().flat_map(|text| text.lines()).filter(|line| line.contains("{present: ")).collect();
    assert!(ballots.len() > 70, "only {} ballots of appraisals", ballots.len());
    for line in ballots {
        let ballot = line.split("{present: ").nth(1).unwrap().split('}').next().unwrap();
        let numbers = ballot.split(", ").map(|part| part.rsplit(' ').next().unwrap().parse::<i64>().unwrap());
        let numbers: Vec<i64> = numbers.collect();
        assert_eq!(numbers[0], numbers[1..].iter().sum::<i64>(), "{line}");
    }
}
