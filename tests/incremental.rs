//! A clean build and any sequence of incremental builds give the same tree, byte for byte.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gongkai::base::date::Date;
use gongkai::base::diag::Diagnostic;
use gongkai::base::lang::Lang;
use gongkai::files::Reader;
use gongkai::load::{ParseCache, load};
use gongkai::output::Source;
use gongkai::render::Theme;
use gongkai::site::Site;
use gongkai::write::{Folder, MANIFEST, Target, Written, write};
use support::sheet::xlsx;

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

/// Name of the file that says on which day the portal at its root is built.
const DAY: &str = "day";

/// Builds the portal at `root` into `out`; content with errors is not written, as the command does it.
/// Answers with every message, and with what was written.
fn build(root: &Path, out: &Path, cache: &mut ParseCache) -> (Vec<String>, Option<Written>) {
    let (portal, mut diags) = load(&Reader::at(root), cache).unwrap();
    diags.sort();
    let told = |one: &Diagnostic| format!("{:?} {} {}", one.span, one.rule.name, one.message(Lang::Zh));
    let messages = diags.iter().map(told).collect();
    if diags.has_errors() {
        return (messages, None);
    }
    let day = fs::read_to_string(root.join(DAY)).unwrap_or("2026-11-23".to_owned());
    let reader = Reader::at(root);
    let theme = Theme::load(&reader, &portal.config.theme, &portal.config.languages).unwrap().0.unwrap();
    let site = Site::new(&portal, Date::parse(&day).unwrap().0, theme.assets());
    let folder = Folder::open(root, out).unwrap();
    let target = Target { folder: &folder, stamp: "", is_forced: false, progress: &|| {} };
    let written = write(target, Source { reader: &reader, site: &site, theme: &theme }).unwrap();
    (messages, Some(written))
}

/// Fails where a site that grew by edits is not that of a build from nothing.
#[track_caller]
fn assert_same(grown: &Path, clean: &Path, after: &str) {
    let (grown, clean) = (tree(grown), tree(clean));
    let paths = clean.keys().chain(grown.keys());
    let differing: Vec<_> = paths.filter(|path| clean.get(*path) != grown.get(*path)).collect();
    assert_eq!(differing, Vec::<&PathBuf>::new(), "{after}");
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
    let first = build(root, &root.join("grown"), &mut cache).1.unwrap();
    let again = build(root, &root.join("grown"), &mut cache).1.unwrap();
    assert!(first.reused == 0 && again.reused * 2 > again.files, "{} of {}", again.reused, again.files);
    for round in 0..6 {
        for _ in 0..8 {
            edit(root, &mut numbers, &mut cache);
            build(root, &root.join("grown"), &mut cache);
        }
        mend_all(root, &mut cache);
        build(root, &root.join("grown"), &mut cache);
        let clean = root.join(format!("clean-{round}"));
        build(root, &clean, &mut ParseCache::default());
        assert_same(&root.join("grown"), &clean, &format!("round {round}"));
        assert!(tree(&clean).len() > 100);
    }
}

