//! Puts the staged files in their places and removes what is no longer of the site.
//!
//! Before the first file moves, the manifest names all files that are or will be there, so that whatever a run
//! leaves that ends halfway is found and removed by the next.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::disk::Disk;
use super::manifest::{self, Manifest};
use super::obstacles::obstacles;
use super::{Error, Folder, PART, at};
use crate::base::path::{SitePath, fold};

/// The page that leads to all others.
const HOME: &str = "index.html";

/// Makes the folder what `now` says; how many files were removed.
///
/// # Errors
/// The disk refuses, or something that is not ours is in the way.
pub(super) fn commit(
    folder: &Folder,
    (last, now): (&Manifest, &Manifest),
    changed: &[SitePath],
) -> Result<usize, Error> {
    let (disk, out) = (folder.disk(), folder.path());
    let stale: Vec<&str> =
        last.files.keys().filter(|path| !now.files.contains_key(*path)).map(String::as_str).collect();
    let mut removed = 0;
    if !(changed.is_empty() && stale.is_empty()) {
        let obstacles = obstacles(out, last, (changed, &stale))?;
        let mut open = Manifest { stamp: String::new(), interrupted: true, ..last.clone() };
        open.files.extend(now.files.iter().map(|(path, entry)| (path.clone(), entry.clone())));
        for (first, count) in &now.parts {
            let most = open.parts.entry(first.clone()).or_default();
            *most = (*most).max(*count);
        }
        manifest::write(disk, out, &open)?;
        for path in &obstacles {
            clear(disk, &out.join(path))?;
        }
        let (first, rest) = split(out, &stale, (now, changed));
        removed += remove(disk, out, &first)?;
        move_in(disk, &out.join(PART), out)?;
        removed += remove(disk, out, &rest)?;
    }
    manifest::write(disk, out, now)?;
    Ok(removed)
}

/// Stale files that have to go before the others come, and those that go after. For many file systems names that differ
/// in case or Unicode form only are one: a page that was renamed in this way must not be removed under its old name
/// when it is there under the new one.
fn split<'a>(out: &Path, stale: &[&'a str], (now, changed): (&Manifest, &[SitePath])) -> (Vec<&'a str>, Vec<&'a str>) {
    let (mut first, mut rest) = (Vec::new(), Vec::new());
    if stale.is_empty() {
        return (first, rest);
    }
    let own: BTreeMap<String, &str> = now.files.keys().map(|path| (fold(path), &**path)).collect();
    let changed: BTreeSet<&str> = changed.iter().map(SitePath::as_str).collect();
    for path in stale {
        match own.get(&fold(path)) {
            Some(own) if changed.contains(own) => first.push(*path),
            Some(own) if same_file::is_same_file(out.join(path), out.join(own)).unwrap_or(false) => {}
            _ => rest.push(*path),
        }
    }
    (first, rest)
}

fn clear(disk: &dyn Disk, path: &Path) -> Result<(), Error> {
    let Ok(found) = fs::symlink_metadata(path) else { return Ok(()) };
    let cleared = if found.is_dir() { disk.remove_tree(path) } else { disk.remove_file(path) };
    cleared.map_err(at(path))
}

/// Moves everything in `from` to the same place in `to`: a folder at once where there is none yet, the home page of the
/// site last.
fn move_in(disk: &dyn Disk, from: &Path, to: &Path) -> Result<(), Error> {
    let entries: io::Result<Vec<_>> = fs::read_dir(from).and_then(Iterator::collect);
    let mut names: Vec<_> = entries.map_err(at(from))?.into_iter().map(|entry| entry.file_name()).collect();
    names.sort_by_key(|name| (name == HOME, name.clone()));
    for name in names {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() && fs::symlink_metadata(&to).is_ok() {
            move_in(disk, &from, &to)?;
        } else {
            disk.rename(&from, &to).map_err(at(&to))?;
        }
    }
    Ok(())
}

/// Removes files, and folders that become empty; how many were there.
fn remove(disk: &dyn Disk, out: &Path, paths: &[&str]) -> Result<usize, Error> {
    let mut removed = 0;
    for path in paths {
        let file = out.join(path);
        // What is a folder now is not the file that we wrote.
        if fs::symlink_metadata(&file).is_ok_and(|found| !found.is_dir()) {
            disk.remove_file(&file).map_err(at(&file))?;
            removed += 1;
        }
        let mut folder = file.parent();
        while let Some(empty) = folder.filter(|folder| *folder != out && is_gone(disk.remove_folder(folder))) {
            folder = empty.parent();
        }
    }
    Ok(removed)
}

/// Whether a folder is not there any more; a run before may have removed it and then ended.
fn is_gone(removed: io::Result<()>) -> bool {
    removed.is_ok() || removed.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::manifest::{Entry, Manifest};
    use super::split;

    #[test]
    fn another_name_of_a_page_that_stays_is_not_removed() {
        let out = tempfile::tempdir().unwrap();
        fs::write(out.path().join("Aid.html"), "x").unwrap();
        // As a file system shows it for which both names are one.
        fs::hard_link(out.path().join("Aid.html"), out.path().join("aid.html")).unwrap();
        let files = [("aid.html".to_owned(), Entry::default())].into();
        let now = Manifest { files, ..Manifest::default() };
        let both = split(out.path(), &["Aid.html", "other.html"], (&now, &[]));
        assert_eq!(both, (vec![], vec!["other.html"]));
        fs::remove_file(out.path().join("aid.html")).unwrap();
        let other = split(out.path(), &["Aid.html"], (&now, &[]));
        assert_eq!(other, (vec![], vec!["Aid.html"]));
    }
}
