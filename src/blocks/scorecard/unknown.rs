//! Names that the form does not have.

use crate::base::diag::{Diagnostic, rules};
use crate::base::lang::Text;
use crate::base::names;
use crate::base::source::Span;

rules! {
    /// A name that the form does not have.
    UNKNOWN: Error "scorecard/unknown-name" {
        zh: "这种格式没有名为 `{name}` 的{what}" => "可以写：{known}",
        en: "this form has no {what} `{name}`" => "known here: {known}",
        wrong: "民意: {好: 40, 还行: 8}", right: "民意: {好: 40, 较好: 8}",
    }
}

/// `name` is none of `known`.
pub(super) fn unknown_name<'a>(what: Text, name: &str, span: Span, known: impl Iterator<Item = &'a str>) -> Diagnostic {
    const NEAR: Text = Text { zh: "是不是 `{nearest}`？", en: "did you mean `{nearest}`?" };
    const NO_NAMES: Text = Text {
        zh: "格式在这里没有写{what}：删去 `{name}`，或先在格式里写明",
        en: "the form has no {what} here: delete `{name}`, or write it in the form first",
    };
    let known: Vec<&str> = known.collect();
    let unknown = Diagnostic::new(&UNKNOWN, span).with("name", name).with_word("what", what);
    if let Some(nearest) = names::nearest(name, known.iter().copied()) {
        return unknown.with("nearest", nearest).help_instead(NEAR);
    }
    if known.is_empty() {
        return unknown.help_instead(NO_NAMES);
    }
    unknown.with_list("known", known)
}
