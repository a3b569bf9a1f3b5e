//! What is in the way of the site in the folder that it goes to.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::manifest::Manifest;
use super::place::site_path;
use super::{Error, at};
use crate::base::path::SitePath;

/// Every folder above `path` inside the site, the outermost first.
fn above(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// What has to be removed before files can be moved to their places: files of ours where folders go, and folders
/// of ours where files go.
///
/// # Errors
/// A link stands where a folder of the site is expected, or something that is not ours is in the way.
pub(super) fn obstacles(
    out: &Path,
    last: &Manifest,
    (changed, stale): (&[SitePath], &[&str]),
) -> Result<Vec<String>, Error> {
    let needed: BTreeSet<&str> = changed.iter().flat_map(|path| above(path.as_str())).collect();
    let folders: BTreeSet<&str> = stale.iter().flat_map(|path| above(path)).chain(needed.iter().copied()).collect();
    let mut found = Vec::new();
    for folder in folders {
        let file = out.join(folder);
        match fs::symlink_metadata(&file) {
            Ok(what) if what.is_dir() => {}
            Ok(what) if what.is_symlink() => return Err(Error::Link(file)),
            // What is stale below a file is not there, and the file may be one of the site.
            Ok(_) if !needed.contains(folder) => {}
            Ok(_) if last.files.contains_key(folder) => found.push(folder.to_owned()),
            Ok(_) => return Err(Error::Taken(file)),
            // A file above it, which has been found already, is not a folder either.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {}
            Err(error) => return Err(at(&file)(error)),
        }
    }
    for path in changed {
        let file = out.join(path.as_str());
        if fs::symlink_metadata(&file).is_ok_and(|what| what.is_dir()) {
            if !is_ours(out, &file, last) {
                return Err(Error::Taken(file));
            }
            found.push(path.to_string());
        }
    }
    Ok(found)
}

/// Whether all files in a folder are named in the manifest.
fn is_ours(out: &Path, folder: &Path, last: &Manifest) -> bool {
    walkdir::WalkDir::new(folder).into_iter().all(|entry| {
        let Ok(entry) = entry else { return false };
        let path = entry.path().strip_prefix(out).ok().and_then(site_path);
        entry.file_type().is_dir() || path.is_some_and(|path| last.files.contains_key(&path))
    })
}

#[cfg(test)]
mod tests {
    use super::above;

    #[test]
    fn folders_above_a_path_begin_at_the_top() {
        assert_eq!(above("a/b/c.html").collect::<Vec<_>>(), ["a", "a/b"]);
    }
}
