//! `rclone`, which knows object stores and what else there is. Secrets stand in its own settings.

use std::ffi::OsString;
use std::path::Path;

use crate::send::program::{Scratch, done, failed, listed, run};
use crate::send::{Carrier, Error, Found, MANIFEST};

const NAME: &str = "rclone";

/// What it says where the folder is not there yet.
const NO_FOLDER: i32 = 3;

/// A store that is reached by it.
#[derive(Debug)]
pub(super) struct Rclone {
    to: String,
    scratch: Scratch,
}

impl Rclone {
    pub(super) fn new(to: &str) -> Result<Self, Error> {
        Ok(Self { to: to.trim_end_matches('/').to_owned(), scratch: Scratch::new()? })
    }

    fn at(&self, name: &str) -> String {
        let slash = if self.to.ends_with(':') { "" } else { "/" };
        format!("{}{slash}{name}", self.to)
    }

    fn list(&self, paths: &[&str]) -> Result<OsString, Error> {
        Ok(self.scratch.file("list", &listed(paths, '\n'))?.into())
    }
}

impl Carrier for Rclone {
    fn look(&self) -> Result<Found, Error> {
        let answer = run(NAME, &["lsf", "--max-depth", "1", "--", &*self.to])?;
        match answer.code {
            0 => {}
            NO_FOLDER => return Ok(Found::default()),
            _ => return Err(failed(NAME, &answer)),
        }
        let names = String::from_utf8_lossy(&answer.out).into_owned();
        let manifest = if names.lines().any(|name| name == MANIFEST) {
            Some(done(NAME, &["cat", "--", &*self.at(MANIFEST)])?.out)
        } else {
            None
        };
        Ok(Found { manifest, has_files: !names.trim().is_empty() })
    }

    fn put(&self, from: &Path, paths: &[&str], _is_new: bool) -> Result<(), Error> {
        let list = self.list(paths)?;
        let mut own: Vec<OsString> =
            ["copy", "--ignore-times", "--no-traverse", "--files-from-raw"].map(Into::into).into();
        own.extend([list, "--".into(), from.into(), (&self.to).into()]);
        done(NAME, &own).map(drop)
    }

    fn remove(&self, paths: &[&str]) -> Result<(), Error> {
        let list = self.list(paths)?;
        let own: [OsString; 5] = ["delete".into(), "--files-from-raw".into(), list, "--".into(), (&self.to).into()];
        done(NAME, &own).map(drop)
    }
}
