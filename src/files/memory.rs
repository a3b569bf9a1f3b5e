//! Files in memory, for tests and for programs that make portals.

use std::collections::BTreeMap;
use std::io::{self, Cursor};
use std::sync::Arc;

use crate::files::{Entry, Files, Opened, Refused, children};

/// Files by path. Folders are those that a path names.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Memory {
    /// These files.
    pub fn of<P: Into<String>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (P, B)>) -> Self {
        let files = files.into_iter().map(|(path, bytes)| (path.into(), bytes.as_ref().into()));
        Self { files: files.collect() }
    }

    /// The same with one more file, or another one in its place.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, bytes: impl AsRef<[u8]>) -> Self {
        self.files.insert(path.into(), bytes.as_ref().into());
        self
    }
}

impl Files for Memory {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        children(self.files.keys().map(String::as_str), folder)
    }

    fn open(&self, path: &str, limit: u64) -> Result<Opened, Refused> {
        let bytes = self.files.get(path).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        match bytes.len() as u64 {
            size if size > limit => Err(Refused::TooLarge(size)),
            size => Ok(Opened { size, content: Box::new(Cursor::new(bytes.clone())) }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Memory;
    use crate::files::{Files, Refused, What};

    #[test]
    fn folders_are_those_that_paths_name() {
        let files = Memory::of([("content/a.yaml", "x"), ("content/a/b.yaml", "y"), ("content/ab/c/d.yaml", "z")]);
        let names = |folder| {
            let entries = files.list(folder).unwrap().into_iter();
            entries.map(|one| (one.name, one.what == What::Folder)).collect::<Vec<_>>()
        };
        assert_eq!(names(""), [("content".to_owned(), true)]);
        assert_eq!(names("content"), [("a".into(), true), ("a.yaml".into(), false), ("ab".into(), true)]);
        assert_eq!(names("content/ab"), [("c".to_owned(), true)]);
        assert!(files.list("content/none").is_err() && files.list("cont").is_err());
        assert_eq!(files.read("content/a.yaml", 1).unwrap(), b"x");
        assert!(matches!(files.read("content/a.yaml", 0), Err(Refused::TooLarge(1))));
        assert!(matches!(files.read("content", 1), Err(Refused::System(_))));
    }
}
