//! Persons who are named in part, and still persons to their neighbours: 张*三, 王**, 李某某, 李大爷; and names of other
//! peoples than the Han: 阿依古丽, 扎西次仁, 买买提·艾力.

use crate::base::lexicon::LEXICON;
use crate::privacy::signs::{Class, class, is_han};
use crate::privacy::surnames;

/// How long the names can be with which a text begins, the longest first: a name of which some is hidden, or a surname
/// with what one calls the old.
pub(super) fn lengths(text: &str) -> [Option<usize>; 2] {
    const MOST: usize = 3;
    let Some(surname) = surnames::length(text) else { return [None; 2] };
    let rest = text.get(surname..).unwrap_or_default();
    if let Some(behind) = LEXICON.privacy.names.kin.cut_front(rest) {
        return [Some(text.len() - behind.len()), None];
    }
    let Some(first) = rest.chars().next().filter(|sign| is_hiding(*sign)) else { return [None; 2] };
    let is_word = text.starts_with(|sign: char| LEXICON.privacy.names.not_some.contains(sign));
    if first == '某' && is_word {
        return [None; 2];
    }
    let count = rest.chars().take_while(|sign| is_hiding(*sign)).take(MOST).count();
    let end = surname + rest.chars().take(count).map(char::len_utf8).sum::<usize>();
    let next = text.get(end..).and_then(|behind| behind.chars().next());
    let given = next.filter(|sign| count == 1 && is_han(*sign) && !surnames::is_not_given(*sign));
    if next.is_some_and(|sign| sign.is_ascii_alphanumeric()) {
        return [None; 2];
    }
    [given.map(|sign| end + sign.len_utf8()), Some(end)]
}

/// Whether a sign stands for one of a name.
fn is_hiding(sign: char) -> bool {
    sign == '某' || matches!(class(sign), Class::Mask | Class::Cross)
}

/// Whether a text is a name of which some is hidden, and nothing else.
pub(super) fn is_whole(text: &str) -> bool {
    const LONGEST: usize = 24;
    let text = text.trim();
    text.len() <= LONGEST
        && text.starts_with(surnames::begins_name)
        && lengths(text).into_iter().flatten().any(|length| length == text.len())
}

/// How long the name of another people is with which a text begins.
pub(super) fn people(text: &str) -> Option<usize> {
    const MOST: usize = 4;
    let first = text.chars().next()?;
    if surnames::is_letter(first)
        && let Some(length) = pointed(text)
    {
        return Some(length);
    }
    if !surnames::begins_people(first) {
        return None;
    }
    let mut rest = text;
    for _ in 0..MOST {
        let Some(behind) = LEXICON.privacy.names.peoples.cut_front(rest) else { break };
        rest = behind;
    }
    Some(text.len() - rest.len()).filter(|length| *length > 0)
}

/// A name in signs that write the sounds of other languages, with a point in it.
fn pointed(text: &str) -> Option<usize> {
    const LONGEST: usize = 8;
    let own = |text: &str| {
        let signs = text.chars().take_while(|sign| surnames::is_letter(*sign)).take(LONGEST);
        let (count, length) = signs.fold((0, 0), |(count, length), sign| (count + 1, length + sign.len_utf8()));
        (count >= 2).then_some(length)
    };
    let first = own(text)?;
    let rest = text.get(first..)?.strip_prefix(['·', '•', '・'])?;
    own(rest).map(|second| text.len() - rest.len() + second)
}
