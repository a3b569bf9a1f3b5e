//! Which character a code of a font stands for, where the font says so itself (`ToUnicode`).

use std::collections::HashMap;

use super::super::text;

/// The table that a font brings.
#[derive(Default)]
pub(super) struct Table {
    single: HashMap<u32, String>,
    /// First and last code, and the character of the first.
    ranges: Vec<(u32, u32, String)>,
    /// Lengths of codes in bytes, with first and last code of that length.
    spaces: Vec<(usize, u32, u32)>,
}

/// Entries that are kept: more than Unicode has characters of Chinese.
const ENTRIES: usize = 120_000;

/// Ranges of codes of one length; each code is looked for in all.
const SPACES: usize = 64;

impl Table {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut table = Self::default();
        let mut tokens = Tokens { rest: bytes };
        let mut section = Section::None;
        let mut pending: Vec<Token> = Vec::new();
        while let Some(token) = tokens.next() {
            if table.single.len() + table.ranges.len() > ENTRIES {
                break;
            }
            match token {
                Token::Word(word) => {
                    section = match word {
                        b"begincodespacerange" => Section::Spaces,
                        b"beginbfchar" | b"begincidchar" => Section::Single,
                        b"beginbfrange" => Section::Ranges,
                        _ => Section::None,
                    };
                    pending.clear();
                }
                other => pending.push(other),
            }
            table.take(section, &mut pending);
        }
        table.ranges.sort_by_key(|(from, ..)| *from);
        table
    }

    fn take(&mut self, section: Section, pending: &mut Vec<Token<'_>>) {
        match (section, &**pending) {
            (Section::Spaces, [Token::Code(from), Token::Code(to)]) if self.spaces.len() < SPACES => {
                self.spaces.push((from.len().max(1), number(from), number(to)));
            }
            (Section::Single, [Token::Code(code), Token::Code(text)]) => {
                self.single.insert(number(code), text::utf_16be(text));
            }
            (Section::Ranges, [Token::Code(from), Token::Code(to), Token::Code(text)]) => {
                self.ranges.push((number(from), number(to), text::utf_16be(text)));
            }
            (Section::Ranges, [Token::Code(from), Token::Code(_), Token::List(texts)]) => {
                for (code, text) in (number(from)..).zip(texts) {
                    self.single.insert(code, text::utf_16be(text));
                }
            }
            (Section::None, _) => {}
            _ => return,
        }
        pending.clear();
    }

    /// Whether it says nothing.
    pub(super) fn is_empty(&self) -> bool {
        self.single.is_empty() && self.ranges.is_empty()
    }

    /// How many bytes the code has that the bytes begin with.
    pub(super) fn length(&self, bytes: &[u8], usual: usize) -> usize {
        let fits = |length: usize, from: u32, to: u32| {
            bytes.get(..length).is_some_and(|code| (from..=to).contains(&number(code)))
        };
        let found = self.spaces.iter().find(|(length, from, to)| fits(*length, *from, *to));
        found.map_or(usual, |(length, ..)| *length)
    }

    /// The text of a code.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.single.get(&code) {
            return Some(text.clone());
        }
        let behind = self.ranges.partition_point(|(from, ..)| *from <= code);
        let (from, _, text) = self.ranges.get(behind.checked_sub(1)?).filter(|(_, to, _)| *to >= code)?;
        let mut signs: Vec<char> = text.chars().collect();
        let last = signs.pop()?;
        signs.push(char::from_u32(u32::from(last).checked_add(code - from)?)?);
        Some(signs.into_iter().collect())
    }
}

#[derive(Clone, Copy)]
enum Section {
    None,
    Spaces,
    Single,
    Ranges,
}

enum Token<'a> {
    Word(&'a [u8]),
    Code(Vec<u8>),
    List(Vec<Vec<u8>>),
}

/// The number that the bytes are; of more than four the last.
fn number(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0, |number, byte| number << 8 | u32::from(*byte))
}

struct Tokens<'a> {
    rest: &'a [u8],
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let (first, behind) = self.rest.split_first()?;
            match first {
                b'<' if behind.first() == Some(&b'<') => self.rest = behind.get(1..).unwrap_or_default(),
                b'<' => return Some(Token::Code(self.code())),
                b'[' => return Some(Token::List(self.list())),
                b'%' => {
                    let end = behind.iter().position(|byte| matches!(byte, b'\r' | b'\n')).unwrap_or(behind.len());
                    self.rest = behind.get(end..).unwrap_or_default();
                }
                byte if byte.is_ascii_alphabetic() => {
                    let end = self.rest.iter().position(|byte| !byte.is_ascii_alphabetic()).unwrap_or(self.rest.len());
                    let (word, rest) = self.rest.split_at(end);
                    self.rest = rest;
                    return Some(Token::Word(word));
                }
                _ => self.rest = behind,
            }
        }
    }

    /// The bytes between `<` and `>`.
    fn code(&mut self) -> Vec<u8> {
        let end = self.rest.iter().position(|byte| *byte == b'>').unwrap_or(self.rest.len());
        let (hexadecimal, rest) = self.rest.split_at(end);
        self.rest = rest.get(1..).unwrap_or_default();
        let digits = hexadecimal.iter().filter_map(|byte| char::from(*byte).to_digit(16));
        let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
        digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
    }

    fn list(&mut self) -> Vec<Vec<u8>> {
        let mut list = Vec::new();
        while let Some((first, behind)) = self.rest.split_first() {
            match first {
                b'<' => list.push(self.code()),
                b']' => {
                    self.rest = behind;
                    break;
                }
                _ => self.rest = behind,
            }
        }
        list
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn a_table_is_read() {
        let table = Table::read(
            b"1 begincodespacerange <00><7f> <8000><ffff> endcodespacerange 1 beginbfchar <8001> <675167d0> endbfchar\n\
              2 beginbfrange <0010> <0019> <0030> <0020> <0021> [<4e00> <4e8c>] endbfrange",
        );
        assert_eq!(table.text(0x8001).as_deref(), Some("村某"));
        assert_eq!(table.text(0x12).as_deref(), Some("2"));
        assert_eq!(table.text(0x21).as_deref(), Some("二"));
        assert_eq!(table.text(0x30), None);
        assert_eq!((table.length(b"\x10\x11", 2), table.length(b"\x80\x01", 1)), (1, 2));
    }
}
