//! A text as it is read for data on persons: its rows of figures, its words, and what stands around it.

use std::cell::OnceCell;
use std::ops::Range;

use crate::privacy::chain::{Chain, Finder};
use crate::privacy::names;
use crate::privacy::script::{self, Script};
use crate::privacy::signs::{Class, class, ends_sentence, first_signs, is_han, is_plain_han};
use crate::privacy::surnames;
use crate::privacy::words::{Use, Uses, Word, Words};
use crate::privacy::{Around, Place};

/// A text that may hold something.
#[derive(Debug)]
pub(super) struct Reading<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// What stands around it.
    pub(super) around: Around<'t>,
    /// Its words, in order.
    pub(super) words: Vec<Word>,
    /// What its label says.
    pub(super) head: Uses,
    /// Where Latin capitals follow a sign of Han, at that sign.
    pub(super) capitals: Vec<usize>,
    /// Masks right behind a sign of Han.
    pub(super) stars: Vec<usize>,
    figures: Vec<Range<usize>>,
    loose: Vec<Range<usize>>,
    has_unseen: bool,
    is_traditional: bool,
    has_han: bool,
    digits: usize,
    has_person: OnceCell<bool>,
}

impl<'t> Reading<'t> {
    /// The text, unless nothing can be in it.
    pub(super) fn of(text: &'t str, around: Around<'t>) -> Option<Self> {
        // A number of another country may have no more than six figures among its letters.
        const FEWEST: usize = 6;
        // As many as an identity number has, wherever they stand.
        const PARTED: usize = 17;
        // What is left of one at both ends.
        const ENDS: usize = 9;
        // A building and a flat in it.
        const FLAT: usize = 4;
        let seen = Seen::of(text);
        let words = Words::of(text);
        let head = Words::uses(&script::simplified(around.label));
        let is_told = !around.beside.is_empty() || !around.label.is_empty();
        const CUTS: [&str; 12] = ["…", "－－", "..", "．．", "～", "~", "——", "--", "__", "··", "（略", "(略"];
        let is_cut = || seen.digits >= ENDS && CUTS.iter().any(|cut| text.contains(cut));
        let is_flat = || seen.digits >= FLAT && text.contains(['#', '＃']);
        let is_name = || around.place != Place::Number && is_told && names::is_whole(text);
        let is_quiet = seen.figures.found.is_empty()
            && seen.figures.loose.is_empty()
            && seen.capitals.is_empty()
            && seen.stars.is_empty()
            && seen.digits < PARTED
            && !(seen.has_han && seen.dashes > 1)
            && !(seen.digits >= ENDS && words.list.iter().any(|word| word.uses.has(Use::Identity)))
            && (seen.has_han || seen.digits < FEWEST);
        if is_quiet
            && !words.is_live
            && !head.has_any(Uses::HEADS)
            && !seen.has_unseen
            && !seen.is_traditional
            && !is_name()
            && !is_cut()
            && !is_flat()
        {
            return None;
        }
        Some(Self {
            text,
            around,
            words: words.list,
            head,
            capitals: seen.capitals,
            stars: seen.stars,
            figures: seen.figures.found,
            loose: seen.figures.loose,
            has_unseen: seen.has_unseen,
            is_traditional: seen.is_traditional,
            has_han: seen.has_han,
            digits: seen.digits,
            has_person: OnceCell::new(),
        })
    }

    /// Whether there are signs that nobody sees.
    pub(super) fn has_unseen(&self) -> bool {
        self.has_unseen
    }

    /// Whether a sign of it is Han.
    pub(super) fn has_han(&self) -> bool {
        self.has_han
    }

    /// How many figures it has, Han ones aside.
    pub(super) fn digits(&self) -> usize {
        self.digits
    }

    /// Whether signs of it have simplified ones.
    pub(super) fn is_traditional(&self) -> bool {
        self.is_traditional
    }

    /// Its rows of figures.
    pub(super) fn chains(&self) -> impl Iterator<Item = Chain> {
        self.figures.iter().map(|range| Chain::of(self.text, range))
    }

    /// Its rows of figures in which anything but words may stand.
    pub(super) fn loose(&self) -> &[Range<usize>] {
        &self.loose
    }

    /// Whether the name of a person stands beside the text.
    pub(super) fn has_person_beside(&self) -> bool {
        *self.has_person.get_or_init(|| names::is_among(&script::simplified(self.around.beside)))
    }

