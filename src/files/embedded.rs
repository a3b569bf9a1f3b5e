//! Files that are part of the program: those of a folder of its source, whatever they are called.
//!
//! A build for release holds them as they were when this crate was compiled; one for debugging reads them where they are, so
//! that a new one needs no compiling.

use std::borrow::Cow;
use std::fmt;
use std::io::{self, Cursor};

use rust_embed::{EmbeddedFile, RustEmbed};

use crate::files::{Entry, Files, Opened, Refused, children};

/// The files of one folder.
#[derive(Clone, Copy)]
pub struct Embedded {
    paths: fn() -> Vec<String>,
    get: fn(&str) -> Option<EmbeddedFile>,
}

impl Embedded {
    /// Those of the folder of `E`.
    pub const fn of<E: RustEmbed>() -> Self {
        Self { paths: paths::<E>, get: E::get }
    }

    /// Paths of all files, in order.
    pub fn paths(&self) -> Vec<String> {
        (self.paths)()
    }

    /// Path and text of all files, in the order of the paths.
    pub fn texts(&self) -> impl Iterator<Item = (String, Cow<'static, str>)> {
        let get = self.get;
        self.paths().into_iter().filter_map(move |path| {
            let text = text(get(&path)?.data);
            Some((path, text))
        })
    }

    /// Path and bytes of all files, in the order of the paths.
    pub fn files(&self) -> impl Iterator<Item = (String, Cow<'static, [u8]>)> {
        let get = self.get;
        self.paths().into_iter().filter_map(move |path| {
            let bytes = get(&path)?.data;
            Some((path, bytes))
        })
    }

    /// The text of a file.
    pub fn text(&self, path: &str) -> Option<Cow<'static, str>> {
        Some(text((self.get)(path)?.data))
    }
}

fn paths<E: RustEmbed>() -> Vec<String> {
    let mut paths: Vec<String> = E::iter().map(Cow::into_owned).collect();
    paths.sort();
    paths
}

/// Bytes as text, with signs in the place of what is none.
fn text(bytes: Cow<'static, [u8]>) -> Cow<'static, str> {
    match bytes {
        Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
        Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
    }
}

impl fmt::Debug for Embedded {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.paths()).finish()
    }
}

impl Files for Embedded {
    fn list(&self, folder: &str) -> io::Result<Vec<Entry>> {
        let paths = self.paths();
        children(paths.iter().map(String::as_str), folder)
    }

    fn open(&self, path: &str, limit: u64) -> Result<Opened, Refused> {
        let bytes = (self.get)(path).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?.data;
        match bytes.len() as u64 {
            size if size > limit => Err(Refused::TooLarge(size)),
            size => Ok(Opened { size, content: Box::new(Cursor::new(bytes)) }),
        }
    }
}
