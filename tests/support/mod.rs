//! Portals in temporary folders, and what the command says to them.

#![allow(dead_code, clippy::unwrap_used, reason = "helpers of tests, of which each program uses a part")]

pub(crate) mod bounded;
pub(crate) mod cases;
pub(crate) mod lookup;
pub(crate) mod outline;
pub(crate) mod planted;
pub(crate) mod sheet;
pub(crate) mod site;
pub(crate) mod tokens;
pub(crate) mod told;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// Settings of a portal that has nothing to complain about.
pub(crate) const PORTAL: &str = "\
title: 云岭县阳光公开
address: https://gongkai.example.org/
levels: [county, village]
";

/// Its root organisation.
pub(crate) const ORG: &str = "\
name: 云岭县
level: county
";

/// The day as of which everything is checked and built.
pub(crate) const TODAY: &str = "2025-08-01";

/// A portal being written.
pub(crate) struct Portal {
    folder: TempDir,
}

/// What a run said.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Portal {
    /// A portal with settings and a root organisation, and nothing else.
    pub(crate) fn new() -> Self {
        Self::bare().file("content/portal.yaml", PORTAL).file("content/org.yaml", ORG)
    }

    /// A portal with an empty `content/`.
    pub(crate) fn bare() -> Self {
        let folder = TempDir::new().unwrap();
        fs::create_dir(folder.path().join("content")).unwrap();
        Self { folder }
    }

    /// Its folder.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// A path inside it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// Writes a file.
    #[must_use]
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.write(name, content);
        self
    }

    /// Writes a file between two runs.
    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    /// Removes a file between two runs.
    pub(crate) fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// The text of a file.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Every file below a folder with its bytes, by path relative to the folder, in order. Workbooks of a site are opened, so
    /// that what stands in them can be searched. What the program remembers for itself, digests alone, is no part of it.
    pub(crate) fn tree(&self, folder: &str) -> Vec<(String, Vec<u8>)> {
        let top = self.path(folder);
        let entries = walkdir::WalkDir::new(&top).sort_by_file_name().into_iter();
        let entries = entries.filter_entry(|entry| entry.file_name() != ".gongkai").map(Result::unwrap);
        let files = entries.filter(|entry| entry.file_type().is_file()).map(|entry| {
            let name = entry.path().strip_prefix(&top).unwrap().to_str().unwrap().to_owned();
            let bytes = fs::read(entry.path()).unwrap();
            let is_made = name.starts_with("data/") && name.ends_with(".xlsx");
            (name, if is_made { inside(&bytes).into_bytes() } else { bytes })
        });
        files.collect()
    }

    /// Runs `gongkai` in the portal's folder on [`TODAY`], in Chinese unless the arguments say otherwise.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_in("", arguments)
    }

    /// [`Portal::run`] in a folder of the portal.
    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gongkai"));
        command.args(arguments).current_dir(self.path(folder));
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "zh_CN.UTF-8");
        if !arguments.contains(&"--today") {
            command.args(["--today", TODAY]);
        }
        let output = command.output().unwrap();
        let root = self.root().to_str().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap().replace(root, "ROOT");
        Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Run {
    /// Both streams, without spaces at line ends.
    pub(crate) fn text(&self) -> String {
        let lines = self.out.lines().chain(self.err.lines());
        lines.map(str::trim_end).collect::<Vec<_>>().join("\n")
    }
}

/// Fails with both texts in full where they differ; `expected` is indented in the test and begins on its second line.
#[track_caller]
pub(crate) fn assert_text(found: &str, expected: &str) {
    let expected = expected.strip_prefix('\n').unwrap_or(expected);
    let indent = expected.len() - expected.trim_start_matches(' ').len();
    let lines = expected.lines().map(|line| line.get(indent..).unwrap_or_else(|| line.trim_start()));
    let expected = lines.collect::<Vec<_>>().join("\n");
    assert!(found.trim_end() == expected.trim_end(), "--- found\n{found}\n--- expected\n{expected}\n---");
}

/// The text of every part of a workbook, but for the look that all workbooks have.
fn inside(workbook: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        let part = archive.by_index(at).unwrap();
        if !part.name().unwrap().contains("theme") {
            all += &std::io::read_to_string(part).unwrap();
        }
    }
    all
}
