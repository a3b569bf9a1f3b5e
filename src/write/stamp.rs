//! The digest of everything that a site follows from, of what a run has read and of what lies on the disk now.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use super::digest;
use crate::base::diag::Diagnostics;
use crate::base::path::{has_ending, on_disk};
use crate::base::readings::Readings;
use crate::load::{self, CONTENT};
use crate::model::{act, built_in, inspection};
use crate::plan::{Page, Planned};
use crate::render;
use crate::site::Site;

/// Files beyond this size that no page can depend on count by their size: a film beside the content would cost seconds
/// at every build.
const LARGE: u64 = 64 * 1024 * 1024;

/// What a run has seen and read.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The portal's folder.
    pub root: &'a Path,
    /// Of its content.
    pub content: &'a Readings,
    /// Of its theme.
    pub theme: &'a Readings,
    /// Whatever else the files depend on, such as the day.
    pub settings: &'a str,
}

/// The stamp of a site: the digest of all that was read for it. A file that nobody has read counts as it lies on the disk.
pub fn stamp(inputs: Inputs<'_>, site: &Site) -> String {
    let is_published = |own: &str| matches!(site.plan.get(own), Some(Planned { page: Page::Attachment(_), .. }));
    whole(inputs, &is_published)
}

/// The stamp that a run would give that reads everything now; `None` if that cannot be told. `is_published` says
/// whether a file of the content is a file of the site.
pub(super) fn of_disk(root: &Path, settings: &str, is_published: &(dyn Fn(&str) -> bool + Sync)) -> Option<String> {
    let content = load::look(root).ok()?;
    let theme = render::look(root, &load::settings(root).theme, &mut Diagnostics::new()).ok()?;
    Some(whole(Inputs { root, content: &content, theme: &theme, settings }, is_published))
}

fn whole(inputs: Inputs<'_>, is_published: &(dyn Fn(&str) -> bool + Sync)) -> String {
    let mut seen: BTreeMap<Arc<str>, Option<Hash>> = inputs.content.all();
    seen.extend(inputs.theme.all());
    let seen: Vec<_> = seen.into_iter().collect();
    let marks: Vec<Hash> = seen.par_iter().map(|(path, read)| mark(inputs.root, (path, *read), is_published)).collect();
    let mut hasher = Hasher::new();
    for mark in &marks {
        hasher.update(mark.as_bytes());
    }
    hasher.update(program().as_bytes()).update(inputs.settings.as_bytes());
    hasher.finalize().to_hex().to_string()
}

/// What stands for one path: its name, and what was read from it, else what lies there.
fn mark(root: &Path, (path, read): (&str, Option<Hash>), is_published: &(dyn Fn(&str) -> bool + Sync)) -> Hash {
    let mut hasher = Hasher::new();
    hasher.update(path.as_bytes());
    if path.ends_with('/') {
        return hasher.finalize();
    }
    let file = on_disk(root, path);
    let own = path.strip_prefix(CONTENT).map_or(path, |own| own.trim_start_matches('/'));
    let is_read = ["yaml", "yml", "md", "csv", "xlsx"].iter().any(|end| has_ending(path, end));
    if !is_read && !is_published(own) {
        let size = fs::metadata(&file).map_or(0, |found| found.len());
        if size > LARGE {
            hasher.update(&[0, 1]).update(&size.to_le_bytes());
            return hasher.finalize();
        }
    }
    match read.or_else(|| digest::of_file(&file).ok()) {
        Some(digest) => hasher.update(&[0, 2]).update(digest.as_bytes()),
        // It is gone or cannot be read: the next run cannot find the same.
        None => hasher.update(&[0, 3]),
    };
    hasher.finalize()
}

/// Digest of what is built into the program: its version alone would take an altered template for the old one.
fn program() -> Hash {
    let mut hasher = Hasher::new();
    let definitions = built_in::KINDS.iter().chain(built_in::FORMS).chain(render::built_in());
    for (name, text) in definitions {
        hasher.update(name.as_bytes()).update(&[0]).update(text.as_bytes()).update(&[0]);
    }
    for text in [built_in::GLOSSARY, act::BUILT_IN, inspection::BUILT_IN, load::CALENDAR, env!("CARGO_PKG_VERSION")] {
        hasher.update(text.as_bytes()).update(&[0]);
    }
    hasher.finalize()
}
