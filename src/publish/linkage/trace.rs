//! What the rows of a list tell of a person, by the columns that tell it.

use std::collections::BTreeMap;

use crate::base::date::{Date, to_half_width};
use crate::base::lexicon::{LEXICON, PlainList};
use crate::base::squeezed::squeezed;
use crate::blocks::cell::Cell;
use crate::blocks::column::Column;
use crate::blocks::column_type::ColumnType;
use crate::blocks::mask::Mask;
use crate::blocks::register::{Register, RegisterOptions, Row};
use crate::publish::linkage::known::Known;

/// Signs of a former identity number.
const SHORTEST: usize = 15;

/// What a column tells of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tells {
    Name,
    Number,
    Age,
    Birth,
    Sex,
    /// A number that is none of a person's identity.
    OtherNumber,
    Nothing,
}

/// What a row tells.
#[derive(Clone, Debug)]
pub(super) struct Trace<'a> {
    /// The name as it is shown.
    pub(super) name: String,
    pub(super) known: Known,
    /// The columns that tell it.
    pub(super) columns: Vec<&'a Column>,
    /// Where the cells stand that tell of a number or a day of birth.
    pub(super) cells: Vec<(usize, usize)>,
    pub(super) row: &'a Row,
}

/// From where and when a list is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ground<'a> {
    /// The code of the area.
    pub(super) code: Option<&'a str>,
    /// The day on which ages are as they are told.
    pub(super) day: Date,
}

/// What the columns of each form tell, read once: most lists are of few forms.
#[derive(Debug, Default)]
pub(super) struct Heads<'a>(BTreeMap<*const RegisterOptions, Vec<(Tells, &'a Column)>>);

impl<'a> Heads<'a> {
    /// What the rows of a list tell of persons whom they name.
    pub(super) fn traces(&mut self, list: &'a Register, ground: Ground<'_>) -> Vec<Trace<'a>> {
        let new = || list.options().columns.iter().map(|column| (tells(column), column)).collect();
        let columns = self.0.entry(list.options()).or_insert_with(new);
        if !columns.iter().any(|(tells, _)| *tells == Tells::Name) {
            return Vec::new();
        }
        let rows = list.rows_in(0..list.len()).iter().enumerate();
        rows.filter_map(|row| trace(columns, row, ground)).collect()
    }
}

fn tells(column: &Column) -> Tells {
    let words = &LEXICON.linkage;
    let is_called = |list| is_called(column, list);
    match column.column_type {
        _ if column.mask == Mask::Removed => Tells::Nothing,
        ColumnType::Person | ColumnType::Minor | ColumnType::Patient => Tells::Name,
        ColumnType::IdNumber => Tells::Number,
        ColumnType::Age => Tells::Age,
        ColumnType::BirthDate => Tells::Birth,
        ColumnType::BankCard | ColumnType::Phone | ColumnType::DutyPhone => Tells::OtherNumber,
        ColumnType::Money | ColumnType::Rate | ColumnType::Decimal | ColumnType::Org | ColumnType::Status => {
            Tells::Nothing
        }
        _ if is_called(&words.identity) => Tells::Number,
        _ if is_called(&words.other_numbers) => Tells::OtherNumber,
        _ if is_called(&words.births) => Tells::Birth,
        _ if is_called(&words.ages) => Tells::Age,
        _ if is_called(&words.sexes) => Tells::Sex,
        ColumnType::Text if is_called(&words.names) => Tells::Name,
        _ => Tells::Nothing,
    }
}

/// Whether a column has one of the words in its head; a word in Latin letters is the whole head.
pub(super) fn is_called(column: &Column, words: &PlainList) -> bool {
    let is_one = |head: &str, word: &str| if word.is_ascii() { head == word } else { head.contains(word) };
    let heads = column.label.all().map(|label| squeezed(label)).chain([squeezed(&column.name)]);
    heads.into_iter().any(|head| words.iter().any(|word| is_one(&head, word)))
}

