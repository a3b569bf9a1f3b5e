//! A portal in English alone: the sample parish is without errors, and no byte of its site is Chinese.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeSet;

use support::Portal;

const SAMPLE: &str = "examples/parish";
const TODAY: &str = "2026-11-29";

/// The site of the sample parish on its day, file by file.
fn site() -> Vec<(String, Vec<u8>)> {
    let portal = Portal::bare();
    for entry in
        walkdir::WalkDir::new(SAMPLE).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file())
    {
        let name = entry.path().strip_prefix(SAMPLE).unwrap().to_str().unwrap();
        portal.write(name, std::fs::read(entry.path()).unwrap());
    }
    let run = portal.run(&["build", "--today", TODAY, "--lang", "en"]);
    assert_eq!(run.code, 0, "{}", run.text());
    assert!(run.text().contains("0 errors,"), "{}", run.text());
    portal.tree("public")
}

/// Whether a sign belongs to Chinese writing: characters, their punctuation, and full width of Latin signs.
fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

#[test]
fn no_file_of_an_english_parish_holds_a_chinese_character() {
    let files = site();
    assert!(files.len() > 150, "{} files", files.len());
    let told: BTreeSet<String> = files
        .iter()
        .filter(|(path, _)| !path.ends_with(".png"))
        .filter_map(|(path, bytes)| {
            let text = String::from_utf8_lossy(bytes);
            let at = text.find(is_chinese)?;
            let around: String = text[at..].chars().take(20).collect();
            Some(format!("{path}: {around:?}"))
        })
        .collect();
    assert_eq!(told, BTreeSet::new());
}

#[test]
fn counts_of_one_are_said_as_one() {
    let plurals =
        ["records", "items", "days", "units", "ballots", "objections", "rows", "entries", "steps", "working days"];
    let wrong: Vec<String> = site()
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .flat_map(|(path, bytes)| {
            let text = String::from_utf8_lossy(bytes).replace("</b>", "");
            let ones = plurals.iter().map(|word| format!(">1 {word}"));
            ones.filter(|one| text.contains(&**one)).map(|one| format!("{path}: {one}")).collect::<Vec<_>>()
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}
