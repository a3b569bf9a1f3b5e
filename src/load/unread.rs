//! Tables and records in a form that is not read.

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, rules};
use crate::base::lang::Text;
use crate::base::path::{has_ending, last, strip_ending};
use crate::base::source::Span;
use crate::load::sort::{DOCUMENTS, RECORDS, SPREADSHEETS, TABLES, TEXTS, begins_with_date};
use crate::load::tree::{RecordFiles, Tree};
use crate::model::id::RecordId;

rules! {
    /// A table in a format that is not read.
    FORMAT: Error "file/other-format" {
        zh: "这种格式的表格读不了，记录会缺少它" => "用 Excel 或 WPS 打开，另存为 `{name}.xlsx`，再删去这个文件",
        en: "a table in this format is not read, and the record would lack it" => "open it in a spreadsheet program, save it as `{name}.xlsx`, and delete this file",
    }
    /// A record or a table under a second ending.
    TEXT: Error "file/second-ending" {
        zh: "文件名末尾多了 `.txt`，读不到它" => "改名为 `{name}`；看不到 `.txt` 的，先让电脑显示扩展名",
        en: "the name of this file ends in `.txt`, so that it is not read" => "rename it to `{name}`; where `.txt` cannot be seen, let the computer show endings first",
    }
}

const LIST_OR_FILE: Text = Text {
    zh: "里面的清单，另存为 `{name}.xlsx`；只是附件的，移进文件夹 `{name}/`，写进记录的 `attachments`",
    en: "save the list in it as `{name}.xlsx`; if it is an attachment, move it into the folder `{name}/` and list it under `attachments`",
};

/// A file beside a record, under its name, in a format that is not read.
pub(super) struct Unread<'a> {
    /// The record.
    pub(super) id: &'a RecordId,
    /// Whether any text has this ending.
    pub(super) is_text: bool,
    name: String,
    may_be_file: bool,
}

impl Unread<'_> {
    /// The problem of the file, if the record takes tables.
    pub(super) fn told(&self, path: &str) -> Diagnostic {
        let told = Diagnostic::new(&FORMAT, Span::whole(&Tree::name(path))).with("name", &self.name);
        if self.may_be_file { told.help_instead(LIST_OR_FILE) } else { told }
    }
}

/// The record beside which the file lies in a format that is not read, if it does.
pub(super) fn unread<'a>(tree: &'a Tree, path: &str) -> Option<Unread<'a>> {
    unread_of(&tree.records, path)
}

pub(super) fn unread_of<'a>(records: &'a BTreeMap<RecordId, RecordFiles>, path: &str) -> Option<Unread<'a>> {
    let stem = |ends: &[&str]| ends.iter().find_map(|end| strip_ending(path, end)).map(str::to_owned);
    let owner = |stem: &str| records.get_key_value(stem).map(|(id, _)| id);
    let (table, text) = (stem(&SPREADSHEETS), stem(&TEXTS));
    let (is_table, is_text) = (table.is_some(), text.is_some());
    let stem = table.or(text).or_else(|| stem(&DOCUMENTS))?;
    // A slot may stand behind the name of a table.
    let named = || stem.rsplit_once('.').filter(|_| is_table).and_then(|(id, _)| owner(id));
    let id = owner(&stem).or_else(named)?;
    Some(Unread { id, is_text, name: last(&stem).to_owned(), may_be_file: !is_table })
}

/// The problem of a table or a record that was saved under two endings.
pub(super) fn of_other_format(path: &str) -> Option<Diagnostic> {
    let plain = strip_ending(path, "txt")?;
    let is_read = RECORDS.iter().chain(&TABLES).any(|end| has_ending(plain, end));
    is_read.then(|| {
        Diagnostic::new(&TEXT, Span::whole(&Tree::name(path))).with("name", last(plain)).mended_by(last(plain))
    })
}

/// The problem of a table in another format that has a name like a record's, where there is none.
pub(super) fn of_no_record(path: &str) -> Option<Diagnostic> {
    let stem = SPREADSHEETS.iter().find_map(|end| strip_ending(path, end))?;
    let is_dated = begins_with_date(last(stem));
    is_dated.then(|| Diagnostic::new(&FORMAT, Span::whole(&Tree::name(path))).with("name", last(stem)))
}
