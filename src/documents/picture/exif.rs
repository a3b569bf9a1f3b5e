//! EXIF: a small TIFF in which cameras write who, where and with what.

use super::super::gathering::Gathering;
use super::super::{Trait, text};
use super::names;

/// Entries that are looked at; cameras write about a hundred.
const ENTRIES: usize = 2_000;

/// Reads EXIF, from its mark of the order of bytes on.
pub(super) fn read(bytes: &[u8], into: &mut Gathering) {
    let Some(tiff) = Tiff::of(bytes) else { return };
    let mut position: [Option<String>; 4] = Default::default();
    for entry in tiff.entries() {
        if entry.is_of_position {
            if let Some(part) = position.get_mut(usize::from(entry.tag).wrapping_sub(1)) {
                *part = Some(if entry.kind == RATIONAL { tiff.rationals(&entry) } else { string(entry.value) });
            } else if matches!(entry.tag, 0x1b..=0x1c) {
                into.property(Trait::Position, &comment(entry.value));
            }
            continue;
        }
        told(&entry, into);
    }
    let [north, latitude, east, longitude] = position;
    if latitude.is_some() || longitude.is_some() {
        let parts = [latitude, north, longitude, east].map(Option::unwrap_or_default);
        into.property(Trait::Position, parts.join(" ").trim());
    }
}

fn told(entry: &Entry<'_>, into: &mut Gathering) {
    let name = match entry.tag {
        0x010f | 0x0110 | 0x013c | 0xa431 | 0xa433..=0xa435 | 0xc62f => Trait::Device,
        0x013b | 0x8298 | 0xa430 | 0x9c9d => Trait::Author,
        0x010e | 0x9286 | 0x9c9c | 0x9c9f => Trait::Comment,
        0x010d | 0x9c9b => Trait::Title,
        0x0131 | 0x0132 | 0x9003 | 0x9004 | 0x9c9e | 0xa420 => Trait::Other,
        0x02bc => return names::xmp(entry.value, into),
        0x83bb => return names::iptc(entry.value, into),
        // The maker's own notes, in which serial numbers and names of owners stand.
        0x927c => return super::remark(entry.value.get(..4_096).unwrap_or(entry.value), into),
        _ => return,
    };
    let value = match entry.tag {
        0x9c9b..=0x9c9f => text::utf_16le(entry.value),
        0x9286 => comment(entry.value),
        _ => string(entry.value),
    };
    into.property(name, &value);
}

/// Which way up a picture is, if it says so.
pub(super) fn orientation(bytes: &[u8]) -> Option<u16> {
    let tiff = Tiff::of(bytes)?;
    let entry = tiff.entries().into_iter().find(|entry| entry.tag == 0x0112 && entry.is_of_first)?;
    let turn = tiff.short(entry.value, 0)?;
    (2..=8).contains(&turn).then_some(turn)
}

/// EXIF that says nothing but which way up a picture is.
pub(super) fn only_orientation(turn: u16) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend(turn.to_le_bytes());
    tiff.extend([0; 6]);
    tiff
}

const RATIONAL: u16 = 5;

struct Tiff<'a> {
    bytes: &'a [u8],
    is_little: bool,
}

struct Entry<'a> {
    tag: u16,
    kind: u16,
    value: &'a [u8],
    is_of_position: bool,
    is_of_first: bool,
}