/// Every kind of file that content can hold, and what it says in turn; `None` is no such file. The first is how it begins.
#[expect(clippy::too_many_lines, reason = "a table")]
fn files() -> Vec<(&'static str, Vec<Option<Vec<u8>>>)> {
    let texts = |texts: &[&str]| texts.iter().map(|text| Some(text.as_bytes().to_vec())).collect::<Vec<_>>();
    let or_none = |all: &[&str]| texts(all).into_iter().chain([None]).collect::<Vec<_>>();
    let sheet = |name: &'static str| Some(xlsx(&[vec!["姓名", "金额"], vec![name, "300"]]));
    vec![
        (
            "portal.yaml",
            texts(&[
                "title: 甲县公开\naddress: https://gongkai.example.org/\nlevels: [county, village]\nlanguages: [zh-Hans, en]\nattachments: {allow: [svg]}\n",
                "title: 乙县公开\naddress: https://gongkai.example.org/\nlevels: [county, village]\nlanguages: [zh-Hans, en]\nattachments: {allow: [svg]}\n",
                "title: 甲县公开\nlevels: [county, village]\n",
                "title: 甲县公开\naddress: https://gongkai.example.org/\nlevels: [county, village]\nlanguages: [zh-Hans, en]\nattachments: {allow: [svg]}\nlimits: {rows: 1}\n",
                "title: 甲县公开\naddress: https://gongkai.example.org/\nlevels: [county, village]\nlanguages: [zh-Hans, en]\nattachments: {allow: [svg]}\nwindows: {acts: {walk: {label: 走访, least: 9 days}}}\n",
            ]),
        ),
        ("org.yaml", texts(&["name: 云岭县\nlevel: county\n", "name: 云山县\nlevel: county\n"])),
        (
            "a/org.yaml",
            or_none(&["name: 石桥村\nlevel: village\n", "name: 石桥村\nlevel: village\nfounded: 2020-01-01\n"]),
        ),
        ("a/b/org.yaml", or_none(&["name: 一组\nlevel: village\n"])),
        (
            "kinds/walk.yaml",
            texts(&[
                "name: walk\nlabel: 走访\nsection: service\nslots: {list: {block: register, label: 名单}}\n",
                "name: walk\nlabel: 走访记录\nsection: village\nslots: {list: {block: register, label: 名单}}\n",
                "name: walk\nlabel: 走访\nsection: service\naudience: restricted\nslots: {list: {block: register, label: 名单}}\n",
                "name: walk\nlabel: 走访\nsection: service\nslots: {list: {block: register, label: 表, required: true}, sum: {block: measures, label: 数}}\n",
            ]),
        ),
        (
            "forms/walk-list.yaml",
            texts(&[
                "name: walk-list\nkind: walk\nlabel: 名单\nslots: {list: {columns: [{name: name, label: 姓名, type: text}, {name: sum, label: 金额, type: money}]}}\n",
                "name: walk-list\nkind: walk\nlabel: 名单\nslots: {list: {columns: [{name: name, label: 姓名, type: text, mask: removed}, {name: sum, label: 金额, type: money}]}}\n",
                "name: walk-list\nkind: walk\nlabel: 名单\nslots: {list: {columns: [{name: name, label: 姓名, type: text}, {name: sum, label: 金额, type: number}]}}\n",
            ]),
        ),
        (
            "catalogue.yaml",
            or_none(&[
                "items: [{id: x, name: 走访, section: service, owed-by: {levels: [village]}, kind: walk, due: {every: quarter, by-day: 20}, since: 2026-01-01}]\n",
                "items: [{id: y, name: 走访, section: service, owed-by: {levels: [county]}, kind: walk, due: {every: year, by-month: 3}, since: 2025-01-01}]\n",
            ]),
        ),
        (
            "calendar.yaml",
            or_none(&["2026:\n  rest: [2026-06-02..2026-06-12]\n", "2026:\n  rest: [2026-06-02..2026-06-19]\n"]),
        ),
        ("glossary.yaml", or_none(&["en: {走访: visits}\n", "en: {走访: calls}\n"])),
        ("pages/help.md", or_none(&["---\ntitle: 说明\n---\n怎样看\n", "---\ntitle: 帮助\n---\n怎样用\n"])),
        (
            "a/2026/2026-06-01-walk.yaml",
            or_none(&[
                "kind: walk\nform: walk-list\ntitle: 走访\nwindow: {working-days: 5}\n",
                "kind: walk\nform: walk-list\ntitle: 走访名单\nstatus: draft\n",
                "kind: walk\nform: walk-list\ntitle: 走访\nwindow: {days: 7, act: walk}\n",
                "kind: walk\nform: walk-list\ntitle: [走访]\n",
            ]),
        ),
        (
            "a/2026/2026-06-01-walk.csv",
            or_none(&["姓名,金额\n甲,100\n", "姓名,金额\n甲,100\n乙,200\n", "姓名,金额\n甲,一百块\n"]),
        ),
        ("a/b/2026/2026-05-01-walk.yaml", or_none(&["kind: walk\nform: walk-list\ntitle: 再走访\n"])),
        ("a/b/2026/2026-05-01-walk.xlsx", vec![sheet("丙"), sheet("丁"), None]),
        (
            "a/2026/2026-06-03-notice.md",
            or_none(&[
                "---\nkind: notice\ntitle: 停水\nattachments: [图.svg]\n---\n见 [表](2026-06-03-notice/表.txt) 和[走访](2026-06-01-walk.yaml)。\n",
                "---\nkind: notice\ntitle: 停水\nsupersedes: 2026-06-02-notice\nreason: 笔误\nchanges: 一处\n---\n![](图.png)\n",
            ]),
        ),
        ("a/2026/2026-06-02-notice.yaml", or_none(&["kind: notice\ntitle: 停电\n"])),
        (
            "a/2026/2026-06-03-notice/图.svg",
            or_none(&[
                "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\"/>",
            ]),
        ),
        ("a/2026/2026-06-03-notice/表.txt", or_none(&["一\n", "二\n"])),
        ("a/2026/2026-06-03-notice/图.png", or_none(&["不是图"])),
        ("a/2026/图.png", or_none(&["也不是图"])),
        ("themes/default/page/not-found.html", or_none(&["<html class=elder>没有", "<html class=elder>找不到"])),
        ("themes/default/part/call.html", or_none(&["<p>问", "<p>询问"])),
        ("themes/default/static/own.css", or_none(&["b{color:red}", "b{color:blue}"])),
        (DAY, texts(&["2026-11-23", "2026-06-05", "2026-06-20", "2027-02-01"])),
    ]
}

/// A watcher names the file that changed and nothing else: whatever depends on it must be read anew.
#[test]
fn every_kind_of_file_may_change() {
    let folder = tempfile::tempdir().unwrap();
    let (root, files) = (folder.path(), files());
    let put = |name: &str, text: &Option<Vec<u8>>| {
        let is_outside = *name == *DAY || name.starts_with("themes/");
        let path = if is_outside { root.join(name) } else { root.join("content").join(name) };
        match text {
            Some(text) => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, text).unwrap();
            }
            None => _ = fs::remove_file(&path),
        }
    };
    files.iter().for_each(|(name, texts)| put(name, &texts[0]));
    let (mut numbers, mut cache, mut good) = (Numbers(12), ParseCache::default(), 0);
    let mut step = |at: usize, text: &Option<Vec<u8>>| {
        let name = files[at].0;
        put(name, text);
        cache.forget(&format!("content/{name}"));
        let (grown, clean) = (root.join("grown"), root.join("clean"));
        let (told, _) = build(root, &grown, &mut cache);
        let _ = fs::remove_dir_all(&clean);
        assert_eq!(told, build(root, &clean, &mut ParseCache::default()).0, "after {name}");
        let is_sound = clean.exists();
        if is_sound {
            assert_same(&grown, &clean, &format!("after {name}: {told:?}"));
        }
        is_sound
    };
    // What breaks the content is taken back at once; whatever else changed stays.
    for number in 0..200 {
        let at = if number < files.len() { number } else { numbers.below(files.len()) };
        let texts = &files[at].1;
        let is_sound = step(at, &texts[numbers.below(texts.len())]) || step(at, &texts[0]);
        good += usize::from(is_sound);
    }
    assert!(good > 165, "only {good} states were sound");
}
