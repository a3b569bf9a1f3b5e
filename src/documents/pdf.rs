//! PDF: the text of pages, notes and fields, what the file tells of its makers, and files within it.
//!
//! `hayro_syntax` takes the file apart; nothing outside of this folder calls it. It has no use of a page's looks, so
//! fonts, codes and places of text are read here.

mod bombs;
mod codes;
mod earlier;
mod font;
mod matrix;
mod objects;
mod page;
mod writing;

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::object::Stream;
use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};

use super::gathering::Gathering;
use super::{State, inflate, runs};

/// Reads a PDF. One that asks for a password to be opened is not read; one that only forbids printing is.
pub(super) fn read(bytes: &[u8], into: &mut Gathering) {
    if !bombs::are_none(bytes, &mut into.unpacked) {
        return into.fault(State::TooLarge);
    }
    // The library counts its steps and its depth, but it is not ours: what it may still trip over stays in this file.
    let result = catch_unwind(AssertUnwindSafe(|| parsed(bytes, into)));
    if result.is_err() {
        into.fault(State::Unreadable);
    }
}

fn parsed(bytes: &[u8], into: &mut Gathering) {
    let pdf = match Pdf::new(bytes.to_vec()) {
        Ok(pdf) => pdf,
        Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected | DecryptionError::UnsupportedAlgorithm)) => {
            return into.fault(State::Encrypted);
        }
        Err(_) => return into.fault(State::Unreadable),
    };
    page::read_all(&pdf, into);
    earlier::read(bytes, into);
    objects::read(&pdf, into);
    // What stands in remarks and behind the end, no program that follows the format looks at.
    runs::tell("outside of pages", outside(bytes), into);
    if into.is_full() {
        into.fault(State::Truncated);
    }
}

/// What stands behind the last end of the file.
fn outside(bytes: &[u8]) -> &[u8] {
    const END: &[u8] = b"%%EOF";
    let last = bytes.windows(END.len()).rposition(|own| own == END);
    last.and_then(|at| bytes.get(at + END.len()..)).unwrap_or_default()
}

/// What a stream holds, within the room that is left; nothing for pixels and for what cannot be unpacked.
fn unpacked(stream: &Stream<'_>, into: &mut Gathering) -> Vec<u8> {
    use hayro_syntax::Filter;
    let filters = stream.filters();
    let is_plain = !stream.dict().contains_key("DecodeParms") && !stream.dict().contains_key("DP");
    let room = usize::try_from(into.unpacked).unwrap_or(usize::MAX);
    if room == 0 {
        into.fault(State::Truncated);
        return Vec::new();
    }
    let out = match (&*filters, is_plain) {
        ([], _) => stream.raw_data().into_owned(),
        ([Filter::FlateDecode], true) => inflate::inflated(&stream.raw_data(), room).0,
        // These are rare and small; `bombs` has refused the large ones.
        _ => stream.decoded().map(std::borrow::Cow::into_owned).unwrap_or_default(),
    };
    let length = u64::try_from(out.len()).unwrap_or(u64::MAX);
    into.unpacked = into.unpacked.saturating_sub(length);
    out
}
