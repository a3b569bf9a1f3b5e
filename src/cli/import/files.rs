//! The files that were given: tables, texts, and what nobody can read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::base::diag::Diagnostics;
use crate::base::lang::{Lang, Text};
use crate::base::limits::Limit;
use crate::base::path::has_ending;
use crate::cli::Failure;
use crate::documents::State;
use crate::import::{self, Around, FileSource, Folders, Item, Notice, Part, Setting, TextSource};

/// What is in the files.
#[derive(Default)]
pub(super) struct Found {
    /// Tables; a sheet of several units is several.
    pub(super) parts: Vec<Part>,
    /// Texts.
    pub(super) texts: Vec<TextSource>,
    /// What is to be told of the files as such.
    pub(super) diags: Diagnostics,
    /// Files that nobody can read, and why.
    pub(super) unread: Vec<(PathBuf, Text)>,
    /// What documents say besides their tables.
    pub(super) around: Vec<Around>,
    /// Other files in the folders that were given.
    others: BTreeSet<PathBuf>,
}

/// Endings of pages and documents in a folder; the others may be their attachments.
const PAGES: [&str; 5] = ["html", "htm", "shtml", "docx", "doc"];

/// Reads files, and the pages and documents of folders.
pub(super) fn read(setting: Setting<'_>, paths: &[PathBuf]) -> Result<Found, Failure> {
    let mut found = Found::default();
    for path in paths {
        if !path.is_dir() {
            let folder = path.parent().unwrap_or(Path::new(""));
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            found.file(setting, path, Folders { own: folder, top: folder })?;
            continue;
        }
        let entries = walkdir::WalkDir::new(path).sort_by_file_name().into_iter().flatten();
        let files = entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path);
        for file in files {
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if PAGES.iter().any(|end| has_ending(&name, end)) {
                found.file(setting, &file, Folders { own: file.parent().unwrap_or(path), top: path })?;
            } else {
                found.others.insert(file);
            }
        }
    }
    Ok(found)
}

impl Found {
    fn file(&mut self, setting: Setting<'_>, path: &Path, folders: Folders<'_>) -> Result<(), Failure> {
        let most = setting.content.portal.config.limits.of(Limit::WorkbookSize);
        let at = |source| Failure::Copy { path: path.to_path_buf(), source };
        if fs::metadata(path).map_err(at)?.len() > most {
            self.unread.push((path.to_path_buf(), why(State::TooLarge)));
            return Ok(());
        }
        let bytes = fs::read(path).map_err(at)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let before = self.diags.len();
        let mut diags = std::mem::take(&mut self.diags);
        let items = import::read(setting, import::File { name: &name, bytes, folders }, &mut diags);
        self.diags = diags;
        match items {
            Ok(items) if items.is_empty() && self.diags.len() == before => {
                const NONE: Text = Text { zh: "里面没有表格", en: "it has no table" };
                self.unread.push((path.to_path_buf(), NONE));
            }
            Ok(items) => items.into_iter().for_each(|item| match item {
                Item::Table(source) => self.parts.extend(import::split(setting, source)),
                Item::Text(text) => self.texts.push(text),
                Item::Around(around) => self.around.push(around),
            }),
            Err(state) => self.unread.push((path.to_path_buf(), why(state))),
        }
        Ok(())
    }

    /// Files of the folders that no notice takes.
    pub(super) fn unused(&self, notices: &[Notice<'_>]) -> Vec<PathBuf> {
        let sources = notices.iter().flat_map(|notice| &notice.files).filter_map(|(_, source)| match source {
            FileSource::At(path) => Some(path.clone()),
            FileSource::Own(_) => None,
        });
        let used: BTreeSet<PathBuf> = sources.collect();
        self.others.iter().filter(|path| path.canonicalize().is_ok_and(|real| !used.contains(&real))).cloned().collect()
    }
}

fn why(state: State) -> Text {
    match state {
        State::Encrypted => Text { zh: "加了密码", en: "it needs a password" },
        State::TooLarge => Text { zh: "太大了", en: "it is too large" },
        State::Unknown | State::Archive => Text { zh: "认不得这种文件", en: "files of this sort are not read" },
        State::Unreadable | State::Read | State::Truncated => Text {
            zh: "读不出来，文件坏了，或者不是它的名字说的那种",
            en: "it cannot be read: it is damaged, or not what its name says",
        },
    }
}

/// That a file was not read.
pub(super) fn told(path: &Path, why: Text, lang: Lang) -> String {
    match lang {
        Lang::Zh => format!("{}：{}，没有读", path.display(), why.zh),
        Lang::En => format!("{}: {}, and was not read", path.display(), why.en),
    }
}
