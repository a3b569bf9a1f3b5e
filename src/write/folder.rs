//! The output folder while a run has it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Disk, Real};
use super::lock::{self, Lock};
use super::{Error, LOCK, MANIFEST, PART, at, place};

/// The output folder, held by one run until it is dropped: no other run may write, or even begin to read.
///
/// A folder that was created for it and got nothing goes again.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    /// Where the portal is, if on the disk.
    root: Option<PathBuf>,
    disk: Arc<dyn Disk>,
    /// The outermost folder that did not exist.
    created: Option<PathBuf>,
    /// Where addresses are written down that are not public any more, and whether somebody has asked for that place.
    list: Option<(PathBuf, bool)>,
    /// Open as long as the folder is held.
    _lock: Lock,
}

impl Folder {
    /// Takes the folder `out` for the portal at `root`, if that lies on the disk, and clears what a killed run has left of
    /// its work.
    ///
    /// # Errors
    /// It is not for the site, holds something else, or another run has it.
    pub fn open<'r>(root: impl Into<Option<&'r Path>>, out: &Path) -> Result<Self, Error> {
        Self::on(Arc::new(Real), root.into(), out)
    }

    /// [`Folder::open`] on another disk.
    pub(super) fn on(disk: Arc<dyn Disk>, root: Option<&Path>, out: &Path) -> Result<Self, Error> {
        let path = place::resolve(root, out)?;
        let missing = path.ancestors().take_while(|folder| !folder.exists()).last();
        let created = missing.map(Path::to_path_buf);
        if !path.join(MANIFEST).exists() && !place::is_free(&path)? {
            return Err(Error::Foreign(out.to_path_buf()));
        }
        disk.create_folder(&path).map_err(at(&path))?;
        let lock = lock::take(&path)?;
        let root = root.map(Path::to_path_buf);
        let folder = Self { path, root, disk, created, list: None, _lock: lock };
        folder.clear_part()?;
        Ok(folder)
    }

    /// The same, which writes down what is not public any more: in `list`, or in a file beside the folder.
    ///
    /// # Errors
    /// The list would lie in the folder, where everybody could read it.
    pub fn listing_gone(mut self, list: Option<&Path>) -> Result<Self, Error> {
        let beside = || {
            let name = self.path.file_name()?.to_string_lossy();
            Some(self.path.with_file_name(format!("{name}.gone.txt")))
        };
        let list = list.map(|list| (list.to_path_buf(), true)).or_else(|| Some((beside()?, false)));
        let folder = |list: &Path| std::path::absolute(list).ok()?.parent()?.canonicalize().ok();
        if let Some((list, _)) =
            list.as_ref().filter(|(list, _)| folder(list).is_some_and(|at| at.starts_with(&self.path)))
        {
            return Err(Error::PublicList(list.clone()));
        }
        self.list = list;
        Ok(self)
    }

    /// Where addresses are written down that are not public any more, and whether somebody has asked for that place.
    pub(super) fn list(&self) -> Option<(&Path, bool)> {
        self.list.as_ref().map(|(list, is_asked_for)| (&**list, *is_asked_for))
    }

    /// Where it is, with all links followed.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where the portal is, if on the disk.
    pub(super) fn root(&self) -> Option<&Path> {
        self.root.as_deref()
    }

    pub(super) fn disk(&self) -> &dyn Disk {
        &*self.disk
    }

    /// An empty folder inside for the files of this run, so that moving them never crosses a file system.
    pub(super) fn begin_part(&self) -> Result<(), Error> {
        self.clear_part()?;
        let part = self.path.join(PART);
        self.disk.create_private(&part).map_err(at(&part))
    }

    /// Removes the staging folder, if there is one.
    pub(super) fn clear_part(&self) -> Result<(), Error> {
        let part = self.path.join(PART);
        let removed = match fs::symlink_metadata(&part) {
            Ok(found) if found.is_dir() => self.disk.remove_tree(&part),
            Ok(_) => self.disk.remove_file(&part),
            Err(_) => Ok(()),
        };
        removed.map_err(at(&part))
    }
}

impl Drop for Folder {
    /// Removes the lock while it is still held, so that nobody takes a file that is about to go.
    fn drop(&mut self) {
        let _ = self.disk.remove_file(&self.path.join(LOCK));
        let Some(created) = &self.created else { return };
        for folder in self.path.ancestors().take_while(|folder| folder.starts_with(created)) {
            if self.disk.remove_folder(folder).is_err() {
                return;
            }
        }
    }
}
