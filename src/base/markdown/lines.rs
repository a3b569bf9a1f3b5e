//! Which line breaks of a paragraph stay.
//!
//! CommonMark joins the lines of a paragraph, which is right for text that an editor wrapped and wrong for lines that
//! somebody pasted: a title, a byline, `一、总体要求`, a signature. A Chinese paragraph is cut before lines that are
//! numbered or set in, behind titles and behind sentences that end before the line is full. Each piece is taken for
//! wrapped if it ends a sentence and each other line is full, that is, what stands first on the next would not have
//! fitted; or, of three lines and more, if all are about as wide and none but the last ends a sentence. Of two lines
//! the first must be as wide as an editor makes it, or be as wide as another that goes on. Lines that begin alike or
//! hold amounts are a list.

mod line;

use std::ops::Range;

use super::cjk::is_cjk;
use line::{Line, Number, begin_alike, cites, ends_part, ends_sentence, first_width, goes_on};

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
/// An editor makes a line no narrower, so that two lines are enough to know it.
const EDITOR: usize = 60;
/// By how much a line may fall short of what would have fitted.
const SLACK: usize = 2;

/// What the line breaks in a range become, each with the place of its newline.
pub(super) fn breaks(text: &str, range: Range<usize>) -> Vec<(usize, Break)> {
    let block = Block::of(text, range);
    let places = block.lines.iter().skip(1).map(|line| line.start - 1);
    places.enumerate().map(|(at, place)| (place, block.after(at))).collect()
}

/// Whether text is Chinese, or settings, or has no letters: what is not left to CommonMark.
pub(super) fn is_ours(text: &str) -> bool {
    let is_plain = |line: &str| Line::of(0, line.trim()).is_setting;
    text.contains(is_cjk) || !text.contains(char::is_alphabetic) || text.lines().all(is_plain)
}

/// Whether a line can be a heading with a line drawn below it: no label, date, blank or sentence.
pub(super) fn can_be_heading(line: &str) -> bool {
    let line = Line::of(0, line.trim());
    !line.is_setting && !line.is_bare && !line.is_date && !line.text.contains('：') && !ends_part(line.text)
}

