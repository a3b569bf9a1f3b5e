//! Reads each file of a store once in a run, and remembers what it read: a site can say what it was made from, and a
//! message quotes the text that was parsed, whatever has become of the file since.

use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use blake3::Hash;
use sha2::{Digest as _, Sha256};

use crate::base::path::has_ending;
use crate::files::{Disk, Entry, Files, Refused};

/// So many bytes from the beginning of a file tell what it is.
pub const HEAD: usize = 2048;

/// A store as one run sees it.
#[derive(Debug)]
pub struct Reader {
    files: Arc<dyn Files>,
    lists: Mutex<BTreeMap<String, Arc<[Entry]>>>,
    seen: Mutex<BTreeMap<Arc<str>, Reading>>,
}

/// What is known of a file, or of a folder, whose path ends in `/`.
#[derive(Clone, Debug, Default)]
struct Reading {
    hash: Option<Hash>,
    size: Option<u64>,
    digest: Option<Digest>,
    bytes: Option<Arc<[u8]>>,
    /// Read for its digest, for whoever looks into it next.
    held: Option<Vec<u8>>,
}

/// What is known of a file that was never whole in memory.
#[derive(Clone, Debug)]
pub struct Digest {
    /// How many bytes it has.
    pub size: u64,
    /// For readers.
    pub sha256: Arc<str>,
    /// For ourselves.
    pub hash: Hash,
    /// How it begins: at most [`HEAD`] bytes.
    pub head: Arc<[u8]>,
}

impl Reader {
    /// One that has read nothing yet.
    pub fn of(files: Arc<dyn Files>) -> Arc<Self> {
        Arc::new(Self { files, lists: Mutex::default(), seen: Mutex::default() })
    }

    /// That of the portal in a folder of the disk.
    pub fn at(root: impl AsRef<Path>) -> Arc<Self> {
        Self::of(Arc::new(Disk::at(root.as_ref())))
    }

    /// The store itself, as it is now.
    pub fn files(&self) -> &Arc<dyn Files> {
        &self.files
    }

    /// What failures call the file or folder at `path`.
    pub fn place(&self, path: &str) -> PathBuf {
        self.files.place(path)
    }

    /// What lies right in a folder, as it was when it was first asked for.
    ///
    /// # Errors
    /// There is no such folder, or it cannot be read.
    pub fn list(&self, folder: &str) -> io::Result<Arc<[Entry]>> {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(list) = lists.get(folder) {
            return Ok(list.clone());
        }
        let list: Arc<[Entry]> = self.files.list(folder)?.into();
        lists.insert(folder.to_owned(), list.clone());
        Ok(list)
    }

    /// Names what is there, whether or not it will be read.
    pub fn see(&self, path: &str) {
        self.seen().entry(path.into()).or_default();
    }

    /// The bytes of a file, from the store the first time.
    ///
    /// # Errors
    /// As [`Files::open`].
    pub fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Refused> {
        if let Some(bytes) = self.taken(path) {
            let size = bytes.len() as u64;
            return if size > limit { Err(Refused::TooLarge(size)) } else { Ok(bytes) };
        }
        let bytes = self.files.read(path, limit)?;
        let kept = (!is_workbook(path)).then(|| (&*bytes).into());
        self.note(path, &bytes, kept);
        Ok(bytes)
    }

    /// What was kept of a file; a workbook, of which no message quotes a line, is kept no longer.
    fn taken(&self, path: &str) -> Option<Vec<u8>> {
        let mut seen = self.seen();
        let reading = seen.get_mut(path)?;
        let kept = if is_workbook(path) { reading.bytes.take() } else { reading.bytes.clone() };
        drop(seen);
        kept.map(|bytes| bytes.to_vec())
    }

    fn note(&self, path: &str, bytes: &[u8], kept: Option<Arc<[u8]>>) -> Hash {
        let (hash, size) = (blake3::hash(bytes), bytes.len() as u64);
        let mut seen = self.seen();
        let reading = seen.entry(path.into()).or_default();
        (reading.hash, reading.size, reading.bytes) = (Some(hash), Some(size), kept);
        hash
    }

