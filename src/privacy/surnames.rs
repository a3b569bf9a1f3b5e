//! What the common signs of Han are in names, from the first of them on.

use std::sync::LazyLock;

use crate::base::lexicon::LEXICON;

const SURNAME: u8 = 1;
const NOT_GIVEN: u8 = 2;
const PLATE: u8 = 4;
const DOUBLE: u8 = 8;
const PEOPLE: u8 = 16;
const LETTER: u8 = 32;

static SIGNS: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut all = vec![0_u8; 0x5200];
    let names = &LEXICON.privacy.names;
    let lists = [
        (&LEXICON.people.surnames, SURNAME),
        (&names.surnames, SURNAME),
        (&names.not_given, NOT_GIVEN),
        (&LEXICON.privacy.fronts.plates, PLATE),
        (&names.letters, LETTER),
    ];
    let single = lists.into_iter().flat_map(|(list, flag)| list.chars().map(move |sign| (sign, flag)));
    let firsts = [(&LEXICON.people.double_surnames, DOUBLE), (&names.peoples, PEOPLE)];
    let firsts = firsts
        .into_iter()
        .flat_map(|(list, flag)| list.iter().filter_map(move |name| Some((name.chars().next()?, flag))));
    for (sign, flag) in single.chain(firsts) {
        if let Some(own) = place(sign).and_then(|place| all.get_mut(place)) {
            *own |= flag;
        }
    }
    all
});

fn place(sign: char) -> Option<usize> {
    usize::try_from(u32::from(sign).checked_sub(0x4e00)?).ok()
}

fn is(sign: char, flag: u8) -> bool {
    place(sign).and_then(|place| SIGNS.get(place)).is_some_and(|own| own & flag != 0)
}

/// Whether a sign begins number plates of a province.
#[inline]
pub(super) fn is_plate_province(sign: char) -> bool {
    !sign.is_ascii() && is(sign, PLATE)
}

/// Whether a sign is a surname.
pub(super) fn is_surname(sign: char) -> bool {
    is(sign, SURNAME)
}

/// Whether given names have no such sign.
pub(super) fn is_not_given(sign: char) -> bool {
    is(sign, NOT_GIVEN)
}

/// Whether a name of another people may begin with a sign.
pub(super) fn begins_people(sign: char) -> bool {
    is(sign, PEOPLE)
}

/// Whether a name of whatever sort may begin with a sign.
#[inline]
pub(super) fn begins_name(sign: char) -> bool {
    is(sign, SURNAME | DOUBLE | PEOPLE | LETTER)
}

/// Whether names of other languages are written with a sign.
pub(super) fn is_letter(sign: char) -> bool {
    is(sign, LETTER)
}

/// How long the surname is with which a text begins.
pub(super) fn length(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|sign| is(*sign, SURNAME | DOUBLE))?;
    if is(first, DOUBLE) && LEXICON.people.double_surnames.begins(text) {
        return text.char_indices().nth(2).map(|(at, _)| at);
    }
    is_surname(first).then_some(first.len_utf8())
}
