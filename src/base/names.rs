//! Names of keys in English and as a pack calls them, and which name may have been meant.
//!
//! The reader accepts either, messages in Chinese show both, the reference is printed from it. Names that a portal gives
//! itself (slots, columns, categories) are not here: they come with their labels.

use std::collections::HashMap;
use std::sync::LazyLock;

use strsim::osa_distance;

use crate::base::lexicon::LEXICON;

/// The name by which a pack calls an English key.
pub fn chinese(name: &str) -> Option<&'static str> {
    LEXICON.keys.get(name).map(|name| &**name)
}

/// The English names of keys by what packs call them. Every key of every record is looked up here, often for many names.
static CALLED: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut called: HashMap<&str, Vec<&str>> = HashMap::new();
    for (name, own) in &LEXICON.keys {
        called.entry(own).or_default().push(name);
    }
    called
});

/// Which of these names a key is written for, in either language.
pub fn among<'n>(key: &str, names: &[&'n str]) -> Option<&'n str> {
    let own = CALLED.get(key).map_or(&[] as &[&str], Vec::as_slice);
    names.iter().find(|name| **name == key || own.contains(name)).copied()
}

/// Whether a key is written for one of these names, in either language.
pub fn is_any(key: &str, names: &[&str]) -> bool {
    among(key, names).is_some()
}

/// Whether a key is written for this name, in either language.
pub fn is(key: &str, name: &str) -> bool {
    is_any(key, &[name])
}

/// Whether `text` is a key of the format in either language.
pub fn is_known(text: &str) -> bool {
    LEXICON.keys.contains_key(text) || CALLED.contains_key(text)
}

/// The candidate nearest to `text`, if near enough to be meant.
pub fn nearest<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let length = text.chars().count();
    let allowed = if length < 2 { 0 } else { (length / 3).max(1) };
    // Longer or shorter than that is further away than that, which spares comparing with a very long text.
    let near = candidates.into_iter().filter(|one| one.chars().count().abs_diff(length) <= allowed);
    let ranked = near.map(|one| (osa_distance(text, one), one));
    let (best, name) = ranked.min_by_key(|(distance, _)| *distance)?;
    (best <= allowed).then_some(name)
}

/// The record nearest to `text` by the last part of its path. Names that begin with a date are near if but one of both
/// differs: the date of a name of some length, or the name of one day.
pub fn nearest_record<'a>(text: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONG: usize = 4;
    let Some((day, name)) = dated(text) else { return nearest(text, candidates) };
    let is_near = |one: &&str| match dated(one) {
        Some((own, rest)) if own == day => nearest(name, [rest]).is_some(),
        Some((_, rest)) => rest == name && name.chars().count() >= LONG,
        None => true,
    };
    nearest(text, candidates.into_iter().filter(is_near))
}

/// The date at the beginning of a name, and what is behind it.
fn dated(name: &str) -> Option<(&str, &str)> {
    let (day, rest) = name.split_at_checked("2025-01-01".len())?;
    let is_day = day.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_day.then(|| (day, rest.trim_start_matches('-')))
}

#[cfg(test)]
mod tests {
    use super::{LEXICON, chinese, nearest, nearest_record};

    #[test]
    fn no_name_stands_for_two_keys() {
        let mut chinese: Vec<_> = LEXICON.keys.values().collect();
        chinese.sort_unstable();
        assert!(chinese.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn near_words_are_found() {
        assert_eq!(chinese("title"), Some("标题"));
        assert_eq!(nearest("tilte", ["title", "kind"]), Some("title"));
        assert_eq!(nearest("开标题", ["标题", "种类"]), Some("标题"));
        assert_eq!(nearest("xyz", ["title", "kind"]), None);
        assert_eq!(nearest("account", ["accept"]), None);
        assert_eq!(nearest("甲", ["止"]), None);
    }

    #[test]
    fn records_of_other_days_are_near_by_a_whole_name_only() {
        assert_eq!(nearest_record("2026-07-10-f", ["2026-07-11-g", "2026-07-11-f", "2026-07-10-g"]), None);
        assert_eq!(nearest_record("2026-07-10-aid", ["2026-07-11-aid"]), None);
        assert_eq!(nearest_record("2026-07-10-finance", ["2026-07-11-finance"]), Some("2026-07-11-finance"));
        assert_eq!(nearest_record("2026-07-10-finanse", ["2026-07-10-finance"]), Some("2026-07-10-finance"));
        assert_eq!(nearest_record("2026-7-10-finance", ["2026-07-10-finance"]), Some("2026-07-10-finance"));
    }
}
