//! Which row is the head of a table, and which column each of its cells names.

use std::collections::BTreeSet;

use crate::base::currency;
use crate::base::date::to_half_width;
use crate::base::lexicon::LEXICON;
use crate::base::squeezed::squeezed;
use crate::blocks::heads::Head;
use crate::load::rows::Line;
use crate::load::rows::unit::{Shift, is_any_money, shift, without_unit};

/// The head stands among so many first rows, below a title and the like.
pub(super) const FIRST: usize = 15;
/// So many cells of a row are looked at when its head is sought; longer texts are no heads.
const CELLS: usize = 200;
const LONGEST: usize = 120;

/// What a cell of a head names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Named {
    /// Place of the column among those of the form.
    pub(super) column: usize,
    /// By what power of ten the numbers below it are to be raised.
    pub(super) shift: i32,
    /// The unit that stands in it, as written.
    pub(super) unit: Option<String>,
    /// It has another unit than the column, and none that can be converted.
    pub(super) is_other_unit: bool,
    /// It is not quite what the column is called.
    pub(super) is_guess: bool,
}

impl Named {
    fn plain(column: usize) -> Self {
        Self { column, shift: 0, unit: None, is_other_unit: false, is_guess: false }
    }
}

/// The row that is the head, and how many columns of the form it names: the first one that names several, or the one right
/// below it if that names more, as in a head of two rows; the first row where none does.
pub(super) fn find(lines: &[Line], heads: &[Head]) -> (usize, usize) {
    let counts: Vec<usize> = lines.iter().take(FIRST).map(|line| known(line, heads)).collect();
    let first = counts.iter().position(|count| *count > 1).unwrap_or(0);
    let count = |at: usize| counts.get(at).copied().unwrap_or(0);
    let at = if count(first) > 1 && count(first + 1) > count(first) { first + 1 } else { first };
    (at, count(at))
}

/// Whether the row below the head names columns where the head has nothing or a word over several columns, and nowhere else.
pub(super) fn is_second_half(head: &Line, below: &Line, heads: &[Head]) -> bool {
    let names = |text: &str| exactly(text, heads).or_else(|| synonym(text, heads)).is_some();
    let mut filled =
        below.cells.iter().enumerate().filter(|(_, cell)| !cell.is_blank() && cell.origin.is_none()).peekable();
    let is_open = |at: usize| head.cells.get(at).is_none_or(|cell| !names(&cell.text));
    below.far.is_none() && filled.peek().is_some() && filled.all(|(at, cell)| names(&cell.text) && is_open(at))
}

/// Whether the row above the head names columns of it, of which the head is the second half.
pub(super) fn is_first_half(above: &Line, head: &Line, heads: &[Head]) -> bool {
    known(above, heads) > 1 && is_second_half(above, head, heads)
}

/// Puts the second half of a head into the first.
pub(super) fn join(head: &mut Line, below: Line) {
    head.count = head.count.max(below.count);
    for (at, cell) in below.cells.into_iter().enumerate() {
        match head.cells.get_mut(at) {
            Some(own) if !cell.is_blank() && cell.origin.is_none() => *own = cell,
            Some(_) => {}
            None => head.cells.push(cell),
        }
    }
}

/// Whether a row below the head is a head once more: all that stands in it names columns.
pub(super) fn is_head(line: &Line, heads: &[Head]) -> bool {
    let mut texts = line.cells.iter().filter(|cell| !cell.is_blank()).map(|cell| &*cell.text);
    let is_one = |text: &str| exactly(text, heads).or_else(|| synonym(text, heads)).is_some();
    line.count > 1
        && line.far.is_none()
        && texts.next().is_some_and(is_one)
        && texts.next().is_some_and(is_one)
        && texts.all(is_one)
}

/// Whether a row that names no column looks like one of data: a whole date or an amount with decimals stands in it. A year
/// alone or a number of a column may be a head.
pub(super) fn is_data(line: &Line) -> bool {
    line.cells.iter().take(CELLS).any(|cell| is_date(&cell.text) || is_amount(&cell.text))
}

/// Whether a line above the head looks like a row of data: several cells, of which one is an amount, a day or a number.
pub(super) fn is_row(line: &Line) -> bool {
    let filled = || line.cells.iter().take(CELLS).filter(|cell| !cell.is_blank());
    let is_number = |text: &str| text.len() > 1 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let tells = filled().any(|cell| is_date(&cell.text) || is_amount(&cell.text) || is_number(&cell.text));
    filled().count() > 2 && tells && filled().all(|cell| !cell.text.contains(['：', ':']))
}

fn is_date(text: &str) -> bool {
    let plain = to_half_width(text.trim());
    let parts: Vec<&str> = plain.trim_end_matches('日').split(['-', '/', '.', '年', '月']).collect();
    let is_part = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts[0].len() == 4 && parts.iter().all(is_part)
}

fn is_amount(text: &str) -> bool {
    let plain = to_half_width(text.trim());
    let number = without_unit(plain.trim_start_matches(|sign| sign == '-' || currency::is_sign(sign)));
    let Some((whole, cents)) = number.split_once('.') else { return false };
    let is_whole = !whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    is_whole && cents.len() == 2 && cents.bytes().all(|byte| byte.is_ascii_digit())
}

/// How many columns of the form a row names.
pub(super) fn known(line: &Line, heads: &[Head]) -> usize {
    count(line.cells.iter().map(|cell| &*cell.text), heads)
}

