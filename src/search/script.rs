//! Files as scripts: each calls one function with its own name and a value.

use serde::Serialize;

/// A file that gives `value`, which is written as JSON, under `name`.
pub fn call(name: &str, value: &str) -> Vec<u8> {
    format!("gongkai_search(\"{name}\",{value})\n").into_bytes()
}

/// A value as JSON that is also a script: two signs end a line in older browsers.
///
/// # Errors
/// Never for texts, numbers and lists; the serialiser's signature asks for it.
pub fn value(value: &impl Serialize) -> serde_json::Result<String> {
    Ok(serde_json::to_string(value)?.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029"))
}
