//! Which line breaks of a paragraph stay.
//!
//! CommonMark joins the lines of a paragraph, which is right for text that an editor wrapped and wrong for lines that
//! somebody pasted: a title, a byline, `一、总体要求`, a signature. Text with Chinese characters is taken for wrapped
//! if it looks like it: each line but the last is full, that is, what stands first on the next would not have
//! fitted, and the last ends a sentence.

use std::ops::Range;

use super::cjk::is_cjk;

/// What a line break becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// Nothing, or a space.
    Joined,
    Line,
    Paragraph,
}

/// Between these widths, with a Chinese character counted as two, lines may have been wrapped.
const WIDTHS: std::ops::RangeInclusive<usize> = 24..=120;
/// By how much a line may fall short of what would have fitted.
const SLACK: usize = 2;

/// What the line breaks in a range become, each with the place of its newline.
pub(super) fn breaks(text: &str, range: Range<usize>) -> Vec<(usize, Break)> {
    let block = Block::of(text, range);
    let places = block.lines.iter().skip(1).map(|line| line.start - 1);
    places.enumerate().map(|(at, place)| (place, block.after(at))).collect()
}

/// Whether a line begins a paragraph wherever it stands: it has a number before it or is set in by full-width blanks.
pub(super) fn begins_paragraph(line: &str) -> bool {
    is_numbered(line) || line.starts_with('\u{3000}')
}

struct Line<'t> {
    start: usize,
    text: &'t str,
    width: usize,
    is_numbered: bool,
    has_label: bool,
}

struct Block<'t> {
    lines: Vec<Line<'t>>,
    widest: usize,
    is_chinese: bool,
    /// Whether an editor broke the lines.
    is_wrapped: bool,
}

impl<'t> Block<'t> {
    fn of(text: &'t str, range: Range<usize>) -> Self {
        let mut start = range.start;
        let lines = text[range].split_inclusive('\n').map(|line| {
            let own = start;
            start += line.len();
            Line::of(own, line.trim_end())
        });
        let lines: Vec<Line<'t>> = lines.collect();
        let widest = lines.iter().map(|line| line.width).max().unwrap_or_default();
        let is_chinese = lines.iter().any(|line| line.text.chars().any(is_cjk));
        let mut block = Self { lines, widest, is_chinese, is_wrapped: false };
        block.is_wrapped = block.looks_wrapped();
        block
    }

    fn looks_wrapped(&self) -> bool {
        let Some((last, broken)) = self.lines.split_last() else { return false };
        let numbers = self.lines.iter().filter(|line| line.is_numbered).count();
        let labels = self.lines.iter().filter(|line| line.has_label).count();
        WIDTHS.contains(&self.widest)
            && numbers < 2
            && labels < 2
            && ends_sentence(last.text)
            && !broken.iter().all(|line| ends_sentence(line.text))
            && (0..broken.len()).all(|at| self.is_full(at) || goes_on(self.lines[at].text))
    }

    fn is_full(&self, at: usize) -> bool {
        let Some(next) = self.lines.get(at + 1) else { return true };
        self.lines[at].width + first_width(next.text.trim_start()) + SLACK > self.widest
    }

    fn after(&self, at: usize) -> Break {
        let (line, next) = (&self.lines[at], &self.lines[at + 1]);
        if !self.is_chinese {
            return Break::Joined;
        }
        if is_set_in(next.text) {
            return Break::Paragraph;
        }
        if next.is_numbered {
            let is_prose = self.is_wrapped && !ends_sentence(line.text) && at + 1 < self.lines.len();
            return if is_prose { Break::Joined } else { Break::Paragraph };
        }
        let is_chinese = [line, next].iter().any(|line| line.text.chars().any(is_cjk));
        if self.is_wrapped || goes_on(line.text) || !is_chinese {
            return Break::Joined;
        }
        match ends_sentence(line.text) && !next.has_label {
            true => Break::Paragraph,
            false => Break::Line,
        }
    }
}

