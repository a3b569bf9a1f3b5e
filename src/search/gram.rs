//! Grams: what a text is found by.

/// Signs of the longest beginning of a run that is a gram.
const LONGEST: usize = 6;

/// Bits of a sign in a run: all of them are below U+0400.
const RUN_BITS: u32 = 10;
const SIGN_BITS: u32 = 21;
const KIND_BITS: u32 = 62;

/// Bits of a sign in digits that are joined.
const JOINED_BITS: u32 = 4;
/// Signs that are joined at most: a year, a sign, two digits.
const JOINED_LONGEST: u32 = 7;
/// Marks what shares a kind with single signs.
const JOINED: u64 = 1 << 61;
const PHRASE: u64 = 1 << 60;

/// Signs that digits of a day are joined by, with the digits: the place of each is what a gram holds, from one on.
const JOINED_SIGNS: [char; 13] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-', '年', '月'];

/// Two signs, the beginning of a run, two signs in or at the end of a run, digits of a day that are joined, a phrase, or
/// a single sign of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Gram(u64);

impl Gram {
    fn two(kind: u64, (first, second): (char, char)) -> Self {
        Self(kind << KIND_BITS | u64::from(first) << SIGN_BITS | u64::from(second))
    }

    fn pair(signs: (char, char)) -> Self {
        Self::two(0, signs)
    }

    fn inner(signs: (char, char)) -> Self {
        Self::two(1, signs)
    }

    fn single(sign: char) -> Self {
        Self(2 << KIND_BITS | u64::from(sign))
    }

    fn beginning(run: &[char]) -> Self {
        let signs = run.iter().fold(0, |signs, sign| signs << RUN_BITS | u64::from(*sign));
        Self(3 << KIND_BITS | signs)
    }

    /// A number with the beginning of the one that follows, as in 2026-07.
    fn joined(signs: &[char]) -> Option<Self> {
        let number = |sign: &char| JOINED_SIGNS.iter().position(|own| own == sign);
        let of = signs.iter().map(number).try_fold(0, |all, one| Some(all << JOINED_BITS | (one? as u64 + 1)))?;
        Some(Self(2 << KIND_BITS | JOINED | of))
    }

    /// A phrase by its number.
    pub(super) fn phrase(number: u32) -> Self {
        Self(2 << KIND_BITS | PHRASE | u64::from(number))
    }

    /// The number of the phrase that it is.
    pub(super) fn as_phrase(self) -> Option<u32> {
        let is_phrase = self.0 >> KIND_BITS == 2 && self.0 & JOINED == 0 && self.0 & PHRASE != 0;
        u32::try_from(self.0 & u64::from(u32::MAX)).ok().filter(|_| is_phrase)
    }

    /// What it is called in files: its signs, those of or at the end of a run behind `~`; nothing for a phrase, whose text
    /// is known elsewhere.
    pub fn text(self) -> String {
        let sign = |at: u32, bits: u32| {
            let code = (self.0 >> (at * bits)) & ((1 << bits) - 1);
            u32::try_from(code).ok().and_then(char::from_u32).unwrap_or_default()
        };
        match self.0 >> KIND_BITS {
            0 => [sign(1, SIGN_BITS), sign(0, SIGN_BITS)].iter().collect(),
            1 => ['~', sign(1, SIGN_BITS), sign(0, SIGN_BITS)].iter().collect(),
            2 if self.0 & JOINED != 0 => {
                let code = |at: u32| (self.0 & (JOINED - 1)) >> (at * JOINED_BITS) & ((1 << JOINED_BITS) - 1);
                let sign = |at: u32| JOINED_SIGNS.get(usize::try_from(code(at)).ok()?.checked_sub(1)?);
                (0..JOINED_LONGEST).rev().filter_map(sign).collect()
            }
            2 if self.as_phrase().is_some() => String::new(),
            2 => sign(0, SIGN_BITS).to_string(),
            _ => (0..6).rev().map(|at| sign(at, RUN_BITS)).skip_while(|sign| *sign == '\0').collect(),
        }
    }
}

/// Whether a sign makes runs: Latin letters and digits.
pub fn is_word(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || (('\u{c0}'..='\u{24f}').contains(&sign) && !matches!(sign, '×' | '÷'))
}

/// Every gram of a folded text with its place.
pub fn grams(text: &[char], mut each: impl FnMut(Gram, u32)) {
    let mut at = 0;
    let next = |at: usize| text.get(at).copied().filter(|sign| *sign != ' ');
    let mut give = |gram: Gram, at: usize| each(gram, u32::try_from(at).unwrap_or(u32::MAX));
    while let Some(sign) = text.get(at).copied() {
        if !is_word(sign) {
            if let Some(after) = next(at + 1).filter(|_| sign != ' ') {
                give(Gram::pair((sign, after)), at);
            }
            at += 1;
            continue;
        }
        let end = text[at..].iter().position(|sign| !is_word(*sign)).map_or(text.len(), |length| at + length);
        for to in at + 2..=end.min(at + LONGEST) {
            give(Gram::beginning(&text[at..to]), at);
        }
        for inner in at + LONGEST..end {
            give(Gram::inner((text[inner - 1], text[inner])), inner - 1);
        }
        if let Some(after) = next(end) {
            let two = (text[end - 1], after);
            give(if end - at == 1 { Gram::pair(two) } else { Gram::inner(two) }, end - 1);
            if let Some(joined) = joined(&text[at..], end - at) {
                give(joined, at);
            }
        }
        at = end;
    }
}

/// A number of `length` digits with which a text begins, and what it is joined to: a sign between the parts of a day, and
/// two digits, or the one digit that the next number has.
fn joined(text: &[char], length: usize) -> Option<Gram> {
    let is_digit = |at: usize| text.get(at).is_some_and(char::is_ascii_digit);
    let is_day = matches!(length, 1 | 2 | 4) && is_digit(length + 1);
    let is_alone = || !text.get(length + 2).copied().is_some_and(is_word);
    let next = if is_digit(length + 2) { 2 } else { usize::from(is_alone()) };
    text.get(..length + 1 + next).filter(|_| is_day && next > 0).and_then(Gram::joined)
}

/// Every sign of a title that can begin what is found, with its place.
pub(super) fn singles(title: &[char], mut each: impl FnMut(Gram, u32)) {
    let mut before = ' ';
    for (sign, at) in title.iter().zip(0..) {
        if *sign != ' ' && !(is_word(before) && is_word(*sign)) {
            each(Gram::single(*sign), at);
        }
        before = *sign;
    }
}
