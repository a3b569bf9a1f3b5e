//! Keys that decide what may be seen. Where one is written without a value, nobody knows what was meant, so it never
//! counts as not written.

use crate::base::closed::Closed;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, choose};
use crate::base::lang::Text;
use crate::base::yaml::Value;

rules! {
    /// A key that decides what may be seen was written without a value.
    EMPTY: Error "key/empty" {
        zh: "`{key}:` 后面是空的" => "可以写：{allowed}；删去这一行时，{usual}",
        en: "nothing stands behind `{key}:`" => "write one of: {allowed}; without the line, {usual}",
        wrong: "- {name: note, mask: }", right: "- {name: note, mask: removed}",
    }
}

/// A key with a closed set of values.
#[derive(Clone, Copy, Debug)]
pub struct Decision<'a, T: 'static> {
    /// The key.
    pub key: &'static str,
    /// What holds where it is not written, in words.
    pub usual: Text,
    /// The values, each by its English and its Chinese name.
    pub choices: &'a Closed<T>,
}

/// The value that stands under such a key.
pub fn decided<T: Copy + 'static>(
    fields: &mut Fields<'_>,
    Decision { key, usual, choices }: Decision<'_, T>,
    diags: &mut Diagnostics,
) -> Option<T> {
    let node = fields.node(key, diags)?;
    let is_empty = match &node.value {
        Value::Empty => true,
        Value::Text(text) => text.trim().is_empty(),
        Value::Unread | Value::List(_) | Value::Map(_) => false,
    };
    if !is_empty {
        return choose(node, choices, diags);
    }
    let empty = Diagnostic::new(&EMPTY, node.span.clone()).with("key", key).with_word("usual", usual);
    diags.push(empty.with_named("allowed", choices.names()));
    None
}
