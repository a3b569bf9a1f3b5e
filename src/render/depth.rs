//! How deep the elements of a template nest. What shrinks templates goes down into each, and would end the program.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::source::Span;

rules! {
    /// Elements of a template that nest too deep.
    DEEP: Error "theme/too-deep" {
        zh: "模板里的标签套了 {depth} 层以上" => "检查是不是少写了结束标签，如 `</div>`",
        en: "the elements of this template nest deeper than {depth}" => "look for missing end tags like `</div>`",
        wrong: "<div><div><div>……", right: "<div></div><div></div>……",
    }
}

/// A page needs some twenty.
const DEPTH: usize = 400;

/// Elements without an end tag.
const VOID: [&str; 13] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];

/// Reports the first tag that nests too deep. Tags whose end may be left out count as open, which is the safe side.
pub(super) fn check(theme: &str, path: &str, text: &str, diags: &mut Diagnostics) {
    let mut depth = 0_usize;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at + 1..];
        let is_end = rest.starts_with('/');
        let rest = rest.trim_start_matches('/');
        let name = rest.split(|sign: char| !sign.is_ascii_alphanumeric()).next().unwrap_or_default();
        if !name.starts_with(|sign: char| sign.is_ascii_alphabetic()) || VOID.contains(&name) {
            continue;
        }
        depth = if is_end { depth.saturating_sub(1) } else { depth + 1 };
        if depth > DEPTH {
            let file = format!("themes/{theme}/{path}").into();
            let deep = Diagnostic::new(&DEEP, Span::bytes(&file, at, at + 1 + name.len()));
            diags.push(deep.with("depth", DEPTH));
            return;
        }
    }
}
