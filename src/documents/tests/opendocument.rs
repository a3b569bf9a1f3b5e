use super::super::cleaned;
use super::builders::package;
use super::{State, Trait, at, hides, read, shows, tells};

#[test]
fn opendocument_is_read_and_cleaned() {
    let content = "<office:document-content><office:body><office:text>\
        <text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>某乙</dc:creator></office:change-info><text:p>删去的</text:p></text:deletion></text:changed-region></text:tracked-changes>\
        <text:p>前<office:annotation><dc:creator>某甲</dc:creator><text:p>批注</text:p></office:annotation>后<text:s/>号<text:span>码</text:span></text:p>\
        <text:p><text:a xlink:href=\"mailto:a@example.com\">信</text:a></text:p></office:text></office:body></office:document-content>";
    let bytes = package(&[
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", content),
        (
            "styles.xml",
            "<office:document-styles><style:header><text:p>页眉</text:p></style:header></office:document-styles>",
        ),
        (
            "meta.xml",
            "<office:document-meta><office:meta><meta:initial-creator>某丙</meta:initial-creator><meta:user-defined meta:name=\"单位\">某单位</meta:user-defined></office:meta></office:document-meta>",
        ),
        (
            "settings.xml",
            "<office:settings><config:config-item config:name=\"PrinterName\">某丁的打印机</config:config-item></office:settings>",
        ),
        ("Thumbnails/thumbnail.png", "x"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest><manifest:file-entry manifest:full-path=\"Thumbnails/thumbnail.png\"/><manifest:file-entry manifest:full-path=\"content.xml\"/></manifest:manifest>",
        ),
    ]);
    let document = read("a.odt", &bytes);
    assert!(
        shows(&document, "前后 号码") && shows(&document, "批注") && shows(&document, "mailto:a@example.com"),
        "{document:#?}"
    );
    assert!(shows(&document, "页眉") && hides(&document, "删去的"));
    assert!(tells(&document, Trait::Editor, "某甲") && tells(&document, Trait::Editor, "某乙"));
    assert!(tells(&document, Trait::Author, "某丙") && tells(&document, Trait::Company, "某单位"));
    assert!(tells(&document, Trait::Device, "某丁"));
    let copy = cleaned("a.odt", &bytes).unwrap();
    let after = read("a.odt", &copy);
    assert!(shows(&after, "前后 号码") && shows(&after, "批注"));
    assert!(after.metadata.is_empty(), "{after:#?}");
}

#[test]
fn sheets_of_opendocument_are_read() {
    let content = "<office:document-content><office:automatic-styles><style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles><office:body><office:spreadsheet>\
        <table:table table:name=\"表\"><table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\"/>\
        <table:table-row><table:table-cell/><table:table-cell office:value=\"1.10105491231002E14\"><text:p>1.1E14</text:p></table:table-cell><table:table-cell><text:p>藏列</text:p></table:table-cell></table:table-row>\
        <table:table-row table:number-rows-repeated=\"3\"/><table:table-row table:visibility=\"filter\"><table:table-cell table:number-columns-repeated=\"2\"/><table:table-cell><text:p>藏行</text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell><office:annotation><dc:creator>某甲</dc:creator><text:p>批注</text:p></office:annotation><text:p>有<text:span>注</text:span></text:p></table:table-cell></table:table-row></table:table>\
        <table:table table:name=\"密表\" table:style-name=\"ta2\"><table:table-row><table:table-cell><text:p>密字</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let document = read("a.ods", &package(&[("mimetype", "x"), ("content.xml", content)]));
    assert!(shows(&document, "110105491231002") && shows(&document, "1.1E14"), "{document:#?}");
    assert!(hides(&document, "藏列") && hides(&document, "藏行") && hides(&document, "密字"));
    assert_eq!(at(&document, "1.1E14"), "表!B1");
    assert_eq!(at(&document, "藏行"), "表!C5");
    assert_eq!(at(&document, "有注"), "表!A6");
    assert_eq!(at(&document, "批注"), "comment 表!A6");
    assert!(tells(&document, Trait::Editor, "某甲") && document.has_comments);
}

#[test]
fn locked_files_are_told() {
    let manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>";
    let bytes = package(&[("mimetype", "x"), ("content.xml", "\u{1}\u{2}"), ("META-INF/manifest.xml", manifest)]);
    assert_eq!(read("a.odt", &bytes).state, State::Encrypted);
}

#[test]
fn fixed_pages_are_read() {
    let bytes = package(&[
        (
            "OFD.xml",
            "<ofd:OFD><ofd:DocBody><ofd:DocInfo><ofd:Author>某甲</ofd:Author></ofd:DocInfo></ofd:DocBody></ofd:OFD>",
        ),
        (
            "Doc_0/Pages/Page_1/Content.xml",
            "<ofd:Page><ofd:TextObject><ofd:TextCode>某乙的</ofd:TextCode><ofd:TextCode>号码</ofd:TextCode></ofd:TextObject></ofd:Page>",
        ),
        ("Doc_0/Signs/Signatures.xml", "<ofd:Signatures/>"),
    ]);
    let document = read("a.ofd", &bytes);
    assert!(shows(&document, "某乙的号码") && tells(&document, Trait::Author, "某甲") && document.is_signed);
    assert_eq!(at(&document, "某乙"), "page 2");
    assert_eq!(cleaned("a.ofd", &bytes), None);
}
