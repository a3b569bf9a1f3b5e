//! Which addresses a text may link to.
//!
//! Decided on what a browser would make of the address, not on how it is spelled: browsers skip control characters
//! and read `\` as `/`.

/// The scheme for which this address is refused, in lower case, or `//` when it names a host without a scheme.
pub(super) fn refused(destination: &str, image: bool) -> Option<String> {
    let allowed: &[&str] = if image { &[] } else { &["http", "https", "mailto", "tel"] };
    let bare = bare(destination);
    if bare.starts_with("//") {
        return Some("//".to_owned());
    }
    let scheme = bare.split_once(':')?.0.to_ascii_lowercase();
    let refused = is_scheme(&scheme) && !allowed.contains(&scheme.as_str());
    refused.then_some(scheme)
}

/// Whether this is an address on another host.
pub(super) fn is_foreign(destination: &str) -> bool {
    let bare = bare(destination).to_ascii_lowercase();
    ["//", "http:", "https:"].iter().any(|start| bare.starts_with(start))
}

/// What a browser makes of it.
fn bare(destination: &str) -> String {
    let visible = destination.chars().filter(|c| !c.is_control() && !c.is_whitespace());
    visible.map(|c| if c == '\\' { '/' } else { c }).collect()
}

/// Anything else before a colon is part of a relative path, as in `公示:名单.md`.
fn is_scheme(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
}
