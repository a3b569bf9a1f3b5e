//! Where files come from: a folder of the disk, memory, or the program itself.
//!
//! Whoever reads content, themes or attachments asks a store, and most ask it through a [`Reader`], which reads each file
//! once. Paths start at the portal's folder and have `/` between names. Nothing is written here.

mod disk;
mod embedded;
mod memory;
mod overlay;
mod reader;

use std::fmt::Debug;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

pub use disk::Disk;
pub use embedded::Embedded;
pub use memory::Memory;
pub use overlay::Overlay;
pub use reader::{Digest, HEAD, Reader, sha256};

/// A place that holds files.
pub trait Files: Debug + Send + Sync {
    /// What lies right in a folder, in any order.
    ///
    /// # Errors
    /// There is no such folder, or it cannot be read.
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>>;

    /// Opens a file of at most `limit` bytes.
    ///
    /// # Errors
    /// There is no such file, it is none, it is larger, or it cannot be read.
    fn open(&self, path: &str, limit: u64) -> Result<Opened, Refused>;

    /// The folder of the disk that they lie in, if they do.
    fn folder(&self) -> Option<&Path> {
        None
    }

    /// What failures call the file or folder at `path`.
    fn place(&self, path: &str) -> PathBuf {
        self.folder().map_or_else(|| PathBuf::from(path), |folder| folder.join(path))
    }

    /// The bytes of a file that has at most `limit`, even if it grows meanwhile.
    ///
    /// # Errors
    /// As [`Files::open`].
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Refused> {
        let Opened { size, content } = self.open(path, limit)?;
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        content.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        let size = bytes.len() as u64;
        if size > limit { Err(Refused::TooLarge(size)) } else { Ok(bytes) }
    }
}

/// What lies in a folder under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name as it is written there, with signs in the place of what is no text.
    pub name: String,
    /// Whether the name is text.
    pub is_text: bool,
    /// What it is.
    pub what: What,
}

/// What an entry of a folder is. No link is ever followed to look for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// A file.
    File,
    /// A folder.
    Folder,
    /// A link to a file that lies under the same folder at the top.
    LinkedFile,
    /// A link to a folder, wherever that lies.
    LinkedFolder,
    /// A link to a file that lies elsewhere.
    Outside,
    /// A link that leads to nothing, or to itself.
    Nowhere,
    /// A pipe, socket or device, or a link to one.
    Special,
    /// It was gone before it could be looked at.
    Gone,
}

/// A file that has been opened.
pub struct Opened {
    /// How many bytes it had then.
    pub size: u64,
    /// Its bytes.
    pub content: Box<dyn Read + Send>,
}

/// Why a file was not read.
#[derive(Debug)]
pub enum Refused {
    /// A folder, pipe, socket or device.
    NotRegular,
    /// So many bytes are more than was allowed.
    TooLarge(u64),
    /// The system says no.
    System(io::Error),
}

/// A file or folder that is there could not be read, which is no matter of what it says.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct Error {
    /// The file or folder that could not be read.
    pub path: PathBuf,
    /// What the system says.
    pub source: io::Error,
}

impl From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

impl From<Refused> for io::Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::NotRegular => Self::new(io::ErrorKind::InvalidInput, "not a file"),
            Refused::TooLarge(_) => Self::from(io::ErrorKind::FileTooLarge),
            Refused::System(error) => error,
        }
    }
}

/// What lies right in `folder`, of the paths of all files; none if there is no such folder.
fn children<'a>(paths: impl Iterator<Item = &'a str>, folder: &str) -> io::Result<Vec<Entry>> {
    let below = |path: &'a str| match folder {
        "" => Some(path),
        _ => path.strip_prefix(folder)?.strip_prefix('/'),
    };
    let entry = |rest: &str| match rest.split_once('/') {
        Some((name, _)) => Entry { name: name.to_owned(), is_text: true, what: What::Folder },
        None => Entry { name: rest.to_owned(), is_text: true, what: What::File },
    };
    let mut entries: Vec<Entry> = paths.filter_map(below).map(entry).collect();
    entries.sort_by(|a, b| a.name.cmp(&b.name));
    entries.dedup();
    if entries.is_empty() { Err(io::ErrorKind::NotFound.into()) } else { Ok(entries) }
}
