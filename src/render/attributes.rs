//! What a template may not have between the attributes of a tag, as shrinking would garble it.

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::source::Span;
use crate::render::ATTRIBUTE;

/// Reports conditions between the attributes of a tag.
pub(super) fn check_attributes(theme: &str, path: &str, text: &str, diags: &mut Diagnostics) {
    let file = format!("themes/{theme}/{path}").into();
    let (mut in_tag, mut quote) = (false, None);
    let mut skip_to = 0;
    for (at, sign) in text.char_indices() {
        if at < skip_to {
            continue;
        }
        let rest = &text[at..];
        if rest.starts_with("{%") || rest.starts_with("{{") || rest.starts_with("{#") {
            let end = rest.find(['%', '}', '#']).map_or(rest.len(), |_| closing(rest));
            let breaks = match quote {
                None => in_tag && rest.starts_with("{%"),
                Some(open) => in_tag && rest[..end].contains(open),
            };
            if breaks {
                diags.push(Diagnostic::new(&ATTRIBUTE, Span::bytes(&file, at, at + end)));
            }
            skip_to = at + end;
            continue;
        }
        match (sign, quote) {
            ('<', None) => in_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()),
            ('>', None) => in_tag = false,
            ('"' | '\'', None) if in_tag => quote = Some(sign),
            (sign, Some(open)) if sign == open => quote = None,
            _ => {}
        }
    }
}

/// Length of the template tag at the start of `text`.
fn closing(text: &str) -> usize {
    let end = match &text[..2] {
        "{%" => "%}",
        "{{" => "}}",
        _ => "#}",
    };
    text.find(end).map_or(text.len(), |at| at + end.len())
}
