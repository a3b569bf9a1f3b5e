//! Where new files go: inside `content/`, whatever path was asked for and wherever links lead.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use crate::base::name::shown;
use crate::base::path::SitePath;
use crate::create::Error;
use crate::load::{CONTENT, is_kept};

/// The folder of an organisation as people write it, with or without `/` around it.
///
/// # Errors
/// It is no path inside of `content/`.
pub fn unit(path: &str) -> Result<SitePath, Error> {
    let path = SitePath::parse(path.trim_matches('/')).map_err(|_| Error::Path(shown(path)))?;
    match path.split('/').find(|name| is_kept(name)) {
        Some(name) => Err(Error::Kept(name.to_owned())),
        None => Ok(path),
    }
}

/// A file under `content/` of the portal at `root`.
///
/// # Errors
/// A link on the way leads out of `content/`.
pub(super) fn inside(root: &Path, path: &Path) -> Result<PathBuf, Error> {
    let content = root.join(CONTENT);
    let file = content.join(path);
    let there =
        file.ancestors().take_while(|path| path.starts_with(&content)).find(|path| path.is_symlink() || path.exists());
    let Some(there) = there else { return Ok(file) };
    let real = (there.canonicalize().ok()).zip(content.canonicalize().ok());
    if real.is_some_and(|(there, content)| there.starts_with(content)) { Ok(file) } else { Err(Error::Outside(file)) }
}

/// Writes a file that is not there yet; a link in its place counts as one that is.
///
/// # Errors
/// There is one, or the disk refuses.
pub(super) fn write_new(path: &Path, text: impl AsRef<[u8]>) -> Result<PathBuf, Error> {
    let at = |source| Error::File { path: path.to_path_buf(), source };
    if path.exists() || path.is_symlink() {
        return Err(Error::Exists(path.to_path_buf()));
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at)?;
    }
    let mut file = File::options().write(true).create_new(true).open(path).map_err(at)?;
    file.write_all(text.as_ref()).map_err(at)?;
    Ok(path.to_path_buf())
}
