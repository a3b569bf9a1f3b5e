//! PNG and WebP: chunks with a name and a length.

use super::super::gathering::Gathering;
use super::super::{inflate, limits, properties, text};
use super::{Seen, exif, names};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n";

/// A chunk with its name, what it holds, and all of its bytes.
struct Chunk<'a> {
    name: [u8; 4],
    body: &'a [u8],
    whole: &'a [u8],
}

pub(super) fn read_png(bytes: &[u8], into: &mut Gathering) -> Seen {
    let (chunks, rest, is_sound) = png(bytes);
    let mut size = None;
    for Chunk { name, body, .. } in &chunks {
        match name {
            b"IHDR" => size = pair(body, 0),
            b"tEXt" | b"zTXt" | b"iTXt" => words(*name, body, into),
            b"eXIf" => exif::read(body, into),
            _ => {}
        }
    }
    Seen { size, is_sound, has_more: !rest.is_empty(), ..Seen::default() }
}

/// A text with its key: `Author`, `Comment`, `XML:com.adobe.xmp`.
fn words(name: [u8; 4], body: &[u8], into: &mut Gathering) {
    let end = body.iter().position(|byte| *byte == 0).unwrap_or(body.len());
    let (key, rest) = body.split_at(end);
    let rest = rest.get(1..).unwrap_or_default();
    let unpacked = |bytes: &[u8]| inflate::inflated(bytes, limits::PROPERTY * 16).0;
    let value = match &name {
        b"zTXt" => unpacked(rest.get(1..).unwrap_or_default()),
        b"iTXt" => {
            let is_packed = rest.first() == Some(&1);
            // Language and translated key come before the text.
            let text = rest.get(2..).unwrap_or_default().splitn(3, |byte| *byte == 0).nth(2).unwrap_or_default();
            if is_packed { unpacked(text) } else { text.to_vec() }
        }
        _ => rest.to_vec(),
    };
    let key = text::lossy(key);
    if key.contains("xmp") {
        return names::xmp(&value, into);
    }
    into.property(properties::meant(&key), &text::lossy(&value));
}

/// A copy with the chunks that make the picture: those of words, days and cameras are left out.
pub(super) fn cleaned_png(bytes: &[u8]) -> Option<Vec<u8>> {
    let (chunks, _, is_sound) = png(bytes);
    if !is_sound {
        return None;
    }
    let turn = chunks.iter().find(|chunk| &chunk.name == b"eXIf").and_then(|chunk| exif::orientation(chunk.body));
    let mut copy = PNG.to_vec();
    for chunk in &chunks {
        match (&chunk.name, turn) {
            (b"tEXt" | b"zTXt" | b"iTXt" | b"tIME", _) | (b"eXIf", None) => {}
            (b"eXIf", Some(turn)) => {
                let tiff = exif::only_orientation(turn);
                copy.extend(u32::try_from(tiff.len()).ok()?.to_be_bytes());
                let named = [&b"eXIf"[..], &tiff].concat();
                copy.extend(&named);
                copy.extend(inflate::checksum(&named).to_be_bytes());
            }
            // Names of programs in lower case at the second place are their own: nobody else needs them.
            (name, _) if is_private(name) => {}
            _ => copy.extend(chunk.whole),
        }
    }
    Some(copy)
}

/// Whether a chunk is a program's own, and none of those that make a picture move.
fn is_private(name: &[u8; 4]) -> bool {
    let [first, second, ..] = name;
    let is_moving = matches!(name, b"acTL" | b"fcTL" | b"fdAT");
    first.is_ascii_lowercase() && second.is_ascii_lowercase() && !is_moving
}

/// The chunks up to the end of the picture, what stands behind, and whether the end was there.
fn png(bytes: &[u8]) -> (Vec<Chunk<'_>>, &[u8], bool) {
    let mut chunks = Vec::new();
    let mut rest = bytes.get(PNG.len()..).unwrap_or_default();
    while let Some((length, name)) = rest.first_chunk::<4>().zip(rest.get(4..8).and_then(|name| name.try_into().ok())) {
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let Some((whole, behind)) = rest.split_at_checked(length.saturating_add(12)) else { break };
        let body = whole.get(8..whole.len() - 4).unwrap_or_default();
        chunks.push(Chunk { name, body, whole });
        rest = behind;
        if &name == b"IEND" {
            return (chunks, rest, true);
        }
    }
    (chunks, &[], false)
}

