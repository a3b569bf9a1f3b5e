use super::super::cleaned;
use super::builders::{docx, jpeg, package, package_of_bytes, paragraph, segment};
use super::{State, Trait, at, hides, read, shows, tells};

const MAKERS: [(&str, &str); 3] = [
    (
        "docProps/core.xml",
        "<cp:coreProperties><dc:title>旧题目</dc:title><dc:creator>某甲</dc:creator><cp:lastModifiedBy>某乙</cp:lastModifiedBy><dc:description>备注一</dc:description></cp:coreProperties>",
    ),
    (
        "docProps/app.xml",
        "<Properties><Company>某公司</Company><Template>C:\\某丙\\a.dotm</Template><Pages>3</Pages></Properties>",
    ),
    ("docProps/custom.xml", "<Properties><property name=\"经办\"><vt:lpwstr>某丁</vt:lpwstr></property></Properties>"),
];

#[test]
fn every_place_of_slides_is_read() {
    let slide = |show: &str, text: &str| {
        format!("<p:sld{show}><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sld>")
    };
    let bytes = package(&[
        ("[Content_Types].xml", "<Types/>"),
        ("ppt/slides/slide1.xml", &slide("", "首页")),
        ("ppt/slides/slide2.xml", &slide(" show=\"0\"", "藏页")),
        ("ppt/notesSlides/notesSlide1.xml", &slide("", "备注")),
        ("ppt/comments/comment1.xml", "<p:cmLst><p:cm authorId=\"0\"><p:text>评语</p:text></p:cm></p:cmLst>"),
        (
            "ppt/commentAuthors.xml",
            "<p:cmAuthorLst><p:cmAuthor id=\"0\" name=\"某甲\" initials=\"甲\"/></p:cmAuthorLst>",
        ),
    ]);
    let document = read("a.pptx", &bytes);
    assert!(
        shows(&document, "首页") && shows(&document, "备注") && shows(&document, "评语") && hides(&document, "藏页")
    );
    assert_eq!(at(&document, "首页"), "slide 1 paragraph 1");
    assert_eq!(at(&document, "备注"), "notes of slide 1 paragraph 1");
    assert!(tells(&document, Trait::Editor, "某甲") && document.has_comments);
    let copy = cleaned("a.pptx", &bytes).unwrap();
    assert!(!tells(&read("a.pptx", &copy), Trait::Editor, "某甲") && shows(&read("a.pptx", &copy), "评语"));
}

#[test]
fn what_is_embedded_is_read_once() {
    let inner = docx(&paragraph("最里"), &[]);
    let middle = package_of_bytes(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/worksheets/sheet1.xml", "<worksheet><c t=\"str\"><v>中间</v></c></worksheet>".as_bytes()),
        ("xl/embeddings/inner.docx", &inner),
    ]);
    let outer = package_of_bytes(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<w:document/>"),
        ("word/embeddings/table.xlsx", &middle),
        ("word/vbaProject.bin", b"\0\x01\x02"),
    ]);
    let document = read("a.docx", &outer);
    assert!(
        document.passages.iter().any(|own| &*own.text == "中间" && own.at.starts_with("word/embeddings/table.xlsx › "))
    );
    assert!(!shows(&document, "最里") && document.has_hidden);
    assert_eq!(
        document.unread.iter().map(|own| &**own).collect::<Vec<_>>(),
        ["xl/embeddings/inner.docx", "word/vbaProject.bin"]
    );
}

#[test]
fn makers_are_removed_and_the_text_stays() {
    let photo = jpeg(&[segment(0xfe, "某癸拍摄".as_bytes())]);
    let comments = format!(
        "<w:comments><w:comment w:author=\"某辛\" w:initials='辛'>{}</w:comment></w:comments>",
        paragraph("批注")
    );
    let document = format!(
        "<w:document><w:body>{}<w:p><w:ins w:author=\"某己\"><w:r><w:t>加上的</w:t></w:r></w:ins></w:p></w:body></w:document>",
        paragraph("正文")
    );
    let mut parts: Vec<(&str, &[u8])> = MAKERS.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    parts.extend([
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("_rels/.rels", b"<Relationships><Relationship Id=\"a\" Type=\"x/thumbnail\" Target=\"docProps/thumbnail.jpeg\"/><Relationship Id=\"b\" Target=\"word/document.xml\"/></Relationships>"),
        ("word/document.xml", document.as_bytes()),
        ("word/comments.xml", comments.as_bytes()),
        ("word/media/image1.jpeg", &photo),
        ("docProps/thumbnail.jpeg", &photo),
    ]);
    let bytes = package_of_bytes(&parts);
    let before = read("a.docx", &bytes);
    for (name, text) in [
        (Trait::Title, "旧题目"),
        (Trait::Author, "某甲"),
        (Trait::Editor, "某乙"),
        (Trait::Comment, "备注一"),
        (Trait::Company, "某公司"),
        (Trait::Other, "某丙"),
        (Trait::Other, "某丁"),
        (Trait::Comment, "某癸拍摄"),
        (Trait::Editor, "某辛"),
        (Trait::Editor, "某己"),
    ] {
        assert!(tells(&before, name, text), "{text}: {before:#?}");
    }
    let copy = cleaned("a.docx", &bytes).unwrap();
    assert_eq!(cleaned("a.docx", &bytes).as_ref(), Some(&copy));
    let after = read("a.docx", &copy);
    assert!(after.metadata.is_empty(), "{after:#?}");
    assert!(shows(&after, "正文") && shows(&after, "加上的") && shows(&after, "批注"));
    assert_eq!(after.state, State::Read);
    assert_eq!(cleaned("a.docx", &copy), None, "a clean copy has nothing to remove");
    for secret in ["某甲", "某辛", "某癸"] {
        assert!(!copy.windows(secret.len()).any(|own| own == secret.as_bytes()));
    }
}

#[test]
fn a_signed_file_is_never_changed() {
    let bytes = docx(&paragraph("正文"), &[MAKERS[0], ("_xmlsignatures/sig1.xml", "<Signature/>")]);
    assert!(read("a.docx", &bytes).is_signed);
    assert_eq!(cleaned("a.docx", &bytes), None);
}

#[test]
fn what_is_merely_packed_is_an_archive() {
    assert_eq!(read("a.zip", &package(&[("a.txt", "甲")])).state, State::Archive);
    assert_eq!(read("a.docx", b"PK\x03\x04nothing").state, State::Unreadable);
}

#[test]
fn pages_that_were_photographed_are_told() {
    let photo = jpeg(&[]);
    let bytes = package_of_bytes(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", paragraph("公示").as_bytes()),
        ("word/media/image1.jpeg", &photo),
    ]);
    assert!(read("a.docx", &bytes).is_picture);
}
