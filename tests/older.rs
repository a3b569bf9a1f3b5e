//! Portals as earlier versions of the content format had them: whatever changes, they are read without an error, and every
//! record has its page. Their files under `tests/older/FORMAT/` are never touched again.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::path::Path;

use gongkai::model::config::FORMAT;
use support::Portal;
use walkdir::WalkDir;

const TODAY: &str = "2026-11-23";

/// A copy of the portal of that format, as a clerk would have it on disk.
fn older(format: u32) -> Portal {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/older").join(format.to_string());
    let portal = Portal::bare();
    for entry in WalkDir::new(&top).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file()) {
        let name = entry.path().strip_prefix(&top).unwrap().to_str().unwrap();
        portal.write(name, fs::read(entry.path()).unwrap());
    }
    portal
}

#[test]
fn every_older_format_is_still_read() {
    for format in 1..=FORMAT {
        let portal = older(format);
        let told = portal.run(&["check", "--today", TODAY, "--lang", "en"]).text();
        assert!(told.contains("0 errors,"), "format {format}: {told}");
        assert!(portal.read("content/portal.yaml").contains(&format!("format: {format}\n")), "format {format}");
        portal.run(&["build", "--today", TODAY]);
        let records = portal.tree("content").into_iter().map(|(name, _)| name).filter(|name| is_record(name));
        let pages = records.map(|name| format!("public/{}.html", name.rsplit_once('.').unwrap().0));
        let missing: Vec<String> = pages.filter(|page| !portal.path(page).exists()).collect();
        assert_eq!(missing, Vec::<String>::new(), "format {format}");
    }
}

/// Whether a file is a record: its name begins with a day.
fn is_record(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap();
    let is_text = file.ends_with(".yaml") || file.ends_with(".md");
    is_text && file.get(..10).is_some_and(|day| day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'))
}

#[test]
fn what_a_later_program_wrote_is_taken_for_doubtful_and_repaired() {
    let portal = older(1);
    portal.run(&["build", "--today", TODAY]);
    let manifest = "public/gongkai-manifest.json";
    assert!(portal.read(manifest).starts_with("{\"format\":1,"), "{}", portal.read(manifest));
    assert!(portal.read("public/data/fengming/liuwan/data.json").starts_with("{\"format\":1,"));
    portal.write(manifest, portal.read(manifest).replace("{\"format\":1,", "{\"format\":2,"));
    let home = portal.read("public/index.html");
    portal.write("public/index.html", "of a later program");
    assert_eq!(portal.run(&["build", "--today", TODAY]).code, 0);
    assert_eq!(portal.read("public/index.html"), home);
    assert!(portal.read(manifest).starts_with("{\"format\":1,"));
}
