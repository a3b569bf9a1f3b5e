//! Chinese text between ASCII marks: emphasis next to Chinese punctuation and line breaks between Han characters.
//!
//! CommonMark lets `**` close emphasis after punctuation only before a space or more punctuation, which Chinese text
//! does not have: `**注意：**请` stays literal. The CJK-friendly amendments (`tats-u/markdown-cjk-friendly`) say that
//! a run of `*` or `~~` between a letter and punctuation may open and close if either of the two is CJK. The parser
//! knows no such option, so a punctuation mark that the text does not contain goes between the letter and the run,
//! which gives the run exactly these rights. It stands beside a letter and a run, so it can neither make nor break
//! any other construct, and `Edited` takes it out of whatever the parser returns. A run gets no right that it cannot
//! mean: none to open before a mark that closes (`王**、`) and none to close behind one that opens.
//!
//! Beyond the amendments, quotation marks, dashes and dots that Chinese shares with Latin count as CJK next to a CJK
//! character. `_` is left to CommonMark, which the amendments do as well: `名单_（公示）_2025` is a name.

/// Whether nothing stands for a line break between these two characters.
pub(super) fn joins(before: char, after: char) -> bool {
    let wide = |c: char| is_cjk(c) || is_shared(c);
    wide(before) && wide(after) && (is_cjk(before) || is_cjk(after))
}

/// Where the runs that need a mark get it.
pub(super) fn places(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    // How many runs of two stars there were on this line.
    let mut doubles = 0_usize;
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => 2,
            b'\n' => {
                doubles = 0;
                1
            }
            b'*' | b'~' => {
                let length = bytes[at..].iter().take_while(|next| **next == byte).count();
                let (before, after) = (&text[..at], &text[at + length..]);
                if byte == b'*' && length == 2 && doubles % 2 == 1 && ends_label(before, after) {
                    places.push(at + length);
                } else if byte == b'*' || length == 2 {
                    places.extend(place(before, after, at..at + length));
                }
                doubles += usize::from(byte == b'*' && length == 2);
                length
            }
            _ => 1,
        };
    }
    places
}

/// Whether a run ends Chinese words with a Latin mark, right before a digit: `**电话:**0872`.
fn ends_label(before: &str, after: &str) -> bool {
    let mut before = before.chars().rev();
    let is_mark = before.next().is_some_and(|c| ":.)]!?;,%".contains(c));
    is_mark && before.next().is_some_and(is_cjk) && after.starts_with(is_letter)
}

/// Where to put a mark for one run between two texts: on the side of the letter, if the other side is punctuation.
fn place(before: &str, after: &str, run: std::ops::Range<usize>) -> Option<usize> {
    let (mut before, mut after) = (before.chars().rev(), after.chars());
    let (left, right) = (before.next()?, after.next()?);
    if left.is_whitespace() || right.is_whitespace() {
        return None;
    }
    match (is_letter(left), is_letter(right)) {
        (true, false) if closes(right) => None,
        (false, true) if opens(left) => None,
        (true, false) if is_cjk(left) || is_cjk_mark(right, after.next()) => Some(run.start),
        (false, true) if is_cjk(right) || is_cjk_mark(left, before.next()) => Some(run.end),
        _ => None,
    }
}

/// Marks that emphasis does not begin with: they end what stands before them. `”` is typed at both ends.
pub(super) fn closes(c: char) -> bool {
    "、，；。：！？）」』》】〉〕,.;:!?)]}".contains(c)
}

/// Marks that emphasis does not end with.
pub(super) fn opens(c: char) -> bool {
    "（「『《【〈〔“‘([{".contains(c)
}

/// Variation selectors belong to the character before them.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

fn is_cjk_mark(c: char, beyond: Option<char>) -> bool {
    is_cjk(c) || is_shared(c) && beyond.is_some_and(is_cjk)
}

/// Marks that Chinese and Latin typography share: `·`, `—`, `‘’“”`, `…` and circled numbers.
fn is_shared(c: char) -> bool {
    matches!(
        c,
        '\u{B7}' | '\u{2014}' | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}' | '\u{2026}' | '\u{2460}'
            ..='\u{249B}'
    )
}

/// Han, kana, bopomofo, their punctuation and full-width forms; not Hangul, which is written with spaces.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(
        c,
        '\u{2E80}'..='\u{312F}'
            | '\u{3190}'..='\u{9FFF}'
            | '\u{F900}'..='\u{FAFF}'
            | '\u{FE10}'..='\u{FE1F}'
            | '\u{FE30}'..='\u{FE6F}'
            | '\u{FF01}'..='\u{FF9F}'
            | '\u{FFE0}'..='\u{FFE6}'
            | '\u{1AFF0}'..='\u{1B16F}'
            | '\u{1F200}'..='\u{1F2FF}'
            | '\u{20000}'..='\u{3FFFD}'
            | '\u{E0100}'..='\u{E01EF}'
    )
}
