//! Copies of what was there before each change, outside the portal and outside of what may be thrown away.
//!
//! Every file has a folder of its own in it, named by its path; the copies count up and are never removed.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Where copies are kept.
pub(super) struct History(PathBuf);

/// What was there once.
#[derive(Clone, Debug)]
pub(super) struct Copy {
    /// Its number.
    pub(super) number: u32,
    /// When it was replaced.
    pub(super) time: Option<SystemTime>,
    path: PathBuf,
}

impl History {
    /// The copies of the portal at `root` below `folder`.
    pub(super) fn new(folder: &Path, root: &Path) -> Self {
        let digest = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
        let name = root.file_name().unwrap_or_default().to_string_lossy();
        Self(folder.join(format!("{name}-{}", &digest[..12])))
    }

    /// The folder that all of them lie in.
    pub(super) fn folder(&self) -> &Path {
        &self.0
    }

    /// The copies of a file under `content/`, the newest first.
    pub(super) fn of(&self, path: &str) -> Vec<Copy> {
        let entries = fs::read_dir(self.0.join(path)).into_iter().flatten().filter_map(Result::ok);
        let copies = entries.filter_map(|entry| {
            let number = entry.file_name().to_str()?.strip_suffix(".copy")?.parse().ok()?;
            let time = entry.metadata().ok().and_then(|data| data.modified().ok());
            Some(Copy { number, time, path: entry.path() })
        });
        let mut copies: Vec<Copy> = copies.collect();
        copies.sort_by_key(|copy| std::cmp::Reverse(copy.number));
        copies
    }

    /// Keeps what a file says. The copy is on the disk before anything else is written.
    pub(super) fn keep(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        let folder = self.0.join(path);
        builder().create(&folder)?;
        let last = self.of(path).first().map_or(0, |copy| copy.number);
        let mut file = new_file(&folder.join(format!("{:06}.copy", last + 1)))?;
        file.write_all(bytes)?;
        file.sync_all()
    }
}

impl Copy {
    /// What was there.
    pub(super) fn read(&self) -> io::Result<Vec<u8>> {
        fs::read(&self.path)
    }
}

/// Makes folders that nobody else can look into.
fn builder() -> DirBuilder {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}

/// A new file that nobody else can read.
fn new_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
