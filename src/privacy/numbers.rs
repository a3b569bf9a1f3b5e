//! Identity numbers, cards, accounts and telephones in a row of figures.

use std::ops::Range;

use crate::privacy::arithmetic::{
    dated, is_card, is_credit_code, is_grade, is_identity, is_luhn, is_mobile, is_old_identity,
};
use crate::privacy::chain::{CROSS, Chain, Joint};
use crate::privacy::names;
use crate::privacy::reading::Reading;
use crate::privacy::signs::first_signs;
use crate::privacy::words::{Use, Uses};
use crate::privacy::{Found, Place, Sort};

/// A place in a row where a number may begin.
struct Spot<'r, 't> {
    reading: &'r Reading<'t>,
    chain: &'r Chain,
    from: usize,
    called: Uses,
}

/// Adds the numbers of a row.
pub(super) fn find(reading: &Reading<'_>, chain: &Chain, found: &mut Vec<Found>) {
    let mut from = 0;
    while from < chain.len() {
        let next = chain.starts(from).then(|| number_at(reading, chain, from)).flatten();
        let Some((sort, range, count)) = next else {
            from += 1;
            continue;
        };
        found.push(Found { sort, range });
        from += count;
    }
}

/// The number that begins at an item, with how many items it takes.
fn number_at(reading: &Reading<'_>, chain: &Chain, from: usize) -> Option<(Sort, Range<usize>, usize)> {
    const FEWEST: usize = 11;
    if chain.len() - from < FEWEST {
        return None;
    }
    let start = chain.range(from, 1)?;
    let called = reading.called(&start);
    let spot = Spot { reading, chain, from, called };
    let strict = spot.identity();
    let is_strict_only = reading.around.place == Place::Number;
    let (sort, count) = match strict {
        Some(found) => found,
        None if is_strict_only => return None,
        None => spot.labelled().or_else(|| spot.unlabelled())?,
    };
    Some((sort, chain.range(from, count)?, count))
}

impl Spot<'_, '_> {
    fn values(&self, count: usize) -> Option<&[u8]> {
        self.chain.values(self.from, count)
    }

    /// The next figures, if a number may end behind them.
    fn whole(&self, count: usize) -> Option<&[u8]> {
        self.values(count).filter(|_| self.chain.ends(self.from + count))
    }

    /// What is an identity number by its arithmetic, whatever it is called.
    fn identity(&self) -> Option<(Sort, usize)> {
        let figures = self.values(18).filter(|figures| is_identity(figures))?;
        if is_credit_code(figures) && self.called.has(Use::Other) {
            return None;
        }
        let range = self.chain.range(self.from, 18)?;
        if self.is_within_letters(&range) {
            return None;
        }
        if let Some(grade) = self.chain.values(self.from + 18, 2).filter(|grade| is_grade(grade)) {
            let is_card = self.chain.ends(self.from + 18 + grade.len());
            let touches = !self.chain.ends(self.from + 18);
            if is_card && (touches || self.called.has(Use::Disability)) {
                return Some((Sort::DisabilityCard, 20));
            }
        }
        let is_end = self.chain.ends(self.from + 18) || figures.last() == Some(&CROSS);
        if !is_end && !self.is_run_together() {
            return None;
        }
        let sort = if self.called.has(Use::Disability) { Sort::DisabilityCard } else { Sort::IdNumber };
        Some((sort, 18))
    }

    /// Whether what touches the 18 figures is another number of a person, as where cells were pasted without anything
    /// between: a telephone or a card.
    fn is_run_together(&self) -> bool {
        let rest = |count| self.chain.values(self.from + 18, count).filter(|_| self.chain.ends(self.from + 18 + count));
        rest(11).is_some_and(is_mobile) || (16..=19).filter_map(rest).any(is_card)
    }

