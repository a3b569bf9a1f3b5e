//! The digest of everything that a site follows from, of what a run has read and of what lies on the disk now.

use std::sync::Arc;

use blake3::{Hash, Hasher};
use rayon::prelude::*;

use crate::base::currency;
use crate::base::diag::Diagnostics;
use crate::base::limits::{Limit, Limits};
use crate::base::path::has_ending;
use crate::files::{Embedded, Reader, Refused};
use crate::load::{self, CONTENT};
use crate::model::pack;
use crate::plan::{Page, Planned};
use crate::render::{self, THEMES};
use crate::site::Site;

/// Files beyond this size that no page can depend on count by their size: a film beside the content would cost seconds
/// at every build.
const LARGE: u64 = 64 * 1024 * 1024;

/// The stamp of a site: the digest of all that was read for it, and of whatever else the files depend on, such as the day. A
/// file that nobody has read counts as it lies there.
pub fn stamp(reader: &Reader, site: &Site, settings: &str) -> String {
    let is_published =
        |own: &str| matches!(site.plan.get(own), Some(Planned { page: Page::Attachment(_) | Page::Cleaned(_), .. }));
    whole(reader, settings, &is_published)
}

/// The stamp that a run would give that reads everything now; `None` if that cannot be told. `is_published` says
/// whether a file of the content is a file of the site.
pub(super) fn of_now(
    reader: &Arc<Reader>,
    settings: &str,
    is_published: &(dyn Fn(&str) -> bool + Sync),
) -> Option<String> {
    load::look(reader).ok()?;
    render::look(reader, &load::settings(reader).theme, &mut Diagnostics::new()).ok()?;
    Some(whole(reader, settings, is_published))
}

fn whole(reader: &Reader, settings: &str, is_published: &(dyn Fn(&str) -> bool + Sync)) -> String {
    let marks: Vec<Hash> = reader.paths().par_iter().map(|path| mark(reader, path, is_published)).collect();
    let mut hasher = Hasher::new();
    for mark in &marks {
        hasher.update(mark.as_bytes());
    }
    hasher.update(program().as_bytes()).update(settings.as_bytes());
    hasher.finalize().to_hex().to_string()
}

/// What stands for one path: its name, and what was read from it, else what lies there.
fn mark(reader: &Reader, path: &str, is_published: &(dyn Fn(&str) -> bool + Sync)) -> Hash {
    let mut hasher = Hasher::new();
    hasher.update(path.as_bytes());
    if path.ends_with('/') {
        return hasher.finalize();
    }
    let own = path.strip_prefix(CONTENT).map_or(path, |own| own.trim_start_matches('/'));
    let is_parsed = ["yaml", "yml", "md", "csv", "xlsx"].iter().any(|end| has_ending(path, end));
    let most = if is_parsed || is_published(own) { u64::MAX } else { LARGE };
    let is_parsed = is_parsed || path.starts_with(THEMES);
    let parsed = is_parsed.then(|| Limits::default().of(Limit::TextSize));
    match reader.hash(path, parsed, most) {
        Ok(digest) => hasher.update(&[0, 2]).update(digest.as_bytes()),
        Err(Refused::TooLarge(size)) => hasher.update(&[0, 1]).update(&size.to_le_bytes()),
        // It is gone or cannot be read: the next run cannot find the same.
        Err(_) => hasher.update(&[0, 3]),
    };
    hasher.finalize()
}

/// Digest of what is built into the program: its version alone would take an altered template for the old one.
pub(super) fn program() -> Hash {
    let mut hasher = Hasher::new();
    let built_in = [pack::FILES, render::BUILT_IN];
    for (name, text) in built_in.iter().flat_map(Embedded::texts) {
        hasher.update(name.as_bytes()).update(&[0]).update(text.as_bytes()).update(&[0]);
    }
    for text in [currency::BUILT_IN, env!("CARGO_PKG_VERSION")] {
        hasher.update(text.as_bytes()).update(&[0]);
    }
    hasher.finalize()
}
