//! What the public build shows of a cell that is shown in part.
//!
//! A part is shown only of text whose whole structure is known: eleven digits of a mobile telephone, a name in Han, an
//! address that begins with villages and groups. Whatever else stands in the cell (a second number, a remark in brackets,
//! a word nobody thought of) takes the whole of it away, or in an address everything behind the village or group. So
//! nothing is shown that was not recognised.

use crate::base::date::to_half_width;
use crate::base::lexicon::LEXICON;
use crate::blocks::column_type::ColumnType;
use crate::privacy::Sort;

/// What the public build does with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    /// Published as it is.
    Shown,
    /// Published in part: 张*三, 138****5678, village and group of an address.
    Partial,
    /// Not published; the cell counts.
    Removed,
}

impl ColumnType {
    /// What the public build does with the cells, unless the form says otherwise. Source: Personal Information
    /// Protection Law (minimum necessary; identity numbers, accounts, health and all data on children are sensitive).
    pub fn default_mask(self) -> Mask {
        match self {
            Self::Minor
            | Self::Patient
            | Self::IdNumber
            | Self::Phone
            | Self::BankCard
            | Self::BirthDate
            | Self::Age
            | Self::Health => Mask::Removed,
            Self::Address => Mask::Partial,
            _ => Mask::Shown,
        }
    }
}

impl ColumnType {
    /// What every cell is by the type alone, where a form shows what is usually masked.
    pub fn says(self) -> Option<Sort> {
        match self {
            Self::Minor => Some(Sort::Child),
            Self::Health => Some(Sort::Health),
            Self::BirthDate => Some(Sort::BirthDate),
            Self::Phone => Some(Sort::Mobile),
            Self::BankCard => Some(Sort::Account),
            _ => None,
        }
    }
}

/// The part of `text` that may be shown; `None` if none.
pub fn partial(column_type: ColumnType, text: &str) -> Option<String> {
    match column_type {
        ColumnType::Phone | ColumnType::DutyPhone => phone(text),
        ColumnType::BankCard => bank_card(text),
        ColumnType::Address => address(text),
        ColumnType::Age => age(text),
        ColumnType::Person | ColumnType::Minor | ColumnType::Patient => name(text),
        _ => None,
    }
}

/// The digits of a number that is written in digits, blanks and hyphens only.
fn digits(text: &str) -> Option<String> {
    let plain: String = text.chars().filter(|sign| !matches!(sign, ' ' | '-')).collect();
    (!plain.is_empty() && plain.bytes().all(|byte| byte.is_ascii_digit())).then_some(plain)
}

/// 13800138000 → 138****8000, 0872-1234567 → 0872-*******.
fn phone(text: &str) -> Option<String> {
    let text = to_half_width(text);
    let text = text.trim();
    let own = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")).unwrap_or(text);
    let number = digits(own)?;
    let (length, head) = (number.len(), number.as_bytes());
    if length == 11 && head[0] == b'1' && head[1] != b'0' {
        return Some(format!("{}****{}", &number[..3], &number[7..]));
    }
    // Three figures for Beijing and the 02x, four for all others.
    let area = if number.starts_with("010") || number.starts_with("02") { 3 } else { 4 };
    let is_landline = own == text && head[0] == b'0' && (area + 7..=area + 8).contains(&length);
    is_landline.then(|| format!("{}-{}", &number[..area], "*".repeat(length - area)))
}

/// The last four of 12 to 19 digits.
fn bank_card(text: &str) -> Option<String> {
    let number = digits(to_half_width(text).trim()).filter(|number| (12..=19).contains(&number.len()))?;
    let hidden = number.len() - 4;
    Some(format!("{}{}", "*".repeat(hidden), &number[hidden..]))
}

/// 67岁 → 60—69岁.
fn age(text: &str) -> Option<String> {
    let text = to_half_width(text);
    let text = text.trim();
    let number = LEXICON.people.years.cut_end(text).unwrap_or(text).trim_end();
    if !(1..=3).contains(&number.len()) || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let years: u32 = number.parse().ok().filter(|years| *years < 130)?;
    let decade = years / 10 * 10;
    Some(format!("{decade}—{}岁", decade + 9))
}

