//! Data on persons in a text: identity numbers in every spelling, cards, telephones, plates, houses, and what is said of
//! somebody's health, belief, birth or children. A text goes in, findings come out.
//!
//! A number is told by its arithmetic (check digit, date, province, Luhn) and by what it is called; a word only beside the
//! name of a person. What looks like either and is neither (papers, land, organisations, schemes, offices) is told apart
//! by the words around it, which stand in `words.yaml` of the packs.
//!
//! Nothing here knows where a text stands, what is public or what a portal allows; nothing guesses from a number alone
//! what its context denies. No string makes it panic, and every range lies on the borders of signs.

mod abroad;
mod across;
mod aid;
mod arithmetic;
mod birth;
mod bodies;
mod chain;
mod escaped;
mod home;
mod listed;
mod loose;
mod names;
mod numbers;
mod parted;
mod partly;
mod permit;
mod plate;
mod reading;
mod rules;
mod said;
mod script;
mod signs;
mod sort;
mod spot;
mod surnames;
mod telephone;
mod told;
mod weak;
mod words;

use std::ops::Range;

use crate::base::diag::Rule;
use crate::base::lexicon::LEXICON;
use crate::base::unseen;

pub use across::{across, downwards};
pub use sort::Sort;
pub use told::{digest, is_short, masked, short_digest, starred, starred_in, starred_path};

use reading::Reading;

/// What stands around a text and helps to tell what is in it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// What the text is called: the head of its column, the label of its fact; empty for running text.
    pub label: &'a str,
    /// What else stands in its row, or the title above it; empty if nothing.
    pub beside: &'a str,
    /// What its place is for.
    pub place: Place,
}

/// What a place is for, and so what may stand there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// Prose, cells, titles, names of files: nothing passes.
    #[default]
    Text,
    /// A typed contact or a duty post: telephones pass.
    Contact,
    /// A typed public account: numbers of accounts and cards pass, identity numbers do not.
    Account,
    /// The number of a paper, an organisation or an area: only what is an identity number by check digit, date and
    /// province is told.
    Number,
    /// A count, a measure or an amount: a figure of eleven places is a telephone where its head or a name beside it says so.
    Amount,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What kind of thing it is.
    pub sort: Sort,
    /// Bytes of the text.
    pub range: Range<usize>,
}

/// The rules, one a kind.
pub fn rules() -> &'static [&'static Rule] {
    rules::RULES
}

/// Whether a text says what stands below or behind it: an account, a telephone, an illness, a child.
pub fn is_label(text: &str) -> bool {
    words::Words::uses(text).has_any(words::Uses::TELLING)
}

/// Whether below a head stand those who hand something out or look after it.
pub fn is_of_others(label: &str) -> bool {
    LEXICON.privacy.aids.givers.is_in(label)
}

/// Of whom a title or a heading announces a list of names.
pub fn announced(text: &str) -> Option<Sort> {
    listed::announced(text)
}

/// The persons in lists below what announces them; [`find`] finds them too, of a text as a whole.
pub fn in_lists(text: &str, around: Around<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    listed::find(text, around, &mut found);
    found
}

/// Whether a text is the name of a person and nothing else.
pub fn is_name(text: &str) -> bool {
    names::is_whole(text)
}

/// Data on persons in `text`, in order. They do not overlap: the graver one is told, of equal ones the longer.
pub fn find(text: &str, around: Around<'_>) -> Vec<Found> {
    let mut found = read(text, around);
    if text.contains(['%', '?']) || text.contains("&#") {
        let before = found.len();
        escaped::find_more(text, around, &mut found);
        if found.len() > before {
            return told_once(found, Place::Text);
        }
    }
    found
}

/// What is found in a text as it is written.
fn read(text: &str, around: Around<'_>) -> Vec<Found> {
    // Beside a name the number of a paper may be one of its owner.
    let is_named = around.place == Place::Number && names::is_within(text);
    let around = if is_named { Around { place: Place::Text, ..around } } else { around };
    let mut listed = Vec::new();
    listed::find(text, around, &mut listed);
    let Some(reading) = Reading::of(text, around) else { return listed };
    if reading.has_unseen() {
        let cleaned = unseen::clean(text);
        if cleaned.text != text {
            let found = read(&cleaned.text, around);
            return found.into_iter().map(|one| one.moved(&cleaned)).collect();
        }
    }
    if reading.is_traditional()
        && let std::borrow::Cow::Owned(own) = script::simplified(text)
    {
        return read(&own, around);
    }
    let mut found = listed;
    for chain in reading.chains() {
        numbers::find(&reading, &chain, &mut found);
        weak::find(&reading, &chain, &mut found);
    }
    loose::find(&reading, &mut found);
    parted::find(&reading, &mut found);
    permit::find(&reading, &mut found);
    if around.place != Place::Number {
        plate::find(&reading, &mut found);
        birth::find(&reading, &mut found);
        home::find(&reading, &mut found);
        said::find(&reading, &mut found);
        weak::find_names(&reading, &mut found);
        weak::find_tails(&reading, &mut found);
        weak::find_gaps(&reading, &mut found);
        weak::find_cut(&reading, &mut found);
        if around.place != Place::Amount {
            abroad::find(&reading, &mut found);
        }
    }
    bodies::retain_others(&reading, &mut found);
    let is_of_person = around.place == Place::Account && is_of_person(text, around, &found);
    told_once(found, if is_of_person { Place::Text } else { around.place })
}

/// Whether what stands in the place of a public account is, by its words, that of a person: one is named, or there is a card
/// and no body whose it could be.
fn is_of_person(text: &str, around: Around<'_>, found: &[Found]) -> bool {
    let is_body = |text: &str| LEXICON.privacy.bodies.is_in(text);
    let has_card = found.iter().any(|one| one.sort == Sort::BankCard);
    let names_person = !is_body(text) && names::is_within(text);
    names_person || has_card && ![text, around.label, around.beside].into_iter().any(is_body)
}

impl Found {
    /// The same in the text from which `cleaned` was made.
    fn moved(self, cleaned: &unseen::Cleaned<'_>) -> Self {
        let last = cleaned.text.get(self.range.clone()).and_then(|text| text.chars().next_back());
        let last = last.map_or(0, char::len_utf8);
        let end = cleaned.original(self.range.end.saturating_sub(last)) + last;
        Self { range: cleaned.original(self.range.start)..end, ..self }
    }
}

/// What does not pass at its place, without what lies in something graver.
fn told_once(mut found: Vec<Found>, place: Place) -> Vec<Found> {
    found.retain(|one| !one.range.is_empty() && !one.sort.passes(place));
    found.sort_by_key(|one| (one.sort.rank(), std::cmp::Reverse(one.range.len()), one.range.start));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        let is_apart = |own: &Found| own.range.end <= one.range.start || one.range.end <= own.range.start;
        if kept.iter().all(is_apart) {
            kept.push(one);
        }
    }
    kept.sort_by_key(|one| one.range.start);
    kept
}

#[cfg(test)]
mod tests;
