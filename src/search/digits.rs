//! Numbers as printable signs that need no escape in a script: small ones take one sign, and equal numbers equal signs,
//! so that compression finds them.
//!
//! The last sign of a number is one of 57 from `#` to `[`, those before it of 32 from `]` to `|`; neither `"` nor `\` is
//! among them.

const FIRST: u8 = b'#';
const BEHIND: u8 = b']';
const LAST_SIGNS: u32 = 57;
const SIGNS_BEFORE: u32 = 32;

/// Appends `number`.
pub(super) fn push(out: &mut Vec<u8>, number: u32) {
    let mut high = number / LAST_SIGNS;
    let mut before = [0; 7];
    let mut from = before.len();
    while high > 0 {
        from -= 1;
        before[from] = BEHIND + (high % SIGNS_BEFORE) as u8;
        high /= SIGNS_BEFORE;
    }
    out.extend_from_slice(&before[from..]);
    out.push(FIRST + (number % LAST_SIGNS) as u8);
}

/// Numbers as one text.
pub fn list(numbers: impl IntoIterator<Item = u32>) -> String {
    let mut out = Vec::new();
    numbers.into_iter().for_each(|number| push(&mut out, number));
    text(&out)
}

/// What [`push`] wrote, as text.
pub(super) fn text(signs: &[u8]) -> String {
    signs.iter().map(|sign| char::from(*sign)).collect()
}

/// The numbers that [`push`] wrote, each with where it ends.
pub(super) fn read(signs: &[u8]) -> impl Iterator<Item = (u32, usize)> {
    let mut high = 0;
    signs.iter().zip(1..).filter_map(move |(sign, end)| {
        if *sign >= BEHIND {
            high = high * SIGNS_BEFORE + u32::from(sign - BEHIND);
            return None;
        }
        let number = high * LAST_SIGNS + u32::from(sign - FIRST);
        high = 0;
        Some((number, end))
    })
}
