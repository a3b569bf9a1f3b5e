//! What was meant as a link or a picture and is none: a blank in the address, brackets of full width, no address at all.

use std::ops::Range;

/// Something that was meant as a link.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Meant {
    /// Where it stands in its line.
    pub(super) at: Range<usize>,
    /// How it is written as a link; `None` if there is no address.
    pub(super) right: Option<String>,
}

/// Addresses are no longer.
const LONGEST: usize = 1_000;

/// All of a line that was meant as a link and is none, outside code.
pub(super) fn find(line: &str) -> Vec<Meant> {
    let (mut found, mut open) = (Vec::new(), Vec::new());
    // Lengths of backticks that nothing ends.
    let mut unclosed: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(skipped) = line[at..].find(['\\', '`', '[', ']']) {
        at += skipped;
        let rest = &line[at..];
        let step = match rest.as_bytes()[0] {
            b'\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            b'`' => code(rest, &mut unclosed),
            b'[' => {
                open.push(at);
                1
            }
            _ => {
                let meant = open.pop().and_then(|start| target(line, start, at));
                let end = meant.as_ref().map_or(at + 1, |meant| meant.at.end);
                found.extend(meant);
                end - at
            }
        };
        at += step;
    }
    found
}

/// The length of the code that begins here, else of its backticks.
fn code(rest: &str, unclosed: &mut Vec<usize>) -> usize {
    let length = rest.len() - rest.trim_start_matches('`').len();
    if unclosed.contains(&length) {
        return length;
    }
    let mut at = length;
    while let Some(skipped) = rest[at..].find('`') {
        at += skipped;
        let own = rest[at..].len() - rest[at..].trim_start_matches('`').len();
        at += own;
        if own == length {
            return at;
        }
    }
    unclosed.push(length);
    length
}

/// What stands behind the words in brackets from `start` to `close`, if it was meant as an address and is none.
fn target(line: &str, start: usize, close: usize) -> Option<Meant> {
    let is_picture = line[..start].ends_with('!');
    let rest = &line[close + 1..];
    let bracket = rest.trim_start_matches(' ');
    let is_apart = bracket.len() < rest.len();
    let sign = bracket.chars().next().filter(|sign| matches!(sign, '(' | '（'))?;
    let inner = &bracket[sign.len_utf8()..];
    let (address, end) = closing(inner)?;
    let is_ascii = sign == '(' && inner[address.len()..].starts_with(')');
    let written = address.trim();
    let at = start - usize::from(is_picture)..line.len() - inner.len() + end;
    if written.is_empty() {
        return (is_ascii && !is_apart).then_some(Meant { at, right: None });
    }
    let is_link = is_ascii && !is_apart && (written.starts_with('<') || is_one_word(written));
    if is_link || !(is_address(written) || is_picture && !is_apart) {
        return None;
    }
    let words = &line[start..=close];
    let mark = if is_picture { "!" } else { "" };
    let plain = written.trim_matches(['<', '>']);
    let right = if plain.contains(char::is_whitespace) { format!("<{plain}>") } else { plain.to_owned() };
    Some(Meant { at, right: Some(format!("{mark}{words}({right})")) })
}

/// What stands before the bracket that closes, and where that ends. Brackets in between go in pairs.
fn closing(inner: &str) -> Option<(&str, usize)> {
    let mut depth = 0_usize;
    for (at, sign) in inner.char_indices().take_while(|(at, _)| *at < LONGEST) {
        match sign {
            '(' | '（' => depth += 1,
            ')' | '）' if depth == 0 => return Some((&inner[..at], at + sign.len_utf8())),
            ')' | '）' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// Whether there is no blank in the address, but before a title in quotes.
fn is_one_word(written: &str) -> bool {
    let Some((_, title)) = written.split_once([' ', '\t']) else { return true };
    let title = title.trim();
    let is_in = |open: char, close: char| title.len() > 1 && title.starts_with(open) && title.ends_with(close);
    is_in('"', '"') || is_in('\'', '\'') || is_in('(', ')')
}

/// Whether it looks like the address of a page or the path of a file.
fn is_address(written: &str) -> bool {
    let plain = written.trim_matches(['<', '>']);
    let is_end = |end: &str| (1..=5).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let has_ending = plain.rsplit_once('.').is_some_and(|(name, end)| {
        !name.is_empty() && is_end(end) && end.starts_with(|sign: char| sign.is_ascii_alphabetic())
    });
    let is_dated =
        plain.get(..10).is_some_and(|date| crate::base::date::Date::parse(date).is_some()) && plain.len() > 10;
    has_ending || is_dated || plain.contains("://") || plain.starts_with("../") || plain.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::find;

    #[test]
    fn what_was_meant_as_a_link_is_told_with_how_to_write_it() {
        for (line, right) in [
            ("[上次公告](2026-07-01-停水 公告.md)", "[上次公告](<2026-07-01-停水 公告.md>)"),
            ("![照片](微信图片 20260710.png)", "![照片](<微信图片 20260710.png>)"),
            ("见![照片]（pic.png），", "![照片](pic.png)"),
            ("[名单表](名单 表.pdf)", "[名单表](<名单 表.pdf>)"),
            ("[名单表](名单(1) 表.pdf)", "[名单表](<名单(1) 表.pdf>)"),
            ("[名单表](名单.pdf）", "[名单表](名单.pdf)"),
            ("[名单表] (名单.pdf)", "[名单表](名单.pdf)"),
            ("[网站]（https://example.org/a）", "[网站](https://example.org/a)"),
        ] {
            let found = find(line);
            let found: Vec<&str> = found.iter().filter_map(|one| one.right.as_deref()).collect();
            assert_eq!(found, [right], "{line}");
            assert!(find(right).is_empty(), "{right}");
        }
        assert_eq!(find("![照片]() [x]( )").iter().filter(|one| one.right.is_none()).count(), 2);
    }

    #[test]
    fn links_and_words_are_let_be() {
        for line in [
            "[a](b.md) [a](<b c.md>) [a](b.md \"题\") ![a](b.png 'x y')",
            "`[a](b c.md)` ``[a](b c.md) ` ``",
            "\\[a](b c.md)",
            "[2026]（3）号 [注]（见附件） [1] (2) [甲](乙 丙)",
            "[a][b] [a]: b c",
            "[a](b(1).pdf)",
        ] {
            assert_eq!(find(line), [], "{line}");
        }
    }

    #[test]
    fn a_long_line_takes_linear_time() {
        for piece in ["[", "](", "[](", "`", "[a](", "]（"] {
            find(&piece.repeat(20_000));
        }
        let ticks: String = (1..200).map(|length| format!("{} ", "`".repeat(length))).collect();
        find(&ticks);
    }
}
