//! Makes every file of the site and lays those that differ from what the folder has into the staging folder.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs::{self, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::time::SystemTime;

use rayon::prelude::*;

use super::digest::{self, Digesting};
use super::made::{Made, Mark};
use super::manifest::{Entry, Found, Manifest};
use super::place::is_plain;
use super::{Error, PART, Target, at};
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::path::SitePath;
use crate::files::{Refused, sha256};
use crate::load::CONTENT;
use crate::output::{self, Making, Source};
use crate::plan::{Page, Planned};

/// What was made.
pub(super) struct Staged {
    /// What is known of all files.
    pub(super) files: BTreeMap<String, Entry>,
    /// The paths of those that are now in the staging folder.
    pub(super) changed: Vec<SitePath>,
    /// What they were made from, for the next run.
    pub(super) marks: Vec<Mark>,
    /// How many were not made, since the last run made them from the same.
    pub(super) reused: usize,
}

/// Makes and stages the files of the plan. The staging folder must exist.
///
/// # Errors
/// The disk refuses, templates fail, or an attachment is not what its page says it is.
pub(super) fn stage(
    (target, made): (Target<'_>, &Made),
    source: Source<'_>,
    last: Option<&Found>,
) -> Result<Staged, Error> {
    let stage = Stage { target, made, source, known: Known::new(target, last), attached: attached(source) };
    let planned: Vec<_> = source.site.plan.files().collect();
    let results: Vec<Result<Done, Error>> = planned
        .par_iter()
        .map(|(path, file)| {
            let Page::Attachment(own) = &file.page else { return stage.page(path, file) };
            stage.attachment(path, own)
        })
        .collect();
    let mut staged = Staged { files: BTreeMap::new(), changed: Vec::new(), marks: Vec::new(), reused: 0 };
    let mut failed = Diagnostics::new();
    for result in results {
        match result {
            Ok(Done { path, entry, is_changed, mark, is_reused }) => {
                staged.files.insert(path.to_string(), entry);
                staged.changed.extend(is_changed.then_some(path));
                staged.marks.extend(mark);
                staged.reused += usize::from(is_reused);
            }
            Err(Error::Templates(diags)) => failed.append(diags),
            Err(other) => return Err(other),
        }
    }
    if failed.is_empty() { Ok(staged) } else { Err(Error::Templates(first_of_each(failed))) }
}

/// What all threads share.
struct Stage<'a> {
    target: Target<'a>,
    made: &'a Made,
    source: Source<'a>,
    known: Known<'a>,
    /// SHA-256 of the attachments by their path under `content/`, as their pages show it.
    attached: HashMap<&'a str, &'a str>,
}

/// A file of the site.
struct Done {
    path: SitePath,
    entry: Entry,
    /// Whether it has been staged.
    is_changed: bool,
    /// What it was made from, if that can be told.
    mark: Option<Mark>,
    /// Whether it was not made at all.
    is_reused: bool,
}

impl Stage<'_> {
    /// A file that is made, unless the folder has what would come of it.
    fn page(&self, path: &SitePath, file: &Planned) -> Result<Done, Error> {
        let making = Making::new(self.source, file);
        let from = making.from();
        if let Some(from) = &from
            && let Some(entry) = self.known.entry(path.as_str())
            && let mark = self.made.mark(path.as_str(), from, entry)
            && self.made.knows(&mark)
            && self.known.is_there(path.as_str(), entry)
        {
            (self.target.progress)();
            return Ok(Done {
                path: path.clone(),
                entry: entry.clone(),
                is_changed: false,
                mark: Some(mark),
                is_reused: true,
            });
        }
        let bytes = making.bytes().map_err(failed)?;
        if let Page::Cleaned(own) = &file.page
            && self.attached.get(own.as_str()).is_some_and(|stated| **stated != *sha256(&bytes))
        {
            return Err(Error::Changed(format!("{CONTENT}/{own}")));
        }
        let entry = Entry { digest: blake3::hash(&bytes).to_hex().to_string(), size: bytes.len() as u64 };
        let is_changed = !self.known.is_there(path.as_str(), &entry);
        if is_changed {
            self.put(path, |disk, file| disk.write(file, &bytes))?;
        }
        (self.target.progress)();
        let mark = from.map(|from| self.made.mark(path.as_str(), &from, &entry));
        Ok(Done { path: path.clone(), entry, is_changed, mark, is_reused: false })
    }

    /// Copies a file of the content if the site does not have it; what is copied must be what its page says.
    fn attachment(&self, path: &SitePath, own: &str) -> Result<Done, Error> {
        let name = format!("{CONTENT}/{own}");
        if let Some(entry) = self.known.entry(path.as_str()).map(|_| self.entry(&name, own)).transpose()?
            && self.known.is_there(path.as_str(), &entry)
        {
            (self.target.progress)();
            return Ok(Done { path: path.clone(), entry, is_changed: false, mark: None, is_reused: false });
        }
        let mut read = self.open(&name)?;
        self.put(path, |disk, to| disk.copy(&mut read, to))?;
        let entry = self.finish(read, own)?;
        (self.target.progress)();
        Ok(Done { path: path.clone(), entry, is_changed: true, mark: None, is_reused: false })
    }

    /// What is known of a file of the content: of this run's reading, which its page tells of, or of another one now.
    fn entry(&self, name: &str, own: &str) -> Result<Entry, Error> {
        let is_stated = |sha256: &str| self.attached.get(own).is_none_or(|stated| **stated == *sha256);
        match self.source.reader.digested(name).filter(|digest| is_stated(&digest.sha256)) {
            Some(digest) => Ok(Entry { digest: digest.hash.to_hex().to_string(), size: digest.size }),
            None => {
                let mut read = self.open(name)?;
                read.exhaust().map_err(at(&self.source.reader.place(name)))?;
                self.finish(read, own)
            }
        }
    }

    fn open(&self, name: &str) -> Result<Digesting<Box<dyn Read + Send>>, Error> {
        let gone = |refused: Refused| match io::Error::from(refused) {
            error if error.kind() == io::ErrorKind::NotFound => Error::Changed(name.to_owned()),
            error => at(&self.source.reader.place(name))(error),
        };
        Ok(Digesting::new(self.source.reader.files().open(name, u64::MAX).map_err(gone)?.content))
    }

    fn finish(&self, read: Digesting<Box<dyn Read + Send>>, own: &str) -> Result<Entry, Error> {
        let (digest, sha256, size) = read.finish();
        let is_same = self.attached.get(own).is_none_or(|stated| *stated == sha256);
        if is_same { Ok(Entry { digest, size }) } else { Err(Error::Changed(format!("{CONTENT}/{own}"))) }
    }

    /// Writes a file into the staging folder; its folder is made when it turns out to be missing.
    fn put(
        &self,
        path: &SitePath,
        mut write: impl FnMut(&dyn super::disk::Disk, &Path) -> io::Result<()>,
    ) -> Result<(), Error> {
        if !is_plain(path.as_str()) {
            return Err(Error::Outside(path.to_string()));
        }
        let (disk, file) = (self.target.folder.disk(), self.target.folder.path().join(PART).join(path.as_str()));
        match write(disk, &file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let folder = file.parent().unwrap_or(&file);
                disk.create_folder(folder).map_err(at(folder))?;
                write(disk, &file).map_err(at(&file))
            }
            other => other.map_err(at(&file)),
        }
    }
}