    /// The text before a place.
    pub(super) fn before(&self, at: usize) -> &'t str {
        self.text.get(..at).unwrap_or_default()
    }

    /// The text from a place on.
    pub(super) fn from(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The text at a place.
    pub(super) fn slice(&self, range: Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// The sentence around a place, at most some 60 signs each way.
    pub(super) fn sentence(&self, range: &Range<usize>) -> Range<usize> {
        const FARTHEST: usize = 60;
        let before = self.before(range.start).char_indices().rev().take(FARTHEST);
        let start = before.take_while(|(_, sign)| !ends_sentence(*sign)).last().map_or(range.start, |(at, _)| at);
        let after = self.from(range.end).char_indices().take(FARTHEST);
        let end = after.take_while(|(_, sign)| !ends_sentence(*sign)).last();
        start..end.map_or(range.end, |(at, sign)| range.end + at + sign.len_utf8())
    }

    /// What a number at a place is called: by the nearest word before it or in brackets behind it, else by the head.
    pub(super) fn called(&self, range: &Range<usize>) -> Uses {
        self.called_before(range.start).or_else(|| self.called_behind(range.end)).unwrap_or(self.head)
    }

    fn called_before(&self, at: usize) -> Option<Uses> {
        const FARTHEST: usize = 20;
        let behind = self.words.partition_point(|word| word.end <= at);
        let mut labels = self.words.get(..behind)?.iter().rev().filter(|word| word.uses.has_any(Uses::LABELS));
        let word = labels.next()?;
        let between = self.slice(word.end..at);
        if first_signs(between, FARTHEST) < between.len() || between.contains(['。', '；', '！', '？', '|']) {
            return None;
        }
        let figures = self.figures.iter().any(|range| range.start >= word.end && range.end <= at);
        let is_list = |sign: char| "、,，/和及与 \n".contains(sign) || !matches!(class(sign), Class::Other);
        if figures && !between.chars().all(is_list) {
            return None;
        }
        // The number of a paper follows its name; behind other words it is another number.
        let is_word = |sign: char| is_han(sign) && !"号码为是编第及和、".contains(sign);
        if word.uses.has(Use::Other) && between.contains(is_word) {
            return None;
        }
        let joined = labels.next().filter(|before| before.end == word.start).map_or(word.uses, |before| before.uses);
        (between.matches('\n').count() < 2).then(|| word.uses.with(joined))
    }

    fn called_behind(&self, at: usize) -> Option<Uses> {
        let inside = self.from(at).trim_start().strip_prefix(['(', '（', '[', '【'])?;
        let start = self.text.len() - inside.len();
        let next = self.words.get(self.words.partition_point(|word| word.start < start))?;
        let is_near = self.slice(start..next.start).chars().count() <= 4;
        (is_near && next.uses.has_any(Uses::LABELS)).then_some(next.uses)
    }
}

/// What a look at each sign shows.
#[derive(Debug, Default)]
struct Seen {
    figures: Finder,
    capitals: Vec<usize>,
    stars: Vec<usize>,
    has_unseen: bool,
    is_traditional: bool,
    digits: usize,
    /// Hyphens right behind a figure.
    dashes: usize,
    has_han: bool,
}

impl Seen {
    fn of(text: &str) -> Self {
        let mut seen = Self::default();
        let bytes = text.as_bytes();
        let script = Script::ready();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if *byte >= 0xe4
                && let Some([first, second, third]) = bytes.get(at..at + 3)
            {
                seen.is_traditional |= script.is_traditional([*first, *second, *third]);
            }
            // Most signs are Han and no figures; each takes three bytes.
            if is_plain_han(*byte, bytes.get(at + 1)) {
                seen.figures.close();
                seen.figures.close_loose();
                seen.has_han = true;
                at += 3;
                continue;
            }
            let is_letter = byte.is_ascii_alphabetic() && !matches!(byte, b'x' | b'X' | b'o' | b'O' | b'l' | b'I');
            let before = |count| at.checked_sub(count).and_then(|before| bytes.get(before));
            // A blank may part a province from the letter of its plates.
            let is_parted = || before(1) == Some(&b' ') && before(2).is_some_and(|byte| !byte.is_ascii());
            if is_letter && before(1).is_some_and(u8::is_ascii) && !is_parted() {
                seen.figures.close();
                seen.figures.close_loose();
                at += 1;
                continue;
            }
            let Some(sign) = text.get(at..).and_then(|rest| rest.chars().next()) else { break };
            seen.take(text, at, sign);
            at += sign.len_utf8();
        }
        seen.figures.close();
        seen.figures.close_loose();
        seen
    }

    fn take(&mut self, text: &str, at: usize, sign: char) {
        let class = class(sign);
        self.figures.take(class, at, sign.len_utf8());
        let is_word = match class {
            Class::Other => sign.is_alphanumeric(),
            Class::Han(_) | Class::Letter(_) => true,
            _ => false,
        };
        if is_word {
            self.figures.close_loose();
            self.has_han |= is_han(sign);
        }
        let before = || text.get(..at).and_then(|text| text.chars().next_back()).filter(|sign| is_han(*sign));
        match class {
            Class::Digit(_) => self.digits += 1,
            Class::Mark if sign == '-' => {
                let before = text.get(..at).and_then(|text| text.chars().next_back());
                self.dashes += usize::from(before.is_some_and(|sign| sign.is_ascii_digit()));
            }
            Class::Unseen => self.has_unseen = true,
            Class::Mask if before().is_some() => self.stars.push(at),
            _ if is_capital(sign) => {
                let front = text.get(..at).unwrap_or_default();
                let front = front.strip_suffix(' ').unwrap_or(front);
                let province = front.char_indices().next_back().filter(|(_, sign)| surnames::is_plate_province(*sign));
                self.capitals.extend(province.map(|(at, _)| at));
            }
            _ => {}
        }
    }
}

/// A capital, in either width; small ones are written too.
fn is_capital(sign: char) -> bool {
    sign.is_ascii_alphabetic() || matches!(sign, 'Ａ'..='Ｚ' | 'ａ'..='ｚ')
}
