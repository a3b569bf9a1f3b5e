//! Numbers with their low byte first.

pub(super) fn short(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?)?.try_into().ok().map(u16::from_le_bytes)
}

pub(super) fn long(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?)?.try_into().ok().map(u32::from_le_bytes)
}

/// A number as an index.
pub(super) fn offset(bytes: &[u8], at: usize) -> Option<usize> {
    long(bytes, at).and_then(|number| usize::try_from(number).ok())
}

/// A number with a point, with all its digits.
pub(super) fn double(bytes: &[u8], at: usize) -> Option<String> {
    let eight = bytes.get(at..at.checked_add(8)?)?.try_into().ok()?;
    let value = f64::from_le_bytes(eight);
    value.is_finite().then(|| format!("{value}"))
}
