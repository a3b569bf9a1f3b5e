//! Rows of an XLSX file: the first sheet that is to be seen, or the one that the record names, cell by cell, without what
//! is hidden on it.
//!
//! Cells are taken as they come and never laid out as a rectangle, so that a stray cell far away costs nothing.

mod named;
mod rows;
pub(super) mod sheet;

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Reader, Xlsx};

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::Spanned;
use crate::base::lang::Text;
use crate::base::path::last;
use crate::base::source::Span;
use crate::load::rows::book::{self, Refused};
use crate::load::rows::xlsx::named::cells;
use crate::load::rows::xlsx::sheet::{Sheet, sheets};
use crate::load::rows::{Line, SHEET, Table, head};

rules! {
    /// Cells under a merged one that have something of their own.
    UNDER: Warning "rows/under-merge" {
        zh: "第 {number} 张工作表“{sheet}”里，合并单元格下面还压着内容（{what}），没有读进来" => "要公开，就取消合并；不公开，就取消合并后删去，再合并",
        en: "sheet {number} (“{sheet}”) has cells with something in them under merged ones ({what}), which were left out" => "to publish them, unmerge the cells; else unmerge them, delete what stands there, and merge again",
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
        zh: "第 {number} 张工作表“{sheet}”没有读，里面有 {rows} 行" => "要公开，就接到读进来的那张表下面，或另写一条记录；不公开，就删去这张工作表，免得随文件传出去",
        en: "sheet {number} (“{sheet}”) was not read (rows: {rows})" => "to publish it, put its rows below those of the sheet that was read, or write a record of its own; else delete the sheet, lest it travel with the file",
    }
    /// Another sheet whose head fits as well.
    CONTINUED: Error "rows/continued-sheet" {
        zh: "第 {number} 张工作表“{sheet}”的表头也对得上，里面有 {rows} 行，却只读第 {first} 张“{read}”" => "都要公开，就把这些行接到第 {first} 张下面；只公开一张，就在记录里写 `sheet: {read}`",
        en: "sheet {number} (“{sheet}”) has a head that fits too (rows: {rows}), but only sheet {first} (“{read}”) is read" => "to publish both, put these rows below those of sheet {first}; to publish one, name it in the record: `sheet: {read}`",
    }
    /// A first sheet that is none of the form, before one that is.
    COVER: Error "rows/cover-sheet" {
        zh: "第 {number} 张工作表“{sheet}”的表头对不上这种格式，第 {other} 张“{found}”的才对得上；整个文件都没有读" => "把“{found}”放到最前面，或在记录里写 `sheet: {found}`",
        en: "the head of sheet {number} (“{sheet}”) has no column of this form, that of sheet {other} (“{found}”) has; nothing of the file was read" => "put “{found}” first, or name it in the record: `sheet: {found}`",
    }
    /// A sheet that is not there.
    UNKNOWN: Error "rows/unknown-sheet" {
        zh: "表格 {file} 里没有看得见的工作表 `{name}`" => "可以写：{known}",
        en: "the workbook {file} has no sheet `{name}` that can be seen" => "write one of: {known}",
    }
}

const DAMAGED: Text =
    Text { zh: "不是 .xlsx 文件，或者文件坏了", en: "it is no .xlsx file, or it is damaged" };
const OLD: Text = Text {
    zh: "它其实是旧格式 .xls，或者加了密码",
    en: "it is a file of the old format .xls, or needs a password",
};
const PAGE: Text = Text { zh: "它其实是网页", en: "it is a web page" };

type Book = Xlsx<Cursor<Vec<u8>>>;

/// Reads a visible sheet into the table: the one named by the record, else the first; `false` if the file cannot be read,
/// which has been reported.
pub(super) fn read(
    bytes: Vec<u8>,
    named: Option<&Spanned<String>>,
    table: &mut Table<'_>,
    diags: &mut Diagnostics,
) -> bool {
    let opened = open(bytes, table);
    let read = opened.and_then(|mut workbook| workbook.read(named, table, diags));
    match read {
        Ok(()) => true,
        Err(problem) => {
            diags.push(*problem);
            false
        }
    }
}

/// Hands each line of each visible sheet to `take`, with the name of the sheet; tells what is hidden.
pub(super) fn each(
    bytes: Vec<u8>,
    table: &Table<'_>,
    take: &mut dyn FnMut(&str, Line, &mut Diagnostics),
    diags: &mut Diagnostics,
) {
    let mut workbook = match open(bytes, table) {
        Ok(workbook) => workbook,
        Err(problem) => return diags.push(*problem),
    };
    for sheet in &workbook.sheets {
        if !sheet.is_visible {
            diags.push(sheet.told(&HIDDEN_SHEET, table));
            continue;
        }
        match sheet.rows(&mut workbook.book, table, diags) {
            Ok(mut rows) => {
                while let Some(line) = rows.next(table.width(), 0) {
                    take(&sheet.name, line, diags);
                }
                if !rows.under.is_empty() {
                    diags.push(sheet.told(&UNDER, table).with_own("what", cells(&rows.under)));
                }
            }
            Err(problem) => diags.push(*problem),
        }
    }
}

