//! What somebody is given for an illness, a disability or a child says it of that person: 李桂芳重度残疾护理补贴,
//! 付大病救助金（李桂芳）.

use crate::base::lexicon::{LEXICON, WordList};
use crate::privacy::names;
use crate::privacy::reading::Reading;
use crate::privacy::signs::{first_signs, last_signs};
use crate::privacy::words::Word;

/// Signs that end a clause.
const ENDS: [char; 9] = ['。', '；', ';', '，', ',', '\n', '！', '？', '|'];

/// Whether a word begins the name of an aid, and the name of a person stands right before or behind it as that of who gets it.
pub(super) fn goes_to_person(reading: &Reading<'_>, word: &Word) -> bool {
    end(reading, word).is_some_and(|end| follows_person(reading, word) || leads_person(reading, end))
}

/// Where the aid ends whose name begins with a word.
fn end(reading: &Reading<'_>, word: &Word) -> Option<usize> {
    const FARTHEST: usize = 12;
    let words = &LEXICON.privacy.aids;
    let rest = reading.from(word.end);
    let near = rest.get(..first_signs(rest, FARTHEST))?;
    let near = near.split(ENDS).next()?.split(['（', '(', '：', ':']).next()?;
    let mut places = near.char_indices().map(|(at, _)| at).rev();
    let (at, behind) = places.find_map(|at| Some((at, words.words.cut_front(near.get(at..)?)?)))?;
    let is_scheme = words.apart.is_in(near.get(..at)?) || words.apart.begins(behind);
    (!is_scheme).then_some(word.end + near.len() - behind.len())
}

/// Whether who gets it is named before: 李桂芳7月重度残疾护理补贴, 支付李桂芳大病救助.
fn follows_person(reading: &Reading<'_>, word: &Word) -> bool {
    const NEAR: usize = 8;
    let words = &LEXICON.privacy.aids;
    const FARTHEST: usize = 30;
    let before = reading.before(word.start);
    let from = last_signs(before, FARTHEST);
    let mut given = before.get(from..).unwrap_or_default().char_indices().rev().filter_map(|(at, _)| {
        let at = from + at;
        let rest = words.gives.cut_front(before.get(at..)?)?;
        names::first_behind(before, before.len() - rest.len())
    });
    let Some(name) = names::last_before(reading.text, word.start).or_else(|| given.next()) else { return false };
    let title = reading.before(name.start);
    let title = title.get(last_signs(title, NEAR)..).unwrap_or_default().rsplit(ENDS).next().unwrap_or_default();
    // 给李桂芳发放: who gives it out stands before.
    let is_given = title.ends_with(['给', '为', '向', '对']);
    is_between(reading.slice(name.end..word.start), is_given) && !words.givers.is_in(title)
}

/// Whether what stands between a name and an aid says no more than when and that it was got, or given to whom a word before
/// the name says.
fn is_between(text: &str, is_given: bool) -> bool {
    const SIGNS: &str = "，,：:、（( \u{3000}\t的户家0123456789一二三四五六七八九十年月日份季度第上下半本至-—.";
    const LONGEST: usize = 20;
    let mut rest = text;
    while !rest.is_empty() {
        let signs = rest.trim_start_matches(|sign: char| SIGNS.contains(sign));
        let words = &LEXICON.privacy.aids;
        let given = words.gives.cut_front(signs).filter(|_| is_given);
        let behind = words.gets.cut_front(signs).or(given).unwrap_or(signs);
        if behind.len() == rest.len() {
            return false;
        }
        rest = behind;
    }
    first_signs(text, LONGEST) == text.len()
}

/// Whether who gets it is named behind: 大病救助金（李桂芳）, 残疾人护理补贴发给李桂芳.
fn leads_person(reading: &Reading<'_>, end: usize) -> bool {
    const NEAR: usize = 4;
    let words = &LEXICON.privacy.aids;
    let rest = reading.from(end).trim_start_matches(['：', ':', '（', '(', '、']);
    let rest = words.gives.cut_front(rest).unwrap_or(rest);
    let rest = LEXICON.privacy.names.before.cut_front(rest).unwrap_or(rest);
    let at = reading.text.len() - rest.len();
    let Some(name) = names::first_behind(reading.text, at).filter(|name| name.start == at) else { return false };
    let behind = reading.from(name.end);
    let near = behind.get(..first_signs(behind, NEAR)).unwrap_or_default();
    !words.givers.is_in(near) && !words.givers.is_in(reading.slice(end..name.start))
}

/// A text without the words for aid and care in it, which say nothing against its being said of a person.
pub(super) fn without_aids(text: &str) -> String {
    let words = &LEXICON.privacy.aids;
    without(text, &[&words.words, &words.cares])
}

/// A text without the words of some lists.
pub(super) fn without(text: &str, lists: &[&WordList]) -> String {
    let (mut own, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(sign) = rest.chars().next() {
        match lists.iter().find_map(|list| list.cut_front(rest)) {
            Some(behind) if behind.len() < rest.len() => rest = behind,
            _ => {
                own.push(sign);
                rest = rest.get(sign.len_utf8()..).unwrap_or_default();
            }
        }
    }
    own
}
