//! Which line breaks of a paragraph stay.
//!
//! CommonMark joins the lines of a paragraph, which is right for text that an editor wrapped and wrong for lines that
//! somebody pasted: a title, a byline, `一、总体要求`, a signature. Text with Chinese characters is taken for wrapped
//! if its last line ends a sentence and each other line is full, that is, what stands first on the next would not have
//! fitted; or, of three lines and more, if all are about as wide and none but the last ends a sentence.

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

struct Line<'t> {
    start: usize,
    text: &'t str,
    width: usize,
    number: Option<Number>,
    has_label: bool,
}

/// What numbers the beginning of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    /// `一、`, `（一）`, `1.`, `1、`, `（1）`, `①`.
    Item,
    /// `第一条`, which may be quoted in a sentence.
    Article,
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
        let all = || lines.iter().flat_map(|line: &Line<'_>| line.text.chars());
        let is_chinese = 8 * all().filter(|c| is_cjk(*c)).count() >= all().count().max(1);
        let mut block = Self { lines, widest, is_chinese, is_wrapped: false };
        block.is_wrapped = block.looks_wrapped();
        block
    }

    fn looks_wrapped(&self) -> bool {
        let Some((last, broken)) = self.lines.split_last() else { return false };
        let numbers = self.lines.iter().filter(|line| line.number.is_some()).count();
        let labels = self.lines.iter().filter(|line| line.has_label).count();
        if !WIDTHS.contains(&self.widest) || numbers > 1 || labels > 1 || !ends_sentence(last.text) {
            return false;
        }
        let sentences = broken.iter().filter(|line| ends_sentence(line.text)).count();
        let is_even = broken.len() > 1 && sentences == 0 && broken.iter().all(|line| 5 * line.width >= 3 * self.widest);
        let is_full = |at: usize| self.is_full(at) || goes_on(self.lines[at].text);
        is_even || sentences < broken.len() && (0..broken.len()).all(is_full)
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
        let is_quoted = self.is_wrapped && !ends_sentence(line.text) || cites(line.text);
        match next.number {
            _ if is_set_in(next.text) => Break::Paragraph,
            Some(Number::Article) if is_quoted => Break::Joined,
            Some(_) => Break::Paragraph,
            None if self.is_wrapped || goes_on(line.text) => Break::Joined,
            None if ends_sentence(line.text) && !next.has_label || line.number.is_some() => Break::Paragraph,
            None => Break::Line,
        }
    }
}

impl<'t> Line<'t> {
    fn of(start: usize, text: &'t str) -> Self {
        let width = text.chars().map(width).sum();
        Self { start, text, width, number: numbered(text), has_label: has_label(text) }
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
    if ENTITIES.iter().any(|blank| line.trim_start().starts_with(blank)) {
        return true;
    }
    let blanks = line.chars().take_while(|c| c.is_whitespace());
    blanks
        .map(|c| match c {
            '\u{3000}' | '\t' => 4,
            _ => 1,
        })
        .sum::<usize>()
        >= 4
}

/// Blanks as pages have them.
const ENTITIES: [&str; 3] = ["&nbsp;", "&emsp;", "&ensp;"];

/// `联系电话：`, at most ten characters.
fn has_label(line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "*_".contains(c));
    let length = line.chars().take(11).take_while(|c| is_cjk(*c) && c.is_alphanumeric()).count();
    let rest = line.chars().skip(length).find(|c| !c.is_whitespace());
    (2..=10).contains(&length) && matches!(rest, Some('：' | ':'))
}

/// Whether an article may be quoted behind it.
fn cites(line: &str) -> bool {
    line.ends_with(['》', '、', '，', '和', '及', '与', '或', '照', '据'])
}

/// The number at the beginning. `1.5` and `3、4组` begin with none.
fn numbered(line: &str) -> Option<Number> {
    let line = ENTITIES.iter().fold(line.trim_start(), |line, blank| line.trim_start_matches(blank));
    let line = line.trim_start_matches(|c: char| c.is_whitespace() || "*_#~\\".contains(c));
    let first = line.chars().next()?;
    if matches!(first, '\u{2460}'..='\u{249B}' | '\u{3220}'..='\u{3229}' | '\u{2776}'..='\u{2793}') {
        return Some(Number::Item);
    }
    if first == '第' {
        let (number, rest) = number(&line[first.len_utf8()..]);
        let is_article = number > 0 && rest.starts_with(['条', '章', '节', '款', '项', '编', '篇', '部']);
        return is_article.then_some(Number::Article);
    }
    if matches!(first, '（' | '(') {
        let (number, rest) = number(&line[first.len_utf8()..]);
        return ((1..=4).contains(&number) && rest.starts_with(['）', ')'])).then_some(Number::Item);
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
    ((1..=4).contains(&number) && is_end && !is_list).then_some(Number::Item)
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
