//! Fixed pages and the body of a record: Markdown that has become HTML.

use std::sync::Arc;

use crate::base::markdown::Heading;
use crate::base::name::Name;
use crate::base::source::Span;

/// Markdown that has become HTML. Links inside the portal are kept apart, since what they lead to may not be public.
#[derive(Clone, Debug, Default)]
pub struct Body {
    /// HTML without the tags of `links`.
    pub html: String,
    /// Text without markup.
    pub plain: String,
    /// Headings.
    pub headings: Vec<Heading>,
    /// Every id that a link can lead to.
    pub anchors: Vec<String>,
    /// Links inside the portal, by position in `html`.
    pub links: Vec<BodyLink>,
}

/// A link inside the portal.
#[derive(Clone, Debug)]
pub struct BodyLink {
    /// Where its opening tag belongs in `html`.
    pub open: usize,
    /// Where its closing tag belongs; the same as `open` for an image.
    pub close: usize,
    /// Site path that it leads to.
    pub target: Arc<str>,
    /// Heading on that page, if any.
    pub fragment: Option<Arc<str>>,
    /// Text of an image, which makes it one.
    pub image: Option<Arc<str>>,
    /// Where it was written, and as what.
    pub span: Span,
    /// As written.
    pub written: Arc<str>,
}

/// A page at `/about/NAME.html`.
#[derive(Clone, Debug)]
pub struct FixedPage {
    /// Its name, without extension.
    pub name: Name,
    /// As its heading and links to it say.
    pub title: Arc<str>,
    /// Place among its like; by name where equal.
    pub sort: u32,
    /// Its text.
    pub body: Body,
    /// Its file.
    pub span: Span,
}

impl Body {
    /// The HTML with its links, each opened by what `open` makes of it; a link for which that is `None` leaves its text.
    pub fn html_with(&self, open: impl Fn(&BodyLink) -> Option<String>) -> String {
        let mut edits: Vec<(usize, String)> = Vec::new();
        for link in &self.links {
            if let Some(tag) = open(link) {
                edits.push((link.open, tag));
                if link.image.is_none() {
                    edits.push((link.close, "</a>".to_owned()));
                }
            }
        }
        edits.sort_by_key(|(at, _)| *at);
        let mut html = String::with_capacity(self.html.len() + 64 * edits.len());
        let mut from = 0;
        for (at, tag) in edits {
            html.push_str(&self.html[from..at]);
            html.push_str(&tag);
            from = at;
        }
        html.push_str(&self.html[from..]);
        html
    }

    /// The body of nothing.
    pub fn is_empty(&self) -> bool {
        self.html.is_empty()
    }
}
