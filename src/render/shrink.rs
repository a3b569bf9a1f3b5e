//! Templates without what only their authors need, which they are shrunk of once, when a theme is loaded; pages never are.
//!
//! The rules are those of the crate minify-html for valid HTML whose tags are all closed, and the tests hold them to it byte
//! by byte on every template of the default theme. That crate brings a parser of scripts and of styles and takes two of three
//! minutes of a first build; so it is a feature, for templates that these rules do not understand and leave as they are.

use std::ops::Range;

/// What HTML takes for white space.
const WHITE: [char; 5] = [' ', '\n', '\t', '\r', '\u{c}'];

/// Elements that have no end.
const VOID: &str = "area base br col embed hr img input link meta param source track wbr";

/// Elements around whose text white space counts, and at whose ends it does not.
const PARAGRAPHS: &str = "address button caption dd details dt figcaption h1 h2 h3 h4 h5 h6 label legend li meter noscript object option \
    output p progress slot summary td template th audio video";

/// Elements between whose children white space does not count.
const LAYOUT: &str = "article aside blockquote body colgroup datalist dialog div dl fieldset figure footer form head header hgroup \
    html main map menu nav ol optgroup picture section select table tbody tfoot thead tr ul svg g";

/// Elements whose content is no HTML, or counts sign by sign.
const RAW: &str = "iframe pre script style textarea";

/// Elements before which a paragraph ends by itself.
const BEHIND_P: &str = "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 \
    header hgroup hr main menu nav ol p pre section table ul";

/// Attributes that say what holds without them.
const USUAL: [(&str, &str, &str); 7] = [
    ("a", "target", "_self"),
    ("button", "type", "submit"),
    ("col", "span", "1"),
    ("colgroup", "span", "1"),
    ("form", "method", "get"),
    ("img", "loading", "eager"),
    ("input", "type", "text"),
];

/// What white space in an element means.
#[derive(Clone, Copy)]
struct Room {
    /// Nothing at its ends.
    trims: bool,
    /// Nothing between its children.
    drops: bool,
    /// One blank, however much there is.
    joins: bool,
}

/// An element whose end is still to come.
struct Open<'t> {
    name: &'t str,
    is_svg: bool,
    room: Room,
    /// Whether a text or an element of it was there.
    has_begun: bool,
    /// Where its last text stands, unless an element follows.
    last: Option<Range<usize>>,
}

/// A template on its way.
struct Shrinker<'t> {
    rest: &'t str,
    out: String,
    open: Vec<Open<'t>>,
}

/// The template shrunk; `None` if it has what these rules do not cover.
pub(super) fn shrunk(text: &str) -> Option<String> {
    let room = Room { trims: true, drops: true, joins: true };
    let root = Open { name: "", is_svg: false, room, has_begun: false, last: None };
    let mut shrinker = Shrinker { rest: text, out: String::with_capacity(text.len()), open: vec![root] };
    while !shrinker.rest.is_empty() {
        shrinker.step()?;
    }
    shrinker.end()?;
    shrinker.open.is_empty().then_some(shrinker.out)
}

impl<'t> Shrinker<'t> {
    /// Takes so many bytes of what is left.
    fn take(&mut self, count: usize) -> Option<&'t str> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    /// Takes the next text, tag or expression.
    fn step(&mut self) -> Option<()> {
        let opaque = [("{{", "}}"), ("{%", "%}"), ("{#", "#}")];
        if let Some((_, end)) = opaque.into_iter().find(|(start, _)| self.rest.starts_with(start)) {
            let length = self.rest.get(2..)?.find(end)?;
            // Its last two signs are taken for text: white space behind it stays, one blank of it.
            let opaque = self.take(length + 2)?;
            self.out.push_str(opaque);
            return Some(());
        }
        if self.rest.starts_with("</") {
            let end = self.rest.find('>')?;
            let name = self.take(end + 1)?.get(2..end)?;
            let is_own = !name.is_empty() && self.open.last()?.name == name;
            return if is_own { self.end() } else { None };
        }
        if self.rest.starts_with('<') {
            return self.tag();
        }
        let is_mark = |(at, sign): &(usize, char)| {
            *sign == '<'
                || *sign == '{' && self.rest.get(at + 1..).is_some_and(|next| next.starts_with(['{', '%', '#']))
        };
        let end = self.rest.char_indices().find(is_mark).map_or(self.rest.len(), |(at, _)| at);
        let text = self.take(end)?;
        self.text(text)
    }

