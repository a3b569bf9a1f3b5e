//! Workbooks of other programs than write .xlsx: .xls of before 2007, and .ods. Of a format of numbers they tell less.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, Sheets, open_workbook_auto_from_rs};

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::lang::Text;
use crate::base::limits::Limit;
use crate::base::source::Span;
use crate::load::rows::{Line, Raw, SHEET, Table, cell};

const DAMAGED: Text = Text {
    zh: "不是表格文件，或者文件坏了、加了密码",
    en: "it is no spreadsheet, or it is damaged or needs a password",
};

/// Hands each line of each visible sheet to `take`, with the name of the sheet.
pub(super) fn each(
    bytes: Vec<u8>,
    table: &Table<'_>,
    take: &mut dyn FnMut(&str, Line, &mut Diagnostics),
    diags: &mut Diagnostics,
) {
    let whole = Span::whole(table.file);
    let damaged = || Diagnostic::new(&SHEET, whole.clone()).with_word("reason", DAMAGED);
    let size = bytes.len() as u64;
    if size > table.limits.of(Limit::WorkbookSize) {
        return diags.push(table.limits.at_least(Limit::WorkbookSize, size, &whole));
    }
    let Ok(mut book) = open_workbook_auto_from_rs(Cursor::new(bytes)) else { return diags.push(damaged()) };
    let names: Vec<String> =
        book.sheets_metadata().iter().filter(|sheet| is_seen(sheet)).map(|one| one.name.clone()).collect();
    let mut values = 0;
    for name in names {
        let Ok(range) = book_range(&mut book, &name) else {
            diags.push(damaged());
            continue;
        };
        let top = range.start().map_or(0, |(row, _)| row);
        for (number, row) in (top..).zip(range.rows()) {
            values += row.len() as u64;
            if let Some(full) = table.limits.check(Limit::Values, values, &whole) {
                return diags.push(full);
            }
            take(&name, line(number, row, table), diags);
        }
    }
}

fn is_seen(sheet: &calamine::Sheet) -> bool {
    sheet.visible == calamine::SheetVisible::Visible && sheet.typ == calamine::SheetType::WorkSheet
}

fn book_range(book: &mut Sheets<Cursor<Vec<u8>>>, name: &str) -> Result<calamine::Range<Data>, calamine::Error> {
    book.worksheet_range(name)
}

fn line(number: u32, row: &[Data], table: &Table<'_>) -> Line {
    let raw = |(column, data): (u32, &Data)| {
        let span = Span::cell(table.file, number, column);
        match cell::read(&borrowed(data), None) {
            Ok(shown) => Raw { unit: shown.unit, ..Raw::new(shown.text, span) },
            Err(fault) => Raw::faulty(fault, span),
        }
    };
    let cells: Vec<Raw> = (0..).zip(row).map(raw).collect();
    let count = cells.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
    Line { number: number + 1, count, written: 0, far: None, cells }
}

fn borrowed(data: &Data) -> DataRef<'_> {
    match data {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(is) => DataRef::Bool(*is),
        Data::DateTime(moment) => DataRef::DateTime(*moment),
        Data::DateTimeIso(text) => DataRef::DateTimeIso(text.clone()),
        Data::DurationIso(text) => DataRef::DurationIso(text.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
        _ => DataRef::Empty,
    }
}
