//! What was read in a run: the digest of every file, so that a site can say what it was made from.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use blake3::Hash;

/// Paths relative to the portal's root that a run has seen, those of folders with `/` at the end, and the digests of the
/// files that it has read.
#[derive(Debug, Default)]
pub struct Readings {
    seen: Mutex<BTreeMap<Arc<str>, Option<Hash>>>,
    changed: OnceLock<Arc<str>>,
}

impl Readings {
    /// Names what is there, whether or not it will be read.
    pub fn see(&self, path: &str) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.entry(path.into()).or_default();
    }

    /// Notes what was read from a file.
    pub fn note(&self, path: &str, bytes: &[u8]) {
        self.note_digest(path, blake3::hash(bytes));
    }

    /// Notes the digest of what was read from a file that is never whole in memory.
    pub fn note_digest(&self, path: &str, digest: Hash) {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let before = seen.insert(path.into(), Some(digest));
        if before.flatten().is_some_and(|before| before != digest) {
            self.changed.get_or_init(|| path.into());
        }
    }

    /// A file that was read twice and was not the same: nothing that follows from both readings can be trusted.
    pub fn changed(&self) -> Option<&Arc<str>> {
        self.changed.get()
    }

    /// Everything seen, in the order of the paths; no digest for what nobody has read.
    pub fn all(&self) -> BTreeMap<Arc<str>, Option<Hash>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::Readings;

    #[test]
    fn a_file_that_differs_the_second_time_is_told() {
        let readings = Readings::default();
        readings.see("content/a");
        readings.note("content/a", b"1");
        readings.note("content/a", b"1");
        assert_eq!(readings.changed(), None);
        readings.note("content/a", b"2");
        assert_eq!(readings.changed().map(|path| &**path), Some("content/a"));
    }
}
