//! Texts in workbooks, which may be cut between two records at any character.

use super::super::text;

/// Bytes in pieces, read from the front.
pub(super) struct Pieces<'p, 'a> {
    pieces: &'p [&'a [u8]],
    piece: usize,
    at: usize,
}

impl<'p, 'a> Pieces<'p, 'a> {
    pub(super) fn of(pieces: &'p [&'a [u8]]) -> Self {
        Self { pieces, piece: 0, at: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        loop {
            let piece = self.pieces.get(self.piece)?;
            if let Some(byte) = piece.get(self.at) {
                self.at += 1;
                return Some(*byte);
            }
            (self.piece, self.at) = (self.piece + 1, 0);
        }
    }

    pub(super) fn short(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    pub(super) fn long(&mut self) -> Option<u32> {
        Some(u32::from(self.short()?) | u32::from(self.short()?) << 16)
    }

    pub(super) fn skip(&mut self, count: usize) -> Option<()> {
        // Looks of a text are four bytes each; no text has more than its characters.
        (0..count.min(1 << 20)).try_for_each(|_| self.byte().map(drop))
    }

    /// A text with its length, its marks, its characters, and what belongs to its looks.
    pub(super) fn string(&mut self) -> Option<String> {
        let length = usize::from(self.short()?);
        let flags = self.byte()?;
        let runs = if flags & 0x08 == 0 { 0 } else { usize::from(self.short()?) };
        let phonetic = if flags & 0x04 == 0 { 0 } else { usize::try_from(self.long()?).ok()? };
        let text = self.characters(length, flags)?;
        self.skip(runs * 4 + phonetic)?;
        Some(text)
    }

    /// Characters of one byte or two, as the mark says; behind a cut stands a new mark.
    pub(super) fn characters(&mut self, length: usize, flags: u8) -> Option<String> {
        let (mut units, mut is_wide) = (Vec::new(), flags & 1 != 0);
        for _ in 0..length {
            let is_cut = self.pieces.get(self.piece).is_none_or(|piece| self.at >= piece.len());
            if is_cut {
                (self.piece, self.at) = (self.piece + 1, 0);
                is_wide = self.byte()? & 1 != 0;
            }
            units.push(if is_wide { self.short()? } else { u16::from(self.byte()?) });
        }
        Some(String::from_utf16_lossy(&units))
    }
}

/// A text that stands whole in a record: two bytes of length, a mark where there is one, characters.
pub(super) fn string(bytes: &[u8], is_old: bool) -> Option<String> {
    if !is_old {
        return Pieces::of(&[bytes]).string();
    }
    let length = usize::from(super::numbers::short(bytes, 0)?);
    Some(text::lossy(bytes.get(2..2 + length)?))
}

/// A text of which the length was read before: a mark and characters, or bytes.
pub(super) fn counted(bytes: &[u8], length: usize, is_old: bool) -> Option<String> {
    if is_old {
        return Some(text::lossy(bytes.get(..length)?));
    }
    let (flags, rest) = bytes.split_first()?;
    Pieces::of(&[rest]).characters(length, *flags)
}
