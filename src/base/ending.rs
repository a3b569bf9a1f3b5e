//! Endings of file names, in whatever capitals they are written.

/// The name without its ending `.end`, in whatever capitals that is written: `名单.XLSX`.
pub fn strip_ending<'n>(name: &'n str, end: &str) -> Option<&'n str> {
    let at = name.len().checked_sub(end.len() + 1)?;
    let own = name.get(at..)?.strip_prefix('.')?;
    own.eq_ignore_ascii_case(end).then(|| &name[..at])
}

/// Whether the name ends in `.end`, in whatever capitals.
pub fn has_ending(name: &str, end: &str) -> bool {
    strip_ending(name, end).is_some()
}
