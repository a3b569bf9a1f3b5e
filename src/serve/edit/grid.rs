//! Rows on the page: a text with tabs between cells, which the script turns into a grid.

use serde_json::json;

use crate::blocks::RowsAt;
use crate::blocks::inputs::{Fill, Input, Rows};
use crate::edit::change::NONE;
use crate::edit::part::{Section, Table};
use crate::edit::shown;
use crate::serve::edit::Editor;
use crate::serve::edit::body::FIELD;
use crate::serve::edit::desk::Desk;
use crate::serve::edit::fill::Open;
use crate::serve::edit::html::{escape, note};
use crate::serve::edit::said::said_of;

/// What stands before the name of a slot, for a spreadsheet that holds its rows.
pub(super) const SHEET: &str = "sheet:";

/// What may hold rows.
const SHEETS: &str = ".xlsx,.xls,.et,.ods,.csv,.tsv,.docx,.doc,.wps,.html,.htm";

impl Editor {
    /// The rows of a section; `beside` is the file that holds them, if one does.
    pub(super) fn table(&self, open: Open<'_>, section: &Section, beside: Option<&str>) -> String {
        let Open { desk, sheet, .. } = open;
        let Some(table) = &section.table else { return String::new() };
        let id = table.id();
        let rows = shown::rows(&desk.source.node, table);
        if table.columns.is_empty() && beside.is_none() && rows.as_ref().is_some_and(Vec::is_empty) {
            return String::new();
        }
        let mut out = said_of(self, &sheet.said, Some(&id));
        match (beside, rows.filter(|_| !table.columns.is_empty())) {
            (Some(file), _) => {
                let word = self.word("明细在旁边的表格里：", "The rows stand in the spreadsheet beside it: ");
                out.push_str(&note("help", &format!("{word}{file}")));
            }
            (None, None) => {
                let why = self.word(
                    "这些明细在文件里的写法这里改不了，保持原样",
                    "these rows are written in a way that no form can change: they stay as they are",
                );
                out.push_str(&note("help", why));
            }
            (None, Some(rows)) => {
                let text = match sheet.filled.and_then(|filled| filled.get(&id)) {
                    Some(text) => text.clone(),
                    None => shown::tabbed(&shown::with_proposed(rows, table)),
                };
                out.push_str(&self.rows(section, table, &text));
                if section.is_required && matches!(table.rows, Rows::Listed(_)) {
                    out.push_str(&self.none(&id, shown::has_none(&desk.source.node, table)));
                }
            }
        }
        out.push_str(&self.sheet(desk, section, beside.is_some()));
        out
    }

    fn rows(&self, section: &Section, table: &Table, text: &str) -> String {
        let columns: Vec<_> = table.columns.iter().map(|column| self.column(column)).collect();
        let is_fixed = matches!(table.rows, Rows::Keyed { is_open: false, .. });
        let has_names = matches!(table.rows, Rows::Keyed { .. });
        let data = json!({ "columns": columns, "fixed": is_fixed, "named": has_names }).to_string();
        let heads: Vec<&str> = table.columns.iter().map(|column| &*column.label).collect();
        let word =
            self.word("每行一条，格子之间用 Tab 隔开，依次是：", "one row a line, tabs between the cells, which are: ");
        let id = escape(&table.id());
        format!(
            "<div class=\"grid\" data-grid=\"{}\"><label for=\"f-{id}\" class=\"hidden\">{}</label>\
             <p class=\"help heads\" id=\"h-{id}\">{}</p>\
             <textarea id=\"f-{id}\" name=\"{FIELD}{id}\" rows=\"6\" wrap=\"off\" aria-describedby=\"h-{id}\" spellcheck=\"false\">\n{}</textarea></div>\n",
            escape(&data),
            escape(&section.label),
            escape(&format!("{word}{}", heads.join(self.lang.between()))),
            escape(text),
        )
    }

    /// The answer that there is nothing to list.
    fn none(&self, id: &str, is_said: bool) -> String {
        let (id, checked) = (escape(&format!("{id}{NONE}")), if is_said { " checked" } else { "" });
        let label = self.word("这一次没有可列的", "there is nothing to list this time");
        format!(
            "<p class=\"tick\"><label><input type=\"checkbox\" name=\"{FIELD}{id}\" value=\"true\"{checked}> {label}</label></p>\n"
        )
    }

    fn column(&self, column: &Input) -> serde_json::Value {
        let choices: Vec<(&str, &str)> = match column.fill {
            Fill::Flag => vec![("true", self.word("是", "yes")), ("false", self.word("否", "no"))],
            _ => column.choices.iter().map(|(value, label)| (&**value, &**label)).collect(),
        };
        let fill = match column.fill {
            Fill::Choice | Fill::Flag => "choice",
            Fill::Day => "day",
            Fill::Money => "money",
            Fill::Number => "number",
            Fill::Unit => "unit",
            Fill::Person => "person",
            Fill::Counts => "counts",
            _ => "text",
        };
        json!({
            "label": column.label, "names": column.names, "fill": fill, "unit": column.unit, "required": column.is_required,
            "choices": choices, "help": column.help,
        })
    }

    /// A spreadsheet instead, stored beside the record.
    fn sheet(&self, desk: &Desk<'_>, section: &Section, is_there: bool) -> String {
        let Some(slot) = desk.kind.slot(&section.name).filter(|slot| slot.block.rows() != RowsAt::Nowhere) else {
            return String::new();
        };
        let label = if is_there {
            self.word(
                "换一份表格（Excel、WPS、CSV，或 Word 里的表）",
                "Another spreadsheet in its place (or a document with a table)",
            )
        } else {
            self.word(
                "或者上传一份表格（Excel、WPS、CSV，或 Word 里的表），明细换成表格里的",
                "Or a spreadsheet, or a document with a table, whose rows take the place of these",
            )
        };
        let name = escape(&format!("{SHEET}{}", slot.name));
        format!(
            "<div class=\"field\"><label for=\"{name}\">{label}</label><input type=\"file\" id=\"{name}\" name=\"{name}\" accept=\"{SHEETS}\"></div>\n"
        )
    }
}
