//! Rows from beside a record: which slot takes them, and where they go in what the record says.

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{FromNode, Spanned};
use crate::base::lang::Text;
use crate::base::names;
use crate::base::path::{self, last};
use crate::base::period::Period;
use crate::base::source::{Span, Veil};
use crate::base::yaml::{Key, Node, Value};
use crate::blocks::RowsAt;
use crate::files::Error;
use crate::load::definitions::Definitions;
use crate::load::files::UNUSED;
use crate::load::rows::Expected;
use crate::load::setting::Reading;
use crate::load::tree::{RowsFile, Tree};
use crate::load::unread::Unread;
use crate::load::veil;
use crate::load::{rows, text};
use crate::model::form::Form;
use crate::model::id::RecordId;
use crate::model::kind::{Kind, Slot};
use crate::model::record::Record;

rules! {
    /// Rows that no slot can take.
    ROWS: Error "rows/no-slot" {
        zh: "这个表格不知道放进哪一项：{why}" => "可放表格的内容：{slots}；文件名写成 `记录名.内容名.csv`",
        en: "no slot can take this table: {why}" => "slots that take tables: {slots}; name the file `RECORD.SLOT.csv`",
    }
    /// Rows both in the record and beside it.
    BOTH: Error "rows/twice" {
        zh: "`{slot}` 的明细在 `{first}` 里写了一遍，在 `{file}` 里又有一遍" => "只留一处",
        en: "the rows of `{slot}` stand in `{first}` and in `{file}` too" => "keep one of them",
    }
    /// A sheet is named, and there is no workbook.
    NO_BOOK: Error "rows/sheet-without-workbook" {
        zh: "写了 `sheet: {name}`，旁边却没有同名的 .xlsx 表格" => "删去这一行，或把表格存成同名的 .xlsx 放在旁边",
        en: "`sheet: {name}` names a sheet, but there is no .xlsx of the same name beside the record" => "delete the line, or put the workbook beside the record under its name",
        wrong: "sheet: 名单", right: "# 旁边只有 .csv 或没有表格：不写 sheet",
    }
}

const FOLDER: Text = Text {
    zh: "是附件，就移进文件夹 `{path}/`（与记录同名，没有就新建），写进记录的 `attachments: [{name}]`，或在正文里链接它：`[说明]({link})`；不公开，就移到 content/ 外面",
    en: "if it is an attachment, move it into the folder `{path}/` (of the record's name), and write `attachments: [{name}]` in the record or link to it from the text: `[WORDS]({link})`; else move it out of content/",
};

/// The message about a file beside its record that is not read: a table the record would lack, or an attachment in a
/// wrong place. `None` if it is any file.
pub(super) fn of_unread(path: &str, unread: &Unread<'_>, takes: Option<bool>) -> Option<Diagnostic> {
    match takes {
        Some(false) => Some(to_folder(Diagnostic::new(&UNUSED, Span::whole(&Tree::name(path))), unread.id, path)),
        None if unread.is_text => None,
        _ => Some(unread.told(path)),
    }
}

/// Whether tables go into records of this kind and form: a list without columns takes none.
fn takes_rows(form: Option<&Form>, kind: &Kind) -> bool {
    let takes = |slot: &Slot| slot.block.rows() != RowsAt::Nowhere;
    kind.slots.iter().any(|slot| takes(slot) && !Form::options(form, kind, &slot.name).heads().is_empty())
}

/// Whether tables go into the record, if its kind is known.
pub(super) fn record_takes_rows(record: &Record, definitions: &Definitions) -> Option<bool> {
    let kind = definitions.kinds.get(&*record.kind)?;
    Some(takes_rows(record.form.as_ref().and_then(|form| definitions.forms.get(&**form)), kind))
}

/// Whether tables must go into records of the kind, whatever their form; `None` if that is not known.
pub(super) fn kind_takes_rows(kind: &Kind) -> Option<bool> {
    let must = |slot: &Slot| slot.is_required && slot.block.rows() != RowsAt::Nowhere;
    kind.slots.iter().any(must).then_some(true)
}

/// Says that the file at `path` goes into the folder of the record `id`.
fn to_folder(one: Diagnostic, id: &RecordId, path: &str) -> Diagnostic {
    let name = last(path);
    let one = one.with("path", Tree::name(id)).with("name", name);
    one.with("link", text::destination(&format!("{}/{name}", last(id)))).help_instead(FOLDER)
}

/// Reads rows from beside the record and puts them where they belong.
pub(super) fn add_rows(
    own: &Reading<'_>,
    node: &mut Node,
    file: &RowsFile,
    diags: &mut Diagnostics,
) -> Result<(), Error> {
    let (tree, path, named) = (own.setting.tree, &file.path, file.slot.as_deref());
    let Some(bytes) = tree.read(path, diags)? else { return Ok(()) };
    if !takes_rows(own.form, own.kind) {
        const NOWHERE: Text = Text { zh: "这种记录不放表格", en: "records of this kind and form take none" };
        let none = Diagnostic::new(&ROWS, Span::whole(&Tree::name(path))).with_word("why", NOWHERE);
        diags.push(to_folder(none, own.id, path));
        return Ok(());
    }
    let mut problems = Diagnostics::new();
    let slot = slot_of(own.kind, named);
    let heads = slot.map(|slot| Form::options(own.form, own.kind, &slot.name).heads()).unwrap_or_default();
    let heads = heads.into_iter().map(|head| head.called(&own.setting.config.heads)).collect();
    let period = value_under(node, "period").and_then(|node| {
        // What is no period is reported where the envelope is read.
        Period::read(node, own.setting.config.financial_year, &mut Diagnostics::new())
    });
    let expected = Expected { heads, sheet: sheet(node), period, limits: &tree.limits };
    let mut rows = rows::read(&Tree::name(path), bytes, &expected, &mut problems);
    if veil::is_masked(own.kind, own.form, slot) {
        rows.veil(Veil::Closed);
        let file = Tree::name(path);
        let spans = problems.iter_mut().flat_map(Diagnostic::spans_mut).filter(|span| span.file == file);
        spans.for_each(|span| span.veil = Veil::Closed);
    }
    diags.append(problems);
    match slot {
        Some(slot) => put_rows(node, slot, rows, diags),
        None => diags.push(unplaced(own.kind, named, rows.span)),
    }
    Ok(())
}

