//! A clean build and any sequence of incremental builds give the same tree, byte for byte.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gongkai::base::date::Date;
use gongkai::load::{ParseCache, load};
use gongkai::output::Source;
use gongkai::render::Theme;
use gongkai::site::Site;
use gongkai::write::{Folder, MANIFEST, Target, write};

/// A small generator of numbers, the same on every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap()
    }
}

/// Builds the portal at `root` into `out`; content with errors is not written, as the command does it.
fn build(root: &Path, out: &Path, cache: &mut ParseCache) {
    let (portal, diags) = load(root, cache).unwrap();
    if diags.has_errors() {
        return;
    }
    let theme = Theme::load(root, &portal.config.theme, &portal.config.languages).unwrap().0.unwrap();
    let mut site = Site::new(&portal, Date::parse("2026-11-23").unwrap().0);
    site.plan.add_assets(theme.assets());
    let folder = Folder::open(root, out).unwrap();
    let target = Target { folder: &folder, stamp: "", is_forced: false, progress: &|| {} };
    write(target, Source { root, site: &site, theme: &theme }).unwrap();
}

/// Every file below a folder.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    let files = files.filter(|entry| entry.file_type().is_file() && entry.file_name() != MANIFEST);
    files.map(|e| (e.path().strip_prefix(folder).unwrap().to_owned(), fs::read(e.path()).unwrap())).collect()
}

fn sources(root: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = tree(&root.join("content")).into_keys().collect();
    files.sort();
    files
}

/// Changes, adds, deletes, breaks or mends something; tells the cache what a watcher would name.
fn edit(root: &Path, numbers: &mut Numbers, cache: &mut ParseCache) {
    let files = sources(root);
    let file = &files[numbers.below(files.len())];
    let path = root.join("content").join(file);
    let name = file.to_string_lossy().into_owned();
    let is_record = file.parent().is_some_and(|folder| folder.ends_with("2026")) && !name.ends_with(".csv");
    let text = fs::read_to_string(&path).unwrap_or_default();
    let has_side_files = ["", "csv", "xlsx"].iter().any(|end| path.with_extension(end).exists());
    match numbers.below(5) {
        0 if text.contains("title: ") => fs::write(&path, text.replacen("title: ", "title: 改", 1)).unwrap(),
        1 if is_record && name.ends_with(".yaml") && !has_side_files => {
            let copy = path.with_file_name(format!("copy-{}.yaml", numbers.below(5)));
            let text = text.lines().filter(|line| !line.starts_with("published:")).collect::<Vec<_>>().join("\n");
            fs::write(&copy, format!("{text}\npublished: 2026-06-01\n")).unwrap();
            cache.forget(copy.strip_prefix(root).unwrap().to_str().unwrap());
        }
        2 if is_record && name.ends_with(".yaml") && name.contains("copy-") => fs::remove_file(&path).unwrap(),
        3 if name.ends_with(".yaml") => fs::write(&path, format!("{text}\nunknown-{}: 1\n", numbers.below(9))).unwrap(),
        _ => {
            let mended = text.lines().filter(|line| !line.starts_with("unknown-")).collect::<Vec<_>>().join("\n");
            if mended != text && !text.is_empty() {
                fs::write(&path, mended + "\n").unwrap();
            }
        }
    }
    cache.forget(&format!("content/{name}"));
    if name.ends_with("org.yaml") || !name.contains("2026") {
        cache.clear();
    }
}

fn mend_all(root: &Path, cache: &mut ParseCache) {
    for file in sources(root) {
        let path = root.join("content").join(&file);
        let Ok(text) = fs::read_to_string(&path) else { continue };
        if text.contains("\nunknown-") {
            let mended = text.lines().filter(|line| !line.starts_with("unknown-")).collect::<Vec<_>>().join("\n");
            fs::write(&path, mended + "\n").unwrap();
            cache.forget(&format!("content/{}", file.display()));
        }
    }
}

/// Every organisation, but records of one township and year alone: the portal is built some sixty times.
fn is_of_the_part(file: &Path) -> bool {
    let others = ["qingxi", "nanping", "fengming/huaishu", "fengming/laozhai"];
    let is_old = file.parent().is_some_and(|folder| folder.ends_with("2024") || folder.ends_with("2025"));
    file.ends_with("org.yaml") || !(is_old || others.iter().any(|unit| file.starts_with(unit)))
}

#[test]
fn random_edits_leave_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for (file, bytes) in tree(Path::new("content")).into_iter().filter(|(file, _)| is_of_the_part(file)) {
        let target = root.join("content").join(file);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::write(target, bytes).unwrap();
    }
    let (mut numbers, mut cache) = (Numbers(7), ParseCache::default());
    build(root, &root.join("grown"), &mut cache);
    for round in 0..6 {
        for _ in 0..8 {
            edit(root, &mut numbers, &mut cache);
            build(root, &root.join("grown"), &mut cache);
        }
        mend_all(root, &mut cache);
        build(root, &root.join("grown"), &mut cache);
        let clean = root.join(format!("clean-{round}"));
        build(root, &clean, &mut ParseCache::default());
        let (grown, clean) = (tree(&root.join("grown")), tree(&clean));
        let differing: Vec<_> =
            clean.keys().chain(grown.keys()).filter(|path| clean.get(*path) != grown.get(*path)).collect();
        assert_eq!(differing, Vec::<&PathBuf>::new(), "round {round}");
        assert!(clean.len() > 100);
    }
}
