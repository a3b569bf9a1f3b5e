//! What was seen inside the files that go with records, remembered by what they are: a file that several records have, or
//! that one keeps, is read once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::base::path::last;
use crate::documents::{self, Document, State};
use crate::files::{Reader, sha256};
use crate::load::sort::named;
use crate::model::record::Attachment;

/// What was seen inside a file.
#[derive(Debug, Default)]
pub(super) struct Looked {
    pub(super) document: Document,
    /// Size and SHA-256 of the copy that goes out instead, without what its metadata tell.
    pub(super) cleaned: Option<(u64, Arc<str>)>,
}

/// Files that have been looked into, by SHA-256.
#[derive(Debug, Default)]
pub(super) struct Memory(Mutex<HashMap<Arc<str>, Arc<Looked>>>);

/// Files with more text than this, in bytes, are read again rather than remembered.
const REMEMBERED: usize = 64 * 1024;

/// Looks into a file whose digest is known.
pub(super) fn look_into(memory: &Memory, reader: &Reader, attachment: &Attachment) -> Arc<Looked> {
    let memory = &memory.0;
    let known = memory.lock().unwrap_or_else(PoisonError::into_inner).get(&attachment.sha256).cloned();
    if let Some(known) = known {
        return known;
    }
    let looked = Arc::new(look(reader, attachment));
    let size: usize = looked.document.passages.iter().map(|passage| passage.text.len()).sum();
    if size <= REMEMBERED {
        let mut memory = memory.lock().unwrap_or_else(PoisonError::into_inner);
        memory.insert(attachment.sha256.clone(), looked.clone());
    }
    looked
}

fn look(reader: &Reader, attachment: &Attachment) -> Looked {
    let unread = |state| Looked { document: Document { state, ..Document::default() }, cleaned: None };
    if attachment.size > documents::LARGEST {
        return unread(State::TooLarge);
    }
    let path = named(&attachment.path);
    let held = reader.take_held(&path);
    // What cannot be read now, or is not what its page says any more, nobody has looked into.
    let Some(bytes) = held.or_else(|| reader.files().read(&path, documents::LARGEST).ok()) else {
        return unread(State::Unreadable);
    };
    if *sha256(&bytes) != *attachment.sha256 {
        return unread(State::Unreadable);
    }
    let name = last(&attachment.path);
    let cleaned = documents::cleaned(name, &bytes).map(|bytes| (bytes.len() as u64, sha256(&bytes)));
    Looked { document: documents::read(name, &bytes), cleaned }
}
