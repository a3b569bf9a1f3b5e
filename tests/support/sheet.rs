//! The smallest spreadsheet that a reader of XLSX accepts, so that tests need no binary files.

/// An XLSX file with one sheet. A cell of digits and points is a number, every other one a text.
pub(crate) fn xlsx(rows: &[Vec<&str>]) -> Vec<u8> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let sheet: String =
        rows.iter().map(|row| format!("<row>{}</row>", row.iter().map(|cell| xml(cell)).collect::<String>())).collect();
    let files = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>".to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{RELATIONS}\"><Relationship Id=\"rId1\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{sheet}</sheetData></worksheet>")),
    ];
    zip(&files)
}

fn xml(cell: &str) -> String {
    let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number { format!("<c><v>{cell}</v></c>") } else { format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>") }
}

/// A ZIP archive without compression.
fn zip(files: &[(&str, String)]) -> Vec<u8> {
    let (mut archive, mut directory) = (Vec::new(), Vec::new());
    for (name, text) in files {
        let offset = number(archive.len());
        let mut head = vec![10, 0, 0, 0, 0, 0, 0, 0, 33, 0];
        head.extend(crc32(text.as_bytes()).to_le_bytes());
        head.extend(number(text.len()));
        head.extend(number(text.len()));
        head.extend(&number(name.len())[..2]);
        head.extend([0, 0]);
        archive.extend(b"PK\x03\x04");
        archive.extend(&head);
        archive.extend(name.bytes().chain(text.bytes()));
        directory.extend(b"PK\x01\x02\x0a\x00");
        directory.extend(&head);
        directory.extend([0; 10]);
        directory.extend(offset);
        directory.extend(name.bytes());
    }
    let (start, count) = (number(archive.len()), number(files.len()));
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06\0\0\0\0");
    archive.extend(count[..2].iter().chain(&count[..2]));
    archive.extend(number(directory.len()));
    archive.extend(start);
    archive.extend([0, 0]);
    archive
}

fn number(value: usize) -> [u8; 4] {
    u32::try_from(value).unwrap().to_le_bytes()
}

fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, byte| (0..8).fold(crc ^ u32::from(*byte), |crc, _| step(crc)))
}
