//! Keys by whichever of their names is written.

use crate::base::names;
use crate::model::envelope::ENVELOPE;

/// Whether a key is written for this name.
pub(super) fn is(key: &str, name: &str) -> bool {
    key == name || names::chinese(name) == Some(key)
}

pub(super) fn is_any(key: &str, all: &[&str]) -> bool {
    all.iter().any(|name| is(key, name))
}

/// The name of a key, whichever of its names is written.
pub(super) fn canonical(key: &str) -> &str {
    ENVELOPE.iter().find(|name| is(key, name)).map_or(key, |name| *name)
}
