//! Rows beside a record, in CSV or XLSX, as the nodes that the record itself could have held.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::source::{self, FileName, Place, Span};
use crate::base::yaml::{Key, Node, Value};

rules! {
    /// A spreadsheet that cannot be read.
    SHEET: Error "rows/unreadable" {
        zh: "读不出这个表格：{reason}" => "用表格软件重新保存为 .xlsx 或“CSV UTF-8”",
        en: "this spreadsheet cannot be read: {reason}" => "save it again as .xlsx or as “CSV UTF-8”",
    }
    /// A row with more cells than the head.
    WIDE: Error "rows/too-many-cells" {
        zh: "这一行有 {cells} 格，表头只有 {columns} 格：`{extra}` 没有对应的栏" => "金额里的逗号要去掉，或把整格用双引号括起来：\"1,200.00\"",
        en: "this row has {cells} cells, the head only {columns}: `{extra}` belongs to no column" => "drop the comma from amounts, or put the cell in double quotes: \"1,200.00\"",
        wrong: "日期,事项,收入\n2025-04-03,租金,1,200.00", right: "日期,事项,收入\n2025-04-03,租金,\"1,200.00\"",
    }
    /// A row of totals, which is no row of the record.
    TOTAL: Note "rows/total-left-out" {
        zh: "这一行是“{word}”，没有读进来" => "合计由程序算，这一行可以从表格里删去",
        en: "this row is a total (“{word}”) and was left out" => "totals are computed; the row may be deleted from the table",
        wrong: "日期,事项,收入\n2025-04-03,租金,1200\n合计,,1200", right: "日期,事项,收入\n2025-04-03,租金,1200",
    }
    /// A table without a head.
    HEAD: Error "rows/no-head" {
        zh: "表格是空的，没有表头" => "第一行写各栏的名字，例如：{columns}",
        en: "the table is empty and has no head" => "write the names of the columns in the first row, for example: {columns}",
    }
}

/// A cell: its text and where it stands.
type RawCell = (String, Span);

/// Reads the rows of a CSV or XLSX file as a list of maps. A file that cannot be read is reported and has no rows.
pub(super) fn read(file: &FileName, bytes: Vec<u8>, diags: &mut Diagnostics) -> Node {
    let grid = if file.ends_with(".xlsx") { xlsx(file, bytes, diags) } else { csv(file, bytes, diags) };
    let nodes = grid.map(|grid| list(file, grid, diags)).unwrap_or_default();
    Node { value: Value::List(nodes), span: Span::whole(file) }
}

fn list(file: &FileName, grid: Vec<Vec<RawCell>>, diags: &mut Diagnostics) -> Vec<Node> {
    let mut rows = grid.into_iter().filter(|row| row.iter().any(|(text, _)| !text.trim().is_empty()));
    let Some(head) = rows.next() else {
        diags.push(Diagnostic::new(&HEAD, Span::whole(file)).with("columns", "日期,事项,金额"));
        return Vec::new();
    };
    let head: Vec<Key> = head.into_iter().map(|(text, span)| Key { text: text.trim().to_owned(), span }).collect();
    let columns = head.iter().rposition(|key| !key.text.is_empty()).map_or(0, |at| at + 1);
    let mut nodes = Vec::new();
    for row in rows {
        match total(&row) {
            Some((word, span)) => diags.push(Diagnostic::new(&TOTAL, span.clone()).with_own("word", word)),
            None => nodes.push(row_node(&head[..columns], row, diags)),
        }
    }
    nodes
}

/// The word and the place by which a row calls itself a total: its first cell that is not empty.
fn total(row: &[RawCell]) -> Option<(&str, &Span)> {
    const WORDS: [&str; 6] = ["合计", "总计", "小计", "累计", "本期合计", "本页合计"];
    let (text, span) = row.iter().find(|(text, _)| !text.trim().is_empty())?;
    let plain: String = text.chars().filter(|sign| !sign.is_whitespace()).collect();
    let plain = plain.trim_end_matches(['：', ':']);
    WORDS.contains(&plain).then_some((text.trim(), span))
}

fn row_node(head: &[Key], row: Vec<RawCell>, diags: &mut Diagnostics) -> Node {
    let span = whole_row(&row);
    let cells = row.iter().rposition(|(text, _)| !text.trim().is_empty()).map_or(0, |at| at + 1);
    if let Some((extra, at)) = row.get(head.len()).filter(|_| cells > head.len()) {
        let wide = Diagnostic::new(&WIDE, at.clone()).with_own("cells", cells).with_own("columns", head.len());
        diags.push(wide.with("extra", extra));
    }
    let entries = head.iter().cloned().zip(row).filter(|(key, _)| !key.text.is_empty()).map(|(key, (text, span))| {
        let value = if text.trim().is_empty() { Value::Empty } else { Value::Text(text) };
        (key, Node { value, span })
    });
    Node { value: Value::Map(entries.collect()), span }
}

