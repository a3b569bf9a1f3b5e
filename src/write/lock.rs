//! One build at a time in one output folder.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

use same_file::Handle;

use super::{Error, LOCK, at};

/// The open lock file; closing it lets others in.
pub(super) type Lock = File;

/// Takes the lock of the folder `out`, which must exist. The file of a process that was killed is free.
///
/// # Errors
/// Somebody else has it, or the file cannot be opened.
pub(super) fn take(out: &Path) -> Result<Lock, Error> {
    let path = out.join(LOCK);
    loop {
        // Opening would follow a link and create what it leads to.
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            return Err(Error::Link(path));
        }
        if fs::symlink_metadata(&path).is_ok_and(|found| !found.is_file()) {
            return Err(Error::Taken(path));
        }
        let file = OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(at(&path))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Error::Busy(out.to_path_buf())),
            // A file system without locks: better to go on than never to build there.
            Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => return Ok(file),
            Err(TryLockError::Error(error)) => return Err(at(&path)(error)),
        }
        if is_still(&file, &path).map_err(at(&path))? {
            return Ok(file);
        }
    }
}

/// Whether the file at `path` is the one that was locked: who had the lock before may have removed it in between.
fn is_still(file: &File, path: &Path) -> io::Result<bool> {
    let own = Handle::from_file(file.try_clone()?)?;
    match Handle::from_path(path) {
        Ok(found) => Ok(found == own),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}