/// How many columns of the form these texts name.
pub(super) fn count<'t>(texts: impl Iterator<Item = &'t str>, heads: &[Head]) -> usize {
    let named = texts.take(CELLS).filter_map(|text| exactly(text, heads).or_else(|| synonym(text, heads)));
    named.map(|named| named.column).collect::<BTreeSet<_>>().len()
}

/// What each cell of a head names. No column is named twice by a guess.
pub(super) fn assign(texts: &[&str], heads: &[Head]) -> Vec<Option<Named>> {
    let mut named: Vec<Option<Named>> = texts.iter().map(|text| exactly(text, heads)).collect();
    let mut used: BTreeSet<usize> = named.iter().flatten().map(|one| one.column).collect();
    for guess in [synonym, qualified, shorter] {
        for (text, named) in texts.iter().zip(&mut named).filter(|(_, named)| named.is_none()) {
            let found = guess(text, heads).filter(|one| used.insert(one.column));
            *named = found.map(|one| Named { is_guess: true, ..one });
        }
    }
    named
}

/// A column by one of its names, with blanks or a unit that it does not have, if any.
fn exactly(text: &str, heads: &[Head]) -> Option<Named> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if let Some(column) = heads.iter().position(|head| head.is(text)) {
        return Some(Named::plain(column));
    }
    let plain = bare(text);
    if let Some(column) = position(&plain, heads) {
        return Some(Named::plain(column));
    }
    let (name, unit) = in_brackets(&plain)?;
    let column = position(name, heads)?;
    match shift(unit, &heads[column]) {
        Shift::By(shift) => Some(Named { shift, unit: Some(unit.to_owned()), ..Named::plain(column) }),
        Shift::Other => Some(Named { is_other_unit: true, unit: Some(unit.to_owned()), ..Named::plain(column) }),
        Shift::NoUnit => None,
    }
}

/// A column by another word for it, of the portal or of a pack.
fn synonym(text: &str, heads: &[Head]) -> Option<Named> {
    let plain = bare(text);
    let (name, unit) = in_brackets(&plain).unwrap_or((&plain, ""));
    let own = heads.iter().position(|head| head.also().iter().any(|own| own == name));
    let column = own.or_else(|| only(LEXICON.heads.synonyms.names(name).filter_map(|name| position(name, heads))))?;
    with_unit(column, unit, heads)
}

/// What all of them are, if they are the same.
fn only(mut columns: impl Iterator<Item = usize>) -> Option<usize> {
    let first = columns.next()?;
    columns.all(|column| column == first).then_some(first)
}

/// A column whose name has a remark in brackets behind it. Any other words there make it another column, maybe one that
/// nobody meant to publish: `备注（身份证号）`.
fn qualified(text: &str, heads: &[Head]) -> Option<Named> {
    let plain = bare(text);
    let (name, remark) = in_brackets(&plain)?;
    position(name, heads).filter(|_| LEXICON.heads.remarks.has(remark)).map(Named::plain)
}

/// The only column of the form whose name ends so: `金额` for `全户金额`.
fn shorter(text: &str, heads: &[Head]) -> Option<Named> {
    let plain = bare(text);
    let (name, unit) = in_brackets(&plain).unwrap_or((&plain, ""));
    if name.chars().count() < 2 || name.is_ascii() {
        return None;
    }
    let ends = |head: &Head| head.plain().iter().any(|own| own.ends_with(name));
    let mut found = heads.iter().enumerate().filter(|(_, head)| ends(head));
    let (column, _) = found.next().filter(|_| found.next().is_none())?;
    with_unit(column, unit, heads)
}

fn with_unit(column: usize, unit: &str, heads: &[Head]) -> Option<Named> {
    match shift(unit, &heads[column]) {
        _ if unit.is_empty() => Some(Named::plain(column)),
        Shift::By(shift) => Some(Named { shift, unit: Some(unit.to_owned()), ..Named::plain(column) }),
        Shift::Other => Some(Named { is_other_unit: true, unit: Some(unit.to_owned()), ..Named::plain(column) }),
        Shift::NoUnit => None,
    }
}

/// The text without blanks, quotes and the star of what must be filled in.
fn bare(text: &str) -> String {
    let text = if text.len() > LONGEST { "" } else { text };
    let plain = squeezed(text);
    plain.trim_matches(['*', '"', '\'', '“', '”', '‘', '’', ':', '：']).to_owned()
}

fn position(plain: &str, heads: &[Head]) -> Option<usize> {
    let is = |name: &String| name == plain;
    (!plain.is_empty()).then(|| heads.iter().position(|head| head.plain().iter().any(is))).flatten()
}

/// The name and what stands in brackets behind it, or behind a bar.
fn in_brackets(plain: &str) -> Option<(&str, &str)> {
    if let Some(before) = plain.strip_suffix([')', ']', '】']) {
        let (name, inside) = before.rsplit_once(['(', '[', '【'])?;
        return Some((name, inside.trim_start_matches("单位:")));
    }
    plain.rsplit_once('/').or_else(|| plain.rsplit_once(':')).or_else(|| signed(plain))
}

/// The name and the sign of a currency behind it, with whatever follows: `net£`, `amountin£000`.
fn signed(plain: &str) -> Option<(&str, &str)> {
    let at = plain.find(currency::is_sign).filter(|at| *at > 0)?;
    let (name, unit) = plain.split_at_checked(at).filter(|(_, unit)| is_any_money(unit))?;
    let before = LEXICON.heads.before_units.cut_end(name).filter(|before| !before.is_empty());
    Some((before.unwrap_or(name), unit))
}

#[cfg(test)]
mod tests;
