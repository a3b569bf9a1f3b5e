//! HEIC and AVIF: what they tell stands in items of their own, found by how these begin.

use super::super::gathering::Gathering;
use super::{Seen, exif, names};

/// Whether a brand is one of pictures and none of films.
pub(super) fn is_brand(brand: &[u8]) -> bool {
    matches!(brand, b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" | b"avif" | b"avis")
}

pub(super) fn read(bytes: &[u8], into: &mut Gathering) -> Seen {
    // A few pictures stand in one file, each with its own.
    const MOST: usize = 16;
    for at in positions(bytes, b"Exif\0\0").take(MOST) {
        exif::read(bytes.get(at + 6..).unwrap_or_default(), into);
    }
    for at in positions(bytes, b"<x:xmpmeta").take(MOST) {
        let packet = bytes.get(at..).unwrap_or_default();
        let end = positions(packet, b"</x:xmpmeta>").next().map_or(0, |end| end + 12);
        names::xmp(packet.get(..end).unwrap_or_default(), into);
    }
    Seen { size: size(bytes), is_sound: true, ..Seen::default() }
}

/// The size of the largest picture in it; a large one is kept in tiles, each with its own size.
fn size(bytes: &[u8]) -> Option<(u32, u32)> {
    let sizes = positions(bytes, b"ispe").take(256).filter_map(|at| {
        let long = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
        Some((long(at + 8)?, long(at + 12)?))
    });
    sizes.max_by_key(|(width, height)| u64::from(*width) * u64::from(*height))
}

fn positions<'a>(bytes: &'a [u8], sought: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    bytes.windows(sought.len()).enumerate().filter(move |(_, own)| *own == sought).map(|(at, _)| at)
}
