//! Masks that do not hide: too much of the number stays, or what stays tells the rest.

use std::ops::Range;

use crate::base::lexicon::LEXICON;
use crate::privacy::arithmetic::{birth_year, has_card_front, is_area};
use crate::privacy::chain::{CROSS, Chain, Joint};
use crate::privacy::names;
use crate::privacy::reading::Reading;
use crate::privacy::signs::{Class, class, first_signs, is_han};
use crate::privacy::surnames;
use crate::privacy::words::{Use, Uses, Word};
use crate::privacy::{Found, Place, Sort};

/// A number of which some is hidden.
struct Masked<'c> {
    values: &'c [u8],
    lead: usize,
    hidden: usize,
    trail: usize,
    called: Uses,
    /// Whether the name of a person stands beside it.
    is_named: bool,
}

/// Adds the masked numbers of a row that can be worked out.
pub(super) fn find(reading: &Reading<'_>, chain: &Chain, found: &mut Vec<Found>) {
    if reading.around.place == Place::Number || chain.values.iter().all(|value| *value < CROSS) {
        return;
    }
    let mut from = 0;
    for end in 1..=chain.len() {
        if end < chain.len() && chain.joint(end) != Joint::Wide {
            continue;
        }
        let values = chain.values.get(from..end).unwrap_or_default();
        if let Some(range) = chain.range(from, end - from)
            && let Some(own) = Masked::of(values, reading.called(&range))
        {
            let is_named = own.is_long() && is_named(reading, &range);
            if (Masked { is_named, ..own }).is_weak(reading.around.place) {
                found.push(Found { sort: Sort::WeakMask, range });
            }
        }
        from = end;
    }
}

/// Whether the name of a person stands beside a number: in its row, or right before or behind it.
fn is_named(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    const NEAR: usize = 8;
    let before = names::last_before(reading.text, range.start).is_some_and(|name| {
        let between = reading.slice(name.end..range.start);
        first_signs(between, NEAR) == between.len() && !between.contains(['。', '；'])
    });
    before || names::first_behind(reading.text, range.end).is_some() || reading.has_person_beside()
}

impl<'c> Masked<'c> {
    /// What of the values is hidden; a cross at the end is a check digit if another mask is before it.
    fn of(values: &'c [u8], called: Uses) -> Option<Self> {
        let is_shown = |value: &u8| *value < CROSS;
        let (last, rest) = values.split_last()?;
        let is_check = *last == CROSS && rest.last().is_some_and(is_shown) && rest.iter().any(|value| *value >= CROSS);
        let own = if is_check { rest } else { values };
        let lead = own.iter().take_while(|value| is_shown(value)).count();
        let trail = own.iter().rev().take_while(|value| is_shown(value)).count();
        let hidden = own.iter().filter(|value| !is_shown(value)).count();
        (hidden > 0).then_some(Self {
            values,
            lead,
            hidden,
            trail: trail + usize::from(is_check),
            called,
            is_named: false,
        })
    }

    /// Whether so much is shown that it may be too much.
    fn is_long(&self) -> bool {
        const FEWEST: usize = 8;
        self.lead + self.trail >= FEWEST
    }

    fn is_weak(&self, place: Place) -> bool {
        (place != Place::Account && self.is_weak_card())
            || (place != Place::Contact && self.is_weak_mobile())
            || self.is_weak_identity()
    }

    /// Area and the last four, which leaves a date; or the area with the year; or the date alone.
    fn is_weak_identity(&self) -> bool {
        let called = self.called.has_any(Uses::of(&[Use::Identity, Use::Disability]));
        let lengths = if called { 12..=20 } else { 18..=18 };
        // Who hides a number counts the stars badly.
        let is_cut = self.is_named && (11..=20).contains(&self.values.len()) && self.lead == 6 && self.trail == 4;
        let is_long =
            lengths.contains(&self.values.len()) || is_cut || (!called && self.values.len() == 15 && self.lead == 6);
        if !is_long || (self.hidden < 2 && !called) {
            return false;
        }
        let keeps_area = self.lead >= 6 && is_area(self.values);
        let middle = self.values.get(6..14).filter(|_| self.values.len() == 18);
        let keeps_date = middle.and_then(birth_year).is_some() && self.lead < 6;
        let is_card =
            has_card_front(self.values.get(..self.lead).unwrap_or_default()) && !called && self.values.len() != 18;
        !is_card && ((keeps_area && (self.trail >= 4 || self.lead >= 10)) || keeps_date)
    }

