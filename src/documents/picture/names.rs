//! Properties that pictures and PDF share: XMP and IPTC.

use super::super::gathering::Gathering;
use super::super::markup::{self, Piece};
use super::super::{Trait, properties, text};

/// Reads a packet of XMP.
pub(super) fn xmp(bytes: &[u8], into: &mut Gathering) {
    // Names that only hold lists together.
    const FRAME: [&str; 7] = ["RDF", "Description", "Alt", "Seq", "Bag", "li", "xmpmeta"];
    let Some(text) = text::decode(bytes) else { return };
    let mut names: Vec<String> = Vec::new();
    markup::walk(text.trim_end_matches('\0'), |piece| {
        match piece {
            Piece::Open(tag) => {
                names.push(tag.name().to_owned());
                for (name, value) in tag.attributes() {
                    told(&name, &value, into);
                }
            }
            Piece::Close(_) => drop(names.pop()),
            Piece::Text(value) => {
                let name = names.iter().rev().find(|name| !FRAME.contains(&&***name));
                told(name.map_or("", |name| name), value, into);
            }
            Piece::Aside(text) => into.property(Trait::Other, text),
        }
        into.goes_on()
    });
}

fn told(name: &str, value: &str, into: &mut Gathering) {
    let is_technical = value.starts_with("http") || value.starts_with("xmp.") || value.starts_with("uuid:");
    let is_figure = value.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'/' | b' '));
    let meant = properties::meant(name);
    let tells_nothing = is_technical || is_figure && meant == Trait::Other || value.trim().chars().count() < 2;
    if !tells_nothing {
        into.property(meant, value);
    }
}

/// Reads records of IPTC, which stand among other things in a block of Photoshop.
pub(super) fn iptc(bytes: &[u8], into: &mut Gathering) {
    let mut rest = bytes;
    while let Some(at) = rest.windows(2).position(|two| two == [0x1c, 0x02]) {
        let record = rest.get(at + 2..).unwrap_or_default();
        let [id, high, low, ..] = record else { return };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        let Some(value) = record.get(3..3 + length) else {
            rest = record;
            continue;
        };
        let name = match id {
            80 | 85 | 116 | 122 => Trait::Author,
            110 | 115 => Trait::Company,
            120 | 40 | 105 => Trait::Comment,
            90 | 92 | 95 | 100 | 101 | 26 | 27 => Trait::Position,
            5 => Trait::Title,
            _ => Trait::Other,
        };
        if length > 1 {
            into.property(name, &text::lossy(value));
        }
        rest = record.get(3 + length..).unwrap_or_default();
    }
}
