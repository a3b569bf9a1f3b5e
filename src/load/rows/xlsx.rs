//! Rows of an XLSX file: the first sheet that is to be seen, cell by cell, without what is hidden on it.
//!
//! Cells are taken as they come and never laid out as a rectangle, so that a stray cell far away costs nothing.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xlsx};

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::lang::Text;
use crate::base::limits::Limit;
use crate::base::source::Span;
use crate::load::rows::book::{self, Hidden, Refused};
use crate::load::rows::{Line, SHEET, Table};

rules! {
    /// Rows or columns that the table hides.
    HIDDEN: Warning "rows/hidden" {
        zh: "第 {number} 张工作表“{sheet}”隐藏了 {rows} 行、{columns} 列，没有读进来" => "要公开，就取消隐藏或清除筛选；不公开，就删去这些行和列，免得随文件传出去",
        en: "sheet {number} (“{sheet}”) hides {rows} rows and {columns} columns; they were left out" => "to publish them, unhide them or clear the filter; else delete them, lest they travel with the file",
    }
    /// A sheet that the workbook hides.
    HIDDEN_SHEET: Note "rows/hidden-sheet" {
        zh: "第 {number} 张工作表“{sheet}”是隐藏的，没有读" => "要公开，就取消隐藏，放在最前面；不要的，就删去",
        en: "sheet {number} (“{sheet}”) is hidden and was not read" => "to publish it, unhide it and put it first; else delete it",
    }
    /// Nothing but hidden sheets.
    ALL_HIDDEN: Error "rows/all-hidden" {
        zh: "工作簿里没有可以看见的工作表" => "取消隐藏要公开的那张工作表",
        en: "the workbook has no sheet that can be seen" => "unhide the sheet that is to be published",
    }
    /// Another sheet with rows.
    OTHER: Note "rows/other-sheet" {
        zh: "只读了第一张工作表；第 {number} 张“{sheet}”里还有 {rows} 行，没有读" => "要公开，就另存为一个文件，如 `记录名.内容名.xlsx`，或接在第一张表下面",
        en: "only the first sheet was read; sheet {number} (“{sheet}”) has {rows} more rows" => "to publish them, save them as a file of their own, like `RECORD.SLOT.xlsx`, or put them below the first sheet",
    }
    /// Another sheet that continues the first.
    CONTINUED: Error "rows/continued-sheet" {
        zh: "第 {number} 张工作表“{sheet}”和第一张的表头一样，里面还有 {rows} 行，但只读第一张" => "把这些行接到第一张工作表下面；不公开，就删去这张工作表",
        en: "sheet {number} (“{sheet}”) has the head of the first one and {rows} more rows, but only the first is read" => "put these rows below those of the first sheet; if they are not to be published, delete the sheet",
    }
}

const DAMAGED: Text =
    Text { zh: "不是 .xlsx 文件，或者文件坏了", en: "it is no .xlsx file, or it is damaged" };
const SHEET_DAMAGED: Text = Text { zh: "第一张工作表坏了", en: "its first sheet is damaged" };

/// Of so many further sheets it is told that they were not read.
const TOLD: usize = 20;

type Book = Xlsx<Cursor<Vec<u8>>>;

/// A cell that is not empty: row, column and text.
type Found = (u32, u32, String);

/// Reads the first visible sheet into the table; `false` if the file cannot be read, which has been reported.
pub(super) fn read(bytes: Vec<u8>, table: &mut Table<'_>, diags: &mut Diagnostics) -> bool {
    let whole = Span::whole(table.file);
    let damaged = |reason| Diagnostic::new(&SHEET, whole.clone()).with_word("reason", reason);
    let hidden = match book::look_through(&bytes, table.limits) {
        Ok(hidden) => hidden,
        Err(Refused::Damaged) => {
            diags.push(damaged(DAMAGED));
            return false;
        }
        Err(Refused::Beyond(limit, found)) => {
            diags.push(table.limits.at_least(limit, found, &whole));
            return false;
        }
    };
    let sheets = open(bytes).and_then(|book| Some((sheets(&book, hidden)?, book)));
    let Some((sheets, mut book)) = sheets else {
        diags.push(damaged(DAMAGED));
        return false;
    };
    for sheet in sheets.iter().filter(|sheet| !sheet.is_visible) {
        diags.push(sheet.told(&HIDDEN_SHEET, table));
    }
    let mut visible = sheets.iter().filter(|sheet| sheet.is_visible);
    let Some(first) = visible.next() else {
        diags.push(Diagnostic::new(&ALL_HIDDEN, whole.clone()));
        return false;
    };
    let cells = match first.cells(&mut book, table, diags) {
        Ok(cells) => cells,
        Err(problem) => {
            diags.push(*problem);
            return false;
        }
    };
    let head = head(&cells);
    add(cells, table, diags);
    for sheet in visible.take(TOLD) {
        tell(sheet, &head, &mut book, (table, diags));
    }
    true
}

fn open(bytes: Vec<u8>) -> Option<Book> {
    Xlsx::new(Cursor::new(bytes)).ok()
}

/// A sheet of cells.
struct Sheet {
    /// Its place among all, from 1.
    number: usize,
    name: String,
    is_visible: bool,
    hidden: Hidden,
}

