//! The last files of records that have errors, which stay as far as their sources let them.

use std::collections::btree_map::Entry as Slot;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::base::path::SitePath;
use crate::documents;
use crate::model::Keeps;
use crate::model::id::RecordId;
use crate::output::Source;
use crate::plan::{Page, Tree};
use crate::site::Site;

use super::digest;
use super::manifest::{Entry, Manifest};
use super::sayings::{self, Stay};

/// A file of a broken record, as the last run left it.
pub(super) struct Kept<'a> {
    path: String,
    of: &'a RecordId,
}

/// What stays of the last site in its folder.
#[derive(Clone, Copy)]
pub(super) struct Staying<'a, 'k> {
    /// The folder.
    pub(super) out: &'a Path,
    /// What the last run left in it.
    pub(super) last: &'a Manifest,
    /// What stays of that.
    pub(super) kept: &'a [Kept<'k>],
}

/// Keeps the last files of broken records, as far as their sources let them stay.
pub(super) fn keep<'a>(site: &'a Site, last: &Manifest, files: &mut BTreeMap<String, Entry>) -> Vec<Kept<'a>> {
    let config = &site.portal().config;
    let folders: Vec<SitePath> = Tree::all(config).map(|tree| tree.folder(config)).collect();
    let mut kept = Vec::new();
    for one in site.public.broken.iter().filter(|one| one.keeps_page(site.today)) {
        let pages = folders.iter().flat_map(|folder| pages_of(folder, &one.id, last));
        let attachments = match &one.keeps {
            Keeps::Files(paths) => paths.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        };
        let old = one.aliases.iter().flat_map(|old| folders.iter().map(move |folder| folder.join(old).to_string()));
        let twin = one.id.twin().to_string();
        for path in pages.chain(attachments).chain(old).chain([twin]) {
            if let (Some(entry), Slot::Vacant(slot)) = (last.files.get(&path), files.entry(path.clone())) {
                slot.insert(entry.clone());
                kept.push(Kept { path, of: &one.id });
            }
        }
    }
    kept
}

/// Says of kept files what is there: a manifest may name what an interrupted run did not come to write. Where one of them
/// tells of persons what no source says any more, names a record that has left, or holds the number of a person or a card, all
/// files of its record go: the
/// record has errors, so nobody knows whether that may still be public. Their records are returned.
pub(super) fn look<'k>(
    staying: Staying<'_, 'k>,
    source: Source<'_>,
    files: &mut BTreeMap<String, Entry>,
) -> BTreeSet<&'k RecordId> {
    let Staying { out, kept, .. } = staying;
    if kept.is_empty() {
        return BTreeSet::new();
    }
    let gone = gone_titles(staying, source.site, files);
    let mut stays: BTreeMap<&RecordId, Stay<'_>> = BTreeMap::new();
    let mut leaking = BTreeSet::new();
    for Kept { path, of } in kept {
        let file = out.join(path);
        let entry = std::fs::symlink_metadata(&file).ok().filter(std::fs::Metadata::is_file).and_then(|found| {
            let digest = digest::of_file(&file).ok()?;
            Some(Entry { digest: digest.to_hex().to_string(), size: found.len() })
        });
        let Some(entry) = entry else {
            files.remove(path);
            continue;
        };
        let bytes = std::fs::read(&file).ok().filter(|_| entry.size <= documents::LARGEST);
        let stay = stays.entry(of).or_insert_with(|| Stay::of(source.reader, of, &gone));
        let is_leaking = |bytes: Vec<u8>| stay.forbids(path, &bytes);
        if bytes.is_none_or(is_leaking) {
            leaking.insert(*of);
        }
        files.insert(path.clone(), entry);
    }
    for Kept { path, .. } in kept.iter().filter(|one| leaking.contains(one.of)) {
        files.remove(path);
    }
    leaking
}

/// The titles of records that have left since the last site, by their files for programs.
fn gone_titles(staying: Staying<'_, '_>, site: &Site, files: &BTreeMap<String, Entry>) -> Vec<String> {
    let Staying { out, last, .. } = staying;
    let twins =
        last.files.keys().filter_map(|path| Some((path.strip_suffix(".json")?.to_owned(), files.contains_key(path))));
    let title = |id: &str| {
        let twin: Twin = serde_json::from_slice(&std::fs::read(out.join(format!("{id}.json"))).ok()?).ok()?;
        Some(twin.record.title)
    };
    sayings::gone_titles(site, twins, title)
}

/// What is asked of the file of a record for programs.
#[derive(serde::Deserialize)]
struct Twin {
    record: Titled,
}

#[derive(serde::Deserialize)]
struct Titled {
    title: String,
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
