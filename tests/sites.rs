//! Whole small portals, `tests/sites/NAME/content/`, against what `NAME/expected/` says they become.
//!
//! Each holds one of the shapes that the field finds hard. Compared are the answer of `check` (`messages.txt`), the
//! main part of every page of an organisation, of what it owes, of league tables and of a record as text that can be read (`PATH.txt`),
//! and every download as it is. A file too many is as wrong as one too few. With `UPDATE_EXPECT=1` the expectations are
//! written anew: read the difference before you commit it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gongkai::base::date::Date;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::output::{self, Source};
use gongkai::plan::{Output, Page};
use gongkai::render::Theme;
use gongkai::site::Site;
use support::outline::outline;

/// The day as of which the portals are shown.
const TODAY: &str = "2026-11-23";

/// Texts by path, made or expected.
type Texts = BTreeMap<String, String>;

#[test]
fn hard_shapes_become_the_expected_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites");
    let sites = children(&folder);
    assert_eq!(sites.len(), 10, "one portal a shape");
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut failures = Vec::new();
    for site in &sites {
        let made = texts(site);
        let expected = site.join("expected");
        if update {
            rewrite(&expected, &made);
        } else {
            failures.extend(differences(site, &made, &read(&expected, &expected)));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What a portal becomes.
#[warn(clippy::wildcard_enum_match_arm, reason = "a new page is compared, or not, on purpose")]
fn texts(root: &Path) -> Texts {
    let (portal, diagnostics) = load(&Reader::at(root), &mut ParseCache::default()).unwrap();
    let mut texts = Texts::from([("messages.txt".to_owned(), messages(root))]);
    assert!(!diagnostics.has_errors(), "{}: {}", root.display(), texts["messages.txt"]);
    let theme = Theme::load(&Reader::at(root), &portal.config.theme, &portal.config.languages).unwrap().0.unwrap();
    let site = Site::new(&portal, Date::parse(TODAY).unwrap().0, []);
    let source = Source { reader: &Reader::at(root), site: &site, theme: &theme };
    for (path, file) in site.plan.files() {
        let text = || String::from_utf8(output::bytes(source, file).unwrap()).unwrap();
        let (path, text) = match &file.page {
            Page::Org(_) | Page::Coverage(_) | Page::League { .. } | Page::Leagues(_) | Page::Record { .. } => {
                (path.to_string().replace(".html", ".txt"), outline(&text()))
            }
            Page::Output(Output::Rows(_) | Output::LeagueRows(_)) => {
                (path.to_string(), text().trim_start_matches('\u{feff}').replace("\r\n", "\n"))
            }
            // Lists, sums and boards of items repeat what stands there; the rest is the same in every portal.
            Page::Listing(..)
            | Page::CoverageItem(_)
            | Page::Windows(_)
            | Page::Sums(..)
            | Page::About(_)
            | Page::Contents(_)
            | Page::NotFound
            | Page::Attachment(_)
            | Page::Cleaned(_)
            | Page::Moved(_)
            | Page::Asset(_)
            | Page::Data
            | Page::DataColumns
            | Page::Search
            | Page::Output(_) => continue,
        };
        texts.insert(path, text);
    }
    texts
}

/// What `check` says of it.
fn messages(root: &Path) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
    command.args(["check", "--lang", "zh", "--today", TODAY, "--root"]).arg(root);
    let run = command.output().unwrap();
    String::from_utf8(run.stdout).unwrap() + &String::from_utf8(run.stderr).unwrap()
}

fn differences(site: &Path, made: &Texts, expected: &Texts) -> Vec<String> {
    let name = site.file_name().unwrap().to_string_lossy();
    let paths: std::collections::BTreeSet<&String> = made.keys().chain(expected.keys()).collect();
    let differ = paths.into_iter().filter_map(|path| match (made.get(path), expected.get(path)) {
        (Some(made), Some(expected)) if made == expected => None,
        (Some(made), Some(expected)) => Some(format!("{name}/{path} differs:\n{}", first_difference(made, expected))),
        (Some(_), None) => Some(format!("{name}/{path} is not expected")),
        (None, _) => Some(format!("{name}/{path} is missing")),
    });
    differ.collect()
}

/// The first lines that differ, with the one before them.
fn first_difference(made: &str, expected: &str) -> String {
    let (made, expected): (Vec<_>, Vec<_>) = (made.lines().collect(), expected.lines().collect());
    let at = made.iter().zip(&expected).take_while(|(a, b)| a == b).count();
    let line = |lines: &[&str], at: usize| lines.get(at).copied().unwrap_or("(end)").to_owned();
    let before = at.checked_sub(1).map_or(String::new(), |at| line(&made, at));
    format!("  {before}\n- {}\n+ {}", line(&expected, at), line(&made, at))
}

fn rewrite(folder: &Path, made: &Texts) {
    if folder.exists() {
        fs::remove_dir_all(folder).unwrap();
    }
    for (path, text) in made {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

fn read(base: &Path, folder: &Path) -> Texts {
    let mut texts = Texts::new();
    for path in children(folder) {
        if path.is_dir() {
            texts.extend(read(base, &path));
        } else {
            let name = path.strip_prefix(base).unwrap().to_string_lossy().into_owned();
            texts.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    texts
}

/// Files and folders in it, by name; none where it does not exist.
fn children(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}
