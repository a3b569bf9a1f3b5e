//! Texts that were read in a wrong encoding somewhere on their way, before they came here as sound UTF-8.
//!
//! What is looked for cannot be meant: signs that stand for what was lost, Chinese that is Chinese again once it is
//! written in the one encoding and read in the other, Latin letters that are UTF-8 or GBK byte by byte.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use crate::base::diag::{Diagnostic, rules};
use crate::base::lang::Text;
use crate::base::source::Span;

rules! {
    /// Characters that a wrong encoding left behind.
    DECODING: Warning "text/wrong-decoding" {
        zh: "`{text}` 像是编码出错留下的乱码" => "对照原文，把这一处重新输入；不要猜，乱码常常吞掉旁边的数字",
        en: "`{text}` looks like what a wrong encoding leaves behind" => "look this place up in the original and type it again; do not guess, for such signs often swallow digits beside them",
        wrong: "title: 石桥锟斤拷公示", right: "title: 石桥村公示",
    }
}

const PRIVATE: Text = Text {
    zh: "这个字符只有装了某种字体的电脑才显示得出，别人看到的是方框：换成通用的字；是项目符号，就改成 `- `",
    en: "only computers with a certain font show this sign, all others show a box: type the common one; a bullet is written `- `",
};

/// The problem of a text at `span`, if it holds characters of a wrong encoding.
pub fn problem(text: &str, span: &Span) -> Option<Diagnostic> {
    find(text).map(|found| told(&text[found], span.clone()))
}

/// The problem of a piece that [`find`] found.
pub fn told(piece: &str, span: Span) -> Diagnostic {
    const MOST: usize = 12;
    let show = |sign: char| if is_nobodys(sign) { format!("U+{:04X}", u32::from(sign)) } else { sign.to_string() };
    let problem = Diagnostic::new(&DECODING, span).with("text", piece.chars().take(MOST).map(show).collect::<String>());
    if piece.chars().all(is_private) { problem.help_instead(PRIVATE) } else { problem }
}

/// The first piece of a text that is of a wrong encoding.
pub fn find(text: &str) -> Option<Range<usize>> {
    if text.is_ascii() {
        return text.find("????").map(|at| at..run_end(text, at, |sign| sign == '?'));
    }
    // One look for where any of them may begin spares most texts five.
    let may_be_words = text.contains(['锟', '烫', '屯', '葺', '?']);
    let of_words = ["锟斤拷", "烫烫烫", "屯屯屯", "葺葺葺", "????"].iter().filter_map(|word| {
        let at = may_be_words.then(|| text.find(word))??;
        Some(at..at + word.len())
    });
    let nobodys = text.find(is_nobodys).map(|at| at..run_end(text, at, is_nobodys));
    of_words.chain(nobodys).chain(of_latin(text)).chain(of_gbk(text)).min_by_key(|found| found.start)
}

fn run_end(text: &str, at: usize, is: fn(char) -> bool) -> usize {
    text[at..].find(|sign| !is(sign)).map_or(text.len(), |length| at + length)
}

/// Whether a sign stands for what was lost, or means nothing to anybody else.
fn is_nobodys(sign: char) -> bool {
    is_private(sign) || matches!(sign, '\u{fffc}'..='\u{ffff}' | '\u{fdd0}'..='\u{fdef}')
}

