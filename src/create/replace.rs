//! Writes files of the content that may be there already: whole, and only over what their writer has seen.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use crate::create::Error;
use crate::create::place::{inside, write_new};

/// Puts `after` in the place of a file under `content/` of the portal at `root`, or takes it away, if it still says
/// `before`; `None` is no file.
///
/// # Errors
/// The file says something else by now ([`Error::Changed`]), a link stands in its place or leads out of the portal, or
/// the disk refuses.
pub fn replace(root: &Path, path: &str, (before, after): (Option<&[u8]>, Option<&[u8]>)) -> Result<PathBuf, Error> {
    let file = inside(root, Path::new(path))?;
    if file.is_symlink() {
        return Err(Error::Outside(file));
    }
    let at = |source| Error::File { path: file.clone(), source };
    let Some(before) = before else {
        return after.map_or_else(|| Ok(file.clone()), |after| write_new(&file, after));
    };
    match fs::read(&file) {
        Ok(now) if now == before => {}
        Ok(_) => return Err(Error::Changed(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Error::Changed(file)),
        Err(error) => return Err(at(error)),
    }
    match after {
        Some(after) => whole(&file, after).map_err(at)?,
        None => fs::remove_file(&file).map_err(at)?,
    }
    Ok(file)
}

/// Writes beside the file and renames, so that nobody ever sees half of it.
fn whole(file: &Path, bytes: &[u8]) -> io::Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let part = file.with_file_name(format!(".{name}.part"));
    if part.is_symlink() {
        fs::remove_file(&part)?;
    }
    let permissions = fs::metadata(file)?.permissions();
    let mut open = File::create(&part)?;
    open.write_all(bytes)?;
    open.set_permissions(permissions)?;
    open.sync_all()?;
    fs::rename(&part, file)
}
