//! Where the site goes, and what must not be written or removed there.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::{Error, MANIFEST, OWN, at};
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

/// A path below the output folder as the manifest writes it.
pub(super) fn site_path(path: &Path) -> Option<String> {
    Some(path.to_str()?.replace(std::path::MAIN_SEPARATOR, "/"))
}

#[cfg(test)]
mod tests {
    use super::is_plain;

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
}
