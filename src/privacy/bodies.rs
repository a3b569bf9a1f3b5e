//! Accounts and vehicles of bodies, which everybody may know: whose they are stands beside them, and no person does.

use std::ops::Range;

use crate::base::lexicon::LEXICON;
use crate::privacy::names;
use crate::privacy::reading::Reading;
use crate::privacy::signs::{first_signs, last_signs};
use crate::privacy::{Around, Found, Sort};

/// Takes out of what was found the accounts and plates of bodies.
pub(super) fn retain_others(reading: &Reading<'_>, found: &mut Vec<Found>) {
    found.retain(|one| match one.sort {
        Sort::Account | Sort::BankCard => !is_of_body(reading, &one.range),
        Sort::Plate => !is_vehicle_of_body(reading, &one.range),
        _ => true,
    });
}

/// Whether an account is that of a body: by the name of its holder, or by what it is called.
fn is_of_body(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    const FARTHEST: usize = 60;
    let words = &LEXICON.privacy;
    let before = reading.before(range.start);
    let before = before.get(last_signs(before, FARTHEST)..).unwrap_or_default();
    let before = before.rsplit(['。', '；', ';']).next().unwrap_or_default();
    let behind = reading.from(range.end);
    let behind = behind.get(..first_signs(behind, FARTHEST)).unwrap_or_default();
    let behind = behind.split(['。', '；', ';']).next().unwrap_or_default();
    let around = [before, behind, reading.around.label, reading.around.beside];
    let is_named =
        around.iter().any(|text| holders(text).any(|holder| names::is_whole(holder) || names::is_within(holder)))
            || names::is_within(before)
            || names::is_among(before)
            || names::first_behind(reading.text, range.end).is_some()
            || reading.has_person_beside();
    let is_called = |text: &str| words.public_accounts.is_in(text);
    let is_held = |text: &str| holders(text).any(is_body) || is_called(text) || own(text);
    !is_named && around.into_iter().any(is_held)
}

/// Whether the name of a body leads to an account at once: 石桥村股份经济合作社账号.
fn own(before: &str) -> bool {
    const BETWEEN: &str = "：: \u{3000}的为是，,（(";
    let front = before.trim_end_matches(|sign: char| BETWEEN.contains(sign));
    let labels = &LEXICON.privacy.labels.account;
    let Some(front) = labels.cut_end(front) else { return false };
    let front = front.trim_end_matches(|sign: char| BETWEEN.contains(sign));
    let name = front.rsplit(['，', ',', '：', ':', '\n', ' ', '（', '(']).next().unwrap_or_default();
    LEXICON.privacy.bodies.ends(name) && !LEXICON.privacy.banks.is_in(name)
}

/// The names of the holders of accounts in a text.
fn holders(text: &str) -> impl Iterator<Item = &str> {
    text.char_indices().filter_map(|(at, _)| {
        let rest = LEXICON.privacy.holders.cut_front(text.get(at..)?)?;
        let name = rest.trim_start_matches(['：', ':', ' ', '\u{3000}', '为', '是', '|']);
        name.split(['，', ',', '；', ';', '\n', ' ', '。', '|', '）', ')']).next()
    })
}

fn is_body(name: &str) -> bool {
    let words = &LEXICON.privacy;
    words.bodies.is_in(name) && !words.banks.is_in(name)
}

/// Whether a plate is that of a vehicle of a body, as the words before it say.
fn is_vehicle_of_body(reading: &Reading<'_>, range: &Range<usize>) -> bool {
    const NEAR: usize = 16;
    let words = &LEXICON.privacy.vehicles;
    let sentence = reading.slice(reading.sentence(range));
    let before = reading.before(range.start);
    let near = before.get(last_signs(before, NEAR)..).unwrap_or_default();
    let near = near.rsplit(['。', '；', ';', '\n']).next().unwrap_or_default();
    let Around { label, beside, .. } = reading.around;
    let is_of_body = [near, label].into_iter().any(|text| words.of_bodies.is_in(text))
        || (words.of_bodies.is_in(beside) && !words.private.is_in(beside));
    is_of_body && !words.private.is_in(sentence)
}