    /// A number that is what its label says.
    fn labelled(&self) -> Option<(Sort, usize)> {
        if self.called.has(Use::Disability)
            && let Some(count) = self.length(&[20, 18, 22, 19, 21])
        {
            return Some((Sort::DisabilityCard, count));
        }
        if self.called.has(Use::Identity)
            && let Some(count) = self.length(&[18, 15, 17, 19, 20, 16, 14]).filter(|count| self.is_dense(*count))
        {
            return Some((Sort::IdNumber, count));
        }
        if self.called.has(Use::Account)
            && let Some(count) = (12..=25).rev().find(|count| self.is_plain(*count))
        {
            let figures = self.values(count)?;
            let is_front = matches!(figures.first(), Some(3..=6 | 9));
            let is_card = (16..=19).contains(&count) && is_luhn(figures) && is_front;
            return Some((if is_card { Sort::BankCard } else { Sort::Account }, count));
        }
        None
    }

    /// The first of these lengths at which a number may end, all figures but for a last x.
    fn length(&self, lengths: &[usize]) -> Option<usize> {
        lengths.iter().copied().find(|count| self.whole(*count).is_some_and(is_figures))
    }

    fn is_plain(&self, count: usize) -> bool {
        self.whole(count).is_some_and(|figures| figures.iter().all(|figure| *figure < 10)) && self.is_dense(count)
    }

    /// Whether no wide room is in a number.
    fn is_dense(&self, count: usize) -> bool {
        (self.from + 1..self.from + count).all(|at| self.chain.joint(at) != Joint::Wide)
    }

    /// A number that is something without being called so.
    fn unlabelled(&self) -> Option<(Sort, usize)> {
        if self.called.has(Use::Other) && !self.called.has_any(Uses::of(&[Use::Phone, Use::Account])) {
            return None;
        }
        let has_person = || self.reading.has_person_beside() || self.follows_name();
        if let Some(figures) = self.whole(18).filter(|_| self.is_dense(18)) {
            let is_old = dated(figures).is_some_and(|year| (1900..=2005).contains(&year));
            if is_old && !is_credit_code(figures) && has_person() {
                return Some((Sort::IdNumber, 18));
            }
        }
        if self.whole(15).is_some_and(is_old_identity) && self.is_dense(15) && has_person() {
            return Some((Sort::IdNumber, 15));
        }
        if let Some(count) = [19, 18, 17, 16].into_iter().find(|count| self.is_card(*count)) {
            return Some((Sort::BankCard, count));
        }
        self.mobile().map(|count| (Sort::Mobile, count))
    }

    fn follows_name(&self) -> bool {
        let Some(start) = self.chain.range(self.from, 1).map(|range| range.start) else { return false };
        let text = self.reading.text;
        names::last_before(text, start).is_some_and(|name| {
            text.get(name.end..start).is_some_and(|between| first_signs(between, 6) == between.len())
        })
    }

    /// A bank card in one group, or in groups of four.
    fn is_card(&self, count: usize) -> bool {
        let Some(figures) = self.whole(count).filter(|figures| is_card(figures)) else { return false };
        let groups = self.chain.groups(self.from, count);
        let (last, others) = groups.split_last().unwrap_or((&0, &[]));
        let is_regular = others.is_empty()
            || (others.iter().all(|group| *group == 4) && *last <= 7)
            || (others == [6] && *last >= 10);
        let is_code = count == 18 && is_credit_code(figures);
        let range = self.chain.range(self.from, count);
        is_regular && !is_code && !range.is_some_and(|range| self.is_within_letters(&range)) && self.is_dense(count)
    }

    /// Whether a long word of Latin letters and figures goes on around: a digest, an address.
    fn is_within_letters(&self, range: &Range<usize>) -> bool {
        const LONG: usize = 12;
        let is_letter = |byte: &&u8| byte.is_ascii_alphanumeric();
        let before = self.reading.before(range.start).bytes().rev().take_while(|byte| is_letter(&byte)).count();
        let after = self.reading.from(range.end).bytes().take_while(|byte| is_letter(&byte)).count();
        before + after >= LONG && self.reading.slice(range.clone()).is_ascii() && !self.is_run_together()
    }

