//! Fonts: how many bytes a code has, and which character it stands for.

use std::collections::HashMap;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};
use hayro_syntax::object::{Array, Dict, Name, Number, Object, Stream};

use super::super::gathering::Gathering;
use super::super::text;
use super::codes::Table;

/// A font as far as its codes go.
pub(super) struct Font {
    table: Table,
    coding: Coding,
    /// Widths in thousandths of the size, by code, where the font says them.
    widths: HashMap<u32, i64>,
    usual_width: Option<i64>,
}

/// What a string shows.
#[derive(Default)]
pub(super) struct Shown {
    pub(super) text: String,
    /// Whether all of it could be told.
    pub(super) is_known: bool,
    /// How wide it is, in thousandths of the size.
    pub(super) width: i64,
    pub(super) codes: i64,
}

enum Coding {
    /// One byte a character, some of which have a name of their own.
    Bytes(HashMap<u32, Option<char>>),
    /// Text in an encoding that has a name.
    Text(&'static Encoding),
    /// UTF-16 with the high byte first.
    Unicode,
    /// Numbers of characters in the collection of Adobe for simplified Chinese, of which those of ASCII are known here.
    Collection,
    /// Numbers of shapes, of which only the font knows what they show.
    Shapes,
}

impl Font {
    pub(super) fn read(dict: &Dict<'_>, into: &mut Gathering) -> Self {
        let table = dict.get::<Stream<'_>>("ToUnicode").map(|stream| super::unpacked(&stream, into));
        let table = table.map(|bytes| Table::read(&bytes)).unwrap_or_default();
        let is_composite = dict.get::<Name<'_>>("Subtype").is_some_and(|name| &*name == b"Type0");
        let coding = if is_composite { composite(dict) } else { Coding::Bytes(differences(dict)) };
        let (widths, usual_width) = if is_composite { widths_of_many(dict) } else { (widths(dict), None) };
        Self { table, coding, widths, usual_width }
    }

    /// What a string shows.
    pub(super) fn text(&self, bytes: &[u8]) -> Shown {
        let usual = match self.coding {
            Coding::Bytes(_) => 1,
            Coding::Text(encoding) if self.table.is_empty() => {
                return whole(encoding.decode_without_bom_handling(bytes).0.into());
            }
            Coding::Unicode if self.table.is_empty() => return whole(text::utf_16be(bytes)),
            _ => 2,
        };
        let mut shown = Shown { is_known: true, ..Shown::default() };
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.table.length(rest, usual).clamp(1, rest.len());
            let (code, behind) = rest.split_at(length);
            rest = behind;
            let number = code.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
            let text = self.table.text(number).or_else(|| self.known(code, number));
            shown.is_known &= text.is_some();
            let text = text.unwrap_or_else(|| char::REPLACEMENT_CHARACTER.into());
            let width = self.widths.get(&number).copied().or(self.usual_width).filter(|width| *width > 0);
            shown.width = shown.width.saturating_add(width.unwrap_or_else(|| guessed(&text)));
            shown.codes += 1;
            shown.text.push_str(&text);
        }
        shown
    }

    /// The text of a code of which the font's own table says nothing.
    fn known(&self, code: &[u8], number: u32) -> Option<String> {
        match &self.coding {
            Coding::Bytes(named) => match named.get(&number) {
                Some(sign) => sign.map(String::from),
                None => Some(WINDOWS_1252.decode_without_bom_handling(code).0.into()),
            },
            Coding::Text(encoding) => Some(encoding.decode_without_bom_handling(code).0.into()),
            Coding::Unicode => Some(text::utf_16be(code)),
            // Full width from 1, half width from 814.
            Coding::Collection => {
                let of_ascii = number.checked_sub(814).filter(|at| *at < 95).or(number.checked_sub(1))?;
                (of_ascii < 95).then(|| char::from_u32(of_ascii + 0x20).map(String::from)).flatten()
            }
            Coding::Shapes => None,
        }
    }
}

/// A string that is text as it stands.
fn whole(text: String) -> Shown {
    let codes = i64::try_from(text.chars().count()).unwrap_or(0);
    Shown { is_known: true, width: guessed(&text), codes, text }
}

/// How wide a text is in most fonts: Chinese is as wide as it is high, digits are half of that.
fn guessed(text: &str) -> i64 {
    text.chars().map(|sign| if u32::from(sign) < 0x2e80 { 500 } else { 1_000 }).sum()
}

/// Widths that are kept; a code of two bytes has no more.
const WIDTHS: usize = 65_536;

/// Widths of a font of one byte a character.
fn widths(dict: &Dict<'_>) -> HashMap<u32, i64> {
    // The shapes of such a font are drawn in a measure of their own.
    let is_drawn = dict.get::<Name<'_>>("Subtype").is_some_and(|name| &*name == b"Type3");
    let first = dict.get::<i32>("FirstChar").and_then(|first| u32::try_from(first).ok()).unwrap_or(0);
    let list = dict.get::<Array<'_>>("Widths").filter(|_| !is_drawn);
    let list = list.into_iter().flat_map(|list| list.iter::<Number>().collect::<Vec<_>>());
    (first..).zip(list.map(|width| width.as_i64()).take(WIDTHS)).collect()
}