/// Opens a workbook, unless its author or a program has spoilt it.
fn open(bytes: Vec<u8>, table: &Table<'_>) -> Result<Workbook, Box<Diagnostic>> {
    let whole = Span::whole(table.file);
    let reason = match &bytes[..] {
        [0xd0, 0xcf, 0x11, 0xe0, ..] => OLD,
        [b'<', ..] | [0xef, 0xbb, 0xbf, b'<', ..] => PAGE,
        _ => DAMAGED,
    };
    let damaged = || Box::new(Diagnostic::new(&SHEET, whole.clone()).with_word("reason", reason));
    let layouts = book::look_through(&bytes, table.limits).map_err(|refused| match refused {
        Refused::Damaged => damaged(),
        Refused::Beyond(limit, found) => Box::new(table.limits.at_least(limit, found, &whole)),
    })?;
    let book = Xlsx::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let sheets = sheets(&book, layouts).ok_or_else(damaged)?;
    Ok(Workbook { sheets, book })
}

/// A workbook with its sheets of cells.
struct Workbook {
    sheets: Vec<Sheet>,
    book: Book,
}

impl Workbook {
    /// Reads the sheet that the record names, else the first that can be seen, and tells of the others.
    fn read(
        &mut self,
        named: Option<&Spanned<String>>,
        table: &mut Table<'_>,
        diags: &mut Diagnostics,
    ) -> Result<(), Box<Diagnostic>> {
        for sheet in self.sheets.iter().filter(|sheet| !sheet.is_visible) {
            diags.push(sheet.told(&HIDDEN_SHEET, table));
        }
        let visible: Vec<&Sheet> = self.sheets.iter().filter(|sheet| sheet.is_visible).collect();
        let own = match named {
            Some(name) => visible.iter().find(|sheet| sheet.name.trim() == name.value.trim()),
            None => visible.first(),
        };
        let Some(own) = own else {
            let none = || Diagnostic::new(&ALL_HIDDEN, Span::whole(table.file));
            return Err(Box::new(
                named.filter(|_| !visible.is_empty()).map_or_else(none, |name| unknown(name, &visible, table)),
            ));
        };
        let mut rows = own.rows(&mut self.book, table, diags)?;
        let first = rows.first(table.width());
        let own_head = Glance::of(&first, table);
        let others = others(&visible, own, &mut self.book, table)?;
        if let Some((other, _)) = others.iter().find(|(_, glance)| glance.fits && glance.rows > 0)
            && own_head.known == 0
            && named.is_none()
        {
            let cover = own.told(&COVER, table).with_own("other", other.number).with_own("found", &other.name);
            return Err(Box::new(cover));
        }
        table.name = format!("{} {}", own.name, table.name);
        for line in first {
            table.add(line, diags);
        }
        while let Some(line) = rows.next(table.width(), table.columns()) {
            table.add(line, diags);
        }
        let under: BTreeSet<(u32, u32)> = rows.under;
        if !under.is_empty() {
            diags.push(own.told(&UNDER, table).with_own("what", cells(&under)));
        }
        for (sheet, glance) in others.iter().filter(|(_, glance)| glance.rows > 0) {
            let is_same = !own_head.head.is_empty() && own_head.head == glance.head;
            let is_meant = named.is_none() && (glance.fits || is_same);
            let told = sheet.told(if is_meant { &CONTINUED } else { &OTHER }, table).with_own("rows", glance.rows);
            let told = told.with_own("first", own.number).with_own("read", &own.name);
            diags.push(if is_meant { told.with_own("sheet", &sheet.name) } else { told });
        }
        Ok(())
    }
}

/// What a first look at a sheet tells.
struct Glance {
    /// The texts of its head.
    head: Vec<String>,
    /// How many columns of the form it names.
    known: usize,
    /// The head is one of the form: a list of words to choose from may have the name of one column too.
    fits: bool,
    /// Rows below it.
    rows: usize,
}

impl Glance {
    fn of(first: &[Line], table: &Table<'_>) -> Self {
        let (at, known) = head::find(first, table.heads);
        let Some(line) = first.get(at) else { return Self { head: Vec::new(), known, fits: false, rows: 0 } };
        let head = line.cells.iter().map(|cell| cell.text.clone()).collect();
        Self { head, known, fits: known > 1, rows: first.len() - at - 1 }
    }
}

/// The other sheets that can be seen, each with what a first look tells.
fn others<'s>(
    visible: &[&'s Sheet],
    own: &Sheet,
    book: &mut Book,
    table: &Table<'_>,
) -> Result<Vec<(&'s Sheet, Glance)>, Box<Diagnostic>> {
    let others = visible.iter().filter(|sheet| sheet.number != own.number);
    let glances = others.map(|sheet| {
        // What it hides matters once it is read.
        let mut rows = sheet.rows(book, table, &mut Diagnostics::new())?;
        let first = rows.first(table.width());
        let mut glance = Glance::of(&first, table);
        // Of a sheet with one line alone nobody knows whether that is a head.
        glance.rows = if glance.fits { glance.rows } else { first.len() } + rows.count();
        Ok((*sheet, glance))
    });
    glances.collect()
}

fn unknown(name: &Spanned<String>, visible: &[&Sheet], table: &Table<'_>) -> Diagnostic {
    let unknown =
        Diagnostic::new(&UNKNOWN, name.span.clone()).with("name", &name.value).with_own("file", last(table.file));
    unknown.with_list("known", visible.iter().map(|sheet| &sheet.name))
}