impl<'a> Tiff<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let is_little = match bytes.get(..4)? {
            b"II*\0" => true,
            b"MM\0*" => false,
            _ => return None,
        };
        Some(Self { bytes, is_little })
    }

    fn short(&self, bytes: &[u8], at: usize) -> Option<u16> {
        let two = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if self.is_little { u16::from_le_bytes(two) } else { u16::from_be_bytes(two) })
    }

    fn long(&self, bytes: &[u8], at: usize) -> Option<u32> {
        let four = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.is_little { u32::from_le_bytes(four) } else { u32::from_be_bytes(four) })
    }

    fn offset(&self, bytes: &[u8], at: usize) -> Option<usize> {
        usize::try_from(self.long(bytes, at)?).ok()
    }

    /// All entries, those of lists within lists too.
    fn entries(&self) -> Vec<Entry<'a>> {
        let mut entries = Vec::new();
        let mut open: Vec<(usize, bool)> = self.offset(self.bytes, 4).map(|at| (at, false)).into_iter().collect();
        let mut seen: Vec<usize> = Vec::new();
        let mut is_of_first = true;
        while let Some((at, is_of_position)) = open.pop() {
            if seen.contains(&at) || seen.len() > 64 {
                continue;
            }
            seen.push(at);
            let count = usize::from(self.short(self.bytes, at).unwrap_or(0));
            for nth in 0..count {
                let Some(entry) = self.entry(at + 2 + 12 * nth) else { break };
                if entries.len() >= ENTRIES {
                    return entries;
                }
                if let (0x8769 | 0x8825 | 0xa005, Some(inner)) = (entry.tag, self.offset(entry.value, 0)) {
                    open.push((inner, entry.tag == 0x8825));
                    continue;
                }
                entries.push(Entry { is_of_position, is_of_first, ..entry });
            }
            if let Some(next) = self.offset(self.bytes, at + 2 + 12 * count).filter(|next| *next > 0 && !is_of_position)
            {
                open.insert(0, (next, false));
            }
            is_of_first = false;
        }
        entries
    }

    fn entry(&self, at: usize) -> Option<Entry<'a>> {
        let (tag, kind) = (self.short(self.bytes, at)?, self.short(self.bytes, at + 2)?);
        let count = self.offset(self.bytes, at + 4)?;
        let size: usize = match kind {
            3 | 8 => 2,
            4 | 9 | 11 | 13 => 4,
            5 | 10 | 12 => 8,
            _ => 1,
        };
        let length = count.checked_mul(size)?;
        let from = if length <= 4 { at + 8 } else { self.offset(self.bytes, at + 8)? };
        let from = from.min(self.bytes.len());
        let to = from.saturating_add(length).min(self.bytes.len());
        let value = self.bytes.get(from..to)?;
        Some(Entry { tag, kind, value, is_of_position: false, is_of_first: false })
    }

    /// Degrees, minutes and seconds, each divided as far as whole numbers go.
    fn rationals(&self, entry: &Entry<'_>) -> String {
        let parts = (0..3).map_while(|nth| {
            let (above, below) = (self.long(entry.value, 8 * nth)?, self.long(entry.value, 8 * nth + 4)?);
            let whole = above.checked_div(below)?;
            let rest = u64::from(above % below) * 10_000 / u64::from(below);
            Some(if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:04}") })
        });
        parts.collect::<Vec<_>>().join(" ")
    }
}

fn string(bytes: &[u8]) -> String {
    let end = bytes.iter().position(|byte| *byte == 0).unwrap_or(bytes.len());
    text::lossy(bytes.get(..end).unwrap_or_default())
}

/// A comment with the name of its encoding before it.
fn comment(bytes: &[u8]) -> String {
    match bytes.split_at_checked(8) {
        Some((b"UNICODE\0", rest)) => {
            // Cameras do not agree on the order of bytes: the one that makes text is meant.
            let is_usual =
                |sign: &char| matches!(sign, ' '..='~' | '\u{3000}'..='\u{30ff}' | '一'..='鿿' | '！'..='￥');
            let usual = |text: &str| text.chars().filter(is_usual).count();
            let (little, big) = (text::utf_16le(rest), text::utf_16be(rest));
            if usual(&big) > usual(&little) { big } else { little }
        }
        Some((b"ASCII\0\0\0" | b"\0\0\0\0\0\0\0\0", rest)) => string(rest),
        _ => string(bytes),
    }
}
