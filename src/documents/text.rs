//! Bytes of unknown encoding as text.

use encoding_rs::{Encoding, GB18030, UTF_16BE, UTF_16LE};

/// The text of a file that may be one: UTF-8, UTF-16 or GB18030. `None` for what cannot be text.
pub(super) fn decode(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let text = encoding.decode_without_bom_handling(bytes.get(mark..)?).0;
        return Some(text.into_owned());
    }
    if let Some(encoding) = utf_16(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if bytes.iter().take(BEGINNING).any(|byte| *byte == 0) {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text.to_owned()),
        Err(_) => {
            let (text, has_failed) = GB18030.decode_without_bom_handling(bytes);
            (!has_failed || is_mostly_text(&text)).then(|| text.into_owned())
        }
    }
}

/// Bytes that are looked at to know whether a file is text.
const BEGINNING: usize = 4_096;

/// A text with a few damaged characters is still one, and what it says is read.
fn is_mostly_text(text: &str) -> bool {
    let beginning = || text.chars().take(BEGINNING);
    let is_odd = |sign: &char| *sign == char::REPLACEMENT_CHARACTER || sign.is_control() && !sign.is_whitespace();
    beginning().filter(is_odd).count() * 20 < beginning().count()
}

/// UTF-16 without its mark, if every other byte of an ASCII sign is nothing: spreadsheets write such lists.
fn utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let beginning = bytes.get(..bytes.len().min(BEGINNING))?;
    let mut zeros = [0_usize; 2];
    for (at, byte) in beginning.iter().enumerate() {
        if *byte == 0 {
            *zeros.get_mut(at % 2)? += 1;
        }
    }
    let [even, odd] = zeros;
    let most = beginning.len() / 8;
    match (even, odd) {
        (0, odd) if odd > most && bytes.len() > 8 => Some(UTF_16LE),
        (even, 0) if even > most && bytes.len() > 8 => Some(UTF_16BE),
        _ => None,
    }
}

/// Text of little-endian UTF-16, as office programs keep it.
pub(super) fn utf_16le(bytes: &[u8]) -> String {
    UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
}

/// Text of big-endian UTF-16.
pub(super) fn utf_16be(bytes: &[u8]) -> String {
    UTF_16BE.decode_without_bom_handling(bytes).0.into_owned()
}

/// Text that older programs wrote: UTF-8 if it is, else GB18030 with marks in the place of what is neither.
pub(super) fn lossy(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Text in an encoding that goes by the number that Windows gives it; by its looks, if the number is none of those of
/// Chinese, since programs in China write 1252 and mean 936.
pub(super) fn of_page(bytes: &[u8], page: i64) -> String {
    match page {
        936 | 54_936 => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
        950 => encoding_rs::BIG5.decode_without_bom_handling(bytes).0.into_owned(),
        _ => lossy(bytes),
    }
}
