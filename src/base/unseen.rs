//! Signs that nobody sees: without width, turning the direction of writing around, or controls of machines long gone.
//! They come along with what is pasted, make two words that look alike differ, and can let a line read as another.
//!
//! Some of them have work to do in a text: they join emoji, choose the form of a sign, or belong to a script. These stay.

use std::borrow::Cow;

use crate::base::lang::Text;

/// Whether a sign has no width, or turns the direction of writing around, wherever it stands.
pub fn is_unseen(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A sign that nobody sees, by its number.
pub fn code(sign: char) -> String {
    format!("U+{:04X}", u32::from(sign))
}

/// What a sign that nobody sees is called.
pub fn called(sign: char) -> Text {
    match sign {
        '\u{200b}' => Text { zh: "零宽空格", en: "zero width space" },
        '\u{200c}' => Text { zh: "零宽不连字", en: "zero width non-joiner" },
        '\u{200d}' => Text { zh: "零宽连字", en: "zero width joiner" },
        '\u{2060}' => Text { zh: "词连接符", en: "word joiner" },
        '\u{feff}' => Text { zh: "字节顺序标记", en: "byte order mark" },
        '\u{ad}' => Text { zh: "软连字符", en: "soft hyphen" },
        '\u{200e}' | '\u{200f}' | '\u{61c}' => Text { zh: "书写方向标记", en: "direction mark" },
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Text { zh: "书写方向控制符", en: "direction control" }
        }
        '\u{3164}' | '\u{ffa0}' | '\u{115f}' | '\u{1160}' => Text { zh: "韩文填充符", en: "Hangul filler" },
        '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => Text { zh: "字形选择符", en: "variation selector" },
        '\u{e0000}'..='\u{e00ff}' => Text { zh: "标签字符", en: "tag" },
        '\u{2028}' => Text { zh: "行分隔符", en: "line separator" },
        '\u{2029}' => Text { zh: "段分隔符", en: "paragraph separator" },
        '\u{b}' => Text {
            zh: "竖向制表符，即 Word 里的手动换行", en: "vertical tab, a manual line break of Word"
        },
        '\u{c}' => Text { zh: "换页符", en: "form feed" },
        _ if sign.is_control() => Text { zh: "控制字符", en: "control character" },
        _ => Text { zh: "格式字符", en: "format character" },
    }
}

/// Whether a sign breaks a line, although no editor shows it: a line break stands in its place.
pub fn is_break(sign: char) -> bool {
    matches!(sign, '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// A sign that was taken out of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Where it stood, in bytes.
    pub at: usize,
    /// The sign itself.
    pub sign: char,
}

/// A text without what nobody sees, and the way back to the places of the original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned<'t> {
    /// What is left.
    pub text: Cow<'t, str>,
    /// What was taken out, in order.
    pub found: Vec<Found>,
    /// Where something was taken out of the text, and how many bytes were up to there.
    cuts: Vec<(usize, usize)>,
}

impl Cleaned<'_> {
    /// The place in the original of a place in the text.
    pub fn original(&self, at: usize) -> usize {
        let before = self.cuts.partition_point(|(cut, _)| *cut <= at);
        at + before.checked_sub(1).map_or(0, |last| self.cuts[last].1)
    }

    /// Where in the text what is left of the original before `at` ends.
    pub fn kept(&self, at: usize) -> usize {
        let before = self.cuts.partition_point(|(cut, total)| cut + total <= at);
        let total = before.checked_sub(1).map_or(0, |last| self.cuts[last].1);
        (at - total).min(self.text.len())
    }
}

/// The text without the signs that nobody sees and that have no work to do where they stand.
pub fn clean(text: &str) -> Cleaned<'_> {
    if !text.chars().any(may_go) {
        return Cleaned { text: text.into(), found: Vec::new(), cuts: Vec::new() };
    }
    let (mut kept, mut found, mut cuts) = (String::with_capacity(text.len()), Vec::new(), Vec::new());
    let mut signs = text.char_indices().peekable();
    let mut before = None;
    while let Some((at, sign)) = signs.next() {
        let after = signs.peek().map(|(_, next)| *next);
        if !may_go(sign) || works(before, sign, after) {
            kept.push(sign);
            before = Some(sign);
            continue;
        }
        if is_break(sign) {
            kept.push('\n');
            before = Some('\n');
        }
        found.push(Found { at, sign });
        cuts.push((kept.len(), at + sign.len_utf8() - kept.len()));
    }
    Cleaned { text: kept.into(), found, cuts }
}

