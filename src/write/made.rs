//! What every file was made from at the last run, so that a file is made again only where that has changed.
//!
//! `.gongkai/cache/made` under the portal is a sorted list of marks, one a file: the digest of its path, of what it was made
//! from, of the program, and of the bytes that came of them. A mark that is there says that these bytes follow from that;
//! a list that is lost, old or damaged lacks marks, and the files are made. Nothing can be told from it but by
//! whoever has all of this already.

use std::fs;
use std::path::{Path, PathBuf};

use blake3::{Hash, Hasher};

use super::manifest::Entry;
use super::stamp;

/// Folder under a portal that may be deleted at any time.
const CACHE: &str = ".gongkai/cache";

/// Name of the list in it.
const LIST: &str = "made";

/// A digest cut to 16 bytes: by chance, no two are alike.
pub(super) type Mark = [u8; 16];

/// The list of the last run.
pub(super) struct Made {
    /// Where it lies; nowhere if the portal is not on the disk.
    folder: Option<PathBuf>,
    program: Hash,
    /// Marks in order.
    last: Vec<u8>,
}

impl Made {
    /// The list of the portal at `root`, empty where there is none or where nothing is to be trusted.
    pub(super) fn of(root: Option<&Path>, is_forced: bool) -> Self {
        let folder = root.map(|root| root.join(CACHE));
        let list = folder.as_ref().filter(|_| !is_forced).and_then(|folder| fs::read(folder.join(LIST)).ok());
        Self { folder, program: program(), last: list.unwrap_or_default() }
    }

    /// What says that `entry` at `path` follows from what `from` is the digest of.
    pub(super) fn mark(&self, path: &str, from: &Hash, entry: &Entry) -> Mark {
        let mut hasher = Hasher::new();
        hasher.update(self.program.as_bytes()).update(from.as_bytes());
        hasher.update(&entry.size.to_le_bytes()).update(entry.digest.as_bytes()).update(path.as_bytes());
        let mut mark = Mark::default();
        hasher.finalize_xof().fill(&mut mark);
        mark
    }

    /// Whether the last run has left this mark.
    pub(super) fn knows(&self, mark: &Mark) -> bool {
        self.last.as_chunks::<16>().0.binary_search(mark).is_ok()
    }

    /// Leaves the marks of this run. A folder that cannot be written to costs the next run time, and nothing else.
    pub(super) fn leave(&self, mut marks: Vec<Mark>) {
        let Some(folder) = self.folder.as_ref().filter(|folder| !is_behind_link(folder)) else { return };
        marks.sort_unstable();
        let bytes = marks.concat();
        if bytes == self.last {
            return;
        }
        let (list, part) = (folder.join(LIST), folder.join(format!("{LIST}.{}", std::process::id())));
        let written = fs::create_dir_all(folder).and_then(|()| ignore(folder)).and_then(|()| fs::write(&part, bytes));
        if written.and_then(|()| fs::rename(&part, &list)).is_err() {
            let _ = fs::remove_file(part);
        }
    }
}

/// Whether the folder, or the one it lies in, is somewhere else, where nothing is written.
fn is_behind_link(folder: &Path) -> bool {
    let is_link = |path: &Path| fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    is_link(folder) || folder.parent().is_some_and(is_link)
}

/// Keeps the folder out of version control.
fn ignore(folder: &Path) -> std::io::Result<()> {
    let Some(top) = folder.parent() else { return Ok(()) };
    let file = top.join(".gitignore");
    if file.exists() { Ok(()) } else { fs::write(file, "*\n") }
}

/// Digest of the program: what is built in, and the file that runs, since a program under work keeps its version.
fn program() -> Hash {
    let mut hasher = Hasher::new();
    hasher.update(stamp::program().as_bytes());
    let file = std::env::current_exe().and_then(|file| file.metadata());
    if let Ok(file) = file {
        let made = file.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        hasher.update(&file.len().to_le_bytes());
        hasher.update(&made.map_or(0, |made| made.as_nanos()).to_le_bytes());
    }
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    #[test]
    fn marks_are_known_until_something_differs() {
        let root = tempfile::tempdir().unwrap();
        let list = root.path().join(CACHE).join(LIST);
        let (from, other) = (blake3::hash(b"a"), blake3::hash(b"b"));
        let entry = Entry { digest: "00".to_owned(), size: 2 };
        let first = Made::of(Some(root.path()), false);
        let mark = first.mark("index.html", &from, &entry);
        assert!(!first.knows(&mark));
        first.leave(vec![mark, first.mark("b.html", &from, &entry)]);
        let second = Made::of(Some(root.path()), false);
        assert!(second.knows(&mark));
        let longer = Entry { size: 3, ..entry.clone() };
        let different = [("a.html", &from, &entry), ("index.html", &other, &entry), ("index.html", &from, &longer)];
        for (path, from, entry) in different {
            assert!(!second.knows(&second.mark(path, from, entry)), "{path}");
        }
        assert!(!Made::of(Some(root.path()), true).knows(&mark), "what is forced trusts nothing");
        fs::write(&list, "damaged").unwrap();
        assert!(!Made::of(Some(root.path()), false).knows(&mark));
        second.leave(Vec::new());
        assert_eq!(fs::read(&list).unwrap(), b"");
        assert_eq!(fs::read_to_string(root.path().join(".gongkai/.gitignore")).unwrap(), "*\n");
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let (root, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        std::os::unix::fs::symlink(elsewhere.path(), root.path().join(".gongkai")).unwrap();
        Made::of(Some(root.path()), false).leave(vec![Mark::default()]);
        assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 0);
    }
}
