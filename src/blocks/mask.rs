//! What the public build shows of a cell that is shown in part.
//!
//! A part is shown only of text whose whole structure is known: eleven digits of a mobile telephone, a name in Han, an
//! address that begins with villages and groups. Whatever else stands in the cell (a second number, a remark in brackets,
//! a word nobody thought of) takes the whole of it away, or in an address everything behind the village or group. So
//! nothing is shown that was not recognised.

use crate::base::date::to_half_width;
use crate::blocks::column_type::ColumnType;

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

/// The part of `text` that may be shown; `None` if none.
pub(super) fn partial(column_type: ColumnType, text: &str) -> Option<String> {
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
    let number = text.strip_suffix("周岁").or_else(|| text.strip_suffix('岁')).unwrap_or(text).trim_end();
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
    const DOUBLE: [&str; 18] = [
        "欧阳", "司马", "上官", "诸葛", "司徒", "东方", "夏侯", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文",
        "轩辕", "端木", "独孤", "司空",
    ];
    // The longest name with points in between that the police register takes.
    const LONGEST: usize = 25;
    let text = text.trim();
    let signs: Vec<char> = text.chars().collect();
    let plain: Vec<char> = signs.iter().copied().filter(|sign| !matches!(sign, '·' | '•' | '・')).collect();
    let first = *plain.first().filter(|_| plain.iter().all(|sign| is_han(*sign)))?;
    if plain.len() < signs.len() {
        return (signs.len() <= LONGEST && is_han(signs[0])).then(|| format!("{first}***"));
    }
    if let Some(surname) = DOUBLE.iter().find(|surname| text.starts_with(**surname) && plain.len() > 2) {
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

/// How a group ends.
const GROUPS: [&str; 6] = ["村民小组", "村民组", "小组", "组", "社", "队"];

/// What of an address stands before the first sign of a house: a number that is not one of a group, a road, a building, a
/// bracket, or anything else but Han.
fn before_houses(text: &str) -> &str {
    const HOUSES: [&str; 8] = ["号", "室", "单元", "栋", "幢", "座", "零", "〇"];
    const ROADS: [&str; 7] = ["路", "街", "巷", "弄", "楼", "胡同", "大道"];
    // 街道, 人民路社区, 东街村, 鼓楼区.
    const PLACES: [&str; 4] = ["道", "社区", "村", "区"];
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        if sign.is_ascii_digit() {
            let number = rest.len() - rest.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
            let is_group = number < 3 && GROUPS.iter().any(|group| rest[number..].starts_with(group));
            if !is_group {
                return &text[..at];
            }
            at += number;
            continue;
        }
        let is_road = |road: &&str| {
            let behind = rest.strip_prefix(*road);
            behind.is_some_and(|behind| !PLACES.iter().any(|place| behind.starts_with(place)))
        };
        if !is_han(sign) || HOUSES.iter().any(|word| rest.starts_with(word)) || ROADS.iter().any(is_road) {
            return &text[..at];
        }
        at += sign.len_utf8();
    }
    text
}

/// Where the village of an address ends. What lies above it is townships, counties and so on.
fn village(known: &str) -> Option<usize> {
    // The village before it would be the name of something larger: 新村镇.
    const LARGER: [&str; 5] = ["镇", "乡", "街", "县", "市"];
    // From the province down, with room for long names.
    const LONGEST: usize = 40;
    let ends = known.match_indices("村").chain(known.match_indices("社区")).map(|(at, word)| at + word.len());
    let end = ends.filter(|end| !LARGER.iter().any(|word| known[*end..].starts_with(word))).min()?;
    (known[..end].chars().count() <= LONGEST).then_some(end)
}

/// How the committee of a village goes on, which groups belong to: 石桥村民委员会三组.
fn committee(text: &str) -> usize {
    ["民委员会", "委员会", "委会"].iter().find(|word| text.starts_with(**word)).map_or(0, |word| word.len())
}

/// Where a group ends with which the text begins, if it has a number: 三组, 第3村民小组.
fn numbered_group(text: &str) -> Option<usize> {
    let rest = &text[committee(text)..];
    let behind = rest.trim_start_matches('第').trim_start_matches(is_number);
    let word = GROUPS
        .iter()
        .find(|word| behind.starts_with(**word))
        .filter(|_| rest.starts_with(is_number) || rest.starts_with('第'))?;
    Some(text.len() - behind.len() + word.len())
}

/// The same, if it has a name: 大湾组.
fn named_group(text: &str) -> Option<usize> {
    const LONGEST: usize = 4;
    let start = committee(text);
    let (at, word) = text[start..].match_indices('组').next()?;
    let name = &text[start..start + at];
    let is_name = (1..=LONGEST).contains(&name.chars().count()) && name.chars().all(is_han);
    is_name.then_some(start + at + word.len())
}

#[cfg(test)]
mod tests;
