//! What the last run wrote, as it left it in the output folder.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::SystemTime;

use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

use super::disk::Disk;
use super::place::{LOST, is_plain, site_path};
use super::{Error, MANIFEST, Note, PART, at};

/// Name of a manifest that is being written, which no file of a site has.
const TEMPORARY: &str = ".manifest";

/// What the last run wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Manifest {
    /// Digest of everything that the files depend on; empty after an interrupted run or one with errors.
    pub(crate) stamp: String,
    /// Whether the files may differ from `files`, or may not be there.
    pub(crate) interrupted: bool,
    /// What is known of each file.
    pub(crate) files: BTreeMap<String, Entry>,
    /// How many pages a record has, by the first of them, where there are several.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) parts: BTreeMap<String, usize>,
    /// What the portal is called, at the host that the site was sent to; empty where it was made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) portal: String,
}

/// What is known of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Digest of its bytes.
    pub(crate) digest: String,
    /// How many they are.
    pub(crate) size: u64,
}

/// Version of the manifest: it rises when an older program could not tell from it what it wrote.
const FORMAT: u32 = 1;

/// The manifest as it stands in its file.
#[derive(Serialize)]
struct Versioned<'a> {
    format: u32,
    #[serde(flatten)]
    manifest: &'a Manifest,
}

/// The version of a manifest; those of before versions were told have none.
#[derive(Default, Deserialize)]
struct Version {
    #[serde(default)]
    format: u32,
}

/// The manifest as versions before 0.2 wrote it, without sizes.
#[derive(Deserialize)]
struct Old {
    files: BTreeMap<String, String>,
}

/// What the output folder says of the last run.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) manifest: Manifest,
    /// What was wrong with it.
    pub(super) notes: Vec<Note>,
    /// When it was written; without it nothing can be told from the times of files.
    pub(super) written: Option<SystemTime>,
}

/// Reads the manifest; `None` if there is none. One that is damaged is made up from what lies in the folder.
///
/// # Errors
/// It is there but cannot be read, or the folder cannot.
pub(super) fn read(out: &Path) -> Result<Option<Found>, Error> {
    let path = out.join(MANIFEST);
    if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
        return Err(Error::Taken(path));
    }
    let bytes = match fs::read(&path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(at(&path)(error)),
    };
    let written = fs::metadata(&path).and_then(|found| found.modified()).ok();
    let mut notes = Vec::new();
    let mut manifest = match parsed(&bytes) {
        Some(manifest) => manifest,
        None => {
            let manifest = doubtful(files_in(out)?.into_iter());
            notes.push(Note::Damaged(manifest.files.len()));
            manifest
        }
    };
    let strange: Vec<String> = manifest.files.keys().filter(|path| !is_plain(path)).cloned().collect();
    if !strange.is_empty() {
        manifest.files.retain(|path, _| is_plain(path));
        manifest.interrupted = true;
        notes.push(Note::Strange(strange));
    }
    Ok(Some(Found { manifest, notes, written }))
}

/// The manifest in its bytes, of whichever version; `None` if it is damaged.
fn parsed(bytes: &[u8]) -> Option<Manifest> {
    let version = serde_json::from_slice::<Version>(bytes).unwrap_or_default();
    match serde_json::from_slice::<Manifest>(bytes) {
        Ok(manifest) if version.format > FORMAT => {
            Some(Manifest { portal: manifest.portal, ..doubtful(manifest.files.into_keys()) })
        }
        Ok(manifest) => Some(manifest),
        Err(_) => serde_json::from_slice::<Old>(bytes).ok().map(|old| doubtful(old.files.into_keys())),
    }
}

/// The manifest of a site elsewhere, without what is no path of a site; `None` if it is damaged.
#[cfg(feature = "cli")]
pub(crate) fn manifest_of(bytes: &[u8]) -> Option<Manifest> {
    let mut manifest = parsed(bytes)?;
    manifest.files.retain(|path, _| is_plain(path));
    Some(manifest)
}

/// A manifest as it stands in its file.
///
/// # Errors
/// Never for this type; the serialiser's signature asks for it.
pub(crate) fn manifest_bytes(manifest: &Manifest) -> io::Result<Vec<u8>> {
    Ok(serde_json::to_vec(&Versioned { format: FORMAT, manifest })?)
}

/// A manifest that knows only that these files are ours.
fn doubtful(paths: impl Iterator<Item = String>) -> Manifest {
    let files = paths.map(|path| (path, Entry::default())).collect();
    Manifest { interrupted: true, files, ..Manifest::default() }
}

/// Every file in the folder that this program can have written: none with a name that begins with a point, and none
/// without extension at the top, such as `CNAME`.
fn files_in(out: &Path) -> Result<Vec<String>, Error> {
    let is_other = |entry: &walkdir::DirEntry| {
        entry.file_name().to_string_lossy().starts_with('.') || entry.depth() == 1 && entry.file_name() == LOST
    };
    let mut files = Vec::new();
    for entry in WalkDir::new(out).min_depth(1).into_iter().filter_entry(|entry| !is_other(entry)) {
        let entry = entry.map_err(|error| at(out)(error.into()))?;
        let path = entry.path().strip_prefix(out).ok().and_then(site_path);
        let is_ours = |path: &String| is_plain(path) && (path.contains('/') || path.contains('.'));
        files.extend(path.filter(|path| entry.file_type().is_file() && is_ours(path)));
    }
    Ok(files)
}

/// Puts a manifest in its place, whole and synced. The staging folder must exist.
///
/// # Errors
/// The disk refuses.
pub(super) fn write(disk: &dyn Disk, out: &Path, manifest: &Manifest) -> Result<(), Error> {
    let (file, part) = (out.join(MANIFEST), out.join(PART).join(TEMPORARY));
    let bytes = manifest_bytes(manifest).map_err(at(&file))?;
    disk.write(&part, &bytes).map_err(at(&part))?;
    // Everything before it, so that the manifest never says more than a power cut has left.
    disk.sync(out).map_err(at(out))?;
    disk.rename(&part, &file).map_err(at(&file))?;
    disk.sync(out).map_err(at(out))
}
