//! The lines that messages quote: each file is read once, however many problems it has.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::base::lang::Lang;
use crate::base::path::on_disk;
use crate::base::source::{self, Excerpt, FileName, Lines, Place, Span};

/// Texts of the files that problems point into.
#[derive(Debug)]
pub struct Excerpts {
    root: PathBuf,
    texts: BTreeMap<FileName, Option<Lines>>,
}

impl Excerpts {
    /// Of the files of a portal.
    pub fn of(root: &Path) -> Self {
        Self { root: root.to_path_buf(), texts: BTreeMap::new() }
    }

    /// The line of a span, and where in the line it stands; nothing where there are no lines.
    pub fn excerpt(&mut self, span: &Span) -> Option<Excerpt> {
        let Place::Bytes(start, end) = span.place else { return None };
        let path = on_disk(&self.root, &span.file);
        let text = self.texts.entry(span.file.clone()).or_insert_with(|| {
            let bytes = std::fs::read(path).ok()?;
            source::decode_text(bytes).map(|(text, _)| Lines::new(text))
        });
        Some(text.as_ref()?.excerpt(start as usize, end as usize))
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
