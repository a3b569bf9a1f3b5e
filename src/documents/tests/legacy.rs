use std::io::{Cursor, Write};

use super::builders::{docx, paragraph};
use super::{State, Trait, at, hides, read, shows, tells};

/// A compound file of these streams; folders are made as they are named.
fn compound(streams: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    for (path, bytes) in streams {
        if let Some((folder, _)) = path.rsplit_once('/') {
            file.create_storage_all(folder).unwrap();
        }
        file.create_stream(path).unwrap().write_all(bytes).unwrap();
    }
    file.into_inner().into_inner()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A property set of Office with these texts.
fn properties(name: [u8; 4], values: &[(u32, &str)]) -> Vec<u8> {
    let mut out = vec![0xfe, 0xff, 0, 0];
    out.extend([0; 20]);
    out.extend(1_u32.to_le_bytes());
    out.extend(name);
    out.extend([0; 12]);
    out.extend(48_u32.to_le_bytes());
    let (mut list, mut data) = (Vec::new(), Vec::new());
    for (id, text) in values {
        list.extend(id.to_le_bytes());
        list.extend(u32::try_from(8 + 8 * values.len() + data.len()).unwrap().to_le_bytes());
        let bytes = encoding_rs::GBK.encode(text).0;
        data.extend(0x1e_u32.to_le_bytes());
        data.extend(u32::try_from(bytes.len()).unwrap().to_le_bytes());
        data.extend(&*bytes);
    }
    out.extend(u32::try_from(8 + list.len() + data.len()).unwrap().to_le_bytes());
    out.extend(u32::try_from(values.len()).unwrap().to_le_bytes());
    [out, list, data].concat()
}

/// A text of Word 97 whose main part, footnotes and comments these are, with tables of names.
fn word(parts: [&str; 3], names: &[&str]) -> Vec<(&'static str, Vec<u8>)> {
    let text = wide(&parts.concat());
    let mut stream = vec![0; 0x400];
    let mut set = |at: usize, value: usize| {
        stream[at..at + 4].copy_from_slice(&u32::try_from(value).unwrap().to_le_bytes());
    };
    let lengths = parts.map(|part| part.encode_utf16().count());
    set(0x4c, lengths[0]);
    set(0x50, lengths[1]);
    set(0x5c, lengths[2]);
    let mut table = vec![2];
    table.extend(16_u32.to_le_bytes());
    table.extend(0_u32.to_le_bytes());
    table.extend(u32::try_from(text.len() / 2).unwrap().to_le_bytes());
    table.extend([0, 0]);
    table.extend(0x400_u32.to_le_bytes());
    table.extend([0, 0]);
    set(0x01a6, table.len());
    set(0x02d2, table.len());
    let from = table.len();
    table.extend([0xff, 0xff, 0, 0, 0, 0]);
    for name in names {
        table.extend(u16::try_from(name.encode_utf16().count()).unwrap().to_le_bytes());
        table.extend(wide(name));
    }
    set(0x02d6, table.len() - from);
    stream[0x0b] = 2;
    stream.extend(text);
    vec![("WordDocument", stream), ("1Table", table)]
}

#[test]
fn tables_of_word_97_keep_their_cells() {
    let body = "某村收支\r日期\u{7}摘要\u{7}收入\u{7}\u{7}7月3日\u{7}租金\u{7}\u{7}\u{7}审核：某丙\r";
    let document = read("a.doc", &compound(&word([body, "", ""], &[])));
    assert_eq!([at(&document, "摘要"), at(&document, "租金")], ["table 1 row 1 column 2", "table 1 row 2 column 2"]);
    assert_eq!([at(&document, "某村收支"), at(&document, "审核")], ["paragraph 1", "paragraph 10"]);
    // Of what is not equally wide everywhere nobody knows where a row ends.
    let body = "甲\u{7}乙\u{7}\u{7}丙\u{7}\u{7}\r";
    assert_eq!(at(&read("a.doc", &compound(&word([body, "", ""], &[]))), "丙"), "paragraph 4");
}

#[test]
fn word_97_is_read() {
    let mut streams =
        word(["正文一\r11010519491231002X\u{7}格\u{7}\r", "脚注文\r", "批注文\r"], &["某甲", "C:\\某乙\\a.doc"]);
    let office = [0x02, 0xd5, 0xcd, 0xd5];
    streams.push((
        "\u{5}SummaryInformation",
        properties([0xe0, 0x85, 0x9f, 0xf2], &[(2, "旧题目"), (4, "某丙"), (8, "某丁")]),
    ));
    streams.push(("\u{5}DocumentSummaryInformation", properties(office, &[(15, "某单位")])));
    let inner = docx(&paragraph("里面"), &[]);
    let native = [
        vec![0; 6],
        b"a.docx\0C:\\w\\a.docx\0\0\0\x03\0\x02\0\0\0b\0".to_vec(),
        u32::try_from(inner.len()).unwrap().to_le_bytes().to_vec(),
        inner,
    ]
    .concat();
    streams.push(("ObjectPool/_1/\u{1}Ole10Native", native));
    let bytes = compound(&streams);
    let document = read("a.doc", &bytes);
    for text in ["正文一", "11010519491231002X", "格", "脚注文", "批注文", "里面"] {
        assert!(shows(&document, text), "{text}: {document:#?}");
    }
    assert_eq!(at(&document, "脚注文"), "footnote paragraph 1");
    for (name, text) in [
        (Trait::Title, "旧题目"),
        (Trait::Author, "某丙"),
        (Trait::Editor, "某丁"),
        (Trait::Company, "某单位"),
        (Trait::Editor, "某甲"),
        (Trait::Editor, "某乙"),
        (Trait::Other, "C:\\w\\a.docx"),
    ] {
        assert!(tells(&document, name, text), "{text}: {document:#?}");
    }
    assert!(document.has_comments);
    assert_eq!(document.state, State::Read);
    // WPS Writer keeps its texts in the same way.
    assert!(shows(&read("a.wps", &bytes), "正文一"));
    let mut locked = word(["a", "", ""], &[]);
    locked[0].1[0x0b] |= 1;
    assert_eq!(read("a.doc", &compound(&locked)).state, State::Encrypted);
}

fn record(kind: u16, body: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &u16::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
}

/// A text with its length and its mark.
fn text(text: &str) -> Vec<u8> {
    [&u16::try_from(text.encode_utf16().count()).unwrap().to_le_bytes()[..], &[1], &wide(text)].concat()
}

fn cell(kind: u16, row: u16, column: u16, rest: &[u8]) -> Vec<u8> {
    let place = [row, column, 0].map(u16::to_le_bytes).concat();
    record(kind, &[place, rest.to_vec()].concat())
}

fn sheet(name: &str, state: u8) -> Vec<u8> {
    let length = u8::try_from(name.encode_utf16().count()).unwrap();
    record(0x0085, &[vec![0, 0, 0, 0, state, 0, length, 1], wide(name)].concat())
}

fn workbook() -> Vec<u8> {
    let begin = record(0x0809, &[0, 6, 5, 0]);
    let end = record(0x000a, b"");
    // The second text is cut behind its first character, the third is of one byte a character.
    let strings = [vec![4, 0, 0, 0, 4, 0, 0, 0], text("共享"), vec![2, 0, 1], wide("断")].concat();
    let continued = [vec![1], wide("开"), vec![3, 0, 0], b"abc".to_vec(), text("删后残留")].concat();
    let txo = record(0x01b6, &[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0]);
    let box_text = record(0x003c, &[vec![1], wide("框字")].concat());
    let id = f64::from_bits(110_105_194_912_310_000_f64.to_bits()).to_le_bytes();
    let formula = cell(0x0006, 4, 0, &[0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0]);
    let chart = [begin.clone(), end.clone()].concat();
    [
        begin.clone(),
        record(0x005c, &text("某甲")),
        sheet("表", 0),
        sheet("密表", 2),
        record(0x00fc, &strings),
        record(0x003c, &continued),
        end.clone(),
        begin.clone(),
        record(0x007d, &[5, 0, 5, 0, 0, 0, 0, 0, 1, 0]),
        record(0x0208, &[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x20, 0, 0, 0]),
        cell(0x00fd, 0, 0, &0_u32.to_le_bytes()),
        cell(0x00fd, 0, 1, &1_u32.to_le_bytes()),
        cell(0x00fd, 0, 2, &2_u32.to_le_bytes()),
        cell(0x0203, 0, 3, &id),
        cell(0x027e, 0, 4, &((1_234_u32 << 2) | 3).to_le_bytes()),
        cell(0x027e, 0, 5, &((424_242_u32 << 2) | 2).to_le_bytes()),
        cell(0x0204, 1, 0, &text("藏行")),
        chart,
        formula,
        record(0x0207, &text("算得")),
        record(0x001c, &[vec![0; 8], text("某乙")].concat()),
        txo,
        box_text,
        end.clone(),
        begin,
        cell(0x0204, 0, 0, &text("密字")),
        end,
    ]
    .concat()
}

#[test]
fn excel_97_is_read() {
    let cache = record(0x00cd, &text("透视缓存"));
    let document = read("a.xls", &compound(&[("Workbook", workbook()), ("_SX_DB_CUR/0001", cache)]));
    for text in ["共享", "断开", "abc", "110105194912310000", "12.34", "算得", "框字"] {
        assert!(shows(&document, text), "{text}: {document:#?}");
    }
    for text in ["424242", "藏行", "密字", "密表", "删后残留", "透视缓存"] {
        assert!(hides(&document, text) && !shows(&document, text), "{text}: {document:#?}");
    }
    assert!(
        tells(&document, Trait::Editor, "某甲") && tells(&document, Trait::Editor, "某乙") && document.has_comments
    );
    assert_eq!((at(&document, "110105"), at(&document, "密字")), ("表!D1", "密表!A1"));
    let locked = [record(0x0809, &[0, 6, 5, 0]), record(0x002f, &[0, 0])].concat();
    assert_eq!(read("a.xls", &compound(&[("Workbook", locked)])).state, State::Encrypted);
}

#[test]
fn powerpoint_97_is_read() {
    let atom = |head: u16, kind: u16, body: &[u8]| {
        [&head.to_le_bytes()[..], &kind.to_le_bytes(), &u32::try_from(body.len()).unwrap().to_le_bytes(), body].concat()
    };
    let text = atom(0, 4000, &wide("首页字"));
    let comment = atom(
        0x0f,
        12_000,
        &[atom(0, 4026, &wide("某甲")), atom(0x10, 4026, &wide("评语")), atom(0, 12_001, b"")].concat(),
    );
    let slide = atom(0x0f, 1006, &[text, atom(0, 4008, b"latin"), comment].concat());
    let user = [vec![0; 12], vec![0; 8], vec![4, 0, 0, 0, 3, 0, 0, 0], encoding_rs::GBK.encode("某乙").0.into_owned()]
        .concat();
    let document = read("a.ppt", &compound(&[("PowerPoint Document", slide), ("Current User", user)]));
    assert!(shows(&document, "首页字") && shows(&document, "latin") && shows(&document, "评语"), "{document:#?}");
    assert!(
        tells(&document, Trait::Editor, "某甲") && tells(&document, Trait::Editor, "某乙") && document.has_comments
    );
    assert_eq!(at(&document, "首页字"), "slide 1");
}

#[test]
fn locked_and_unknown_files_are_told() {
    assert_eq!(read("a.docx", &compound(&[("EncryptedPackage", vec![1])])).state, State::Encrypted);
    assert_eq!(read("a.doc", &compound(&[("Other", vec![1])])).state, State::Unknown);
    assert_eq!(read("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").state, State::Unreadable);
}

#[test]
fn damaged_files_do_no_harm() {
    let files = [compound(&word(["正文\r", "a", "b"], &["某甲"])), compound(&[("Workbook", workbook())])];
    for bytes in files {
        for at in (0..bytes.len()).step_by(29) {
            read("a.doc", &bytes[..at]);
            let mut other = bytes.clone();
            other[at] ^= 0x81;
            read("a.doc", &other);
        }
    }
    let stream = workbook();
    for at in 0..stream.len() {
        let mut other = stream.clone();
        other[at] ^= 0xff;
        super::super::legacy::of_workbook(&other);
        super::super::legacy::of_workbook(&stream[..at]);
    }
}