fn is_private(sign: char) -> bool {
    matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

/// Bytes that were read as Latin letters: `Ã¤`, `å…¬å¼€`, `¹«¿ª`.
fn of_latin(text: &str) -> Option<Range<usize>> {
    let mut run: Vec<(usize, u8)> = Vec::new();
    for (at, sign) in text.char_indices().chain([(text.len(), ' ')]) {
        if let Some(byte) = latin(sign) {
            run.push((at, byte));
            continue;
        }
        if run.is_empty() {
            continue;
        }
        let bytes: Vec<u8> = run.iter().map(|(_, byte)| *byte).collect();
        let is_wrong = is_gbk(&bytes) || (0..bytes.len()).any(|from| is_utf8(&bytes[from..]));
        if is_wrong {
            return Some(run[0].0..at);
        }
        run.clear();
    }
    None
}

/// The byte that was read as this sign by Windows for western Europe.
fn latin(sign: char) -> Option<u8> {
    const HIGH: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";
    match u8::try_from(u32::from(sign)) {
        Ok(byte) => (byte >= 0x80).then_some(byte),
        Err(_) if sign > '\u{2122}' => None,
        Err(_) => HIGH.chars().position(|own| own == sign).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

/// Whether the bytes begin like UTF-8 that nobody can have meant as letters. Letters of pinyin begin three bytes too, so
/// of those two signs must follow each other.
fn is_utf8(bytes: &[u8]) -> bool {
    let is_next = |at: usize| bytes.get(at).is_some_and(|byte| (0x80..0xc0).contains(byte));
    let are_next = |range: Range<usize>| range.into_iter().all(is_next);
    match bytes.first() {
        Some(0xc2 | 0xc3) => is_next(1),
        Some(0xe2) => are_next(1..3),
        Some(0xe3..=0xe9 | 0xef) => {
            are_next(1..3) && bytes.get(3).is_some_and(|byte| (0xe2..=0xef).contains(byte)) && are_next(4..6)
        }
        Some(0xf0) => are_next(1..4),
        _ => false,
    }
}

/// Whether the bytes are two characters of GBK or more; a row of dots or crosses is none.
fn is_gbk(bytes: &[u8]) -> bool {
    let is_han = |pair: &[u8]| (0xb0..=0xf7).contains(&pair[0]) && pair[1] >= 0xa1;
    let is_row = bytes.iter().all(|byte| bytes[..2.min(bytes.len())].contains(byte));
    bytes.len() >= 4 && !is_row && bytes.chunks_exact(2).all(is_han)
}

/// UTF-8 that was read as GBK: `鍏紑` was 公开. Four characters of the original make it sure.
fn of_gbk(text: &str) -> Option<Range<usize>> {
    const SURE: usize = 4;
    // Six characters at least. Most texts have no sign with which such a piece can begin, and need not be written as GBK.
    if text.len() < 18 || !text.contains(may_begin) {
        return None;
    }
    let (bytes, ..) = encoding_rs::GBK.encode(text);
    let mut at = 0;
    for (start, sign) in text.char_indices() {
        let length = match bytes.get(at) {
            Some(b'&') if sign != '&' => bytes[at..].iter().position(|byte| *byte == b';').map_or(1, |end| end + 1),
            Some(0x81..) => 2,
            _ => 1,
        };
        if (0..SURE).all(|nth| bytes.get(at + 3 * nth..at + 3 * nth + 3).is_some_and(is_chinese)) {
            return Some(start..run_end(text, start, |sign| !sign.is_ascii()));
        }
        at += length;
    }
    None
}

/// Whether the two bytes of a sign in GBK are those with which a character of Chinese text begins in UTF-8.
fn may_begin(sign: char) -> bool {
    static SIGNS: LazyLock<HashSet<char>> = LazyLock::new(|| {
        let leads = (0xe3..=0xe9).chain([0xef]);
        let pairs = leads.flat_map(|lead| (0x80..=0xbf).map(move |next| [lead, next]));
        pairs.filter_map(|pair| encoding_rs::GBK.decode_without_bom_handling(&pair).0.chars().next()).collect()
    });
    !sign.is_ascii() && SIGNS.contains(&sign)
}

/// Whether three bytes are a character of Chinese text in UTF-8.
fn is_chinese(bytes: &[u8]) -> bool {
    let sign = std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next());
    sign.is_some_and(|sign| matches!(sign, '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{feff}'..='\u{ffef}'))
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn characters_of_a_wrong_encoding_are_found() {
        let as_gbk = |text: &str| encoding_rs::GBK.decode_without_bom_handling(text.as_bytes()).0.into_owned();
        let as_latin = |bytes: &[u8]| encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
        let gbk = encoding_rs::GBK.encode("村务公开").0.into_owned();
        for text in [
            "石桥锟斤拷".to_owned(),
            "烫烫烫烫".into(),
            "低保\u{fffd}户".into(),
            "\u{f0b7}甲".into(),
            "m\u{fc}ller M\u{c3}\u{bc}ller".into(),
            "itâ€™s".into(),
            "共????户".into(),
            "????".into(),
            as_gbk("村务公开栏里的内容"),
            as_latin("公开栏".as_bytes()),
            as_latin(&gbk),
        ] {
            assert!(find(&text).is_some(), "{text}");
        }
        assert_eq!(find("甲锟斤拷"), Some(3..12));
    }

    #[test]
    fn sound_texts_are_let_be() {
        for text in [
            "村民会议表决通过《章程》——同意 30 票，反对 2 票……",
            "5×3＝15，“××”·“……”，±2℃，25°C，······，××××××",
            "café „naïve“ Ærøskøbing, ça va? À bientôt… Ümläüte, señor",
            "公（gōng）开（kāi）é”……",
            "??? ！？？？？",
            "浜涓鍏、锘、镕、珺、喆、堃",
            "ئۇيغۇر བོད་ཡིག ᠮᠣᠩᠭᠣᠯ 👩\u{200d}🌾",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
