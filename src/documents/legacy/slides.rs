//! PowerPoint 97 to 2003: records within records, of which some hold text. Older versions of a slide that a quick save
//! left in the file are read like the newest.

use super::super::gathering::Gathering;
use super::super::{State, Trait, text};
use super::numbers::{long, offset, short};

pub(super) fn read(stream: &[u8], into: &mut Gathering) {
    let (mut at, mut slide, mut is_in_comment) = (0_usize, 0_usize, false);
    while let (Some(head), Some(kind), Some(length)) =
        (short(stream, at), short(stream, at + 2), offset(stream, at + 4))
    {
        at += 8;
        let holds_records = head & 0x0f == 0x0f;
        match kind {
            1006 => slide += 1,
            12_000 => {
                into.commented();
                is_in_comment = true;
            }
            _ => {}
        }
        if holds_records {
            continue;
        }
        let body = stream.get(at..at.saturating_add(length)).unwrap_or_default();
        let place = if slide == 0 { "slides".to_owned() } else { format!("slide {slide}") };
        match kind {
            4000 => into.say(&place, &text::utf_16le(body)),
            4008 => into.say(&place, &encoding_rs::WINDOWS_1252.decode_without_bom_handling(body).0),
            // The first of a comment is its author.
            4026 if is_in_comment && head >> 4 == 0 => into.property(Trait::Editor, &text::utf_16le(body)),
            4026 if is_in_comment => into.say("comment", &text::utf_16le(body)),
            4026 => into.say(&format!("{place} label"), &text::utf_16le(body)),
            12_001 => is_in_comment = false,
            _ => {}
        }
        at = at.saturating_add(length);
        if into.is_full() {
            return;
        }
    }
}

/// Who saved the file, and whether it is locked.
pub(super) fn user(stream: &[u8], into: &mut Gathering) {
    const LOCKED: u32 = 0xf3d1_c4df;
    if long(stream, 12) == Some(LOCKED) {
        into.fault(State::Encrypted);
    }
    let length = usize::from(short(stream, 20).unwrap_or(0));
    into.property(Trait::Editor, &text::lossy(stream.get(28..28 + length).unwrap_or_default()));
}
