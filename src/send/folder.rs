//! A folder of this machine: a network drive, a stick.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::send::{Carrier, Error, Found, MANIFEST};

/// Behind the name of a file that is not whole yet.
const PART: &str = ".gongkai-part";

/// A folder, which need not be there yet; the one that it lies in must.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Where a file goes. Through a link nothing is written or removed.
    fn at(&self, path: &str) -> Result<PathBuf, Error> {
        let mut place = self.path.clone();
        for part in path.split('/') {
            place.push(part);
            if fs::symlink_metadata(&place).is_ok_and(|found| found.is_symlink()) {
                return Err(Error::Link(place));
            }
        }
        Ok(place)
    }
}

impl Carrier for Folder {
    /// A stick that is not there is no empty folder.
    fn look(&self) -> Result<Found, Error> {
        let manifest = match fs::read(self.path.join(MANIFEST)) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(at(&self.path.join(MANIFEST))(error)),
        };
        match fs::read_dir(&self.path) {
            Ok(mut entries) => Ok(Found { manifest, has_files: entries.next().is_some() }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => match self.path.parent() {
                Some(above) if above.is_dir() => Ok(Found::default()),
                _ => Err(Error::NoFolder(self.path.clone())),
            },
            Err(error) => Err(at(&self.path)(error)),
        }
    }

    fn put(&self, from: &Path, paths: &[&str], _is_new: bool) -> Result<(), Error> {
        for path in paths {
            let (own, to) = (from.join(path), self.at(path)?);
            if let Some(folder) = to.parent() {
                fs::create_dir_all(folder).map_err(at(folder))?;
            }
            let mut part = to.clone().into_os_string();
            part.push(PART);
            let part = PathBuf::from(part);
            fs::copy(&own, &part).map_err(at(&part))?;
            fs::File::open(&part).and_then(|file| file.sync_all()).map_err(at(&part))?;
            fs::rename(&part, &to).map_err(at(&to))?;
        }
        Ok(())
    }

    fn remove(&self, paths: &[&str]) -> Result<(), Error> {
        for path in paths {
            let file = self.at(path)?;
            match fs::remove_file(&file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(at(&file)(error)),
                _ => {}
            }
            let empty = file.ancestors().skip(1).take_while(|folder| *folder != self.path);
            let _ = empty.take_while(|folder| fs::remove_dir(folder).is_ok()).count();
        }
        Ok(())
    }
}

fn at(path: &Path) -> impl Fn(io::Error) -> Error {
    let path = path.to_path_buf();
    move |source| Error::File { path: path.clone(), source }
}