/// The sheets of cells; `None` if two have one name, since they are found by it.
fn sheets(book: &Book, hidden: Vec<Hidden>) -> Option<Vec<Sheet>> {
    let all = book.sheets_metadata();
    let names: BTreeSet<&str> = all.iter().map(|sheet| &*sheet.name).collect();
    if names.len() != all.len() || hidden.len() != all.len() {
        return None;
    }
    let tables = (1..).zip(all.iter().zip(hidden)).filter(|(_, (sheet, _))| sheet.typ == SheetType::WorkSheet);
    let sheets = tables.map(|(number, (sheet, hidden))| {
        let is_visible = sheet.visible == SheetVisible::Visible;
        Sheet { number, name: sheet.name.clone(), is_visible, hidden }
    });
    Some(sheets.collect())
}

impl Sheet {
    /// A diagnostic about it.
    fn told(&self, rule: &'static Rule, table: &Table<'_>) -> Diagnostic {
        let told = Diagnostic::new(rule, Span::whole(table.file)).with_own("number", self.number);
        told.with("sheet", &self.name)
    }

    /// Its cells that are neither empty nor hidden, in order.
    fn cells(
        &self,
        book: &mut Book,
        table: &Table<'_>,
        diags: &mut Diagnostics,
    ) -> Result<Vec<Found>, Box<Diagnostic>> {
        let whole = || Span::whole(table.file);
        let damaged = |_| Box::new(Diagnostic::new(&SHEET, whole()).with_word("reason", SHEET_DAMAGED));
        let (mut cells, mut rows, mut columns) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        let mut size = 0;
        let mut reader = book.worksheet_cells_reader(&self.name).map_err(damaged)?;
        while let Some(cell) = reader.next_cell().map_err(damaged)? {
            let (row, column) = cell.get_position();
            let text = cell_text(&cell.get_value().clone().into());
            if text.trim().is_empty() {
                continue;
            }
            // Cells may share one long text, so that much comes of little.
            size += text.len() as u64;
            if self.hidden.has_row(row) {
                rows.insert(row);
            } else if self.hidden.has_column(column) {
                columns.insert(column);
            } else {
                cells.push((row, column, text));
            }
            let found = [(Limit::Values, cells.len() as u64), (Limit::WorkbookSize, size)];
            if let Some((limit, found)) = found.into_iter().find(|(limit, found)| *found > table.limits.of(*limit)) {
                return Err(Box::new(table.limits.at_least(limit, found, &whole())));
            }
        }
        if !rows.is_empty() || !columns.is_empty() {
            let hidden = self.told(&HIDDEN, table);
            diags.push(hidden.with_own("rows", rows.len()).with_own("columns", columns.len()));
        }
        // Of two cells in one place the later one counts.
        cells.reverse();
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        cells.dedup_by_key(|(row, column, _)| (*row, *column));
        Ok(cells)
    }
}

/// The texts of the first row.
fn head(cells: &[Found]) -> Vec<String> {
    let first = cells.first().map(|(row, ..)| *row);
    cells.iter().take_while(|(row, ..)| Some(*row) == first).map(|(_, _, text)| text.trim().to_owned()).collect()
}

/// Adds cells row by row, with the empty ones between them.
fn add(cells: Vec<Found>, table: &mut Table<'_>, diags: &mut Diagnostics) {
    let left = cells.iter().map(|(_, column, _)| *column).min().unwrap_or(0);
    let width = u32::try_from(table.width()).unwrap_or(u32::MAX);
    let file = table.file.clone();
    let at = |row, column| Span::cell(&file, row, column);
    let mut cells = cells.into_iter().peekable();
    while let Some((row, _, _)) = cells.peek() {
        let row = *row;
        let mut line = Line { cells: Vec::new(), far: None, count: 0 };
        while let Some((_, column, text)) = cells.next_if(|(own, ..)| *own == row) {
            let place = column - left;
            line.count = place as usize + 1;
            if place >= width {
                line.far.get_or_insert((text, at(row, column)));
                continue;
            }
            let empty = line.cells.len() as u32..place;
            line.cells.extend(empty.map(|place| (String::new(), at(row, left + place))));
            line.cells.push((text, at(row, column)));
        }
        let columns = table.head.as_ref().map_or(0, Vec::len) as u32;
        let empty = line.cells.len() as u32..columns;
        line.cells.extend(empty.map(|place| (String::new(), at(row, left + place))));
        table.add(line, diags);
    }
}

/// Says that another sheet has rows too, which were not read.
fn tell(sheet: &Sheet, own: &[String], book: &mut Book, (table, diags): (&Table<'_>, &mut Diagnostics)) {
    let cells = sheet.cells(book, table, &mut Diagnostics::new()).unwrap_or_default();
    let rows: BTreeSet<u32> = cells.iter().map(|(row, ..)| *row).collect();
    let is_same = !own.is_empty() && head(&cells) == own;
    let (rule, count) = if is_same { (&CONTINUED, rows.len() - 1) } else { (&OTHER, rows.len()) };
    if count > 0 {
        diags.push(sheet.told(rule, table).with_own("rows", count));
    }
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
