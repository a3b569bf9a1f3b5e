//! What browsers are told about an answer: its type, and what it may do.
//!
//! A page may do what the theme needs and the preview adds. A file that came with a record may do nothing, since it
//! stands at the same address as drafts: what a browser could run is locked into a sandbox without scripts.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::base::path::has_ending;

/// Type of pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";
/// Type of short answers.
pub(super) const PLAIN: &str = "text/plain; charset=utf-8";
/// Type of the scripts of themes and of the preview.
pub(super) const SCRIPT: &str = "text/javascript; charset=utf-8";
/// Type of styles.
pub(super) const STYLE: &str = "text/css; charset=utf-8";

/// Type of short answers to scripts.
pub(super) const JSON: &str = "application/json";

/// Type of the stream of events.
pub(super) const EVENTS: &str = "text/event-stream";

/// For pages: the policy that the README gives for servers, and the stream of events and the panel of the preview.
const PAGE: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
                    base-uri 'none'; connect-src 'self'; frame-src 'self'; frame-ancestors 'self'";

/// For the forms, which no other page may frame.
pub(super) const FORMS: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; form-action 'self'; \
                                base-uri 'none'; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'";

/// For what no browser runs; the style is that of its own viewers of pictures and films.
const INERT: &str = "default-src 'none'; img-src 'self'; media-src 'self'; object-src 'self'; \
                     style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// For what a browser may run: no scripts, forms or requests, and an origin that is nobody's.
const SANDBOX: &str = "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; \
                       form-action 'none'; frame-ancestors 'self'";

/// Headers of every answer.
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Types that say in which encoding the text is.
const TEXTS: [(&str, &str); 8] = [
    ("text/html", HTML),
    ("text/css", STYLE),
    ("text/javascript", SCRIPT),
    ("application/javascript", SCRIPT),
    ("text/plain", PLAIN),
    ("text/csv", "text/csv; charset=utf-8"),
    ("text/markdown", "text/markdown; charset=utf-8"),
    ("text/xml", "application/xml; charset=utf-8"),
];

/// What no browser runs, by the beginnings of types; whatever is not named here could be run.
const NEVER_RUN: [&str; 15] = [
    "image/",
    "audio/",
    "video/",
    "font/",
    STYLE,
    PLAIN,
    "text/csv;",
    "text/markdown;",
    "application/json",
    "application/pdf",
    "application/ofd",
    "application/msword",
    "application/vnd.ms-",
    "application/vnd.openxmlformats-officedocument.",
    "application/zip",
];

/// The one type of pictures that may hold a script.
const DRAWING: &str = "image/svg+xml";

/// Where the bytes of an answer come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The program or the theme made them.
    Made,
    /// They are a file of the content, which anybody may have written.
    Attached,
}

/// The type of what stands at `path`. A script that came with a record is told to be text, so that no page runs it.
pub(super) fn content_type(path: &str, origin: Origin) -> &'static str {
    let guess = mime_guess::from_path(path).first_raw();
    let guess = guess.or_else(|| has_ending(path, "ofd").then_some("application/ofd"));
    let named = guess.unwrap_or("application/octet-stream");
    let found = TEXTS.iter().find(|(own, _)| *own == named).map_or(named, |(_, whole)| *whole);
    if found == SCRIPT && origin == Origin::Attached { PLAIN } else { found }
}

/// Says of an answer of this type what it may do.
pub(super) fn apply(headers: &mut HeaderMap, content_type: &'static str, origin: Origin) {
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy(content_type, origin)));
}

fn policy(content_type: &str, origin: Origin) -> &'static str {
    if content_type == HTML && origin == Origin::Made {
        return PAGE;
    }
    let is_inert = content_type != DRAWING && NEVER_RUN.iter().any(|start| content_type.starts_with(start));
    if is_inert || content_type == EVENTS { INERT } else { SANDBOX }
}

#[cfg(test)]
mod tests {
    use super::{INERT, Origin, PAGE, SANDBOX, content_type, policy};

    #[test]
    fn types_are_those_of_the_extension() {
        let check = |path: &str, expected: &str| assert_eq!(content_type(path, Origin::Made), expected, "{path}");
        check("a/b.HTML", "text/html; charset=utf-8");
        check("data/a.csv", "text/csv; charset=utf-8");
        check("assets/a.js", "text/javascript; charset=utf-8");
        check("a/b.unknown", "application/octet-stream");
        check("LICENSE", "application/octet-stream");
        for (end, expected) in [
            ("mjs", "text/javascript; charset=utf-8"),
            ("css", "text/css; charset=utf-8"),
            ("txt", "text/plain; charset=utf-8"),
            ("md", "text/markdown; charset=utf-8"),
            ("json", "application/json"),
            ("xml", "application/xml; charset=utf-8"),
            ("svg", "image/svg+xml"),
            ("jpg", "image/jpeg"),
            ("avif", "image/avif"),
            ("tif", "image/tiff"),
            ("ico", "image/x-icon"),
            ("pdf", "application/pdf"),
            ("ofd", "application/ofd"),
            ("OFD", "application/ofd"),
            ("doc", "application/msword"),
            ("xls", "application/vnd.ms-excel"),
            ("ppt", "application/vnd.ms-powerpoint"),
            ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
            ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
            ("zip", "application/zip"),
            ("mp3", "audio/mpeg"),
            ("mp4", "video/mp4"),
            ("webm", "video/webm"),
            ("woff2", "font/woff2"),
        ] {
            check(&format!("a.{end}"), expected);
        }
        assert_eq!(content_type("a/b/run.js", Origin::Attached), "text/plain; charset=utf-8");
    }

    #[test]
    fn what_could_run_is_in_a_sandbox() {
        let check = |path: &str, origin: Origin, expected: &str| {
            assert_eq!(policy(content_type(path, origin), origin), expected, "{path} {origin:?}");
        };
        check("index.html", Origin::Made, PAGE);
        for path in
            ["a.html", "a.svg", "a.svgz", "a.xml", "a.xhtml", "a.htm", "a.php", "a.xul", "a.swf", "a.mht", "a.xslt"]
        {
            check(path, Origin::Attached, SANDBOX);
        }
        for path in ["web.config", "LICENSE"] {
            check(path, Origin::Attached, SANDBOX);
        }
        for path in ["a.pdf", "a.png", "a.mp4", "a.csv", "a.js", "a.docx", "a.ofd", "a.xls", "a.m4a"] {
            check(path, Origin::Attached, INERT);
        }
        check("sitemap.xml", Origin::Made, SANDBOX);
    }

    #[test]
    fn servers_are_advised_what_the_preview_sends() {
        let readme = include_str!("../../README.md");
        let advised = readme.split("Content-Security-Policy \"").nth(1).and_then(|rest| rest.split('"').next());
        let advised = advised.unwrap_or_default();
        assert!(!advised.is_empty() && advised.split("; ").all(|one| PAGE.contains(one)), "{advised}");
    }
}
