//! A store with other files in the place of some of its own: what a portal would say if they were saved.

use std::collections::BTreeMap;
use std::io::{self, Cursor};
use std::path::Path;
use std::sync::Arc;

use crate::files::{Entry, Files, Opened, Refused, children};

/// A store as it would be with some files changed.
#[derive(Clone, Debug)]
pub struct Overlay {
    below: Arc<dyn Files>,
    files: BTreeMap<String, Option<Arc<[u8]>>>,
}

impl Overlay {
    /// A store in which nothing is changed yet.
    pub fn over(below: Arc<dyn Files>) -> Self {
        Self { below, files: BTreeMap::new() }
    }

    /// The same with these bytes in a file, or without the file.
    #[must_use]
    pub fn with(mut self, path: impl Into<String>, bytes: Option<&[u8]>) -> Self {
        self.files.insert(path.into(), bytes.map(Into::into));
        self
    }
}

impl Files for Overlay {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let there = self.files.iter().filter(|(_, bytes)| bytes.is_some()).map(|(path, _)| path.as_str());
        let (own, mut all) = match (children(there, folder), self.below.list(folder)) {
            (Ok(own), below) => (own, below.unwrap_or_default()),
            (Err(_), below) => (Vec::new(), below?),
        };
        let path_of = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
        all.retain(|entry| !self.files.contains_key(&path_of(&entry.name)));
        let new = own.into_iter().filter(|one| all.iter().all(|entry| entry.name != one.name)).collect::<Vec<_>>();
        all.extend(new);
        Ok(all)
    }

    fn open(&self, path: &str, limit: u64) -> Result<Opened, Refused> {
        let Some(own) = self.files.get(path) else { return self.below.open(path, limit) };
        let bytes = own.as_ref().ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        match bytes.len() as u64 {
            size if size > limit => Err(Refused::TooLarge(size)),
            size => Ok(Opened { size, content: Box::new(Cursor::new(bytes.clone())) }),
        }
    }

    fn folder(&self) -> Option<&Path> {
        self.below.folder()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Overlay;
    use crate::files::{Files, Memory};

    #[test]
    fn changed_files_stand_in_front_of_those_below() {
        let below = Memory::of([("content/a.yaml", "x"), ("content/b.yaml", "y")]);
        let files = Overlay::over(Arc::new(below));
        let files =
            files.with("content/a.yaml", Some(b"z")).with("content/b.yaml", None).with("content/n/c.md", Some(b"n"));
        let names = |folder| files.list(folder).unwrap().into_iter().map(|one| one.name).collect::<Vec<_>>();
        assert_eq!(names("content"), ["a.yaml", "n"]);
        assert_eq!(names("content/n"), ["c.md"]);
        assert_eq!(files.read("content/a.yaml", 9).unwrap(), b"z");
        assert!(files.read("content/b.yaml", 9).is_err() && files.list("content/none").is_err());
    }
}
