//! Numbers of houses where somebody lives: group and number, road and number, building, staircase and flat.

use std::ops::Range;

use crate::base::lexicon::LEXICON;
use crate::privacy::names;
use crate::privacy::reading::Reading;
use crate::privacy::signs::{Class, class, first_signs, is_han, last_signs};
use crate::privacy::words::{Use, Word};
use crate::privacy::{Found, Sort};

/// Adds the houses of a text.
pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for word in reading.words.iter().filter(|word| word.uses.has(Use::House)) {
        if let Some(range) = house(reading, word).filter(|range| is_home(reading, range)) {
            found.push(Found { sort: Sort::Home, range });
        }
    }
    let marked = marked(reading.text).filter(|range| is_marked_home(reading, range));
    found.extend(marked.map(|range| Found { sort: Sort::Home, range }));
    for range in flats(reading.text).filter(|range| is_home(reading, range)).collect::<Vec<_>>() {
        found.push(Found { sort: Sort::Home, range });
    }
}

/// Buildings with their flat behind a sign for the number: 3#501, 3#楼2-501.
fn marked(text: &str) -> impl Iterator<Item = Range<usize>> {
    let is_figure = |sign: char| sign.is_ascii_digit();
    text.match_indices(['#', '＃']).filter_map(move |(at, sign)| {
        let before = text.get(..at)?;
        let building = before.len() - before.trim_end_matches(is_figure).len();
        let start = before.len() - building;
        let rest = text.get(at + sign.len()..)?;
        let rest = rest.strip_prefix(['楼', '栋', '幢']).unwrap_or(rest);
        let rest = rest.strip_prefix(['-', '—', ' ']).unwrap_or(rest);
        let own = rest.get(..rest.find(|sign: char| !sign.is_ascii_digit() && sign != '-').unwrap_or(rest.len()))?;
        let lengths: Vec<usize> = own.split('-').map(str::len).collect();
        let is_flat = matches!(lengths.as_slice(), [3..=4] | [1, 3..=4]);
        let end = text.len() - rest.len() + own.len();
        let end = if text.get(end..)?.starts_with(['室', '户', '房']) { end + '室'.len_utf8() } else { end };
        ((1..=2).contains(&building) && is_flat).then_some(start..end)
    })
}

/// Whether somebody lives in such a flat: engines and lines have such numbers too, so that the head, a word for living or a
/// name right beside has to say so.
fn is_marked_home(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    const NEAR: usize = 10;
    if reading.head.has(Use::HomeHead) {
        return true;
    }
    let before = reading.before(range.start);
    let near = before.get(last_signs(before, NEAR)..).unwrap_or_default();
    let near = near.rsplit(['。', '；', ';', '\n']).next().unwrap_or_default();
    let behind = reading.from(range.end);
    let is_over =
        behind.chars().next().is_none_or(|sign| !is_han(sign)) || behind.starts_with(['的', '住', '村', '居']);
    let is_beside =
        || names::last_before(reading.text, range.start).is_some_and(|name| near.contains(reading.slice(name)));
    let is_alone = || range.start == 0 && range.end == reading.text.len() && reading.has_person_beside();
    let words = &LEXICON.privacy.homes;
    words.lives.is_in(near)
        || (is_over && !words.offices.is_in(near) && (is_beside() || is_alone()))
        || names::first_behind(reading.text, range.end).is_some_and(|name| name.start == range.end)
}

/// Flats in three numbers behind the name of an estate: 幸福家园3-2-501.
fn flats(text: &str) -> impl Iterator<Item = Range<usize>> {
    let estates = LEXICON.privacy.homes.estates.iter();
    estates.flat_map(move |word| text.match_indices(word).map(|(at, word)| at + word.len())).filter_map(move |start| {
        let rest = text.get(start..)?;
        let own = rest.get(..rest.find(|sign: char| !sign.is_ascii_digit() && sign != '-').unwrap_or(rest.len()))?;
        let lengths: Vec<usize> = own.split('-').map(str::len).collect();
        matches!(lengths.as_slice(), [1..=2, 1..=2, 3..=4]).then_some(start..start + own.len())
    })
}

