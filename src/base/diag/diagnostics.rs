//! All problems of one phase, of which no file can have too many to be kept.

use std::collections::BTreeSet;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Severity};
use crate::base::source::{FileName, Veil};

/// All problems of one phase. Of the problems of one file so many are kept that nobody reads them all; the others are
/// counted only.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// How many of each severity have been pushed and kept.
    kept: [usize; 3],
    /// How many of each severity were not kept.
    left_out: [usize; 3],
    /// Files that have an error.
    wrong: BTreeSet<FileName>,
}

/// So many problems of one severity are kept before the others are only counted.
const KEPT: usize = 50_000;

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds one, or counts it if too many have been added. The first error of a file is always kept, for decisions hang
    /// on which files have any.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let severity = diagnostic.severity as usize;
        let is_first = diagnostic.severity == Severity::Error && !self.wrong.contains(&diagnostic.span.file);
        if is_first {
            self.wrong.insert(diagnostic.span.file.clone());
        }
        if is_first || self.kept[severity] < KEPT {
            self.kept[severity] += 1;
            self.list.push(diagnostic);
        } else {
            self.left_out[severity] += 1;
        }
    }

    /// Takes back what has been pushed since there were `from`, as far as `follows` says that it follows from another
    /// problem.
    pub fn take_back(&mut self, from: usize, follows: impl Fn(&Diagnostic) -> bool) {
        let mut behind = self.list.split_off(from.min(self.list.len()));
        for one in behind.extract_if(.., |one| follows(one)) {
            let kept = &mut self.kept[one.severity as usize];
            *kept = kept.saturating_sub(1);
        }
        self.list.append(&mut behind);
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: Self) {
        self.wrong.extend(other.wrong);
        self.list.extend(other.list);
        for (own, more) in self.left_out.iter_mut().zip(other.left_out) {
            *own += more;
        }
    }

    /// Whether a build must stop.
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// How many are of `severity`, without accepted ones.
    pub fn count(&self, severity: Severity) -> usize {
        let kept = self.list.iter().filter(|one| one.severity == severity && one.accepted.is_none()).count();
        kept + self.left_out[severity as usize]
    }

    /// Raises warnings that nobody accepted to errors.
    pub fn deny_warnings(&mut self) {
        for one in &mut self.list {
            if one.severity == Severity::Warning && one.accepted.is_none() {
                one.severity = Severity::Error;
            }
        }
        self.left_out[Severity::Error as usize] += std::mem::take(&mut self.left_out[Severity::Warning as usize]);
    }

    /// How many were counted only.
    pub fn left_out(&self) -> usize {
        self.left_out.iter().sum()
    }

    /// Lifts the veil of what is public on `today`.
    pub fn unveil(&mut self, today: Date) {
        for span in self.list.iter_mut().flat_map(Diagnostic::spans_mut) {
            if let Veil::Until(day) = span.veil {
                span.veil = if day <= today { Veil::Open } else { Veil::Early };
            }
        }
    }

    /// Lifts the veil of what is not public yet, where nobody reads the messages but who writes it.
    pub fn tell_writer(&mut self) {
        let spans = self.list.iter_mut().flat_map(Diagnostic::spans_mut);
        spans.filter(|span| span.veil == Veil::Early).for_each(|span| span.veil = Veil::Open);
    }

    /// Leaves the Chinese names of things out, for a portal in which nobody writes them.
    pub fn name_plainly(&mut self) {
        self.list.iter_mut().for_each(Diagnostic::name_plainly);
    }

    /// Orders them by file and place, so that a run reads the same each time, and drops exact repetitions.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| (&a.span, a.rule.name).cmp(&(&b.span, b.rule.name)));
        self.list.dedup_by(|a, b| a.span == b.span && a.rule.name == b.rule.name && a.values == b.values);
    }

    /// In their order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.list.iter()
    }

    /// In their order, to be changed.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, Diagnostic> {
        self.list.iter_mut()
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

impl IntoIterator for Diagnostics {
    type Item = Diagnostic;
    type IntoIter = std::vec::IntoIter<Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl FromIterator<Diagnostic> for Diagnostics {
    fn from_iter<I: IntoIterator<Item = Diagnostic>>(iter: I) -> Self {
        Self { list: iter.into_iter().collect(), ..Self::default() }
    }
}
