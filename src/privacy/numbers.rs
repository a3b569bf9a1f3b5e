//! Identity numbers, cards, accounts and telephones in a row of figures.

use std::ops::Range;

use crate::privacy::arithmetic::{
    birth_year, dated, has_card_front, is_card, is_credit_code, is_grade, is_identity, is_luhn, is_mobile,
    is_old_identity, lacks_cross,
};
use crate::privacy::chain::{CROSS, Chain};
use crate::privacy::names;
use crate::privacy::reading::Reading;
use crate::privacy::signs::{Class, class, first_signs};
use crate::privacy::spot::Spot;
use crate::privacy::telephone;
use crate::privacy::words::{Use, Uses};
use crate::privacy::{Found, Place, Sort};

/// Adds the numbers of a row.
pub(super) fn find(reading: &Reading<'_>, chain: &Chain, found: &mut Vec<Found>) {
    let mut from = 0;
    while from < chain.len() {
        let may_start = chain.starts(from) || follows_number(chain, from);
        let next = may_start.then(|| number_at(reading, chain, from)).flatten();
        let Some((sort, range, count)) = next else {
            from += 1;
            continue;
        };
        found.push(Found { sort, range });
        from += count;
    }
}

/// Whether an identity number begins at an item, behind the number of its row that was pasted to it.
fn follows_number(chain: &Chain, from: usize) -> bool {
    const LONGEST: usize = 3;
    let is_near = (1..=LONGEST).any(|back| from.checked_sub(back).is_some_and(|start| chain.starts(start)));
    is_near && chain.ends(from + 18) && chain.values(from, 18).is_some_and(is_identity)
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
        None => spot.labelled().or_else(|| spot.unlabelled()).filter(|(sort, _)| spot.is_no_amount(*sort))?,
    };
    let range = chain.range(from, count)?;
    let end = if count == LOST {
        crossed(reading.from(range.end)).map_or(range.end, |more| range.end + more)
    } else {
        range.end
    };
    Some((sort, range.start..end, count))
}

/// How many figures an identity number has whose last sign, an x, is lost or written apart.
const LOST: usize = 17;

/// How long the x is with which a text begins, in brackets or as a word.
fn crossed(text: &str) -> Option<usize> {
    let own = text.trim_start_matches(['(', '（', '[', ' ', '-']);
    let sign = own.chars().next().filter(|sign| *sign == '叉' || class(*sign) == Class::Cross)?;
    let rest = own.get(sign.len_utf8()..)?;
    if rest.starts_with(|next: char| next.is_ascii_alphanumeric()) {
        return None;
    }
    Some(text.len() - rest.strip_prefix([')', '）', ']']).unwrap_or(rest).len())
}

impl Spot<'_, '_> {
    /// What is an identity number by its arithmetic, whatever it is called.
    fn identity(&self) -> Option<(Sort, usize)> {
        let figures = self.values(18).filter(|figures| is_identity(figures))?;
        let range = self.chain.range(self.from, 18)?;
        if self.is_within_letters(&range) && !self.is_run_together() && !self.is_of_pupil(&range) {
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

    /// Whether 18 figures are those of a pupil, which stand behind one letter: G532901201203061234.
    fn is_of_pupil(&self, range: &Range<usize>) -> bool {
        let is_letter = |sign: char| sign.is_ascii_alphanumeric();
        let before = self.reading.before(range.start).strip_suffix(['G', 'L', 'g', 'l']);
        before.is_some_and(|rest| !rest.ends_with(is_letter)) && !self.reading.from(range.end).starts_with(is_letter)
    }

    /// Whether a number among counts and amounts is none of these: amounts may have as many places as a telephone.
    fn is_no_amount(&self, sort: Sort) -> bool {
        self.reading.around.place != Place::Amount
            || sort != Sort::Mobile
            || self.called.has(Use::Phone)
            || self.reading.has_person_beside()
    }

    /// Whether what touches the 18 figures is a cell that was pasted without anything between: a telephone, a card, an age.
    fn is_run_together(&self) -> bool {
        let rest = |count| self.chain.values(self.from + 18, count).filter(|_| self.chain.ends(self.from + 18 + count));
        (1..=3).any(|count| rest(count).is_some())
            || rest(11).is_some_and(is_mobile)
            || (16..=19).filter_map(rest).any(is_card)
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
        if self.called.has(Use::Pupil)
            && let Some(count) = (8..=25)
                .rev()
                .find(|count| self.whole(*count).is_some_and(|own| own.iter().all(|figure| *figure <= CROSS)))
        {
            return Some((Sort::Child, count));
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

    /// A number that is something without being called so.
    fn unlabelled(&self) -> Option<(Sort, usize)> {
        let has_person = || self.reading.has_person_beside() || self.follows_name();
        if self.called.has(Use::Other) && !self.called.has_any(Uses::of(&[Use::Phone, Use::Account])) {
            return self.called_otherwise(has_person);
        }
        if let Some(figures) = self.whole(18).filter(|_| self.is_dense(18)) {
            let is_old = dated(figures).is_some_and(|year| (1900..=2005).contains(&year));
            if is_old && !is_credit_code(figures) && has_person() {
                return Some((Sort::IdNumber, 18));
            }
        }
        if let Some(figures) = self.whole(LOST).filter(|figures| self.is_dense(LOST) && lacks_cross(figures)) {
            let is_old = figures.get(6..14).and_then(birth_year).is_some_and(|year| (1900..=2005).contains(&year));
            let end = self.chain.range(self.from, LOST).map_or(0, |range| range.end);
            if is_old && (crossed(self.reading.from(end)).is_some() || has_person()) {
                return Some((Sort::IdNumber, LOST));
            }
        }
        if self.whole(15).is_some_and(is_old_identity) && self.is_dense(15) && has_person() {
            return Some((Sort::IdNumber, 15));
        }
        if let Some(count) = [19, 18, 17, 16].into_iter().find(|count| self.is_card(*count)) {
            return Some((Sort::BankCard, count));
        }
        let is_like_card = |count: &usize| self.is_plain(*count) && self.values(*count).is_some_and(has_card_front);
        if let Some(count) = [19, 16].into_iter().find(is_like_card).filter(|_| has_person()) {
            return Some((Sort::Account, count));
        }
        telephone::mobile(self).map(|count| (Sort::Mobile, count))
    }

    /// What is told behind a word for other numbers too: a card by all its signs, a telephone beside the name of a person.
    fn called_otherwise(&self, has_person: impl Fn() -> bool) -> Option<(Sort, usize)> {
        let is_parcel = |count: usize| count == 19 && self.values(6).is_some_and(is_gansu);
        // Contracts and parcels have 18 figures, and some begin as cards do.
        let lengths: &[usize] = if has_person() { &[19, 18, 17, 16] } else { &[19, 17, 16] };
        let card = lengths.iter().copied().find(|count| self.is_card(*count) && !is_parcel(*count));
        if let Some(count) = card {
            return Some((Sort::BankCard, count));
        }
        let count = telephone::mobile(self)?;
        let end = self.chain.range(self.from, count)?.end;
        let is_named = has_person() || names::first_behind(self.reading.text, end).is_some();
        is_named.then_some((Sort::Mobile, count))
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
}

/// Whether six figures may be the code of a county in the province whose codes begin as cards do.
fn is_gansu(figures: &[u8]) -> bool {
    matches!(
        figures,
        [6, 2, 0, 1..=9, 0..=2, _] | [6, 2, 1, 0..=2, 0..=2, _] | [6, 2, 2, 9, 0..=2, _] | [6, 2, 3, 0, 0..=2, _]
    )
}
