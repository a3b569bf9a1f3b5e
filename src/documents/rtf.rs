//! RTF: text between control words, with what it tells of its makers in groups of their own.

use super::gathering::Gathering;
use super::{State, Trait, text};

/// Reads a text; `bytes` begin with `{\rtf`.
pub(super) fn read(bytes: &[u8], into: &mut Gathering) {
    let mut rtf = Rtf { paragraph: 1, ..Rtf::default() };
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        rest = match first {
            b'{' => {
                rtf.text();
                if rtf.groups.len() > super::limits::DEPTH {
                    return into.fault(State::Unreadable);
                }
                rtf.groups.push(rtf.group);
                behind
            }
            b'}' => {
                rtf.end(into);
                behind
            }
            b'\\' => rtf.control(behind, into),
            b'\r' | b'\n' => behind,
            _ if rtf.group.skip > 0 => {
                rtf.group.skip -= 1;
                behind
            }
            byte => {
                rtf.bytes.push(*byte);
                behind
            }
        };
        if into.is_full() {
            return into.fault(State::Truncated);
        }
    }
    rtf.end(into);
    rtf.paragraph(into);
}

/// What a group says of the text in it.
#[derive(Clone, Copy)]
struct Group {
    sort: Sort,
    is_hidden: bool,
    /// Signs still to be left out: what older programs show in the place of a character, and how many these are.
    skip: usize,
    fallback: usize,
}

impl Default for Group {
    fn default() -> Self {
        Self { sort: Sort::Text, is_hidden: false, skip: 0, fallback: 1 }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Text,
    /// Fonts, colours, pictures: no text.
    Nothing,
    Property(Trait),
    Comment,
    /// Fields, marks, and what only newer programs know.
    Aside,
}

#[derive(Default)]
struct Rtf {
    group: Group,
    /// The groups around it.
    groups: Vec<Group>,
    /// Bytes whose characters may be cut by control words.
    bytes: Vec<u8>,
    /// The number of their encoding, if the file says it.
    page: i64,
    /// The paragraph so far; what stands in groups of another sort does not cut it.
    shown: String,
    hidden: String,
    /// The text of a group that is no part of the paragraph.
    other: String,
    paragraph: usize,
    table: usize,
    row: usize,
    /// The cell at hand, from one; none outside of tables.
    column: usize,
    /// The paragraph behind the last row.
    row_end: usize,
}

impl Rtf {
    /// The bytes so far are text.
    fn text(&mut self) {
        let bytes = std::mem::take(&mut self.bytes);
        self.take(&text::of_page(&bytes, self.page));
    }

    fn take(&mut self, text: &str) {
        match self.group.sort {
            Sort::Nothing => {}
            Sort::Text if self.group.is_hidden => self.hidden.push_str(text),
            Sort::Text => self.shown.push_str(text),
            _ => self.other.push_str(text),
        }
    }

    fn end(&mut self, into: &mut Gathering) {
        self.text();
        let own = std::mem::replace(&mut self.group, self.groups.pop().unwrap_or_default());
        if own.sort == self.group.sort {
            return;
        }
        let other = std::mem::take(&mut self.other);
        match own.sort {
            Sort::Property(name) => {
                // A list of names has a group for each.
                other.split(';').for_each(|value| into.property(name, value));
            }
            Sort::Comment => into.say(&format!("comment in paragraph {}", self.paragraph), &other),
            Sort::Aside => into.say(&format!("field in paragraph {}", self.paragraph), &other),
            Sort::Text | Sort::Nothing => {}
        }
    }

    fn paragraph(&mut self, into: &mut Gathering) {
        self.text();
        if self.group.sort != Sort::Text {
            self.other.push('\n');
            return;
        }
        let place = match self.column {
            0 => format!("paragraph {}", self.paragraph),
            column => format!("table {} row {} column {column}", self.table, self.row),
        };
        into.say(&place, &std::mem::take(&mut self.shown));
        into.hide(&place, &std::mem::take(&mut self.hidden));
        self.paragraph += 1;
    }

