//! Traditional signs of Han, read as the simplified ones that all words are written in. Both take three bytes, so a place in
//! one text is the same in the other.

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::base::lexicon::LEXICON;

/// The simplified sign of each sign of Han from the first of them on, where it has another one.
static SIGNS: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let mut all = vec![None; 0x5200];
    let mut signs = LEXICON.privacy.traditional.chars().filter(|sign| place(*sign).is_some());
    while let (Some(sign), Some(simple)) = (signs.next(), signs.next()) {
        if let Some(own) = place(sign).and_then(|place| all.get_mut(place)) {
            *own = Some(simple);
        }
    }
    all
});

/// One bit a sign, so that a whole text can be looked at.
static BITS: LazyLock<[u64; 0x148]> = LazyLock::new(|| {
    let mut bits = [0; 0x148];
    for (at, _) in SIGNS.iter().enumerate().filter(|(_, sign)| sign.is_some()) {
        if let Some(own) = bits.get_mut(at / 64) {
            *own |= 1 << (at % 64);
        }
    }
    bits
});

fn place(sign: char) -> Option<usize> {
    usize::try_from(u32::from(sign).checked_sub(0x4e00)?).ok().filter(|place| *place < 0x5200)
}

/// Tells traditional signs, without a look at whether the table is made at each of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Script(&'static [u64; 0x148]);

impl Script {
    /// Ready for a text.
    pub(super) fn ready() -> Self {
        Self(&BITS)
    }

    /// Whether one stands in a text.
    fn is_in(self, text: &str) -> bool {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            if *byte < 0xe4 {
                at += 1;
                continue;
            }
            if let Some([first, second, third]) = bytes.get(at..at + 3)
                && self.is_traditional([*first, *second, *third])
            {
                return true;
            }
            at += 3;
        }
        false
    }

    /// Whether three bytes are a sign of Han that has a simplified one.
    #[inline]
    pub(super) fn is_traditional(self, bytes: [u8; 3]) -> bool {
        let [first, second, third] = bytes.map(usize::from);
        let code = (first & 15) << 12 | (second & 63) << 6 | third & 63;
        let place = code.wrapping_sub(0x4e00);
        self.0.get(place / 64).is_some_and(|bits| bits >> (place % 64) & 1 == 1)
    }
}

/// The text in simplified signs.
pub(super) fn simplified(text: &str) -> Cow<'_, str> {
    let simple = |sign: char| place(sign).and_then(|place| SIGNS.get(place).copied().flatten());
    if !Script::ready().is_in(text) {
        return text.into();
    }
    text.chars().map(|sign| simple(sign).unwrap_or(sign)).collect::<String>().into()
}
