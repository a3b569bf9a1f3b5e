//! What a file is, by its content.

use super::picture::Kind;
use super::text;

/// What a file is.
pub(super) enum Sort {
    Empty,
    Text(String),
    Html(String),
    Xml(String),
    /// Parts in a ZIP, which may be an office file.
    Package,
    Picture(Kind),
    Pdf,
    Rtf,
    /// Streams in a compound file: office files of before 2007.
    Compound,
    Archive,
    Unknown,
}

/// What a file is by its first bytes; text by all of them.
pub(super) fn sort(bytes: &[u8]) -> Sort {
    const PACKED: [&[u8]; 8] =
        [b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF", b"\x28\xb5\x2f\xfd", b"-lh"];
    if bytes.is_empty() {
        return Sort::Empty;
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Sort::Package;
    }
    if let Some(kind) = Kind::of(bytes) {
        return Sort::Picture(kind);
    }
    if is_pdf(bytes) {
        return Sort::Pdf;
    }
    if bytes.starts_with(b"{\\rtf") {
        return Sort::Rtf;
    }
    if is_compound(bytes) {
        return Sort::Compound;
    }
    let is_tape = bytes.get(257..262) == Some(&b"ustar"[..]);
    if is_tape || PACKED.iter().any(|start| bytes.starts_with(start)) {
        return Sort::Archive;
    }
    match text::decode(bytes) {
        Some(text) => of_text(text),
        None => Sort::Unknown,
    }
}

fn of_text(text: String) -> Sort {
    const OF_HTML: [&str; 8] = ["<html", "<!doctype html", "<table", "<body", "<head", "<div", "<meta", "<p>"];
    let beginning: String = text.trim_start().chars().take(2_000).collect::<String>().to_lowercase();
    // A page saved with all its pictures holds them, and perhaps its text, in base64.
    if beginning.starts_with("mime-version:") || beginning.contains("\ncontent-transfer-encoding:") {
        return Sort::Unknown;
    }
    let is_data = beginning.starts_with("<svg") || beginning.starts_with("<?xml") && !beginning.contains("<html");
    if is_data {
        return Sort::Xml(text);
    }
    if beginning.starts_with('<') && OF_HTML.iter().any(|tag| beginning.contains(tag)) {
        return Sort::Html(text);
    }
    Sort::Text(text)
}

/// The ending of a name in lower case, without its dot; empty if it has none.
pub(super) fn ending(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or_default();
    file.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default()
}

/// Whether a program that goes by the name could open the content.
pub(super) fn may_be_named(name: &str, bytes: &[u8]) -> bool {
    let begins = |start: &[u8]| bytes.starts_with(start);
    let is_package = begins(b"PK");
    let is_picture = || Kind::of(bytes).is_some();
    match &*ending(name) {
        "docx" | "xlsx" | "pptx" | "docm" | "xlsm" | "pptm" => is_package || is_compound(bytes),
        "odt" | "ods" | "odp" | "ofd" => is_package,
        "pdf" => is_pdf(bytes),
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "bmp" | "tif" | "tiff" | "heic" | "heif" | "avif" => is_picture(),
        // Office programs open whatever another office program wrote under these names.
        "txt" | "csv" | "tsv" | "md" | "html" | "htm" | "json" | "xml" | "svg" => {
            !is_package && !is_picture() && !is_compound(bytes) && !is_pdf(bytes)
        }
        "doc" | "xls" | "ppt" | "rtf" | "wps" | "et" | "dps" => !is_picture() && !is_pdf(bytes),
        _ => true,
    }
}

/// Whether a file is a compound file: what office programs wrote before 2007, and what they lock with a password.
pub(super) fn is_compound(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])
}

/// Whether a file is a PDF; scanners write a few bytes of their own before it.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes.get(..bytes.len().min(1_024)).is_some_and(|start| start.windows(5).any(|five| five == b"%PDF-"))
}
