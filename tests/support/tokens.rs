//! The tags and texts of a page.

use std::collections::BTreeMap;

/// A tag or a text.
pub(crate) enum Token<'a> {
    Open(&'a str, BTreeMap<&'a str, String>),
    Close(&'a str),
    Text(String),
}

/// All of them, in order, with signs instead of entities.
pub(crate) fn tokens(html: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let Some(inner) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            tokens.push(Token::Text(decode(&rest[..end])));
            rest = &rest[end..];
            continue;
        };
        let end = end_of_tag(inner);
        let tag = &inner[..end];
        rest = inner.get(end + 1..).unwrap_or_default();
        match tag.strip_prefix('/') {
            Some(name) => tokens.push(Token::Close(name.trim())),
            None => tokens.push(open(tag.trim_end_matches('/'))),
        }
    }
    tokens
}

/// Where the `>` of a tag stands, outside quotes.
fn end_of_tag(inner: &str) -> usize {
    let mut quote = None;
    for (at, sign) in inner.char_indices() {
        match (quote, sign) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(sign),
            (Some(open), _) if open == sign => quote = None,
            _ => {}
        }
    }
    inner.len()
}

fn open(tag: &str) -> Token<'_> {
    let (name, mut rest) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
    let mut attributes = BTreeMap::new();
    while !rest.trim_start().is_empty() {
        rest = rest.trim_start();
        let end = rest.find(|sign: char| sign == '=' || sign.is_whitespace()).unwrap_or(rest.len());
        let (key, behind) = rest.split_at(end);
        let Some(value) = behind.strip_prefix('=') else {
            attributes.insert(key, String::new());
            rest = behind;
            continue;
        };
        let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''));
        let value = quote.map_or(value, |_| &value[1..]);
        let end = quote.map_or_else(|| value.find(char::is_whitespace), |quote| value.find(quote));
        let end = end.unwrap_or(value.len());
        attributes.insert(key, decode(&value[..end]));
        rest = value.get(end + usize::from(quote.is_some())..).unwrap_or_default();
    }
    Token::Open(name, attributes)
}

fn decode(text: &str) -> String {
    const NAMED: [(&str, &str); 7] = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    NAMED.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}