    /// Writes a text.
    fn text(&mut self, text: &str) -> Option<()> {
        // What stands for a sign would be the sign.
        if text.contains('&') {
            return None;
        }
        let start = self.out.len();
        let open = self.open.last_mut()?;
        let text = if open.room.trims && !open.has_begun { text.trim_start_matches(WHITE) } else { text };
        open.has_begun = true;
        if !open.room.joins {
            self.out.push_str(text);
        } else if !(open.room.drops && text.trim_matches(WHITE).is_empty()) {
            join(text, &mut self.out);
        }
        open.last = Some(start..self.out.len());
        Some(())
    }

    /// Ends the innermost element.
    fn end(&mut self) -> Option<()> {
        let open = self.open.pop()?;
        if let Some(last) = open.last.filter(|_| open.room.trims) {
            let kept = self.out.get(last.clone())?.trim_end_matches(WHITE).len();
            self.out.replace_range(last.start + kept..last.end, "");
        }
        if !open.name.is_empty() {
            self.out.extend(["</", open.name, ">"]);
        }
        Some(())
    }

    /// Takes a tag that begins an element.
    fn tag(&mut self) -> Option<()> {
        let length = self.rest.get(1..)?.find(|sign: char| !sign.is_ascii_alphanumeric() && sign != '-')?;
        let name = self.take(length + 1)?.get(1..)?;
        let parent = self.open.last_mut()?;
        if name.is_empty() || ends(parent.name, name) || name.contains(|sign: char| sign.is_ascii_uppercase()) {
            return None;
        }
        (parent.has_begun, parent.last) = (true, None);
        let is_svg = parent.is_svg || name == "svg";
        let (attributes, is_closed) = self.attributes()?;
        self.out.extend(["<", name]);
        write_attributes(name, attributes, is_svg && is_closed, &mut self.out)?;
        self.out.push('>');
        if is_in(VOID, name) || is_svg && is_closed {
            return Some(());
        }
        if is_in(RAW, name) {
            // An element without content is like any other.
            self.rest.strip_prefix("</")?.strip_prefix(name)?;
        }
        if name == "title" && !is_svg {
            let end = self.rest.find("</title>")?;
            let text = self.take(end)?;
            self.out.push_str((!text.contains('&')).then_some(text)?);
        }
        self.open.push(Open { name, is_svg, room: room(name, is_svg), has_begun: false, last: None });
        Some(())
    }

    /// Takes the attributes of a tag and its end: by name, and whether it closes itself.
    fn attributes(&mut self) -> Option<(Vec<(String, &'t str)>, bool)> {
        let mut found: Vec<(String, &str)> = Vec::new();
        loop {
            let skipped = self.rest.len() - self.rest.trim_start_matches(WHITE).trim_start_matches('/').len();
            let skipped = self.take(skipped)?;
            if self.rest.starts_with('>') {
                self.take(1)?;
                return Some((found, skipped.ends_with('/')));
            }
            let end = self.rest.find(|sign: char| WHITE.contains(&sign) || "=/>".contains(sign))?;
            let name = self.take(end)?.to_ascii_lowercase();
            let is_odd = |sign: char| !sign.is_ascii_alphanumeric() && sign != '-' && sign != ':';
            if name.is_empty() || name.contains(is_odd) || found.iter().any(|(own, _)| *own == name) {
                return None;
            }
            let value = if self.rest.starts_with('=') { self.value()? } else { "" };
            found.push((name, value));
        }
    }

    /// Takes the value of an attribute with the sign before it.
    fn value(&mut self) -> Option<&'t str> {
        self.take(1)?;
        let quote = self.rest.chars().next().filter(|sign| matches!(sign, '"' | '\''));
        let Some(quote) = quote else {
            let end = self.rest.find(|sign: char| WHITE.contains(&sign) || sign == '>')?;
            return self.take(end);
        };
        self.take(1)?;
        let end = self.rest.find(quote)?;
        let value = self.take(end);
        self.take(1)?;
        value
    }
}

