//! The files under `content/` with whose each is. Every byte of content comes through here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::encoding;
use crate::base::limits::{Limit, Limits};
use crate::base::path::SitePath;
use crate::base::source::{FileName, Span};
use crate::documents;
use crate::files::{Digest, Error, Reader, Refused};
use crate::load::sort::{self, CONTENT, record_stem};
use crate::load::{looked, refused};
use crate::model::id::RecordId;

/// All files under `content/`, by path relative to it, with `/`.
#[derive(Debug)]
pub(super) struct Tree {
    /// Where the portal's files come from.
    pub(super) reader: Arc<Reader>,
    /// What the portal allows.
    pub(super) limits: Limits,
    /// Paths of all files, in order.
    pub(super) files: BTreeSet<Arc<str>>,
    /// Those among them that are not read, which has been reported.
    pub(super) refused: BTreeSet<Arc<str>>,
    /// Paths of all folders, in order.
    pub(super) folders: BTreeSet<Arc<str>>,
    /// Source files of records by id.
    pub(super) records: BTreeMap<RecordId, RecordFiles>,
    /// Files that belong to no record by their place. A picture that a record beside it names is its attachment.
    pub(super) loose: BTreeSet<SitePath>,
    /// What has been seen inside files that go with records.
    pub(super) looked: Arc<looked::Memory>,
}

/// A file with rows beside a record.
#[derive(Debug)]
pub(super) struct RowsFile {
    /// The slot that its name gives, if any.
    pub(super) slot: Option<String>,
    /// Its path, relative to `content/`.
    pub(super) path: Arc<str>,
}

/// The files of one record.
#[derive(Debug, Default)]
pub(super) struct RecordFiles {
    /// Its source, relative to `content/`.
    pub(super) source: Arc<str>,
    /// Further sources of the same record, which has been reported.
    pub(super) twins: Vec<Arc<str>>,
    /// Files with rows.
    pub(super) rows: Vec<RowsFile>,
    /// Files in its attachment folder.
    pub(super) attachments: Vec<SitePath>,
}

/// A file that was asked for.
struct Asked<'a> {
    path: &'a str,
    /// What holds for its size.
    limit: Limit,
}

impl Tree {
    /// Name of a file in messages.
    pub(super) fn name(path: &str) -> FileName {
        sort::named(path)
    }

    /// The path in `folder` of a file as messages name it.
    pub(super) fn inside<'f>(file: &'f str, folder: &str) -> Option<&'f str> {
        file.strip_prefix(CONTENT)?.strip_prefix('/')?.strip_prefix(folder)?.strip_prefix('/')
    }

    /// The bytes of a file; `None` if it cannot be read, which has been reported.
    ///
    /// # Errors
    /// The machine fails, whichever file is read.
    pub(super) fn read(&self, path: &str, diags: &mut Diagnostics) -> Result<Option<Vec<u8>>, Error> {
        if self.refused.contains(path) {
            return Ok(None);
        }
        let read = self.reader.read(&Self::name(path), self.limits.of(Limit::TextSize));
        self.told(Asked { path, limit: Limit::TextSize }, read, diags)
    }

    /// The text of a file; `None` if it is none or cannot be read, which has been reported.
    pub(super) fn text(&self, path: &str, diags: &mut Diagnostics) -> Result<Option<(FileName, String)>, Error> {
        let name = Self::name(path);
        let Some(bytes) = self.read(path, diags)? else { return Ok(None) };
        Ok(encoding::decode(&name, bytes, diags).map(|text| (name, text)))
    }

    /// What there is to know of an attachment, which is never held as a whole; `None` if it cannot be read, which has been
    /// reported.
    pub(super) fn digest(&self, path: &str, diags: &mut Diagnostics) -> Result<Option<Digest>, Error> {
        if self.refused.contains(path) {
            return Ok(None);
        }
        let name = Self::name(path);
        if record_stem(path).is_some() {
            // What looks like a record is read as one later on; what cannot be read is told below.
            let _ = self.reader.read(&name, self.limits.of(Limit::TextSize));
        }
        let read = self.reader.digest(&name, self.limits.of(Limit::AttachmentSize), documents::LARGEST);
        self.told(Asked { path, limit: Limit::AttachmentSize }, read, diags)
    }

    /// Reports what was refused.
    fn told<T>(
        &self,
        Asked { path, limit }: Asked<'_>,
        read: Result<T, Refused>,
        diags: &mut Diagnostics,
    ) -> Result<Option<T>, Error> {
        let refused = match read {
            Ok(read) => return Ok(Some(read)),
            Err(refused) => refused,
        };
        let told = match refused {
            Refused::NotRegular => Some(refused::at(&refused::SPECIAL, path)),
            Refused::TooLarge(size) => self.limits.check(limit, size, &Span::whole(&Self::name(path))),
            Refused::System(error) => {
                let machine = |source| Error { path: self.reader.place(&Self::name(path)), source };
                Some(refused::unreadable(path, error).map_err(machine)?)
            }
        };
        told.into_iter().for_each(|told| diags.push(told));
        Ok(None)
    }

    /// Files right in a folder at the top, such as `kinds`.
    pub(super) fn within<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Arc<str>> {
        let inside = move |path: &str| {
            path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).is_some_and(|rest| !rest.contains('/'))
        };
        self.files.iter().filter(move |path| inside(path))
    }
}