struct Block<'t> {
    lines: Vec<Line<'t>>,
    /// The widest line that an editor may have broken.
    widest: usize,
    is_chinese: bool,
    /// How many lines are full without ending a sentence.
    full: usize,
    /// For each line, whether an editor broke it.
    wrapped: Vec<bool>,
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
        let widths = lines.iter().map(|line| line.width).filter(|width| WIDTHS.contains(width));
        let widest = widths.max().unwrap_or_default();
        let (han, words) = letters(&lines);
        let is_chinese = han >= words && (han > 0 || lines.iter().any(|line| line.is_bare));
        let wrapped = vec![false; lines.len()];
        let mut block = Self { lines, widest, is_chinese, full: 0, wrapped };
        if block.is_chinese && widest > 0 {
            let is_open = |at: &usize| block.is_full(*at) && !ends_part(block.lines[*at].text);
            block.full = (0..block.lines.len() - 1).filter(is_open).count();
            block.judge_pieces();
        }
        block
    }

    fn judge_pieces(&mut self) {
        let mut first = 0;
        for at in 0..self.lines.len() {
            if at + 1 == self.lines.len() || self.is_cut(at) {
                let is_wrapped = self.looks_wrapped(first..at + 1);
                self.wrapped[first..at].fill(is_wrapped);
                first = at + 1;
            }
        }
    }

    /// Whether a piece ends with this line, whatever the piece.
    fn is_cut(&self, at: usize) -> bool {
        let (line, next) = (&self.lines[at], &self.lines[at + 1]);
        next.is_set_in
            || next.number.is_some() && !self.quotes(at)
            || line.is_title && (at == 0 || !self.is_full(at))
            || ends_part(line.text) && !self.is_full(at)
            || next.is_closing
    }

    /// Whether the next line begins with an article that this one quotes.
    fn quotes(&self, at: usize) -> bool {
        let (line, next) = (&self.lines[at], &self.lines[at + 1]);
        match next.number {
            Some(Number::Article { is_apart }) => {
                cites(line.text) || !is_apart && !ends_part(line.text) && self.is_full(at)
            }
            _ => false,
        }
    }

    fn looks_wrapped(&self, range: Range<usize>) -> bool {
        let lines = &self.lines[range.clone()];
        let Some((last, broken)) = lines.split_last() else { return false };
        let widest = lines.iter().map(|line| line.width).max().unwrap_or_default();
        let labels = lines.iter().filter(|line| line.has_label).count();
        let is_end = ends_sentence(last.text) || lines[0].number.is_some() && ends_part(last.text);
        if broken.is_empty() || !WIDTHS.contains(&widest) || labels > 1 || !is_end || is_list(lines) {
            return false;
        }
        if let [first] = broken {
            let is_wide = first.width >= EDITOR || self.full > 1;
            let has_marks = goes_on(first.text) || is_wide && self.is_full(range.start) && !ends_part(first.text);
            return has_marks && !last.has_label && !first.is_title;
        }
        let sentences = broken.iter().filter(|line| ends_part(line.text)).count();
        let is_even = sentences == 0 && broken.iter().all(|line| line.is_single || 5 * line.width >= 3 * widest);
        let is_full = |at: usize| {
            let line = &self.lines[at];
            line.is_single || goes_on(line.text) || line.width + self.behind(at) + SLACK > widest
        };
        is_even || sentences < broken.len() && (range.start..range.end - 1).all(is_full)
    }

    fn is_full(&self, at: usize) -> bool {
        self.widest > 0 && self.lines[at].width + self.behind(at) + SLACK > self.widest
    }

    /// How wide that is which would have had to fit.
    fn behind(&self, at: usize) -> usize {
        self.lines.get(at + 1).map_or(self.widest, |next| first_width(next.text.trim_start()))
    }

    fn after(&self, at: usize) -> Break {
        let (line, next) = (&self.lines[at], &self.lines[at + 1]);
        if !self.is_chinese {
            let is_apart = line.is_setting && next.is_setting || line.is_bare || next.is_bare;
            return if is_apart { Break::Line } else { Break::Joined };
        }
        match next.number {
            _ if next.is_set_in => Break::Paragraph,
            Some(_) if self.quotes(at) => Break::Joined,
            Some(_) => Break::Paragraph,
            None if self.wrapped[at] || goes_on(line.text) => Break::Joined,
            None if line.is_bare || next.is_bare => Break::Line,
            None if ends_part(line.text) && !next.has_label || line.number.is_some() => Break::Paragraph,
            None => Break::Line,
        }
    }
}

/// How many Han characters there are, and how many words of other letters.
fn letters(lines: &[Line<'_>]) -> (usize, usize) {
    let (mut han, mut words) = (0, 0);
    for line in lines {
        let mut is_within = false;
        for c in line.text.chars() {
            let is_letter = c.is_alphabetic() && !is_cjk(c);
            words += usize::from(is_letter && !is_within);
            han += usize::from(c.is_alphabetic() && is_cjk(c));
            is_within = is_letter || is_within && c == '\'';
        }
    }
    (han, words)
}

/// Whether lines are entries: they begin alike, or each has an amount and no sentence in it.
fn is_list(lines: &[Line<'_>]) -> bool {
    let alike = lines.windows(2).filter(|pair| begin_alike(pair[0].text, pair[1].text)).count();
    let broken = &lines[..lines.len() - 1];
    let are_amounts = match lines {
        [first, second] => first.has_amount && second.has_amount,
        _ => broken.iter().all(|line| line.has_amount && !line.text.contains(['，', '。', '；', ','])),
    };
    3 * alike >= lines.len() || are_amounts
}
