//! Pictures: what they tell besides their pixels, which nobody looks at here.

mod chunks;
mod exif;
mod gif;
mod heif;
mod jpeg;
mod names;

use super::gathering::Gathering;
use super::{State, Trait, limits};

/// A sort of picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Jpeg,
    Png,
    Gif,
    Webp,
    Tiff,
    /// HEIC and AVIF, as telephones take them.
    Heif,
    Bmp,
}

impl Kind {
    /// The sort of a picture by its first bytes.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let begins = |start: &[u8]| bytes.starts_with(start);
        if begins(b"\xff\xd8\xff") {
            Some(Self::Jpeg)
        } else if begins(b"\x89PNG\r\n\x1a\n") {
            Some(Self::Png)
        } else if begins(b"GIF87a") || begins(b"GIF89a") {
            Some(Self::Gif)
        } else if begins(b"RIFF") && bytes.get(8..12) == Some(&b"WEBP"[..]) {
            Some(Self::Webp)
        } else if begins(b"II*\0") || begins(b"MM\0*") {
            Some(Self::Tiff)
        } else if bytes.get(4..8) == Some(&b"ftyp"[..]) && bytes.get(8..12).is_some_and(heif::is_brand) {
            Some(Self::Heif)
        } else if begins(b"BM") && bytes.get(6..10) == Some(&[0; 4][..]) {
            Some(Self::Bmp)
        } else {
            None
        }
    }
}

/// Reads a picture that is a file of its own.
pub(super) fn read(kind: Kind, bytes: &[u8], into: &mut Gathering) {
    let seen = seen(kind, bytes, into);
    if !seen.is_sound {
        into.fault(State::Unreadable);
    }
    if seen.has_more {
        into.leave("behind the picture");
    }
    let is_paper = seen.size.is_some_and(|(width, height)| {
        let (long, short) = (u64::from(width.max(height)), u64::from(width.min(height)));
        long >= limits::LEGIBLE && short > 0 && limits::PAPER.contains(&(long * 1_000 / short))
    });
    if is_paper || kind == Kind::Tiff || seen.is_scan {
        into.picture_of_text();
    }
}

/// Reads what a picture within another file tells.
pub(super) fn metadata(name: &str, bytes: &[u8], into: &mut Gathering) {
    if Kind::of(bytes).is_some_and(|kind| seen(kind, bytes, into).has_more) {
        into.leave(name);
    }
}

/// Reads a packet of XMP, which stands in PDF too.
#[cfg(feature = "documents")]
pub(super) fn xmp(bytes: &[u8], into: &mut Gathering) {
    names::xmp(bytes, into);
}

/// A copy of a picture without what it tells; `None` if it tells nothing, or cannot be changed.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let copy = match Kind::of(bytes)? {
        Kind::Jpeg => jpeg::cleaned(bytes),
        Kind::Png => chunks::cleaned_png(bytes),
        Kind::Webp => chunks::cleaned_webp(bytes),
        Kind::Gif => gif::cleaned(bytes),
        Kind::Tiff | Kind::Heif | Kind::Bmp => None,
    };
    copy.filter(|copy| copy != bytes)
}

/// What the parts of a picture say of it as a whole.
#[derive(Default)]
struct Seen {
    /// Width and height.
    size: Option<(u32, u32)>,
    is_sound: bool,
    /// Whether something stands behind the picture: the film of a telephone, or anything.
    has_more: bool,
    /// Whether a scanner, or a program that makes a telephone one, took it.
    is_scan: bool,
}

fn seen(kind: Kind, bytes: &[u8], into: &mut Gathering) -> Seen {
    let mut seen = match kind {
        Kind::Jpeg => jpeg::read(bytes, into),
        Kind::Png => chunks::read_png(bytes, into),
        Kind::Webp => chunks::read_webp(bytes, into),
        Kind::Gif => gif::read(bytes, into),
        Kind::Tiff => {
            exif::read(bytes, into);
            Seen { is_sound: true, ..Seen::default() }
        }
        Kind::Heif => heif::read(bytes, into),
        Kind::Bmp => Seen { is_sound: true, size: size_of_bitmap(bytes), ..Seen::default() },
    };
    seen.is_scan = into.tells(|value| {
        let value = value.to_lowercase();
        value.contains("scan") || value.contains("扫描")
    });
    seen
}

fn size_of_bitmap(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    let height = number(22)?;
    // From the top it is negative.
    Some((number(18)?, height.min(height.wrapping_neg())))
}

/// Text that was found where it has no name: bytes of which at least one run can be read.
fn remark(bytes: &[u8], into: &mut Gathering) {
    let text = super::text::lossy(bytes);
    for run in text.split(|sign: char| sign.is_control() || sign == char::REPLACEMENT_CHARACTER) {
        if run.chars().count() >= 6 {
            into.property(Trait::Other, run);
        }
    }
}

/// Which way up a picture says it is.
#[cfg(test)]
pub(super) fn turn_of(bytes: &[u8]) -> Option<u16> {
    let at = bytes.windows(4).position(|own| own == b"II*\0" || own == b"MM\0*")?;
    exif::orientation(bytes.get(at..)?)
}
