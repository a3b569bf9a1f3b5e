//! Word 97 to 2003: text in pieces, which a table in another stream puts in order.

use super::super::gathering::Gathering;
use super::super::{State, Trait, text};
use super::numbers::{long, offset, short};

/// Places of tables in the head of the file.
const PIECES: usize = 0x01a2;
const COMMENTATORS: usize = 0x01ba;
const REVISERS: usize = 0x0232;
const SAVED_BY: usize = 0x02d2;

/// Reads a text; `beside` gives the streams in the same folder.
pub(super) fn read<'a>(stream: &[u8], beside: &dyn Fn(&str) -> Option<&'a [u8]>, into: &mut Gathering) {
    const ENCRYPTED: u16 = 0x0100;
    const SECOND_TABLE: u16 = 0x0200;
    let flags = short(stream, 0x0a).unwrap_or(0);
    if flags & ENCRYPTED != 0 {
        return into.fault(State::Encrypted);
    }
    let name = if flags & SECOND_TABLE == 0 { "0Table" } else { "1Table" };
    let table = beside(name).unwrap_or_default();
    let list = |at: usize| table.get(offset(stream, at)?..)?.get(..offset(stream, at + 4)?);
    let Some(units) = list(PIECES).and_then(|list| units(stream, list)) else { return into.fault(State::Unreadable) };
    let mut rest = &*units;
    for (place, at) in PARTS {
        let length = offset(stream, at).unwrap_or(0).min(rest.len());
        let (part, behind) = rest.split_at(length);
        rest = behind;
        if at == COMMENTS && length > 0 {
            into.commented();
        }
        paragraphs(place, part, into);
    }
    // Whatever the head does not count.
    paragraphs("text", rest, into);
    for name in list(COMMENTATORS).map(words).unwrap_or_default() {
        into.property(Trait::Editor, &name);
    }
    for name in list(REVISERS).map(table_of_words).unwrap_or_default().iter().filter(|name| *name != "Unknown") {
        into.tracked();
        into.property(Trait::Editor, name);
    }
    // Who saved it the last ten times, and under which path.
    for name in list(SAVED_BY).map(table_of_words).unwrap_or_default() {
        into.property(Trait::Editor, &name);
    }
}

/// Where the head counts the characters of comments.
const COMMENTS: usize = 0x5c;

/// Parts of the text in their order, with where their lengths stand.
const PARTS: [(&str, usize); 8] = [
    ("", 0x4c),
    ("footnote ", 0x50),
    ("header or footer ", 0x54),
    ("macro ", 0x58),
    ("comment ", COMMENTS),
    ("endnote ", 0x60),
    ("text box ", 0x64),
    ("text box of header ", 0x68),
];

/// All text in units of UTF-16.
fn units(stream: &[u8], list: &[u8]) -> Option<Vec<u16>> {
    let mut rest = list;
    // Changes of looks come first.
    while rest.first() == Some(&1) {
        rest = rest.get(3 + usize::from(short(rest, 1)?)..)?;
    }
    let table = rest.get(5..)?.get(..offset(rest, 1)?)?;
    let count = table.len().checked_sub(4)? / 12;
    let mut units = Vec::new();
    for nth in 0..count {
        let (from, to) = (offset(table, 4 * nth)?, offset(table, 4 * nth + 4)?);
        let place = long(table, 4 * (count + 1) + 8 * nth + 2)?;
        let length = to.checked_sub(from)?;
        let is_narrow = place & 0x4000_0000 != 0;
        let at = usize::try_from(place & 0x3fff_ffff).ok()?;
        let (at, bytes) = if is_narrow { (at / 2, length) } else { (at, length.checked_mul(2)?) };
        let piece = stream.get(at..at.checked_add(bytes)?)?;
        if is_narrow {
            units.extend(encoding_rs::WINDOWS_1252.decode_without_bom_handling(piece).0.encode_utf16());
        } else {
            units.extend(piece.chunks_exact(2).filter_map(|pair| short(pair, 0)));
        }
        // Pieces that are the same bytes again and again.
        if units.len() > super::super::limits::TEXT {
            break;
        }
    }
    Some(units)
}

/// Ends a cell, and a row.
const CELL: u16 = 0x07;

fn paragraphs(place: &str, units: &[u16], into: &mut Gathering) {
    let ends = |unit: &u16| matches!(*unit, CELL | 0x0c | 0x0d);
    let all: Vec<&[u16]> = units.split_inclusive(ends).collect();
    let (mut at, mut tables) = (0, 0);
    while at < all.len() && !into.is_full() {
        let cells = all[at..].iter().take_while(|own| own.last() == Some(&CELL)).count();
        let Some(columns) = columns(&all[at..at + cells]) else {
            let end = at + cells.max(1);
            for (own, number) in all[at..end].iter().zip(at + 1..) {
                into.say(&format!("{place}paragraph {number}"), &text_of(own));
            }
            at = end;
            continue;
        };
        tables += 1;
        for (cell, number) in all[at..at + cells].iter().zip(0..) {
            let (row, column) = (number / (columns + 1) + 1, number % (columns + 1) + 1);
            into.say(&format!("{place}table {tables} row {row} column {column}"), &text_of(cell));
        }
        at += cells;
    }
}

/// How many columns these cells have, behind each row of which the end of the row is marked like a cell of nothing; `None`
/// if they are no table that is equally wide everywhere.
fn columns(cells: &[&[u16]]) -> Option<usize> {
    const MOST: usize = 64;
    let ends = |columns: &usize| cells.iter().skip(*columns).step_by(columns + 1).all(|own| own.len() == 1);
    // A single row of which cells are empty may as well be two rows.
    let is_sure = |columns: &usize| cells.len() > columns + 1 || cells.iter().take(*columns).all(|own| own.len() > 1);
    (1..=MOST).find(|columns| {
        !cells.is_empty() && cells.len().is_multiple_of(columns + 1) && ends(columns) && is_sure(columns)
    })
}

fn text_of(paragraph: &[u16]) -> String {
    // Marks of fields, pictures and breaks; what a field would do stands between them.
    let text = String::from_utf16_lossy(paragraph);
    text.replace('\u{1e}', "-").replace(|sign: char| sign.is_control() && sign != '\t', " ")
}

/// Words, each with its length before it.
fn words(bytes: &[u8]) -> Vec<String> {
    let (mut rest, mut words) = (bytes, Vec::new());
    while let Some(length) = short(rest, 0).map(|length| 2 * usize::from(length))
        && let Some(word) = rest.get(2..2 + length)
    {
        words.push(text::utf_16le(word));
        rest = rest.get(2 + length..).unwrap_or_default();
    }
    words
}

/// Words with a head that counts them.
fn table_of_words(bytes: &[u8]) -> Vec<String> {
    if short(bytes, 0) == Some(0xffff) { words(bytes.get(6..).unwrap_or_default()) } else { Vec::new() }
}
