//! Lines of a text that are read together: a list stands below what announces it, and whose an account is may stand in the
//! line above it.

use crate::documents::Passage;
use crate::privacy::{self, Around, Found, Sort};

/// Lines before and behind an account that may say whose it is.
const BEFORE: usize = 2;
const BEHIND: usize = 1;

/// What is found in pieces of a file that follow each other, each with the number of its piece.
pub(super) fn found(pieces: &[&Passage]) -> Vec<(usize, Found)> {
    let mut all = Vec::new();
    for (at, piece) in pieces.iter().enumerate() {
        let mut own = privacy::find(&piece.text, Around::default());
        own.retain(|one| !matches!(one.sort, Sort::Account | Sort::BankCard) || is_found_among(pieces, at, one));
        all.extend(own.into_iter().map(|one| (at, one)));
    }
    let whole = joined(pieces);
    let mut starts = Vec::with_capacity(pieces.len());
    pieces.iter().fold(0, |start, piece| {
        starts.push(start);
        start + piece.text.len() + 1
    });
    all.extend(privacy::in_lists(&whole, Around::default()).into_iter().filter_map(|one| {
        let at = starts.partition_point(|start| *start <= one.range.start).checked_sub(1)?;
        let start = starts[at];
        Some((at, Found { sort: one.sort, range: one.range.start - start..one.range.end - start }))
    }));
    all
}

/// Whether an account is one of a person by the lines around it, too.
fn is_found_among(pieces: &[&Passage], at: usize, one: &Found) -> bool {
    let before = &pieces[at.saturating_sub(BEFORE)..at];
    let around = &pieces[at - before.len()..pieces.len().min(at + 1 + BEHIND)];
    let start = before.iter().map(|piece| piece.text.len() + 1).sum::<usize>() + one.range.start;
    let found = privacy::find(&joined(around), Around::default());
    found.iter().any(|own| own.range.start <= start && start < own.range.end)
}

fn joined(pieces: &[&Passage]) -> String {
    pieces.iter().map(|piece| &*piece.text).collect::<Vec<_>>().join("\n")
}
