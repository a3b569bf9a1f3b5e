//! Markdown text → HTML, plain text, headings and links.
//!
//! Invariant: with `safe` set, the HTML holds no tag, attribute or link scheme that is not written by this module,
//! every id in it is unique and no more than 100 containers are nested. No word of the text is lost: whatever is neither
//! markup nor a comment is in the HTML or named in `problems`. Every range points into the text as it was given.
//!
//! A text goes through these steps: `cjk` and `prepare` say where marks go into it that the parser (`pulldown-cmark`)
//! takes for punctuation; `prepare` looks at what was parsed and may have it parsed again with further changes
//! (comments taken out, paragraphs that looked like code); `rewrite` turns what the parser found into what is meant
//! (masks, lines that stay, HTML); `write` makes HTML of it.
//!
//! Deliberately absent: `{#id}` attributes, smart punctuation, syntax colouring, bare addresses as links.

mod address;
mod cjk;
mod edits;
mod emphasis;
mod events;
mod ids;
mod lines;
mod notes;
mod prepare;
mod rewrite;
mod tag;
mod write;

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::Event;

use edits::{Edit, Edited};
use events::{Events, Spans};
use write::Writer;

/// How many characters of a text a problem shows.
const SHOWN: usize = 40;

/// How a text is turned into HTML.
pub struct Options<'a> {
    /// Emphasis works next to CJK punctuation and a line break between two Han characters leaves no space.
    pub cjk: bool,
    /// Everything but CommonMark as specified: tables, footnotes, strikethrough, task lists, ids, what is made of HTML,
    /// of masks and of pasted lines, and the refusal of active HTML, foreign schemes and pictures, and endless nesting.
    /// Off only to test conformance.
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
    /// Every id in `html`.
    pub anchors: Vec<String>,
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

/// What was left out of the HTML, or is wanting in it. Words are shortened to what a message can show.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// Tags of HTML were dropped; the words that they stood around are kept.
    RawHtml {
        /// Those words; empty if there are none.
        words: String,
    },
    /// HTML that would run or load something was left out with all that it encloses.
    ActiveHtml {
        /// The name of the element.
        name: String,
    },
    /// Cells of a table of HTML are merged.
    MergedCells,
    /// A comment that never ends, shown as text.
    OpenComment,
    /// Signs that could be emphasis are shown as they stand.
    DoubtedSigns {
        /// With the signs.
        text: String,
        /// What would be emphasised.
        words: String,
    },
    /// Signs were read as emphasis and might be meant as signs.
    DoubtedEmphasis {
        /// With the signs.
        text: String,
        /// What is emphasised.
        words: String,
    },
    /// The bullet of an item might be the sign of the amount behind it.
    Bullet {
        /// Bullet and amount.
        text: String,
    },
    /// A reference stood for a sign that nobody sees, which is left out.
    UnseenSign {
        /// The sign with what stands beside it.
        text: String,
    },
    /// Nothing refers to a footnote; it is shown behind the others.
    UnusedNote {
        /// The name of the note.
        name: String,
    },
    /// A reference has no footnote; it is shown as text.
    MissingNote {
        /// The name that it refers to.
        name: String,
    },
    /// Nothing refers to a definition of an address; it is shown as text.
    UnusedDefinition,
    /// A row of a table has more cells than its head, which was made wider.
    WideRow {
        /// How many cells the row has.
        cells: usize,
        /// How many the head has.
        head: usize,
    },
    /// Words behind the fence of code are not shown.
    CodeInfo {
        /// Those words.
        words: String,
    },
    /// A link was dropped and its text kept: this scheme in lower case, or `//`, is not allowed.
    Scheme(String),
    /// A picture of another host was dropped and its text kept.
    ForeignImage {
        /// The address as written.
        address: String,
    },
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
    let mut edits: BTreeSet<Edit> = BTreeSet::new();
    if options.cjk {
        edits.extend(cjk::places(text).into_iter().map(Edit::mark));
    }
    if !options.safe {
        let edited = Edited::of(text, &edits);
        let events = Events::of(text, events::parse(&edited, false).list, Spans::new());
        return Writer::new(&events, options).write();
    }
    edits.extend(prepare::places_of_tags(text).into_iter().map(Edit::mark));
    edits.extend(prepare::places_of_comparisons(text).into_iter().map(Edit::mark));
    let mut problems = Vec::new();
    for _ in 1..LOOKS {
        let edited = Edited::of(text, &edits);
        let parsed = events::parse(&edited, true);
        let prepared = prepare::prepare(text, &parsed);
        problems.extend(prepared.problems);
        let known = edits.len();
        edits.extend(prepared.edits);
        if edits.len() == known {
            return rewritten(text, &parsed.list, problems, options);
        }
    }
    let edited = Edited::of(text, &edits);
    rewritten(text, &events::parse(&edited, true).list, problems, options)
}

/// How often a text is looked at, since what was changed may show more: code that became paragraphs has a table.
const LOOKS: usize = 4;

fn rewritten<'a>(
    text: &'a str,
    list: &[(Event<'a>, Range<usize>)],
    problems: Vec<Problem>,
    options: &Options<'_>,
) -> Markdown {
    let rewritten = rewrite::rewrite(text, list);
    let events = Events::of(text, rewritten.list, rewritten.spans);
    let mut markdown = Writer::new(&events, options).write();
    markdown.problems.extend(problems.into_iter().chain(rewritten.problems));
    markdown
        .problems
        .sort_by(|a, b| (a.source.start, &a.kind, a.source.end).cmp(&(b.source.start, &b.kind, b.source.end)));
    markdown.problems.dedup();
    markdown
}

/// The beginning of a text, on one line.
fn shown(text: &str) -> String {
    let mut chars = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c });
    let mut shown: String = chars.by_ref().take(SHOWN).collect();
    if chars.next().is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests;