fn is_han(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// 张三 → 张*, 张小三 → 张*三, 欧阳小明 → 欧阳**, 买买提·艾力 → 买***.
fn name(text: &str) -> Option<String> {
    // The longest name with points in between that the police register takes.
    const LONGEST: usize = 25;
    let text = text.trim();
    let signs: Vec<char> = text.chars().collect();
    let plain: Vec<char> = signs.iter().copied().filter(|sign| !matches!(sign, '·' | '•' | '・')).collect();
    let first = *plain.first().filter(|_| plain.iter().all(|sign| is_han(*sign)))?;
    if plain.len() < signs.len() {
        return (signs.len() <= LONGEST && is_han(signs[0])).then(|| format!("{first}***"));
    }
    let mut double = LEXICON.people.double_surnames.iter();
    if let Some(surname) = double.find(|surname| text.starts_with(surname) && plain.len() > 2) {
        return (plain.len() <= 4).then(|| format!("{surname}{}", "*".repeat(plain.len() - 2)));
    }
    match plain.as_slice() {
        [_] | [_, _] => Some(format!("{first}*")),
        [_, _, last] => Some(format!("{first}*{last}")),
        // Two given names and a double surname, or two persons.
        [_, _, _, _] => Some(format!("{first}***")),
        _ => None,
    }
}

/// The address up to its village or group; `None` if neither is named before anything that could be a house.
fn address(text: &str) -> Option<String> {
    let text: String = to_half_width(text).chars().filter(|sign| !sign.is_whitespace()).collect();
    let known = before_houses(&text);
    let end = match village(known) {
        Some(village) => {
            village + numbered_group(&known[village..]).or_else(|| named_group(&known[village..])).unwrap_or(0)
        }
        None => numbered_group(known)?,
    };
    Some(known[..end].to_owned())
}

/// Digits of a number, in figures or in Han.
fn is_number(sign: char) -> bool {
    sign.is_ascii_digit() || "一二三四五六七八九十百零〇两".contains(sign)
}

/// What of an address stands before the first sign of a house: a number that is not one of a group, a road, a building, a
/// bracket, or anything else but Han.
fn before_houses(text: &str) -> &str {
    let places = &LEXICON.places;
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        if sign.is_ascii_digit() {
            let number = rest.len() - rest.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
            let is_group = number < 3 && places.groups.begins(&rest[number..]);
            if !is_group {
                return &text[..at];
            }
            at += number;
            continue;
        }
        let is_road = |road| rest.strip_prefix(road).is_some_and(|behind| !places.after_roads.begins(behind));
        if !is_han(sign) || places.houses.begins(rest) || places.roads.iter().any(is_road) {
            return &text[..at];
        }
        at += sign.len_utf8();
    }
    text
}

/// Where the village of an address ends. What lies above it is townships, counties and so on.
fn village(known: &str) -> Option<usize> {
    // From the province down, with room for long names.
    const LONGEST: usize = 40;
    let places = &LEXICON.places;
    let ends = places.villages.iter().flat_map(|word| known.match_indices(word)).map(|(at, word)| at + word.len());
    // The village before it would be the name of something larger: 新村镇.
    let end = ends.filter(|end| !places.larger.begins(&known[*end..])).min()?;
    (known[..end].chars().count() <= LONGEST).then_some(end)
}

/// How the committee of a village goes on, which groups belong to: 石桥村民委员会三组.
fn committee(text: &str) -> usize {
    LEXICON.places.committees.cut_front(text).map_or(0, |rest| text.len() - rest.len())
}

/// Where a group ends with which the text begins, if it has a number: 三组, 第3村民小组.
fn numbered_group(text: &str) -> Option<usize> {
    let rest = &text[committee(text)..];
    let behind = rest.trim_start_matches('第').trim_start_matches(is_number);
    let after = LEXICON.places.groups.cut_front(behind);
    after.filter(|_| rest.starts_with(is_number) || rest.starts_with('第')).map(|after| text.len() - after.len())
}

/// The same, if it has a name: 大湾组.
fn named_group(text: &str) -> Option<usize> {
    const LONGEST: usize = 4;
    let start = committee(text);
    let groups = LEXICON.places.named_groups.iter();
    let (at, word) = groups.filter_map(|word| Some((text[start..].find(word)?, word))).min()?;
    let name = &text[start..start + at];
    let is_name = (1..=LONGEST).contains(&name.chars().count()) && name.chars().all(is_han);
    is_name.then_some(start + at + word.len())
}

#[cfg(test)]
mod tests;
