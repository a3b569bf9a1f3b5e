//! Files made by hand.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A package of parts.
pub(super) fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    package_of_bytes(&parts)
}

pub(super) fn package_of_bytes(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A text document with this body and these other parts.
pub(super) fn docx(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="urn:w" xmlns:a="urn:a"><w:body>{body}</w:body></w:document>"#
    );
    let mut parts = vec![("[Content_Types].xml", "<Types/>"), ("word/document.xml", &*document)];
    parts.extend(others);
    package(&parts)
}

/// A paragraph of Word.
pub(super) fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A workbook with one sheet named 表, and these other parts.
pub(super) fn xlsx(sheet: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!("<worksheet>{sheet}</worksheet>");
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("xl/worksheets/sheet1.xml", &*sheet),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Target="/xl/worksheets/sheet2.xml"/></Relationships>"#,
        ),
    ];
    if !others.iter().any(|(name, _)| *name == "xl/workbook.xml") {
        parts.push(("xl/workbook.xml", r#"<workbook><sheets><sheet name="表" r:id="r1"/></sheets></workbook>"#));
    }
    parts.extend(others);
    package(&parts)
}

/// A segment of JPEG.
pub(super) fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], body].concat()
}

/// Pixels that hold a marker within them and a stuffed byte.
pub(super) const PIXELS: &[u8] = b"\x11\xff\x00\x22\xff\xd0\x33";

/// A JPEG with these segments before its picture.
pub(super) fn jpeg(segments: &[Vec<u8>]) -> Vec<u8> {
    let mut out = b"\xff\xd8".to_vec();
    out.extend(segment(0xe0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"));
    segments.iter().for_each(|own| out.extend(own));
    out.extend(segment(0xc0, b"\x08\x06\x40\x08\x00\x01\x01\x11\0"));
    out.extend(segment(0xda, b"\x01\x01\0\0\x3f\0"));
    out.extend(PIXELS);
    out.extend(b"\xff\xd9");
    out
}

/// EXIF with these entries of text, the way up, and a position.
pub(super) fn exif(texts: &[(u16, &[u8])], turn: u16) -> Vec<u8> {
    let mut data: Vec<u8> = Vec::new();
    let count = u16::try_from(texts.len() + 2).unwrap();
    let behind = 8 + 2 + 12 * usize::from(count) + 4;
    let mut list = count.to_be_bytes().to_vec();
    let mut entry = |tag: u16, kind: u16, count: usize, value: [u8; 4]| {
        list.extend(tag.to_be_bytes());
        list.extend(kind.to_be_bytes());
        list.extend(u32::try_from(count).unwrap().to_be_bytes());
        list.extend(value);
    };
    let place = |data: &[u8]| u32::try_from(behind + data.len()).unwrap().to_be_bytes();
    entry(0x0112, 3, 1, [0, u8::try_from(turn).unwrap(), 0, 0]);
    for (tag, text) in texts {
        let at = place(&data);
        // Four bytes and fewer stand in the entry itself.
        assert!(text.len() > 4);
        entry(*tag, if *tag == 0x9286 { 7 } else { 2 }, text.len(), at);
        data.extend(*text);
    }
    let at = place(&data);
    entry(0x8825, 4, 1, at);
    let from = behind + data.len() + 2 + 12 * 4 + 4;
    data.extend(4_u16.to_be_bytes());
    for (tag, kind, count, value) in [
        (1_u16, 2_u16, 2_u32, u32::from_be_bytes(*b"N\0\0\0")),
        (2, 5, 3, u32::try_from(from).unwrap()),
        (3, 2, 2, u32::from_be_bytes(*b"E\0\0\0")),
        (4, 5, 3, u32::try_from(from + 24).unwrap()),
    ] {
        data.extend(tag.to_be_bytes());
        data.extend(kind.to_be_bytes());
        data.extend(count.to_be_bytes());
        data.extend(value.to_be_bytes());
    }
    data.extend([0; 4]);
    for (above, below) in [(30_u32, 1_u32), (15, 1), (2_050, 100), (120, 1), (9, 1), (0, 1)] {
        data.extend(above.to_be_bytes());
        data.extend(below.to_be_bytes());
    }
    list.extend([0; 4]);
    [b"MM\0*\0\0\0\x08", &*list, &*data].concat()
}

/// A chunk of PNG; its checksum is the one it must have.
pub(super) fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let named = [name, body].concat();
    let length = u32::try_from(body.len()).unwrap().to_be_bytes();
    [&length[..], &named, &super::super::inflate::checksum(&named).to_be_bytes()].concat()
}

/// A PNG with these chunks before its pixels.
pub(super) fn png(chunks: &[Vec<u8>]) -> Vec<u8> {
    let head = chunk(b"IHDR", b"\0\0\x04\0\0\0\x05\xa8\x08\x02\0\0\0");
    let tail = [chunk(b"IDAT", PIXELS), chunk(b"IEND", b"")].concat();
    [b"\x89PNG\r\n\x1a\n", &*head, &chunks.concat(), &tail].concat()
}

/// A chunk of WebP.
pub(super) fn riff(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let length = u32::try_from(body.len()).unwrap().to_le_bytes();
    let fill: &[u8] = if body.len() % 2 == 1 { b"\0" } else { b"" };
    [name, &length[..], body, fill].concat()
}

/// A WebP of these chunks.
pub(super) fn webp(chunks: &[Vec<u8>]) -> Vec<u8> {
    let body = [b"WEBP", &*chunks.concat()].concat();
    riff(b"RIFF", &body)
}
