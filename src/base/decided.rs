//! Keys that decide what may be seen. Where one is written without a value, nobody knows what was meant, so it never
//! counts as not written.

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

/// One of a closed set of values under `key`; `usual` says what holds where it is not written.
pub fn decided<T: Copy>(
    fields: &mut Fields<'_>,
    (key, usual): (&'static str, Text),
    choices: &[(&str, &str, T)],
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
    diags.push(empty.with_named("allowed", choices.iter().map(|(english, chinese, _)| (*english, *chinese))));
    None
}
