//! Numbers of pages: 第 1 页 共 3 页, `page 1 of 3`, and lines that hold nothing but `- 1 -`.

use std::ops::Range;

/// Where the number of a page stands in a line.
pub(super) fn find(line: &str) -> Option<Range<usize>> {
    alone(line).or_else(|| of_several(line)).or_else(|| english(line))
}

/// A line that is a number of a page and nothing else.
fn alone(line: &str) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start().len();
    let text = line.trim();
    let is_whole = numbered(text, "第").is_some_and(|length| length == text.len());
    let bare = text.trim_matches(['-', '－', '—', '–', '―']);
    let is_dashed = text.len() >= bare.len() + 2
        && !text.starts_with(bare)
        && !text.ends_with(bare)
        && bare.starts_with(|sign: char| sign.is_whitespace() || digit(sign))
        && number(bare) == bare.len();
    (is_whole || is_dashed).then(|| start..start + text.len())
}

/// 第 1 页 共 3 页, or the other way round where nothing but blanks stands between them.
fn of_several(line: &str) -> Option<Range<usize>> {
    line.match_indices(['第', '共']).find_map(|(at, word)| {
        let rest = &line[at..];
        let (other, between): (&str, &[char]) = match word {
            "第" => ("共", &[' ', '\t', '　', '/', '／', '|', '｜', ',', '，', '、', '(', '（', '-', '·']),
            _ => ("第", &[' ', '\t', '　', '/', '／', '|', '｜']),
        };
        let length = numbered(rest, word)?;
        let behind = rest[length..].trim_start_matches(between);
        let second = numbered(behind, other)?;
        let end = rest.len() - behind.len() + second;
        Some(at..at + end)
    })
}

/// `page 1 of 3`.
fn english(line: &str) -> Option<Range<usize>> {
    let lower = line.to_ascii_lowercase();
    lower.match_indices("page ").find_map(|(at, word)| {
        let first = number(&lower[at + word.len()..]);
        let behind = lower[at + word.len() + first..].strip_prefix("of ").filter(|_| first > 0)?;
        let second = number(behind);
        (second > 0).then(|| at..lower.len() - behind.len() + behind[..second].trim_end().len())
    })
}

/// How many bytes of a text are a word, a number and 页.
fn numbered(text: &str, word: &str) -> Option<usize> {
    let behind = text.strip_prefix(word)?;
    let behind = behind.strip_prefix('计').unwrap_or(behind);
    let digits = number(behind);
    let rest = behind[digits..].strip_prefix('页').filter(|_| digits > 0)?;
    Some(text.len() - rest.len())
}

/// How many bytes of a text are a number, with blanks around it; 0 where there is none.
fn number(text: &str) -> usize {
    let from = text.trim_start();
    let behind = from.trim_start_matches(digit);
    if behind.len() == from.len() || from.len() - behind.len() > 15 {
        0
    } else {
        text.len() - behind.trim_start().len()
    }
}

fn digit(sign: char) -> bool {
    sign.is_ascii_digit() || "０１２３４５６７８９〇零一二三四五六七八九十百".contains(sign)
}
