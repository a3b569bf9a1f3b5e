//! Which pairs of signs are emphasis and which are masks, products and blanks.
//!
//! CommonMark pairs `*` wherever it can: `张*三、李*四` loses its stars. Here each pair that was found is looked at with
//! the characters around both runs. Where these are what a mask (`138****1234`, `王**、赵**`), a product (`2*3*4`) or a
//! blank (`（____）`) has, the signs stay; where it could be either, the author is told.
//!
//! A fixed number of characters is looked at, so that any number of pairs takes linear time.

mod signs;

use std::ops::Range;

use super::cjk::{closes, is_cjk, opens};
use signs::{UNITS, count, goes_on, is_break, is_digit, is_numeral, is_surname, is_word, joins_names, singles};

/// Characters looked at on each side of a run.
const SIGHT: usize = 40;
/// Characters looked at on each side for stars that are left over.
const LINE: usize = 160;
/// No run that means emphasis is longer.
const LONGEST: usize = 16;

/// What a pair of signs is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Emphasis,
    /// Emphasis that may have been meant as signs.
    DoubtedEmphasis,
    Signs,
    /// Signs that may have been meant as emphasis.
    DoubtedSigns,
}

/// The pair that stands at both ends of this range of the text.
pub(super) fn judge(text: &str, span: &Range<usize>) -> Verdict {
    let Some(&sign) = text.as_bytes().get(span.start) else { return Verdict::Emphasis };
    if !matches!(sign, b'*' | b'_' | b'~') || span.end < span.start + 2 {
        return Verdict::Emphasis;
    }
    let (open, close) = (run(text, span.start, sign), run(text, span.end - 1, sign));
    if open.end >= close.start {
        return Verdict::Emphasis;
    }
    let pair = Pair::of(text, sign, open, close);
    match pair.judge() {
        Verdict::Emphasis | Verdict::DoubtedEmphasis if sign == b'*' && pair.is_mark() => Verdict::DoubtedSigns,
        verdict => verdict,
    }
}

/// The run of a sign around a place, as far as it matters.
fn run(text: &str, at: usize, sign: u8) -> Range<usize> {
    let bytes = text.as_bytes();
    let is_sign = |byte: &&u8| **byte == sign;
    let before = bytes[..at].iter().rev().take(LONGEST).take_while(is_sign).count();
    let behind = bytes[at..].iter().take(LONGEST).take_while(is_sign).count();
    let start = at - before;
    let is_escaped = before > 0 && start > 0 && bytes[start - 1] == b'\\';
    start + usize::from(is_escaped)..at + behind
}

/// Two runs and what stands around them; `\n` stands for the ends of the text.
struct Pair<'t> {
    text: &'t str,
    sign: u8,
    open: Range<usize>,
    close: Range<usize>,
    before: char,
    first: char,
    last: char,
    after: char,
}

impl<'t> Pair<'t> {
    fn of(text: &'t str, sign: u8, open: Range<usize>, close: Range<usize>) -> Self {
        let previous = |at: usize| text[..at].chars().next_back().unwrap_or('\n');
        let next = |at: usize| text[at..].chars().next().unwrap_or('\n');
        let (before, first) = (previous(open.start), next(open.end));
        let (last, after) = (previous(close.start), next(close.end));
        Self { text, sign, open, close, before, first, last, after }
    }

    fn judge(&self) -> Verdict {
        let beside_digits =
            is_digit(self.before) && is_digit(self.first) || is_digit(self.last) && is_digit(self.after);
        let begins_with_end = self.text[self.open.end..].starts_with("</");
        let is_between = self.before == self.first && self.last == self.after && !is_word(self.first);
        let is_torn = begins_with_end || is_between || self.tears_brackets();
        if closes(self.first) || opens(self.last) || beside_digits || is_torn {
            return Verdict::Signs;
        }
        match self.sign {
            b'~' if self.open.len() == 1 => Verdict::Signs,
            b'~' => self.judge_struck(),
            b'_' => self.judge_blank(),
            _ if self.open.len() > 3 || self.close.len() > 3 => self.judge_long(),
            _ => self.judge_stars(),
        }
    }

    /// Whether the stars mark something, and words say what: `*为党员`, `*号表示新增：张三*、李四`.
    fn is_mark(&self) -> bool {
        let inner = &self.text[self.open.end..self.close.start];
        if !inner.chars().take(SIGHT).any(is_cjk) {
            return false;
        }
        if ["号表示", "号为", "号者", "表示", "者为", "号代表"].iter().any(|word| inner.starts_with(word))
        {
            return true;
        }
        let is_single = self.open.len() == 1 && self.close.len() == 1;
        if inner.starts_with('为') && (self.open.len() == 1 || self.open.len() != self.close.len()) {
            return true;
        }
        let is_line = self.before == '\n' && self.after == '\n';
        is_single && !is_line && (self.ends_clause(inner) || self.has_odd_star())
    }

