//! The site on disk: every file whole, equal files untouched, stale ones removed.
//!
//! A run holds the output folder alone ([`Folder`]). All files that differ from what is there are staged inside it first,
//! so a template that fails leaves the site as it was; then the manifest names what was there and what will be, the
//! staged files are renamed one by one, stale ones removed, and the manifest says what is there now. A run that ends
//! halfway leaves a manifest that says so, and the next run compares with the files themselves. The manifest holds
//! public paths, sizes and digests only.

mod commit;
mod digest;
mod disk;
mod folder;
mod gone;
mod keep;
mod lock;
mod made;
mod manifest;
mod obstacles;
mod place;
mod sayings;
mod stage;
mod stamp;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::diag::Diagnostics;
use crate::files::Reader;
use crate::model::id::RecordId;
use crate::output::Source;

use keep::Staying;
use made::Made;
use stage::{Known, Staged};

pub use crate::check::MANIFEST;
pub use folder::Folder;
pub(crate) use manifest::{Entry, Manifest};
#[cfg(feature = "cli")]
pub(crate) use manifest::{manifest_bytes, manifest_of};
#[cfg(feature = "serve")]
pub(crate) use sayings::{Stay, gone_titles};
pub use stamp::stamp;

/// Name of the file in the output folder that says that a run has it.
pub const LOCK: &str = ".gongkai-lock";

/// Name of the folder in the output folder that holds the files of a run that have no place yet.
pub const PART: &str = ".gongkai-part";

/// Names in the output folder that are there only while a run has it, or after it was killed.
const OWN: [&str; 2] = [LOCK, PART];

/// The output cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder.
    #[error("{}: {source}", path.display())]
    File {
        /// The file or folder that could not be written.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The folder holds something else.
    #[error("{} is not empty and was not written by gongkai; choose another folder with --out, or empty it\n{} 里有别的文件，不是 gongkai 生成的；请用 --out 换一个文件夹，或先清空", .0.display(), .0.display())]
    Foreign(PathBuf),
    /// There is no folder but a file.
    #[error("{} is not a folder; choose another place with --out\n{} 不是文件夹；请用 --out 换一个地方", .0.display(), .0.display())]
    NotFolder(PathBuf),
    /// The portal lies in it.
    #[error("{} holds the content of the portal itself; choose another folder for the site with --out\n{} 里是网站的原始内容；请用 --out 给网站换一个文件夹", .0.display(), .0.display())]
    HoldsPortal(PathBuf),
    /// It lies in a folder that is read.
    #[error("{} lies in {}, from which the site is made; choose another folder with --out\n{} 在 {} 里面，那里是生成网站要读的内容；请用 --out 换一个文件夹", .0.display(), .1.display(), .0.display(), .1.display())]
    WithinSources(PathBuf, PathBuf),
    /// Another run has the folder.
    #[error("another `gongkai build` is writing {}; build again when it has ended\n另一个 gongkai build 正在写 {}；等它结束，再生成一次", .0.display(), .0.display())]
    Busy(PathBuf),
    /// A symbolic link inside the folder.
    #[error("{} is a symbolic link, through which nothing is written; remove the link and build again\n{} 是符号链接，不会经过它写文件；删去这个链接，再生成一次", .0.display(), .0.display())]
    Link(PathBuf),
    /// Something else has the place of a page.
    #[error("{} is where the site needs to write and was not written by gongkai; move it away and build again\n{} 占了网站的位置，不是 gongkai 生成的；把它移走，再生成一次", .0.display(), .0.display())]
    Taken(PathBuf),
    /// The list of what was taken down would be public itself.
    #[error("{} lies inside the site, where everybody could read the list of what was taken down; choose another place with --removed\n{} 在网站文件夹里，撤下的网址列表会跟着公开；请用 --removed 换一个地方", .0.display(), .0.display())]
    PublicList(PathBuf),
    /// A path that leads out of the folder.
    #[error("{0:?} is no path inside the site; nothing was written\n{0:?} 不是网站里的路径，什么也没有写")]
    Outside(String),
    /// What was read twice was not the same.
    #[error(
        "{0} was changed while the site was made, and nothing was written; build again\n生成网站时 {0} 有改动，什么也没有写；请再生成一次"
    )]
    Changed(String),
    /// Templates fail.
    #[error("templates fail")]
    Templates(Diagnostics),
}

/// What a run did.
#[derive(Clone, Debug, Default)]
pub struct Written {
    /// Files of the site.
    pub files: usize,
    /// Files that were written.
    pub changed: usize,
    /// Files that follow from the same as before, and were not even made.
    pub reused: usize,
    /// Files that were removed.
    pub removed: usize,
    /// Files kept as they were because their record has errors.
    pub kept: usize,
    /// Records with errors whose last files went too, since they tell of persons what no source says any more.
    pub leaking: BTreeSet<RecordId>,
    /// Addresses that the last site had and this one has not, or of which personal data went: paths in the site.
    pub gone: Vec<String>,
    /// Where these are listed, if anywhere.
    pub list: Option<PathBuf>,
    /// What was wrong with the last manifest.
    pub notes: Vec<Note>,
}

