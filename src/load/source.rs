//! The text of a record's file.

use crate::base::diag::Diagnostics;
use crate::base::path;
use crate::base::source::FileName;
use crate::load::pages;

/// The text of a record's file.
pub(super) struct Source {
    pub(super) file: FileName,
    pub(super) text: String,
    /// Where its YAML begins.
    pub(super) base: usize,
    /// Where its YAML ends.
    pub(super) end: usize,
    /// Where the text below begins.
    pub(super) body: usize,
}

impl Source {
    /// Finds the front matter; `None` has been reported.
    pub(super) fn split(file: &FileName, text: String, diags: &mut Diagnostics) -> Option<Self> {
        if !path::has_ending(file, "md") {
            let end = text.len();
            return Some(Self { file: file.clone(), text, base: 0, end, body: end });
        }
        let (base, front, body) = pages::split(file, &text, diags)?;
        let end = base + front.len();
        Some(Self { file: file.clone(), text, base, end, body })
    }

    pub(super) fn front(&self) -> &str {
        &self.text[self.base..self.end]
    }
}