impl<'t> Line<'t> {
    fn of(start: usize, text: &'t str) -> Self {
        let width = text.chars().map(width).sum();
        Self { start, text, width, is_numbered: is_numbered(text), has_label: has_label(text) }
    }
}

fn width(c: char) -> usize {
    if is_cjk(c) { 2 } else { 1 }
}

/// How wide the first part of a line is that a wrap does not divide: a word, or one character with its marks.
fn first_width(line: &str) -> usize {
    let mut width_so_far = 0;
    let mut chars = line.chars().take(120).peekable();
    while let Some(c) = chars.next() {
        width_so_far += width(c);
        let Some(next) = chars.peek() else { break };
        let is_word = |c: char| !c.is_whitespace() && !is_cjk(c);
        let holds = super::cjk::opens(c) || super::cjk::closes(*next) || is_word(c) && is_word(*next);
        if next.is_whitespace() || !holds {
            break;
        }
    }
    width_so_far
}

/// Whether the sentence goes on in the next line.
fn goes_on(line: &str) -> bool {
    line.ends_with(['，', '、', ','])
}

fn ends_sentence(line: &str) -> bool {
    let line = line.trim_end_matches(['”', '’', '」', '』', '）', '》', '】', ')', ']', '"', '*', '_', '~']);
    line.ends_with(['。', '！', '？', '；', '：', '…', '.', '!', '?', ';', ':'])
}

/// Blanks before the first line of a paragraph, as it is printed in Chinese.
fn is_set_in(line: &str) -> bool {
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks
        .map(|c| match c {
            '\u{3000}' | '\t' => 4,
            _ => 1,
        })
        .sum::<usize>()
        >= 4
}

/// `联系电话：`, at most ten characters.
fn has_label(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "*_".contains(c));
    let length = line.chars().take(11).take_while(|c| is_cjk(*c) && c.is_alphanumeric()).count();
    let rest = line.chars().skip(length).find(|c| !c.is_whitespace());
    (2..=10).contains(&length) && matches!(rest, Some('：' | ':'))
}

/// A number at the beginning: `一、`, `（一）`, `1.`, `1、`, `（1）`, `①`, `第一条`. `1.5` and `3、4月` are none.
fn is_numbered(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "*_#~\\".contains(c));
    let Some(first) = line.chars().next() else { return false };
    if matches!(first, '\u{2460}'..='\u{249B}' | '\u{3220}'..='\u{3229}' | '\u{2776}'..='\u{2793}') {
        return true;
    }
    if first == '第' {
        let (number, rest) = number(&line[first.len_utf8()..]);
        return number > 0 && rest.starts_with(['条', '章', '节', '款', '项', '编', '篇', '部']);
    }
    if matches!(first, '（' | '(') {
        let (number, rest) = number(&line[first.len_utf8()..]);
        return (1..=4).contains(&number) && rest.starts_with(['）', ')']);
    }
    let (number, rest) = number(line);
    let rest = rest.strip_prefix('\\').unwrap_or(rest);
    let mut behind = rest.chars();
    let is_digit = first.is_ascii_digit();
    let is_end = match behind.next() {
        Some('、' | '．') => true,
        Some('.' | '）' | ')') => is_digit,
        _ => false,
    };
    let (next, beyond) = (behind.next(), behind.next());
    let is_list = is_digit && next.is_some_and(|c| c.is_ascii_digit())
        || next.is_some_and(is_numeral) && beyond.is_some_and(|c| "组社队季级期号批班楼".contains(c));
    (1..=4).contains(&number) && is_end && !is_list
}

/// How many characters of a number a text begins with, at most seven, and what follows.
fn number(text: &str) -> (usize, &str) {
    let is_digit = text.starts_with(|c: char| c.is_ascii_digit());
    let is_part = |c: &char| if is_digit { c.is_ascii_digit() } else { is_numeral(*c) };
    let length = text.chars().take(7).take_while(is_part).count();
    let bytes = text.chars().take(length).map(char::len_utf8).sum::<usize>();
    (length, &text[bytes..])
}

fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百".contains(c)
}
