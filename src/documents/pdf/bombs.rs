//! Streams that would unpack without end, found before anything is parsed: the library unpacks whatever it needs.

use std::io::Read;

/// Bytes before a stream in which its dictionary is looked for.
const DICTIONARY: usize = 1_024;

/// Packed bytes from which encodings that cannot be measured in passing are refused; nobody writes them any more.
const OLD: usize = 256 << 10;

/// Whether all streams together, without pictures, unpack to no more than the room, which is not lessened: what is read is
/// counted when it is read.
pub(super) fn are_none(bytes: &[u8], room: &mut u64) -> bool {
    let mut left = *room;
    let mut rest = bytes;
    let mut before = 0;
    while let Some(at) = find(rest, b"stream") {
        let from = before + at;
        let behind = rest.get(at + 6..).unwrap_or_default();
        let is_end = bytes.get(from.saturating_sub(3)..from) == Some(&b"end"[..]);
        let start = behind.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        if !is_end && start > 0 {
            let dictionary = dictionary(bytes, from);
            let data = behind.get(start..).unwrap_or_default();
            if !has(dictionary, b"/Image") && !is_bounded(dictionary, data, &mut left) {
                return false;
            }
        }
        before = from + 6;
        rest = behind;
    }
    true
}

/// The dictionary of the stream whose word stands there, or the end of it.
fn dictionary(bytes: &[u8], at: usize) -> &[u8] {
    let window = bytes.get(at.saturating_sub(DICTIONARY)..at).unwrap_or_default();
    let of_object = window.windows(4).rposition(|own| own == b" obj").unwrap_or(0);
    window.get(of_object..).unwrap_or_default()
}

fn is_bounded(dictionary: &[u8], data: &[u8], left: &mut u64) -> bool {
    if has(dictionary, b"LZW") || has(dictionary, b"ASCII") || has(dictionary, b"/A85") || has(dictionary, b"/AHx") {
        return find(data, b"endstream").unwrap_or(data.len()) <= OLD;
    }
    if !has(dictionary, b"/Fl") {
        return true;
    }
    // Packed twice, it has two filters.
    let layers = dictionary.windows(3).filter(|own| *own == b"/Fl").count().min(4);
    let mut reader: Box<dyn Read + '_> = Box::new(data);
    for _ in 0..layers {
        reader = Box::new(flate2::read::ZlibDecoder::new(reader));
    }
    let mut chunk = [0; 16 << 10];
    while let Ok(count @ 1..) = reader.read(&mut chunk) {
        *left = left.saturating_sub(u64::try_from(count).unwrap_or(u64::MAX));
        if *left == 0 {
            return false;
        }
    }
    true
}

fn has(bytes: &[u8], sought: &[u8]) -> bool {
    find(bytes, sought).is_some()
}

fn find(bytes: &[u8], sought: &[u8]) -> Option<usize> {
    bytes.windows(sought.len()).position(|own| own == sought)
}
