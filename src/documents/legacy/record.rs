//! Records of a workbook: a number, a length, and what they hold.

use super::numbers::short;

/// A record with the records that continue it.
pub(super) struct Record<'a> {
    pub(super) kind: u16,
    /// What it holds; the first piece is its own.
    pub(super) pieces: Vec<&'a [u8]>,
}

impl<'a> Record<'a> {
    /// What it holds itself.
    pub(super) fn body(&self) -> &'a [u8] {
        self.pieces.first().copied().unwrap_or_default()
    }
}

/// The records of a stream.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    pub(super) fn of(stream: &'a [u8]) -> Self {
        Self { rest: stream }
    }

    fn one(&mut self) -> Option<(u16, &'a [u8])> {
        let (kind, length) = (short(self.rest, 0)?, usize::from(short(self.rest, 2)?));
        let (body, rest) = self.rest.get(4..)?.split_at_checked(length)?;
        self.rest = rest;
        Some((kind, body))
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        const CONTINUES: u16 = 0x003c;
        let (kind, body) = self.one()?;
        let mut pieces = vec![body];
        while short(self.rest, 0) == Some(CONTINUES)
            && let Some((_, body)) = self.one()
        {
            pieces.push(body);
        }
        Some(Record { kind, pieces })
    }
}