fn pair(bytes: &[u8], at: usize) -> Option<(u32, u32)> {
    let long = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    Some((long(at)?, long(at + 4)?))
}

pub(super) fn read_webp(bytes: &[u8], into: &mut Gathering) -> Seen {
    let (chunks, is_sound) = webp(bytes);
    let mut size = None;
    for Chunk { name, body, .. } in &chunks {
        match name {
            b"VP8X" => size = size_of_canvas(body),
            b"EXIF" => exif::read(body.strip_prefix(b"Exif\0\0").unwrap_or(body), into),
            b"XMP " => names::xmp(body, into),
            b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP" => {}
            _ => super::remark(body, into),
        }
    }
    Seen { size, is_sound, ..Seen::default() }
}

fn size_of_canvas(body: &[u8]) -> Option<(u32, u32)> {
    let less_one = |at: usize| match body.get(at..at + 3)? {
        [low, middle, high] => Some(u32::from_le_bytes([*low, *middle, *high, 0]) + 1),
        _ => None,
    };
    Some((less_one(4)?, less_one(7)?))
}

/// A copy without EXIF, XMP and chunks of programs, and with a head that promises none.
pub(super) fn cleaned_webp(bytes: &[u8]) -> Option<Vec<u8>> {
    const EXIF: u8 = 0x08;
    const XMP: u8 = 0x04;
    let (chunks, is_sound) = webp(bytes);
    if !is_sound {
        return None;
    }
    let of_exif = chunks.iter().find(|chunk| &chunk.name == b"EXIF");
    let turn = of_exif.and_then(|chunk| exif::orientation(chunk.body.strip_prefix(b"Exif\0\0").unwrap_or(chunk.body)));
    let mut copy = b"RIFF\0\0\0\0WEBP".to_vec();
    for chunk in &chunks {
        match (&chunk.name, turn) {
            (b"VP8X", _) => {
                let from = copy.len();
                copy.extend(chunk.whole);
                let flags = copy.get_mut(from + 8)?;
                *flags &= !(XMP | if turn.is_none() { EXIF } else { 0 });
            }
            (b"EXIF", Some(turn)) => {
                let tiff = exif::only_orientation(turn);
                copy.extend(b"EXIF");
                copy.extend(u32::try_from(tiff.len()).ok()?.to_le_bytes());
                copy.extend(tiff);
            }
            (b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" | b"ANMF" | b"ICCP", _) => copy.extend(chunk.whole),
            _ => {}
        }
    }
    let length = u32::try_from(copy.len().checked_sub(8)?).ok()?;
    copy.get_mut(4..8)?.copy_from_slice(&length.to_le_bytes());
    Some(copy)
}

/// The chunks of a WebP, and whether they end where the file does.
fn webp(bytes: &[u8]) -> (Vec<Chunk<'_>>, bool) {
    let mut chunks = Vec::new();
    let mut rest = bytes.get(12..).unwrap_or_default();
    while let Some((name, length)) =
        rest.first_chunk::<4>().zip(rest.get(4..8).and_then(|length| length.try_into().ok()))
    {
        let length = usize::try_from(u32::from_le_bytes(length)).unwrap_or(usize::MAX);
        let padded = length.saturating_add(length % 2).saturating_add(8);
        // The last one may come without its filling.
        let Some((whole, behind)) = rest.split_at_checked(padded.min(rest.len().max(length.saturating_add(8)))) else {
            return (chunks, false);
        };
        chunks.push(Chunk { name: *name, body: whole.get(8..8 + length).unwrap_or_default(), whole });
        rest = behind;
    }
    let is_whole = !chunks.is_empty() && rest.is_empty();
    (chunks, is_whole)
}
