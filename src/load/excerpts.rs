//! The lines that messages quote: of what was parsed, whatever the files say by now.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::encoding;
use crate::base::lang::Lang;
use crate::base::source::{Excerpt, FileName, Lines, Place, Span};
use crate::files::Reader;
use crate::privacy;

/// Texts of the files that problems point into.
#[derive(Debug, Default)]
pub struct Excerpts {
    readers: Vec<Arc<Reader>>,
    texts: BTreeMap<FileName, Option<Lines>>,
}

impl Excerpts {
    /// Of what these have read; nothing is read for it.
    pub fn of(readers: impl IntoIterator<Item = Arc<Reader>>) -> Self {
        Self { readers: readers.into_iter().collect(), texts: BTreeMap::new() }
    }

    /// The line of a span, and where in the line it stands; nothing where there are no lines.
    pub fn excerpt(&mut self, span: &Span) -> Option<Excerpt> {
        let Place::Bytes(start, end) = span.place else { return None };
        let text = self.texts.entry(span.file.clone()).or_insert_with(|| {
            let bytes = self.readers.iter().find_map(|reader| reader.kept(&span.file))?;
            encoding::decode_text(bytes.to_vec()).map(|(text, _)| Lines::new(text))
        });
        Some(masked(text.as_ref()?.excerpt(start as usize, end as usize)))
    }

    /// A place within its file in words: the line, the cell, or the name of the file.
    pub fn place(&mut self, span: &Span, lang: Lang) -> String {
        match (self.excerpt(span), span.place, lang) {
            (Some(excerpt), _, Lang::Zh) => format!("第 {} 行", excerpt.number),
            (Some(excerpt), _, Lang::En) => format!("line {}", excerpt.number),
            (None, Place::Cell(..), _) => span.place.to_string(),
            (None, ..) => span.file.to_string(),
        }
    }
}

/// The same without numbers that no message should carry further than they already are.
fn masked(excerpt: Excerpt) -> Excerpt {
    let Cow::Owned(line) = privacy::starred(&excerpt.line) else { return excerpt };
    // As many signs stand in it, but not as many bytes.
    let moved = |at: usize| {
        let signs = excerpt.line.get(..at).map_or(0, |before| before.chars().count());
        line.char_indices().nth(signs).map_or(line.len(), |(at, _)| at)
    };
    let (from, to) = (moved(excerpt.from), moved(excerpt.to));
    Excerpt { line, from, to, ..excerpt }
}
