//! Tags of pages: their names, their attributes, and which of them hold the text.

use crate::documents::html::{decoded, end_of_tag};

/// What elements that hold the text of a page are called.
const MIDDLES: [&str; 12] = [
    "article",
    "main",
    "zoom",
    "content",
    "trs_editor",
    "article-content",
    "articlecontent",
    "news_content",
    "con_text",
    "ucapcontent",
    "detail",
    "text",
];

/// Whether an element of a page says that it holds the text.
pub(super) fn has_middle(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let tag = &rest[at..];
        let end = end_of_tag(tag);
        if is_middle(&tag[..end]) {
            return true;
        }
        rest = &tag[end.max(1)..];
    }
    false
}

/// Whether the element that a tag begins does.
pub(super) fn is_middle(tag: &str) -> bool {
    let name = name_of(tag);
    let is_named = |value: String| value.split_whitespace().any(|one| MIDDLES.contains(&&*one.to_ascii_lowercase()));
    !tag.starts_with("</")
        && (matches!(&*name, "article" | "main")
            || ["id", "class"].iter().filter_map(|key| attribute(tag, key)).any(is_named))
}

/// The name of the element that a tag begins or ends.
pub(super) fn name_of(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    name.chars().take_while(|sign| sign.is_ascii_alphanumeric()).collect::<String>().to_ascii_lowercase()
}

/// The value of an attribute of a tag.
pub(super) fn attribute(tag: &str, key: &str) -> Option<String> {
    let lower = tag.to_ascii_lowercase();
    let mut from = 0;
    while let Some(at) = lower[from..].find(key).map(|at| from + at) {
        from = at + key.len();
        let is_own = lower[..at].ends_with(char::is_whitespace) || lower[..at].ends_with(['"', '\'']);
        let Some(value) = tag[from..].trim_start().strip_prefix('=').filter(|_| is_own) else { continue };
        let value = value.trim_start();
        return Some(decoded(match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split(quote).next().unwrap_or_default(),
            _ => value.split([' ', '>', '\n', '\t']).next().unwrap_or_default(),
        }));
    }
    None
}
