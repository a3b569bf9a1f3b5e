//! The smallest spreadsheet that a reader of XLSX accepts, so that tests need no binary files.

/// A sheet of a workbook: its name, what hides it (`hidden`, `veryHidden`, or empty) and what stands in it.
pub(crate) struct Sheet {
    pub(crate) name: &'static str,
    pub(crate) state: &'static str,
    pub(crate) xml: String,
}

/// An XLSX file with one sheet. A cell of digits and points is a number, every other one a text.
pub(crate) fn xlsx(rows: &[Vec<&str>]) -> Vec<u8> {
    book(&[Sheet { name: "1", state: "", xml: data(rows) }], &[])
}

/// The rows of a sheet.
pub(crate) fn data(rows: &[Vec<&str>]) -> String {
    let row = |row: &Vec<&str>| format!("<row>{}</row>", row.iter().map(|cell| xml(cell)).collect::<String>());
    format!("<sheetData>{}</sheetData>", rows.iter().map(row).collect::<String>())
}

/// The part that gives the styles 1, 2 … these number formats.
pub(crate) fn styles(formats: &[&str]) -> (&'static str, String) {
    let escaped = |code: &str| code.replace('&', "&amp;").replace('"', "&quot;");
    let codes = formats.iter().enumerate();
    let codes: String = codes
        .map(|(at, code)| format!("<numFmt numFmtId=\"{}\" formatCode=\"{}\"/>", 200 + at, escaped(code)))
        .collect();
    let cells: String = (0..formats.len()).map(|at| format!("<xf numFmtId=\"{}\"/>", 200 + at)).collect();
    let text =
        format!("<styleSheet><numFmts>{codes}</numFmts><cellXfs><xf numFmtId=\"0\"/>{cells}</cellXfs></styleSheet>");
    ("xl/styles.xml", text)
}

/// An XLSX file with these sheets, and other parts by name.
pub(crate) fn book(sheets: &[Sheet], more: &[(&str, String)]) -> Vec<u8> {
    zip(&parts(sheets, more))
}

/// The parts of a workbook by name.
pub(crate) fn parts(sheets: &[Sheet], more: &[(&str, String)]) -> Vec<(String, String)> {
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let listed = sheets.iter().enumerate().map(|(at, sheet)| {
        let state = if sheet.state.is_empty() { String::new() } else { format!(" state=\"{}\"", sheet.state) };
        format!("<sheet name=\"{}\"{state} sheetId=\"{at}\" r:id=\"rId{at}\"/>", sheet.name)
    });
    let related = (0..sheets.len()).map(|at| {
        format!("<Relationship Id=\"rId{at}\" Type=\"{OFFICE}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>")
    });
    let (listed, related) = (listed.collect::<String>(), related.collect::<String>());
    let mut files = vec![
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
            format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OFFICE}\"><sheets>{listed}</sheets></workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels", format!("<Relationships xmlns=\"{RELATIONS}\">{related}</Relationships>")),
    ];
    let mut files: Vec<(String, String)> =
        files.drain(..).chain(more.iter().cloned()).map(|(name, text)| (name.to_owned(), text)).collect();
    for (at, sheet) in sheets.iter().enumerate() {
        let text = format!("<worksheet xmlns=\"{MAIN}\">{}</worksheet>", sheet.xml);
        files.push((format!("xl/worksheets/sheet{at}.xml"), text));
    }
    files
}

fn xml(cell: &str) -> String {
    let is_number = !cell.is_empty() && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    if is_number { format!("<c><v>{cell}</v></c>") } else { format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>") }
}

/// A ZIP archive without compression.
fn zip(files: &[(String, String)]) -> Vec<u8> {
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
