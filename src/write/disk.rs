//! What the writer does to a disk, as a value, so that a test can fill the disk or end the process between any two steps.

use std::fmt::Debug;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

/// Everything that changes the output folder.
pub(super) trait Disk: Debug + Send + Sync {
    /// Creates a folder and those above it.
    fn create_folder(&self, folder: &Path) -> io::Result<()>;
    /// Creates a folder into which nobody else may look.
    fn create_private(&self, folder: &Path) -> io::Result<()>;
    /// Writes a new file.
    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Writes a new file from what is read piece by piece.
    fn copy(&self, content: &mut dyn Read, file: &Path) -> io::Result<()>;
    /// Returns when everything written so far in the file system of `folder` would outlive a power cut.
    fn sync(&self, folder: &Path) -> io::Result<()>;
    /// Moves a file or folder; a file in its place is replaced.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file, or a link and not what it leads to.
    fn remove_file(&self, file: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, folder: &Path) -> io::Result<()>;
    /// Removes a folder with everything in it.
    fn remove_tree(&self, folder: &Path) -> io::Result<()>;
}

/// The disk of this machine.
#[derive(Debug)]
pub(super) struct Real;

impl Disk for Real {
    fn create_folder(&self, folder: &Path) -> io::Result<()> {
        fs::create_dir_all(folder)
    }

    fn create_private(&self, folder: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)
    }

    fn write(&self, file: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::create(file)?;
        file.write_all(bytes)?;
        settle(&file)
    }

    fn copy(&self, content: &mut dyn Read, file: &Path) -> io::Result<()> {
        let mut file = File::create(file)?;
        let mut piece = vec![0; 128 * 1024];
        loop {
            match content.read(&mut piece)? {
                0 => return settle(&file),
                length => file.write_all(&piece[..length])?,
            }
        }
    }

    fn sync(&self, folder: &Path) -> io::Result<()> {
        sync_all(folder)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, file: &Path) -> io::Result<()> {
        fs::remove_file(file)
    }

    fn remove_folder(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir(folder)
    }

    fn remove_tree(&self, folder: &Path) -> io::Result<()> {
        fs::remove_dir_all(folder)
    }
}

/// One call for the whole file system: thousands of calls for single files take seconds.
#[cfg(target_os = "linux")]
fn sync_all(folder: &Path) -> io::Result<()> {
    use rustix::io::Errno;
    match rustix::fs::syncfs(File::open(folder)?) {
        // Some sandboxes and network file systems have no such call; then what they promise is all there is.
        Err(Errno::NOSYS | Errno::OPNOTSUPP | Errno::INVAL) => Ok(()),
        other => Ok(other?),
    }
}

/// Files are synced one by one as they are written; of folders not every system knows how, so that is tried only.
#[cfg(not(target_os = "linux"))]
fn sync_all(folder: &Path) -> io::Result<()> {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

#[cfg(target_os = "linux")]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
fn settle(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(not(target_os = "linux"))]
fn settle(file: &File) -> io::Result<()> {
    file.sync_all()
}
