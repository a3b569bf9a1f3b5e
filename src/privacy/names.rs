//! Names of persons in a text. A name is a surname and one or two signs that given names have, between signs or words
//! that stand beside names; anything else that begins with a surname is a word.

use std::ops::Range;

use crate::base::lexicon::LEXICON;
use crate::privacy::partly;
use crate::privacy::signs::{Class, class, first_signs, is_han, last_signs};
use crate::privacy::surnames;

/// Whether a text is the name of a person and nothing else.
pub(super) fn is_whole(text: &str) -> bool {
    const LONGEST: usize = 60;
    const HAN: usize = 12;
    let text = text.trim();
    if text.len() > LONGEST || text.len() < 6 {
        return false;
    }
    if !text.starts_with(surnames::begins_name) {
        return has_points(text);
    }
    // A surname of two signs and a given name of two are the longest in Han.
    let is_it = |length: usize| length == text.len();
    (text.len() <= HAN && lengths(text).into_iter().flatten().any(is_it))
        || spaced(text).is_some_and(is_it)
        || partly::people(text).is_some_and(is_it)
        || has_points(text)
}

/// A name of another people, with a point between its parts: 买买提·艾力.
fn has_points(text: &str) -> bool {
    if !text.contains(['·', '•', '・']) {
        return false;
    }
    let parts: Vec<&str> = text.split(['·', '•', '・']).collect();
    (2..=4).contains(&parts.len())
        && parts.iter().all(|part| (2..=6).contains(&part.chars().count()) && part.chars().all(is_han))
}

/// Whether one of the pieces of a row, or of a title, is a name, or one of which some is hidden.
pub(super) fn is_among(beside: &str) -> bool {
    let is_between = |sign: char| sign.is_whitespace() || ",，|、;；/:：()（）\u{1f}".contains(sign);
    let is_person = |piece: &str| is_whole(piece) || partly::is_whole(piece);
    let has_wide = || beside.contains('\u{3000}') && beside.split([',', '，', '|', ' ', '\u{1f}']).any(is_person);
    beside.split(is_between).any(is_person) || has_wide()
}

/// Whether a name stands near the end of a text, or right before a number in it.
pub(super) fn is_within(text: &str) -> bool {
    let is_figure = |sign: char| matches!(class(sign), Class::Digit(_));
    let has_han = text.chars().any(is_han);
    let ends =
        || text.char_indices().filter(|(_, sign)| is_figure(*sign)).map(|(at, _)| at).take(1).chain([text.len()]);
    has_han && ends().any(|at| last_before(text, at).is_some())
}

/// How long the names can be with which a text begins, the longest first.
fn lengths(text: &str) -> [Option<usize>; 2] {
    let names = &LEXICON.privacy.names;
    let Some(surname) = surnames::length(text) else { return [None; 2] };
    let given = text.get(surname..).unwrap_or_default();
    if names.titles.begins(given) {
        return [None; 2];
    }
    // There are many words that begin like a name: they are asked where one is possible.
    let is_possible = given.starts_with(|sign: char| is_han(sign) && !surnames::is_not_given(sign));
    if let Some(behind) = names.given.cut_front(given).filter(|_| !names.not_names.begins(text)) {
        return [Some(text.len() - behind.len()), None];
    }
    if !is_possible || names.not_names.begins(text) {
        return [None; 2];
    }
    let mut signs = given.char_indices().take_while(|(_, sign)| is_han(*sign) && !surnames::is_not_given(*sign));
    let ends = [signs.next(), signs.next()].map(|one| one.map(|(at, sign)| surname + at + sign.len_utf8()));
    [ends[1], ends[0]]
}

/// A surname and one sign with blanks between, as lists put them to fill three places: 张　三.
fn spaced(text: &str) -> Option<usize> {
    const WIDEST: usize = 9;
    let surname = surnames::length(text)?;
    let rest = text.get(surname..)?;
    let own = rest.trim_start_matches([' ', '\u{3000}', '\u{a0}']);
    let given = own.chars().next().filter(|sign| is_han(*sign) && !surnames::is_not_given(*sign))?;
    let blanks = rest.len() - own.len();
    if !(1..=WIDEST).contains(&blanks) {
        return None;
    }
    let joined: String = text.get(..surname)?.chars().chain([given]).collect();
    let is_word = LEXICON.privacy.names.not_names.has(&joined);
    (!is_word).then_some(surname + blanks + given.len_utf8())
}

