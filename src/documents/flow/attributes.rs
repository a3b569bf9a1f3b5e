//! What the elements of office files say by their attributes.

use super::Flow;
use crate::documents::figure::digits;
use crate::documents::gathering::Gathering;
use crate::documents::markup::Tag;
use crate::documents::{Trait, runs};

impl Flow<'_> {
    /// What an element says by its attributes.
    pub(super) fn told(&self, tag: &Tag<'_>, into: &mut Gathering) {
        let name = tag.name();
        let is_shape = matches!(name, "docPr" | "cNvPr");
        let is_bookmark = matches!(name, "bookmarkStart" | "bookmark-start" | "bookmark");
        let is_value = matches!(name, "docVar" | "attr");
        tag.each(|own, value| {
            let place = |what: &str| format!("{}{what}", self.part.place);
            match own {
                "name" if is_bookmark && speaks(value) => into.say(&place("bookmark"), value),
                "userName" => into.property(Trait::Editor, value),
                "name" if name == "userInfo" => into.property(Trait::Editor, value),
                "displayName" | "userId" if name == "person" => into.property(Trait::Editor, value),
                "name" if matches!(name, "cmAuthor" | "author") => into.property(Trait::Editor, value),
                "author" => into.property(Trait::Editor, value),
                "docname" | "export-filename" => into.property(Trait::Other, value),
                "href" if value.starts_with("data:") || value.starts_with('#') => {}
                "href" => into.passage(&place("link"), value, self.part.is_hidden),
                "descr" | "alt" | "tooltip" => into.say(&place("alternative text"), value),
                // `Picture 1` says nothing, the name of the file that it was does.
                "name" if is_shape && !speaks(value) && !value.contains('.') => {}
                "title" | "name" if is_shape => into.say(&place("alternative text"), value),
                "instr" if value.contains(['"', '@', ':']) => into.passage(&place("field"), value, self.part.is_hidden),
                "string" | "prompt" | "error" | "displayText" => into.say(&place("label"), value),
                "name" | "val" if is_value => into.hide(&place("document variable"), value),
                _ if self.part.with_attributes && speaks(value) => {
                    into.passage(&place(own), &digits(value), self.part.is_hidden);
                }
                // The path of a drawing is figures without end.
                "d" | "points" | "transform" => {}
                _ if runs::has(value) => {
                    into.passage(&place(own), &digits(value), self.part.is_hidden);
                }
                _ => {}
            }
        });
    }
}

/// Whether an attribute is text, and no setting or identifier: it has letters that no program uses for these, an address,
/// or a number of six digits and more.
fn speaks(value: &str) -> bool {
    const DIGITS: usize = 6;
    let is_identifier = value.starts_with('{') && value.ends_with('}');
    let has_number = || value.split(|sign: char| !sign.is_ascii_digit()).any(|run| run.len() >= DIGITS);
    !value.is_ascii() || value.contains('@') || digits(value) != value || has_number() && !is_identifier
}
