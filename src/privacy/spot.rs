//! A place in a row of figures where a number may begin.

use std::ops::Range;

use crate::privacy::chain::{CROSS, Chain, Joint};
use crate::privacy::reading::Reading;
use crate::privacy::words::Uses;

/// A place in a row where a number may begin.
pub(super) struct Spot<'r, 't> {
    /// The text.
    pub(super) reading: &'r Reading<'t>,
    /// The row.
    pub(super) chain: &'r Chain,
    /// The item at which the number would begin.
    pub(super) from: usize,
    /// What a number there is called.
    pub(super) called: Uses,
}

impl Spot<'_, '_> {
    /// The next figures.
    pub(super) fn values(&self, count: usize) -> Option<&[u8]> {
        self.chain.values(self.from, count)
    }

    /// The next figures, if a number may end behind them.
    pub(super) fn whole(&self, count: usize) -> Option<&[u8]> {
        self.values(count).filter(|_| self.chain.ends(self.from + count))
    }

    /// The first of these lengths at which a number may end, all figures but for a last x.
    pub(super) fn length(&self, lengths: &[usize]) -> Option<usize> {
        lengths.iter().copied().find(|count| self.whole(*count).is_some_and(is_figures))
    }

    /// Whether so many plain figures make a number.
    pub(super) fn is_plain(&self, count: usize) -> bool {
        self.whole(count).is_some_and(|figures| figures.iter().all(|figure| *figure < 10)) && self.is_dense(count)
    }

    /// Whether no wide room is in a number.
    pub(super) fn is_dense(&self, count: usize) -> bool {
        (self.from + 1..self.from + count).all(|at| self.chain.joint(at) != Joint::Wide)
    }

    /// Whether a long word of Latin letters and figures goes on around: a digest, an address. Letters alone are a word that a
    /// number was pasted to.
    pub(super) fn is_within_letters(&self, range: &Range<usize>) -> bool {
        const LONG: usize = 12;
        let is_letter = |byte: &u8| byte.is_ascii_alphanumeric();
        let before = self.reading.before(range.start).bytes().rev().take_while(is_letter);
        let around: Vec<u8> = before.chain(self.reading.from(range.end).bytes().take_while(is_letter)).collect();
        let is_mixed = around.iter().any(u8::is_ascii_digit);
        around.len() >= LONG && is_mixed && self.reading.slice(range.clone()).is_ascii()
    }
}

/// Whether all are figures, but for a last x.
fn is_figures(figures: &[u8]) -> bool {
    figures.split_last().is_some_and(|(last, rest)| *last <= CROSS && rest.iter().all(|figure| *figure < 10))
}
