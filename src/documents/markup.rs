//! XML as a row of pieces. The only file that calls `quick_xml`.

use std::borrow::Cow;

use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::limits;

/// A piece of a markup text; names are without their prefix.
pub(super) enum Piece<'a> {
    /// An element begins. One without content ends at once.
    Open(&'a Tag<'a>),
    /// An element ends.
    Close(&'a str),
    /// Text, with entities resolved; several may follow each other.
    Text(&'a str),
    /// A comment, or what a document type declares.
    Aside(&'a str),
}

/// The beginning of an element.
pub(super) struct Tag<'a>(BytesStart<'a>);

impl Tag<'_> {
    /// The name without its prefix.
    pub(super) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// The value of an attribute by its name without prefix.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let found = self.raw().find(|own| own.key.local_name().into_inner() == name);
        found.map(|own| value(&own))
    }

    /// Whether an attribute says yes.
    pub(super) fn is(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
    }

    /// Whether an attribute says no, which an absent one does not.
    pub(super) fn is_not(&self, name: &str) -> bool {
        self.get(name).is_some_and(|value| matches!(&*value, "0" | "false" | "off" | "none"))
    }

    /// All attributes: names without prefix, values.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (String, String)> {
        let says_something = |own: &Attribute<'_>| own.key.as_namespace_binding().is_none();
        self.raw().filter(says_something).map(|own| (own.key.local_name().into_inner().to_owned(), value(&own)))
    }

    /// Gives all attributes to `take`, without keeping them: cells have some and are many.
    pub(super) fn each(&self, mut take: impl FnMut(&str, &str)) {
        for own in self.raw() {
            match own.normalized_value(XmlVersion::Implicit1_0) {
                Ok(value) => take(own.key.local_name().into_inner(), &value),
                Err(_) => take(own.key.local_name().into_inner(), &own.value),
            }
        }
    }

    fn raw(&self) -> impl Iterator<Item = Attribute<'_>> {
        let mut attributes = self.0.attributes();
        // Looking for doubles costs the square of their number.
        attributes.with_checks(false);
        attributes.flatten()
    }
}

/// A value with its entities resolved; as it stands where they cannot be.
fn value(attribute: &Attribute<'_>) -> String {
    let value = attribute.normalized_value(XmlVersion::Implicit1_0);
    value.map_or_else(|_| attribute.value.clone().into_owned(), Cow::into_owned)
}

/// Gives each piece of a text to `take`, until that says stop. `false` if the text is damaged or too deep; whatever came
/// before was given.
pub(super) fn walk(text: &str, mut take: impl FnMut(Piece<'_>) -> bool) -> bool {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut depth = 0_usize;
    loop {
        let Ok(event) = reader.read_event() else { return false };
        let goes_on = match event {
            Event::Eof => return true,
            Event::Start(start) => {
                depth += 1;
                if depth > limits::DEPTH {
                    return false;
                }
                take(Piece::Open(&Tag(start)))
            }
            Event::Empty(start) => {
                let tag = Tag(start);
                take(Piece::Open(&tag)) && take(Piece::Close(tag.name()))
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                take(Piece::Close(end.local_name().into_inner()))
            }
            Event::Text(text) => take(Piece::Text(&text.into_inner())),
            Event::CData(text) => take(Piece::Text(&text.into_inner())),
            Event::GeneralRef(reference) => take(Piece::Text(&resolved(&reference))),
            Event::Comment(text) => take(Piece::Aside(&text.into_inner())),
            Event::DocType(text) => take(Piece::Aside(&text.into_inner())),
            Event::PI(_) | Event::Decl(_) => true,
        };
        if !goes_on {
            return true;
        }
    }
}

/// What an entity stands for; one that is declared in the text stays as it is written, so that nothing grows.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(sign)) = reference.resolve_char_ref() {
        return sign.to_string();
    }
    let name: &str = reference;
    match quick_xml::escape::resolve_predefined_entity(name) {
        Some(text) => text.to_owned(),
        None => format!("&{name};"),
    }
}
