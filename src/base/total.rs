//! Words by which a row of a table calls itself a total: `合计`, `一组小计`, `本季合计（元）`, `Total`.
//!
//! A row is a total only if the text that leads it is such a word once period, unit and punctuation are taken off:
//! `合计村` is a village.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::LazyLock;

use crate::base::currency;
use crate::base::lexicon::{ByReach, LEXICON, PlainList, WordList};
use crate::base::squeezed::squeezed;

/// Which rows a total adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Those since the total before it: `小计`.
    Part,
    /// All rows above it: `合计`.
    Whole,
    /// None that could be added up: more than the table holds, such as the months before (`累计`), or a mean (`平均`).
    Running,
}

/// Longer texts are no names of totals.
const LONGEST: usize = 120;

/// Words with the rows that they add up, the longest first.
type Reaching = Vec<(&'static str, Reach)>;

static WORDS: LazyLock<Reaching> = LazyLock::new(|| by_reach(&[&LEXICON.totals.bare, &LEXICON.totals.words]));
static BARE: LazyLock<Reaching> = LazyLock::new(|| by_reach(&[&LEXICON.totals.bare]));
static LEADING: LazyLock<Reaching> = LazyLock::new(|| by_reach(&[&LEXICON.totals.bare, &LEXICON.totals.leading]));
static NAMES: LazyLock<HashMap<&str, Reach>> =
    LazyLock::new(|| by_reach(&[&LEXICON.totals.names]).into_iter().collect());

fn by_reach(lists: &[&'static ByReach]) -> Reaching {
    let all = lists.iter().flat_map(|list| {
        let of = |words: &'static PlainList, reach| words.iter().map(move |word| (word, reach));
        of(&list.whole, Reach::Whole).chain(of(&list.part, Reach::Part)).chain(of(&list.running, Reach::Running))
    });
    let mut all: Reaching = all.collect();
    all.sort_by_key(|(word, _)| Reverse(word.len()));
    all
}

/// The rows that `word` adds up, if it is one of the list.
fn exactly(word: &str, list: &Reaching) -> Option<Reach> {
    list.iter().find(|(own, _)| *own == word).map(|(_, reach)| *reach)
}

/// What stands before the word at the end of `text`, the word, and which rows it adds up.
fn ending<'t>(text: &'t str, list: &Reaching) -> Option<(&'t str, &'static str, Reach)> {
    list.iter().find_map(|(word, reach)| Some((text.strip_suffix(word)?, *word, *reach)))
}

/// Whether `text` is the name of a total, and of which rows.
pub fn total(text: &str) -> Option<Reach> {
    if text.len() > LONGEST {
        return None;
    }
    let plain = squeezed(text);
    let name = without_measures(&plain);
    if let Some(reach) = NAMES.get(&*plain).or_else(|| NAMES.get(name)) {
        return Some(*reach);
    }
    // Amounts in words of contracts and vouchers repeat the total: `合计人民币（大写）：柒仟元整`.
    if LEXICON.totals.in_words.is_in(&plain) && LEXICON.totals.before_words.begins(&plain) {
        return Some(Reach::Running);
    }
    let is_english = name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
    let Some((before, word, reach)) = ending(name, &WORDS) else { return of_what(&plain) };
    let is_total = match () {
        () if is_english => before.is_empty() || is_unit(before),
        // Whatever is called the sum of something is one; 王合计 may be a name.
        () if exactly(word, &BARE).is_some() => is_period(before) || is_unit(before) || before.chars().count() > 1,
        () => is_period(before) || is_unit(before),
    };
    if is_total { Some(reach) } else { of_what(&plain) }
}

/// What a row of an account tells of its balance, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carried {
    /// What was there before: `上期结转`.
    Opening,
    /// What is there behind: `期末余额`.
    Closing,
}

/// Whether `text` is the name of a row that carries a balance.
pub fn carried(text: &str) -> Option<Carried> {
    let plain = if text.len() > LONGEST { String::new() } else { squeezed(text) };
    let name = without_measures(&plain);
    match () {
        () if LEXICON.totals.opening.has(name) => Some(Carried::Opening),
        () if LEXICON.totals.closing.has(name) => Some(Carried::Closing),
        () => None,
    }
}