/// The sheet that the record names.
fn sheet(node: &Node) -> Option<Spanned<String>> {
    // What is no single value is reported where the envelope is read.
    Spanned::from_node(value_under(node, "sheet")?, &mut Diagnostics::new())
}

/// What the record says under a key of the envelope.
fn value_under<'n>(node: &'n Node, name: &'static str) -> Option<&'n Node> {
    let Value::Map(entries) = &node.value else { return None };
    let own = |key: &Key| names::is(&key.text, name);
    entries.iter().find(|(key, value)| own(key) && !value.is_empty()).map(|(_, value)| value)
}

/// Reports a sheet that is named where there is no workbook.
pub(super) fn check_sheet(own: &Reading<'_>, node: &Node, diags: &mut Diagnostics) {
    let has_book = own.files.rows.iter().any(|rows| path::has_ending(&rows.path, "xlsx"));
    if let Some(sheet) = sheet(node).filter(|_| !has_book) {
        diags.push(Diagnostic::new(&NO_BOOK, sheet.span).with("name", sheet.value));
    }
}

/// The slot that takes rows from a file with this name of a slot, or with none.
fn slot_of<'a>(kind: &'a Kind, named: Option<&str>) -> Option<&'a Slot> {
    let mut takes = kind.slots.iter().filter(|slot| slot.block.rows() != RowsAt::Nowhere);
    if let Some(name) = named {
        return takes.find(|slot| &*slot.name == name || slot.label.is(name));
    }
    let takes: Vec<&Slot> = takes.collect();
    let required: Vec<&Slot> = takes.iter().filter(|slot| slot.is_required).copied().collect();
    match (&takes[..], &required[..]) {
        ([only], _) | (_, [only]) => Some(only),
        _ => None,
    }
}

/// That rows go into no slot: there is none of this name, or several would take them.
fn unplaced(kind: &Kind, named: Option<&str>, rows: Span) -> Diagnostic {
    const NONE: Text = Text { zh: "没有这个名字的内容", en: "no slot has this name" };
    const SEVERAL: Text = Text { zh: "有几项都能放表格", en: "several slots take tables" };
    let takes: Vec<&Slot> = kind.slots.iter().filter(|slot| slot.block.rows() != RowsAt::Nowhere).collect();
    let list = takes.iter().map(|slot| (&slot.name, slot.label.home()));
    let why = if named.is_some() || takes.is_empty() { NONE } else { SEVERAL };
    Diagnostic::new(&ROWS, rows).with_word("why", why).with_named("slots", list)
}

fn put_rows(node: &mut Node, slot: &Slot, rows: Node, diags: &mut Diagnostics) {
    let file = rows.span.file.clone();
    let first = match slot.block.rows() {
        RowsAt::Nowhere => None,
        RowsAt::Slot => match value_of(node, slot) {
            Some(value) if matches!(value.value, Value::Map(_)) => put_key(value, "rows", rows),
            _ => put(node, slot, rows),
        },
        RowsAt::Key(key) => match value_of(node, slot) {
            Some(value) => put_key(value, key, rows),
            None => {
                let span = node.span.clone();
                let mut value = Node { value: Value::Map(Vec::new()), span };
                put_key(&mut value, key, rows);
                put(node, slot, value)
            }
        },
    };
    if let Some(first) = first {
        let name = |file: &str| last(file).to_owned();
        let both = Diagnostic::new(&BOTH, first.clone()).with_own("slot", &slot.name);
        diags.push(both.with("first", name(&first.file)).with("file", name(&file)));
    }
}

/// The written value of a slot.
fn value_of<'n>(node: &'n mut Node, slot: &Slot) -> Option<&'n mut Node> {
    let Value::Map(entries) = &mut node.value else { return None };
    let own = |key: &Key| slot.is_called(&key.text);
    entries.iter_mut().find(|(key, value)| own(key) && !value.is_empty()).map(|(_, value)| value)
}

/// Adds the value of a slot; where it was written before, if it was.
fn put(node: &mut Node, slot: &Slot, value: Node) -> Option<Span> {
    if let Some(first) = value_of(node, slot) {
        return Some(first.span.clone());
    }
    let Value::Map(entries) = &mut node.value else { return None };
    entries.retain(|(key, value)| !(value.is_empty() && slot.is_called(&key.text)));
    entries.push((Key { text: slot.name.to_string(), span: value.span.clone(), is_told: false }, value));
    None
}

/// Adds rows under a key of a slot; where they were written before, if they were.
fn put_key(node: &mut Node, name: &'static str, rows: Node) -> Option<Span> {
    let Value::Map(entries) = &mut node.value else { return None };
    let chinese = names::chinese(name).unwrap_or(name);
    let own = |key: &Key| key.text == name || key.text == chinese;
    if let Some((_, first)) = entries.iter().find(|(key, value)| own(key) && !value.is_empty()) {
        return Some(first.span.clone());
    }
    entries.retain(|(key, _)| !own(key));
    entries.push((Key { text: name.to_owned(), span: rows.span.clone(), is_told: false }, rows));
    None
}
