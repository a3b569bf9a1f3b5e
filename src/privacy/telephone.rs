//! Mobile telephones: eleven figures, told from amounts, addresses of pages and numbers of papers.

use std::ops::Range;

use crate::privacy::arithmetic::is_mobile;
use crate::privacy::chain::Joint;
use crate::privacy::spot::Spot;
use crate::privacy::words::Use;

/// How many items of the row a telephone takes that begins at a spot, with or without the number of the country.
pub(super) fn mobile(spot: &Spot<'_, '_>) -> Option<usize> {
    let fronts: [&[u8]; 4] = [&[], &[8, 6], &[0, 0, 8, 6], &[0]];
    let front = fronts.into_iter().map(<[u8]>::len).zip(fronts).find(|(length, front)| {
        spot.values(*length) == Some(*front)
            && spot.chain.values(spot.from + length, 11).is_some_and(|own| is_telephone(spot, own))
            && spot.chain.ends(spot.from + length + 11)
    });
    let (length, _) = front?;
    let range = spot.chain.range(spot.from, length + 11)?;
    let groups = spot.chain.groups(spot.from + length, 11);
    let is_called = spot.called.has(Use::Phone);
    let is_grouped = match groups.as_slice() {
        [11] => true,
        [3, 4, 4] | [3, 8] | [7, 4] | [3, 3, 5] | [4, 3, 4] | [4, 4, 3] => is_called || is_alone(spot, length + 11),
        [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] => is_called || is_alone(spot, length + 11),
        // 1-800-345-5588 is a telephone of a firm abroad.
        [1, ..] => false,
        _ => is_called,
    };
    let is_dense = is_called || spot.is_dense(length + 11);
    (is_grouped && is_dense && stands_as_telephone(spot, &range, length + 11)).then_some(length + 11)
}

/// Whether figures are a telephone; one figure over and over is an example.
fn is_telephone(spot: &Spot<'_, '_>, figures: &[u8]) -> bool {
    if figures.get(3..).is_some_and(|rest| rest.iter().all(|figure| Some(figure) == rest.first())) {
        return false;
    }
    let is_plain = figures.iter().all(|figure| *figure < 10);
    is_mobile(figures) || (spot.called.has(Use::Phone) && matches!(figures, [1, 3..=9, ..]) && is_plain)
}

/// Whether a telephone in groups has its row for itself, or a slash parts it from others: three columns of figures make
/// such groups too.
fn is_alone(spot: &Spot<'_, '_>, count: usize) -> bool {
    let is_parted = |at: usize| at == 0 || at == spot.chain.len() || spot.chain.joint(at) == Joint::Mark('/');
    (is_parted(spot.from) || follows_country(spot)) && is_parted(spot.from + count)
}

fn follows_country(spot: &Spot<'_, '_>) -> bool {
    matches!(spot.chain.values(0, spot.from), Some([8, 6] | [0, 0, 8, 6]))
}

/// Whether what stands around eleven figures lets them be a telephone: no amount, no address of a page, no longer number
/// of a paper.
fn stands_as_telephone(spot: &Spot<'_, '_>, range: &Range<usize>, count: usize) -> bool {
    const UNITS: [&str; 9] = ["元", "万", "亿", "%", "亩", "平方", "公斤", "吨", "人次"];
    const WORDS: [&str; 8] = ["tel", "phone", "mobile", "mob", "t", "m", "wx", "vx"];
    let (before, behind) = (spot.reading.before(range.start), spot.reading.from(range.end));
    let word = before.rfind(|sign: char| !sign.is_ascii_graphic()).map_or(0, |at| at + first_width(before, at));
    let word = before.get(word..).unwrap_or_default();
    let is_address = ["://", "www."].iter().any(|part| word.contains(part)) || word.ends_with(['=', '@', '&']);
    let letters = word.trim_end_matches('+');
    let letters = letters.get(letters.trim_end_matches(|sign: char| sign.is_ascii_alphabetic()).len()..);
    let letters = letters.unwrap_or_default().to_ascii_lowercase();
    let is_word = letters.is_empty() || WORDS.contains(&letters.as_str());
    let goes_on = behind.starts_with(|sign: char| sign.is_ascii_alphabetic());
    let is_amount = UNITS.iter().any(|unit| behind.starts_with(unit));
    !is_amount && !is_part_of_more(spot, count) && !is_address && is_word && !goes_on
}

/// Whether a hyphen, a point or a line joins it to more figures than the day or the copy in the name of a file has.
fn is_part_of_more(spot: &Spot<'_, '_>, count: usize) -> bool {
    let is_joined = |at: usize| matches!(spot.chain.joint(at), Joint::Mark('-' | '.' | '_' | '－'));
    let end = spot.from + count;
    let before = (0..spot.from).rev().take_while(|at| *at + 1 == spot.from || !spot.chain.starts(at + 1)).count();
    let behind = (end..spot.chain.len()).take_while(|at| *at == end || !spot.chain.starts(*at)).count();
    let is_decimal = spot.chain.joint(end) == Joint::Mark('.');
    (spot.from > 0 && is_joined(spot.from) && before > 4) || (is_joined(end) && (behind > 2 || is_decimal))
}

/// How many bytes the sign at a place has.
fn first_width(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
}