/// Whether a name is one of these.
fn is_in(names: &str, name: &str) -> bool {
    names.split_ascii_whitespace().any(|own| own == name)
}

/// Whether an element ends by itself before another.
fn ends(open: &str, next: &str) -> bool {
    match open {
        "li" => next == "li",
        "dt" | "dd" => matches!(next, "dt" | "dd"),
        "td" | "th" => matches!(next, "td" | "th"),
        "tr" => next == "tr",
        "thead" | "tbody" => matches!(next, "tbody" | "tfoot"),
        "option" => matches!(next, "option" | "optgroup"),
        "head" => next == "body",
        "p" => is_in(BEHIND_P, next),
        _ => false,
    }
}

fn room(name: &str, is_svg: bool) -> Room {
    let (trims, drops) = match (name, is_svg) {
        ("desc" | "text" | "title", true) => (true, false),
        ("a" | "tspan", true) => (false, false),
        (_, true) => (true, true),
        _ => (is_in(PARAGRAPHS, name) || is_in(LAYOUT, name), is_in(LAYOUT, name)),
    };
    Room { trims, drops, joins: is_svg || name != "code" }
}

/// Writes a text with one blank for each run of white space.
fn join(text: &str, out: &mut String) {
    let mut is_white = false;
    for sign in text.chars() {
        let was_white = std::mem::replace(&mut is_white, WHITE.contains(&sign));
        match (is_white, was_white) {
            (true, true) => {}
            (true, false) => out.push(' '),
            _ => out.push(sign),
        }
    }
}

/// Writes attributes, each in the fewest signs: those with quotes first, by name.
fn write_attributes(tag: &str, attributes: Vec<(String, &str)>, closes: bool, out: &mut String) -> Option<()> {
    let is_viewport = attributes.iter().any(|(name, value)| name == "name" && *value == "viewport");
    let (mut quoted, mut bare) = (Vec::new(), Vec::new());
    let is_usual = |(name, value): &(String, &str)| USUAL.contains(&(tag, name.as_str(), *value));
    for (name, value) in attributes.into_iter().filter(|one| !is_usual(one)) {
        let value = match &*name {
            _ if value.contains('&') => return None,
            _ if tag == "meta" && is_viewport => value.replace(WHITE, ""),
            "class" => {
                let mut joined = String::new();
                join(value.trim_matches(WHITE), &mut joined);
                joined
            }
            _ => value.to_owned(),
        };
        if value.contains(|sign: char| WHITE.contains(&sign) || "\"'=`<>".contains(sign)) {
            let count = |quote: char| value.matches(quote).count();
            let quote = if count('"') > count('\'') { '\'' } else { '"' };
            if count(quote) > 0 {
                return None;
            }
            let text = format!("{name}={quote}{value}{quote}");
            quoted.push((name, text));
        } else if value.is_empty() {
            bare.push((name.clone(), name));
        } else {
            let text = format!("{name}={value}");
            bare.push((name, text));
        }
    }
    quoted.sort_unstable();
    bare.sort_unstable();
    for (_, one) in quoted.iter().chain(&bare) {
        out.extend([" ", one]);
    }
    if closes {
        out.push_str(if bare.is_empty() { "/" } else { " /" });
    }
    Some(())
}
