//! What is known of a file of rows once it has been made.

use std::sync::Arc;

/// How large a file of rows is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// Its rows, without the head.
    pub rows: u64,
    /// The first and the last year of the records in it.
    pub years: Option<(i16, i16)>,
    /// Its bytes.
    pub bytes: u64,
    /// Their SHA-256 in hexadecimal.
    pub sha256: Arc<str>,
}
