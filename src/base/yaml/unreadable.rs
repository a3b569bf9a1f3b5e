//! Why a text cannot be read as YAML, and where its writer should look.

use granit_parser::{ErrorKind, ScanError};

use super::builder::{Builder, Refused};
use super::open::Open;
use super::reason::{self, Mark, because};
use super::{ALIAS, DEPTH, MAX_DEPTH, WIDE_SIGNS};
use crate::base::diag::Diagnostic;
use crate::base::lang::Text;
use crate::base::written;

const OPENED: Text = Text { zh: "括号从这里打开", en: "the bracket opens here" };

impl Builder<'_, '_> {
    /// Tells why the text cannot be read.
    pub(super) fn syntax(&mut self, error: &ScanError) -> Refused {
        let at = error.marker().byte_offset().unwrap_or(0).min(self.text.trim_end().len());
        let diagnostic = match error.kind() {
            ErrorKind::RecursionLimitExceeded => Diagnostic::new(&DEPTH, self.sign(at)).with_own("depth", MAX_DEPTH),
            kind if reason::is_alias(kind) => Diagnostic::new(&ALIAS, self.sign(at)),
            kind => self.unreadable(kind, at),
        };
        self.diags.push(diagnostic);
        let (start, line) = self.line(at);
        written::in_the_way(line, (self.file, self.base + start)).into_iter().for_each(|note| self.diags.push(note));
        Refused
    }

    /// The line that the byte `at` stands in, and where it begins.
    fn line(&self, at: usize) -> (usize, &str) {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        (start, self.text[start..].lines().next().unwrap_or_default())
    }

    fn unreadable(&self, kind: &ErrorKind, at: usize) -> Diagnostic {
        let (start, line) = self.line(at);
        let is_wide = |open: &Open| open.flow && self.text[open.start..start + line.len()].contains(WIDE_SIGNS);
        let is_wide = self.stack.last().is_some_and(|open| open.start >= start && is_wide(open));
        let why = if is_wide { reason::WIDE } else { reason::of(kind, line, at - start) };
        if let Some((start, end)) = why.is_indent().then(|| self.without_colon(start)).flatten() {
            return because(self.span(start, end), reason::NO_COLON);
        }
        let indent = line.len() - line.trim_start().len();
        let is_line = why.mark == Mark::Line && !line.trim().is_empty();
        let line_of = || self.span(start + indent, start + line.trim_end().len());
        let unreadable = because(if is_line { line_of() } else { self.sign(at) }, why);
        let bracket = self.stack.last().filter(|open| open.flow && open.start < at && why.mark == Mark::Bracket);
        match bracket {
            Some(open) => unreadable.label(self.span(open.start, open.start + 1), OPENED),
            None => unreadable,
        }
    }

    /// The first of the lines right above the one that begins at `start` and of the same indent that have no colon: with
    /// what is below they were read as one text.
    fn without_colon(&self, start: usize) -> Option<(usize, usize)> {
        let begin = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
        let (mut start, mut found) = (start, None);
        let (_, below) = self.line(start);
        let indent = begin(below);
        if !below.contains(':') {
            return None;
        }
        while start > 0 {
            let (above, line) = self.line(start - 1);
            let text = line.trim_start_matches([' ', '-']).trim_end();
            if begin(line) != indent || text.is_empty() || text.contains([':', '：', '#', '"', '\'', '[', '{']) {
                break;
            }
            found = Some((above + indent, above + indent + text.len()));
            start = above;
        }
        found
    }
}
