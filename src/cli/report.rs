//! The only code that prints: diagnostics for people and for programs, and the lines of the commands.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde_json::json;

use crate::base::diag::{Diagnostic, Diagnostics, Severity};
use crate::base::lang::{Lang, Text};
use crate::base::path::on_disk;
use crate::base::source::{self, Excerpt, Lines, Place, Span};

/// How diagnostics are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// For people: the line itself with carets.
    Human,
    /// For programs: one JSON object a line.
    Json,
}

/// Writes to one stream in one language.
pub(super) struct Report<'a> {
    /// Where to.
    pub(super) out: &'a mut dyn Write,
    /// Folder that file names are relative to.
    pub(super) root: PathBuf,
    /// Language of messages.
    pub(super) lang: Lang,
    /// How.
    pub(super) format: Format,
    /// Whether the stream shows colours.
    pub(super) color: bool,
    /// Texts of the files that diagnostics point into.
    pub(super) texts: BTreeMap<String, Option<Lines>>,
}

/// A stream whose reader may leave before the end, as `head` does: what is left is not written, and nothing else changes.
/// Otherwise a pipe that closes would end a build, or hide that the content has errors.
pub(super) struct Patient<W>(pub(super) W);

impl<W: Write> Write for Patient<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(bytes.len()),
            written => written,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
            flushed => flushed,
        }
    }
}

const ERROR: Text = Text { zh: "错误", en: "error" };
const WARNING: Text = Text { zh: "警告", en: "warning" };
const NOTE: Text = Text { zh: "提示", en: "note" };
const NOTE_NAME: Text = Text { zh: "说明", en: "note" };
const UNSEEN: Text =
    Text { zh: "这里有不公开的内容，不显示", en: "what stands there is not public and is not shown" };
const WITHHELD: Text = Text { zh: "（不公开的内容）", en: "(not public)" };
const HELP: Text = Text { zh: "改法", en: "help" };

impl Report<'_> {
    /// Writes a line.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// Writes all diagnostics in their order; for people, accepted ones are only counted.
    pub(super) fn diagnostics(&mut self, diags: &Diagnostics) -> io::Result<()> {
        for one in diags.iter() {
            match self.format {
                Format::Human if one.accepted.is_some() => {}
                Format::Human => self.human(one)?,
                Format::Json => self.json(one)?,
            }
        }
        Ok(())
    }

    /// Writes how many there were of each severity.
    pub(super) fn summary(&mut self, diags: &Diagnostics) -> io::Result<()> {
        let [errors, warnings, notes] =
            [Severity::Error, Severity::Warning, Severity::Note].map(|severity| diags.count(severity));
        let accepted = diags.iter().filter(|one| one.accepted.is_some()).count();
        let text = match self.lang {
            Lang::Zh => format!("{errors} 个错误，{warnings} 个警告，{notes} 个提示，已确认 {accepted} 个"),
            Lang::En => format!(
                "{}, {}, {}, {accepted} accepted",
                counted(errors, "error"),
                counted(warnings, "warning"),
                counted(notes, "note")
            ),
        };
        if self.format == Format::Human { self.line(&text) } else { Ok(()) }
    }

    fn human(&mut self, one: &Diagnostic) -> io::Result<()> {
        let (level, name) = match one.severity {
            Severity::Error => (Level::ERROR, ERROR),
            Severity::Warning => (Level::WARNING, WARNING),
            Severity::Note => (Level::NOTE, NOTE),
        };
        let (message, help) = (one.message(self.lang), one.help(self.lang));
        let title = level.with_name(name.get(self.lang)).primary_title(&*message).id(one.rule.name);
        let mut places = vec![(one.span.clone(), None)];
        places.extend(one.labels.iter().map(|(span, word)| (span.clone(), Some(word.get(self.lang)))));
        let lines: Vec<_> = places.into_iter().map(|(span, word)| (self.excerpt(&span), span, word)).collect();
        let mut group = title.elements(Vec::<Origin<'_>>::new());
        for (at, (excerpt, span, word)) in lines.iter().enumerate() {
            let kind = if at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            group = match excerpt {
                Some(excerpt) if span.is_veiled() => group.element(place_of(span, excerpt)),
                Some(excerpt) => {
                    let mut mark = kind.span(excerpt.from..excerpt.to);
                    if let Some(word) = word {
                        mark = mark.label(*word);
                    }
                    let snippet = Snippet::source(&*excerpt.line).line_start(excerpt.number).annotation(mark);
                    if excerpt.skipped == 0 {
                        group.element(snippet.path(&*span.file))
                    } else {
                        group.element(place_of(span, excerpt)).element(snippet)
                    }
                }
                None => group.element(Origin::path(place_name(span))),
            };
        }
        if one.span.is_veiled() && matches!(one.span.place, Place::Bytes(..) | Place::Cell(..)) {
            group = group.element(Level::NOTE.with_name(NOTE_NAME.get(self.lang)).message(UNSEEN.get(self.lang)));
        }
        if !help.is_empty() {
            group = group.element(Level::HELP.with_name(HELP.get(self.lang)).message(&*help));
        }
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() };
        let text = renderer.render(&[group]);
        writeln!(self.out, "{text}\n")
    }

    fn json(&mut self, one: &Diagnostic) -> io::Result<()> {
        let severity = match one.severity {
            Severity::Error => ERROR,
            Severity::Warning => WARNING,
            Severity::Note => NOTE,
        };
        let lang = self.lang;
        let labels = one.labels.iter();
        let labels: Vec<_> =
            labels.map(|(span, word)| json!({"place": self.place_json(span), "text": word.get(lang)})).collect();
        let object = json!({
            "rule": one.rule.name,
            "severity": severity.en,
            "place": self.place_json(&one.span),
            "message": one.message(self.lang),
            "help": one.help(self.lang),
            "values": one.values(self.lang).collect::<BTreeMap<_, _>>(),
            "labels": labels,
            "accepted": one.accepted.as_ref().map(|reason| if one.span.is_veiled() { WITHHELD.get(lang) } else { &**reason }),
        });
        writeln!(self.out, "{object}")
    }

    fn place_json(&mut self, span: &Span) -> serde_json::Value {
        match self.excerpt(span) {
            Some(excerpt) => {
                let (line, column) = (excerpt.number, excerpt.column());
                let mut place = json!({"file": &*span.file, "line": line, "column": column});
                if !span.is_veiled() {
                    place["text"] = excerpt.line.into();
                }
                place
            }
            None => match span.place {
                Place::Cell(..) => json!({"file": &*span.file, "cell": span.place.to_string()}),
                _ => json!({"file": &*span.file}),
            },
        }
    }

    /// The line of a span, and where in the line it stands.
    fn excerpt(&mut self, span: &Span) -> Option<Excerpt> {
        let Place::Bytes(start, end) = span.place else { return None };
        let path = on_disk(&self.root, &span.file);
        let text = self.texts.entry(span.file.to_string()).or_insert_with(|| {
            let bytes = std::fs::read(path).ok()?;
            source::decode_text(bytes).map(|(text, _)| Lines::new(text))
        });
        Some(text.as_ref()?.excerpt(start as usize, end as usize))
    }
}

/// File, line and column, without the line itself.
fn place_of<'s>(span: &'s Span, excerpt: &Excerpt) -> Origin<'s> {
    Origin::path(&*span.file).line(excerpt.number).char_column(excerpt.column())
}

/// `content/a.xlsx:B5`, or the file alone.
fn place_name(span: &Span) -> String {
    match span.place {
        Place::Cell(..) => format!("{}:{}", span.file, span.place),
        _ => span.file.to_string(),
    }
}

fn counted(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}
