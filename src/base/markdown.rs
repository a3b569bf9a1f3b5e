//! Markdown text → HTML, plain text, headings and links.
//!
//! Invariant: with `safe` set, the HTML holds no tag, attribute or link scheme that is not written by this module,
//! every id in it is unique and no more than 100 containers are nested. Whatever was left out is named in `problems`,
//! and every range points into the text as it was given.
//!
//! The text is parsed once by `pulldown-cmark`. Two things are done to it on the way: `cjk` makes emphasis work next
//! to Chinese punctuation by inserting marks that `events` takes out again, and `write` turns the events into HTML.
//!
//! Deliberately absent: raw HTML, `{#id}` attributes, smart punctuation, syntax colouring, bare addresses as links.

mod address;
mod cjk;
mod events;
mod ids;
mod notes;
mod write;

use std::ops::Range;

use events::Events;
use write::Writer;

/// How a text is turned into HTML.
pub struct Options<'a> {
    /// Emphasis works next to CJK punctuation and a line break between two Han characters leaves no space.
    pub cjk: bool,
    /// Everything but CommonMark as specified: tables, footnotes, strikethrough, task lists, ids, and the refusal of
    /// raw HTML, foreign schemes and endless nesting. Off only to test conformance.
    pub safe: bool,
    /// Put before every id, so that two bodies can share a page; letters, digits and `-` only.
    pub prefix: &'a str,
    /// The level of the outermost headings; those below follow without a gap, whatever the text says, so that the page
    /// keeps a sound outline. `None` keeps the levels as written.
    pub heading_base: Option<u8>,
    /// The address to write for the destination of a link or image; `None` keeps the destination.
    pub rewrite: &'a dyn Fn(&str) -> Option<String>,
}

/// A text in all the forms that a page, a search index and a link check need.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markdown {
    /// A sequence of block elements, ending in a newline.
    pub html: String,
    /// The words without markup, one block a line; image texts included, footnote marks left out.
    pub plain: String,
    /// In the order of `html`: those of footnotes come last.
    pub headings: Vec<Heading>,
    /// In the order of `html`. Refused links are not among them.
    pub links: Vec<Link>,
    /// In the order of the text.
    pub problems: Vec<Problem>,
}

/// A heading as a table of contents needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// As written to the HTML.
    pub level: u8,
    /// With the prefix; unescaped. Empty when ids are off.
    pub id: String,
    /// Without markup.
    pub text: String,
}

/// A link or image that made it into the HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// As in the text, with escapes and entities resolved and before `rewrite`.
    pub destination: String,
    /// The whole link in the text.
    pub source: Range<usize>,
    /// The opening `<a …>` or the whole `<img …>` in the HTML.
    pub tag: Range<usize>,
    /// The `</a>` in the HTML; empty for images.
    pub close: Range<usize>,
    /// Whether it is an image.
    pub image: bool,
    /// Whether it is an image without text.
    pub alt_missing: bool,
}

/// What was left out of the HTML, or is wanting in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// Tags were dropped; of a block of HTML its text as well.
    RawHtml,
    /// A link was dropped and its text kept: this scheme in lower case, or `//`, is not allowed.
    Scheme(String),
    /// Containers from here on are nested too deep and were dropped, their text kept. Reported once.
    TooDeep,
    /// An image says nothing to those who do not see it.
    ImageWithoutText,
}

/// Something about the text that its author should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// What it is.
    pub kind: ProblemKind,
    /// Where in the text.
    pub source: Range<usize>,
}

/// Turns a body into HTML; never fails, whatever the text.
pub fn to_html(text: &str, options: &Options<'_>) -> Markdown {
    let repaired = options.cjk.then(|| cjk::repair(text)).flatten();
    let events = match &repaired {
        Some(repaired) => Events::of_repaired(repaired, text, options.safe),
        None => Events::of(text, options.safe),
    };
    Writer::new(&events, options).write()
}

#[cfg(test)]
mod tests;
