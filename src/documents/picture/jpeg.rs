//! JPEG: segments between markers, and the pixels behind some of them.

use super::super::Trait;
use super::super::gathering::Gathering;
use super::{Seen, exif, names};

const EXIF: &[u8] = b"Exif\0\0";
const XMP: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
const MORE_XMP: &[u8] = b"http://ns.adobe.com/xmp/extension/\0";
const PHOTOSHOP: &[u8] = b"Photoshop 3.0\0";

/// A piece of the file: all of them together are the file.
struct Piece<'a> {
    /// Zero for what stands behind the picture.
    marker: u8,
    whole: &'a [u8],
    /// What the segment holds, without its length; nothing for pixels.
    body: &'a [u8],
}

pub(super) fn read(bytes: &[u8], into: &mut Gathering) -> Seen {
    let (pieces, is_sound) = pieces(bytes);
    let mut size = None;
    for Piece { marker, body, .. } in &pieces {
        match marker {
            0xe1 if body.starts_with(EXIF) => exif::read(body.get(EXIF.len()..).unwrap_or_default(), into),
            0xe1 if body.starts_with(XMP) => names::xmp(body.get(XMP.len()..).unwrap_or_default(), into),
            // Behind the name stand a digest of 32 signs and two numbers.
            0xe1 if body.starts_with(MORE_XMP) => {
                super::remark(body.get(MORE_XMP.len() + 40..).unwrap_or_default(), into)
            }
            0xed if body.starts_with(PHOTOSHOP) => names::iptc(body, into),
            0xfe => into.property(Trait::Comment, &super::super::text::lossy(body)),
            0xe0..=0xef if !stays(*marker, body) => super::remark(body, into),
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => size = size.or_else(|| size_of(body)),
            _ => {}
        }
    }
    // A few bytes of filling are nothing.
    let has_more = pieces.iter().any(|piece| piece.marker == 0 && piece.body.iter().any(|byte| *byte != 0));
    Seen { size, is_sound, has_more, ..Seen::default() }
}

fn size_of(body: &[u8]) -> Option<(u32, u32)> {
    let short = |at: usize| Some(u32::from(u16::from_be_bytes(body.get(at..at + 2)?.try_into().ok()?)));
    Some((short(3)?, short(1)?))
}

/// A copy with the segments that a picture needs: JFIF, colour profile, Adobe's mark of colours, and the way up.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let (pieces, is_sound) = pieces(bytes);
    if !is_sound {
        return None;
    }
    let is_exif = |piece: &&Piece<'_>| piece.marker == 0xe1 && piece.body.starts_with(EXIF);
    let exif = pieces.iter().find(is_exif).and_then(|piece| piece.body.get(EXIF.len()..));
    let turn = exif.and_then(exif::orientation);
    let mut copy = Vec::with_capacity(bytes.len());
    for piece in &pieces {
        if stays(piece.marker, piece.body) && piece.marker != 0 {
            copy.extend(piece.whole);
        }
        if piece.marker == 0xd8
            && let Some(turn) = turn
        {
            let tiff = exif::only_orientation(turn);
            let length = u16::try_from(2 + EXIF.len() + tiff.len()).ok()?;
            copy.extend([0xff, 0xe1]);
            copy.extend(length.to_be_bytes());
            copy.extend(EXIF);
            copy.extend(tiff);
        }
    }
    Some(copy)
}

/// Whether a segment is part of the picture itself.
fn stays(marker: u8, body: &[u8]) -> bool {
    match marker {
        0xe0 => body.starts_with(b"JFIF\0"),
        0xe2 => body.starts_with(b"ICC_PROFILE\0"),
        0xee => body.starts_with(b"Adobe"),
        0xe1..=0xef | 0xfe => false,
        _ => true,
    }
}

/// The pieces of a file, and whether it is whole: up to its end, with nothing damaged.
fn pieces(bytes: &[u8]) -> (Vec<Piece<'_>>, bool) {
    let mut pieces = Vec::new();
    let mut rest = bytes;
    loop {
        let Some((marker, start)) = marker(rest) else {
            return (pieces, false);
        };
        // Markers without a segment; the others begin with their length.
        let has_none = matches!(marker, 0xd0..=0xd9 | 0x01);
        let length = if has_none { Some(0) } else { length(rest, start) };
        let Some((head, behind)) = length.and_then(|length| rest.split_at_checked(start + length)) else {
            return (pieces, false);
        };
        let body = if has_none { &[] } else { head.get(start + 2..).unwrap_or_default() };
        pieces.push(Piece { marker, whole: head, body });
        rest = behind;
        if marker == 0xd9 {
            break;
        }
        if marker == 0xda {
            let (pixels, behind) = rest.split_at(end_of_pixels(rest));
            pieces.push(Piece { marker: 0xda, whole: pixels, body: &[] });
            rest = behind;
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece { marker: 0, whole: rest, body: rest });
    }
    (pieces, true)
}

/// The marker that the bytes begin with, and how long it is with the filling before it.
fn marker(bytes: &[u8]) -> Option<(u8, usize)> {
    if bytes.first() != Some(&0xff) {
        return None;
    }
    let at = bytes.iter().position(|byte| *byte != 0xff)?;
    Some((*bytes.get(at)?, at + 1)).filter(|(marker, _)| *marker != 0)
}

fn length(bytes: &[u8], at: usize) -> Option<usize> {
    let length = u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?);
    (length >= 2).then_some(usize::from(length))
}

/// Where pixels end: at the next marker that is not one within them.
fn end_of_pixels(bytes: &[u8]) -> usize {
    let is_end = |two: &[u8]| matches!(two, [0xff, next] if !matches!(next, 0 | 0xd0..=0xd7 | 0xff));
    bytes.windows(2).position(is_end).unwrap_or(bytes.len())
}
