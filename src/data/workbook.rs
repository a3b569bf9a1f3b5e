//! A file of rows as a workbook: what its columns are called stands in the heads, which stay in sight, numbers and days
//! are such, and a second sheet says what each column means. The same rows give the same bytes.

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use serde::Serialize;

use crate::base::lang::Text;
use crate::blocks::table::TableColumn;
use crate::data::file::RowsFile;
use crate::data::words::Wording;
use crate::publish::index::SlotKey;
use crate::site::Site;

const ROWS: Text = Text { zh: "数据", en: "Rows" };
const COLUMNS: Text = Text { zh: "栏目说明", en: "Columns" };
const HEAD: [Text; 4] = [
    Text { zh: "CSV 里的栏名", en: "Name in the CSV" },
    Text { zh: "栏目", en: "Column" },
    Text { zh: "类型", en: "Type" },
    Text { zh: "计量单位", en: "Unit" },
];

/// Rows on one sheet; a spreadsheet takes 1,048,576.
const MOST: usize = 1_000_000;

/// Characters in one cell; more are cut off, as no spreadsheet takes them.
const LONGEST: usize = 32_000;

/// Digits of a number that a spreadsheet keeps; with more it is a code, and text.
const DIGITS: usize = 15;

/// How cells look.
struct Looks {
    head: Format,
    money: Format,
    whole: Format,
    day: Format,
    plain: Format,
}

/// How cells of a column look.
#[derive(Clone, Copy, Serialize)]
enum Look {
    Money,
    Whole,
    Day,
    Plain,
}

impl Looks {
    fn of(&self, look: Look) -> &Format {
        match look {
            Look::Money => &self.money,
            Look::Whole => &self.whole,
            Look::Day => &self.day,
            Look::Plain => &self.plain,
        }
    }
}

/// What the cells of a column are, in the words of Table Schema, and how they look.
#[derive(Serialize)]
struct Shape {
    sort: &'static str,
    look: Look,
}

/// All that a workbook is made of.
#[derive(Serialize)]
pub(crate) struct Contents<'a> {
    /// Names of the two sheets.
    names: [&'a str; 2],
    /// Heads of the second sheet.
    explains: [&'a str; 4],
    heads: Vec<String>,
    shapes: Vec<Shape>,
    /// What each column means.
    columns: Vec<[String; 4]>,
    rows: Vec<Vec<String>>,
}

impl<'a> Contents<'a> {
    /// Those of the file for `key`.
    ///
    /// # Errors
    /// Rows cannot be given, which never happens in memory.
    pub(crate) fn of(site: &'a Site, key: &'a SlotKey) -> io::Result<Self> {
        let (file, words) = (RowsFile::of(site, key), Wording::of(site));
        let columns = file.columns();
        let mut rows = Vec::new();
        file.each(|row| {
            rows.push(row);
            Ok(())
        })?;
        let meaning = |column: &TableColumn| {
            [&*column.name, words.label(column), words.format(column), &*column.unit].map(str::to_owned)
        };
        Ok(Self {
            names: [words.say(&ROWS), words.say(&COLUMNS)],
            explains: HEAD.each_ref().map(|text| words.say(text)),
            heads: columns.iter().map(|column| words.head(column)).collect(),
            shapes: columns.iter().map(|column| shape(site, column)).collect(),
            columns: columns.iter().map(meaning).collect(),
            rows,
        })
    }
}

/// The file for `key`.
///
/// # Errors
/// The workbook cannot be written, which never happens in memory.
pub fn xlsx(site: &Site, key: &SlotKey) -> io::Result<Vec<u8>> {
    write(&Contents::of(site, key)?).map_err(|error| io::Error::other(error.to_string()))
}

fn write(contents: &Contents<'_>) -> Result<Vec<u8>, XlsxError> {
    let looks = Looks {
        head: Format::new().set_bold().set_text_wrap(),
        money: Format::new().set_num_format("#,##0.00"),
        whole: Format::new().set_num_format("#,##0"),
        day: Format::new().set_num_format("yyyy-mm-dd"),
        plain: Format::new(),
    };
    let mut book = Workbook::new();
    // No clock: the day of its making would change the bytes of equal rows.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?));
    let [name, explanation] = contents.names;
    for (at, part) in contents.rows.chunks(MOST).enumerate() {
        let sheet =
            book.add_worksheet().set_name(if at == 0 { name.to_owned() } else { format!("{name} {}", at + 1) })?;
        heads_of(sheet, contents.heads.iter().map(String::as_str), &looks)?;
        for (row, cells) in (1..).zip(part) {
            for ((column, text), shape) in (0..).zip(cells).zip(&contents.shapes) {
                write_cell(sheet, Cell { row, column, text, sort: shape.sort }, looks.of(shape.look))?;
            }
        }
    }
    let sheet = book.add_worksheet().set_name(explanation)?;
    heads_of(sheet, contents.explains.into_iter(), &looks)?;
    for (row, cells) in (1..).zip(&contents.columns) {
        for (at, cell) in (0..).zip(cells) {
            sheet.write_string(row, at, cell)?;
        }
    }
    book.save_to_buffer()
}

fn shape(site: &Site, column: &TableColumn) -> Shape {
    let is_money = column.unit.ends_with(site.portal().config.currency.unit.home());
    let look = match column.format {
        "number" if is_money && !column.unit.is_empty() => Look::Money,
        "integer" => Look::Whole,
        "date" => Look::Day,
        _ => Look::Plain,
    };
    Shape { sort: column.format, look }
}

/// The first row, which stays in sight.
fn heads_of<'h>(sheet: &mut Worksheet, heads: impl Iterator<Item = &'h str>, looks: &Looks) -> Result<(), XlsxError> {
    for (column, head) in (0..).zip(heads) {
        sheet.write_string_with_format(0, column, head, &looks.head)?;
        sheet.set_column_width(column, 16)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// A cell of a file of rows.
struct Cell<'a> {
    row: u32,
    column: u16,
    text: &'a str,
    /// What its column holds, in the words of Table Schema.
    sort: &'static str,
}

fn write_cell(sheet: &mut Worksheet, cell: Cell<'_>, look: &Format) -> Result<(), XlsxError> {
    let Cell { row, column, text: cell, sort } = cell;
    if cell.is_empty() {
        return Ok(());
    }
    let digits = cell.bytes().filter(u8::is_ascii_digit).count();
    let number = matches!(sort, "number" | "integer").then(|| cell.parse::<f64>().ok()).flatten();
    if let Some(number) = number.filter(|number| number.is_finite() && digits <= DIGITS) {
        sheet.write_number_with_format(row, column, number, look)?;
        return Ok(());
    }
    if let Some(day) = Some(cell).filter(|_| sort == "date").and_then(|cell| ExcelDateTime::parse_from_str(cell).ok()) {
        sheet.write_datetime_with_format(row, column, &day, look)?;
        return Ok(());
    }
    let text: String = cell.chars().take(LONGEST).collect();
    sheet.write_string(row, column, text)?;
    Ok(())
}