/// From the first cell to the last.
fn whole_row(row: &[RawCell]) -> Span {
    let Some((first, last)) = row.first().zip(row.last()) else { return Span::whole(&"".into()) };
    let place = match (first.1.place, last.1.place) {
        (Place::Bytes(start, _), Place::Bytes(_, end)) => Place::Bytes(start, end),
        (place, _) => place,
    };
    Span { place, ..first.1.clone() }
}

fn csv(file: &FileName, bytes: Vec<u8>, diags: &mut Diagnostics) -> Option<Vec<Vec<RawCell>>> {
    let text = source::decode(file, bytes, diags)?;
    let delimiter = if text.lines().next().is_some_and(|head| head.contains('\t')) { b'\t' } else { b',' };
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut grid = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Some(grid),
            Err(error) => {
                diags.push(Diagnostic::new(&SHEET, Span::whole(file)).with("reason", error));
                return None;
            }
        }
        let start = record.position().map_or(0, |at| usize::try_from(at.byte()).unwrap_or(0));
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len()).min(text.len());
        let mut places = cell_places(&text, start, end, delimiter).into_iter();
        let row = record.iter().map(|cell| {
            let (from, to) = places.next().unwrap_or((start, end));
            (cell.to_owned(), Span::bytes(file, from, to))
        });
        grid.push(row.collect());
    }
}

/// Where the cells of the raw line `start..end` stand.
fn cell_places(text: &str, start: usize, end: usize, delimiter: u8) -> Vec<(usize, usize)> {
    let raw = &text.as_bytes()[start..end];
    let skipped = raw.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let length = raw.len() - raw.iter().rev().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let (mut places, mut from, mut quoted) = (Vec::new(), skipped, false);
    for (at, byte) in raw.iter().enumerate().take(length).skip(skipped) {
        match *byte {
            b'"' => quoted = !quoted,
            byte if byte == delimiter && !quoted => {
                places.push((start + from, start + at));
                from = at + 1;
            }
            _ => {}
        }
    }
    places.push((start + from, start + length.max(from)));
    places
}

fn xlsx(file: &FileName, bytes: Vec<u8>, diags: &mut Diagnostics) -> Option<Vec<Vec<RawCell>>> {
    const DAMAGED: Text =
        Text { zh: "不是 .xlsx 文件，或者文件坏了", en: "it is no .xlsx file, or it is damaged" };
    const SHEET_DAMAGED: Text = Text { zh: "第一张工作表坏了", en: "its first sheet is damaged" };
    let unreadable = |reason| Diagnostic::new(&SHEET, Span::whole(file)).with_word("reason", reason);
    let mut book: Xlsx<_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(_) => {
            diags.push(unreadable(DAMAGED));
            return None;
        }
    };
    let sheet = match book.worksheet_range_at(0) {
        Some(Ok(sheet)) => sheet,
        Some(Err(_)) => {
            diags.push(unreadable(SHEET_DAMAGED));
            return None;
        }
        None => return Some(Vec::new()),
    };
    let (top, left) = sheet.start().unwrap_or((0, 0));
    let rows = sheet.rows().zip(top..).map(|(row, number)| {
        let cells = row.iter().zip(left..).map(|(cell, column)| (cell_text(cell), Span::cell(file, number, column)));
        cells.collect()
    });
    Some(rows.collect())
}

/// A cell as a clerk sees it: dates in standard form, numbers without the noise of binary fractions.
fn cell_text(cell: &Data) -> String {
    match cell {
        Data::Float(number) if number.abs() < 1e15 => {
            let text = format!("{number:.8}");
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        }
        Data::DateTime(moment) if moment.is_datetime() => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::Empty => String::new(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::base::diag::Diagnostics;
    use crate::base::lang::Lang;
    use crate::base::source::Place;
    use crate::base::yaml::Value;

    fn check(text: &str, expected: &str) {
        let mut diags = Diagnostics::new();
        let node = read(&"a.csv".into(), text.as_bytes().to_vec(), &mut diags);
        let mut out = Vec::new();
        if let Value::List(rows) = node.value {
            for row in rows {
                let Value::Map(cells) = row.value else { continue };
                let cells = cells.into_iter().map(|(key, cell)| {
                    let Place::Bytes(from, to) = cell.span.place else { panic!("{cell:?}") };
                    format!("{}={:?}", key.text, &text[from as usize..to as usize])
                });
                out.push(cells.collect::<Vec<_>>().join(" "));
            }
        }
        out.extend(diags.iter().map(|one| one.message(Lang::En)));
        assert_eq!(out.join("\n"), expected);
    }

    #[test]
    fn cells_know_their_place() {
        check(
            "日期,事项\r\n2025-04-03,租金\r\n\r\n,\"路灯,电费\"\r\n",
            "日期=\"2025-04-03\" 事项=\"租金\"\n日期=\"\" 事项=\"\\\"路灯,电费\\\"\"",
        );
        check("a,b\n1,2,3", "a=\"1\" b=\"2\"\nthis row has 3 cells, the head only 2: `3` belongs to no column");
        check(
            "事项,收入\n租金,8\n合 计：,8",
            "事项=\"租金\" 收入=\"8\"\nthis row is a total (“合 计：”) and was left out",
        );
        check("", "the table is empty and has no head");
    }
}
