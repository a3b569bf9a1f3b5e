//! Where files come from: a build asks the store for each file once, a message quotes what was parsed, and a portal needs
//! no disk.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex};

use gongkai::Portal;
use gongkai::base::date::Date;
use gongkai::base::source::Span;
use gongkai::files::{Disk, Embedded, Entry, Files, Memory, Opened, Reader, Refused};
use gongkai::load::{Excerpts, ParseCache};
use gongkai::model::pack;
use gongkai::write::{Folder, Target, is_current, stamp, write};

/// A store that counts how often each file is opened.
#[derive(Debug)]
struct Counting<F> {
    files: F,
    opened: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl<F: Files> Files for Counting<F> {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        self.files.list(folder)
    }

    fn open(&self, path: &str, limit: u64) -> Result<Opened, Refused> {
        *self.opened.lock().unwrap().entry(path.to_owned()).or_default() += 1;
        self.files.open(path, limit)
    }

    fn folder(&self) -> Option<&Path> {
        self.files.folder()
    }
}

fn today() -> Date {
    Date::new(2026, 11, 23).unwrap()
}

/// Builds the portal here into `out` as the command does, and says how often each file was opened.
fn build(out: &Path) -> BTreeMap<String, usize> {
    let opened = Arc::default();
    let reader = Reader::of(Arc::new(Counting { files: Disk::at("."), opened: Arc::clone(&opened) }));
    let folder = Folder::open(Path::new("."), out).unwrap();
    if is_current(&folder, &reader, "settings").is_none() {
        let portal = Portal::read(&reader, &mut ParseCache::default()).unwrap().with_theme().unwrap();
        let edition = portal.site(today());
        let mut excerpts = Excerpts::of([reader.clone()]);
        assert!(edition.check().iter().filter_map(|one| excerpts.excerpt(&one.span)).count() > 0);
        let stamp = stamp(&reader, edition.site(), "settings");
        let target = Target { folder: &folder, stamp: &stamp, is_forced: false, progress: &|| {} };
        write(target, edition.source().unwrap()).unwrap();
    }
    let opened = opened.lock().unwrap();
    opened.clone()
}

#[test]
fn a_build_reads_each_file_once() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("site");
    let first = build(&out);
    let sources = walkdir::WalkDir::new("content").into_iter().map(Result::unwrap);
    let sources: BTreeSet<String> = sources
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().to_str().unwrap().to_owned())
        .collect();
    assert!(sources.iter().all(|path| first.contains_key(path)), "every file counts");
    // What the site does not have yet is read for its digest and copied.
    for (path, count) in &first {
        let is_copied = out.join(path.strip_prefix("content/").unwrap_or(path)).exists();
        assert_eq!(*count, if is_copied { 2 } else { 1 }, "{path}");
    }
    // Nothing has changed.
    assert!(build(&out).values().all(|count| *count == 1));
    // Something has: what was compared is not read again for the new pages.
    std::fs::remove_file(out.join("index.html")).unwrap();
    let repaired = build(&out);
    assert!(out.join("index.html").exists());
    assert!(repaired.values().all(|count| *count == 1), "{repaired:?}");
}

const SETTINGS: &str = "title: 云岭县阳光公开\nlevels: [county]\n";

fn memory(record: &str) -> Memory {
    Memory::of([("content/portal.yaml", SETTINGS), ("content/org.yaml", "name: 云岭县\nlevel: county\n")])
        .with("content/2025/2025-07-10-a.yaml", record)
}

/// A store whose files change once they have been read.
#[derive(Debug)]
struct Fleeting(Mutex<Memory>);

impl Files for Fleeting {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        self.0.lock().unwrap().list(folder)
    }

    fn open(&self, path: &str, limit: u64) -> Result<Opened, Refused> {
        let mut files = self.0.lock().unwrap();
        let opened = files.open(path, limit);
        *files = files.clone().with(path, "changed\n");
        opened
    }
}

#[test]
fn a_message_quotes_what_was_parsed() {
    let portal = Portal::open(Fleeting(Mutex::new(memory("title: 停水公告\nkind: notise\nplain: 停水\n")))).unwrap();
    let problems = portal.site(today()).check();
    let one = problems.iter().find(|one| one.rule.name == "record/unknown-kind").unwrap();
    let excerpt = Excerpts::of([portal.reader]).excerpt(&one.span).unwrap();
    assert_eq!((&*excerpt.line, excerpt.number), ("kind: notise", 2));
}

#[test]
fn a_record_that_is_not_read_again_is_quoted_as_it_was_read() {
    let (record, opened) = ("content/2025/2025-07-10-a.yaml", Arc::default());
    let files = memory("kind: notice\ntitle: 停水公告\nplain: 停水\n");
    let store = Arc::new(Counting { files, opened: Arc::clone(&opened) });
    let mut cache = ParseCache::default();
    for loads in 1..=2 {
        let portal = Portal::read(&Reader::of(store.clone()), &mut cache).unwrap();
        let excerpt = Excerpts::of([portal.reader]).excerpt(&Span::bytes(&record.into(), 13, 19)).unwrap();
        assert_eq!((&*excerpt.line, excerpt.number), ("title: 停水公告", 2));
        let opened = opened.lock().unwrap();
        assert_eq!((opened["content/org.yaml"], opened[record]), (loads, 1));
    }
}

#[test]
fn a_portal_in_memory_becomes_a_folder() {
    let portal = Portal::open(memory("kind: notice\ntitle: 停水公告\nplain: 停水\n")).unwrap();
    let site = portal.site(today());
    assert!(!site.check().has_errors());
    let folder = tempfile::tempdir().unwrap();
    let written = site.build(folder.path()).unwrap();
    assert_eq!(written.files, site.site().plan.len());
    let page = "2025/2025-07-10-a.html";
    assert_eq!(std::fs::read(folder.path().join(page)).unwrap(), site.render(page).unwrap());
    assert!(site.render("none.html").is_err());
    let broken = Portal::open(memory("kind: notise\ntitle: 停水公告\n")).unwrap();
    assert!(broken.site(today()).build(folder.path()).is_err(), "a portal with errors is not written");
    assert!(folder.path().join(page).exists());
}

#[test]
fn what_is_embedded_is_what_lies_in_its_folder() {
    let check = |files: Embedded, folder: &str| {
        let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
        let paths = entries.filter(|entry| entry.file_type().is_file());
        let mut names: Vec<String> =
            paths.map(|entry| entry.path().strip_prefix(folder).unwrap().to_str().unwrap().to_owned()).collect();
        names.sort();
        assert_eq!(files.paths(), names);
        assert!(
            names
                .iter()
                .all(|name| files.read(name, u64::MAX).unwrap() == std::fs::read(format!("{folder}/{name}")).unwrap())
        );
    };
    check(pack::FILES, "src/packs");
    check(gongkai::render::BUILT_IN, "themes/default");
}
