//! Imports point down the list of layers: a module uses modules of lower levels and of its own folder, no others. And who
//! asks what a page is answers for every page.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// From the top to the bottom; modules in one line are on one level.
const LEVELS: [&[&str]; 15] = [
    &["cli"],
    &["serve", "create"],
    &["portal"],
    &["write"],
    &["output"],
    &["export", "render"],
    &["view", "check"],
    &["site"],
    &["plan"],
    &["rollup", "coverage", "league"],
    &["publish", "load"],
    &["model"],
    &["blocks"],
    &["files"],
    &["base"],
];

#[test]
fn imports_point_down() {
    let levels: BTreeMap<&str, usize> =
        LEVELS.iter().enumerate().flat_map(|(level, names)| names.iter().map(move |name| (*name, level))).collect();
    let mut wrong = Vec::new();
    for entry in walkdir::WalkDir::new("src").sort_by_file_name() {
        let entry = entry.unwrap();
        let Some(own) = module(entry.path()) else { continue };
        let level = *levels.get(&*own).unwrap_or_else(|| panic!("{own} is on no level"));
        for used in used(&fs::read_to_string(entry.path()).unwrap()) {
            let Some(other) = levels.get(&*used) else { panic!("{used} is on no level") };
            if used != own && *other <= level {
                wrong.push(format!("{}: crate::{used}", entry.path().display()));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Top module of a source file.
fn module(path: &Path) -> Option<String> {
    let inside = path.strip_prefix("src").ok()?.to_str()?.strip_suffix(".rs")?;
    let top = inside.split('/').next()?;
    (!matches!(top, "lib" | "main")).then(|| top.to_owned())
}

/// Top modules that a text names behind `crate::`.
fn used(text: &str) -> Vec<String> {
    let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    let paths = code.flat_map(|line| line.split("crate::").skip(1).map(str::to_owned).collect::<Vec<_>>());
    let names = paths.map(|rest| rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>());
    names.filter(|name| !name.is_empty()).collect()
}

#[test]
fn names_behind_crate_are_found() {
    assert_eq!(used("use crate::base::date::Date;\n    let a = crate::plan::plan();"), ["base", "plan"]);
    assert_eq!(used("// crate::cli"), Vec::<String>::new());
}

/// Who asks what a page is must answer for every page: a new one is then asked for by the compiler.
#[test]
fn no_match_on_pages_has_a_rest() {
    let arm = |line: &str| line.trim_start().trim_start_matches("| ").starts_with("Page::");
    let is_arm = |line: &str| arm(line) && (line.contains("=>") || line.trim_start().starts_with('|'));
    let lint = "clippy::wildcard_enum_match_arm";
    let mut found = 0;
    for entry in walkdir::WalkDir::new("src").sort_by_file_name() {
        let path = entry.unwrap().into_path();
        let text = fs::read_to_string(&path).unwrap_or_default();
        if !text.lines().any(is_arm) {
            continue;
        }
        found += 1;
        // A lint of a module holds in those inside of it.
        let above = path.parent().and_then(|folder| fs::read_to_string(folder.with_extension("rs")).ok());
        let has_lint = text.contains(lint) || above.is_some_and(|text| text.contains(lint));
        assert!(has_lint, "{}: put `#![warn({lint})]` on top", path.display());
    }
    assert!(found > 3, "{found}");
}
