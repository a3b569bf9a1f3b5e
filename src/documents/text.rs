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
    let has_nothing = bytes.iter().take(BEGINNING).any(|byte| *byte == 0);
    if let Some(text) = std::str::from_utf8(bytes).ok().filter(|_| !has_nothing) {
        return Some(text.to_owned());
    }
    if let Some(encoding) = utf_16_of_han(bytes) {
        return Some(encoding.decode_without_bom_handling(bytes).0.into_owned());
    }
    if has_nothing {
        return None;
    }
    let (text, has_failed) = GB18030.decode_without_bom_handling(bytes);
    (!has_failed || is_mostly_text(&text)).then(|| text.into_owned())
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

/// UTF-16 without its mark in which hardly a sign is ASCII, if nearly all are signs of Chinese: of bytes that are anything
/// else, two make such a sign once in three times.
fn utf_16_of_han(bytes: &[u8]) -> Option<&'static Encoding> {
    const FEWEST: usize = 8;
    let beginning = bytes.get(..bytes.len().min(BEGINNING)).filter(|_| bytes.len().is_multiple_of(2))?;
    let is_text = |unit: u16| matches!(unit, 0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0xb7 | 0x2010..=0x2026 | 0x3000..=0x3011 | 0x4e00..=0x9fff | 0xff01..=0xff5e);
    let share = |of: fn([u8; 2]) -> u16| {
        let units = beginning.as_chunks::<2>().0;
        units.iter().filter(|unit| is_text(of(**unit))).count() * 20 >= units.len() * 19 && units.len() >= FEWEST
    };
    if share(u16::from_le_bytes) {
        return Some(UTF_16LE);
    }
    share(u16::from_be_bytes).then_some(UTF_16BE)
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
