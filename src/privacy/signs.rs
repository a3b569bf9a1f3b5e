//! What a sign is worth in a number, however it is written.

use std::sync::LazyLock;

use crate::base::unseen::is_unseen;

/// What a sign is in a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A figure.
    Digit(u8),
    /// A figure in Han.
    Han(u8),
    /// An o or l, which is a nought or a one between figures.
    Letter(u8),
    /// An x, which is a check digit, a mask or a times sign.
    Cross,
    /// A sign that hides a figure.
    Mask,
    /// A blank between figures.
    Space,
    /// A sign between figures: hyphen, point, slash.
    Mark,
    /// A line break.
    Break,
    /// A sign without width, or one that goes on a figure.
    Unseen,
    /// Anything else.
    Other,
}

/// What a sign is in a number.
pub(super) fn class(sign: char) -> Class {
    if sign.is_ascii() {
        return ascii(sign);
    }
    if matches!(sign, '\u{4e00}'..='\u{9fff}') {
        return han(sign).map_or(Class::Other, Class::Han);
    }
    match sign {
        '〇' => Class::Han(0),
        'Ｘ' | 'ｘ' | '×' | 'Ⅹ' | 'ⅹ' | 'Χ' | 'χ' | 'Х' | 'х' | '✕' | '✖' | '╳' | 'ₓ' | '✗' | '✘' | 'Ҳ' | 'ҳ' | 'Ⓧ'
        | 'ⓧ' | '❌' | '⨯' | '🅇' | '𝐗' | '𝑋' | '𝗫' | '𝖷' | '𝚇' => Class::Cross,
        'Ｏ' | 'ｏ' | 'О' | 'о' | 'Ο' | 'ο' => Class::Letter(0),
        '＊' | '•' | '●' | '○' | '■' | '□' | '▇' | '█' | '※' | '∗' | '﹡' | '◆' | '△' | '▲' | '＃' => {
            Class::Mask
        }
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => Class::Space,
        '·' | '・' | '．' | '－' | '＿' | '／' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' => {
            Class::Mark
        }
        '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Break,
        '\u{20e3}' => Class::Unseen,
        _ if is_unseen(sign) => Class::Unseen,
        _ => odd_digit(sign).map_or(Class::Other, Class::Digit),
    }
}

fn ascii(sign: char) -> Class {
    match sign {
        '0'..='9' => Class::Digit(value(sign, '0')),
        'x' | 'X' => Class::Cross,
        'o' | 'O' => Class::Letter(0),
        'l' | 'I' => Class::Letter(1),
        '*' | '#' => Class::Mask,
        ' ' | '\t' => Class::Space,
        '-' | '.' | '_' | '/' => Class::Mark,
        '\n' | '\r' => Class::Break,
        _ => Class::Other,
    }
}

/// The first two bytes of figures in Han, by the lower bits of both.
static FIGURES: LazyLock<[bool; 512]> = LazyLock::new(|| {
    let mut all = [false; 512];
    for sign in ('\u{4e00}'..='\u{9fff}').filter(|sign| han(*sign).is_some()) {
        let mut bytes = [0; 4];
        sign.encode_utf8(&mut bytes);
        if let Some(own) = all.get_mut(place(bytes[0], bytes[1])) {
            *own = true;
        }
    }
    all
});

fn place(first: u8, second: u8) -> usize {
    usize::from(first & 7) << 6 | usize::from(second & 63)
}

/// Whether two bytes begin a sign of Han that is surely no figure.
#[inline]
pub(super) fn is_plain_han(first: u8, second: Option<&u8>) -> bool {
    matches!(first, 0xe4..=0xe9) && second.is_some_and(|second| FIGURES.get(place(first, *second)) == Some(&false))
}

/// A figure in Han, small or capital.
fn han(sign: char) -> Option<u8> {
    Some(match sign {
        '零' => 0,
        '一' | '壹' | '幺' | '弌' => 1,
        '二' | '贰' | '貳' | '弍' => 2,
        '三' | '叁' | '參' | '弎' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// The noughts of all scripts with figures of their own, each with its nine others behind it.
#[rustfmt::skip]
const NOUGHTS: [u32; 66] = [
    0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900,
    0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0,
    0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50, 0x1d7ce, 0x1d7d8,
    0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e950, 0x1fbf0,
];

/// A figure of another script.
fn foreign_digit(sign: char) -> Option<u8> {
    let code = u32::from(sign);
    let before = NOUGHTS.partition_point(|nought| *nought <= code).checked_sub(1)?;
    let value = code.checked_sub(*NOUGHTS.get(before)?)?;
    u8::try_from(value).ok().filter(|value| *value < 10)
}

/// A figure in a ring, in brackets, small, of merchants or of another script.
fn odd_digit(sign: char) -> Option<u8> {
    let from_one = |first: char| value(sign, first) + 1;
    Some(match sign {
        '⓪' | '⓿' | '🄋' | '🄌' | '🄀' => 0,
        '〡'..='〩' => from_one('〡'),
        'Ⅰ'..='Ⅸ' => from_one('Ⅰ'),
        'ⅰ'..='ⅸ' => from_one('ⅰ'),
        '🄁'..='🄊' => value(sign, '🄁'),
        '①'..='⑨' => from_one('①'),
        '⑴'..='⑼' => from_one('⑴'),
        '⒈'..='⒐' => from_one('⒈'),
        '⓵'..='⓽' => from_one('⓵'),
        '❶'..='❾' => from_one('❶'),
        '➀'..='➈' => from_one('➀'),
        '➊'..='➒' => from_one('➊'),
        '㈠'..='㈨' => from_one('㈠'),
        '㊀'..='㊈' => from_one('㊀'),
        '⁰' => 0,
        '¹' => 1,
        '²' => 2,
        '³' => 3,
        '⁴'..='⁹' => value(sign, '⁴') + 4,
        '₀'..='₉' => value(sign, '₀'),
        _ => return foreign_digit(sign),
    })
}

/// How far a sign stands behind the first of its row.
fn value(sign: char, first: char) -> u8 {
    u8::try_from(u32::from(sign).saturating_sub(u32::from(first))).unwrap_or_default()
}

/// Whether a sign is Han.
pub(super) fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// Whether a sign ends a sentence.
pub(super) fn ends_sentence(sign: char) -> bool {
    matches!(sign, '。' | '；' | ';' | '！' | '？' | '!' | '?' | '\n')
}

/// Where the last `count` signs of a text begin.
pub(super) fn last_signs(text: &str, count: usize) -> usize {
    text.char_indices().rev().take(count).last().map_or(text.len(), |(at, _)| at)
}

/// Where the first `count` signs of a text end.
pub(super) fn first_signs(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(at, _)| at)
}