    /// Follows the control word or sign at the beginning; gives what comes behind.
    fn control<'a>(&mut self, bytes: &'a [u8], into: &mut Gathering) -> &'a [u8] {
        let Some((first, behind)) = bytes.split_first() else { return bytes };
        if !first.is_ascii_alphabetic() {
            return self.sign(*first, behind, into);
        }
        let letters = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (word, rest) = bytes.split_at(letters);
        let digits =
            rest.iter().enumerate().take_while(|(at, byte)| byte.is_ascii_digit() || *at == 0 && **byte == b'-');
        let (number, rest) = rest.split_at(digits.count());
        let number: Option<i64> = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        self.word(word, number, into);
        let rest = rest.strip_prefix(b" ").unwrap_or(rest);
        match word {
            b"bin" => rest.get(number.and_then(|count| usize::try_from(count).ok()).unwrap_or(0)..).unwrap_or_default(),
            _ => rest,
        }
    }

    fn sign<'a>(&mut self, sign: u8, behind: &'a [u8], into: &mut Gathering) -> &'a [u8] {
        match sign {
            b'\'' => {
                let (pair, rest) = behind.split_at(behind.len().min(2));
                let byte = std::str::from_utf8(pair).ok().and_then(|pair| u8::from_str_radix(pair, 16).ok());
                if self.group.skip > 0 {
                    self.group.skip -= 1;
                } else {
                    self.bytes.extend(byte);
                }
                return rest;
            }
            b'*' => {
                self.text();
                self.group.sort = Sort::Aside;
            }
            b'~' => self.bytes.push(b' '),
            b'_' => self.bytes.push(b'-'),
            b'\\' | b'{' | b'}' => self.bytes.push(sign),
            b'\r' | b'\n' => self.paragraph(into),
            _ => {}
        }
        behind
    }

    fn word(&mut self, word: &[u8], number: Option<i64>, into: &mut Gathering) {
        let sort = match word {
            b"fonttbl"
            | b"colortbl"
            | b"stylesheet"
            | b"pict"
            | b"themedata"
            | b"colorschememapping"
            | b"datastore"
            | b"latentstyles"
            | b"rsidtbl"
            | b"listtable"
            | b"listoverridetable"
            | b"generator"
            | b"objdata" => Sort::Nothing,
            b"author" | b"manager" => Sort::Property(Trait::Author),
            b"operator" | b"atnauthor" | b"revtbl" => Sort::Property(Trait::Editor),
            b"company" => Sort::Property(Trait::Company),
            b"title" => Sort::Property(Trait::Title),
            b"subject" | b"doccomm" => Sort::Property(Trait::Comment),
            b"template" | b"keywords" | b"category" => Sort::Property(Trait::Other),
            b"annotation" => Sort::Comment,
            _ => return self.look(word, number, into),
        };
        if word == b"annotation" {
            into.commented();
        }
        if word == b"objdata" {
            into.leave("embedded object");
        }
        self.text();
        self.group.sort = sort;
    }

    fn look(&mut self, word: &[u8], number: Option<i64>, into: &mut Gathering) {
        match word {
            b"trowd" => {
                // Rows that follow each other are of one table.
                self.table += usize::from(self.paragraph != self.row_end);
                (self.row, self.column) = (self.row + 1, 1);
            }
            b"cell" => {
                self.paragraph(into);
                self.column += usize::from(self.column > 0);
            }
            b"row" => {
                self.column = 0;
                self.paragraph(into);
                self.row_end = self.paragraph;
            }
            b"par" | b"line" | b"page" | b"sect" => self.paragraph(into),
            b"tab" => self.bytes.push(b'\t'),
            b"v" | b"deleted" => {
                if word == b"deleted" {
                    into.tracked();
                }
                self.text();
                self.group.is_hidden = number != Some(0);
            }
            b"plain" => {
                self.text();
                self.group.is_hidden = false;
            }
            b"ansicpg" => self.page = number.unwrap_or(0),
            b"uc" => self.group.fallback = number.and_then(|count| usize::try_from(count).ok()).unwrap_or(1),
            b"u" => {
                self.text();
                // Negative from 32768 on.
                let unit = number.and_then(|number| u32::try_from(number.rem_euclid(65_536)).ok());
                self.take(
                    unit.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER).encode_utf8(&mut [0; 4]),
                );
                self.group.skip = self.group.fallback;
            }
            _ => {}
        }
    }
}
