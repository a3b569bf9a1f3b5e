//! Numbers that no spelling parts well: pasted to each other, or in groups with commas, brackets, stars or many blanks
//! between. What is told here passes every test that its figures allow.

use std::ops::Range;

use crate::privacy::arithmetic::{birth_year, dated, is_card, is_identity, is_mobile};
use crate::privacy::reading::Reading;
use crate::privacy::signs::{Class, class};
use crate::privacy::words::Use;
use crate::privacy::{Found, Place, Sort};

/// A figure, where it stands, and how many signs stand between it and the one before.
struct Figure {
    value: u8,
    range: Range<usize>,
    gap: usize,
}

/// Adds the numbers of a text that [`super::numbers`] does not see.
pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for range in reading.loose() {
        for row in rows(reading.text, range) {
            let mut from = 0;
            while from < row.len() {
                let next = number_at(reading, &row, from);
                let Some((sort, count)) = next else {
                    from += 1;
                    continue;
                };
                let own = row.get(from..from + count).unwrap_or_default();
                let range = own.first().zip(own.last()).map(|(first, last)| first.range.start..last.range.end);
                found.extend(range.filter(|range| !is_told(found, range)).map(|range| Found { sort, range }));
                from += count;
            }
        }
    }
}

/// Whether something at least as grave is told there.
fn is_told(found: &[Found], range: &Range<usize>) -> bool {
    let is_grave = |sort| matches!(sort, Sort::IdNumber | Sort::DisabilityCard | Sort::BankCard | Sort::Mobile);
    found.iter().any(|one| one.range.start < range.end && range.start < one.range.end && is_grave(one.sort))
}

/// The rows of figures in a range: more signs between two than people put there part them.
fn rows(text: &str, range: &Range<usize>) -> Vec<Vec<Figure>> {
    const WIDEST: usize = 40;
    const MARKS: usize = 6;
    let mut all = vec![Vec::new()];
    let (mut gap, mut marks, mut breaks) = (0, 0, 0);
    // The check digit of the last one may stand behind the last figure.
    let end = text.get(range.end..).and_then(|rest| rest.chars().next());
    let end = range.end + end.filter(|sign| class(*sign) == Class::Cross).map_or(0, char::len_utf8);
    for (offset, sign) in text.get(range.start..end).unwrap_or_default().char_indices() {
        let at = range.start + offset;
        let value = match class(sign) {
            Class::Digit(value) => value,
            Class::Cross if gap == 0 => 10,
            other => {
                gap += usize::from(other != Class::Unseen);
                marks += usize::from(!matches!(other, Class::Space | Class::Unseen));
                breaks += usize::from(other == Class::Break);
                continue;
            }
        };
        if gap > WIDEST || marks > MARKS || breaks > 1 {
            all.push(Vec::new());
        }
        if let Some(row) = all.last_mut() {
            row.push(Figure { value, range: at..at + sign.len_utf8(), gap });
        }
        (gap, marks, breaks) = (0, 0, 0);
    }
    all
}

/// The number that begins at a figure, with how many it takes.
fn number_at(reading: &Reading<'_>, row: &[Figure], from: usize) -> Option<(Sort, usize)> {
    const FEWEST: usize = 11;
    let rest = row.get(from..).filter(|rest| rest.len() >= FEWEST)?;
    let start = rest.first()?.range.start;
    let values: Vec<u8> = rest.iter().take(19).map(|figure| figure.value).collect();
    if values.get(..18).is_some_and(is_identity) && is_cut_well(row, from, reading) {
        return Some((Sort::IdNumber, 18));
    }
    if matches!(reading.around.place, Place::Number | Place::Amount) || !starts(row, from) {
        return None;
    }
    let is_called = |own: Use| reading.called(&(start..start)).has(own);
    let is_slip = values.get(..18).and_then(dated).is_some() && starts(row, from + 18) && is_called(Use::Identity);
    if is_slip {
        return Some((Sort::IdNumber, 18));
    }
    let groups = |count: usize| groups(row, from, count).filter(|_| starts(row, from + count));
    let is_fours = |own: &[usize]| matches!(own, [4, 4, 4, 1..=7] | [4, 4, 4, 4, 1..=3]);
    let is_card_of =
        |count: &usize| values.get(..*count).is_some_and(is_card) && groups(*count).is_some_and(|own| is_fours(&own));
    if let Some(count) = [19, 18, 17, 16].into_iter().find(is_card_of) {
        return Some((Sort::BankCard, count));
    }
    let is_telephone = values.get(..11).is_some_and(is_mobile)
        && groups(11).is_some_and(|own| matches!(own.as_slice(), [3, 8] | [3, 4, 4] | [7, 4]));
    let is_bracketed = reading.before(start).ends_with(['(', '（']) && rest.get(3).is_some_and(|next| next.gap > 0);
    (is_telephone && (is_bracketed || is_called(Use::Phone) || row.len() == 11)).then_some((Sort::Mobile, 11))
}

/// Whether a number may begin at a figure, or end before it.
fn starts(row: &[Figure], at: usize) -> bool {
    at == 0 || row.get(at).is_none_or(|figure| figure.gap > 0)
}

/// The lengths of the groups of a number.
fn groups(row: &[Figure], from: usize, count: usize) -> Option<Vec<usize>> {
    let own = row.get(from..from.checked_add(count)?)?;
    let mut groups = Vec::new();
    for (at, figure) in own.iter().enumerate() {
        match groups.last_mut() {
            Some(last) if at > 0 && figure.gap == 0 => *last += 1,
            _ => groups.push(1),
        }
    }
    Some(groups)
}

/// Whether 18 figures are an identity number and no chance: of somebody who is born already, and in one piece within a run
/// that is no longer than some numbers pasted together, or in groups of their own.
fn is_cut_well(row: &[Figure], from: usize, reading: &Reading<'_>) -> bool {
    const YOUNGEST: i16 = 2020;
    const MOST: usize = 6;
    const LONGEST: usize = 40;
    let Some(own) = row.get(from..from + 18) else { return false };
    let date: Vec<u8> = own.iter().skip(6).take(8).map(|figure| figure.value).collect();
    if birth_year(&date).is_none_or(|year| year > YOUNGEST) {
        return false;
    }
    let is_one = own.iter().skip(1).all(|figure| figure.gap == 0);
    if !is_one {
        let groups = groups(row, from, 18).unwrap_or_default();
        let is_grouped = groups.len() <= MOST || groups.iter().all(|group| *group <= 2);
        return is_grouped
            && starts(row, from)
            && (starts(row, from + 18) || own.last().is_some_and(|x| x.value == 10));
    }
    let before = (1..=from).rev().take_while(|at| row.get(*at).is_some_and(|figure| figure.gap == 0)).count();
    let behind = row.iter().skip(from + 18).take_while(|figure| figure.gap == 0).count();
    let is_letter = |sign: char| sign.is_ascii_alphabetic() && !matches!(sign, 'x' | 'X');
    let run = row.get(from - before..from + 18 + behind).unwrap_or_default();
    let edges = run.first().zip(run.last()).map(|(first, last)| (first.range.start, last.range.end));
    let is_word = edges.is_some_and(|(start, end)| {
        let front = reading.before(start);
        let front = front.strip_suffix(['G', 'L']).filter(|rest| !rest.ends_with(is_letter)).unwrap_or(front);
        front.ends_with(is_letter) || reading.from(end).starts_with(is_letter)
    });
    before + 18 + behind <= LONGEST && !is_word
}
