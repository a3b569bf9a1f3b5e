use std::io::Write;

use super::super::cleaned;
use super::builders::{docx, exif, jpeg, paragraph, segment};
use super::{State, Trait, at, hides, read, shows, tells};

/// A PDF of these objects, numbered from one; the first is the catalogue.
fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(out.len());
        writeln!(out, "{number} 0 obj").unwrap();
        out.extend(object);
        out.extend(b"\nendobj\n");
    }
    let start = out.len();
    write!(out, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    places.iter().for_each(|place| writeln!(out, "{place:010} 00000 n ").unwrap());
    let size = places.len() + 1;
    write!(out, "trailer\n<</Size {size} /Root 1 0 R {trailer}>>\nstartxref\n{start}\n%%EOF\n").unwrap();
    out
}

fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    [format!("<<{entries} /Length {}>>\nstream\n", bytes.len()).into_bytes(), bytes.to_vec(), b"\nendstream".to_vec()]
        .concat()
}

fn packed(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).unwrap();
    stream(&format!("{entries} /Filter /FlateDecode"), &writer.finish().unwrap())
}

/// A file with one page of these instructions and fonts, and other objects from number 5 on.
fn page(content: &[u8], resources: &str, others: &[Vec<u8>]) -> Vec<u8> {
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<{resources}>>>>")
            .into_bytes(),
        packed("", content),
    ];
    objects.extend(others.iter().cloned());
    pdf(&objects, "")
}

const LATIN: &str = "/Font<</F 5 0 R>>";

fn latin() -> Vec<u8> {
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_vec()
}

/// Big-endian UTF-16 in hexadecimal.
fn hexadecimal(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04x}")).collect()
}

#[test]
fn pieces_of_a_line_are_one_text() {
    let content = b"BT /F 10 Tf 1 0 0 1 50 700 Tm (110105) Tj 1 0 0 1 80 700 Tm (19491231) Tj 40 0 Td (002X) Tj \
        1 0 0 1 200 700 Tm [(138) -20 (00138000)] TJ 0 -20 Td (below) Tj T* ET \
        q 1 0 0 1 50 500 cm BT /F 10 Tf (by) Tj ET Q q 1 0 0 1 60 500 cm BT /F 10 Tf ( matrix) Tj ET Q";
    let document = read("a.pdf", &page(content, LATIN, &[latin()]));
    let text = &document.passages[0].text;
    assert_eq!(&**text, "11010519491231002X 13800138000\nbelow\nby matrix", "{document:#?}");
    assert_eq!((at(&document, "below"), document.state), ("page 1", State::Read));
}

#[test]
fn chinese_is_read_in_every_coding() {
    let table = "1 begincodespacerange <0000> <ffff> endcodespacerange 1 beginbfchar <0001> <675167d0> endbfchar";
    let composite = |encoding: &str, more: &str| {
        format!(
            "<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/{encoding}/DescendantFonts[<</Type/Font/Subtype/CIDFontType0{more}>>]>>"
        )
    };
    let content = format!(
        "BT /G 10 Tf <{}> Tj /U 10 Tf <{}> Tj /T 10 Tf <0001> Tj /D 10 Tf (\\001\\002) Tj /C 10 Tf <03500351> Tj ET",
        encoding_rs::GBK.encode("村务").0.iter().map(|byte| format!("{byte:02x}")).collect::<String>(),
        hexadecimal("公开"),
    );
    let fonts = "/Font<</G 5 0 R/U 6 0 R/T 7 0 R/D 9 0 R/C 10 0 R>>";
    let document = read(
        "a.pdf",
        &page(
            content.as_bytes(),
            fonts,
            &[
                composite("GBK-EUC-H", "").into_bytes(),
                composite("UniGB-UCS2-H", "").into_bytes(),
                b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/ToUnicode 8 0 R>>".to_vec(),
                packed("", table.as_bytes()),
                b"<</Type/Font/Subtype/Type1/BaseFont/A/Encoding<</Differences[1/seven/uni6751]>>>>".to_vec(),
                composite("Identity-H", "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>").into_bytes(),
            ],
        ),
    );
    assert!(shows(&document, "村务公开村某7村"), "{document:#?}");
    assert!(shows(&document, "7村BC") && document.unread.is_empty(), "{document:#?}");
    let unknown = page(b"BT /F 10 Tf <0007> Tj ET", LATIN, &[composite("Identity-H", "").into_bytes()]);
    assert_eq!(&*read("a.pdf", &unknown).unread, ["page 1".into()], "nobody knows what it shows");
}

#[test]
fn what_is_not_seen_is_told() {
    let content = b"BT /F 10 Tf 3 Tr (invisible) Tj 0 Tr 1 1 1 rg (white) Tj 0 g (black) Tj ET \
        0 0 1 rg 0 0 100 100 re f 1 g BT /F 10 Tf (on blue) Tj ET";
    let document = read("a.pdf", &page(content, LATIN, &[latin()]));
    assert!(
        hides(&document, "invisible")
            && hides(&document, "white")
            && shows(&document, "black")
            && shows(&document, "on blue")
    );
}

#[test]
fn forms_within_pages_are_read_and_end() {
    let form = packed(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>",
        b"BT /F 9 Tf (inner) Tj ET /X Do /X Do",
    );
    let bytes = page(b"/X Do", "/XObject<</X 6 0 R>>", &[latin(), form]);
    assert!(shows(&read("a.pdf", &bytes), "inner"));
}

