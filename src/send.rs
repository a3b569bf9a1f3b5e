//! Brings a site to its host: what is new, then what has changed, the home page last, and at the end what goes.
//!
//! The host keeps the list of what was sent to it ([`MANIFEST`]), so that any computer can send, only what differs goes over
//! the line, and nothing is removed that was not sent. Before the first file goes, that list names all that is or will be
//! there, those under way without a digest; behind each batch it says what has arrived. So whatever ends halfway is
//! completed by the next run. Who may write there is a matter of the tools; no secret passes through here.

mod folder;
mod program;
mod rclone;
mod rsync;
mod sftp;

use std::fmt::Debug;
use std::io;
use std::path::{Path, PathBuf};

use crate::model::hosting::{Hosting, Tool};
use crate::write::{self, Entry, MANIFEST, Manifest};

pub use program::Scratch;

/// So many files go at once; behind them the host learns what has arrived.
const BATCH: usize = 500;

/// The page that leads to all others.
const HOME: &str = "index.html";

/// A site cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The program that sends is not there.
    #[error(
        "`{0}` is not installed; install it, or name another `tool:` in publish.yaml\n这台电脑没有装 `{0}`；装上它，或在 publish.yaml 的 `tool:` 换一种工具"
    )]
    NotInstalled(&'static str),
    /// It failed.
    #[error(
        "`{name}` gave up with {code}; what has arrived stays, run the command again to go on. It says:\n`{name}` 没有送完（代码 {code}）；已经送到的留着，再运行一次就接着送。它说：\n{said}"
    )]
    Failed {
        /// The program.
        name: &'static str,
        /// Its exit code.
        code: i32,
        /// Its last lines.
        said: String,
    },
    /// The disk refuses.
    #[error("{}: {source}", path.display())]
    File {
        /// Which file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A link in the folder that the site goes to.
    #[error("{} is a symbolic link, through which nothing is sent; remove it\n{} 是符号链接，不会经过它写文件；删去这个链接", .0.display(), .0.display())]
    Link(PathBuf),
    /// The folder and the one that it lies in are not there.
    #[error("{} is not there: put the stick in, connect the drive, or mend `to:` in publish.yaml\n{} 不在：插上 U 盘、连上网络盘，或改正 publish.yaml 里的 `to:`", .0.display(), .0.display())]
    NoFolder(PathBuf),
    /// The folder is the one that the site is made in.
    #[error("{} is where the site is made; send it somewhere else\n{} 就是生成网站的文件夹；`to:` 换一个地方", .0.display(), .0.display())]
    Itself(PathBuf),
    /// Something else is there.
    #[error(
        "{0} has files that gongkai did not send there; if the site belongs beside them, use --take-over: those of the same name are replaced, all others stay\n{0} 里有别的文件，不是 gongkai 送去的；确实要放在一起，加 --take-over：同名的换掉，别的不动"
    )]
    Foreign(String),
    /// The site of another portal is there.
    #[error(
        "{0} has the site of another portal, “{1}”; if this one is to take its place, use --take-over\n{0} 现在放着另一个门户“{1}”的网站；确实要用这一个换掉它，加 --take-over"
    )]
    OtherPortal(String, String),
    /// The folder is not for a site.
    #[error("{0}")]
    Write(#[from] write::Error),
}

/// What is known of the place before anything is sent.
#[derive(Debug, Default)]
pub struct Found {
    manifest: Option<Vec<u8>>,
    has_files: bool,
}

/// What brings files to a place and takes them away.
pub trait Carrier: Debug {
    /// What is there.
    ///
    /// # Errors
    /// It cannot be reached.
    fn look(&self) -> Result<Found, Error>;

    /// Puts files of the folder `from` there, each whole; `is_new` says that nobody can have asked for them yet.
    ///
    /// # Errors
    /// Not all have arrived.
    fn put(&self, from: &Path, paths: &[&str], is_new: bool) -> Result<(), Error>;

    /// Takes files away; one that is not there is gone already.
    ///
    /// # Errors
    /// Not all are gone.
    fn remove(&self, paths: &[&str]) -> Result<(), Error>;
}

/// What has to be done so that a place has a site and nothing more of an earlier one.
#[derive(Clone, Debug, Default)]
pub struct Parcel {
    /// Files that the place does not have.
    pub new: Vec<String>,
    /// Files that it has otherwise.
    pub changed: Vec<String>,
    /// Files that it has and the site has not.
    pub gone: Vec<String>,
    last: Manifest,
    now: Manifest,
}

/// What sends the site of the portal at `root`, made in `site`, as `publish.yaml` says.
///
/// # Errors
/// The folder is not for a site, or the disk refuses.
pub fn carrier(hosting: &Hosting, (root, site): (&Path, &Path)) -> Result<Box<dyn Carrier>, Error> {
    let Hosting { tool, to, port } = hosting;
    Ok(match tool {
        Tool::Folder => {
            let path = write::suits(root, &root.join(&**to))?;
            if path == write::suits(root, site)? {
                return Err(Error::Itself(path));
            }
            Box::new(folder::Folder::new(path))
        }
        Tool::Rsync => Box::new(rsync::Rsync::new(to, *port)?),
        Tool::Sftp => Box::new(sftp::Sftp::new(to, *port)?),
        Tool::Rclone => Box::new(rclone::Rclone::new(to)?),
    })
}

/// A site that is to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Made<'a> {
    /// The folder that it was made in.
    pub site: &'a Path,
    /// What its portal is called.
    pub portal: &'a str,
}

