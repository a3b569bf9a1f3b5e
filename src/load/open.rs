//! Opening what lies in `content/`: regular files only, never one that blocks, never more of it than is allowed.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Why a file was not read.
#[derive(Debug)]
pub(super) enum Refused {
    /// A folder, pipe, socket or device.
    NotRegular,
    /// So many bytes are more than was allowed.
    TooLarge(u64),
    /// The system says no.
    System(io::Error),
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// Opens a file of at most `limit` bytes and says how many it has. The type is looked at before opening, since opening
/// a device may set it off, and again after, since what lies there may have changed.
pub(super) fn open(path: &Path, limit: u64) -> Result<(File, u64), Refused> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(Refused::NotRegular);
    }
    let file = at_once(path)?;
    let metadata = file.metadata()?;
    match metadata.len() {
        _ if !metadata.is_file() => Err(Refused::NotRegular),
        size if size > limit => Err(Refused::TooLarge(size)),
        size => Ok((file, size)),
    }
}

/// The bytes of a file that has at most `limit`, even if it grows meanwhile.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Refused> {
    let (file, size) = open(path, limit)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    if size > limit { Err(Refused::TooLarge(size)) } else { Ok(bytes) }
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