#[test]
fn what_an_earlier_version_showed_is_told() {
    let mut bytes = page(b"BT /F 9 Tf (11010519491231002X) Tj 0 -20 Td (stays) Tj ET", LATIN, &[latin()]);
    let before = find(&bytes, b"startxref\n") + 10;
    let start: String =
        bytes[before..].iter().take_while(|byte| **byte != b'\n').map(|byte| char::from(*byte)).collect();
    let place = bytes.len();
    bytes.extend([b"4 0 obj\n".to_vec(), packed("", b"BT /F 9 Tf (stays) Tj ET"), b"\nendobj\n".to_vec()].concat());
    let table = bytes.len();
    write!(
        bytes,
        "xref\n4 1\n{place:010} 00000 n \ntrailer\n<</Size 6/Root 1 0 R/Prev {start}>>\nstartxref\n{table}\n%%EOF\n"
    )
    .unwrap();
    let document = read("a.pdf", &bytes);
    assert!(shows(&document, "stays") && hides(&document, "11010519491231002X"), "{document:#?}");
    assert_eq!(document.passages.len(), 2);
}

fn find(bytes: &[u8], sought: &[u8]) -> usize {
    bytes.windows(sought.len()).position(|own| own == sought).unwrap()
}

#[test]
fn scans_are_told() {
    let photo = jpeg(&[segment(0xe1, &[b"Exif\0\0", &*exif(&[(0x013b, b"somebody\0")], 1)].concat())]);
    let image = stream("/Type/XObject/Subtype/Image/Width 1/Height 1/Filter/DCTDecode", &photo);
    let document = read(
        "a.pdf",
        &page(
            b"q /X Do Q BT /F 9 Tf 3 Tr (seen by a machine) Tj ET",
            "/XObject<</X 6 0 R>>/Font<</F 5 0 R>>",
            &[latin(), image],
        ),
    );
    assert!(document.is_picture && hides(&document, "by a machine") && tells(&document, Trait::Author, "somebody"));
}

#[test]
fn everything_besides_the_pages_is_read() {
    let inner = docx(&paragraph("附件正文"), &[]);
    let info = format!(
        "<</Author<feff{}>/Creator(WPS)/Producer(P)/Company<feff{}>/CreationDate(D:2026)>>",
        hexadecimal("某甲"),
        hexadecimal("某单位")
    );
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R/Outlines<</First 5 0 R>>/Metadata 9 0 R/AcroForm<</Fields[7 0 R]>>>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Annots[6 0 R 8 0 R]>>".to_vec(),
        info.into_bytes(),
        format!("<</Title<feff{}>>>", hexadecimal("书签")).into_bytes(),
        format!(
            "<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/Contents<feff{}>/T<feff{}>>>",
            hexadecimal("批注"),
            hexadecimal("某乙")
        )
        .into_bytes(),
        b"<</FT/Tx/T(name)/V(13800138000)>>".to_vec(),
        b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(mailto:a@example.com)>>>>".to_vec(),
        packed("/Type/Metadata/Subtype/XML", "<x:xmpmeta><dc:creator>某丙</dc:creator></x:xmpmeta>".as_bytes()),
        b"<</Type/Filespec/F(a.docx)/EF<</F 11 0 R>>>>".to_vec(),
        packed("/Type/EmbeddedFile", &inner),
    ];
    let trailer = "/Info 4 0 R";
    let document = read("a.pdf", &pdf(&objects, trailer));
    for text in ["书签", "批注", "13800138000", "mailto:a@example.com", "附件正文"] {
        assert!(shows(&document, text), "{text}: {document:#?}");
    }
    for (name, text) in [
        (Trait::Author, "某甲"),
        (Trait::Company, "某单位"),
        (Trait::Editor, "某乙"),
        (Trait::Author, "某丙"),
        (Trait::Other, "WPS"),
    ] {
        assert!(tells(&document, name, text), "{text}: {document:#?}");
    }
    assert!(document.has_comments && document.has_hidden && !document.is_signed);
    assert_eq!(cleaned("a.pdf", &pdf(&objects, trailer)), None);
    objects.push(b"<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>/Name(Seal)>>".to_vec());
    assert!(read("a.pdf", &pdf(&objects, trailer)).is_signed);
}

#[test]
fn bombs_and_locked_files_are_told() {
    let bomb = packed("", &vec![b' '; 257 << 20]);
    assert!(bomb.len() < 2 << 20);
    let bytes = page(b"", LATIN, &[latin(), bomb]);
    assert_eq!(read("a.pdf", &bytes).state, State::TooLarge);
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[]/Count 0>>".to_vec(),
        format!("<</Filter/Standard/V 2/R 3/Length 128/P -4/O<{}>/U<{}>>>", "11".repeat(32), "22".repeat(32))
            .into_bytes(),
    ];
    assert_eq!(read("a.pdf", &pdf(&objects, "/Encrypt 3 0 R/ID[<00><00>]")).state, State::Encrypted);
    assert_eq!(read("a.pdf", b"%PDF-1.4\nnothing").state, State::Unreadable);
    let deep = page(&b"[".repeat(100_000), LATIN, &[latin(), b"<</A ".repeat(20_000)]);
    read("a.pdf", &deep);
}

#[test]
fn damaged_files_do_no_harm() {
    let content = b"BT /F 10 Tf 1 0 0 1 50 700 Tm [(138) -20 (00138000)] TJ ET";
    let bytes = page(content, LATIN, &[latin(), packed("/Type/Metadata", b"<a>b</a>")]);
    for at in 0..bytes.len() {
        read("a.pdf", &bytes[..at]);
        let mut other = bytes.clone();
        other[at] ^= 0x15;
        read("a.pdf", &other);
    }
}
