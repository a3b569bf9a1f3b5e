//! Paragraphs that stand twice, as when a text was pasted twice or came with its print version. Blanks and line breaks
//! may differ.

use std::collections::HashMap;

use crate::base::diag::Diagnostic;
use crate::base::lang::Text;
use crate::base::source::{FileName, Span};
use crate::load::pasted::{Line, REPEATED, piece};

/// Paragraphs that stand before.
pub(super) struct Repeated<'t> {
    again: Line<'t>,
    first: Line<'t>,
    /// How many follow each other here as they did before.
    count: usize,
}

impl Repeated<'_> {
    /// The note of it.
    pub(super) fn told(&self, file: &FileName) -> Diagnostic {
        const FIRST: Text = Text { zh: "第一次在这里", en: "first here" };
        let span = |line: &Line<'_>| Span::bytes(file, line.start, line.start + line.text.len());
        let told = Diagnostic::new(&REPEATED, span(&self.again)).with("piece", piece(self.again.text));
        told.with_own("count", self.count).label(span(&self.first), FIRST)
    }
}

/// A paragraph: its first line, and its signs without blanks.
struct Paragraph<'t> {
    line: Line<'t>,
    signs: String,
}

/// Shorter ones are formulas that may stand in one text twice.
const LEAST: usize = 30;

/// Runs of paragraphs that stand in the text before, in order.
pub(super) fn find<'t>(lines: &[Line<'t>]) -> Vec<Repeated<'t>> {
    let paragraphs = paragraphs(lines);
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut found: Vec<Repeated<'t>> = Vec::new();
    // How far behind the first one the last repeated paragraph stands.
    let mut distance = None;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let is_long = paragraph.signs.chars().filter(|sign| sign.is_alphanumeric()).nth(LEAST - 1).is_some();
        if !is_long {
            continue;
        }
        let Some(first) = seen.get(&*paragraph.signs).copied() else {
            seen.insert(&paragraph.signs, at);
            distance = None;
            continue;
        };
        match found.last_mut().filter(|_| distance == Some(at - first)) {
            Some(last) => last.count += 1,
            None => found.push(Repeated { again: paragraph.line, first: paragraphs[first].line, count: 1 }),
        }
        distance = Some(at - first);
    }
    found
}

/// Joins the lines of each paragraph: up to an empty line, the end of a sentence at the end of a line, or a line that
/// begins something of its own. Rows of tables and pictures are none.
fn paragraphs<'t>(lines: &[Line<'t>]) -> Vec<Paragraph<'t>> {
    let mut all: Vec<Paragraph<'t>> = Vec::new();
    let mut is_open = false;
    for line in lines {
        let text = line.text.trim();
        if text.is_empty() || text.starts_with(['|', '!', '#']) {
            is_open = false;
            continue;
        }
        if !is_open || text.starts_with(['-', '*', '+', '>', '·', '•']) {
            all.push(Paragraph { line: *line, signs: String::new() });
        }
        if let Some(last) = all.last_mut() {
            last.signs.extend(text.chars().filter(|sign| !sign.is_whitespace()));
        }
        is_open = !text.ends_with(|sign: char| "。！？；：”’）》】….!?;:)".contains(sign));
    }
    all
}