    /// Fewer than four figures hidden, however many stars there are.
    fn is_weak_mobile(&self) -> bool {
        let is_called = self.called.has(Use::Phone) || self.is_named;
        let is_begun = matches!(self.values, [1, 3..=9, ..]) && self.lead >= 3;
        let is_whole = self.values.len() == 11 && self.hidden < 4 && (self.hidden >= 2 || is_called);
        let shown = self.lead + self.trail;
        let is_stretched = is_called && (8..=11).contains(&shown) && self.hidden <= 8 && self.trail > 0;
        is_begun && ((is_whole && shown >= 7) || (is_stretched && self.values.len() > 11))
    }

    /// Fewer than six figures hidden.
    fn is_weak_card(&self) -> bool {
        let shown = self.values.get(..self.lead).unwrap_or_default();
        let is_called = self.called.has(Use::Account);
        let is_long =
            if is_called { (12..=25).contains(&self.values.len()) } else { (16..=19).contains(&self.values.len()) };
        is_long && (is_called || has_card_front(shown)) && self.hidden < 6 && (self.hidden >= 2 || is_called)
    }
}

/// Adds the last figures of a number, behind a word that says of which.
pub(super) fn find_tails(reading: &Reading<'_>, found: &mut Vec<Found>) {
    const BETWEEN: &str = "：: \u{3000}为是（(|“";
    let is_part = |word: &Word| is_of_person(reading, word) || is_beside_person(reading, word);
    let is_tail = |word: &&Word| word.uses.has(Use::Tail) || (word.uses.has(Use::Part) && is_part(word));
    let words = reading.words.iter().filter(is_tail).map(|word| word.end);
    let head = reading.head.has(Use::Tail).then_some(0);
    for from in words.chain(head) {
        let own =
            reading.from(from).trim_start_matches(|sign: char| BETWEEN.contains(sign) || class(sign) == Class::Mask);
        let is_part = |sign: &char| matches!(class(*sign), Class::Digit(_) | Class::Cross);
        let (count, length) =
            own.chars().take_while(is_part).fold((0, 0), |(count, length), sign| (count + 1, length + sign.len_utf8()));
        let start = reading.text.len() - own.len();
        if (4..=8).contains(&count) {
            found.push(Found { sort: Sort::WeakMask, range: start..start + length });
        }
    }
}

/// Whether the last number that the sentence names before a word is one of a person.
fn is_of_person(reading: &Reading<'_>, word: &Word) -> bool {
    const OWN: Uses = Uses::of(&[Use::Identity, Use::Disability, Use::Account, Use::Tail]);
    let sentence = reading.sentence(&(word.start..word.end));
    let before = reading.words.iter().filter(|own| sentence.start <= own.start && own.end <= word.start);
    let mut labels = before.filter(|own| own.uses.has_any(OWN.with(Uses::LABELS))).rev();
    labels.next().is_some_and(|own| own.uses.has_any(OWN))
}

/// Whether a person is named right before a word for the last figures of a number, and the number of no paper in between.
fn is_beside_person(reading: &Reading<'_>, word: &Word) -> bool {
    const NEAR: usize = 12;
    let is_other = |from: usize| {
        reading.words.iter().any(|own| own.start >= from && own.end <= word.start && own.uses.has(Use::Other))
    };
    let is_near = |end: usize| {
        let between = reading.slice(end..word.start);
        first_signs(between, NEAR) == between.len() && !between.contains(['。', '；', '\n'])
    };
    names::last_before(reading.text, word.start).is_some_and(|name| is_near(name.end) && !is_other(name.end))
        || (reading.has_person_beside() && first_signs(reading.text, 2 * NEAR) == reading.text.len() && !is_other(0))
}