impl Found {
    /// The files that were sent there, by path; none if it cannot be told.
    pub fn paths(&self) -> Vec<String> {
        let known = self.manifest.as_deref().and_then(write::manifest_of);
        known.map_or_else(Vec::new, |manifest| manifest.files.into_keys().collect())
    }

    /// What has to be done with a site.
    ///
    /// # Errors
    /// Something else is there, unless `is_taken_over`; or the site cannot be read.
    pub fn parcel(&self, hosting: &Hosting, made: Made<'_>, is_taken_over: bool) -> Result<Parcel, Error> {
        let Made { site, portal } = made;
        let place = || hosting.to.to_string();
        let known = self.manifest.as_deref().and_then(write::manifest_of);
        if known.is_none() && self.has_files && !is_taken_over {
            return Err(Error::Foreign(place()));
        }
        let last = known.unwrap_or_default();
        if !last.portal.is_empty() && last.portal != portal && !is_taken_over {
            return Err(Error::OtherPortal(place(), last.portal));
        }
        let made = write::remembered(site)?.unwrap_or_default();
        let now = Manifest { stamp: String::new(), interrupted: false, portal: portal.to_owned(), ..made };
        Ok(Parcel::of(last, now))
    }
}

impl Parcel {
    fn of(last: Manifest, now: Manifest) -> Self {
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for (path, entry) in &now.files {
            match last.files.get(path) {
                None => new.push(path.clone()),
                Some(had) if had.digest.is_empty() || had != entry => changed.push(path.clone()),
                Some(_) => {}
            }
        }
        let gone = last.files.keys().filter(|path| !now.files.contains_key(*path)).cloned().collect();
        Self { new, changed, gone, last, now }
    }

    /// Whether the place has all of the site and nothing else of an earlier one.
    pub fn is_empty(&self) -> bool {
        self.new.is_empty() && self.changed.is_empty() && self.gone.is_empty() && !self.last.interrupted
    }

    /// Does it. `progress` is told how many files of a batch are done.
    ///
    /// # Errors
    /// The place cannot be reached, or refuses; what has arrived stays, and the next parcel holds the rest.
    pub fn send(&self, carrier: &dyn Carrier, site: &Path, progress: &dyn Fn(usize)) -> Result<(), Error> {
        let scratch = Scratch::new()?;
        let is_first = self.last.files.is_empty();
        let post = |manifest: &Manifest, is_new| {
            let bytes =
                write::manifest_bytes(manifest).map_err(|source| Error::File { path: MANIFEST.into(), source })?;
            scratch.file(MANIFEST, &bytes)?;
            carrier.put(scratch.path(), &[MANIFEST], is_new)
        };
        let mut open = Manifest { interrupted: true, portal: self.now.portal.clone(), ..self.last.clone() };
        open.stamp.clear();
        let under_way = self.new.iter().chain(&self.changed);
        open.files.extend(under_way.map(|path| (path.clone(), Entry::default())));
        open.parts.extend(self.now.parts.clone());
        post(&open, is_first)?;
        for (batch, is_new) in self.batches() {
            carrier.put(site, &batch, is_new)?;
            let arrived = batch.iter().filter_map(|path| self.now.files.get_key_value(*path));
            open.files.extend(arrived.map(|(path, entry)| (path.clone(), entry.clone())));
            post(&open, false)?;
            progress(batch.len());
        }
        for batch in self.gone.chunks(BATCH) {
            let paths: Vec<&str> = batch.iter().map(String::as_str).collect();
            carrier.remove(&paths)?;
            progress(paths.len());
        }
        post(&self.now, false)
    }

    /// What goes together, in its order: what is new before what leads to it, the home page last.
    fn batches(&self) -> Vec<(Vec<&str>, bool)> {
        let lists = [(&self.new, true), (&self.changed, false)];
        let mut batches: Vec<(Vec<&str>, bool)> = Vec::new();
        for (list, is_new) in lists {
            let rest: Vec<&str> = list.iter().map(String::as_str).filter(|path| *path != HOME).collect();
            batches.extend(rest.chunks(BATCH).map(|batch| (batch.to_vec(), is_new)));
        }
        let home = lists.into_iter().filter(|(list, _)| list.iter().any(|path| path == HOME));
        batches.extend(home.map(|(_, is_new)| (vec![HOME], is_new)));
        batches
    }
}

#[cfg(test)]
mod tests {
    use super::Parcel;
    use crate::write::{Entry, Manifest};

    fn manifest(files: &[(&str, &str)]) -> Manifest {
        let entry = |digest: &str| Entry { digest: digest.to_owned(), size: 1 };
        let files = files.iter().map(|(path, digest)| ((*path).to_owned(), entry(digest)));
        Manifest { files: files.collect(), ..Manifest::default() }
    }

    #[test]
    fn what_is_new_goes_before_what_changed_and_the_home_page_last() {
        let last = manifest(&[
            ("index.html", "1"),
            ("a.html", "1"),
            ("same.html", "1"),
            ("under-way.html", ""),
            ("old.html", "1"),
        ]);
        let now = manifest(&[
            ("index.html", "2"),
            ("a.html", "2"),
            ("same.html", "1"),
            ("under-way.html", "1"),
            ("z.html", "1"),
        ]);
        let parcel = Parcel::of(last, now);
        let expected =
            vec![(vec!["z.html"], true), (vec!["a.html", "under-way.html"], false), (vec!["index.html"], false)];
        assert_eq!(parcel.batches(), expected);
        assert_eq!(parcel.gone, ["old.html"]);
        assert!(Parcel::of(manifest(&[("a.html", "1")]), manifest(&[("a.html", "1")])).is_empty());
    }
}
