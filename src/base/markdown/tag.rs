//! Tags of HTML: what they are called, what they say and what becomes of them.

/// One tag.
#[derive(Debug)]
pub(super) struct HtmlTag<'t> {
    /// In lower case.
    pub(super) name: String,
    pub(super) is_closing: bool,
    attributes: &'t str,
}

/// What becomes of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A line break.
    Break,
    /// Dropped; what stands around it are paragraphs of their own.
    Block,
    /// Dropped.
    Inline,
    /// Kept: without it `m²` would be `m2`, and what was struck out would stand.
    Kept(Kept),
    Link,
    Image,
    Table,
    Row,
    Cell,
    /// Refused together with what it encloses.
    Active,
    /// No tag of HTML: text.
    Unknown,
}

/// An element that changes what its text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kept {
    Above,
    Below,
    Struck,
}

impl<'t> HtmlTag<'t> {
    /// Reads `<name …>` or `</name>`; `None` for comments, declarations and what is no tag.
    pub(super) fn parse(text: &'t str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let (is_closing, inner) = inner.strip_prefix('/').map_or((false, inner), |rest| (true, rest));
        let length = inner.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-').count();
        let name = inner[..length].to_ascii_lowercase();
        let attributes = inner[length..].strip_suffix('>').unwrap_or(&inner[length..]);
        name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(Self { name, is_closing, attributes })
    }

    pub(super) fn class(&self) -> Class {
        match &*self.name {
            "br" => Class::Break,
            "sup" => Class::Kept(Kept::Above),
            "sub" => Class::Kept(Kept::Below),
            "del" | "s" | "strike" => Class::Kept(Kept::Struck),
            "a" => Class::Link,
            "img" => Class::Image,
            "table" => Class::Table,
            "tr" => Class::Row,
            "td" | "th" => Class::Cell,
            name if ACTIVE.contains(&name) || VOID_ACTIVE.contains(&name) => Class::Active,
            name if BLOCK.contains(&name) => Class::Block,
            name if INLINE.contains(&name) => Class::Inline,
            _ => Class::Unknown,
        }
    }

    /// Whether it is refused together with all up to its closing tag.
    pub(super) fn encloses_refused(&self) -> bool {
        !self.is_closing && ACTIVE.contains(&&*self.name)
    }

    /// Whether it is `<a>` or `<B>` and no more.
    pub(super) fn is_letter(&self) -> bool {
        self.name.len() == 1 && !self.is_closing && self.attributes.trim().is_empty()
    }

    /// Whether nothing closes it.
    pub(super) fn is_void(&self) -> bool {
        VOID_ACTIVE.contains(&&*self.name)
            || matches!(&*self.name, "br" | "hr" | "img" | "wbr" | "col" | "area" | "param")
    }

    /// The value of an attribute, its entities resolved.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| unescape(value))
    }

    /// Whether it sets a style or runs something, which is dropped even where the element is kept.
    pub(super) fn has_dropped_attributes(&self) -> bool {
        let is_dropped = |name: &str| name.eq_ignore_ascii_case("style") || name.to_ascii_lowercase().starts_with("on");
        self.attributes().any(|(name, _)| is_dropped(name))
    }

    fn attributes(&self) -> impl Iterator<Item = (&'t str, &'t str)> + use<'t> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_whitespace() || "=/>".contains(c)).unwrap_or(rest.len());
            let (name, behind) = rest.split_at(end);
            let value = behind.trim_start().strip_prefix('=').map(str::trim_start);
            let (value, behind) = match value {
                None => ("", behind),
                Some(value) => match value.chars().next() {
                    Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
                    _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
                },
            };
            let is_end = rest.is_empty();
            // A sign that begins no name is stepped over, so that the end is reached.
            rest =
                if name.is_empty() && behind.len() == rest.len() { rest.get(1..).unwrap_or_default() } else { behind };
            (!is_end).then_some((name, value))
        })
    }
}

/// The entities that addresses and names of files are written with.
fn unescape(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    let mut text = String::with_capacity(value.len());
    let mut rest = value;
    while let Some(at) = rest.find('&') {
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(12).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&rest[1..end])?, end))) {
            Some((c, end)) => {
                text.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                text.push('&');
                rest = &rest[1..];
            }
        }
    }
    text + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let number = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(number).filter(|c| *c != '\0');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "colon" => ':',
        "Tab" => '\t',
        "NewLine" => '\n',
        _ => return None,
    })
}

const ACTIVE: &[&str] = &[
    "script", "style", "iframe", "object", "applet", "form", "button", "select", "textarea", "svg", "math", "template",
    "canvas", "video", "audio", "frameset", "noframes", "dialog", "portal",
];

const VOID_ACTIVE: &[&str] =
    &["embed", "input", "link", "meta", "base", "source", "track", "frame", "keygen", "bgsound"];

const BLOCK: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "listing",
    "main",
    "marquee",
    "menu",
    "nav",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "tbody",
    "tfoot",
    "thead",
    "title",
    "ul",
    "xmp",
];

const INLINE: &[&str] = &[
    "abbr", "acronym", "area", "b", "basefont", "bdi", "bdo", "big", "blink", "cite", "code", "data", "datalist",
    "dfn", "em", "font", "i", "ins", "kbd", "label", "map", "mark", "meter", "nobr", "output", "param", "picture",
    "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "samp", "slot", "small", "span", "strong", "time", "tt", "u",
    "var", "wbr",
];
