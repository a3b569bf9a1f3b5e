//! Rows of a table that have more cells than its head, which CommonMark's tables leave out, and lines below a table,
//! which they take for rows.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::super::ProblemKind;
use super::super::edits::Edit;
use super::Prepared;

/// No head grows by more.
const MOST: usize = 100;

/// Gives each head as many columns as the widest row has.
pub(super) fn widen(text: &str, list: &[(Event<'_>, Range<usize>)], prepared: &mut Prepared) {
    let mut table = None;
    for (event, range) in list {
        match event {
            Event::Start(Tag::Table(columns)) => {
                table = Some(Wide { columns: columns.len(), head: 0..0, row: None, tail: None })
            }
            Event::Start(Tag::TableHead) => {
                if let Some(table) = &mut table {
                    table.head = range.clone();
                }
            }
            Event::Start(Tag::TableRow) => {
                if let Some(table) = &mut table {
                    table.row(text, range);
                }
            }
            Event::End(TagEnd::Table) => {
                if let Some(table) = table.take() {
                    table.end(text, prepared);
                    table.grow(text, prepared);
                }
            }
            _ => {}
        }
    }
}

struct Wide {
    columns: usize,
    head: Range<usize>,
    /// The widest row and how many cells it has, if more than the head.
    row: Option<(usize, Range<usize>)>,
    /// Where the lines begin that have no sign of a row, if none behind them has one.
    tail: Option<usize>,
}

impl Wide {
    fn row(&mut self, text: &str, range: &Range<usize>) {
        let row = text[range.clone()].trim_end();
        let cells = count(row);
        match cells > 1 || row.starts_with('|') || row.ends_with('|') {
            true => self.tail = None,
            false => self.tail = self.tail.or(Some(range.start)),
        }
        let most = self.row.as_ref().map_or(self.columns, |(cells, _)| *cells);
        if cells > most {
            self.row = Some((cells, range.start..range.start + row.len()));
        }
    }

    /// A remark that follows at once is no row.
    fn end(&self, text: &str, prepared: &mut Prepared) {
        let is_line = |at: &usize| text[..*at].ends_with('\n');
        if let Some(at) = self.tail.filter(is_line).filter(|_| self.columns > 1) {
            prepared.edits.push(Edit::insert(at, "\n"));
        }
    }

    fn grow(self, text: &str, prepared: &mut Prepared) {
        let Some((cells, row)) = self.row else { return };
        let more = (cells - self.columns).min(MOST);
        let head = text[self.head.clone()].lines().next().unwrap_or_default();
        let below = self.head.start + text[self.head.start..].find('\n').map_or(0, |length| length + 1);
        let line = text[below..].lines().next().unwrap_or_default();
        for (start, line, cell) in [(self.head.start, head, " |"), (below, line, "-|")] {
            let line = line.trim_end();
            let first = if has_last_pipe(line) { "" } else { "|" };
            prepared.edits.push(Edit::insert(start + line.len(), format!("{first}{}", cell.repeat(more))));
        }
        prepared.report(ProblemKind::WideRow { cells, head: self.columns }, row);
    }
}

fn has_last_pipe(row: &str) -> bool {
    let escapes = row.strip_suffix('|').map(|row| row.bytes().rev().take_while(|byte| *byte == b'\\').count());
    escapes.is_some_and(|escapes| escapes % 2 == 0)
}

/// How many cells a row has; signs in comments divide none.
fn count(row: &str) -> usize {
    let row = &without_comments(row);
    let row = row.trim_start();
    let row = row.strip_prefix('|').unwrap_or(row);
    let row = if has_last_pipe(row) { &row[..row.len() - 1] } else { row };
    let mut is_escaped = false;
    let pipes = row.bytes().filter(|byte| {
        let is_pipe = *byte == b'|' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_pipe
    });
    pipes.count() + 1
}

fn without_comments(row: &str) -> Cow<'_, str> {
    let mut shown = String::new();
    let mut rest = row;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((_, behind)) = comment.split_once("-->") else { break };
        shown.push_str(before);
        rest = behind;
    }
    if shown.is_empty() { rest.into() } else { (shown + rest).into() }
}
