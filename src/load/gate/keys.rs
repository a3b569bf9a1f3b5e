//! Keys by whichever of their names is written.

use crate::base::names::among;
use crate::model::envelope::ENVELOPE;

pub(super) use crate::base::names::{is, is_any};

/// The name of a key, whichever of its names is written.
pub(super) fn canonical(key: &str) -> &str {
    among(key, ENVELOPE).unwrap_or(key)
}
