//! The site on disk: every file whole, equal files untouched, stale ones removed.
//!
//! All files that differ from the last manifest are written into `OUT.part` first, so a template that fails leaves the
//! site as it was. Without a manifest the folder is renamed into place at the end; with one, the changed files are
//! renamed one by one. A run that was interrupted leaves a manifest that says so, and the next run compares with the
//! files themselves. The manifest holds public paths and digests only.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::path::SitePath;
use crate::load::CONTENT;
use crate::model::{Keeps, Portal};
use crate::output::{self, Source};
use crate::plan::{Page, Tree};
use crate::render::THEMES;
use crate::site::Site;

/// Name of the manifest in the output folder.
pub const MANIFEST: &str = "gongkai-manifest.json";

/// The output cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder.
    #[error("{}: {source}", path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The folder holds something else.
    #[error("{} is not empty and was not written by gongkai; choose another folder with --out, or empty it\n{} 里有别的文件，不是 gongkai 生成的；请用 --out 换一个文件夹，或先清空", .0.display(), .0.display())]
    Foreign(PathBuf),
    /// Templates fail.
    #[error("templates fail")]
    Templates(Diagnostics),
}

/// What the last run wrote.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Manifest {
    /// Digest of everything that the files depend on; empty after an interrupted run or one with errors.
    stamp: String,
    /// Whether the files may differ from `files`.
    #[serde(default)]
    interrupted: bool,
    /// Digest of each file.
    files: BTreeMap<String, String>,
    /// How many pages a record has, by the first of them, where there are several.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    parts: BTreeMap<String, usize>,
}

/// What a run did.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Files that were written.
    pub changed: usize,
    /// Files that were removed.
    pub removed: usize,
    /// Files kept as they were because their record has errors.
    pub kept: usize,
}

/// How to write.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The folder of the site.
    pub out: &'a Path,
    /// Digest of everything that the files depend on; empty if the next run may not end at once.
    pub stamp: &'a str,
    /// Called when a file is done.
    pub progress: &'a (dyn Fn() + Sync),
}

/// Digest of all inputs: content, themes, version of the program, and whatever else `settings` names, such as the day.
///
/// # Errors
/// A file cannot be read.
pub fn stamp(root: &Path, settings: &str) -> Result<String, Error> {
    let mut files = Vec::new();
    for folder in [CONTENT, THEMES].map(|name| root.join(name)).iter().filter(|folder| folder.exists()) {
        for entry in walkdir::WalkDir::new(folder).follow_links(true).sort_by_file_name() {
            let entry = entry.map_err(|error| at(folder)(error.into()))?;
            files.extend(Some(entry).filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path));
        }
    }
    let digests: Result<Vec<blake3::Hash>, Error> = files
        .par_iter()
        .map(|path| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(path.strip_prefix(root).unwrap_or(path).to_string_lossy().as_bytes());
            hasher.update(&[0]).update(&fs::read(path).map_err(at(path))?);
            Ok(hasher.finalize())
        })
        .collect();
    let mut whole = blake3::Hasher::new();
    for digest in digests? {
        whole.update(digest.as_bytes());
    }
    whole.update(settings.as_bytes()).update(env!("CARGO_PKG_VERSION").as_bytes());
    Ok(whole.finalize().to_hex().to_string())
}

/// How many files the site at `out` has, if the last run had this stamp and nothing went wrong.
pub fn is_current(out: &Path, stamp: &str) -> Option<usize> {
    let manifest = read_manifest(out)?;
    (manifest.stamp == stamp && !manifest.interrupted).then_some(manifest.files.len())
}

/// Writes the site. Files of the portal's broken records stay as the last manifest has them.
///
/// # Errors
/// The disk refuses, the folder holds something else, or templates fail; then the site is as it was.
pub fn write(target: Target<'_>, source: Source<'_>) -> Result<Written, Error> {
    let last = read_manifest(target.out);
    if last.is_none() && !is_empty(target.out)? {
        return Err(Error::Foreign(target.out.to_path_buf()));
    }
    let part = staging(target.out)?;
    let rendered = render_all(target, source, (last.as_ref(), &part));
    let (mut files, changed) = match rendered {
        Ok(rendered) => rendered,
        Err(error) => {
            remove_folder(&part)?;
            return Err(error);
        }
    };
    let kept = keep((source.site.portal(), source.site.today), last.as_ref(), &mut files);
    let mut written = Written { files: files.len(), changed: changed.len(), removed: 0, kept };
    let parts = parts_of(source.site, last.as_ref(), &files);
    let manifest = Manifest { stamp: target.stamp.to_owned(), interrupted: false, files, parts };
    match last {
        None => {
            write_manifest(&part, &manifest)?;
            if target.out.exists() {
                fs::remove_dir(target.out).map_err(at(target.out))?;
            }
            fs::rename(&part, target.out).map_err(at(target.out))?;
        }
        Some(last) => {
            let nothing =
                changed.is_empty() && last.files.len() == manifest.files.len() && last.stamp == manifest.stamp;
            if !nothing || last.interrupted {
                let open = Manifest { stamp: String::new(), interrupted: true, ..last.clone() };
                write_manifest(target.out, &open)?;
                move_all(&part, target.out, &changed)?;
                written.removed = remove_stale(target.out, &last, &manifest)?;
                write_manifest(target.out, &manifest)?;
            }
            remove_folder(&part)?;
        }
    }
    Ok(written)
}