/// What was wrong with a manifest, or with what stands beside the site.
#[derive(Clone, Debug)]
pub enum Note {
    /// It could not be read; so many files in the folder were taken for ours.
    Damaged(usize),
    /// It named these, which are no paths of a site; they were let alone.
    Strange(Vec<String>),
    /// What is not public any more could not be written down there.
    Unlisted(PathBuf),
}

/// How to write.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    /// The folder of the site.
    pub folder: &'a Folder,
    /// Digest of everything that the files depend on; empty if the next run may not end at once.
    pub stamp: &'a str,
    /// Whether to compare every byte of the site, whatever the sizes and times of its files say.
    pub is_forced: bool,
    /// Called when a file is done.
    pub progress: &'a (dyn Fn() + Sync),
}

/// How many files the site in `folder` has, if the last run followed from what the portal is now, nothing went
/// wrong, and all files are as it left them.
pub fn is_current(folder: &Folder, reader: &Arc<Reader>, settings: &str) -> Option<usize> {
    let found = manifest::read(folder.path()).ok()??;
    let Manifest { stamp, interrupted, files, .. } = &found.manifest;
    if stamp.is_empty() || *interrupted {
        return None;
    }
    let known = Known::of(folder.path(), Some(&found), false);
    let is_whole = files.par_iter().all(|(path, entry)| known.is_there(path, entry));
    let is_published = |own: &str| files.contains_key(own);
    let is_current = is_whole && stamp::of_now(reader, settings, &is_published)? == *stamp;
    is_current.then_some(files.len())
}

/// Writes the site. Files of the portal's broken records stay as they are.
///
/// # Errors
/// The disk refuses, something is in the way, what was read has changed, or templates fail. Before the first file has
/// moved to its place the site is as it was; behind it the next run completes or takes back what this one began.
pub fn write(target: Target<'_>, source: Source<'_>) -> Result<Written, Error> {
    target.folder.begin_part()?;
    let written = write_staged(target, source);
    let cleared = target.folder.clear_part();
    let written = written?;
    cleared.map(|()| written)
}

/// What the last run has left in the folder of a site, if there is one.
///
/// # Errors
/// It is there but cannot be read.
#[cfg(feature = "cli")]
pub(crate) fn remembered(out: &Path) -> Result<Option<Manifest>, Error> {
    Ok(manifest::read(out)?.map(|found| found.manifest))
}

/// The folder that `out` names, with all links followed, if a site of the portal at `root` may go there.
///
/// # Errors
/// It is a file, the portal itself or what holds it, or a folder that is read.
#[cfg(feature = "cli")]
pub(crate) fn suits(root: &Path, out: &Path) -> Result<PathBuf, Error> {
    place::resolve(Some(root), out)
}

fn write_staged(target: Target<'_>, source: Source<'_>) -> Result<Written, Error> {
    let out = target.folder.path();
    let found = manifest::read(out)?;
    let made = Made::of(target.folder.root(), target.is_forced);
    let Staged { mut files, changed, marks, reused } = stage::stage((target, &made), source, found.as_ref())?;
    let (last, mut notes) = found.map_or((None, Vec::new()), |found| (Some(found.manifest), found.notes));
    let site = source.site;
    let old = last.as_ref().map(|last| keep::keep(site, last, &mut files)).unwrap_or_default();
    let leaking = last.as_ref().map(|last| keep::look(Staying { out, last, kept: &old }, source, &mut files));
    let leaking = leaking.unwrap_or_default().into_iter().cloned().collect();
    let kept = files.len() - files.keys().filter(|path| source.site.plan.get(path).is_some()).count();
    let parts = keep::parts_of(site, last.as_ref(), &files);
    let last = last.unwrap_or_default();
    let gone = gone::gone(site, &last, &files);
    if let Some((list, is_asked_for)) = target.folder.list() {
        let back = files.keys().filter(|path| !last.files.contains_key(*path)).cloned().collect();
        let told = gone::tell(target.folder.disk(), list, site, gone::Moves { gone: &gone, back: &back });
        // A site is not kept as it was because nobody may write beside it.
        if is_asked_for {
            told?;
        } else if told.is_err() && !gone.is_empty() {
            notes.push(Note::Unlisted(list.to_path_buf()));
        }
    }
    let gone = gone.into_iter().collect();
    let mut written = Written {
        files: files.len(),
        changed: changed.len(),
        reused,
        kept,
        leaking,
        gone,
        notes,
        ..Written::default()
    };
    written.list = target.folder.list().map(|(list, _)| list.to_path_buf());
    let now = Manifest { stamp: target.stamp.to_owned(), interrupted: false, files, parts, portal: String::new() };
    if now != last || !changed.is_empty() {
        written.removed = commit::commit(target.folder, (&last, &now), &changed)?;
    }
    made.leave(marks);
    Ok(written)
}

fn at(path: &Path) -> impl Fn(io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::File { path: path.clone(), source }
}
