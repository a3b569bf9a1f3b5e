//! Keys and heads of columns that nobody reads, what they may have been meant to be, and those that are missing.

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::ending::has_ending;
use crate::base::fields::{MISSING, UNKNOWN};
use crate::base::lang::Text;
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::{Key, Node, Value};

const KEY: Text = Text { zh: "键", en: "key" };
const COLUMN: Text = Text { zh: "栏", en: "column" };

/// The key of a map that is meant for `name`, which the map does not have, reported; `is_other` says of a key that it is
/// one of its own.
pub fn slip<'n>(
    node: &'n Node,
    name: &'static str,
    is_other: impl Fn(&str) -> bool,
    diags: &mut Diagnostics,
) -> Option<&'n Key> {
    let Value::Map(entries) = &node.value else { return None };
    let is_meant = |key: &&Key| !is_other(&key.text) && names::nearest(&key.text, candidates(&[name], &[])).is_some();
    let key = entries.iter().map(|(key, _)| key).find(is_meant)?;
    diags.push(unknown(key, &[name], &[]));
    Some(key)
}

/// A key is missing at `span`.
pub fn missing(name: &'static str, span: Span) -> Diagnostic {
    const FILL: Text = Text {
        zh: "表头要有“{chinese}”一栏（也可以写 `{key}`），每行都填上",
        en: "the head needs a column {named}, filled in every row",
    };
    let chinese = names::chinese(name).unwrap_or(name);
    let is_cell = is_table(&span);
    let missing = Diagnostic::new(&MISSING, span).with_own("key", name).with_own("chinese", chinese);
    let missing = missing.with_named("named", [(name, chinese)]);
    if is_cell { missing.help_instead(FILL) } else { missing }
}

/// What a name in a file is: a key, or a column of a table.
pub(super) fn what(span: &Span) -> Text {
    if is_table(span) { COLUMN } else { KEY }
}

/// Whether a place lies in a table, whose keys are the heads of its columns.
pub fn is_table(span: &Span) -> bool {
    has_ending(&span.file, "csv") || has_ending(&span.file, "xlsx")
}

/// The head of a table that is none of `known`.
pub fn unknown_column(key: &Key, known: &[&str]) -> Diagnostic {
    unknown(key, &[], known)
}

const IN_BRACKETS: Text = Text {
    zh: "像是“{column}”一栏，括号里却另写了“{inside}”：就是这一栏，就删去括号和里面的字；是另外一栏，就在格式里给它单独加一栏，用自己的名字",
    en: "it looks like the column “{column}” with something else in brackets, “{inside}”: if it is that column, delete the brackets and what is in them; if it is another one, give it a column of its own, with its own name, in the form",
};

/// The column that the head of a table names in front of brackets, and what stands in these: `备注（身份证号）`.
fn qualified<'k>(head: &'k str, columns: &[&'k str]) -> Option<(&'k str, &'k str)> {
    let before = head.trim().strip_suffix([')', '）', ']', '】'])?;
    let at = before.rfind(['(', '（', '[', '【'])?;
    let (name, inside) = before.split_at(at);
    let name = name.trim();
    let column = columns.iter().find(|column| **column == name).filter(|_| !name.is_empty())?;
    Some((column, inside.trim_start_matches(['(', '（', '[', '【']).trim()))
}

/// What a key may have been meant to be.
pub(super) fn candidates<'k>(known: &[&'static str], more: &[&'k str]) -> impl Iterator<Item = &'k str> {
    let both = |name: &'static str| [name, names::chinese(name).unwrap_or(name)];
    known.iter().flat_map(move |name| both(name)).chain(more.iter().copied())
}

/// A key that is none of those that are known.
pub(super) fn unknown(key: &Key, known: &[&'static str], more: &[&str]) -> Diagnostic {
    let candidates: Vec<&str> = candidates(known, more).collect();
    let diagnostic = Diagnostic::new(&UNKNOWN, key.span.clone()).with("key", &key.text);
    let diagnostic = diagnostic.with_word("what", what(&key.span));
    let in_brackets = if is_table(&key.span) { qualified(&key.text, &candidates) } else { None };
    match (names::nearest(&key.text, candidates.iter().copied()), in_brackets) {
        (_, Some((column, inside))) => {
            diagnostic.with_own("column", column).with("inside", inside).help_instead(IN_BRACKETS)
        }
        // A slip of the pen in a known key says nothing of the record.
        (Some(nearest), None) => diagnostic.with_own("key", &key.text).perhaps(nearest),
        (None, None) => {
            let own = known.iter().map(|name| (*name, names::chinese(name).unwrap_or_default()));
            diagnostic.with_named("known", own.chain(more.iter().map(|name| (*name, ""))))
        }
    }
}