/// The last name in a text that a word stands behind, where `text` is what leads up to `at`: at most some 24 signs away.
pub(super) fn last_before(text: &str, at: usize) -> Option<Range<usize>> {
    const FARTHEST: usize = 24;
    let before = text.get(..at)?;
    let from = last_signs(before, FARTHEST);
    let window = before.get(from..)?;
    let starts = window.char_indices().map(|(offset, _)| from + offset);
    starts.filter_map(|start| name_at(text, start, at)).rfind(|name| may_begin(text, name.start))
}

/// The name that begins a text, behind at most a few marks; its end.
pub(super) fn first_behind(text: &str, at: usize) -> Option<Range<usize>> {
    const MARKS: &[char] = &[':', '：', ' ', '\u{3000}', '(', '（', '、', '“', '"', '—', '-', '\t'];
    let rest = text.get(at..)?;
    let own = rest.trim_start_matches(MARKS);
    let is_word = own.starts_with(|sign: char| LEXICON.privacy.names.words_too.contains(sign));
    let is_near = rest.len() - own.len() <= 9 && !is_word;
    is_near.then(|| name_at(text, text.len() - own.len(), text.len())).flatten()
}

/// Whether a name may begin at a place: what stands before is no part of a word, and no number of which the surname
/// would be a measure: 3张照片.
fn may_begin(text: &str, start: usize) -> bool {
    let words = &LEXICON.privacy.names;
    let before = text.get(..start).unwrap_or_default();
    if words.before.ends(before) {
        let surname = text.get(start..).and_then(surnames::length).unwrap_or_default();
        return !text.get(..start + surname).is_some_and(|own| words.joined.ends(own));
    }
    let is_word = text.get(start..).is_some_and(|own| own.starts_with(|sign: char| words.words_too.contains(sign)));
    let is_free = |sign: char| !is_han(sign) && !matches!(class(sign), Class::Digit(_) | Class::Han(_));
    !is_word && before.chars().next_back().is_none_or(is_free)
}

/// The name that begins at a place, ends where one may, and reaches no farther than `most`.
fn name_at(text: &str, start: usize, most: usize) -> Option<Range<usize>> {
    let own = text.get(start..).filter(|own| own.starts_with(surnames::begins_name))?;
    let ends =
        lengths(own).into_iter().chain([spaced(own), partly::people(own)]).flatten().map(|length| start + length);
    let whole = ends.filter(|end| *end <= most).find(|end| *end == most || may_end(text, *end));
    // Behind a star a name is over, whatever follows; a sign more is the last of it if a name may end there.
    let [longer, hidden] = partly::lengths(own).map(|length| length.map(|length| start + length));
    let longer = longer.filter(|end| *end == most || may_end(text, *end));
    whole.or_else(|| longer.or(hidden).filter(|end| *end <= most)).map(|end| start..end)
}

fn may_end(text: &str, end: usize) -> bool {
    let behind = text.get(end..).unwrap_or_default();
    let next = behind.get(..first_signs(behind, 1)).unwrap_or_default();
    next.chars().next().is_none_or(|sign| !is_han(sign)) || LEXICON.privacy.names.behind.begins(behind)
}

#[cfg(test)]
mod tests {
    use super::{first_behind, is_among, is_whole, last_before};

    #[test]
    fn names_are_told_from_words() {
        for name in ["张三", "王小二", "欧阳小明", "买买提·艾力"] {
            assert!(is_whole(name), "{name}");
        }
        for word in ["金额", "高血压", "石桥村", "单位", "三组", "方案", "成立", "王", "低保户", "马铃薯"]
        {
            assert!(!is_whole(word), "{word}");
        }
        assert!(is_among("1 | 张三 | 120.00") && !is_among("石桥村 低保名单 合计"));
    }

    #[test]
    fn names_in_a_sentence_stand_between_signs_or_words() {
        let before = |text: &str, word: &str| last_before(text, text.find(word).unwrap()).map(|at| text[at].to_owned());
        assert_eq!(before("三组村民王小二患肺结核", "肺结核").as_deref(), Some("王小二"));
        assert_eq!(before("张三（肢体残疾二级）", "肢体").as_deref(), Some("张三"));
        assert_eq!(before("关于残疾人两项补贴", "残疾"), None);
        assert_eq!(before("本村向上争取残疾", "残疾"), None);
        let text = "社区矫正对象：李四，男";
        assert_eq!(first_behind(text, "社区矫正对象".len()).map(|at| &text[at]), Some("李四"));
    }
}
