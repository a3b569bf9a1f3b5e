//! What each stage of a build costs, over one made-up portal of 500 records: `cargo bench --bench stages`.
//!
//! Each figure is of all records together; `benches/compare` measures whole builds. One thread reads and renders, so that
//! the figures are of work and not of waiting.

#![allow(clippy::unwrap_used, reason = "a benchmark may panic")]

#[allow(dead_code, reason = "the example says how much it has written")]
#[path = "../examples/corpus/generate/mod.rs"]
mod generate;

use std::fs;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use divan::{Bencher, black_box};
use gongkai::Portal;
use gongkai::base::date::Date;
use gongkai::base::name::Name;
use gongkai::files::Reader;
use gongkai::load::ParseCache;
use gongkai::output;
use gongkai::plan::{Output, Page, Planned};
use gongkai::portal::Edition;
use gongkai::privacy::{Around, find};
use gongkai::render::Theme;
use tempfile::TempDir;

const RECORDS: usize = 500;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    generate::generate(folder.path(), RECORDS, 1).unwrap();
    folder
});

static EDITION: LazyLock<Edition> =
    LazyLock::new(|| read(&mut ParseCache::default()).with_theme().unwrap().site(today()));

fn main() {
    rayon::ThreadPoolBuilder::new().num_threads(1).build_global().unwrap();
    divan::main();
}

fn today() -> Date {
    let (year, month, day) = generate::LAST;
    Date::new(year, month, day).unwrap()
}

fn read(cache: &mut ParseCache) -> Portal {
    Portal::read(&Reader::at(FOLDER.path()), cache).unwrap()
}

/// Files to records, from an empty cache.
#[divan::bench]
fn load() -> Portal {
    read(&mut ParseCache::default())
}

/// The same where one record has changed.
#[divan::bench]
fn load_one(bencher: Bencher<'_, '_>) {
    let mut cache = ParseCache::default();
    let portal = read(&mut cache);
    let path = format!("content/{}.yaml", portal.content.records[0].id);
    bencher.bench_local(|| {
        cache.forget(&path);
        read(&mut cache)
    });
}

/// The look for data on persons in every source, as one text each.
#[divan::bench]
fn find_private(bencher: Bencher<'_, '_>) {
    let mut texts = Vec::new();
    collect(FOLDER.path(), &mut texts);
    bencher.bench_local(|| texts.iter().map(|text| find(black_box(text), Around::default()).len()).sum::<usize>());
}

fn collect(folder: &Path, texts: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, texts),
            false => texts.extend(fs::read_to_string(path)),
        }
    }
}

/// Content to a site: what may be seen, coverage, summaries, plan.
#[divan::bench]
fn site() -> Edition {
    EDITION.portal().site(today())
}

/// Rules across records.
#[divan::bench]
fn check() -> usize {
    EDITION.check().len()
}

/// The theme, which is loaded once a run.
#[divan::bench]
fn theme() -> Theme {
    Theme::load(&Arc::clone(&EDITION.portal().reader), &Name::own("default"), &[]).unwrap().0.unwrap()
}

/// Views, templates and bytes of sorts of files.
#[divan::bench(args = ["records", "lists", "units", "data"])]
fn files(bencher: Bencher<'_, '_>, sort: &str) {
    let is_own = |file: &Planned| match sort {
        "records" => matches!(file.page, Page::Record { .. }),
        "lists" => matches!(file.page, Page::Listing(..)),
        "units" => matches!(file.page, Page::Org(_)),
        _ => matches!(file.page, Page::Output(Output::Rows(_) | Output::RecordData(_) | Output::Records(_))),
    };
    let source = EDITION.source().unwrap();
    let files: Vec<&Planned> = EDITION.site().plan.files().map(|(_, file)| file).filter(|file| is_own(file)).collect();
    bencher.bench_local(|| files.iter().map(|file| output::bytes(source, file).unwrap().len()).sum::<usize>());
}
