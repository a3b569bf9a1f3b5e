//! `rsync` over ssh. It puts every file whole, skips those that are there already, and removes those on a list alone.

use std::ffi::OsString;
use std::path::Path;

use crate::base::path::folder as folder_of;
use crate::send::program::{Scratch, done, failed, listed, run};
use crate::send::{Carrier, Error, Found, MANIFEST};

const NAME: &str = "rsync";

/// What it says where the folder is not there yet.
const PARTIAL: i32 = 23;

/// A host that is reached by it.
#[derive(Debug)]
pub(super) struct Rsync {
    to: String,
    port: Option<u32>,
    scratch: Scratch,
}

impl Rsync {
    pub(super) fn new(to: &str, port: Option<u32>) -> Result<Self, Error> {
        Ok(Self { to: format!("{}/", to.trim_end_matches('/')), port, scratch: Scratch::new()? })
    }

    fn arguments(&self, own: &[&str], places: &[OsString]) -> Vec<OsString> {
        let mut all: Vec<OsString> = own.iter().map(OsString::from).collect();
        all.extend(self.port.into_iter().flat_map(|port| ["-e".into(), format!("ssh -p {port}").into()]));
        all.push("--".into());
        all.extend_from_slice(places);
        all
    }

    fn listed(&self, paths: &[&str]) -> Result<String, Error> {
        let list = self.scratch.file("list", &listed(paths, '\0'))?;
        Ok(format!("--files-from={}", list.display()))
    }
}

impl Carrier for Rsync {
    fn look(&self) -> Result<Found, Error> {
        let answer = run(NAME, &self.arguments(&["--list-only"], &[(&self.to).into()]))?;
        if answer.code == PARTIAL && answer.out.is_empty() {
            return Ok(Found::default());
        }
        if answer.code != 0 {
            return Err(failed(NAME, &answer));
        }
        let lines = String::from_utf8_lossy(&answer.out).into_owned();
        // Permissions, size, day, time, name.
        let name = |line: &str| line.split_whitespace().nth(4).map(str::to_owned);
        let names: Vec<String> = lines.lines().filter_map(name).filter(|name| name != ".").collect();
        let manifest = if names.iter().any(|name| name == MANIFEST) {
            let from = format!("{}{MANIFEST}", self.to);
            done(NAME, &self.arguments(&[], &[from.into(), self.scratch.path().into()]))?;
            self.scratch.taken(MANIFEST)
        } else {
            None
        };
        Ok(Found { manifest, has_files: !names.is_empty() })
    }

    fn put(&self, from: &Path, paths: &[&str], _is_new: bool) -> Result<(), Error> {
        let list = self.listed(paths)?;
        let own = [&*list, "--from0", "--checksum", "--chmod=D755,F644"];
        done(NAME, &self.arguments(&own, &[folder(from), (&self.to).into()])).map(drop)
    }

    /// What is on the list and not in a folder of empty folders goes.
    fn remove(&self, paths: &[&str]) -> Result<(), Error> {
        let list = self.listed(paths)?;
        let empty = self.scratch.path().join("empty");
        for path in paths {
            let above = empty.join(folder_of(path));
            std::fs::create_dir_all(&above).map_err(|source| Error::File { path: above, source })?;
        }
        let own = [&*list, "--from0", "--delete-missing-args"];
        done(NAME, &self.arguments(&own, &[folder(&empty), (&self.to).into()])).map(drop)
    }
}

/// A folder whose files go, not itself.
fn folder(path: &Path) -> OsString {
    let mut own = path.as_os_str().to_owned();
    own.push("/");
    own
}
