//! Excel 5 to 2003.

use std::collections::{HashMap, HashSet};

use super::super::cells::{Place, written};
use super::super::figure::{self, Format};
use super::super::gathering::Gathering;
use super::super::{State, Trait, limits, text};
use super::numbers::{double, long, short};
use super::record::{Record, Records};
use super::strings::{Pieces, counted, string};

/// Reads a workbook: what all sheets share, then each sheet.
pub(super) fn read(stream: &[u8], into: &mut Gathering) {
    let mut book = Book::default();
    for record in Records::of(stream) {
        if record.kind == 0x002f {
            return into.fault(State::Encrypted);
        }
        if book.shared(&record, into).is_none() {
            book.cell(&record, into);
        }
        if into.is_full() {
            return into.fault(State::Truncated);
        }
    }
    if book.parts == 0 {
        into.fault(State::Unreadable);
    }
    for text in book.strings.iter().zip(&book.used).filter(|(_, is_used)| !**is_used).map(|(text, _)| text) {
        into.hide("deleted text", text);
    }
}

/// Reads rows that a pivot table keeps of what it was made from.
pub(super) fn cache(stream: &[u8], into: &mut Gathering) {
    for record in Records::of(stream) {
        match record.kind {
            0x00cd => into.hide("pivot cache", &string(record.body(), false).unwrap_or_default()),
            0x00c9 => into.hide("pivot cache", &double(record.body(), 0).unwrap_or_default()),
            _ => {}
        }
        if into.is_full() {
            return;
        }
    }
}

#[derive(Default)]
struct Book {
    /// Names of sheets and whether they are hidden.
    sheets: Vec<(String, bool)>,
    strings: Vec<String>,
    used: Vec<bool>,
    codes: HashMap<u16, String>,
    formats: Vec<Format>,
    is_since_1904: bool,
    /// Parts that were begun: first what is shared, then sheets.
    parts: usize,
    depth: usize,
    is_old: bool,
    hidden_rows: HashSet<u32>,
    hidden_columns: Vec<(u32, u32)>,
    /// The cell whose formula gives a text, which comes behind it.
    waiting: Option<(Place, bool)>,
}

impl Book {
    /// Records that are no cells; `None` for others.
    fn shared(&mut self, record: &Record<'_>, into: &mut Gathering) -> Option<()> {
        let body = record.body();
        match record.kind {
            0x0809 => self.begin(body),
            0x000a => self.depth = self.depth.saturating_sub(1),
            0x0085 => self.sheet(body, into),
            0x00fc => self.texts(&record.pieces),
            0x041e => drop(self.codes.insert(short(body, 0)?, string(body.get(2..)?, self.is_old)?)),
            0x00e0 => {
                let id = short(body, 2)?;
                let code = self.codes.get(&id).map(String::as_str);
                self.formats.push(figure::format(u32::from(id), code));
            }
            0x0022 => self.is_since_1904 = short(body, 0) == Some(1),
            // Who wrote it, filled up with blanks.
            0x005c => into.property(Trait::Editor, &string(body, self.is_old).unwrap_or_default()),
            0x0208 if short(body, 12)? & 0x20 != 0 => drop(self.hidden_rows.insert(u32::from(short(body, 0)?) + 1)),
            0x007d if short(body, 8)? & 1 != 0 && self.hidden_columns.len() < limits::HIDDEN => {
                self.hidden_columns.push((u32::from(short(body, 0)?) + 1, u32::from(short(body, 2)?) + 1));
            }
            0x0014 | 0x0015 => into.say("header or footer", &string(body, self.is_old).unwrap_or_default()),
            0x0018 => {
                let name = counted(body.get(14..)?, usize::from(*body.get(3)?), self.is_old);
                into.say("name", &name.unwrap_or_default());
            }
            0x001c => {
                into.commented();
                into.property(Trait::Editor, &string(body.get(8..)?, self.is_old).unwrap_or_default());
            }
            0x01b6 => into.say("comment or text box", &boxed(record).unwrap_or_default()),
            0x01b8 => runs(body).iter().for_each(|text| into.say("link", text)),
            0x01ae => runs(body).iter().for_each(|text| into.property(Trait::Other, text)),
            0x01be | 0x01b2 => runs(body).iter().for_each(|text| into.say("label", text)),
            0x005a => outside(body, into),
            _ => return None,
        }
        Some(())
    }

    fn begin(&mut self, body: &[u8]) {
        self.depth += 1;
        // A chart within a sheet.
        if self.depth > 1 {
            return;
        }
        self.parts += 1;
        self.is_old = short(body, 0).is_some_and(|version| version < 0x0600);
        self.hidden_rows.clear();
        self.hidden_columns.clear();
    }

    fn sheet(&mut self, body: &[u8], into: &mut Gathering) {
        let is_hidden = body.get(4).is_some_and(|state| state & 3 != 0);
        let length = body.get(6).map_or(0, |length| usize::from(*length));
        let name = counted(body.get(7..).unwrap_or_default(), length, self.is_old).unwrap_or_default();
        into.passage("name of a sheet", &name, is_hidden);
        self.sheets.push((name, is_hidden));
    }

    fn texts(&mut self, pieces: &[&[u8]]) {
        let mut reader = Pieces::of(pieces);
        let Some(count) = reader.skip(4).and_then(|()| reader.long()) else { return };
        let texts = std::iter::from_fn(|| reader.string());
        self.strings = texts.take(usize::try_from(count).unwrap_or(0)).collect();
        self.used = vec![false; self.strings.len()];
    }

