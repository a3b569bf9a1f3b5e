//! Which addresses a text may link to.
//!
//! Decided on what a browser would make of the address, not on how it is spelled: browsers skip control characters
//! and read `\` as `/`.

/// The scheme for which this address is refused, in lower case, or `//` when it names a host without a scheme.
pub(super) fn refused(destination: &str, image: bool) -> Option<String> {
    let allowed: &[&str] = if image { &["http", "https"] } else { &["http", "https", "mailto", "tel"] };
    let bare: String = destination
        .chars()
        .filter(|c| !c.is_control() && !c.is_whitespace())
        .map(|c| if c == '\\' { '/' } else { c })
        .collect();
    if bare.starts_with("//") {
        return Some("//".to_owned());
    }
    let scheme = bare.split_once(':')?.0.to_ascii_lowercase();
    let refused = is_scheme(&scheme) && !allowed.contains(&scheme.as_str());
    refused.then_some(scheme)
}

/// Anything else before a colon is part of a relative path, as in `公示:名单.md`.
fn is_scheme(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}
