//! Numbers that are cut in two, by a table that is too narrow or by somebody who knows what is looked for.

use crate::privacy::Sort;
use crate::privacy::arithmetic::{is_card, is_grade, is_identity, is_mobile};
use crate::privacy::chain::{CROSS, Chain};
use crate::privacy::signs::{Class, class};

/// Numbers that are cut in two neighbouring cells of a row: the places of both cells, and what the number is.
pub fn across(cells: &[&str]) -> Vec<(usize, usize, Sort)> {
    let mut found = Vec::new();
    let mut before: Option<Vec<u8>> = None;
    for (at, cell) in cells.iter().enumerate() {
        let own = figures(cell);
        if let (Some(first), Some(second)) = (&before, &own)
            && let Some(sort) = cut(first, second)
        {
            found.push((at - 1, at, sort));
        }
        before = own;
    }
    found
}

/// The figures of a cell that holds nothing else.
fn figures(cell: &str) -> Option<Vec<u8>> {
    const LONGEST: usize = 60;
    let cell = cell.trim();
    let is_part = |sign: char| !matches!(class(sign), Class::Other | Class::Mask | Class::Mark) || sign == '-';
    if cell.is_empty() || cell.len() > LONGEST || !cell.chars().all(is_part) {
        return None;
    }
    Some(Chain::of(cell, &(0..cell.len())).values)
}

/// What two cells are together, where neither is it alone.
fn cut(first: &[u8], second: &[u8]) -> Option<Sort> {
    let whole: Vec<u8> = first.iter().chain(second).copied().collect();
    let is_alone = |figures: &[u8]| is_identity(figures) || is_card(figures);
    if is_alone(first) || is_alone(second) || first.contains(&CROSS) {
        return None;
    }
    match whole.len() {
        18 if is_identity(&whole) => Some(Sort::IdNumber),
        20 if whole.get(..18).is_some_and(is_identity) && whole.get(18..).is_some_and(is_grade) => {
            Some(Sort::DisabilityCard)
        }
        16..=19 if is_card(&whole) && !is_area_code(first) && first.len().min(second.len()) >= 4 => {
            Some(Sort::BankCard)
        }
        // No amount begins with a nought.
        11 if is_mobile(&whole) && second.first() == Some(&0) && second.len() >= 4 => Some(Sort::Mobile),
        _ => None,
    }
}

/// Whether figures are the code of a county, township or village in a province whose codes begin as cards do.
fn is_area_code(figures: &[u8]) -> bool {
    matches!(figures.len(), 6 | 9 | 12)
        && matches!(figures, [6, 2, 0, ..] | [6, 2, 1, 1 | 2, ..] | [6, 2, 2, 9, ..] | [6, 2, 3, 0, ..])
}
