//! The routine records of the sample county are those that `cargo run --example county` writes.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

#[path = "../examples/county/routine/mod.rs"]
mod routine;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use gongkai::load::{ParseCache, load};
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
fn place(record: &Record) -> Option<(Arc<str>, Arc<str>, String)> {
    Some((record.org.clone(), record.form.clone()?, record.period?.to_string()))
}

#[test]
fn nothing_is_written_twice() {
    let files = routine::files();
    let (portal, _) = load(Path::new("."), &mut ParseCache::default()).unwrap();
    let is_made =
        |record: &Record| ["yaml", "md"].iter().any(|end| files.contains_key(&format!("{}.{end}", record.id)));
    let (made, by_hand): (Vec<_>, Vec<_>) = portal.records.iter().partition(|record| is_made(record));
    assert!(made.len() > 280, "only {} routine records", made.len());
    let made: BTreeMap<_, _> = made.iter().filter_map(|record| Some((place(record)?, &record.id))).collect();
    let twice: Vec<_> = by_hand.iter().filter_map(|record| made.get(&place(record)?)).collect();
    let advice = "name the records that were written by hand in examples/county/data/by-hand.csv, delete these";
    assert!(twice.is_empty(), "{advice}, and run `cargo run --example county`: {twice:#?}");
}
