//! The last site, as it lies in its folder: what the public has until the next one is written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::check::published::twin::{TWIN, Twin};
use crate::files::{Files, Refused};

/// Name of the list of all that a site has, in its folder.
pub const MANIFEST: &str = "gongkai-manifest.json";

/// No list of files and no file of a record is larger.
const MOST: u64 = 1 << 30;

/// What the last build has left in the folder of the site.
#[derive(Clone, Debug)]
pub struct Last {
    files: Arc<dyn Files>,
    /// Paths of all files; `None` if the list of them cannot be read.
    paths: Option<BTreeSet<String>>,
}

/// What the last site has of a record.
pub(super) enum Had {
    /// Nothing.
    Nothing,
    /// Its file.
    Twin(Box<Twin>),
    /// A file that cannot be read, or that a later version wrote.
    Unreadable,
}

/// The list as far as it is needed; every version so far has had these members.
#[derive(Deserialize)]
struct Manifest {
    files: BTreeMap<String, IgnoredAny>,
}

impl Last {
    /// The site in `files`; `None` if there is none, or something that was not made by this program.
    pub fn of(files: Arc<dyn Files>) -> Option<Self> {
        let paths = match files.read(MANIFEST, MOST) {
            Ok(bytes) => serde_json::from_slice::<Manifest>(&bytes).ok(),
            Err(Refused::System(error)) if error.kind() == std::io::ErrorKind::NotFound => return None,
            Err(_) => None,
        };
        Some(Self { files, paths: paths.map(|manifest| manifest.files.into_keys().collect()) })
    }

    /// The title of the record whose file stands at a path.
    pub fn title(&self, path: &str) -> Option<String> {
        match self.had(path) {
            Had::Twin(twin) => Some(twin.record.title),
            Had::Nothing | Had::Unreadable => None,
        }
    }

    /// Whether it is known what the site has.
    pub(super) fn is_known(&self) -> bool {
        self.paths.is_some()
    }

    /// Paths that may be those of the files of records: each stands beside a page.
    pub(super) fn twins(&self) -> impl Iterator<Item = &str> {
        let all = self.paths.iter().flatten();
        all.map(String::as_str)
            .filter(|path| path.strip_suffix(".json").is_some_and(|stem| self.has(&format!("{stem}.html"))))
    }

    /// Whether the site has a file of this path.
    pub(super) fn has(&self, path: &str) -> bool {
        self.paths.as_ref().is_some_and(|paths| paths.contains(path))
    }

    /// What the site has at a path. A file that an interrupted build did not come to write is not public.
    pub(super) fn had(&self, path: &str) -> Had {
        if !self.has(path) {
            return Had::Nothing;
        }
        let bytes = match self.files.read(path, MOST) {
            Ok(bytes) => bytes,
            Err(Refused::System(error)) if error.kind() == std::io::ErrorKind::NotFound => return Had::Nothing,
            Err(_) => return Had::Unreadable,
        };
        match serde_json::from_slice::<Twin>(&bytes) {
            Ok(twin) if twin.format <= TWIN => Had::Twin(Box::new(twin)),
            _ => Had::Unreadable,
        }
    }
}
