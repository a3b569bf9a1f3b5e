//! What is taken for the same sign: full and half width, capital and small letters, traditional and simplified script.
//! Each sign becomes one sign, and commas that group digits go: 1,234 is 1234. The browser does the same with a question;
//! `search.js` of the theme follows this file.

use std::sync::OnceLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use unicode_normalization::UnicodeNormalization;

/// Signs of the basic plane, which have a table.
const BASIC: usize = 0x1_0000;

/// Where Han signs of the basic plane stand.
const HAN: [std::ops::RangeInclusive<char>; 3] =
    ['\u{3400}'..='\u{4dbf}', '\u{4e00}'..='\u{9fff}', '\u{f900}'..='\u{faff}'];

/// A text sign by sign as it is searched; every blank is a space.
pub fn folded(text: &str) -> Vec<char> {
    let table = table();
    let of = |sign: char| table.get(sign as usize).copied();
    let rare = |sign: char| of(plain(sign)).unwrap_or_else(|| plain(sign));
    let all: Vec<char> = text.chars().map(|sign| of(sign).unwrap_or_else(|| rare(sign))).collect();
    if !all.contains(&',') {
        return all;
    }
    let is_digit = |at: usize| all.get(at).is_some_and(char::is_ascii_digit);
    let groups = |at: usize| at > 0 && is_digit(at - 1) && (at + 1..at + 4).all(is_digit) && !is_digit(at + 4);
    let kept = all.iter().enumerate().filter(|(at, sign)| **sign != ',' || !groups(*at));
    kept.map(|(_, sign)| *sign).collect()
}

/// Traditional signs, each before its simplified one.
pub fn signs() -> String {
    pairs().iter().flat_map(|(from, to)| [*from, *to]).collect()
}

/// Whether a sign of the basic plane is a Han sign.
pub(super) fn is_han(sign: char) -> bool {
    HAN.iter().any(|signs| signs.contains(&sign))
}

/// Whether folding a text takes the table of [`signs`].
pub fn is_traditional(text: &str) -> bool {
    let table = table();
    text.chars().any(|sign| {
        let plain = plain(sign);
        table.get(plain as usize).is_some_and(|folded| *folded != plain)
    })
}

/// One sign where `signs` gives exactly one.
fn one(mut signs: impl Iterator<Item = char>) -> Option<char> {
    signs.next().filter(|_| signs.next().is_none())
}

/// A sign in its usual width, small, without regard to script.
fn plain(sign: char) -> char {
    // Most signs are Han or ASCII, of which all this makes what is known beforehand.
    match sign {
        '\u{4e00}'..='\u{9fff}' => return sign,
        ' '..='~' => return sign.to_ascii_lowercase(),
        _ => {}
    }
    let sign = one(std::iter::once(sign).nfkc()).unwrap_or(sign);
    let sign = one(sign.to_lowercase()).unwrap_or(sign);
    if sign.is_whitespace() || sign.is_control() || sign == '\u{feff}' { ' ' } else { sign }
}

/// What every sign of the basic plane becomes.
fn table() -> &'static [char] {
    static TABLE: OnceLock<Vec<char>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let signs = (0..BASIC).map(|at| u32::try_from(at).ok().and_then(char::from_u32).map_or(' ', plain));
        let mut table: Vec<char> = signs.collect();
        let simple: std::collections::HashMap<char, char> = pairs().iter().copied().collect();
        for sign in &mut table {
            *sign = simple.get(sign).copied().unwrap_or(*sign);
        }
        table
    })
}

/// Traditional signs with their simplified ones, in the order of the former. No sign stands on both sides.
fn pairs() -> &'static [(char, char)] {
    static PAIRS: OnceLock<Vec<(char, char)>> = OnceLock::new();
    PAIRS.get_or_init(|| {
        let signs: Vec<char> = HAN.into_iter().flatten().filter(|sign| plain(*sign) == *sign).collect();
        let first = simplified(&signs);
        // What became another sign may itself be one that is simplified further.
        let second = simplified(&first);
        let pairs = signs.into_iter().zip(second);
        pairs.filter(|(from, to)| from != to).collect()
    })
}

/// Each sign in simplified script; without the dictionary, as it is.
fn simplified(signs: &[char]) -> Vec<char> {
    let Ok(script) = OpenCC::from_config(BuiltinConfig::T2s) else { return signs.to_vec() };
    let lines: String = signs.iter().flat_map(|sign| [*sign, '\n']).collect();
    let converted = script.convert(&lines);
    let own = signs.iter().zip(converted.lines());
    own.map(|(sign, line)| one(line.chars()).filter(|to| (*to as usize) < BASIC).unwrap_or(*sign)).collect()
}