    fn cell(&mut self, record: &Record<'_>, into: &mut Gathering) -> Option<()> {
        let body = record.body();
        if record.kind == 0x0207 {
            let (place, is_hidden) = self.waiting.take()?;
            into.passage(&self.at(place), &string(body, self.is_old)?, is_hidden);
            return Some(());
        }
        if !matches!(record.kind, 0x00fd | 0x0204 | 0x00d6 | 0x0203 | 0x027e | 0x00bd | 0x0006) {
            return None;
        }
        let (row, column, style) = (short(body, 0)?, short(body, 2)?, usize::from(short(body, 4)?));
        let place = Place { row: u32::from(row) + 1, column: u32::from(column) + 1 };
        let rest = body.get(6..)?;
        let (text, is_nothing) = match record.kind {
            0x00fd => {
                let index = super::numbers::offset(rest, 0)?;
                self.used.get_mut(index).into_iter().for_each(|used| *used = true);
                (self.strings.get(index)?.clone(), false)
            }
            0x0204 | 0x00d6 => (string(rest, self.is_old)?, false),
            0x027e => self.number(&packed(long(rest, 0)?), style),
            0x00bd => return self.row(place, body.get(4..body.len().checked_sub(2)?)?, into),
            0x0006 if short(rest, 6) == Some(0xffff) => {
                self.waiting = (rest.first() == Some(&0)).then(|| (place, self.is_unseen(place)));
                return Some(());
            }
            _ => self.number(&double(rest, 0)?, style),
        };
        into.passage(&self.at(place), &text, is_nothing || self.is_unseen(place));
        Some(())
    }

    /// Numbers beside each other, each with its style before it.
    fn row(&self, first: Place, pairs: &[u8], into: &mut Gathering) -> Option<()> {
        for (nth, pair) in (0..).zip(pairs.chunks_exact(6)) {
            let place = Place { column: first.column.saturating_add(nth), ..first };
            let (text, is_nothing) = self.number(&packed(long(pair, 2)?), usize::from(short(pair, 0)?));
            into.passage(&self.at(place), &text, is_nothing || self.is_unseen(place));
        }
        Some(())
    }

    /// A number as a cell of this style shows it, and whether the style shows nothing.
    fn number(&self, number: &str, style: usize) -> (String, bool) {
        let format = self.formats.get(style).copied().unwrap_or(Format::Number);
        let day = (format == Format::Day).then(|| figure::day(number, self.is_since_1904)).flatten();
        (day.unwrap_or_else(|| number.to_owned()), format == Format::Nothing)
    }

    /// The sheet at hand: the first part is what they share.
    fn own(&self) -> Option<&(String, bool)> {
        self.sheets.get(self.parts.checked_sub(2)?)
    }

    fn at(&self, place: Place) -> String {
        format!("{}!{}", self.own().map_or("", |(name, _)| name), written(place))
    }

    fn is_unseen(&self, place: Place) -> bool {
        let Place { row, column } = place;
        let is_column_hidden = self.hidden_columns.iter().any(|(from, to)| (*from..=*to).contains(&column));
        self.own().is_some_and(|(_, is_hidden)| *is_hidden) || self.hidden_rows.contains(&row) || is_column_hidden
    }
}

/// A number in four bytes: a whole one or the high half of a long one, both perhaps in hundredths.
fn packed(bits: u32) -> String {
    let number = if bits & 2 == 0 {
        format!("{}", f64::from_bits(u64::from(bits & 0xffff_fffc) << 32))
    } else {
        (bits.cast_signed() >> 2).to_string()
    };
    if bits & 1 == 0 { number } else { figure::digits(&format!("{number}E-2")) }
}

/// The text of a comment or a box, which stands in the record that continues it.
fn boxed(record: &Record<'_>) -> Option<String> {
    let length = usize::from(short(record.body(), 10)?);
    let (flags, _) = record.pieces.get(1)?.split_first()?;
    let mut pieces: Vec<&[u8]> = record.pieces.get(1..)?.to_vec();
    *pieces.first_mut()? = pieces.first()?.get(1..)?;
    Pieces::of(&pieces).characters(length, *flags)
}

/// Cells of another workbook that are kept here.
fn outside(body: &[u8], into: &mut Gathering) {
    runs(body).iter().for_each(|text| into.hide("cache of another workbook", text));
    let mut rest = body.get(4..).unwrap_or_default();
    while let [1, behind @ ..] = rest {
        into.hide("cache of another workbook", &double(behind, 0).unwrap_or_default());
        rest = behind.get(8..).unwrap_or_default();
    }
}

/// Texts in a record whose parts are many: runs of characters in UTF-16, and of bytes that are text.
fn runs(body: &[u8]) -> Vec<String> {
    const LEAST: usize = 4;
    let mut found = Vec::new();
    for from in 0..2 {
        let wide = text::utf_16le(body.get(from..).unwrap_or_default());
        let is_text = |sign: char| matches!(sign, ' '..='~' | '\u{3000}'..='\u{30ff}' | '一'..='鿿' | '！'..='～');
        let parts = wide.split(|sign: char| !is_text(sign)).map(str::trim).filter(|part| part.chars().count() >= LEAST);
        found.extend(parts.map(str::to_owned));
    }
    let bytes = body.split(|byte| !byte.is_ascii_graphic() && *byte != b' ' && *byte < 0x80);
    found.extend(bytes.filter(|part| part.len() >= 2 * LEAST).map(text::lossy));
    found
}
