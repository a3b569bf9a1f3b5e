//! One sheet of a workbook, without what is hidden on it.

use std::collections::{BTreeMap, BTreeSet};

use calamine::{Reader, SheetType, SheetVisible};

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::lang::Text;
use crate::base::limits::Limit;
use crate::base::source::Span;
use crate::load::rows::book::Layout;
use crate::load::rows::cell::{self, Format};
use crate::load::rows::xlsx::Book;
use crate::load::rows::xlsx::named::hidden;
use crate::load::rows::xlsx::rows::{Found, Merged, Rows};
use crate::load::rows::{Fault, SHEET, Table};

rules! {
    /// Rows or columns that the table hides.
    HIDDEN: Warning "rows/hidden" {
        zh: "第 {number} 张工作表“{sheet}”隐藏了{what}，没有读进来" => "要公开，就取消隐藏或清除筛选；不公开，就删去这些行和列，免得随文件传出去",
        en: "sheet {number} (“{sheet}”) hides {what}, which were left out" => "to publish them, unhide them or clear the filter; else delete them, lest they travel with the file",
    }
}

const SHEET_DAMAGED: Text = Text { zh: "里面有一张工作表坏了", en: "one of its sheets is damaged" };

/// A sheet of cells.
pub(super) struct Sheet {
    /// Its place among all, from 1.
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) is_visible: bool,
    layout: Layout,
}

/// The sheets of cells; `None` if two have one name, since they are found by it.
pub(super) fn sheets(book: &Book, layouts: Vec<Layout>) -> Option<Vec<Sheet>> {
    let all = book.sheets_metadata();
    let names: BTreeSet<&str> = all.iter().map(|sheet| &*sheet.name).collect();
    if names.len() != all.len() || layouts.len() != all.len() {
        return None;
    }
    let tables = (1..).zip(all.iter().zip(layouts)).filter(|(_, (sheet, _))| sheet.typ == SheetType::WorkSheet);
    let sheets = tables.map(|(number, (sheet, layout))| {
        let is_visible = sheet.visible == SheetVisible::Visible;
        Sheet { number, name: sheet.name.clone(), is_visible, layout }
    });
    Some(sheets.collect())
}

impl Sheet {
    /// A diagnostic about it.
    pub(super) fn told(&self, rule: &'static Rule, table: &Table<'_>) -> Diagnostic {
        let told = Diagnostic::new(rule, Span::whole(table.file)).with_own("number", self.number);
        told.with("sheet", &self.name)
    }

    /// Its cells that are neither empty nor hidden, row by row; what is hidden is told.
    pub(super) fn rows(
        &self,
        book: &mut Book,
        table: &Table<'_>,
        diags: &mut Diagnostics,
    ) -> Result<Rows, Box<Diagnostic>> {
        let whole = || Span::whole(table.file);
        let damaged = |_| Box::new(Diagnostic::new(&SHEET, whole()).with_word("reason", SHEET_DAMAGED));
        let (mut found, mut rows, mut columns) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        let mut origins = self.layout.origins();
        let mut size = 0;
        let mut reader = book.worksheet_cells_reader(&self.name).map_err(damaged)?;
        let mut formats: BTreeMap<usize, Format> = BTreeMap::new();
        while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(damaged)? {
            let (row, column) = cell.get_position();
            let format = || format_of(reader.styles().get(style).and_then(|style| style.number_format.as_ref()));
            let format = formats.entry(style).or_insert_with(format);
            let value = match cell::read(cell.get_value(), Some(format)) {
                Ok(shown) if shown.text.trim().is_empty() && !self.layout.is_unset((row, column)) => continue,
                Ok(shown) if shown.text.trim().is_empty() => Err(Fault::NoValue),
                value => value,
            };
            // Cells may share one long text, so that much comes of little.
            size += value.as_ref().map_or(0, |shown| shown.text.len()) as u64;
            let is_hidden_column = self.layout.has_column(column);
            if let Some(origin) = origins.get_mut(&(row, column)).filter(|_| !is_hidden_column) {
                *origin = Some(value.clone());
            }
            if self.layout.has_row(row) {
                rows.insert(row);
            } else if is_hidden_column {
                columns.insert(column);
            } else {
                found.push(Found { row, column, value });
            }
            let counts = [(Limit::Values, found.len() as u64), (Limit::WorkbookSize, size)];
            if let Some((limit, count)) = counts.into_iter().find(|(limit, count)| *count > table.limits.of(*limit)) {
                return Err(Box::new(table.limits.at_least(limit, count, &whole())));
            }
        }
        if !rows.is_empty() || !columns.is_empty() {
            diags.push(self.told(&HIDDEN, table).with_label("what", &hidden(&rows, &columns)));
        }
        // Of two cells in one place the later one counts.
        found.reverse();
        found.sort_by_key(|cell| (cell.row, cell.column));
        found.dedup_by_key(|cell| (cell.row, cell.column));
        let most = usize::try_from(table.limits.of(Limit::Values)).unwrap_or(usize::MAX);
        Ok(Rows::new(table.file, found, Merged { merges: self.layout.merges(), origins }, most))
    }
}

fn format_of(format: Option<&calamine::NumberFormat>) -> Format {
    format.map_or_else(Format::default, |format| Format::read(&format.format_code))
}
