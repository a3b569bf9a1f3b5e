//! A folder of the disk: regular files only, never one that blocks, never more of it than is allowed.

use std::ffi::OsStr;
use std::fs::{self, DirEntry, File};
use std::io;
use std::path::{Path, PathBuf};

use unicode_normalization::{IsNormalized, is_nfd_quick};

use crate::base::path::nfc;
use crate::files::{Entry, Files, Opened, Refused, What};

/// The files below a folder.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// Those of the portal at `root`.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }
}

impl Files for Disk {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let top = self.root.join(folder.split('/').next().unwrap_or_default());
        let entries = fs::read_dir(on_disk(&self.root, folder))?;
        entries.map(|entry| Ok(entry_of(&top, &entry?))).collect()
    }

    /// The type is looked at before opening, since opening a device may set it off, and again after, since what lies
    /// there may have changed.
    fn open(&self, path: &str, limit: u64) -> Result<Opened, Refused> {
        let path = on_disk(&self.root, path);
        if !fs::metadata(&path)?.is_file() {
            return Err(Refused::NotRegular);
        }
        let file = at_once(&path)?;
        let metadata = file.metadata()?;
        match metadata.len() {
            _ if !metadata.is_file() => Err(Refused::NotRegular),
            size if size > limit => Err(Refused::TooLarge(size)),
            size => Ok(Opened { size, content: Box::new(file) }),
        }
    }

    fn folder(&self) -> Option<&Path> {
        Some(&self.root)
    }
}

/// Opens without waiting for somebody who writes into a pipe.
#[cfg(unix)]
fn at_once(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    File::options().read(true).custom_flags(libc::O_NONBLOCK).open(path)
}

#[cfg(not(unix))]
fn at_once(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// An entry of a folder below `top`.
fn entry_of(top: &Path, entry: &DirEntry) -> Entry {
    let name = entry.file_name();
    let what = match entry.file_type() {
        Ok(own) if own.is_dir() => What::Folder,
        Ok(own) if own.is_file() => What::File,
        Ok(own) if own.is_symlink() => linked(top, &entry.path()),
        Ok(_) => What::Special,
        Err(_) => What::Gone,
    };
    Entry { name: name.to_string_lossy().into_owned(), is_text: OsStr::to_str(&name).is_some(), what }
}

/// What a link leads to. That is looked at, never read.
fn linked(top: &Path, path: &Path) -> What {
    let Ok(real) = path.canonicalize() else { return What::Nowhere };
    match fs::metadata(&real) {
        Err(_) => What::Nowhere,
        Ok(target) if target.is_dir() => What::LinkedFolder,
        Ok(_) if !top.canonicalize().is_ok_and(|top| real.starts_with(top)) => What::Outside,
        Ok(target) if !target.is_file() => What::Special,
        Ok(_) => What::LinkedFile,
    }
}

/// Where under `root` the file or folder lies that is called `path` in the form of [`nfc`]; the disk may write its name
/// in another one.
fn on_disk(root: &Path, path: &str) -> PathBuf {
    let plain = root.join(path);
    if is_nfd_quick(path.chars()) == IsNormalized::Yes || plain.symlink_metadata().is_ok() {
        return plain;
    }
    path.split('/').fold(root.to_path_buf(), |folder, name| {
        let own = folder.join(name);
        if own.symlink_metadata().is_ok() {
            return own;
        }
        let entries = folder.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
        let is_same =
            |path: &PathBuf| path.file_name().and_then(|own| own.to_str()).is_some_and(|own| nfc(own) == name);
        entries.filter(is_same).min().unwrap_or(own)
    })
}

#[cfg(test)]
mod tests {
    use super::{Disk, on_disk};
    use crate::files::Files;

    #[test]
    fn a_name_is_found_in_whichever_form_the_disk_has_it() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("e\u{301}")).unwrap();
        std::fs::write(folder.path().join("e\u{301}/o\u{308}.txt"), "x").unwrap();
        assert_eq!(Disk::at(folder.path()).read("\u{e9}/\u{f6}.txt", 1).unwrap(), b"x");
        assert_eq!(on_disk(folder.path(), "\u{e9}/none"), folder.path().join("e\u{301}/none"));
    }
}
