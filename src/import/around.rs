//! What the lines above and below a table say: its title, its time, its unit, who signed it.

use crate::base::lexicon::LEXICON;
use crate::base::period::Period;
use crate::base::squeezed::squeezed;
use crate::import::span::{period_in, period_within};
use crate::import::{Setting, Source};
use crate::load::signatures;

/// The time that texts speak of; a year alone where nothing is more precise.
pub(super) fn of_texts<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> Option<Period> {
    let found: Vec<Period> = texts.clone().filter_map(period_in).collect();
    let precise = found.iter().find(|period| period.grain != crate::base::period::Grain::Year).copied();
    precise.or_else(|| {
        let year = found.first()?;
        let mut within = texts.filter(|text| period_in(text).is_none());
        within.find_map(|text| period_within(year.start.year(), text)).or(Some(*year))
    })
}

/// The title above a table, or else what its sheet or file is called if that says something.
pub(super) fn title(source: &Source, above: usize) -> Option<String> {
    let lines = source.sheet.lines.iter().take(above);
    let lone = lines.filter_map(|line| {
        let mut filled: Vec<&str> = line.filled().collect();
        filled.dedup();
        match filled[..] {
            [only] => Some(unspaced(only)),
            _ => None,
        }
    });
    let says =
        |text: &String| text.chars().filter(|sign| !sign.is_ascii()).count() > 3 || text.len() > 11 && text.is_ascii();
    let is_title = |text: &String| says(text) && !text.contains([':', '：']) && !is_bare_period(text);
    let stem = source.file.rsplit_once('.').map_or(&*source.file, |(stem, _)| stem);
    let mut all = lone.chain([source.sheet.name.clone(), stem.to_owned()]);
    all.find(is_title)
}

/// Whether a text names a time and nothing more.
fn is_bare_period(text: &str) -> bool {
    period_in(text).is_some()
        && squeezed(text)
            .chars()
            .filter(|sign| !sign.is_ascii_digit())
            .all(|sign| "年月日季度第上下半至到一二三四-.()".contains(sign))
}

/// The text without the blanks by which titles are spread: `石 桥 村 公 开 表`.
fn unspaced(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_spread = words.len() > 3 && words.iter().filter(|word| word.chars().count() == 1).count() * 2 > words.len();
    let has_han = text.contains(|sign: char| !sign.is_ascii());
    if is_spread && has_han { words.concat() } else { words.join(" ") }
}

/// The unit of which the texts speak: the longest name, if it is that of one unit alone.
pub(super) fn unit<'t>(setting: Setting<'_>, texts: impl Iterator<Item = &'t str>) -> Option<String> {
    let orgs = &setting.content.portal.orgs;
    let texts: Vec<String> = texts.map(squeezed).collect();
    let named = orgs.iter().filter_map(|(_, org)| {
        let name = squeezed(&org.name);
        let is_there = texts.iter().any(|text| text.contains(&name));
        (is_there && name.chars().count() > 1).then(|| (name.len(), format!("/{}", org.path)))
    });
    let named: Vec<(usize, String)> = named.collect();
    let longest = named.iter().map(|(length, _)| *length).max()?;
    let mut best = named.into_iter().filter(|(length, _)| *length == longest).map(|(_, path)| path);
    best.next().filter(|_| best.next().is_none())
}

/// Who signed the table, by the key that takes it; where `is_account`, those of its entries.
pub(super) fn signers(source: &Source, head: (usize, usize), is_account: bool) -> Vec<(&'static str, String)> {
    let (first, below) = head;
    let lines = source.sheet.lines.iter().enumerate().filter(|(at, _)| *at < first || *at >= below);
    let mut found: Vec<(&'static str, String)> = Vec::new();
    for (label, name) in lines.flat_map(|(_, line)| signatures(line)) {
        let plain = squeezed(&label);
        let plain = LEXICON.foot.label_ends.cut_end(&plain).unwrap_or(&plain);
        let words = LEXICON.import.signers.iter().find(|(_, words)| words.ends(plain));
        let key = words.and_then(|(key, _)| key_of(key, is_account)).filter(|_| is_name(&name));
        if let Some(key) = key.filter(|key| !found.iter().any(|(own, _)| own == key)) {
            found.push((key, name));
        }
    }
    found
}

fn key_of(role: &str, is_account: bool) -> Option<&'static str> {
    match (role, is_account) {
        ("author", _) => Some("author"),
        ("handler", true) => Some("handler"),
        ("auditor", true) => Some("auditor"),
        ("auditor", false) => Some("reviewer"),
        ("approver", _) => Some("approver"),
        _ => None,
    }
}

/// Whether a text may be the name of who signed: nothing that is to be filled in, no number, no sentence.
fn is_name(text: &str) -> bool {
    let count = text.chars().count();
    let is_letter = |sign: char| sign.is_alphabetic() || " 、,，·".contains(sign);
    (2..=30).contains(&count) && text.chars().all(is_letter)
}
