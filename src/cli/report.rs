//! The only code that prints: diagnostics for people and for programs, and the lines of the commands.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde_json::json;

use crate::base::diag::{Diagnostic, Diagnostics, Group, Severity};
use crate::base::grouped::grouped;
use crate::base::lang::{Lang, Text};
use crate::base::source::{Excerpt, Place, Span};
use crate::load::Excerpts;
use crate::privacy::starred_path;

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
    /// Language of messages.
    pub(super) lang: Lang,
    /// For people or for programs.
    pub(super) format: Format,
    /// Whether the stream shows colours.
    pub(super) color: bool,
    /// Whether each of many problems of one kind is written by itself.
    pub(super) is_each: bool,
    /// The least grave that people are told of; the others are counted.
    pub(super) least: Severity,
    /// Lines of the files that diagnostics point into.
    pub(super) excerpts: Excerpts,
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
const TABLE: Text = Text {
    zh: "各条规则的问题数（`gongkai explain 规则名` 有说明）：",
    en: "problems by rule (`gongkai explain RULE` says more):",
};
const LEFT_OUT: Text = Text { zh: "其余的只计数，没有列出", en: "more were counted and not listed" };

impl Report<'_> {
    /// Whether it is read by programs.
    pub(super) fn is_for_programs(&self) -> bool {
        self.format == Format::Json
    }

    /// Writes a line.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{text}")
    }

    /// Writes the diagnostics: for people those that nobody accepted, many of one kind as one, errors last; for programs
    /// all, in their order.
    pub(super) fn diagnostics(&mut self, diags: &Diagnostics) -> io::Result<()> {
        if self.format == Format::Json {
            return diags.iter().try_for_each(|one| self.json(one));
        }
        let least = self.least;
        let groups = diags.groups(self.is_each).into_iter().filter(|group| group.first.severity >= least);
        groups.into_iter().try_for_each(|group| self.human(&group))
    }

    /// Writes how often each rule is broken, where there are more problems than one glance takes in.
    pub(super) fn table(&mut self, diags: &Diagnostics) -> io::Result<()> {
        const HANDFUL: usize = 5;
        let mut totals = diags.totals();
        totals.retain(|total| total.severity >= self.least);
        let all: usize = totals.iter().map(|total| total.count).sum();
        if self.format == Format::Json || all <= HANDFUL {
            return Ok(());
        }
        let counts: Vec<String> = totals.iter().map(|total| grouped(&total.count.to_string())).collect();
        let width = counts.iter().map(String::len).max().unwrap_or_default();
        self.line(TABLE.get(self.lang))?;
        for (total, count) in totals.iter().zip(counts) {
            let (_, name) = level(total.severity);
            let wide = if self.lang == Lang::En { 7 } else { 0 };
            self.line(&format!("  {count:>width$}  {:<wide$}  {}", name.get(self.lang), total.rule.name))?;
        }
        if diags.left_out() > 0 {
            let (left, more) = (grouped(&diags.left_out().to_string()), LEFT_OUT.get(self.lang));
            self.line(&format!("  {left:>width$}  {more}"))?;
        }
        self.line("")
    }

    /// Writes how many there were of each severity.
    pub(super) fn summary(&mut self, diags: &Diagnostics) -> io::Result<()> {
        let [errors, warnings, notes] =
            [Severity::Error, Severity::Warning, Severity::Note].map(|severity| diags.count(severity));
        let accepted = diags.iter().filter(|one| one.accepted.is_some()).count();
        let text = match self.lang {
            Lang::Zh => {
                let [errors, warnings, notes] = [errors, warnings, notes].map(|count| grouped(&count.to_string()));
                format!("{errors} 个错误，{warnings} 个警告，{notes} 个提示，已确认 {accepted} 个")
            }
            Lang::En => format!(
                "{}, {}, {}, {accepted} accepted",
                counted(errors, "error"),
                counted(warnings, "warning"),
                counted(notes, "note")
            ),
        };
        if self.format == Format::Human { self.line(&text) } else { Ok(()) }
    }

    /// Writes which addresses are not public any more and where they are listed; for programs each of them.
    pub(super) fn gone(&mut self, gone: &[String], list: Option<&Path>) -> io::Result<()> {
        if gone.is_empty() {
            return Ok(());
        }
        let list = list.map_or_else(String::new, |list| list.display().to_string());
        if self.format == Format::Json {
            return writeln!(self.out, "{}", json!({"gone": gone, "list": list}));
        }
        let count = gone.len();
        self.line(&match self.lang {
            Lang::Zh => format!("{count} 个网址以前公开过，现在没有了，或者撤下了个人信息：请从缓存和搜索引擎里清掉，网址列在 {list}"),
            Lang::En => {
                let end = if count == 1 { "" } else { "es" };
                format!(
                    "no longer public, or cleared of personal data: {} address{end}; have them removed from caches and search engines, as listed in {list}",
                    grouped(&count.to_string())
                )
            }
        })
    }

    fn human(&mut self, of: &Group<'_>) -> io::Result<()> {
        let one = of.first;
        let (level, name) = level(one.severity);
        let (message, help) = (one.message(self.lang), one.help(self.lang));
        let more = of.lines(self.lang, |span| self.excerpts.place(span, self.lang));
        let title = level.with_name(name.get(self.lang)).primary_title(&*message).id(one.rule.name);
        let mut places = vec![(one.span.clone(), None)];
        places.extend(one.labels.iter().map(|(span, word)| (span.clone(), Some(word.get(self.lang)))));
        let lines: Vec<_> = places.into_iter().map(|(span, word)| (self.excerpts.excerpt(&span), span, word)).collect();
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
                        group.element(snippet.path(starred_path(&span.file)))
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
        for (name, text) in &more {
            group = group.element(Level::NOTE.with_name(&**name).message(&**text));
        }
        let renderer = if self.color { Renderer::styled() } else { Renderer::plain() };
        let text = renderer.render(&[group]);
        writeln!(self.out, "{text}\n")
    }

    fn json(&mut self, one: &Diagnostic) -> io::Result<()> {
        let (_, severity) = level(one.severity);
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
        match self.excerpts.excerpt(span) {
            Some(excerpt) => {
                let (line, column) = (excerpt.number, excerpt.column());
                let mut place = json!({"file": starred_path(&span.file), "line": line, "column": column});
                if !span.is_veiled() {
                    place["text"] = excerpt.line.into();
                }
                place
            }
            None => match span.place {
                Place::Cell(..) => json!({"file": starred_path(&span.file), "cell": span.place.to_string()}),
                _ => json!({"file": starred_path(&span.file)}),
            },
        }
    }
}

/// How a severity is shown, and what it is called.
fn level(severity: Severity) -> (Level<'static>, Text) {
    match severity {
        Severity::Error => (Level::ERROR, ERROR),
        Severity::Warning => (Level::WARNING, WARNING),
        Severity::Note => (Level::NOTE, NOTE),
    }
}

/// File, line and column, without the line itself.
fn place_of<'s>(span: &'s Span, excerpt: &Excerpt) -> Origin<'s> {
    Origin::path(starred_path(&span.file)).line(excerpt.number).char_column(excerpt.column())
}

/// `content/a.xlsx:B5`, or the file alone.
fn place_name(span: &Span) -> String {
    match span.place {
        Place::Cell(..) => format!("{}:{}", starred_path(&span.file), span.place),
        _ => starred_path(&span.file).into_owned(),
    }
}

/// A number and its English word, which takes an `s` unless the number is one.
pub(super) fn counted(count: impl Display, word: &str) -> String {
    let count = grouped(&count.to_string());
    let end = if count == "1" { "" } else { "s" };
    format!("{count} {word}{end}")
}
