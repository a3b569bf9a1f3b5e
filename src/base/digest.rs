//! Digests of values.

use std::io::{BufWriter, Write};

use blake3::{Hash, Hasher};
use serde::Serialize;

/// Digest of a value as JSON writes it; `None` if JSON cannot, as with keys that are no texts.
pub fn digest(value: &impl Serialize) -> Option<Hash> {
    let mut hasher = Hasher::new();
    let mut writer = BufWriter::with_capacity(16 * 1024, &mut hasher);
    serde_json::to_writer(&mut writer, value).ok()?;
    writer.flush().ok()?;
    drop(writer);
    Some(hasher.finalize())
}