fn trace<'a>(columns: &[(Tells, &'a Column)], (line, row): (usize, &'a Row), ground: Ground<'_>) -> Option<Trace<'a>> {
    let (mut name, mut known, mut told) = (String::new(), Known::default(), Vec::new());
    let (mut is_found, mut cells) = (false, Vec::new());
    for (at, ((tells, column), cell)) in columns.iter().zip(&row.cells).enumerate() {
        // Of any other column only a text with room for a number may hold one.
        if *tells == Tells::Nothing && !matches!(cell, Cell::Text(text) if text.len() >= SHORTEST) {
            continue;
        }
        let text = cell.text();
        if text.is_empty() {
            continue;
        }
        let one = match tells {
            Tells::Name => {
                name = if name.is_empty() { text } else { name };
                told.push(*column);
                continue;
            }
            Tells::Number => Known::read(&text, true),
            Tells::Age => age(&text, ground.day).map(Known::born),
            Tells::Birth => birth(cell, ground.day).map(Known::born),
            Tells::Sex => sex(&text).map(Known::of_sex),
            Tells::OtherNumber => None,
            Tells::Nothing => Known::read(&text, false),
        };
        // What contradicts itself tells of nobody.
        if let Some(one) = one {
            is_found |= one.is_personal();
            known = known.joined(&one)?;
            told.push(*column);
            cells.extend(matches!(tells, Tells::Number | Tells::Birth | Tells::Nothing).then_some((line, at)));
        }
    }
    let known = known.in_area(ground.code);
    (is_found && !name.is_empty()).then_some(Trace { name, known, columns: told, cells, row })
}

/// When somebody of this age was born: `67`, `67岁`, `60—69岁`.
fn age(text: &str, day: Date) -> Option<(Date, Date)> {
    let text = to_half_width(text);
    let text = LEXICON.people.years.cut_end(text.trim()).unwrap_or(text.trim());
    let mut ends = text.splitn(2, ['-', '—', '–', '~']).map(|end| end.trim().parse::<u32>().ok());
    let youngest = ends.next()??;
    let oldest = match ends.next() {
        Some(end) => end?,
        None => youngest,
    };
    if youngest > oldest || oldest > 130 {
        return None;
    }
    let back = |years: u32| {
        let year = day.year().checked_sub(i16::try_from(years).ok()?)?;
        Date::new(year, day.month(), day.day()).or_else(|| Date::new(year, day.month(), 28))
    };
    Some((back(oldest + 1)?.plus(1), back(youngest)?))
}

/// The days of birth that a cell tells of: a day, a month, a year.
fn birth(cell: &Cell, day: Date) -> Option<(Date, Date)> {
    if let Cell::Date(day) = cell {
        return Some((*day, *day));
    }
    let text = to_half_width(&cell.text());
    let parts = text.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty());
    let parts: Vec<i16> = parts.map(str::parse).collect::<Result<_, _>>().ok()?;
    let year = parts.first().copied().filter(|year| (1850..=day.year()).contains(year))?;
    let small = |at: usize| parts.get(at).and_then(|part| i8::try_from(*part).ok());
    match (small(1), small(2)) {
        (None, _) => Some((Date::new(year, 1, 1)?, Date::new(year, 12, 31)?)),
        (Some(month), None) => {
            let first = Date::new(year, month, 1)?;
            Some((first, first.month_end()))
        }
        (Some(month), Some(day)) => Date::new(year, month, day).map(|day| (day, day)),
    }
}

fn sex(text: &str) -> Option<bool> {
    let words = &LEXICON.linkage;
    let text = text.trim().to_lowercase();
    if words.men.has(&text) { Some(true) } else { words.women.has(&text).then_some(false) }
}

#[cfg(test)]
mod tests {
    use super::{age, birth};
    use crate::base::date::Date;
    use crate::blocks::cell::Cell;

    #[test]
    fn an_age_leaves_the_days_of_a_year() {
        let day = Date::new(2026, 7, 1).unwrap();
        let ends = |first: &str, last: &str| Some((Date::parse(first).unwrap().0, Date::parse(last).unwrap().0));
        assert_eq!(age("67岁", day), ends("1958-07-02", "1959-07-01"));
        assert_eq!(age("60—69岁", day), ends("1956-07-02", "1966-07-01"));
        assert_eq!(age("老人", day), None);
        let text = |text: &str| birth(&Cell::Text(text.into()), day);
        assert_eq!(text("1949年12月"), ends("1949-12-01", "1949-12-31"));
        assert_eq!(text("1949"), ends("1949-01-01", "1949-12-31"));
        assert_eq!(text("1949.12.31"), ends("1949-12-31", "1949-12-31"));
        assert_eq!(text("凤鸣镇"), None);
    }
}
