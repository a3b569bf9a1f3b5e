//! Numbers that are cut over the cells of a row: by a table that is too narrow, by a form with a box for each figure, or by
//! somebody who knows what is looked for.

use crate::privacy::Sort;
use crate::privacy::arithmetic::{birth_year, is_card, is_grade, is_identity, is_mobile, is_old_identity};
use crate::privacy::chain::{CROSS, Chain};
use crate::privacy::signs::{Class, class};
use crate::privacy::words::{Use, Uses, Words};

/// A cell that holds figures and nothing else.
struct Part {
    /// Its place in the row.
    at: usize,
    values: Vec<u8>,
}

/// Numbers that are cut over several cells of a row: the places of all cells that hold a part, and what the number is.
pub fn across(cells: &[&str]) -> Vec<(Vec<usize>, Sort)> {
    let parts: Vec<Part> =
        cells.iter().enumerate().filter_map(|(at, cell)| Some(Part { at, values: figures(cell)? })).collect();
    let mut found = Vec::new();
    let mut from = 0;
    while from < parts.len() {
        let next = (2..=20).filter_map(|count| parts.get(from..from.checked_add(count)?));
        let hit = next.filter_map(|own| Some((own, whole(cells, &parts, own)?))).next();
        let Some((own, sort)) = hit else {
            from += 1;
            continue;
        };
        found.push((own.iter().map(|part| part.at).collect(), sort));
        from += own.len();
    }
    found
}

/// Identity numbers that are cut over the cells of a column, below each other: the places of the cells of each. Sums and years
/// below each other must not be one by chance, so the cells must be cut as people cut a number.
pub fn downwards(cells: &[&str]) -> Vec<Vec<usize>> {
    const CUTS: [&[usize]; 4] = [&[6, 8, 4], &[6, 12], &[14, 4], &[10, 8]];
    const BORN: std::ops::RangeInclusive<i16> = 1900..=2015;
    let parts: Vec<Option<Vec<u8>>> = cells.iter().map(|cell| figures(cell)).collect();
    let is_number = |from: usize, cut: &[usize]| {
        let own = parts.get(from..from + cut.len())?;
        let is_cut = own.iter().zip(cut).all(|(part, length)| part.as_ref().is_some_and(|own| own.len() == *length));
        let values: Vec<u8> = own.iter().flatten().flatten().copied().collect();
        let is_born = values.get(6..14).and_then(birth_year).is_some_and(|year| BORN.contains(&year));
        (is_cut && is_born && is_identity(&values)).then_some(())
    };
    let found = (0..cells.len()).filter_map(|from| {
        let cut = CUTS.iter().find(|cut| is_number(from, cut).is_some())?;
        Some((from..from + cut.len()).collect())
    });
    found.collect()
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

/// What some cells are together, where none of them is it alone.
fn whole(cells: &[&str], parts: &[Part], own: &[Part]) -> Option<Sort> {
    const LONGEST: usize = 20;
    let values: Vec<u8> = own.iter().flat_map(|part| part.values.iter().copied()).take(LONGEST + 1).collect();
    let is_alone = |part: &Part| is_identity(&part.values) || is_card(&part.values);
    if values.len() < 11 || values.len() > LONGEST || own.iter().any(is_alone) {
        return None;
    }
    identity(own, &values).or_else(|| {
        if let [first, second] = own { neighbours(first, second, &values) } else { boxed(cells, parts, own, &values) }
    })
}

/// An identity number or disability card in whatever cells. In more than two of them it must be of somebody who is born
/// already: an area, a day of this year and a number make one in eleven times.
fn identity(own: &[Part], values: &[u8]) -> Option<Sort> {
    const YOUNGEST: i16 = 2020;
    let number = values.get(..18).filter(|number| is_identity(number))?;
    let year = number.get(6..14).and_then(birth_year)?;
    if own.len() > 2 && year > YOUNGEST {
        return None;
    }
    match values.get(18..)? {
        [] => Some(Sort::IdNumber),
        rest if is_grade(rest) => Some(Sort::DisabilityCard),
        _ => None,
    }
}

/// What two cells are that stand side by side.
fn neighbours(first: &Part, second: &Part, values: &[u8]) -> Option<Sort> {
    if first.at + 1 != second.at || first.values.contains(&CROSS) {
        return None;
    }
    let (first, second) = (&first.values, &second.values);
    match values.len() {
        16..=19 if is_card(values) && !is_area_code(first) && first.len().min(second.len()) >= 4 => {
            Some(Sort::BankCard)
        }
        // No amount begins with a nought.
        11 if is_mobile(values) && second.first() == Some(&0) && second.len() >= 4 => Some(Sort::Mobile),
        _ => None,
    }
}

/// What a run of boxes is of which each holds one figure: all of the run, and what the cell before it calls it.
fn boxed(cells: &[&str], parts: &[Part], own: &[Part], values: &[u8]) -> Option<Sort> {
    let is_box = |at: usize| parts.iter().any(|part| part.at == at && part.values.len() == 1);
    let (first, last) = (own.first()?.at, own.last()?.at);
    let is_run = last - first + 1 == own.len() && own.iter().all(|part| part.values.len() == 1);
    let before = first.checked_sub(1);
    if !is_run || is_box(last + 1) || before.is_some_and(is_box) {
        return None;
    }
    let called = before.and_then(|at| cells.get(at)).map_or_else(Uses::default, |cell| Words::uses(cell));
    match values.len() {
        15 | 18 if called.has(Use::Identity) => Some(Sort::IdNumber),
        15 if is_old_identity(values) => Some(Sort::IdNumber),
        16..=19 if is_card(values) => Some(Sort::BankCard),
        12..=20 if called.has(Use::Account) => Some(Sort::Account),
        11 if called.has(Use::Phone) && is_mobile(values) => Some(Sort::Mobile),
        _ => None,
    }
}

/// Whether figures are the code of a county, township or village in a province whose codes begin as cards do.
fn is_area_code(figures: &[u8]) -> bool {
    matches!(figures.len(), 6 | 9 | 12)
        && matches!(figures, [6, 2, 0, ..] | [6, 2, 1, 1 | 2, ..] | [6, 2, 2, 9, ..] | [6, 2, 3, 0, ..])
}
