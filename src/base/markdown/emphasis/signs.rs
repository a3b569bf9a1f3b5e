//! What single characters and short words are, as far as it matters for pairs of signs.

use super::SIGHT;
use crate::base::lexicon::LEXICON;

/// Whether this is the end of one name, a word that joins two and the beginning of another: `三和李`.
pub(super) fn joins_names(inner: &str) -> bool {
    let length = count(inner);
    length <= 6
        && inner
            .chars()
            .enumerate()
            .any(|(at, c)| at > 0 && at <= 2 && at + 1 < length && "和与及或跟同至到".contains(c))
}

/// How many stars stand alone; an escape or a number beside one makes it none that could be emphasis.
pub(super) fn singles(chars: impl Iterator<Item = char>) -> usize {
    let (mut count, mut run, mut is_escaped) = (0, 0, false);
    for c in chars.chain(['\n']) {
        if c == '*' {
            run += 1;
            continue;
        }
        count += usize::from(run == 1 && !is_escaped && c != '\\');
        (run, is_escaped) = (0, c == '\\');
    }
    count
}

/// Up to the number of characters that may matter.
pub(super) fn count(text: &str) -> usize {
    text.chars().take(SIGHT).count()
}

/// What sets words apart.
pub(super) fn is_break(c: char) -> bool {
    c.is_whitespace() || "、，；。！？：,;!?:|/<>".contains(c)
}

/// What goes on behind it.
pub(super) fn goes_on(c: char) -> bool {
    "、，；,;".contains(c)
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

pub(super) fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

pub(super) fn is_numeral(c: char) -> bool {
    is_digit(c) || "〇零一二三四五六七八九十百".contains(c)
}

/// What stands behind a number or a name that is left out: `*年*月`, `**县**村`.
pub(super) const UNITS: &str = "省市县区乡镇村组街路巷弄号栋幢座楼单元室层年月日时分";

/// Whether this is the surname of many.
pub(super) fn is_surname(c: char) -> bool {
    LEXICON.people.surnames.contains(c)
}