/// Widths of a font of many characters: a first code with a list, or two codes with one width.
fn widths_of_many(dict: &Dict<'_>) -> (HashMap<u32, i64>, Option<i64>) {
    let mut widths = HashMap::new();
    let descendant = dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let Some(font) = descendant else { return (widths, None) };
    let mut codes: Vec<u32> = Vec::new();
    let list = font.get::<Array<'_>>("W").map(|list| list.iter::<Object<'_>>().take(WIDTHS).collect::<Vec<_>>());
    for object in list.unwrap_or_default() {
        match (&object, &*codes) {
            (Object::Array(list), [.., first]) => {
                let list = list.iter::<Number>().map(|width| width.as_i64());
                widths.extend((*first..).zip(list.take(WIDTHS)));
                codes.clear();
            }
            (Object::Number(width), [first, last]) => {
                let count = WIDTHS.saturating_sub(widths.len());
                widths.extend((*first..=*last).take(count).map(|code| (code, width.as_i64())));
                codes.clear();
            }
            (Object::Number(code), _) => codes.push(u32::try_from(code.as_i64()).unwrap_or(0)),
            _ => {}
        }
    }
    let usual = font.get::<i32>("DW").map_or(1_000, i64::from);
    (widths, Some(usual))
}

/// How a font of many characters is coded.
fn composite(dict: &Dict<'_>) -> Coding {
    let name = dict.get::<Name<'_>>("Encoding").map(|name| name.as_str().to_owned()).unwrap_or_default();
    let has = |part: &str| name.contains(part);
    if has("UCS2") || has("UTF16") {
        return Coding::Unicode;
    }
    if name.starts_with("GB") {
        return Coding::Text(GB18030);
    }
    if has("B5") || has("HKscs") {
        return Coding::Text(BIG5);
    }
    if has("RKSJ") {
        return Coding::Text(SHIFT_JIS);
    }
    if name.starts_with("KSC") {
        return Coding::Text(EUC_KR);
    }
    let descendant = dict.get::<Array<'_>>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict<'_>>().next());
    let system = descendant.and_then(|font| font.get::<Dict<'_>>("CIDSystemInfo"));
    let ordering = system.and_then(|system| system.get::<hayro_syntax::object::String<'_>>("Ordering"));
    if ordering.is_some_and(|ordering| ordering.as_bytes() == b"GB1") { Coding::Collection } else { Coding::Shapes }
}

/// Codes that a font gives other characters than usual, by their names.
fn differences(dict: &Dict<'_>) -> HashMap<u32, Option<char>> {
    let encoding = dict.get::<Dict<'_>>("Encoding");
    let Some(list) = encoding.and_then(|encoding| encoding.get::<Array<'_>>("Differences")) else {
        return HashMap::new();
    };
    let (mut code, mut named) = (0_u32, HashMap::new());
    for object in list.iter::<Object<'_>>().take(1_024) {
        match object {
            Object::Number(number) => code = u32::try_from(number.as_i64()).unwrap_or(0),
            Object::Name(name) => {
                named.insert(code, character(name.as_str()));
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
    named
}

/// The character of a name: `A`, `seven`, `uni4E00`. Names that a program made up stand for nothing known.
fn character(name: &str) -> Option<char> {
    const NAMED: [(&str, char); 34] = [
        ("zero", '0'),
        ("one", '1'),
        ("two", '2'),
        ("three", '3'),
        ("four", '4'),
        ("five", '5'),
        ("six", '6'),
        ("seven", '7'),
        ("eight", '8'),
        ("nine", '9'),
        ("space", ' '),
        ("nbspace", ' '),
        ("period", '.'),
        ("comma", ','),
        ("hyphen", '-'),
        ("minus", '-'),
        ("slash", '/'),
        ("colon", ':'),
        ("semicolon", ';'),
        ("at", '@'),
        ("asterisk", '*'),
        ("parenleft", '('),
        ("parenright", ')'),
        ("bracketleft", '['),
        ("bracketright", ']'),
        ("underscore", '_'),
        ("plus", '+'),
        ("equal", '='),
        ("numbersign", '#'),
        ("percent", '%'),
        ("quotesingle", '\''),
        ("quotedbl", '"'),
        ("ampersand", '&'),
        ("periodcentered", '·'),
    ];
    let mut signs = name.chars();
    if let (Some(sign), None) = (signs.next(), signs.next()) {
        return Some(sign);
    }
    if let Some((_, sign)) = NAMED.iter().find(|(own, _)| *own == name) {
        return Some(*sign);
    }
    let code = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'))?;
    u32::from_str_radix(code.get(..code.len().min(6))?, 16).ok().and_then(char::from_u32)
}
