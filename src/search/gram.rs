//! Grams: what a text is found by.

/// Signs of the longest beginning of a run that is a gram.
const LONGEST: usize = 6;

/// Bits of a sign in a run: all of them are below U+0400.
const RUN_BITS: u32 = 10;
const SIGN_BITS: u32 = 21;
const KIND_BITS: u32 = 62;

/// Two signs, the beginning of a run, two signs in or at the end of a run, or a single sign of a title.
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

    /// What it is called in files: its signs, those of or at the end of a run behind `~`.
    pub fn text(self) -> String {
        let sign = |at: u32, bits: u32| {
            let code = (self.0 >> (at * bits)) & ((1 << bits) - 1);
            u32::try_from(code).ok().and_then(char::from_u32).unwrap_or_default()
        };
        match self.0 >> KIND_BITS {
            0 => [sign(1, SIGN_BITS), sign(0, SIGN_BITS)].iter().collect(),
            1 => ['~', sign(1, SIGN_BITS), sign(0, SIGN_BITS)].iter().collect(),
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
        }
        at = end;
    }
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
