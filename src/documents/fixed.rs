//! OFD: pages as they are printed, with each piece of text beside where it stands.

use super::gathering::Gathering;
use super::markup::{self, Piece};
use super::{State, flow, properties};

/// Reads a part of such a file by its name.
pub(super) fn read(name: &str, text: &str, into: &mut Gathering) {
    let lower = name.to_lowercase();
    match lower.rsplit('/').next().unwrap_or_default() {
        "ofd.xml" => properties::read(text, into),
        "content.xml" | "annotation.xml" => page(&place(&lower), text, into),
        "publicres.xml" | "documentres.xml" | "pageres.xml" | "document.xml" => {}
        _ if lower.contains("/tpls/") => page("template ", text, into),
        _ => flow::read(text, flow::Part { place: "", is_hidden: true, with_attributes: false }, into),
    }
}

/// `page 2 ` for `Doc_0/Pages/Page_1/Content.xml`, which counts from nothing.
fn place(lower: &str) -> String {
    let folder = lower.rsplit('/').nth(1).unwrap_or_default();
    let number = folder.rsplit('_').next().and_then(|number| number.parse::<u32>().ok());
    number.map_or_else(|| "page ".to_owned(), |number| format!("page {} ", number.saturating_add(1)))
}

/// The pieces of a line are objects of their own, so that all text of a page is also read as one.
fn page(place: &str, text: &str, into: &mut Gathering) {
    let (mut is_text, mut all) = (false, String::new());
    let is_sound = markup::walk(text, |piece| {
        match piece {
            Piece::Open(tag) if tag.name() == "TextCode" => is_text = true,
            Piece::Open(tag) if tag.name() == "TextObject" => all.push('\n'),
            Piece::Close("TextCode") => is_text = false,
            Piece::Text(text) if is_text => all.push_str(text),
            Piece::Text(text) => into.say(place.trim(), text),
            _ => {}
        }
        into.goes_on()
    });
    into.say(place.trim(), &all);
    if !is_sound {
        into.fault(State::Unreadable);
    }
}
