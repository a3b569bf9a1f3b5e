//! Messages, each beside the field that it is about.

use crate::base::diag::{Diagnostic, Severity};
use crate::edit::change::Filled;
use crate::edit::spot::{self, Spot};
use crate::serve::edit::Editor;
use crate::serve::edit::desk::Desk;
use crate::serve::edit::html::escape;

/// What a page shows besides what the record says.
#[derive(Default)]
pub(super) struct Sheet<'a> {
    /// What was filled in and not saved.
    pub(super) filled: Option<&'a Filled>,
    /// What is wrong, each with its place.
    pub(super) said: Vec<(Spot, Diagnostic)>,
    /// What happened just now.
    pub(super) told: String,
    /// What else is to be told of what was done, one a line.
    pub(super) notes: Vec<String>,
    /// Whether that is bad.
    pub(super) is_refused: bool,
    /// The organisation of a new record.
    pub(super) org: String,
}

impl Editor {
    /// What is wrong, each with its place in the form.
    pub(super) fn spots(desk: &Desk<'_>, problems: &[Diagnostic]) -> Vec<(Spot, Diagnostic)> {
        problems.iter().map(|one| (spot::of(&desk.source, &desk.form, one), one.clone())).collect()
    }
}

/// The messages beside a field, or of the record as a whole.
pub(super) fn said_of(editor: &Editor, said: &[(Spot, Diagnostic)], id: Option<&str>) -> String {
    let own = said.iter().filter(|(spot, _)| spot.field.as_deref() == id);
    let items: String = own.map(|(spot, one)| item(editor, spot, one)).collect();
    format!("<ul class=\"said\" id=\"s-{}\">{items}</ul>\n", escape(id.unwrap_or_default()))
}

fn item(editor: &Editor, spot: &Spot, one: &Diagnostic) -> String {
    let (class, text) = said(editor, spot, one);
    format!("<li class=\"{class}\">{}</li>", escape(&text))
}

/// How grave a message is, and what it says, with the row that it is about.
pub(super) fn said(editor: &Editor, spot: &Spot, one: &Diagnostic) -> (&'static str, String) {
    let (class, word) = match one.severity {
        Severity::Error => ("error", editor.word("错误", "error")),
        Severity::Warning => ("warning", editor.word("警告", "warning")),
        Severity::Note => ("note", editor.word("提示", "note")),
    };
    let row = spot.row.map_or(String::new(), |row| match editor.word("zh", "en") {
        "zh" => format!("第 {} 行，", row + 1),
        _ => format!("row {}, ", row + 1),
    });
    let colon = editor.word("：", ": ");
    let (message, help) = (one.message(editor.lang), one.help(editor.lang));
    let is_missing = one.rule.name == "key/missing" && spot.field.is_some();
    let help = if help.is_empty() || is_missing { String::new() } else { format!(" → {help}") };
    // Who lets a warning stand has to name its rule.
    let rule = if one.severity == Severity::Warning { format!(" [{}]", one.rule.name) } else { String::new() };
    (class, format!("{word}{colon}{row}{message}{help}{rule}"))
}