/// Whether a sign is one to look at; most texts have none.
fn may_go(sign: char) -> bool {
    (sign.is_control() && !matches!(sign, '\t' | '\n' | '\r')) || is_unseen(sign)
}

/// Whether a sign does work where it stands, between what is kept before it and what comes behind.
fn works(before: Option<char>, sign: char, after: Option<char>) -> bool {
    let beside = |is: fn(char) -> bool| before.is_some_and(is) || after.is_some_and(is);
    let between = |is: fn(char) -> bool| before.is_some_and(is) && after.is_some_and(is);
    match sign {
        '\u{fe00}'..='\u{fe0f}' => before.is_some_and(|sign| !sign.is_whitespace() && !is_unseen(sign)),
        '\u{e0100}'..='\u{e01ef}' => before.is_some_and(is_ideograph),
        '\u{e0020}'..='\u{e007f}' => before.is_some_and(|sign| matches!(sign, '\u{1f3f4}' | '\u{e0020}'..='\u{e007e}')),
        '\u{200d}' => between(is_emoji) || between(is_joining),
        '\u{200c}' => between(is_joining),
        '\u{180b}'..='\u{180f}' => beside(|sign| matches!(sign, '\u{1800}'..='\u{180a}' | '\u{1810}'..='\u{18af}')),
        '\u{200e}' | '\u{200f}' | '\u{61c}' => beside(is_right_to_left),
        '\u{115f}' | '\u{1160}' => beside(|sign| matches!(sign, '\u{1100}'..='\u{115e}' | '\u{1161}'..='\u{11ff}')),
        '\u{17b4}' | '\u{17b5}' => beside(|sign| matches!(sign, '\u{1780}'..='\u{17b3}' | '\u{17b6}'..='\u{17ff}')),
        _ => false,
    }
}

fn is_ideograph(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether a sign is one of those that a joiner makes one picture of; a variation selector belongs to the sign before it.
fn is_emoji(sign: char) -> bool {
    matches!(sign, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{2bff}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a letter is of a script whose letters join or part by a sign without width.
fn is_joining(sign: char) -> bool {
    matches!(sign, '\u{620}'..='\u{8ff}' | '\u{900}'..='\u{109f}' | '\u{1780}'..='\u{17b3}' | '\u{17b6}'..='\u{17ff}'
        | '\u{1810}'..='\u{18af}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

fn is_right_to_left(sign: char) -> bool {
    matches!(sign, '\u{590}'..='\u{61b}' | '\u{61d}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn what_nobody_sees_goes_and_what_works_stays() {
        for (text, expected) in [
            ("石桥村", "石桥村"),
            ("石\u{200b}桥\u{feff}村\u{ad}", "石桥村"),
            ("\u{202e}张三\u{202c}", "张三"),
            ("张\u{2066}三\u{2069}\u{200e}", "张三"),
            ("\u{3164}\u{e0041}a\u{7}\u{7f}b\u{80}", "ab"),
            ("甲\u{b}乙\u{2028}丙\r\n\t丁", "甲\n乙\n丙\r\n\t丁"),
            ("👩\u{200d}🌾 ❤\u{fe0f}", "👩\u{200d}🌾 ❤\u{fe0f}"),
            ("👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"),
            ("村\u{200d}民 \u{fe0f}a\u{fe0f}\u{fe0f}", "村民 a\u{fe0f}"),
            ("葛\u{e0100}城 a\u{e0100}", "葛\u{e0100}城 a"),
            ("🏴\u{e0067}\u{e0062}\u{e007f}", "🏴\u{e0067}\u{e0062}\u{e007f}"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("ᠠ\u{180b}", "ᠠ\u{180b}"),
            ("ئۇيغۇر\u{200f}.", "ئۇيغۇر\u{200f}."),
        ] {
            assert_eq!(clean(text).text, expected, "{text:?}");
        }
    }

    #[test]
    fn places_lead_back_to_the_original() {
        let text = "甲\u{200b}乙\u{2028}\u{200b}丙\u{7}";
        let cleaned = clean(text);
        for sign in ["甲", "乙", "丙"] {
            let at = cleaned.text.find(sign).unwrap();
            assert!(text[cleaned.original(at)..].starts_with(sign), "{sign}");
        }
        assert_eq!(cleaned.original(cleaned.text.len()), text.len());
        let found: Vec<char> = cleaned.found.iter().map(|one| one.sign).collect();
        assert_eq!(found, ['\u{200b}', '\u{2028}', '\u{200b}', '\u{7}']);
        assert!(cleaned.found.iter().all(|one| text[one.at..].starts_with(one.sign)));
    }
}
