//! The text of a new record: what was filled in and no more, as a draft.

use crate::base::lang::Text;
use crate::edit::change::{self, BODY, Filled, Refused};
use crate::edit::form::Form;
use crate::edit::scalar::Given;
use crate::edit::source::Source;

/// A new draft of a kind and form in which this was filled in. It has front matter if a text stands below, as its file
/// then ends in `.md`.
///
/// # Errors
/// As [`change::apply`].
pub fn record((kind, format): (&str, Option<&str>), form: &Form, filled: &Filled) -> Result<Source, Refused> {
    let is_text = filled.get(BODY).is_some_and(|body| !body.trim().is_empty());
    let title = filled.get("title").map(|title| title.trim()).unwrap_or_default();
    let mut head = format!("kind: {kind}\n");
    if let Some(format) = format {
        head.push_str(&format!("form: {format}\n"));
    }
    head.push_str(&format!("title: {}\nstatus: draft\n", Given::Text(title.to_owned()).written(false)));
    let (name, text) = if is_text { ("new.md", format!("---\n{head}---\n\n")) } else { ("new.yaml", head) };
    let source = Source::read(&name.into(), text.into_bytes()).map_err(Refused::Source)?;
    change::apply(&source, form, filled)
}

/// The same record with a text below its keys, for a file that ends in `.md`.
///
/// # Errors
/// What it says cannot be read any more.
pub fn with_text(source: &Source, file: &str, body: &str) -> Result<Source, Text> {
    let end = source.line_end();
    let keys = source.text.trim_end();
    let body = body.replace("\r\n", "\n").trim().replace('\n', end);
    let text = format!("---{end}{keys}{end}---{end}{end}{body}{end}");
    Source::read(&file.into(), text.into_bytes())
}