    /// Whether clauses stand between the stars, the last of which goes on: `*甲：乙*、丙`, `1.*甲；2.*乙`.
    fn ends_clause(&self, inner: &str) -> bool {
        let has_clauses = inner.chars().take(SIGHT).any(|c| "：；，。".contains(c));
        let is_item = self.last == '.' && inner.trim_end_matches('.').ends_with(is_digit);
        has_clauses && (is_item || is_word(self.last) && goes_on(self.after))
    }

    /// Whether an odd number of single stars stands on the line, as far as the whole of it is near.
    fn has_odd_star(&self) -> bool {
        let before = self.text[..self.open.start].chars().rev().take(LINE).take_while(|c| *c != '\n');
        let inner = &self.text[self.open.end..self.close.start];
        let behind = self.text[self.close.end..].chars().take(LINE).take_while(|c| *c != '\n');
        let is_short = before.clone().count() < LINE && behind.clone().count() < LINE && inner.len() < LINE;
        is_short && (singles(before) + singles(inner.chars()) + singles(behind)) % 2 == 1
    }

    /// `7月~~8月、9月~~10月` are ranges.
    fn judge_struck(&self) -> Verdict {
        let has_numbers = is_digit(self.first) && is_digit(self.after);
        match has_numbers && is_word(self.before) && is_word(self.last) && self.ends().0.is_some() {
            true => Verdict::Signs,
            false => Verdict::Emphasis,
        }
    }

    /// Three underscores and more are a place to write on.
    fn judge_blank(&self) -> Verdict {
        let is_word = is_word(self.first) && is_word(self.last) && !is_word(self.before) && !is_word(self.after);
        if self.open.len() > 2 || self.close.len() > 2 {
            return match is_word && self.open.len() == self.close.len() {
                true => Verdict::DoubtedSigns,
                false => Verdict::Signs,
            };
        }
        match opens(self.first) && opens(self.after) {
            true => Verdict::DoubtedSigns,
            false => Verdict::Emphasis,
        }
    }

    fn judge_long(&self) -> Verdict {
        match is_word(self.first) && is_word(self.last) && !is_word(self.before) && !is_word(self.after) {
            true => Verdict::DoubtedSigns,
            false => Verdict::Signs,
        }
    }

    fn judge_stars(&self) -> Verdict {
        let has_numbers = is_digit(self.first) && is_digit(self.after);
        let is_listed = is_break(self.last) || is_word(self.before) && is_word(self.last) && self.ends().0.is_some();
        if has_numbers && is_listed || self.is_product() {
            return Verdict::Signs;
        }
        let opens = |c: char| opens(c) || c == '<';
        if is_word(self.before) && is_word(self.last) && opens(self.first) && opens(self.after) {
            return Verdict::Signs;
        }
        let inner = &self.text[self.open.end..self.close.start];
        let is_unit = |c: char| UNITS.contains(c);
        let is_place = is_unit(self.before) && is_unit(self.first) && is_surname(self.last);
        if is_place || is_word(self.after) && count(inner) <= 2 && inner.chars().all(is_unit) {
            return Verdict::DoubtedSigns;
        }
        match self.open.len() == 1 && self.close.len() == 1 {
            true => self.judge_single(),
            false => self.judge_double(),
        }
    }

    /// One star on each side.
    fn judge_single(&self) -> Verdict {
        let (first, last) = self.ends();
        let is_within = is_word(self.last) && is_word(self.after);
        let Some((first, last)) = first.zip(last) else {
            return match is_word(self.before) && is_word(self.first) {
                true if is_within => self.judge_within(),
                true if self.makes_names() => Verdict::Signs,
                _ => Verdict::Emphasis,
            };
        };
        let is_short = count(first) <= 2 && count(last) <= 2;
        if !is_word(self.before) {
            let is_numbered = first.chars().all(is_numeral);
            let is_prefix = goes_on(self.last) && is_word(self.after) && !is_numbered;
            let is_mask = is_prefix || is_within && is_short && !last.is_empty();
            return if is_mask { Verdict::DoubtedSigns } else { Verdict::Emphasis };
        }
        match is_word(self.last) {
            true if is_short || self.has_surnames() || self.before == self.last => Verdict::Signs,
            true => Verdict::DoubtedSigns,
            false => Verdict::Emphasis,
        }
    }

