//! Imports point down the list of layers: a module uses modules of lower levels and of its own folder, no others. Within
//! a folder they go one way too: whoever reads a file can read those that it uses first. And who asks what a page is
//! answers for every page.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

/// From the top to the bottom; modules in one line are on one level.
const LEVELS: [&[&str]; 19] = [
    &["cli"],
    &["serve"],
    &["edit", "import"],
    &["create", "fix", "send"],
    &["portal", "explain"],
    &["write"],
    &["output"],
    &["export", "render"],
    &["view", "check"],
    &["data"],
    &["site"],
    &["plan"],
    &["rollup", "coverage", "league", "holders"],
    &["publish", "load"],
    &["model"],
    &["blocks"],
    &["files"],
    &["privacy", "documents", "search"],
    &["base"],
];

/// Folders that are not looked at yet: links of pages go round through the frame until addresses are typed.
const LEFT_OUT: &[&str] = &["view"];

#[test]
fn imports_point_down() {
    let levels: BTreeMap<&str, usize> =
        LEVELS.iter().enumerate().flat_map(|(level, names)| names.iter().map(move |name| (*name, level))).collect();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let Some(own) = module(&path).first().cloned() else { continue };
        let level = *levels.get(&*own).unwrap_or_else(|| panic!("{own} is on no level"));
        for used in used(&text) {
            let Some(other) = levels.get(&*used) else { panic!("{used} is on no level") };
            if used != own && *other <= level {
                wrong.push(format!("{path}: crate::{used}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn files_of_one_folder_do_not_import_each_other_in_a_circle() {
    let folders = imports(&sources());
    let found: Vec<(&str, Vec<&str>)> = folders
        .iter()
        .filter(|(folder, _)| !LEFT_OUT.contains(&&***folder))
        .flat_map(|(folder, files)| circles(files).into_iter().map(move |circle| (&**folder, circle)))
        .collect();
    assert_eq!(found, Vec::new());
}

/// Every source file of the library by its path below `src/`, without the tests in it.
fn sources() -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new("src").sort_by_file_name().into_iter().map(Result::unwrap);
    let files = entries.filter(|entry| entry.path().extension().is_some_and(|end| end == "rs")).map(|entry| {
        let path = entry.path().strip_prefix("src").unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(entry.path()).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
        (path, code)
    });
    files.filter(|(path, _)| !path.split('/').any(|part| matches!(part, "tests" | "tests.rs"))).collect()
}

/// The path of a module from its file; that of `lib.rs` and `main.rs` is empty.
fn module(path: &str) -> Vec<String> {
    let plain = path.trim_end_matches(".rs").trim_end_matches("/mod");
    let parts = plain.split('/').filter(|part| !matches!(*part, "lib" | "main"));
    parts.map(str::to_owned).collect()
}

/// Top modules that a text names behind `crate::`.
fn used(text: &str) -> Vec<String> {
    let names = paths(text, &[]).into_iter().filter_map(|path| path.first().cloned());
    names.filter(|name| name.starts_with(|sign: char| sign.is_ascii_lowercase())).collect()
}

/// For each folder its files, each with those of the same folder that it imports.
type Imports = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

fn imports(sources: &[(String, String)]) -> Imports {
    let modules: BTreeSet<Vec<String>> = sources.iter().map(|(path, _)| module(path)).collect();
    let mut imports = Imports::new();
    for (path, text) in sources {
        let own = module(path);
        for target in paths(text, &own) {
            let same = own.iter().zip(&target).take_while(|(own, other)| own == other).count();
            let (Some(from), Some(to)) = (own.get(same), target.get(same)) else { continue };
            // Levels are for the modules at the top, and what is no file is an item of the folder's own module.
            if same > 0 && modules.contains(&target[..=same]) {
                let files = imports.entry(own[..same].join("/")).or_default();
                files.entry(from.clone()).or_default().insert(to.clone());
            }
        }
    }
    imports
}

/// Paths that a text names behind `crate::` and `super::`, from the top; `own` is the module of the text.
fn paths(text: &str, own: &[String]) -> Vec<Vec<String>> {
    let code: String = text.lines().filter(|line| !line.trim_start().starts_with("//")).fold(String::new(), join);
    let mut found = Vec::new();
    for (at, start) in code.match_indices("crate::").chain(code.match_indices("super::")) {
        let is_begun = code[..at].ends_with(|sign: char| sign.is_alphanumeric() || matches!(sign, '_' | ':'));
        if is_begun || (start == "super::" && own.is_empty()) {
            continue;
        }
        let (mut base, mut rest) = match start {
            "crate::" => (&own[..0], &code[at + start.len()..]),
            _ => (&own[..own.len() - 1], &code[at + start.len()..]),
        };
        while let Some(behind) = rest.strip_prefix("super::") {
            (base, rest) = (&base[..base.len().saturating_sub(1)], behind);
        }
        found.extend(named(rest).into_iter().map(|path| base.iter().cloned().chain(path).collect()));
    }
    found
}

fn join(code: String, line: &str) -> String {
    code + line + "\n"
}

/// The paths of a use, of which a group in braces may hold several: `a::{b, c::D}`.
fn named(rest: &str) -> Vec<Vec<String>> {
    let is_name = |sign: char| sign.is_ascii_alphanumeric() || sign == '_';
    let end = rest.find(|sign| !is_name(sign)).unwrap_or(rest.len());
    let (name, behind) = rest.split_at(end);
    let more = behind.strip_prefix("::").map(named).unwrap_or_default();
    match rest.strip_prefix('{') {
        Some(group) => members(group).into_iter().flat_map(named).collect(),
        None if name.is_empty() => Vec::new(),
        None if more.is_empty() => vec![vec![name.to_owned()]],
        None => more.into_iter().map(|path| std::iter::once(name.to_owned()).chain(path).collect()).collect(),
    }
}

/// What stands between the commas of a group, up to its closing brace.
fn members(group: &str) -> Vec<&str> {
    let (mut depth, mut from, mut found) = (0, 0, Vec::new());
    for (at, sign) in group.char_indices() {
        match sign {
            '{' => depth += 1,
            '}' if depth == 0 => {
                found.push(group[from..at].trim());
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                found.push(group[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    found
}

/// Groups of files each of which reaches all others of its group.
fn circles(files: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<&str>> {
    let reached: BTreeMap<&str, BTreeSet<&str>> = files.keys().map(|file| (&**file, reach(files, file))).collect();
    let reaches = |from: &str, to: &str| reached.get(from).is_some_and(|all| all.contains(to));
    let mut found: Vec<Vec<&str>> = Vec::new();
    for file in reached.keys().filter(|file| reaches(file, file)) {
        if !found.iter().any(|circle| circle.contains(file)) {
            found.push(reached.keys().filter(|other| reaches(file, other) && reaches(other, file)).copied().collect());
        }
    }
    found
}

/// All files that one imports, and those that these import.
fn reach<'f>(files: &'f BTreeMap<String, BTreeSet<String>>, from: &str) -> BTreeSet<&'f str> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from.to_owned()]);
    while let Some(file) = open.pop() {
        for next in files.get(&file).into_iter().flatten() {
            if seen.insert(&**next) {
                open.push(next.clone());
            }
        }
    }
    seen
}

#[test]
fn names_behind_crate_are_found() {
    assert_eq!(used("use crate::base::date::Date;\n    let a = crate::plan::plan();"), ["base", "plan"]);
    assert_eq!(used("// crate::cli"), Vec::<String>::new());
}

/// Who asks what a page is must answer for every page: a new one is then asked for by the compiler.
#[test]
fn no_match_on_pages_has_a_rest() {
    let names = ["Page::", "Output::", "Subject::"];
    let starts = |line: &str| names.iter().any(|name| line.starts_with(name));
    let is_arm = |line: &str| {
        starts(line.trim_start().trim_start_matches("| "))
            && (line.contains("=>") || line.trim_start().starts_with('|'))
    };
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

#[test]
fn a_circle_is_found() {
    let source = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let sources = [
        source("a/mod.rs", "pub mod b;"),
        source("a/b.rs", "use crate::a::{c::{self, C}, Own};"),
        source("a/b/d.rs", "use super::super::c::C;\nuse super::e::E;"),
        source("a/b/e.rs", "use crate::a::b::B;"),
        source("a/c.rs", "use super::f::{F,\n    G};"),
        source("a/f.rs", "fn f() -> crate::a::b::B {}"),
        source("a/g.rs", "use crate::a::b::B;"),
    ];
    let imports = imports(&sources);
    assert_eq!(circles(&imports["a"]), [["b", "c", "f"]]);
    assert_eq!(circles(&imports["a/b"]), Vec::<Vec<&str>>::new());
}
