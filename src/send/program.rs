//! Runs a program that sends: arguments and lists only, never a shell.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::send::Error;

/// A folder for lists, which goes with the value.
#[derive(Debug)]
pub struct Scratch {
    path: PathBuf,
}

/// What a program answered.
pub(super) struct Answer {
    pub(super) code: i32,
    pub(super) out: Vec<u8>,
    pub(super) err: String,
}

impl Scratch {
    /// A new one, which nobody else can look into.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn new() -> Result<Self, Error> {
        let at = |path: &Path| {
            let path = path.to_owned();
            move |source| Error::File { path, source }
        };
        let top = std::env::temp_dir();
        for number in 0..1000 {
            let path = top.join(format!("gongkai-{}-{number}", std::process::id()));
            let mut builder = fs::DirBuilder::new();
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            match builder.create(&path) {
                Ok(()) => return Ok(Self { path }),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(at(&path)(error)),
            }
        }
        Err(at(&top)(io::ErrorKind::AlreadyExists.into()))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file of it.
    ///
    /// # Errors
    /// The disk refuses.
    pub(super) fn file(&self, name: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
        let path = self.path.join(name);
        fs::write(&path, bytes).map_err(|source| Error::File { path: path.clone(), source })?;
        Ok(path)
    }

    /// The bytes of a file that a program has put there, if it has.
    pub(super) fn taken(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.path.join(name)).ok()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// Runs it to its end.
///
/// # Errors
/// It is not installed, or cannot be started.
pub(super) fn run(name: &'static str, arguments: &[impl AsRef<OsStr>]) -> Result<Answer, Error> {
    let arguments: Vec<OsString> = arguments.iter().map(|one| one.as_ref().to_owned()).collect();
    let output = Command::new(name).args(&arguments).stdin(Stdio::null()).output();
    let output = output.map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => Error::NotInstalled(name),
        _ => Error::File { path: name.into(), source },
    })?;
    let err = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    Ok(Answer { code: output.status.code().unwrap_or(-1), out: output.stdout, err })
}

/// Runs it, and takes anything but success for a failure.
///
/// # Errors
/// It says that it failed, or as [`run`].
pub(super) fn done(name: &'static str, arguments: &[impl AsRef<OsStr>]) -> Result<Answer, Error> {
    let answer = run(name, arguments)?;
    if answer.code == 0 { Ok(answer) } else { Err(failed(name, &answer)) }
}

/// What a program said before it gave up: its last lines.
pub(super) fn failed(name: &'static str, answer: &Answer) -> Error {
    const LINES: usize = 5;
    let lines: Vec<&str> = answer.err.lines().collect();
    let said = lines[lines.len().saturating_sub(LINES)..].join("\n");
    Error::Failed { name, code: answer.code, said }
}

/// Names with a sign behind each, as tools read lists.
pub(super) fn listed(paths: &[&str], end: char) -> Vec<u8> {
    paths.iter().fold(String::new(), |text, path| text + path + &end.to_string()).into_bytes()
}
