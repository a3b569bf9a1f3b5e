//! What a PDF holds besides its pages: notes, fields, bookmarks, links, properties, signatures and files.
//!
//! All objects are looked at, whether or not a page leads to them: what is hidden is often what nothing leads to.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Array, Dict, MaybeRef, Name, Object, Stream};

use super::super::gathering::Gathering;
use super::super::{Trait, flow, picture, properties, text};

/// Objects that are looked at, those within others too.
const OBJECTS: usize = 5_000_000;

/// Objects within each other.
const DEPTH: usize = 32;

pub(super) fn read(pdf: &Pdf, into: &mut Gathering) {
    let mut steps = OBJECTS;
    for object in pdf.objects() {
        if into.is_full() || steps == 0 {
            return into.fault(super::super::State::Truncated);
        }
        look(&object, 0, &mut steps, into);
    }
}

fn look(object: &Object<'_>, depth: usize, steps: &mut usize, into: &mut Gathering) {
    if depth > DEPTH || *steps == 0 {
        return;
    }
    *steps -= 1;
    match object {
        Object::Dict(own) => {
            dict(own, into);
            for (_, value) in own.entries() {
                if let MaybeRef::NotRef(value @ (Object::Dict(_) | Object::Array(_))) = value {
                    look(&value, depth + 1, steps, into);
                }
            }
        }
        Object::Array(array) => {
            for part in array.raw_iter() {
                if let MaybeRef::NotRef(part @ (Object::Dict(_) | Object::Array(_))) = part {
                    look(&part, depth + 1, steps, into);
                }
            }
        }
        Object::Stream(own) => {
            stream(own, into);
            dict(own.dict(), into);
        }
        _ => {}
    }
}

fn stream(stream: &Stream<'_>, into: &mut Gathering) {
    let is = |key: &str, value: &[u8]| stream.dict().get::<Name<'_>>(key).is_some_and(|name| &*name == value);
    if is("Type", b"Metadata") {
        let packet = super::unpacked(stream, into);
        picture::xmp(&packet, into);
    } else if is("Subtype", b"Image") && stream.filters().as_slice() == [hayro_syntax::Filter::DctDecode] {
        picture::metadata("picture", &stream.raw_data(), into);
    }
}

/// What the strings of a dictionary say, by their keys.
fn dict(dict: &Dict<'_>, into: &mut Gathering) {
    let has = |key: &str| dict.contains_key(key);
    let named = |key: &str| dict.get::<Name<'_>>(key).map(|name| name.as_str().to_owned()).unwrap_or_default();
    let kind = named("Subtype");
    if has("ByteRange") && has("Contents") || named("Type") == "Sig" {
        into.sign();
        if let Some(name) = string_of(dict, "Name") {
            into.property(Trait::Author, &name);
        }
        return;
    }
    if !has("Type") && (has("Producer") || has("CreationDate") || has("Author") && !has("Subtype")) {
        return makers(dict, into);
    }
    let is_note = has("Rect") && has("Subtype") && !matches!(&*kind, "Widget" | "Link");
    if is_note && (has("Contents") || has("RC")) {
        into.commented();
    }
    for (key, place) in PLACES {
        let Some(value) = string_of(dict, key) else { continue };
        if is_note && key == "T" {
            into.property(Trait::Editor, &value);
        } else if matches!(key, "JS" | "DV") || key == "Contents" && is_unseen(dict) {
            into.hide(place, &value);
        } else {
            into.say(place, &value);
        }
    }
    if let Some(files) = dict.get::<Dict<'_>>("EF") {
        let file = ["UF", "F"].iter().find_map(|key| files.get::<Stream<'_>>(*key));
        let name = string_of(dict, "UF").or_else(|| string_of(dict, "F")).unwrap_or_else(|| "attachment".to_owned());
        if let Some(file) = file {
            let bytes = super::unpacked(&file, into);
            into.embedded(&name, &bytes);
        }
    }
    form(dict, into);
}

/// Keys whose strings somebody may read, with where they are then read.
const PLACES: [(&str, &str); 16] = [
    ("Contents", "note"),
    ("RC", "note"),
    ("Subj", "note"),
    ("T", "field"),
    ("TU", "field"),
    ("V", "field"),
    ("DV", "field"),
    ("Opt", "field"),
    ("Title", "bookmark"),
    ("URI", "link"),
    ("Alt", "alternative text"),
    ("ActualText", "alternative text"),
    ("E", "alternative text"),
    ("Desc", "attachment"),
    ("UF", "attachment"),
    ("JS", "script"),
];

/// Whether a note is hidden or is not to be seen.
fn is_unseen(dict: &Dict<'_>) -> bool {
    dict.get::<i32>("F").is_some_and(|flags| flags & (2 | 32) != 0)
}

/// Choices of fields, and forms of XML, which hold what was filled in.
fn form(dict: &Dict<'_>, into: &mut Gathering) {
    for key in ["Opt", "V"] {
        let list = dict.get::<Array<'_>>(key).filter(|_| dict.contains_key("FT") || dict.contains_key("T"));
        for object in list.into_iter().flat_map(|list| list.iter::<Object<'_>>().collect::<Vec<_>>()) {
            if let Object::String(value) = object {
                into.say("field", &string(value.as_bytes()));
            }
        }
    }
    let one = dict.get::<Stream<'_>>("XFA").map(Object::Stream);
    let several =
        dict.get::<Array<'_>>("XFA").into_iter().flat_map(|list| list.iter::<Object<'_>>().collect::<Vec<_>>());
    for object in one.into_iter().chain(several) {
        if let Object::Stream(stream) = object {
            let bytes = super::unpacked(&stream, into);
            let part = flow::Part { place: "form ", is_hidden: true, with_attributes: false };
            flow::read(&text::lossy(&bytes), part, into);
        }
    }
}

/// Properties of the file: the standard ones, and those that programs and users added.
fn makers(dict: &Dict<'_>, into: &mut Gathering) {
    for (key, value) in dict.entries() {
        let key = key.as_str().to_owned();
        let Some(value) = (match value {
            MaybeRef::NotRef(Object::String(value)) => Some(string(value.as_bytes())),
            MaybeRef::Ref(_) => string_of(dict, &key),
            MaybeRef::NotRef(_) => None,
        }) else {
            continue;
        };
        // In a PDF the creator is a program.
        let name = if key == "Creator" { Trait::Other } else { properties::meant(&key) };
        into.property(name, &value);
    }
}

fn string_of(dict: &Dict<'_>, key: &str) -> Option<String> {
    let value = dict.get::<hayro_syntax::object::String<'_>>(key)?;
    Some(string(value.as_bytes()))
}

/// A text of PDF: UTF-16 or UTF-8 with their marks, else Latin; Chinese programs also write GBK.
pub(super) fn string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => text::utf_16be(rest),
        [0xff, 0xfe, rest @ ..] => text::utf_16le(rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => text::lossy(rest),
        _ => text::lossy(bytes),
    }
}