    /// A mobile telephone, with or without the number of the country; how many items it takes.
    fn mobile(&self) -> Option<usize> {
        let fronts: [&[u8]; 4] = [&[], &[8, 6], &[0, 0, 8, 6], &[0]];
        let front = fronts.into_iter().map(<[u8]>::len).zip(fronts).find(|(length, front)| {
            self.values(*length) == Some(front)
                && self.chain.values(self.from + length, 11).is_some_and(|own| self.is_telephone(own))
                && self.chain.ends(self.from + length + 11)
        });
        let (length, _) = front?;
        let range = self.chain.range(self.from, length + 11)?;
        let groups = self.chain.groups(self.from + length, 11);
        let is_alone = self.chain.len() == self.from + length + 11 && (self.from == 0 || self.follows_country());
        let is_called = self.called.has(Use::Phone);
        let is_grouped = match groups.as_slice() {
            [11] => true,
            [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [4, 3, 4] | [4, 4, 3] => is_alone || is_called,
            // 1-800-345-5588 is a telephone of a firm abroad.
            [1, ..] => false,
            _ => is_called,
        };
        let is_dense = is_called || self.is_dense(length + 11);
        (is_grouped && is_dense && self.stands_as_telephone(&range, length + 11)).then_some(length + 11)
    }

    /// A number of one figure over and over is an example.
    fn is_telephone(&self, figures: &[u8]) -> bool {
        if figures.get(3..).is_some_and(|rest| rest.iter().all(|figure| Some(figure) == rest.first())) {
            return false;
        }
        is_mobile(figures)
            || (self.called.has(Use::Phone)
                && matches!(figures, [1, 3..=9, ..])
                && figures.iter().all(|figure| *figure < 10))
    }

    fn follows_country(&self) -> bool {
        matches!(self.chain.values(0, self.from), Some([8, 6] | [0, 0, 8, 6]))
    }

    /// Whether what stands around eleven figures lets them be a telephone: no amount, no address of a page, no longer
    /// number of a paper.
    fn stands_as_telephone(&self, range: &Range<usize>, count: usize) -> bool {
        const UNITS: [&str; 9] = ["元", "万", "亿", "%", "亩", "平方", "公斤", "吨", "人次"];
        let (before, behind) = (self.reading.before(range.start), self.reading.from(range.end));
        let is_amount = UNITS.iter().any(|unit| behind.starts_with(unit));
        let is_part = |at: usize| matches!(self.chain.joint(at), Joint::Mark('-' | '.' | '_' | '－'));
        let is_parted = (self.from > 0 && is_part(self.from) && !self.follows_country() && !self.follows_area())
            || is_part(self.from + count);
        let word = before.rfind(|sign: char| !sign.is_ascii_graphic()).map_or(0, |at| at + first_width(before, at));
        let word = before.get(word..).unwrap_or_default();
        let is_address = ["://", "www."].iter().any(|part| word.contains(part)) || word.ends_with(['=', '@', '&']);
        let letters = word.trim_end_matches('+');
        let letters = letters.get(letters.trim_end_matches(|sign: char| sign.is_ascii_alphabetic()).len()..);
        let letters = letters.unwrap_or_default().to_ascii_lowercase();
        let is_word = letters.is_empty() || ["tel", "phone", "mobile", "mob", "t", "m"].contains(&letters.as_str());
        let goes_on = behind.starts_with(|sign: char| sign.is_ascii_alphabetic()) || behind.starts_with("—8");
        !is_amount && !is_parted && !is_address && is_word && !goes_on
    }

    /// Whether the group before is no longer than the number of an area or a list.
    fn follows_area(&self) -> bool {
        self.from <= 3
    }
}

/// How many bytes the sign at a place has.
fn first_width(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}

/// Whether all are figures, but for a last x.
fn is_figures(figures: &[u8]) -> bool {
    figures.split_last().is_some_and(|(last, rest)| *last <= CROSS && rest.iter().all(|figure| *figure < 10))
}
