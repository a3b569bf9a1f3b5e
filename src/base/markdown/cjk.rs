//! Chinese text between ASCII marks: emphasis next to Chinese punctuation and line breaks between Han characters.
//!
//! CommonMark lets `**` close emphasis after punctuation only before a space or more punctuation, which Chinese text
//! does not have: `**注意：**请` stays literal. The CJK-friendly amendments (`tats-u/markdown-cjk-friendly`) say that
//! a run of `*` or `~~` between a letter and punctuation may open and close if either of the two is CJK. The parser
//! knows no such option, so a punctuation mark that the text does not contain goes between the letter and the run,
//! which gives the run exactly these rights. It stands beside a letter and a run, so it can neither make nor break
//! any other construct, and `Repaired` takes it out of whatever the parser returns.
//!
//! Beyond the amendments, quotation marks, dashes and dots that Chinese shares with Latin count as CJK next to a CJK
//! character. `_` is left to CommonMark, which the amendments do as well: `名单_（公示）_2025` is a name.

/// A text with marks in it and the way back to the original.
#[derive(Debug)]
pub(super) struct Repaired {
    pub(super) text: String,
    marker: char,
    /// Where the marks are in `text`, ascending.
    markers: Vec<usize>,
}

impl Repaired {
    /// The same without marks; `None` when there are none.
    pub(super) fn strip(&self, text: &str) -> Option<String> {
        text.contains(self.marker).then(|| text.replace(self.marker, ""))
    }

    /// The offset in the original of an offset in `text`.
    pub(super) fn original(&self, offset: usize) -> usize {
        let before = self.markers.partition_point(|marker| *marker < offset);
        offset - before * self.marker.len_utf8()
    }
}

/// Marks the runs that need it; `None` when nothing does, which is the usual case and costs no copy.
pub(super) fn repair(text: &str) -> Option<Repaired> {
    let places = places(text);
    if places.is_empty() {
        return None;
    }
    let marker = unused_mark(text)?;
    let mut repaired = String::with_capacity(text.len() + places.len() * marker.len_utf8());
    let mut markers = Vec::with_capacity(places.len());
    let mut done = 0;
    for place in places {
        repaired.push_str(&text[done..place]);
        markers.push(repaired.len());
        repaired.push(marker);
        done = place;
    }
    repaired.push_str(&text[done..]);
    Some(Repaired { text: repaired, marker, markers })
}

/// Whether nothing stands for a line break between these two characters.
pub(super) fn joins(before: char, after: char) -> bool {
    let wide = |c: char| is_cjk(c) || is_shared(c);
    wide(before) && wide(after) && (is_cjk(before) || is_cjk(after))
}

fn places(text: &str) -> Vec<usize> {
    let bytes = text.as_bytes();
    let mut places = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += match byte {
            b'\\' if bytes.get(at + 1).is_some_and(u8::is_ascii_punctuation) => 2,
            b'*' | b'~' => {
                let length = bytes[at..].iter().take_while(|next| **next == byte).count();
                if byte == b'*' || length == 2 {
                    places.extend(place(&text[..at], &text[at + length..], at..at + length));
                }
                length
            }
            _ => 1,
        };
    }
    places
}

/// Where to put a mark for one run between two texts: on the side of the letter, if the other side is punctuation.
fn place(before: &str, after: &str, run: std::ops::Range<usize>) -> Option<usize> {
    let (mut before, mut after) = (before.chars().rev(), after.chars());
    let (left, right) = (before.next()?, after.next()?);
    if left.is_whitespace() || right.is_whitespace() {
        return None;
    }
    match (is_letter(left), is_letter(right)) {
        (true, false) if is_cjk(left) || is_cjk_mark(right, after.next()) => Some(run.start),
        (false, true) if is_cjk(right) || is_cjk_mark(left, before.next()) => Some(run.end),
        _ => None,
    }
}

/// A punctuation mark of scripts that no portal is written in, found in the text neither as itself nor as a numeric
/// reference. A text that has them all is left unrepaired.
fn unused_mark(text: &str) -> Option<char> {
    let has_references = text.contains("&#");
    let is_referred_to = |c: char| {
        let number = u32::from(c);
        has_references && (text.contains(&format!("{number:x}")) || text.contains(&number.to_string()))
    };
    ('\u{12470}'..='\u{12474}').chain('\u{11140}'..='\u{11143}').find(|c| !text.contains(*c) && !is_referred_to(*c))
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
fn is_cjk(c: char) -> bool {
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