    /// One star on each side, both within words, nothing between that sets words apart.
    fn judge_within(&self) -> Verdict {
        let inner = &self.text[self.open.end..self.close.start];
        let length = count(inner);
        let has_numbers = is_digit(self.first) && is_digit(self.after);
        if has_numbers || self.is_formula() {
            return Verdict::Signs;
        }
        match self.makes_names() {
            true => Verdict::Signs,
            _ if length == 1 || joins_names(inner) => Verdict::DoubtedSigns,
            _ if is_cjk(self.before) || is_cjk(self.after) => Verdict::DoubtedEmphasis,
            _ => Verdict::Emphasis,
        }
    }

    /// Two stars or three are emphasis, unless they make names of what they stand in.
    fn judge_double(&self) -> Verdict {
        let inner = &self.text[self.open.end..self.close.start];
        let is_within = is_word(self.last) && is_word(self.after);
        let is_mask = match self.ends() {
            (Some(first), Some("")) if !is_word(self.before) => {
                let is_one = count(inner) == count(first) + 1 && self.last == '、';
                is_one && count(first) <= 2 && !first.chars().all(is_numeral) && (1..=2).contains(&self.tail())
            }
            (Some(first), Some(last)) if is_word(self.before) && is_within => {
                let is_name = count(first) <= 1 && !first.chars().all(is_numeral);
                let is_short = is_name && count(last) <= 2 && self.head() <= 2 && self.tail() <= 2;
                self.has_surnames() || is_short && is_word(self.first)
            }
            (None, _) if is_word(self.before) && is_word(self.first) => self.makes_names(),
            _ => false,
        };
        if is_mask { Verdict::DoubtedSigns } else { Verdict::Emphasis }
    }

    /// Whether a bracket is closed that was opened before, but for that of a number: `1）`.
    fn tears_brackets(&self) -> bool {
        let inner = &self.text[self.open.end..self.close.start];
        let (mut depth, mut is_number) = (0_usize, true);
        for c in inner.chars().take(SIGHT) {
            match c {
                '（' | '(' => depth += 1,
                '）' | ')' if depth > 0 => depth -= 1,
                '）' | ')' if !is_number => return true,
                c if !is_numeral(c) => is_number = false,
                _ => {}
            }
        }
        false
    }

    /// The words at both ends of what is between the runs, if something between sets words apart.
    fn ends(&self) -> (Option<&'t str>, Option<&'t str>) {
        let inner = &self.text[self.open.end..self.close.start];
        let first = inner.char_indices().take(SIGHT).find(|(_, c)| is_break(*c)).map(|(at, _)| &inner[..at]);
        let last = inner.char_indices().rev().take(SIGHT).find(|(_, c)| is_break(*c));
        (first, last.map(|(at, c)| &inner[at + c.len_utf8()..]))
    }

    /// How many characters the word has before the first run.
    fn head(&self) -> usize {
        self.text[..self.open.start].chars().rev().take(SIGHT).take_while(|c| is_word(*c)).count()
    }

    /// How many characters the word has behind the second run.
    fn tail(&self) -> usize {
        self.text[self.close.end..].chars().take(SIGHT).take_while(|c| is_word(*c)).count()
    }

    fn has_surnames(&self) -> bool {
        is_surname(self.before) && is_surname(self.last)
    }

    /// Whether it would leave `张` and `李` of `张*三和李*`.
    fn makes_names(&self) -> bool {
        let inner = &self.text[self.open.end..self.close.start];
        self.has_surnames() && (count(inner) <= 3 || joins_names(inner))
    }

    /// A number behind each run and a quantity before it: `1200元*3户`.
    fn is_product(&self) -> bool {
        is_digit(self.first)
            && is_digit(self.after)
            && self.is_quantity(self.open.start)
            && self.is_quantity(self.close.start)
    }

    /// Whether a number with its unit ends here.
    fn is_quantity(&self, end: usize) -> bool {
        let mut before = self.text[..end].chars().rev();
        match before.next() {
            Some(c) if ")）]】%％".contains(c) => true,
            Some(c) if is_word(c) => is_digit(c) || before.take(3).take_while(|c| is_word(*c)).any(is_digit),
            _ => false,
        }
    }

    /// Whether the line around has signs of arithmetic near.
    fn is_formula(&self) -> bool {
        let is_sign = |c: char| "=＝×÷≈+＋".contains(c);
        let is_near = |c: &char| *c != '\n' && !"。；".contains(*c);
        let inner = &self.text[self.open.end..self.close.start];
        inner.chars().take(SIGHT).any(is_sign)
            || self.text[..self.open.start].chars().rev().take(SIGHT).take_while(is_near).any(is_sign)
            || self.text[self.close.end..].chars().take(SIGHT).take_while(is_near).any(is_sign)
    }
}