/// A total whose name says behind the word what it adds up: `合计：石桥村`, `小计一组`, `合计/平均`.
fn of_what(plain: &str) -> Option<Reach> {
    let (rest, reach) = LEADING.iter().find_map(|(word, reach)| Some((plain.strip_prefix(word)?, *reach)))?;
    let inside = rest.trim_matches([':', '/', '(', ')', '-', '—', ',']);
    let is_apart =
        inside.len() < rest.len() || inside.starts_with(|sign| "一二三四五六七八九十0123456789".contains(sign));
    let is_named = is_group(inside) || total(inside).is_some();
    (is_apart && is_named && !inside.is_empty()).then_some(reach)
}

/// Whether the name of a total says which thing it adds up (`收入合计`), so that it may be a figure of its own.
pub fn is_sum_of_thing(text: &str) -> bool {
    let plain = squeezed(text);
    let name = without_measures(&plain);
    let of = match ending(name, &BARE) {
        None if name.is_ascii() => {
            let behind = LEADING.iter().find_map(|(word, _)| name.strip_prefix(word)).filter(|of| !of.is_empty());
            behind.or_else(|| ending(name, &WORDS).map(|(before, ..)| before))
        }
        own => own.map(|(before, ..)| before),
    };
    of.is_some_and(|of| !is_period(of))
}

/// Whether a text says of itself no more than that it is a total, maybe of a group: `小计`, `本组合计`.
fn is_bare(text: &str) -> bool {
    let plain = squeezed(text);
    let name = without_measures(&plain);
    ending(name, &LEADING).is_some_and(|(before, ..)| {
        is_period(before) || (before.chars().count() < 4 && LEXICON.totals.groups.ends(before))
    })
}

/// Which text of a row makes it one of totals, and of which rows, given all its texts that are no figures: the first one; or
/// a later one, where all others name what is added up (`一组`, `小计`).
pub fn in_row(texts: &[&str]) -> Option<(usize, Reach)> {
    if let Some(reach) = texts.first().and_then(|text| total(text)) {
        return Some((0, reach));
    }
    // Some give each sign a cell of its own.
    if let [first, second, ..] = texts
        && first.trim().chars().count() == 1
        && let Some(reach) = exactly(&squeezed(&[*first, *second].concat()), &BARE)
    {
        return Some((0, reach));
    }
    let (at, reach) =
        texts.iter().enumerate().find_map(|(at, text)| Some((at, total(text).filter(|_| is_bare(text))?)))?;
    let reach = if reach == Reach::Whole { Reach::Part } else { reach };
    texts.iter().all(|text| total(text).is_some() || is_group(text)).then_some((at, reach))
}

/// Whether a text names no more than what is added up: a group, a village, a period.
pub fn is_group(text: &str) -> bool {
    let plain = if text.len() > LONGEST { String::new() } else { squeezed(text) };
    !plain.is_empty() && (is_period(&plain) || is_unit(&plain))
}

/// Whether a text is a number, an amount or a day, and nothing that could name a row.
pub fn is_figure(text: &str) -> bool {
    text.chars().all(|sign| sign.is_ascii_digit() || " .,-/:年月日号".contains(sign) || currency::is_sign(sign))
}

/// Whether a text says that its row is a part of the row above and no row of its own: `其中：电费`, `（其中：旱地）`.
pub fn is_part(text: &str) -> bool {
    let plain = squeezed(text.get(..LONGEST).unwrap_or(text));
    let number = |sign: char| sign.is_ascii_digit() || "(一二三四五六七八九十、.".contains(sign);
    LEXICON.totals.within.begins(plain.trim_start_matches(number))
}

/// Whether a row whose leader is the name of a total is an entry nevertheless, given its heads and cells: it has a
/// voucher; or its leader names a thing (`误工补贴累计`, unlike `本月合计`) and it has a day or a category; or it has both
/// and says more: somebody is called Total.
pub fn is_entry<'t>(leader: &str, cells: impl Iterator<Item = (&'t str, &'t str)>) -> bool {
    let plain = squeezed(leader);
    let name = without_measures(&plain);
    let is_thing = !is_period(ending(name, &WORDS).map_or("", |(before, ..)| before));
    let filled = cells.filter(|(_, text)| text.chars().any(char::is_alphanumeric) && *text != leader);
    let (mut has_voucher, mut has_category, mut has_day, mut says_more) = (false, false, false, false);
    for (head, text) in filled {
        has_voucher |= is_voucher(head) && !is_count_of_sheets(text);
        has_category |= is_category(head);
        has_day |= is_day(text);
        says_more |= !is_category(head) && !is_figure(text) && !is_group(text) && total(text).is_none();
    }
    has_voucher || is_thing && (has_category || has_day) || has_category && has_day && says_more
}