/// Adds what is left of identity numbers whose middle is hidden by other signs than stars, beside the name of a person.
pub(super) fn find_cut(reading: &Reading<'_>, found: &mut Vec<Found>) {
    const MASKS: &str = "…．.。·～~—－-_略□ ";
    const LONGEST: usize = 16;
    let text = reading.text;
    let is_mask = |sign: char| MASKS.contains(sign);
    let places = text.match_indices(['…', '.', '．', '～', '~', '—', '－', '-', '_', '略', '·']).map(|(at, _)| at);
    for at in places {
        let lead = text.get(..at).unwrap_or_default();
        let lead = lead.trim_end_matches(['（', '(']);
        let figures = lead.len() - lead.trim_end_matches(|sign: char| sign.is_ascii_digit()).len();
        let own = lead.get(lead.len() - figures..).unwrap_or_default();
        let rest = text.get(at..).unwrap_or_default();
        let tail = rest.trim_start_matches(is_mask).trim_start_matches(['）', ')']);
        let hidden = rest.get(..rest.len() - tail.len()).unwrap_or_default().trim();
        let trail = tail.len() - tail.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        let has_cross = tail.get(trail..).is_some_and(|rest| rest.starts_with(['X', 'x']));
        let end = trail + usize::from(has_cross);
        let is_hiding = hidden.contains(['…', '略']) || (2..=LONGEST).contains(&hidden.chars().count());
        let values: Vec<u8> = own.bytes().map(|byte| byte - b'0').collect();
        let range = lead.len() - figures..text.len() - tail.len() + end;
        let is_over = !tail.get(end..).is_some_and(|rest| rest.starts_with(|sign: char| sign.is_ascii_alphanumeric()));
        if is_hiding
            && is_over
            && end == 4
            && matches!(figures, 6 | 10)
            && is_area(&values)
            && is_named(reading, &range)
        {
            found.push(Found { sort: Sort::WeakMask, range });
        }
    }
}

/// Adds what is left of an identity number whose middle is hidden by signs of whatever sort, behind a word that says so.
pub(super) fn find_gaps(reading: &Reading<'_>, found: &mut Vec<Found>) {
    const MASKS: &str = "…?？-－_～~♥♡★☆·＊*.。略（）()× ";
    const LONGEST: usize = 16;
    for word in reading.words.iter().filter(|word| word.uses.has(Use::Identity)) {
        let rest = reading.from(word.end);
        let own = rest.trim_start_matches(|sign: char| "：: \u{3000}号码为是".contains(sign));
        let digits = |text: &str| text.len() - text.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        let lead = digits(own);
        let Some(behind) = own.get(lead..).filter(|_| (6..=14).contains(&lead)) else { continue };
        let tail = behind.trim_start_matches(|sign: char| MASKS.contains(sign));
        let hidden = behind.get(..behind.len() - tail.len()).unwrap_or_default();
        let trail = digits(tail);
        let end = if tail.get(trail..).is_some_and(|rest| rest.starts_with(['X', 'x'])) { trail + 1 } else { trail };
        let is_hidden = (2..=LONGEST).contains(&hidden.chars().count()) && (3..=6).contains(&end);
        let start = reading.text.len() - own.len();
        if is_hidden && lead + end < 18 {
            found.push(Found { sort: Sort::WeakMask, range: start..reading.text.len() - tail.len() + end });
        }
    }
}

/// Adds names of two signs of which one is shown, where another masked number stands beside them.
pub(super) fn find_names(reading: &Reading<'_>, found: &mut Vec<Found>) {
    if reading.stars.is_empty() {
        return;
    }
    let is_beside = has_masked_number(reading.around.beside);
    let others: Vec<_> = found.iter().map(|one| one.range.clone()).collect();
    for star in &reading.stars {
        let before = reading.before(*star);
        let Some((start, surname)) = before.char_indices().next_back() else { continue };
        let front = reading.before(start);
        let is_begun =
            front.chars().next_back().is_none_or(|sign| !is_han(sign)) || LEXICON.privacy.names.before.ends(front);
        let mut behind = reading.from(*star).chars();
        let width = behind.next().map_or(0, char::len_utf8);
        let is_ended = behind.next().is_none_or(|sign| !is_han(sign) && class(sign) != Class::Mask);
        if !surnames::is_surname(surname) || !is_begun || !is_ended {
            continue;
        }
        let sentence = reading.sentence(&(start..star + width));
        let is_near = others.iter().any(|other| sentence.start <= other.start && other.end <= sentence.end);
        if is_beside || is_near || has_masked_number(reading.slice(sentence)) {
            found.push(Found { sort: Sort::WeakMask, range: start..star + width });
        }
    }
}

/// Whether a text shows some figures of a number and hides others.
fn has_masked_number(text: &str) -> bool {
    let (mut digits, mut masks) = (0, 0);
    for sign in text.chars() {
        match class(sign) {
            Class::Digit(_) => (digits, masks) = (digits + 1, 0),
            Class::Mask | Class::Cross => masks += 1,
            _ => (digits, masks) = (0, 0),
        }
        if digits >= 3 && masks >= 3 {
            return true;
        }
    }
    false
}
