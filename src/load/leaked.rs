//! What messages may quote of a version that leaked: nothing. It may be what the next page, log or screen would show again.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::source::{FileName, Veil};
use crate::load::setting::Records;
use crate::load::sort::CONTENT;

/// Veils the problems of every version that a record says leaked, and of what lies beside it.
pub(super) fn close(records: &Records, diags: &mut Diagnostics) {
    let sound = records.read.iter().map(|one| (&one.id, one.supersedes.as_ref().map(|one| &one.value), one.is_leaked));
    let broken = records.broken.iter().map(|one| (&one.id, one.before.as_ref(), one.is_leaked));
    let all: Vec<_> = sound.chain(broken).collect();
    let mut leaked: BTreeSet<Arc<str>> = BTreeSet::new();
    for (_, before, _) in all.iter().filter(|(.., is_leaked)| *is_leaked) {
        let mut next = *before;
        while let Some(id) = next.filter(|id| leaked.insert(Arc::clone(id))) {
            next = all.iter().find(|(own, ..)| ***own == **id).and_then(|(_, before, _)| *before);
        }
    }
    if leaked.is_empty() {
        return;
    }
    for span in diags.iter_mut().flat_map(Diagnostic::spans_mut) {
        if leaked.iter().any(|id| goes_with(&span.file, id)) {
            span.veil = span.veil.max(Veil::Closed);
        }
    }
}

/// Whether a file is the source of the record `id`, or lies beside it.
fn goes_with(file: &FileName, id: &str) -> bool {
    let own = file.strip_prefix(CONTENT).and_then(|path| path.strip_prefix('/')?.strip_prefix(id));
    own.is_some_and(|rest| rest.starts_with(['.', '/']))
}
