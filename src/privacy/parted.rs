//! Identity numbers whose parts stand apart, with words between them: area, day of birth and the rest. What is between is
//! anything, so the parts must be cut as people cut them, and the whole must be a number by all its signs.

use std::ops::Range;

use crate::privacy::arithmetic::{birth_year, is_identity};
use crate::privacy::chain::CROSS;
use crate::privacy::reading::Reading;
use crate::privacy::signs::{Class, class};
use crate::privacy::{Found, Sort};

/// Figures in one piece.
struct Run {
    values: Vec<u8>,
    range: Range<usize>,
    /// How many signs stand between it and the run before.
    gap: usize,
    /// Whether a paragraph ended there.
    is_parted: bool,
}

/// How such numbers are cut.
const CUTS: [&[usize]; 7] = [&[6, 8, 4], &[6, 12], &[14, 4], &[9, 9], &[6, 6, 6], &[6, 4, 4, 4], &[6, 4, 2, 2, 4]];

/// Adds the numbers of a text.
pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    const FEWEST: usize = 17;
    if reading.digits() < FEWEST {
        return;
    }
    let runs = runs(reading.text);
    for from in 0..runs.len() {
        let Some(range) = CUTS.iter().find_map(|cut| whole(runs.get(from..from + cut.len())?, cut)) else { continue };
        if found.iter().all(|one| one.range.end <= range.start || range.end <= one.range.start) {
            found.push(Found { sort: Sort::IdNumber, range });
        }
    }
}

/// The runs of figures of a text.
fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut gap, mut breaks, mut is_open) = (0, 0, false);
    for (at, sign) in text.char_indices() {
        let value = match class(sign) {
            Class::Digit(value) => value,
            Class::Cross if is_open => CROSS,
            Class::Unseen => continue,
            other => {
                (gap, is_open) = (gap + 1, false);
                breaks += usize::from(other == Class::Break);
                continue;
            }
        };
        let range = at..at + sign.len_utf8();
        match runs.last_mut().filter(|_| is_open) {
            Some(run) => {
                run.values.push(value);
                run.range.end = range.end;
            }
            None => runs.push(Run { values: vec![value], range, gap, is_parted: breaks > 1 }),
        }
        (gap, breaks, is_open) = (0, 0, true);
    }
    runs
}

/// Where the number stands that some runs are together, cut so.
fn whole(runs: &[Run], cut: &[usize]) -> Option<Range<usize>> {
    const FARTHEST: usize = 6;
    const BORN: std::ops::RangeInclusive<i16> = 1900..=2015;
    let is_near = |run: &Run| run.gap <= FARTHEST && !run.is_parted;
    let is_cut = runs.iter().zip(cut).all(|(run, length)| run.values.len() == *length);
    if !is_cut || !runs.iter().skip(1).all(is_near) {
        return None;
    }
    let values: Vec<u8> = runs.iter().flat_map(|run| run.values.iter().copied()).collect();
    let is_born = values.get(6..14).and_then(birth_year).is_some_and(|year| BORN.contains(&year));
    let range = runs.first()?.range.start..runs.last()?.range.end;
    (is_born && is_identity(&values)).then_some(range)
}