    /// What there is to know of a file that is never held as a whole, from the store the first time. A file of at most
    /// `held` bytes is held for whoever looks into it next: [`Reader::take_held`].
    ///
    /// # Errors
    /// As [`Files::open`].
    pub fn digest(&self, path: &str, limit: u64, held: u64) -> Result<Digest, Refused> {
        let (known, kept) =
            self.seen().get(path).map(|own| (own.digest.clone(), own.bytes.clone())).unwrap_or_default();
        let mut bytes = None;
        let digest = match (known, kept) {
            (Some(known), _) => known,
            (None, Some(bytes)) => Digest::of(&mut &*bytes, u64::MAX)?,
            (None, None) => {
                let mut opened = self.files.open(path, limit)?;
                if opened.size <= held {
                    let mut whole = Vec::new();
                    opened.content.take(limit.min(held)).read_to_end(&mut whole)?;
                    let digest = Digest::of(&mut &*whole, u64::MAX)?;
                    bytes = Some(whole);
                    digest
                } else {
                    Digest::of(&mut *opened.content, limit)?
                }
            }
        };
        self.seen().entry(path.into()).or_default().held = bytes;
        if digest.size > limit {
            return Err(Refused::TooLarge(digest.size));
        }
        let mut seen = self.seen();
        let reading = seen.entry(path.into()).or_default();
        (reading.hash, reading.size, reading.digest) = (Some(digest.hash), Some(digest.size), Some(digest.clone()));
        Ok(digest)
    }

    /// The bytes that [`Reader::digest`] holds of a file, which are then let go of.
    pub fn take_held(&self, path: &str) -> Option<Vec<u8>> {
        self.seen().get_mut(path)?.held.take()
    }

    /// The digest of a file, if [`Reader::digest`] has made it.
    pub fn digested(&self, path: &str) -> Option<Digest> {
        self.seen().get(path)?.digest.clone()
    }

    /// Our own digest of a file of at most `most` bytes. Of one that this run may go on to parse the bytes are kept, if they
    /// are no more than `parsed`.
    ///
    /// # Errors
    /// As [`Files::open`].
    pub fn hash(&self, path: &str, parsed: Option<u64>, most: u64) -> Result<Hash, Refused> {
        let known = self.seen().get(path).and_then(|own| own.hash.zip(own.size));
        match known {
            Some((_, size)) if size > most => return Err(Refused::TooLarge(size)),
            Some((hash, _)) => return Ok(hash),
            None => {}
        }
        match parsed.map(|parsed| self.files.read(path, parsed.min(most))) {
            Some(Ok(bytes)) => Ok(self.note(path, &bytes, Some(bytes.as_slice().into()))),
            Some(Err(Refused::TooLarge(size))) if size <= most => self.digest(path, most, 0).map(|digest| digest.hash),
            Some(Err(refused)) => Err(refused),
            None => self.digest(path, most, 0).map(|digest| digest.hash),
        }
    }

    /// Everything seen, in order.
    pub fn paths(&self) -> Vec<Arc<str>> {
        self.seen().keys().cloned().collect()
    }

    /// The bytes of a file as they were read, if they are kept.
    pub fn kept(&self, path: &str) -> Option<Arc<[u8]>> {
        self.seen().get(path)?.bytes.clone()
    }

    /// Takes over what another run has read of a file that this one does not read.
    pub fn adopt(&self, other: &Self, path: &str) {
        let Some(reading) = other.seen().get(path).cloned() else { return };
        self.seen().insert(path.into(), reading);
    }

    /// Lets go of the bytes of all files but those below `folder`: nothing more is quoted from them.
    pub fn keep_only(&self, folder: &str) {
        let mut seen = self.seen();
        let others = seen.iter_mut().filter(|(path, _)| !path.starts_with(folder));
        others.for_each(|(_, reading)| reading.bytes = None);
    }

    fn seen(&self) -> MutexGuard<'_, BTreeMap<Arc<str>, Reading>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_workbook(path: &str) -> bool {
    has_ending(path, "xlsx")
}

impl Digest {
    /// Of what is read piece by piece, which may be at most `limit` bytes.
    fn of(content: &mut dyn Read, limit: u64) -> Result<Self, Refused> {
        let (mut own, mut sha256, mut size) = (blake3::Hasher::new(), Sha256::new(), 0);
        let (mut head, mut piece) = (Vec::new(), vec![0; 64 * 1024]);
        loop {
            let count = content.read(&mut piece)?;
            if count == 0 {
                break;
            }
            size += count as u64;
            if size > limit {
                return Err(Refused::TooLarge(size));
            }
            let missing = HEAD.saturating_sub(head.len()).min(count);
            head.extend_from_slice(&piece[..missing]);
            sha256.update(&piece[..count]);
            own.update(&piece[..count]);
        }
        Ok(Self { size, sha256: in_hexadecimal(&sha256.finalize()), hash: own.finalize(), head: head.into() })
    }
}

/// SHA-256 in hexadecimal, as readers check it.
pub fn sha256(bytes: &[u8]) -> Arc<str> {
    in_hexadecimal(&Sha256::digest(bytes))
}

fn in_hexadecimal(bytes: &[u8]) -> Arc<str> {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>().into()
}
