//! Files that are packages of parts: office files since 2007 and OFD. The only file that calls `zip`.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::{State, limits};

/// A package that was opened: the names of its parts, and their bytes on demand.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
}

impl<'a> Package<'a> {
    /// Opens a package. Two parts of one name are refused: each program would show another.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, State> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| State::Unreadable)?;
        if archive.len() > limits::ENTRIES {
            return Err(State::TooLarge);
        }
        if archive.has_duplicate_names() {
            return Err(State::Unreadable);
        }
        let names = (0..archive.len()).map(|at| match archive.name_for_index(at) {
            Some(Ok(name)) => name.replace('\\', "/"),
            _ => String::new(),
        });
        let names = names.collect();
        Ok(Self { archive, names })
    }

    /// The names of all parts in their order; a part whose name cannot be read has an empty one.
    pub(super) fn names(&self) -> &[String] {
        &self.names
    }

    /// What whoever packed the parts wrote beside them.
    pub(super) fn comment(&self) -> String {
        super::text::lossy(self.archive.comment())
    }

    /// Whether anything stands before the first part.
    pub(super) fn has_more(&self) -> bool {
        self.archive.offset() > 0
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|own| own == name)
    }

    /// The bytes of a part by its number; `room` says how many may still be unpacked and is lessened. What a part claims of
    /// its size is not believed.
    pub(super) fn nth(&mut self, at: usize, room: &mut u64) -> Result<Vec<u8>, State> {
        let file = match self.archive.by_index(at) {
            Ok(file) => file,
            Err(zip::result::ZipError::UnsupportedArchive(_)) => return Err(State::Encrypted),
            Err(_) => return Err(State::Unreadable),
        };
        let packed = file.compressed_size();
        let by_ratio = packed.saturating_mul(limits::RATIO).max(limits::RATIO_FROM);
        let most = by_ratio.min(*room);
        let mut bytes = Vec::new();
        let read = file.take(most.saturating_add(1)).read_to_end(&mut bytes);
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        *room = room.saturating_sub(length);
        match read {
            _ if length > most => Err(State::TooLarge),
            Ok(_) => Ok(bytes),
            Err(_) => Err(State::Unreadable),
        }
    }

    /// A package with some parts changed: `change` answers for each part by name and bytes. Parts that stay are taken as
    /// they are packed; those that change have no day.
    pub(super) fn changed(mut self, mut change: impl FnMut(&str, Vec<u8>) -> Change) -> Option<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let (mut room, mut is_changed) = (limits::UNPACKED, false);
        for at in 0..self.names.len() {
            let name = self.names.get(at)?.clone();
            let is_folder = name.ends_with('/');
            let answer = if is_folder { Change::Keep } else { change(&name, self.nth(at, &mut room).ok()?) };
            match answer {
                Change::Keep => writer.raw_copy_file(self.archive.by_index_raw(at).ok()?).ok()?,
                Change::Drop => is_changed = true,
                Change::To(bytes) => {
                    let options = SimpleFileOptions::default()
                        .compression_method(CompressionMethod::Deflated)
                        .last_modified_time(DateTime::default());
                    writer.start_file(&*name, options).ok()?;
                    writer.write_all(&bytes).ok()?;
                    is_changed = true;
                }
            }
        }
        let bytes = writer.finish().ok()?.into_inner();
        is_changed.then_some(bytes)
    }
}

/// What becomes of a part.
pub(super) enum Change {
    Keep,
    Drop,
    To(Vec<u8>),
}
