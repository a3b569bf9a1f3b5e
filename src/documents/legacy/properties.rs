//! Property sets: who wrote a file, for whom, from which template.

use super::super::gathering::Gathering;
use super::super::{Trait, text};
use super::numbers::{long, offset, short};

/// Properties of one set; programs write about twenty.
const MOST: usize = 512;

pub(super) fn read(stream: &[u8], into: &mut Gathering) {
    /// The first bytes of the name of the set that all programs write.
    const SUMMARY: [u8; 4] = [0xe0, 0x85, 0x9f, 0xf2];
    /// Of the set that Office adds.
    const OFFICE: [u8; 4] = [0x02, 0xd5, 0xcd, 0xd5];
    let sets = long(stream, 24).unwrap_or(0).min(4);
    for nth in 0..usize::try_from(sets).unwrap_or(0) {
        let head = stream.get(28 + 20 * nth..).unwrap_or_default();
        let Some(section) = offset(head, 16).and_then(|at| stream.get(at..)) else { continue };
        let is = |name: [u8; 4]| head.starts_with(&name);
        for (id, value) in values(section) {
            let name = match id {
                2 if is(SUMMARY) => Trait::Title,
                3 | 6 if is(SUMMARY) => Trait::Comment,
                4 if is(SUMMARY) => Trait::Author,
                8 if is(SUMMARY) => Trait::Editor,
                14 if is(OFFICE) => Trait::Author,
                15 if is(OFFICE) => Trait::Company,
                _ => Trait::Other,
            };
            into.property(name, &value);
        }
    }
}

/// The texts of a section with the numbers of their properties.
fn values(section: &[u8]) -> Vec<(u32, String)> {
    let count = offset(section, 4).unwrap_or(0).min(MOST);
    let entries = (0..count).filter_map(|nth| Some((long(section, 8 + 8 * nth)?, offset(section, 12 + 8 * nth)?)));
    let entries: Vec<(u32, &[u8])> = entries.filter_map(|(id, at)| Some((id, section.get(at..)?))).collect();
    // The first property says how the others are encoded.
    let page = entries.iter().find(|(id, value)| *id == 1 && long(value, 0) == Some(2));
    let page = page.and_then(|(_, value)| short(value, 4)).map_or(0, i64::from);
    entries.iter().filter_map(|(id, bytes)| Some((*id, value(bytes, page)?))).collect()
}

fn value(bytes: &[u8], page: i64) -> Option<String> {
    let length = offset(bytes, 4)?;
    match long(bytes, 0)? {
        0x1e => Some(text::of_page(bytes.get(8..8_usize.checked_add(length)?)?, page)),
        0x1f => Some(text::utf_16le(bytes.get(8..8_usize.checked_add(length.checked_mul(2)?)?)?)),
        _ => None,
    }
}
