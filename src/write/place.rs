//! Where the site goes, and what must not be written or removed there.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::manifest::Manifest;
use super::{Error, MANIFEST, OWN, at};
use crate::base::path::SitePath;
use crate::load::CONTENT;
use crate::render::THEMES;

/// A folder in every fresh file system of Linux, which is what a mounted volume is; only its owner may look into it.
pub(super) const LOST: &str = "lost+found";

/// The folder that `out` names, absolute and with all links followed, whether or not it exists; the portal may lie at `root`.
///
/// # Errors
/// It is not for the site: a file, the portal itself or what holds it, or a folder that is read.
pub(super) fn resolve(root: Option<&Path>, out: &Path) -> Result<PathBuf, Error> {
    let real = follow(out)?;
    if real.exists() && !real.is_dir() {
        return Err(Error::NotFolder(out.to_path_buf()));
    }
    let Some(root) = root else { return Ok(real) };
    let own = root.canonicalize().map_err(at(root))?;
    let read = [CONTENT, THEMES].map(|name| own.join(name)).map(|folder| folder.canonicalize().unwrap_or(folder));
    if [&own].into_iter().chain(&read).any(|folder| folder.starts_with(&real)) {
        return Err(Error::HoldsPortal(out.to_path_buf()));
    }
    match read.into_iter().find(|folder| real.starts_with(folder)) {
        Some(folder) => Err(Error::WithinSources(out.to_path_buf(), folder)),
        None => Ok(real),
    }
}

/// Follows the links of the part that exists, and of a link to a folder that does not exist yet.
fn follow(out: &Path) -> Result<PathBuf, Error> {
    let (mut path, mut missing) = (std::path::absolute(out).map_err(at(out))?, Vec::new());
    for _ in 0..1000 {
        match path.canonicalize() {
            Ok(mut real) => {
                real.extend(missing.iter().rev());
                return Ok(real);
            }
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(out)(error)),
            Err(_) => {}
        }
        if let Ok(target) = fs::read_link(&path) {
            path = path.parent().unwrap_or(Path::new("")).join(target);
            continue;
        }
        match path.components().next_back() {
            Some(Component::Normal(name)) => missing.push(name.to_owned()),
            Some(Component::CurDir) => {}
            _ => return Err(at(out)(io::ErrorKind::NotFound.into())),
        }
        path.pop();
    }
    Err(at(out)(io::ErrorKind::NotFound.into()))
}

/// Whether nothing of anybody else is in the folder.
pub(super) fn is_free(out: &Path) -> Result<bool, Error> {
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(at(out)(error)),
    };
    for entry in entries {
        let name = entry.map_err(at(out))?.file_name();
        if !(OWN.iter().any(|own| *own == name) || name == LOST) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether `path` is a file inside the site as this program may have written it: plain names with `/` between them, none
/// of which begins with a point.
pub(super) fn is_plain(path: &str) -> bool {
    let is_plain = |part: &str| !part.is_empty() && !part.starts_with('.') && !part.contains(['\\', ':', '\0']);
    path != MANIFEST && path.split('/').all(is_plain)
}

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

/// A path below the output folder as the manifest writes it.
pub(super) fn site_path(path: &Path) -> Option<String> {
    Some(path.to_str()?.replace(std::path::MAIN_SEPARATOR, "/"))
}

#[cfg(test)]
mod tests {
    use super::{above, is_plain};

    #[test]
    fn only_plain_paths_are_inside() {
        for path in ["index.html", "fengming/shiqiao/2025/公示 #2.html", "CNAME", "a/b..c"] {
            assert!(is_plain(path), "{path}");
        }
        let wrong = ["", ".", "..", "../x", "a/../../x", "/etc/passwd", "a//b", "a/", "C:/x", r"a\b", ".git/config"];
        for path in wrong.into_iter().chain([".gongkai-lock", "a/.gongkai-part/b", super::MANIFEST, "a\0b"]) {
            assert!(!is_plain(path), "{path}");
        }
    }

    #[test]
    fn folders_above_a_path_begin_at_the_top() {
        assert_eq!(above("a/b/c.html").collect::<Vec<_>>(), ["a", "a/b"]);
    }
}