/// Digests of all files, and the paths of those that are now in the staging folder.
type Rendered = (BTreeMap<String, String>, Vec<SitePath>);

fn render_all(
    target: Target<'_>,
    source: Source<'_>,
    (last, part): (Option<&Manifest>, &Path),
) -> Result<Rendered, Error> {
    let pages: Vec<_> = source.site.plan.pages().collect();
    let folders: BTreeSet<&str> =
        pages.iter().filter_map(|(path, _)| path.as_str().rsplit_once('/').map(|(folder, _)| folder)).collect();
    for folder in folders.iter().filter(|_| last.is_none()) {
        fs::create_dir_all(part.join(folder)).map_err(at(part))?;
    }
    let stage = |path: &SitePath, bytes: &[u8]| {
        let digest = blake3::hash(bytes).to_hex().to_string();
        let same = last.is_some_and(|last| is_same(target.out, last, path, (&digest, bytes)));
        if !same {
            let file = part.join(path.as_str());
            if let (Some(folder), true) = (file.parent(), last.is_some()) {
                fs::create_dir_all(folder).map_err(|error| output::Error::Read(folder.to_path_buf(), error))?;
            }
            fs::write(&file, bytes).map_err(|error| output::Error::Read(file, error))?;
        }
        (target.progress)();
        Ok((path.clone(), digest, !same))
    };
    let results: Vec<Result<Vec<_>, output::Error>> = pages
        .par_iter()
        .filter(|(_, page)| !is_twin(page))
        .map(|(path, page)| {
            let bytes = output::bytes(source, path, page)?;
            let mut staged = vec![stage(path, &bytes)?];
            if let Some((path, tree, first)) = output::twin_of(source.site, path) {
                staged.push(stage(path, &output::twin(source.site, tree, first, &bytes))?);
            }
            Ok(staged)
        })
        .collect();
    let (mut files, mut changed, mut failed) = (BTreeMap::new(), Vec::new(), Diagnostics::new());
    for result in results {
        match result {
            Ok(staged) => {
                for (path, digest, is_changed) in staged {
                    files.insert(path.to_string(), digest);
                    changed.extend(is_changed.then_some(path));
                }
            }
            Err(output::Error::Template(diagnostic)) => failed.push(*diagnostic),
            Err(output::Error::Read(path, source)) => return Err(Error::File { path, source }),
        }
    }
    if failed.is_empty() { Ok((files, changed)) } else { Err(Error::Templates(first_of_each(failed))) }
}

/// Whether the page is written together with the one that it is a twin of.
fn is_twin(page: &Page) -> bool {
    matches!(page, Page::Again { tree, .. } if tree.is_elder)
}

/// One diagnostic a place: a template that fails on a thousand pages says so once, for the first of them.
fn first_of_each(diags: Diagnostics) -> Diagnostics {
    let mut seen = BTreeSet::new();
    diags.into_iter().filter(|one: &Diagnostic| seen.insert(one.span.clone())).collect()
}

/// Whether the file on disk is the one that would be written.
fn is_same(out: &Path, last: &Manifest, path: &SitePath, (digest, bytes): (&str, &[u8])) -> bool {
    let file = out.join(path.as_str());
    if last.interrupted {
        return fs::read(&file).is_ok_and(|old| old == bytes);
    }
    let known = last.files.get(path.as_str()).is_some_and(|old| old == digest);
    known && fs::metadata(&file).is_ok_and(|found| found.len() == bytes.len() as u64)
}

