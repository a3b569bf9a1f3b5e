//! GIF: blocks, of which some hold remarks.

use super::super::Trait;
use super::super::gathering::Gathering;
use super::super::text;
use super::{Seen, names};

/// A piece of the file: its head, a picture, or an extension with its label.
struct Block<'a> {
    label: Option<u8>,
    /// Name of the program, for extensions that have one, and text in pieces of 255 bytes.
    body: Vec<u8>,
    whole: &'a [u8],
}

pub(super) fn read(bytes: &[u8], into: &mut Gathering) -> Seen {
    let (blocks, is_sound) = blocks(bytes);
    for block in &blocks {
        match block.label {
            Some(0xfe) => into.property(Trait::Comment, &text::lossy(&block.body)),
            Some(0x01) => into.say("picture", &text::lossy(block.body.get(12..).unwrap_or_default())),
            Some(0xff) if block.body.starts_with(b"XMP Data") => {
                // The pieces have no lengths of their own: the packet is read where it stands.
                names::xmp(packet(block.whole), into);
            }
            Some(0xff) if !stays(block) => super::remark(&block.body, into),
            _ => {}
        }
    }
    let short = |at: usize| Some(u32::from(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?)));
    Seen { size: short(6).zip(short(8)), is_sound, ..Seen::default() }
}

/// A copy without remarks and without the extensions of programs that do not make it move.
pub(super) fn cleaned(bytes: &[u8]) -> Option<Vec<u8>> {
    let (blocks, is_sound) = blocks(bytes);
    let kept = blocks.iter().filter(|block| stays(block)).flat_map(|block| block.whole).copied();
    is_sound.then(|| kept.collect())
}

fn stays(block: &Block<'_>) -> bool {
    let moves = [&b"NETSCAPE2.0"[..], b"ANIMEXTS1.0", b"ICCRGBG1012"];
    match block.label {
        Some(0xfe) => false,
        Some(0xff) => moves.iter().any(|name| block.body.starts_with(name)),
        _ => true,
    }
}

fn packet(bytes: &[u8]) -> &[u8] {
    let find = |sought: &[u8]| bytes.windows(sought.len()).position(|own| own == sought);
    let from = find(b"<?xpacket").or_else(|| find(b"<x:xmpmeta"));
    let to = find(b"</x:xmpmeta>").map(|at| at + 12);
    from.zip(to).and_then(|(from, to)| bytes.get(from..to)).unwrap_or_default()
}

/// The pieces of a file up to its end, and whether the end was there.
fn blocks(bytes: &[u8]) -> (Vec<Block<'_>>, bool) {
    let colours = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) };
    let mut blocks = Vec::new();
    let head = 13 + bytes.get(10).map_or(0, |flags| colours(*flags));
    let Some((whole, mut rest)) = bytes.split_at_checked(head) else { return (blocks, false) };
    blocks.push(Block { label: None, body: Vec::new(), whole });
    loop {
        let (label, start) = match rest {
            [0x3b, ..] => {
                blocks.push(Block { label: None, body: Vec::new(), whole: rest.get(..1).unwrap_or_default() });
                return (blocks, true);
            }
            [0x21, label, ..] => (Some(*label), 2),
            [0x2c, ..] => (None, 11 + rest.get(9).map_or(0, |flags| colours(*flags))),
            _ => return (blocks, false),
        };
        let Some((body, length)) = pieces(rest.get(start..).unwrap_or_default()) else { return (blocks, false) };
        let Some((whole, behind)) = rest.split_at_checked(start + length) else { return (blocks, false) };
        let body = if label.is_some() { body } else { Vec::new() };
        blocks.push(Block { label, body, whole });
        rest = behind;
    }
}

/// The bytes in pieces of up to 255, and how long they are with their lengths.
fn pieces(bytes: &[u8]) -> Option<(Vec<u8>, usize)> {
    let (mut body, mut at) = (Vec::new(), 0);
    loop {
        let length = usize::from(*bytes.get(at)?);
        if length == 0 {
            return Some((body, at + 1));
        }
        body.extend(bytes.get(at + 1..at + 1 + length)?);
        at += 1 + length;
    }
}
