//! How a finding is told without telling it.

use std::borrow::Cow;

use crate::base::squeezed::squeezed;
use crate::privacy::arithmetic::is_credit_code;
use crate::privacy::names;
use crate::privacy::reading::Reading;
use crate::privacy::signs::{Class, class};
use crate::privacy::words::Use;
use crate::privacy::{Around, Sort, find};

/// How a finding is told: of a long number the first three and the last two signs, of a short one less, of a house and a
/// day no figure, of a name the surname, of other words the words. As many signs as it has.
pub fn masked(sort: Sort, found: &str) -> String {
    match sort {
        _ if sort.is_number() => starred_number(found),
        Sort::WeakMask | Sort::Plate => starred_number(found),
        Sort::Home | Sort::BirthDate => found.chars().map(|sign| if is_figure(sign) { '*' } else { sign }).collect(),
        _ if names::is_whole(found) => {
            found.chars().enumerate().map(|(at, sign)| if at > 0 { '*' } else { sign }).collect()
        }
        _ => found.to_owned(),
    }
}

/// What `allow` names a finding by: the first figures of a digest over the file that it stands in, its kind and its value.
/// However a number is written, it is the same; in another file it is another. It is so long that it answers one datum only.
pub fn digest(of: &str, sort: Sort, found: &str) -> String {
    const LENGTH: usize = 10;
    let mut hasher = blake3::Hasher::new();
    hasher.update(of.as_bytes()).update(b"\0");
    hashed(hasher, sort, found, LENGTH)
}

/// What `allow` named a finding by before: four figures over kind and value, which answer one number in 65,536.
pub fn short_digest(sort: Sort, found: &str) -> String {
    hashed(blake3::Hasher::new(), sort, found, SHORT)
}

/// How many figures a digest had before.
const SHORT: usize = 4;

/// Whether a digest is one of those that may answer several data.
pub fn is_short(digest: &str) -> bool {
    digest.len() <= SHORT
}

fn hashed(mut hasher: blake3::Hasher, sort: Sort, found: &str, length: usize) -> String {
    let value: String = if sort.is_number() || sort == Sort::Plate { plain(found) } else { squeezed(found) };
    hasher.update(sort.name().as_bytes()).update(b"\0").update(value.as_bytes());
    hasher.finalize().to_hex().chars().take(length).collect()
}

/// The text with identity, card, account and telephone numbers in stars, as messages quote it: what [`find`] tells of
/// running text, and every number that is so long that it may be one. It has as many signs as before.
pub fn starred(text: &str) -> Cow<'_, str> {
    starred_in(text, Around::default())
}

/// The same of a text of which it is known what stands around it.
pub fn starred_in<'t>(text: &'t str, around: Around<'_>) -> Cow<'t, str> {
    let is_hidden = |sort: Sort| sort.is_number() || sort == Sort::WeakMask;
    let mut ranges: Vec<_> =
        find(text, around).into_iter().filter(|one| is_hidden(one.sort)).map(|one| one.range).collect();
    ranges.extend(long_numbers(text, around));
    ranges.sort_by_key(|range| range.start);
    with_stars(text, ranges)
}

/// The text with stars at some places, which are in order.
fn with_stars(text: &str, ranges: Vec<std::ops::Range<usize>>) -> Cow<'_, str> {
    if ranges.is_empty() {
        return text.into();
    }
    let (mut told, mut at) = (String::with_capacity(text.len()), 0);
    for range in ranges.into_iter().filter(|range| !range.is_empty()) {
        if range.start < at {
            continue;
        }
        told.push_str(text.get(at..range.start).unwrap_or_default());
        told.push_str(&starred_number(text.get(range.clone()).unwrap_or_default()));
        at = range.end;
    }
    told.push_str(text.get(at..).unwrap_or_default());
    told.into()
}

/// The path of a file as messages name it: with stars in numbers of persons, which nobody may read in a log either.
pub fn starred_path(path: &str) -> Cow<'_, str> {
    let is_hidden = |sort: Sort| sort.is_number();
    let found = find(path, Around::default());
    let ranges = found.into_iter().filter(|one| is_hidden(one.sort)).map(|one| one.range).collect();
    with_stars(path, ranges)
}

/// Long groups of figures of which nothing says that they are the number of a paper or an organisation: where a row is
/// quoted without its head, one of them may be an account.
fn long_numbers(text: &str, around: Around<'_>) -> Vec<std::ops::Range<usize>> {
    const FEWEST: usize = 15;
    let Some(reading) = Reading::of(text, around) else { return Vec::new() };
    let mut ranges = Vec::new();
    for chain in reading.chains() {
        let mut from = 0;
        for end in 1..=chain.len() {
            if !chain.ends(end) {
                continue;
            }
            let figures = chain.values.get(from..end).unwrap_or_default();
            let range = chain.range(from, end - from).filter(|_| figures.len() >= FEWEST && !is_credit_code(figures));
            ranges.extend(range.filter(|range| !reading.called(range).has(Use::Other)));
            from = end;
        }
    }
    ranges
}

/// A number with stars in its middle: three signs stay before them and two behind, of a shorter one fewer.
fn starred_number(found: &str) -> String {
    let is_own = |sign: char| is_figure(sign) || matches!(class(sign), Class::Cross) || sign.is_alphanumeric();
    let count = found.chars().filter(|sign| is_own(*sign)).count();
    let (before, behind) = match count {
        0..6 => (0, 0),
        6..9 => (2, 1),
        _ => (3, 2),
    };
    let mut at = 0;
    let mut star = |sign: char| {
        if !is_own(sign) {
            return sign;
        }
        at += 1;
        if at <= before || at + behind > count { sign } else { '*' }
    };
    found.chars().map(&mut star).collect()
}

fn is_figure(sign: char) -> bool {
    matches!(class(sign), Class::Digit(_) | Class::Han(_)) || sign == '十'
}

/// A number as it is compared: figures of one width, capitals, nothing between. The country before a telephone goes.
fn plain(found: &str) -> String {
    let value = |sign: char| match class(sign) {
        Class::Digit(value) | Class::Han(value) => char::from_digit(value.into(), 10),
        Class::Cross => Some('X'),
        Class::Mask => Some('*'),
        Class::Other if sign.is_alphanumeric() => {
            squeezed(sign.encode_utf8(&mut [0; 4])).chars().next().map(|sign| sign.to_ascii_uppercase())
        }
        _ => None,
    };
    let all: String = found.chars().filter_map(value).collect();
    let own = ["0086", "86", "0"].iter().find_map(|front| all.strip_prefix(front).filter(|rest| rest.len() == 11));
    own.map_or_else(|| all.clone(), str::to_owned)
}
