//! Blanks that nobody filled in: ××××, XXX, ××村, ×年×月. A name of which two signs are hidden (王××), a number with
//! hidden digits and a product (3×5) are meant.

use std::ops::Range;

/// What is counted, dated or named, so that two signs before it are a blank.
const UNITS: &str = "年月日号村镇乡县市区省组户人元局委街路社项个亩公万次届期";

/// Where the first blank of a line stands.
pub(super) fn find(line: &str) -> Option<Range<usize>> {
    let mut at = 0;
    while let Some(found) = line[at..].find(is_cross) {
        let start = at + found;
        let rest = &line[start..];
        let end = start + rest.find(|sign| !is_cross(sign)).unwrap_or(rest.len());
        at = end;
        let (before, behind) = (line[..start].chars().next_back(), line[end..].chars().next());
        let is_part = [before, behind].into_iter().flatten().any(|sign| sign.is_ascii_alphanumeric() || sign == '*');
        let is_blank = match line[start..end].chars().count() {
            1 => is_dated(&line[start..]),
            2 => behind.is_some_and(|sign| UNITS.contains(sign)),
            _ => true,
        };
        if is_blank && !is_part && !is_code(line, start) {
            return Some(start..end);
        }
    }
    None
}

fn is_cross(sign: char) -> bool {
    matches!(sign, '×' | 'X' | 'x' | 'Ｘ' | 'ｘ' | '✕' | '╳')
}

/// Whether a text is a date without its numbers: `×年×月`, `X月X日`.
fn is_dated(text: &str) -> bool {
    let mut signs = text.chars();
    let first = signs.nth(1);
    let second = signs.next().filter(|sign| is_cross(*sign)).and(signs.next());
    matches!((first, second), (Some('年'), Some('月')) | (Some('月'), Some('日' | '号')))
}

/// Whether the byte stands in code, where signs are meant.
fn is_code(line: &str, at: usize) -> bool {
    line[..at].matches('`').count() % 2 == 1
}
