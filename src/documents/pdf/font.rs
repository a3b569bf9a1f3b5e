//! Fonts: how many bytes a code has, and which character it stands for.

use std::collections::HashMap;

use encoding_rs::{BIG5, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};

use super::super::gathering::Gathering;
use super::super::text;
use super::codes::Table;

/// A font as far as its codes go.
pub(super) struct Font {
    table: Table,
    coding: Coding,
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
        Self { table, coding }
    }

    /// The text of a string, and whether all of it could be told.
    pub(super) fn text(&self, bytes: &[u8]) -> (String, bool) {
        let usual = match self.coding {
            Coding::Bytes(_) => 1,
            Coding::Text(encoding) if self.table.is_empty() => {
                return (encoding.decode_without_bom_handling(bytes).0.into(), true);
            }
            Coding::Unicode if self.table.is_empty() => return (text::utf_16be(bytes), true),
            _ => 2,
        };
        let (mut out, mut is_known) = (String::new(), true);
        let mut rest = bytes;
        while !rest.is_empty() {
            let length = self.table.length(rest, usual).clamp(1, rest.len());
            let (code, behind) = rest.split_at(length);
            rest = behind;
            let number = code.iter().fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
            match self.table.text(number).or_else(|| self.known(code, number)) {
                Some(text) => out.push_str(&text),
                None => {
                    out.push(char::REPLACEMENT_CHARACTER);
                    is_known = false;
                }
            }
        }
        (out, is_known)
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
