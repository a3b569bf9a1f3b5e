//! A run that ends between any two steps, or for which the disk is full, leaves nothing that the next does not mend.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use rayon::prelude::*;
use tempfile::TempDir;

use super::disk::{Disk, Real};
use super::{Error, Folder, Target, Written, stamp, write};
use crate::base::date::Date;
use crate::base::name::Name;
use crate::files::Reader;
use crate::load::{ParseCache, load};
use crate::output::Source;
use crate::render::Theme;
use crate::site::Site;

/// A disk that does `steps` things and then nothing any more, as if the process had been killed; it holds `space` bytes.
#[derive(Debug)]
struct Failing {
    steps: AtomicUsize,
    space: AtomicUsize,
}

impl Failing {
    fn after(steps: usize) -> Self {
        Self { steps: AtomicUsize::new(steps), space: AtomicUsize::new(usize::MAX) }
    }

    fn with_space(space: usize) -> Self {
        Self { steps: AtomicUsize::new(usize::MAX), space: AtomicUsize::new(space) }
    }

    fn step(&self) -> io::Result<()> {
        let left = self.steps.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1));
        left.map(|_| ()).map_err(|_| io::Error::other("killed"))
    }

    /// How many of so many bytes still find a place.
    fn take(&self, bytes: usize) -> usize {
        let before = self.space.fetch_update(SeqCst, SeqCst, |left| Some(left.saturating_sub(bytes)));
        bytes.min(before.unwrap_or(0))
    }
}

impl Disk for Failing {
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        Real.create_folder(folder)
    }

    fn create_private(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        Real.create_private(folder)
    }

    /// Killed while writing, half of the file is there; a full disk keeps what it has.
    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        if let Err(killed) = self.step() {
            let _ = Real.write(file, &bytes[..bytes.len() / 2]);
            return Err(killed);
        }
        let there = self.take(bytes.len());
        Real.write(file, &bytes[..there])?;
        if there == bytes.len() { Ok(()) } else { Err(io::ErrorKind::StorageFull.into()) }
    }

    fn copy(&self, content: &mut dyn Read, file: &Path) -> io::Result<()> {
        let Some(folder) = file.parent().filter(|folder| folder.exists()) else {
            return Err(io::ErrorKind::NotFound.into());
        };
        assert!(folder.is_dir());
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        self.write(file, &bytes)
    }

    fn sync(&self, _: &Path) -> io::Result<()> {
        self.step()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step()?;
        Real.rename(from, to)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        self.step()?;
        Real.remove_file(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        self.step()?;
        Real.remove_folder(folder)
    }

    /// Killed while removing, one file of it is gone.
    fn remove_tree(&self, folder: &Path) -> io::Result<()> {
        if let Err(killed) = self.step() {
            let files = walkdir::WalkDir::new(folder).into_iter().flatten();
            if let Some(file) = files.filter(|entry| entry.file_type().is_file()).last() {
                let _ = Real.remove_file(file.path());
            }
            return Err(killed);
        }
        Real.remove_tree(folder)
    }
}

/// A portal, made once, that is written many times.
struct Made {
    root: TempDir,
    /// What has read it.
    reader: Arc<Reader>,
    site: Site,
    theme: Arc<Theme>,
    /// Its site as a build into a fresh folder leaves it.
    clean: BTreeMap<PathBuf, Vec<u8>>,
}

/// Files of a portal with a theme of one line a page, so that a thousand builds are fast.
fn make(files: &[(&str, &str)]) -> Made {
    let root = TempDir::new().unwrap();
    let settings = "title: 云岭县阳光公开\nlevels: [county, village]\ntheme: bare\n";
    let fixed = [("content/portal.yaml", settings), ("content/org.yaml", "name: 云岭县\nlevel: county\n")];
    for (name, text) in fixed.iter().chain(files) {
        let file = root.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    for name in crate::render::BUILT_IN.paths().iter().filter(|name| name.starts_with("page/")) {
        let file = root.path().join("themes/bare").join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, "{{ frame.title }}").unwrap();
    }
    let reader = Reader::at(root.path());
    let (portal, diags) = load(&reader, &mut ParseCache::default()).unwrap();
    assert!(!diags.has_errors(), "{diags:?}");
    let (theme, diags) = Theme::load(&reader, &Name::own("bare"), &portal.config.languages).unwrap();
    let theme = Arc::new(theme.unwrap_or_else(|| panic!("{diags:?}")));
    let site = Site::new(&portal, Date::new(2025, 8, 1).unwrap(), []);
    let mut made = Made { root, reader, site, theme, clean: BTreeMap::new() };
    let out = TempDir::new().unwrap();
    build(&made, out.path(), Arc::new(Real)).unwrap();
    made.clean = tree(out.path());
    made
}

