//! THIRD-PARTY.md names the crates under MPL-2.0 as they are in the lock file, and deny.toml excepts these and no others.
//! That no further crate is under it is for `cargo deny check licenses` to say.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::fs;
use std::path::Path;

/// What stands between quotes behind `key = ` in the lines of a TOML file.
fn values<'a>(text: &'a str, key: &str) -> Vec<&'a str> {
    let lines = text.lines().filter_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix("= \""));
    lines.filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn third_party_names_the_crates_whose_source_must_be_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |name: &str| fs::read_to_string(root.join(name)).unwrap();
    let (lock, deny) = (read("Cargo.lock"), read("deny.toml"));
    let versions: Vec<(&str, &str)> = values(&lock, "name").into_iter().zip(values(&lock, "version")).collect();
    let mut names = values(&deny, "crate");
    names.sort_unstable();
    let lines = names.iter().flat_map(|name| {
        let own = versions.iter().filter(move |(own, _)| own == name);
        own.map(|(name, version)| format!("| {name} | {version} | MPL-2.0 |\n"))
    });
    let lines: String = lines.collect();
    assert_eq!(lines.lines().count(), names.len(), "each crate of deny.toml stands in the lock file once");
    let notice = read("THIRD-PARTY.md");
    let (head, _) = notice.split_once("|---|---|---|\n").unwrap();
    let expected = format!("{head}|---|---|---|\n{lines}");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(root.join("THIRD-PARTY.md"), expected).unwrap();
    } else {
        assert_eq!(notice, expected, "`UPDATE_EXPECT=1 cargo test --test third_party` writes it anew");
    }
}
