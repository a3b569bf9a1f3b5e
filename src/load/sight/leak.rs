//! What a record with errors says of a version that leaked: the version goes, whatever else is wrong.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::path::{resolve, strip_page};
use crate::base::source::Span;
use crate::base::yaml::{Key, Node, Value};
use crate::load::sight::line::text_of;
use crate::load::sight::word::text_is;
use crate::model::id::RecordId;

/// Whether the value of `leaked` says that something did; a word that cannot be read counts as yes.
fn says_so(value: &Node) -> bool {
    !value.is_empty() && bool::from_node(value, &mut Diagnostics::new()).unwrap_or(true)
}

fn given<'n>(entries: &'n [(Key, Node)], name: &str) -> Option<&'n Node> {
    entries.iter().find(|(key, value)| text_is(&key.text, name) && !value.is_empty()).map(|(_, value)| value)
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
        _ => text_of(text, name).filter(|text| !text.is_empty()).map(value),
    };
    let before = named("supersedes").and_then(|before| {
        let written = before.text()?;
        let path = resolve(id.folder(), written).unwrap_or_else(|| written.to_owned());
        Some(strip_page(&path).into())
    });
    (before, named("leaked").is_some_and(|value| says_so(&value)))
}
