//! Digests of files, which are never whole in memory for it.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use blake3::Hash;
use sha2::{Digest, Sha256};

/// Digest of the bytes of a file; anything but a file is refused, since reading a pipe would wait for ever.
pub(super) fn of_file(path: &Path) -> io::Result<Hash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(open(path)?)?;
    Ok(hasher.finalize())
}

/// Opens a file for reading, and nothing that is none.
fn open(path: &Path) -> io::Result<File> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
    }
    File::open(path)
}

/// Hands on what it reads and keeps both digests of it.
pub(super) struct Digesting<R> {
    from: R,
    blake3: blake3::Hasher,
    sha256: Sha256,
    size: u64,
}

impl<R: Read> Digesting<R> {
    pub(super) fn new(from: R) -> Self {
        Self { from, blake3: blake3::Hasher::new(), sha256: Sha256::new(), size: 0 }
    }

    /// Reads what is left.
    pub(super) fn exhaust(&mut self) -> io::Result<()> {
        let mut piece = vec![0; 128 * 1024];
        while self.read(&mut piece)? > 0 {}
        Ok(())
    }

    /// BLAKE3 and SHA-256 in hexadecimal, and the number of bytes, of what has been read.
    pub(super) fn finish(self) -> (String, String, u64) {
        let sha256 = self.sha256.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        (self.blake3.finalize().to_hex().to_string(), sha256, self.size)
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, piece: &mut [u8]) -> io::Result<usize> {
        let length = self.from.read(piece)?;
        self.blake3.update(&piece[..length]);
        self.sha256.update(&piece[..length]);
        self.size += length as u64;
        Ok(length)
    }
}
