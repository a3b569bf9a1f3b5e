//! Copies without what a file tells of its makers.

use super::office::{self, Family};
use super::package::{Change, Package};
use super::sort::{self, Sort};
use super::{limits, picture};

/// Who is named in place of those who wrote comments and changes.
const SOMEBODY: &str = "作者";

pub(super) fn cleaned(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    within(name, bytes, 0)
}

/// A copy of a file that stands in so many others.
fn within(_name: &str, bytes: &[u8], level: usize) -> Option<Vec<u8>> {
    if bytes.len() > limits::FILE || level > limits::LEVELS {
        return None;
    }
    match sort::sort(bytes) {
        Sort::Picture(_) => picture::cleaned(bytes),
        Sort::Package => package(bytes, level),
        _ => None,
    }
}

fn package(bytes: &[u8], level: usize) -> Option<Vec<u8>> {
    let package = Package::open(bytes).ok()?;
    let family = office::family(&package).filter(|family| *family != Family::Fixed)?;
    if package.names().iter().any(|name| office::is_signature(&name.to_lowercase())) {
        return None;
    }
    package.changed(|name, bytes| {
        let lower = name.to_lowercase();
        if lower.contains("thumbnail") && !lower.ends_with(".xml") {
            return Change::Drop;
        }
        let new = match blank(&lower, family) {
            Some(blank) => Some(blank.as_bytes().to_vec()),
            None if picture::Kind::of(&bytes).is_some() => picture::cleaned(&bytes),
            None if lower.contains("embeddings/") => within(name, &bytes, level + 1),
            None => std::str::from_utf8(&bytes).ok().and_then(|text| markup(&lower, text)).map(String::into_bytes),
        };
        new.filter(|new| *new != bytes).map_or(Change::Keep, Change::To)
    })
}

/// What stands in the place of a part that is all about the makers.
fn blank(lower: &str, family: Family) -> Option<&'static str> {
    const CORE: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>";
    const APP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>";
    const CUSTOM: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>";
    const META: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:version=\"1.2\"><office:meta/></office:document-meta>";
    match (family, lower) {
        (Family::Open, "docprops/core.xml") => Some(CORE),
        (Family::Open, "docprops/app.xml") => Some(APP),
        (Family::Open, "docprops/custom.xml") => Some(CUSTOM),
        (Family::Document, "meta.xml") => Some(META),
        _ => None,
    }
}

/// A part without the names beside comments and changes; `None` if it is of no sort that has them.
fn markup(lower: &str, text: &str) -> Option<String> {
    let somebody =
        |names: &[&str], text: &str| names.iter().fold(text.to_owned(), |text, name| with(&text, name, SOMEBODY));
    let nobody = |names: &[&str], text: &str| names.iter().fold(text.to_owned(), |text, name| with(&text, name, ""));
    if lower.ends_with(".rels") || lower == "meta-inf/manifest.xml" {
        return Some(relations(text));
    }
    if lower.starts_with("word/") {
        let text = somebody(&[":author"], text);
        return Some(nobody(&[":initials", ":userId"], &text));
    }
    if lower.starts_with("xl/comments") || lower.starts_with("xl/persons/") {
        let text = somebody(&[" displayName"], text);
        return Some(elements(&nobody(&[" userId"], &text), "author"));
    }
    if matches!(lower, "ppt/commentauthors.xml" | "ppt/authors.xml") {
        let text = somebody(&[" name"], text);
        return Some(nobody(&[" initials", " userId"], &text));
    }
    if lower == "settings.xml" {
        return Some(items(&items(text, "PrinterName"), "PrinterSetup"));
    }
    if lower.ends_with("content.xml") || lower.ends_with("styles.xml") {
        return Some(elements(&elements(text, "creator"), "creator-initials"));
    }
    None
}

/// A text in which every attribute of a name has another value.
fn with(text: &str, name: &str, value: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let (before, behind) = rest.split_at(at + name.len());
        out.push_str(before);
        rest = behind;
        let quoted = rest.trim_start().strip_prefix('=').map(str::trim_start);
        let Some(quote @ ('"' | '\'')) = quoted.and_then(|quoted| quoted.chars().next()) else { continue };
        let inner = quoted.and_then(|quoted| quoted.strip_prefix(quote)).unwrap_or_default();
        let Some((_, behind)) = inner.split_once(quote) else { continue };
        out.push_str(&format!("={quote}{value}{quote}"));
        rest = behind;
    }
    out + rest
}

/// A text in which every element of a name, whatever its prefix, holds nobody's name.
fn elements(text: &str, name: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(name) {
        let (before, behind) = rest.split_at(at + name.len());
        let prefix = before.rsplit_once('<').map(|(_, prefix)| prefix).unwrap_or_default();
        out.push_str(before);
        rest = behind;
        let is_element = !prefix.contains(['/', ' ', '>']) && rest.starts_with(['>', ' ']);
        let Some((tag, inner)) = rest.split_once('>').filter(|(tag, _)| is_element && !tag.ends_with('/')) else {
            continue;
        };
        let Some(end) = inner.find("</") else { continue };
        out.push_str(&format!("{tag}>{SOMEBODY}"));
        rest = inner.get(end..).unwrap_or_default();
    }
    out + rest
}

/// Settings without the value of one.
fn items(text: &str, name: &str) -> String {
    let found = text.split_once(&format!("\"{name}\"")).and_then(|(before, behind)| {
        let (tag, value) = behind.split_once('>')?;
        let (_, end) = value.split_once("</").filter(|_| !tag.ends_with('/'))?;
        Some(format!("{before}\"{name}\"{tag}></{end}"))
    });
    found.unwrap_or_else(|| text.to_owned())
}

/// Relations without those to the small picture of the first page, and without the path of a template.
fn relations(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for tag in text.split_inclusive('>') {
        let is_thumbnail = tag.contains("thumbnail") || tag.contains("Thumbnails/");
        if is_thumbnail && tag.ends_with("/>") {
            continue;
        }
        if tag.contains("/attachedTemplate") {
            out.push_str(&with(tag, " Target", "Normal.dotm"));
        } else {
            out.push_str(tag);
        }
    }
    out
}