fn build(made: &Made, out: &Path, disk: Arc<dyn Disk>) -> Result<Written, Error> {
    let folder = Folder::on(disk, Some(made.root.path()), out)?;
    let target = Target { folder: &folder, stamp: "stamp", is_forced: false, progress: &|| {} };
    write(target, Source { reader: &made.reader, site: &made.site, theme: &made.theme })
}

/// Everything below a folder: files with their bytes, folders with none.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter().map(Result::unwrap);
    let bytes = |entry: &walkdir::DirEntry| {
        if entry.file_type().is_dir() { Vec::new() } else { fs::read(entry.path()).unwrap() }
    };
    entries.map(|entry| (entry.path().strip_prefix(folder).unwrap().to_owned(), bytes(&entry))).collect()
}

const NOTICE: &str = "kind: notice\ntitle: 石桥村停水公告\n";
const ATTACHED: &str = "kind: notice\ntitle: 石桥村公告\nattachments: [{file: 图.csv}]\n";

/// Two versions of a portal between which pages come, change and go, and a folder takes the place of a file.
fn versions() -> [Made; 2] {
    let before = make(&[
        ("content/2025/2025-07-10-notice.yaml", NOTICE),
        ("content/2025/2025-07-11-a.yaml", ATTACHED),
        ("content/2025/2025-07-11-a/图.csv", "a,b\n1,2\n"),
        ("content/old/org.yaml", "name: 旧村\nlevel: village\n"),
        ("content/old/2025-07-12-b.yaml", NOTICE),
        ("content/2025/2025-07-13-c.yaml", "kind: notice\ntitle: 公告\nattachments: [{file: x.txt/y.txt}]\n"),
        ("content/2025/2025-07-13-c/x.txt/y.txt", "y"),
    ]);
    let after = make(&[
        ("content/2025/2025-07-10-notice.yaml", "kind: notice\ntitle: 石桥村停水通知\n"),
        ("content/2025/2025-07-11-a.yaml", ATTACHED),
        ("content/2025/2025-07-11-a/图.csv", "a,b\n1,3\n"),
        ("content/new/org.yaml", "name: 新村\nlevel: village\n"),
        ("content/new/2025-07-12-b.yaml", NOTICE),
        ("content/2025/2025-07-13-c.yaml", "kind: notice\ntitle: 公告\nattachments: [{file: x.txt}]\n"),
        ("content/2025/2025-07-13-c/x.txt", "x"),
    ]);
    assert_ne!(before.clean, after.clean);
    [before, after]
}

/// What is built one after the other.
#[derive(Clone, Copy)]
struct Case<'a> {
    before: Option<&'a Made>,
    /// What is built on the failing disk.
    after: &'a Made,
    next: &'a Made,
}

/// Builds the first if there is one, then the second on a disk that fails, then the third on one that does not; whether
/// the run on the failing disk went well.
fn survive(case: Case<'_>, disk: Failing, what: &str) -> bool {
    let Case { before, after, next } = case;
    let out = TempDir::new().unwrap();
    let out = out.path().join("site");
    if let Some(before) = before {
        build(before, &out, Arc::new(Real)).unwrap();
    }
    let result = build(after, &out, Arc::new(disk));
    if let Ok(written) = &result {
        assert_eq!(written.files, after.site.plan.len());
    }
    build(next, &out, Arc::new(Real)).unwrap_or_else(|error| panic!("{what}: {error}"));
    let found = tree(&out);
    let differing: Vec<_> =
        found.keys().chain(next.clean.keys()).filter(|path| found.get(*path) != next.clean.get(*path)).collect();
    assert!(differing.is_empty(), "{what}: {differing:?}");
    result.is_ok()
}

#[test]
fn a_run_killed_at_any_step_is_completed_or_taken_back_by_the_next() {
    let [before, after] = versions();
    let empty = make(&[]);
    let cases = [
        ("first", None, &after, &after),
        ("first, taken back", None, &after, &before),
        ("first, emptied", None, &after, &empty),
        ("update", Some(&before), &after, &after),
        ("update, taken back", Some(&before), &after, &before),
        ("removal", Some(&after), &empty, &empty),
        ("removal, taken back", Some(&after), &empty, &after),
    ];
    for (name, before, after, next) in cases {
        let is_whole = |first: usize| {
            let steps: Vec<usize> = (first..first + 10).collect();
            let what = |steps| format!("{name}, killed after {steps} steps");
            let ends = steps
                .par_iter()
                .map(|steps| survive(Case { before, after, next }, Failing::after(*steps), &what(steps)));
            ends.collect::<Vec<_>>().contains(&true)
        };
        let end = (0..300).step_by(10).find(|first| is_whole(*first));
        assert!(end.is_some_and(|end| end > 0), "{name}: no run came to its end, or all did");
    }
}

