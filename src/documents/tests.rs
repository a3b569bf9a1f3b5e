mod builders;
#[cfg(feature = "documents")]
mod legacy;
mod limits;
mod lines;
mod office;
mod opendocument;
#[cfg(feature = "documents")]
mod pdf;
mod pictures;
mod places;
mod rtf;

use super::{Document, State, Trait, read};

/// Whether a text stands somewhere in a document, shown.
fn shows(document: &Document, text: &str) -> bool {
    document.passages.iter().any(|own| own.text.contains(text) && !own.is_hidden)
}

/// Whether a text stands somewhere in a document where nobody sees it.
fn hides(document: &Document, text: &str) -> bool {
    document.passages.iter().any(|own| own.text.contains(text) && own.is_hidden)
}

/// Whether a property tells a text.
fn tells(document: &Document, name: Trait, text: &str) -> bool {
    document.metadata.iter().any(|own| own.name == name && own.value.contains(text))
}

/// Where a text stands.
fn at<'a>(document: &'a Document, text: &str) -> &'a str {
    document.passages.iter().find(|own| own.text.contains(text)).map_or("", |own| &own.at)
}

#[test]
fn a_name_that_lies_is_told() {
    for (name, bytes, expected) in [
        ("a.pdf", &b"plain"[..], State::Unreadable),
        ("a.jpg", b"plain", State::Unreadable),
        ("a.docx", b"plain", State::Unreadable),
        ("a.txt", b"plain", State::Read),
        ("a.xls", b"1\t2", State::Read),
        ("a.doc", b"<html><body>1", State::Read),
        ("a.zip", b"Rar!\x1a\x07", State::Archive),
        ("a.mp3", b"ID3\x03\0\0\0\0", State::Unknown),
        ("a.txt", b"", State::Read),
    ] {
        assert_eq!(read(name, bytes).state, expected, "{name}");
    }
}