/// Keeps the last files of broken records, as far as their sources let them stay; how many they are.
fn keep((portal, today): (&Portal, Date), last: Option<&Manifest>, files: &mut BTreeMap<String, String>) -> usize {
    let Some(last) = last else { return 0 };
    let before = files.len();
    let folders: Vec<SitePath> = Tree::all(&portal.config).map(|tree| tree.folder(&portal.config)).collect();
    for one in portal.broken.iter().filter(|one| one.keeps_page(today)) {
        let pages = folders.iter().map(|folder| SitePath::within(folder.as_str(), &one.id).to_string());
        let pages = pages.flat_map(|id| pages_of(&id, last));
        let attachments = match &one.keeps {
            Keeps::Files(paths) => paths.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        };
        for path in pages.chain(attachments) {
            if let Some(digest) = last.files.get(&path) {
                files.entry(path).or_insert_with(|| digest.clone());
            }
        }
    }
    files.len() - before
}

/// How many pages the records of the site have, and those that keep theirs, where they are several.
fn parts_of(site: &Site, last: Option<&Manifest>, files: &BTreeMap<String, String>) -> BTreeMap<String, usize> {
    let is_kept = |first: &str| files.contains_key(first) && site.plan.get(first).is_none();
    let kept = last.into_iter().flat_map(|last| &last.parts).filter(|(first, _)| is_kept(first));
    let mut parts: BTreeMap<String, usize> = kept.map(|(first, count)| (first.clone(), *count)).collect();
    let config = &site.portal().config;
    for tree in Tree::all(config) {
        let folder = tree.folder(config);
        for (_, page) in site.plan.pages() {
            let Page::Record { place, part: part @ 2.. } = page else { continue };
            let first = SitePath::within(folder.as_str(), &site.portal().records[*place].page()).to_string();
            parts.entry(first).and_modify(|most| *most = (*most).max(*part)).or_insert(*part);
        }
    }
    parts
}

/// The pages of the record `id` in one tree: as many as the last manifest says, for `ID-2` may be a record of its own.
fn pages_of(id: &str, last: &Manifest) -> Vec<String> {
    let first = format!("{id}.html");
    let parts = last.parts.get(&first).copied().unwrap_or(1);
    let more = (2..=parts).map(|part| format!("{id}-{part}.html"));
    std::iter::once(first).chain(more).collect()
}

fn move_all(part: &Path, out: &Path, changed: &[SitePath]) -> Result<(), Error> {
    for path in changed {
        let (from, to) = (part.join(path.as_str()), out.join(path.as_str()));
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder).map_err(at(folder))?;
        }
        fs::rename(&from, &to).map_err(at(&to))?;
    }
    Ok(())
}

/// Removes what the last manifest has and this one has not, and folders that become empty.
fn remove_stale(out: &Path, last: &Manifest, now: &Manifest) -> Result<usize, Error> {
    let stale: Vec<&String> = last.files.keys().filter(|path| !now.files.contains_key(*path)).collect();
    for path in &stale {
        let file = out.join(path);
        match fs::remove_file(&file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(&file)(error)),
            _ => {}
        }
        let mut folder = file.parent();
        while let Some(empty) = folder.filter(|folder| *folder != out && fs::remove_dir(folder).is_ok()) {
            folder = empty.parent();
        }
    }
    Ok(stale.len())
}

/// An empty folder beside `out` for the files of this run. One left by an interrupted run is emptied.
fn staging(out: &Path) -> Result<PathBuf, Error> {
    let mut name = out.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    let part = out.with_file_name(name);
    if part.exists() {
        if !part.join(MANIFEST).exists() && !is_empty(&part)? {
            return Err(Error::Foreign(part));
        }
        remove_folder(&part)?;
    }
    fs::create_dir_all(&part).map_err(at(&part))?;
    write_manifest(&part, &Manifest { interrupted: true, ..Manifest::default() })?;
    Ok(part)
}

fn remove_folder(folder: &Path) -> Result<(), Error> {
    fs::remove_dir_all(folder).map_err(at(folder))
}

fn is_empty(folder: &Path) -> Result<bool, Error> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(at(folder)(error)),
    }
}

fn read_manifest(out: &Path) -> Option<Manifest> {
    let bytes = fs::read(out.join(MANIFEST)).ok()?;
    serde_json::from_slice(&bytes).ok()
}

fn write_manifest(folder: &Path, manifest: &Manifest) -> Result<(), Error> {
    let (file, part) = (folder.join(MANIFEST), folder.join(format!("{MANIFEST}.part")));
    let bytes = serde_json::to_vec(manifest).map_err(|error| at(&file)(error.into()))?;
    fs::write(&part, bytes).map_err(at(&part))?;
    fs::rename(&part, &file).map_err(at(&file))
}

fn at(path: &Path) -> impl Fn(io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::File { path: path.clone(), source }
}