#[test]
fn a_full_disk_leaves_the_site_as_it_was_or_is_mended() {
    let [before, after] = versions();
    let bytes: usize = after.clean.values().map(Vec::len).sum();
    let spaces: Vec<usize> = (0..5 * bytes / 2).step_by(bytes / 10).collect();
    let ends: Vec<bool> = spaces
        .par_iter()
        .map(|space| {
            let disk = || Failing::with_space(*space);
            let what = format!("{space} bytes");
            survive(Case { before: None, after: &after, next: &after }, disk(), &what);
            survive(Case { before: None, after: &after, next: &before }, disk(), &what);
            survive(Case { before: Some(&before), after: &after, next: &before }, disk(), &what);
            survive(Case { before: Some(&before), after: &after, next: &after }, disk(), &what)
        })
        .collect();
    assert!(ends.contains(&true) && ends.contains(&false));
}

#[test]
fn a_run_that_fails_before_the_first_file_moves_leaves_everything_as_it_was() {
    let [before, after] = versions();
    let out = TempDir::new().unwrap();
    let site = out.path().join("a/site");
    build(&before, &site, Arc::new(Failing::with_space(500))).unwrap_err();
    assert!(tree(out.path()).is_empty(), "{:?}", tree(out.path()).keys());
    build(&before, &site, Arc::new(Real)).unwrap();
    build(&after, &site, Arc::new(Failing::with_space(500))).unwrap_err();
    assert_eq!(tree(&site), before.clean);
}

#[test]
fn an_attachment_that_changes_after_its_page_was_made_fails_the_run() {
    let [made, _] = versions();
    let out = TempDir::new().unwrap();
    let site = out.path().join("site");
    let file = made.root.path().join("content/2025/2025-07-11-a/图.csv");
    for text in [Some("a,b\n1,9\n"), None] {
        match text {
            Some(text) => fs::write(&file, text).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        let error = build(&made, &site, Arc::new(Real)).unwrap_err();
        assert!(matches!(&error, Error::Changed(file) if file.ends_with("图.csv")), "{error}");
        assert!(!site.exists());
    }
    fs::write(&file, "a,b\n1,2\n").unwrap();
    build(&made, &site, Arc::new(Real)).unwrap();
    // What the site has of it already is what was read of it: nothing is read again.
    fs::write(&file, "a,b\n1,9\n").unwrap();
    assert_eq!(build(&made, &site, Arc::new(Real)).unwrap().changed, 0);
    assert_eq!(tree(&site), made.clean);
    // Who has not read it looks at what lies there now.
    let reader = Reader::at(made.root.path());
    assert!(matches!(build(&Made { reader, ..made }, &site, Arc::new(Real)), Err(Error::Changed(_))));
}

#[test]
fn a_stamp_is_of_what_was_read_and_not_of_what_lies_there_now() {
    let made =
        make(&[("content/2025/2025-07-11-a.yaml", ATTACHED), ("content/2025/2025-07-11-a/图.csv", "a,b\n1,2\n")]);
    let root = made.root.path();
    let film = fs::File::create(root.join("content/2025/2025-07-11-a/film.mp4")).unwrap();
    film.set_len(65 << 20).unwrap();
    let reader = Reader::at(root);
    let (content, _) = load(&reader, &mut ParseCache::default()).unwrap();
    Theme::load(&reader, &content.config.theme, &content.config.languages).unwrap();
    let of_disk =
        |settings| stamp::of_now(&Reader::at(root), settings, &|own| made.site.plan.get(own).is_some()).unwrap();
    let read = stamp(&reader, &made.site, "day");
    assert_eq!(of_disk("day"), read);
    assert_ne!(of_disk("another day"), read);
    for (name, text) in
        [("org.yaml", "name: 云岭\n"), ("2025/2025-07-11-a/图.csv", "a\n"), ("2025/2025-07-12-b.md", "")]
    {
        let file = root.join("content").join(name);
        let before = fs::read(&file).ok();
        fs::write(&file, text).unwrap();
        assert_eq!(stamp(&reader, &made.site, "day"), read, "{name}");
        assert_ne!(of_disk("day"), read, "{name}");
        match before {
            Some(bytes) => fs::write(&file, bytes).unwrap(),
            None => fs::remove_file(&file).unwrap(),
        }
        assert_eq!(of_disk("day"), read, "{name}");
    }
    film.set_len(66 << 20).unwrap();
    assert_ne!(of_disk("day"), read);
}
