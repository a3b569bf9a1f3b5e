use super::{at, hides, read, shows};

#[test]
fn texts_are_read_in_every_encoding() {
    let text = "姓名,号码\n某甲,110105491231002\n";
    let gbk = encoding_rs::GBK.encode(text).0.into_owned();
    let utf_16 = |order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    for bytes in [
        text.as_bytes().to_vec(),
        gbk,
        [b"\xff\xfe".to_vec(), utf_16(u16::to_le_bytes)].concat(),
        [b"\xfe\xff".to_vec(), utf_16(u16::to_be_bytes)].concat(),
        "a,110105491231002\n".encode_utf16().flat_map(u16::to_le_bytes).collect(),
    ] {
        let document = read("a.csv", &bytes);
        assert!(shows(&document, "110105491231002"), "{bytes:?}");
    }
    // Signs of Chinese alone have no byte that is nothing.
    let list = "姓名，残疾等级。某甲，一级；某乙，二级。";
    for order in [u16::to_le_bytes, u16::to_be_bytes] {
        let bytes: Vec<u8> = list.encode_utf16().flat_map(order).collect();
        assert!(shows(&read("a.txt", &bytes), "残疾等级"), "{bytes:?}");
    }
    let gbk = encoding_rs::GBK.encode(list).0.into_owned();
    assert!(shows(&read("a.txt", &gbk), "残疾等级"));
    assert_eq!(at(&read("a.csv", text.as_bytes()), "1101"), "line 2");
    assert_eq!(at(&read("a.csv", b"a\r\n\r\nb\r\n"), "b"), "line 3");
    assert_eq!(at(&read("a.csv", b"a\r\rb\r"), "b"), "line 3");
}

#[test]
fn escapes_of_json_are_read() {
    let document = read("a.json", br#"{"a": "\u67d0\u7532", "b": "\ud83d\ude00\u12"}"#);
    assert!(shows(&document, "某甲") && shows(&document, "😀"));
}

#[test]
fn pages_are_read_with_what_they_keep_to_themselves() {
    let page = "<!DOCTYPE html><html><head><title>题目</title><meta name=author content=\"某乙\">\n\
                <script>var a = '机密';</script></head><body><!-- 旧稿 -->\n<p title='悬停'>11010<b>519</b>491231002X</p>\
                <table><tr><td>甲</td><td>1&#x32;3 &amp; 4</td></tr></table><a href=\"tel:13800138000\">电</a><img alt=图 src=x>\n<";
    let document = read("a.html", page.as_bytes());
    for text in ["题目", "某乙", "悬停", "11010519491231002X", "123 & 4", "tel:13800138000", "图"] {
        assert!(shows(&document, text), "{text}: {document:#?}");
    }
    assert!(hides(&document, "机密") && hides(&document, "旧稿"));
    assert_eq!(at(&document, "11010519"), "line 3");
    assert_eq!(at(&document, "甲"), "table 1 row 1 column 1");
}

#[test]
fn drawings_and_data_are_read() {
    let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" docname="C:\某丙\a.svg"><title>题</title><path d="M 110105194912310021"/><text>户主<tspan>某甲</tspan></text><metadata><creator>某丁</creator></metadata><!-- 注 --></svg>"#;
    let document = read("a.svg", svg.as_bytes());
    assert!(shows(&document, "题") && shows(&document, "户主") && shows(&document, "某甲") && hides(&document, "注"));
    assert!(!shows(&document, "M 1101"));
    assert!(document.metadata.iter().any(|own| own.value.contains("某丁")));
    assert!(document.metadata.iter().any(|own| own.value.contains("某丙")));
    let xml = r#"<?xml version="1.0"?><rows><row id="110105491231002"><![CDATA[某甲]]></row></rows>"#;
    let document = read("a.xml", xml.as_bytes());
    assert!(shows(&document, "110105491231002") && shows(&document, "某甲"));
}