fn failed(error: output::Error) -> Error {
    match error {
        output::Error::Template(diagnostic) => Error::Templates([*diagnostic].into_iter().collect()),
        output::Error::Read(path, source) => Error::File { path, source },
    }
}

fn attached(source: Source<'_>) -> HashMap<&str, &str> {
    let records = source.site.public.records.all().iter();
    records.flat_map(|record| &record.attachments).map(|one| (&*one.path, &*one.sha256)).collect()
}

/// What the last run left in the folder, and how far it can be trusted.
pub(super) struct Known<'a> {
    out: &'a Path,
    last: Option<&'a Manifest>,
    /// The files may be what the manifest says if they are older than this.
    written: Option<SystemTime>,
}

impl<'a> Known<'a> {
    fn new(target: Target<'a>, last: Option<&'a Found>) -> Self {
        Self::of(target.folder.path(), last, target.is_forced)
    }

    /// `is_forced` trusts no size and no time.
    pub(super) fn of(out: &'a Path, last: Option<&'a Found>, is_forced: bool) -> Self {
        let trusted = last.filter(|found| !(is_forced || found.manifest.interrupted));
        Self { out, last: last.map(|found| &found.manifest), written: trusted.and_then(|found| found.written) }
    }

    /// What the last run knew of the file.
    fn entry(&self, path: &str) -> Option<&'a Entry> {
        self.last?.files.get(path)
    }

    /// Whether the folder has exactly this file at `path`. A file that has not been touched since the manifest was
    /// written is not read.
    pub(super) fn is_there(&self, path: &str, entry: &Entry) -> bool {
        let Some(known) = self.last.and_then(|last| last.files.get(path)) else { return false };
        let file = self.out.join(path);
        let Ok(found) = fs::symlink_metadata(&file) else { return false };
        if !found.is_file() || found.len() != entry.size {
            return false;
        }
        match self.written {
            Some(written) if is_older(&found, written) => known == entry,
            _ => digest::of_file(&file).is_ok_and(|digest| *digest.to_hex() == *entry.digest),
        }
    }
}

/// Whether neither the bytes nor anything else of a file have been touched since `than`.
fn is_older(file: &Metadata, than: SystemTime) -> bool {
    #[cfg(unix)]
    let is_older_inside = {
        use std::os::unix::fs::MetadataExt;
        let than = than.duration_since(SystemTime::UNIX_EPOCH).ok();
        let changed = u64::try_from(file.ctime()).ok().zip(u32::try_from(file.ctime_nsec()).ok());
        than.zip(changed).is_some_and(|(than, changed)| changed < (than.as_secs(), than.subsec_nanos()))
    };
    #[cfg(not(unix))]
    let is_older_inside = true;
    is_older_inside && file.modified().is_ok_and(|modified| modified < than)
}

/// One diagnostic a place: a template that fails on a thousand pages says so once, for the first of them.
fn first_of_each(diags: Diagnostics) -> Diagnostics {
    let mut seen = BTreeSet::new();
    diags.into_iter().filter(|one: &Diagnostic| seen.insert(one.span.clone())).collect()
}
