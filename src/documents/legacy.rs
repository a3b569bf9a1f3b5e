//! Office files of before 2007, and others that are kept as streams in a compound file.

mod compound;
mod numbers;
mod properties;
mod record;
mod slides;
mod strings;
mod word;
mod workbook;

use super::gathering::Gathering;
use super::{State, Trait, text};

/// Reads a compound file. Which program wrote it, the names of its streams say.
pub(super) fn read(bytes: &[u8], into: &mut Gathering) {
    let Some(streams) = compound::streams(bytes) else { return into.fault(State::Unreadable) };
    let has = |name: &str| streams.iter().any(|(path, _)| path.rsplit('/').next() == Some(name));
    if has("EncryptedPackage") || has("EncryptionInfo") {
        return into.fault(State::Encrypted);
    }
    let mut is_known = false;
    for (path, stream) in &streams {
        let (folder, name) = path.rsplit_once('/').unwrap_or_default();
        let beside = |name: &str| {
            let found = streams.iter().find(|(own, _)| own.rsplit_once('/') == Some((folder, name)));
            found.map(|(_, bytes)| &**bytes)
        };
        match name {
            "WordDocument" => word::read(stream, &beside, into),
            "Workbook" | "Book" => workbook::read(stream, into),
            "PowerPoint Document" => slides::read(stream, into),
            "Current User" => slides::user(stream, into),
            "\u{5}SummaryInformation" | "\u{5}DocumentSummaryInformation" => properties::read(stream, into),
            "\u{1}Ole10Native" => packed(stream, into),
            "Package" | "CONTENTS" => into.embedded(path.trim_start_matches('/'), stream),
            "_VBA_PROJECT" => into.leave("macros"),
            _ if folder.ends_with("_SX_DB_CUR") => workbook::cache(stream, into),
            _ if folder.ends_with("_xmlsignatures") || name == "_signatures" => into.sign(),
            _ => continue,
        }
        is_known |= !name.starts_with('\u{5}');
        if into.is_full() {
            return into.fault(State::Truncated);
        }
    }
    if !is_known {
        into.fault(State::Unknown);
    }
}

/// A file that was put into a document: its name, where it lay on somebody's machine, and the file.
fn packed(stream: &[u8], into: &mut Gathering) {
    let mut rest = stream.get(6..).unwrap_or_default();
    let mut word = || {
        let end = rest.iter().position(|byte| *byte == 0)?;
        let word = text::lossy(rest.get(..end)?);
        rest = rest.get(end + 1..)?;
        Some(word)
    };
    let (label, path) = (word().unwrap_or_default(), word().unwrap_or_default());
    into.property(Trait::Other, &path);
    into.hide("embedded file", &label);
    // Eight bytes of marks, a path once more with its length, then the file with its length.
    let rest = rest.get(4..).unwrap_or_default();
    let length = numbers::long(rest, 0).and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    let file = rest.get(4_usize.saturating_add(length)..).unwrap_or_default();
    let size = numbers::long(file, 0).and_then(|size| usize::try_from(size).ok()).unwrap_or(0);
    match file.get(4..4_usize.saturating_add(size)) {
        Some(file) if size > 0 => into.embedded(&label, file),
        _ => into.leave(&label),
    }
}

/// Reads the stream of a workbook alone.
#[cfg(test)]
pub(super) fn of_workbook(stream: &[u8]) {
    workbook::read(stream, &mut Gathering::new());
}