/// The house whose number stands before a word.
fn house(reading: &Reading<'_>, word: &Word) -> Option<Range<usize>> {
    const NO_HOUSES: [&str; 12] = ["文", "令", "公告", "线", "机", "仓", "井", "桩", "标段", "地块", "台区", "杆"];
    let units = &LEXICON.privacy.homes.numbers;
    // One blank may part the figures from the word, and from the street.
    let last = reading.before(word.start);
    let last = last.strip_suffix(' ').unwrap_or(last).len();
    let mut start = figures_before(reading.text, last).filter(|start| *start < last)?;
    let mut parts = 1;
    while let Some(rest) = units.cut_end(reading.before(start)) {
        let Some(more) = figures_before(reading.text, rest.len()).filter(|more| *more < rest.len()) else { break };
        (start, parts) = (more, parts + 1);
    }
    let behind = reading.from(word.end);
    if NO_HOUSES.iter().any(|word| behind.starts_with(word)) {
        return None;
    }
    let flat = behind.len() - behind.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    let own = reading.slice(word.start..word.end);
    let has_flat = (3..=4).contains(&flat) && own != "号";
    let end = if has_flat { word.end + flat } else { word.end };
    let street = reading.before(start);
    let is_on_street = LEXICON.privacy.homes.streets.ends(street.strip_suffix(' ').unwrap_or(street));
    let is_house = match own {
        "号" | "室" | "号附" => is_on_street || parts > 1,
        _ => parts > 1 || (has_flat && own != "座"),
    };
    let end = if has_flat && reading.from(end).starts_with('室') { end + '室'.len_utf8() } else { end };
    is_house.then_some(start..end)
}

/// Where the figures begin that end at a place, at most five.
fn figures_before(text: &str, end: usize) -> Option<usize> {
    const MOST: usize = 6;
    let before = text.get(..end)?;
    let is_figure = |sign: char| matches!(class(sign), Class::Digit(_) | Class::Han(_)) || "十百-附".contains(sign);
    let start = before.trim_end_matches(is_figure).len();
    let count = before.get(start..)?.chars().count();
    (count <= MOST).then_some(start)
}

/// Whether somebody lives there: the head, a word for living, or a name says so, and no word of an office denies it.
fn is_home(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    const NEAR: usize = 20;
    let words = &LEXICON.privacy.homes;
    if reading.head.has(Use::HomeHead) {
        return true;
    }
    let before = reading.before(range.start);
    let near = before.get(last_signs(before, NEAR)..).unwrap_or_default();
    let near = near.rsplit(['。', '；', ';', '\n']).next().unwrap_or_default();
    if words.lives.is_in(near) {
        return true;
    }
    let sentence = reading.slice(reading.sentence(range));
    let label = reading.around.label;
    let is_plain = words.plain_heads.has(label.trim());
    // A group of a village goes by the committee of it too: 石桥村委会三组.
    let plain = reading.text.get(..range.start).is_some_and(is_of_group);
    let sentence =
        if plain { sentence.replace("村委会", "村").replace("居委会", "居") } else { sentence.to_owned() };
    if words.offices.is_in(&sentence) {
        return false;
    }
    // Under the head of works and purposes only a name right beside the house tells who lives there.
    let is_of_works = words.offices.is_in(label) && !is_plain;
    let behind = reading.from(range.end);
    let follows = names::last_before(reading.text, range.start).is_some_and(|name| {
        let between = reading.slice(name.end..range.start);
        first_signs(between, 16) == between.len() && near.contains(reading.slice(name))
    });
    let leads = names::first_behind(reading.text, range.end)
        .or_else(|| {
            behind.starts_with("村民").then(|| names::first_behind(reading.text, range.end + "村民".len())).flatten()
        })
        .is_some();
    follows || leads || (!is_of_works && reading.has_person_beside() && reading.text.chars().count() <= 40)
}

/// Whether a text ends with a numbered group of a village: 石桥村委会三组.
fn is_of_group(before: &str) -> bool {
    let before = before.trim_end();
    let own = ["村民小组", "小组", "组", "社"].iter().find_map(|word| before.strip_suffix(word));
    own.is_some_and(|own| own.ends_with(|sign: char| matches!(class(sign), Class::Digit(_) | Class::Han(_))))
}