/// What the column of vouchers says of a total: `共2张`, `附单据 12 张`.
fn is_count_of_sheets(text: &str) -> bool {
    let plain = squeezed(text);
    LEXICON.totals.sheets.ends(&plain) && plain.contains(|sign: char| sign.is_ascii_digit())
}

/// Whether a head names the voucher of an entry.
pub fn is_voucher(head: &str) -> bool {
    is_called(head, &LEXICON.heads.vouchers, |word| head.contains(word))
}

/// Whether a head names what an entry is filed under.
pub fn is_category(head: &str) -> bool {
    is_called(head, &LEXICON.heads.categories, |word| head.ends_with(word))
}

/// Whether a head has one of the words in this way; a word in Latin letters, which may be a part of others, is the whole.
fn is_called(head: &str, words: &WordList, has: impl Fn(&str) -> bool) -> bool {
    words.iter().any(|word| if word.is_ascii() { head.eq_ignore_ascii_case(word) } else { has(word) })
}

/// Whether a text is a day of a year: `2026-06-30`, `2026年6月30日`.
fn is_day(text: &str) -> bool {
    let parts = text.trim().trim_end_matches('日').split(['-', '/', '.', '年', '月']);
    let parts: Vec<&str> = parts.take(4).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}

/// What is left once figures and units behind the word are taken off: `合计(元)`, `共计:3户`, `合计金额`.
fn without_measures(text: &str) -> &str {
    let mut rest = text;
    loop {
        let shorter = rest.trim_end_matches([':', ',', ';', '.', '、', '。', '=', '*']);
        let shorter = in_brackets(shorter).unwrap_or(shorter);
        let shorter = figure(shorter).unwrap_or(shorter);
        let shorter = LEXICON.totals.of_what.cut_end(shorter).unwrap_or(shorter);
        if shorter.len() == rest.len() {
            return rest;
        }
        rest = shorter;
    }
}

/// The text without brackets at its end that hold no more than figures and units.
fn in_brackets(text: &str) -> Option<&str> {
    let (before, inside) = text.strip_suffix([')', ']', '】'])?.rsplit_once(['(', '[', '【'])?;
    let mut inside = LEXICON.totals.before_unit.cut_front(inside).unwrap_or(inside);
    let is_figure = |sign: char| sign.is_ascii_digit() || ".,:/、".contains(sign) || currency::is_sign(sign);
    while !inside.is_empty() {
        let shorter = inside.trim_start_matches(is_figure);
        let shorter = LEXICON.totals.measures.cut_front(shorter).unwrap_or(shorter);
        if shorter.len() == inside.len() {
            return None;
        }
        inside = shorter;
    }
    Some(before)
}

/// The text without a number and its unit at its end.
fn figure(text: &str) -> Option<&str> {
    let bare = LEXICON.totals.measures.cut_end(text).unwrap_or(text);
    let is_figure = |sign: char| sign.is_ascii_digit() || ".,".contains(sign) || currency::is_sign(sign);
    let before = bare.trim_end_matches(is_figure);
    (before.len() < bare.len()).then_some(before)
}

/// Whether nothing but a period is named: `本季`, `2026年7月`, `上半年`, `第三季度`.
fn is_period(text: &str) -> bool {
    let is_number = |sign: char| sign.is_ascii_digit() || "一二三四五六七八九十〇○-—~～./".contains(sign);
    text.chars().all(|sign| is_number(sign) || LEXICON.totals.periods.contains(sign))
}

/// Whether what is added up is named: a group, a village, a kind of money.
fn is_unit(text: &str) -> bool {
    let text = text.trim_end_matches(['(', ')', '-', ':', '的']);
    LEXICON.totals.things.ends(text)
}

#[cfg(test)]
mod tests;
