//! Long runs of figures in what is no text: names, settings, bytes that no reader takes apart. Whoever opens the file with
//! another program finds them there.

use super::gathering::Gathering;

/// Fewer figures are a size, a day or a counter.
const FEWEST: usize = 11;
/// More figures are data of the format.
const MOST: usize = 40;
/// As many are given of one part.
const GIVEN: usize = 200;

/// Whether a value has such a run.
pub(super) fn has(value: &str) -> bool {
    value.len() >= FEWEST && runs(value.as_bytes()).next().is_some()
}

/// Gives the runs in bytes that stand at a place where nobody reads.
pub(super) fn tell(at: &str, bytes: &[u8], into: &mut Gathering) {
    for run in runs(bytes).take(GIVEN) {
        into.say(at, &String::from_utf8_lossy(run));
    }
}

/// Runs of figures, each with an x that ends it.
fn runs(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        loop {
            let start = rest.iter().position(u8::is_ascii_digit)?;
            let own = rest.get(start..)?;
            let digits = own.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let end = digits + usize::from(own.get(digits).is_some_and(|byte| matches!(byte, b'X' | b'x')));
            let (run, behind) = own.split_at(end);
            rest = behind;
            if (FEWEST..=MOST).contains(&digits) {
                return Some(run);
            }
        }
    })
}
