//! The last files of records that have errors, which stay as far as their sources let them.

use std::collections::BTreeMap;
use std::path::Path;

use crate::base::diag::Severity;
use crate::base::path::SitePath;
use crate::documents;
use crate::model::Keeps;
use crate::model::id::RecordId;
use crate::plan::{Page, Tree};
use crate::privacy::{self, Around};
use crate::site::Site;

use super::manifest::{Entry, Manifest};

/// Keeps the last files of broken records, as far as their sources let them stay; how many they are.
pub(super) fn keep(site: &Site, last: Option<&Manifest>, files: &mut BTreeMap<String, Entry>) -> usize {
    let Some(last) = last else { return 0 };
    let before = files.len();
    let config = &site.portal().config;
    let folders: Vec<SitePath> = Tree::all(config).map(|tree| tree.folder(config)).collect();
    for one in site.public.broken.iter().filter(|one| one.keeps_page(site.today)) {
        let pages = folders.iter().flat_map(|folder| pages_of(folder, &one.id, last));
        let attachments = match &one.keeps {
            Keeps::Files(paths) => paths.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        };
        let twin = one.id.twin().to_string();
        for path in pages.chain(attachments).chain([twin]) {
            if let Some(digest) = last.files.get(&path) {
                files.entry(path).or_insert_with(|| digest.clone());
            }
        }
    }
    files.len() - before
}

/// How many pages the records of the site have, and those that keep theirs, where they are several.
pub(super) fn parts_of(
    site: &Site,
    last: Option<&Manifest>,
    files: &BTreeMap<String, Entry>,
) -> BTreeMap<String, usize> {
    let is_kept = |first: &str| files.contains_key(first) && site.plan.get(first).is_none();
    let kept = last.into_iter().flat_map(|last| &last.parts).filter(|(first, _)| is_kept(first));
    let mut parts: BTreeMap<String, usize> = kept.map(|(first, count)| (first.clone(), *count)).collect();
    let config = &site.portal().config;
    for (_, file) in site.plan.files() {
        let Page::Record { place, part: part @ 2.. } = &file.page else { continue };
        let first = file.tree.folder(config).join(site.plan.at(&Page::record(*place))).to_string();
        parts.entry(first).and_modify(|most| *most = (*most).max(*part)).or_insert(*part);
    }
    parts
}

/// The pages of the record `id` in the tree at `folder`: as many as the last manifest says, for `ID-2` may be a record of its own.
fn pages_of(folder: &SitePath, id: &RecordId, last: &Manifest) -> Vec<String> {
    let page = |part| folder.join(id.page(part)).to_string();
    let first = page(1);
    let parts = last.parts.get(&first).copied().unwrap_or(1);
    let more = (2..=parts).map(page);
    std::iter::once(first).chain(more.take_while(|path| last.files.contains_key(path))).collect()
}

/// Whether a file of the last site holds the number of a person or a card. Its record has errors, so nobody knows whether that
/// may still be public.
pub(super) fn holds_number(file: &Path, size: u64) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let Some(bytes) = std::fs::read(file).ok().filter(|_| size <= documents::LARGEST) else { return true };
    let is_number = |text: &str| {
        privacy::find(text, Around::default()).iter().any(|one| one.sort.rule().severity == Severity::Error)
    };
    documents::read(&name, &bytes).passages.iter().any(|passage| is_number(&passage.text))
}
