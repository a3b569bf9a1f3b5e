//! `sftp`, for hosts that offer nothing else. It reads its commands from a file; one of them that fails ends it, but where
//! it may fail: a folder that is there already, a file that is gone already.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;

use crate::base::path::folder;
use crate::send::program::{Answer, Scratch, done};
use crate::send::{Carrier, Error, Found, MANIFEST};

const NAME: &str = "sftp";

/// Behind the name of a file that is not whole yet.
const PART: &str = ".gongkai-part";

/// A host that is reached by it.
#[derive(Debug)]
pub(super) struct Sftp {
    host: String,
    base: String,
    port: Option<u32>,
    scratch: Scratch,
}

impl Sftp {
    pub(super) fn new(to: &str, port: Option<u32>) -> Result<Self, Error> {
        let (host, base) = to.split_once(':').unwrap_or((to, "."));
        let base = if base == "/" { "" } else { base.trim_end_matches('/') };
        Ok(Self { host: host.to_owned(), base: base.to_owned(), port, scratch: Scratch::new()? })
    }

    fn at(&self, path: &str) -> String {
        quoted(&format!("{}/{path}", self.base))
    }

    fn run(&self, commands: &[String]) -> Result<Answer, Error> {
        let batch = self.scratch.file("batch", (commands.join("\n") + "\n").as_bytes())?;
        let mut own: Vec<OsString> = vec!["-b".into(), batch.into()];
        own.extend(self.port.into_iter().flat_map(|port| ["-P".into(), port.to_string().into()]));
        own.extend(["--".into(), (&self.host).into()]);
        done(NAME, &own)
    }

    /// Commands that make the folders of files.
    fn folders(&self, paths: &[&str]) -> Vec<String> {
        let mut folders: BTreeSet<&str> = BTreeSet::new();
        for path in paths {
            let mut above = folder(path);
            while !above.is_empty() && folders.insert(above) {
                above = folder(above);
            }
        }
        folders.into_iter().map(|folder| format!("-mkdir {}", self.at(folder))).collect()
    }
}

impl Carrier for Sftp {
    fn look(&self) -> Result<Found, Error> {
        let base = if self.base.is_empty() { "/" } else { &self.base };
        let to = quoted(&self.scratch.path().join(MANIFEST).to_string_lossy());
        let commands = [format!("-ls -1a {}", quoted(base)), format!("-get {} {to}", self.at(MANIFEST))];
        let answer = self.run(&commands)?;
        let listed = String::from_utf8_lossy(&answer.out).into_owned();
        let names = listed.lines().filter(|line| !line.starts_with("sftp>")).map(str::trim);
        let is_file = |name: &str| !matches!(name.rsplit('/').next().unwrap_or_default(), "" | "." | "..");
        let is_told = |name: &&str| is_file(name) && !name.starts_with("Fetching ");
        Ok(Found { has_files: names.clone().any(|name| is_told(&name)), manifest: self.scratch.taken(MANIFEST) })
    }

    /// What is replaced is there beside it first, whole, and then renamed.
    fn put(&self, from: &Path, paths: &[&str], is_new: bool) -> Result<(), Error> {
        let mut commands = if is_new { vec![format!("-mkdir {}", quoted(&self.base))] } else { Vec::new() };
        commands.extend(if is_new { self.folders(paths) } else { Vec::new() });
        for path in paths {
            let own = quoted(&from.join(path).to_string_lossy());
            if is_new {
                commands.push(format!("put {own} {}", self.at(path)));
            } else {
                let part = self.at(&format!("{path}{PART}"));
                commands.extend([format!("put {own} {part}"), format!("rename {part} {}", self.at(path))]);
            }
        }
        self.run(&commands).map(drop)
    }

    fn remove(&self, paths: &[&str]) -> Result<(), Error> {
        let commands: Vec<String> = paths.iter().map(|path| format!("-rm {}", self.at(path))).collect();
        let answer = self.run(&commands)?;
        let is_gone = |line: &str| line.contains("No such file") || line.contains("not found");
        // What the host refuses is told, and does not end the list.
        let refused: Vec<&str> = answer.err.lines().filter(|line| line.contains("delete") && !is_gone(line)).collect();
        match refused.first() {
            Some(first) => Err(Error::Failed { name: NAME, code: answer.code, said: (*first).to_owned() }),
            None => Ok(()),
        }
    }
}

/// A path as `sftp` reads it; between quotation marks nothing stands for other names.
fn quoted(path: &str) -> String {
    format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
}
