//! What office files tell of their makers, and where their links lead.

use super::Trait;
use super::gathering::Gathering;
use super::markup::{self, Piece};

/// Reads a part of properties: one element for each.
pub(super) fn read(text: &str, into: &mut Gathering) {
    let (mut names, mut own, mut value): (Vec<String>, Option<String>, String) = (Vec::new(), None, String::new());
    markup::walk(text, |piece| {
        match piece {
            Piece::Open(tag) => {
                let name = tag.name();
                // Properties that users made carry their name in an attribute.
                if matches!(name, "property" | "user-defined") {
                    own = tag.get("name");
                }
                if name == "template" {
                    tag.attributes().for_each(|(_, value)| into.property(Trait::Other, &value));
                }
                names.push(name.to_owned());
            }
            Piece::Text(text) => value.push_str(text),
            Piece::Close(name) => {
                names.pop();
                let value = std::mem::take(&mut value);
                let value = value.trim();
                let meaning = own.as_deref().unwrap_or(name);
                // Counts of pages and words, and the names of parts, tell nothing.
                let is_count = value.len() < 8 && value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
                if !is_count && !matches!(value, "true" | "false") {
                    into.property(meant(meaning), value);
                }
                if matches!(name, "property" | "user-defined") {
                    own = None;
                }
            }
            Piece::Aside(text) => into.property(Trait::Other, text),
        }
        into.goes_on()
    });
}

/// What a property is about, by its name in office files, PDF, XMP and pictures.
pub(super) fn meant(name: &str) -> Trait {
    let name = name.to_ascii_lowercase();
    match &*name {
        "creator" | "author" | "initial-creator" | "artist" | "copyright" | "manager" | "by-line" | "rights"
        | "owner" | "作者" | "captain" | "xpauthor" => Trait::Author,
        "company" | "organization" | "org" | "单位" => Trait::Company,
        "lastmodifiedby" | "last saved by" | "editor" | "printed-by" | "lastauthor" => Trait::Editor,
        "description" | "comments" | "comment" | "usercomment" | "user-comment" | "subject" | "warning" | "caption" => {
            Trait::Comment
        }
        "title" => Trait::Title,
        "make" | "model" | "lensmodel" | "serialnumber" | "bodyserialnumber" | "hostcomputer" | "source" => {
            Trait::Device
        }
        name if name.starts_with("gps") || name == "location" => Trait::Position,
        _ => Trait::Other,
    }
}

/// Reads relations of a part: where its links lead, and which parts belong to it, by their numbers.
pub(super) fn relations(text: &str, into: &mut Gathering) -> Vec<(String, String)> {
    let mut relations = Vec::new();
    markup::walk(text, |piece| {
        if let Piece::Open(tag) = piece
            && tag.name() == "Relationship"
        {
            let target = tag.get("Target").unwrap_or_default();
            let kind = tag.get("Type").unwrap_or_default();
            let is_elsewhere = tag.get("TargetMode").is_some_and(|mode| mode == "External");
            match (is_elsewhere, kind.ends_with("/hyperlink")) {
                (true, true) => into.say("link", &address(&target)),
                // A template or a workbook on somebody's machine: the path has a name in it.
                (true, false) => into.property(Trait::Other, &address(&target)),
                _ => relations.push((tag.get("Id").unwrap_or_default(), target)),
            }
        }
        into.goes_on()
    });
    relations
}

/// An address with what `%XX` stand for, which may be a name in Chinese.
fn address(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let pair = behind.get(..2).and_then(|pair| std::str::from_utf8(pair).ok());
        let byte = pair.filter(|_| *first == b'%').and_then(|pair| u8::from_str_radix(pair, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = behind.get(if byte.is_some() { 2 } else { 0 }..).unwrap_or_default();
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}
