//! Templates before they run: texts that never change put in, and what only an author needs taken out.

use crate::base::texts::{Said, Texts};
use crate::render::shrink::shrunk;

/// The template with the texts that it shows as they are: `{{ t.name }}` becomes the text once, not on every page. What
/// needs escaping, stands in a longer expression or does not exist stays for the engine.
pub(super) fn inline(template: &str, texts: &Texts) -> String {
    let mut parts = template.split("{{ t.");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let found = part.split_once(" }}").and_then(|(name, rest)| Some((texts.get(name)?, rest)));
        match found {
            Some((Said::Always(text), rest)) if !text.contains(['{', '}', '<', '>', '&', '"', '\'']) => {
                out.extend([text, rest]);
            }
            _ => out.extend(["{{ t.", part]),
        }
    }
    out
}

/// The template without what only its author needs. What stands around head and body stays: there may be two `<html>`, of
/// which the template writes one.
pub(super) fn shrink(text: &str) -> String {
    let (start, rest) = text.split_at(text.find("<head").unwrap_or(0));
    let (inside, end) = rest.split_at(rest.find("</html>").unwrap_or(rest.len()));
    format!("{start}{}{}", shrink_inside(inside), end.trim_end())
}

/// Where the own rules do not cover a template, it is left to minify-html, or as it is.
fn shrink_inside(text: &str) -> String {
    shrunk(text).unwrap_or_else(|| otherwise(text))
}

#[cfg(feature = "minify")]
fn otherwise(text: &str) -> String {
    minified(text)
}

#[cfg(not(feature = "minify"))]
fn otherwise(text: &str) -> String {
    text.to_owned()
}

/// What minify-html makes of a template.
#[cfg(any(feature = "minify", test))]
pub(super) fn minified(text: &str) -> String {
    let config = minify_html::Cfg {
        keep_closing_tags: true,
        keep_html_and_head_opening_tags: true,
        preserve_brace_template_syntax: true,
        ..minify_html::Cfg::new()
    };
    String::from_utf8_lossy(&minify_html::minify(text.as_bytes(), &config)).into_owned()
}
