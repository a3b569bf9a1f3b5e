//! What a record with errors says of a version that leaked: the version goes, whatever else is wrong.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::names;
use crate::base::path::{resolve, strip_page};
use crate::base::source::Span;
use crate::base::yaml::{Key, Node, Value};
use crate::load::sight::line::{pairs, text_of};
use crate::load::sight::word::{is_unknown, text_is};
use crate::model::id::RecordId;

/// Whether the value of `leaked` says that something did; a word that cannot be read counts as yes.
fn says_so(value: &Node) -> bool {
    !value.is_empty() && bool::from_node(value, &mut Diagnostics::new()).unwrap_or(true)
}

/// Whether `key` is the name, or a slip of the pen in it: nobody else reads it, and no other name is as near.
fn is_meant(key: &str, name: &str) -> bool {
    let words = [Some(name), names::chinese(name)].into_iter().flatten();
    text_is(key, name) || is_unknown(key, None) && names::nearest(&key.trim().to_lowercase(), words).is_some()
}

fn given<'n>(entries: &'n [(Key, Node)], name: &str) -> Option<&'n Node> {
    let given = |is_it: fn(&str, &str) -> bool| {
        entries.iter().find(|(key, value)| is_it(&key.text, name) && !value.is_empty()).map(|(_, value)| value)
    };
    given(text_is).or_else(|| given(is_meant))
}

/// What a line gives to the name, or to what may be meant for it, in a text that cannot be read as YAML.
fn written<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let lines = || text.split(['\n', '\r']).filter(|line| !line.starts_with([' ', '\t']));
    let meant = || lines().flat_map(pairs).find(|(key, _)| is_meant(key, name)).map(|(_, value)| value);
    text_of(text, name).or_else(meant)
}

/// Whether a record says that something leaked and names no other that it would be.
pub(super) fn is_of_itself(entries: &[(Key, Node)]) -> bool {
    given(entries, "leaked").is_some_and(says_so) && given(entries, "supersedes").is_none()
}

/// The id of the version that a record corrects, and whether it says that this leaked, by what could be read of it.
pub(in crate::load) fn corrects(id: &RecordId, node: Option<&Node>, text: &str) -> (Option<Arc<str>>, bool) {
    let value = |text: &str| Node { value: Value::Text(text.to_owned()), span: Span::whole(&"".into()) };
    let named = |name| match node.map(|node| &node.value) {
        Some(Value::Map(entries)) => given(entries, name).cloned(),
        _ => written(text, name).filter(|text| !text.is_empty()).map(value),
    };
    let before = named("supersedes").and_then(|before| {
        let written = before.text()?;
        let path = resolve(id.folder(), written).unwrap_or_else(|| written.to_owned());
        Some(strip_page(&path).into())
    });
    (before, named("leaked").is_some_and(|value| says_so(&value)))
}
