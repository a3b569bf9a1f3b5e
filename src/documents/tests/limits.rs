use proptest::prelude::{any, prop};
use proptest::{prop_assert, proptest};

use super::super::{cleaned, limits};
use super::builders::{docx, exif, jpeg, package, paragraph, png, segment, webp, xlsx};
use super::{State, read};

#[test]
fn a_file_that_is_too_large_is_not_opened() {
    let bytes = vec![b' '; limits::FILE + 1];
    assert_eq!(read("a.pdf", &bytes).state, State::TooLarge);
    assert_eq!(cleaned("a.jpg", &bytes), None);
}

#[test]
fn what_unpacks_without_end_is_stopped() {
    let bomb = " ".repeat(64 << 20);
    let bytes = docx(&paragraph("正文"), &[("word/header1.xml", &bomb)]);
    assert!(bytes.len() < 1 << 20);
    assert_eq!(read("a.docx", &bytes).state, State::TooLarge);
    let many: Vec<(String, String)> = (0..=limits::ENTRIES).map(|at| (format!("a{at}"), String::new())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(name, text)| (&**name, &**text)).collect();
    assert_eq!(read("a.docx", &package(&many)).state, State::TooLarge);
}

#[test]
fn depth_is_bounded() {
    let deep = format!("<?xml version=\"1.0\"?>{}", "<a>".repeat(1_000_000));
    assert_eq!(read("a.xml", deep.as_bytes()).state, State::Unreadable);
    assert_eq!(read("a.docx", &docx(&"<w:p>".repeat(300), &[])).state, State::Unreadable);
    let entities = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;&b;\">]><a>&c;</a>";
    assert!(read("a.xml", entities.as_bytes()).passages.iter().any(|own| &*own.text == "&c;"));
}

#[test]
fn a_million_comments_end() {
    let mut text = String::from("<comments author=\"a\">");
    // Of different texts, so that it does not look like a bomb.
    for at in 0..510_000_u64 {
        text.push_str("<cm>");
        text.push_str(&(at * 7_919 % 10_007).to_string());
        text.push_str("</cm>");
    }
    let document = read("a.docx", &docx("", &[("word/comments.xml", &text)]));
    assert!(matches!(document.state, State::Truncated), "{:?}", document.state);
    assert!(document.passages.len() <= limits::PASSAGES && document.has_comments);
}

#[test]
fn long_texts_are_cut_at_a_character() {
    let text = "字".repeat(limits::TEXT / 3 + 10);
    let document = read("a.txt", text.as_bytes());
    assert_eq!(document.state, State::Truncated);
    assert!(document.passages[0].text.len() <= limits::TEXT);
    let lines = "字\n".repeat(limits::PASSAGES + 10);
    assert_eq!(read("a.txt", lines.as_bytes()).state, State::Truncated);
}

#[test]
fn markup_without_an_end_takes_no_time() {
    for one in ["<", "<a '", "<a \">", "<!--", "&", "<script>", "<a =", "<p a='>"] {
        let text = format!("<html>{}", one.repeat(300_000));
        read("a.html", text.as_bytes());
    }
}

/// A small file of each sort.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let camera = exif(&[(0x013b, b"somebody\0")], 6);
    let photo = jpeg(&[segment(0xe1, &[b"Exif\0\0", &*camera].concat()), segment(0xfe, b"remark")]);
    vec![
        ("a.docx", docx(&paragraph("正文"), &[("docProps/core.xml", "<a><creator>b</creator></a>")])),
        ("a.xlsx", xlsx("<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></sheetData>", &[])),
        ("a.ods", package(&[("mimetype", "x"), ("content.xml", "<a><office:spreadsheet/></a>")])),
        ("a.jpg", photo),
        ("a.png", png(&[super::builders::chunk(b"tEXt", b"Author\0b"), super::builders::chunk(b"eXIf", &camera)])),
        ("a.webp", webp(&[super::builders::riff(b"EXIF", &camera)])),
        ("a.gif", b"GIF89a\x0a\0\x0a\0\0\0\0\x21\xfe\x03abc\0\x2c\0\0\0\0\x0a\0\x0a\0\0\x02\x01\x4c\0\x3b".to_vec()),
        ("a.tif", camera.clone()),
        ("a.heic", [b"\0\0\0\x18ftypheic\0\0\0\0mif1heicExif\0\0".to_vec(), camera].concat()),
        ("a.html", b"<html><p title='a'>b&#99;<!-- c --><script>d</script></html>".to_vec()),
        ("a.json", br#"{"a": "\u67d0\u75"}"#.to_vec()),
        ("a.svg", b"<svg><text>a&amp;b</text></svg>".to_vec()),
    ]
}

#[test]
fn damaged_files_do_no_harm() {
    for (name, bytes) in samples() {
        for at in (0..bytes.len()).step_by(if bytes.len() > 640 { 64 } else { 1 }) {
            read(name, &bytes[..at]);
            cleaned(name, &bytes[..at]);
            let mut other = bytes.clone();
            other[at] ^= 0xff;
            read(name, &other);
            cleaned(name, &other);
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_do_harm(which in any::<prop::sample::Index>(), changes in prop::collection::vec(any::<(prop::sample::Index, u8)>(), 0..12)) {
        let samples = samples();
        let (name, bytes) = &samples[which.index(samples.len())];
        let mut bytes = bytes.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let document = read(name, &bytes);
        prop_assert!(document.passages.iter().all(|own| !own.text.is_empty()));
        if let Some(copy) = cleaned(name, &bytes) {
            prop_assert!(copy != bytes);
            read(name, &copy);
        }
    }
}
