//! Walking `content/`. Each name that cannot be read is one diagnostic, and all others still come.
//!
//! No link to a folder is followed, so that every folder has one address and nothing outside is ever looked at; a link
//! to a regular file inside is as good as the file.

use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::lang::Text;
use crate::base::limits::Limit;
use crate::base::source::Span;
use crate::load::Error;
use crate::load::files::{CONTENT, Tree};

rules! {
    /// A link that leads out of the content.
    OUTSIDE: Error "file/outside" {
        zh: "这个链接指向 `content/` 之外" => "把文件复制进来，不要用链接",
        en: "this link leads out of `content/`" => "copy the file instead of linking to it",
    }
    /// A link to a folder.
    FOLDER: Error "file/linked-folder" {
        zh: "这是指向文件夹的链接，里面的内容不读" => "删去链接，把文件夹本身放在这里",
        en: "this is a link to a folder; nothing in it is read" => "delete the link and put the folder itself here",
    }
    /// A link that leads nowhere.
    NOWHERE: Error "file/dangling-link" {
        zh: "这个链接指向的文件不存在，或者链接绕成了圈" => "删去链接，把文件本身放在这里",
        en: "what this link leads to does not exist, or the link leads back to itself" => "delete the link and put the file itself here",
    }
    /// Neither a file nor a folder.
    SPECIAL: Error "file/not-a-file" {
        zh: "这既不是文件也不是文件夹，而是管道、套接字或设备，不读" => "从 content/ 里删去",
        en: "this is neither a file nor a folder but a pipe, a socket or a device; it is not read" => "delete it from content/",
    }
    /// A file or folder that the system does not let us read.
    UNREADABLE: Error "file/unreadable" {
        zh: "读不了：{why}" => "{how}",
        en: "it cannot be read: {why}" => "{how}",
    }
    /// A folder that the system does not let us read.
    UNSEEN: Error "folder/unreadable" {
        zh: "文件夹打不开，里面的内容都读不到：{why}" => "{how}",
        en: "the folder cannot be opened, so nothing in it can be read: {why}" => "{how}",
    }
    /// A name that is no text.
    NAME: Error "name/not-utf8" {
        zh: "名字不是 UTF-8 编码，读出来是 `{name}`，不读" => "重新输入名字；从别的电脑解压来的，解压时选 GBK 或 UTF-8 编码",
        en: "the name is not UTF-8 and reads `{name}`; it is not read" => "type the name anew; if it came from an archive, unpack that with the right encoding",
    }
    /// Folders that nest too deep.
    DEEP: Error "folder/too-deep" {
        zh: "文件夹套了 {depth} 层以上，再往里不读" => "把文件夹移到上面几层",
        en: "folders nest deeper than {depth}; what is further down is not read" => "move the folder up",
    }
}

/// Folders that nest deeper are nobody's organisation.
const DEPTH: usize = 256;

/// What the system says, as a word, with what to do about it.
const REASONS: [(io::ErrorKind, Text, Text); 4] = [
    (
        io::ErrorKind::PermissionDenied,
        Text { zh: "没有权限", en: "permission denied" },
        Text { zh: "在文件的属性里打开读取权限", en: "let the user who runs gongkai read it" },
    ),
    (
        io::ErrorKind::NotFound,
        Text { zh: "刚才还在，读的时候已经不在了", en: "it was there a moment ago and is gone now" },
        Text { zh: "等文件放好了再运行一次", en: "run this again when nobody is moving files" },
    ),
    (
        io::ErrorKind::InvalidFilename,
        Text { zh: "从 content/ 算起的路径太长", en: "its path is too long" },
        Text {
            zh: "缩短文件夹的名字，或移到上面几层", en: "shorten the names of its folders or move it up"
        },
    ),
    (
        io::ErrorKind::NotADirectory,
        Text { zh: "刚才还是文件夹，现在不是了", en: "it was a folder a moment ago and is none now" },
        Text { zh: "等文件放好了再运行一次", en: "run this again when nobody is moving files" },
    ),
];

/// The diagnostic for a file or folder that the system refuses; what concerns the machine and not this file comes back.
pub(super) fn unreadable(path: &str, error: io::Error) -> Result<Diagnostic, io::Error> {
    match REASONS.iter().find(|(kind, ..)| *kind == error.kind()) {
        Some((_, why, how)) => Ok(at(&UNREADABLE, path).with_word("why", *why).with_word("how", *how)),
        None => Err(error),
    }
}

/// The same for a folder.
fn unseen(path: &str, error: io::Error) -> Result<Diagnostic, io::Error> {
    match REASONS.iter().find(|(kind, ..)| *kind == error.kind()) {
        Some((_, why, how)) => Ok(at(&UNSEEN, path).with_word("why", *why).with_word("how", *how)),
        None => Err(error),
    }
}

/// Whether the problem hides what may have been published: a folder of which nothing was read.
pub(super) fn hides_folder(problem: &Diagnostic) -> bool {
    let is = |rule: &'static Rule| std::ptr::eq(problem.rule, rule);
    is(&DEEP) || is(&FOLDER) || is(&UNSEEN)
}

/// A breach of `rule` by what lies at `path`.
pub(super) fn at(rule: &'static Rule, path: &str) -> Diagnostic {
    Diagnostic::new(rule, Span::whole(&Tree::name(path)))
}

/// Finds all files and folders.
pub(super) fn collect(tree: &mut Tree, diags: &mut Diagnostics) -> Result<(), Error> {
    let machine = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Error { path, source }
    };
    let real_root = tree.root.canonicalize().map_err(machine(&tree.root))?;
    let (mut open, mut count) = (vec![(String::new(), 0)], 0);
    while let Some((folder, depth)) = open.pop() {
        let path = tree.root.join(&folder);
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if folder.is_empty() => return Err(machine(&path)(error)),
            Err(error) => {
                diags.push(unseen(&folder, error).map_err(machine(&path))?);
                continue;
            }
        };
        for entry in entries {
            let Some((name, found)) = sort_out(&real_root, &folder, entry.map_err(machine(&path))?, diags) else {
                continue;
            };
            count += 1;
            if let Some(excess) = tree.limits.check(Limit::Files, count, &Span::whole(&CONTENT.into())) {
                diags.push(excess);
                return Ok(());
            }
            let name: Arc<str> = name.into();
            match found {
                Found::Folder if depth == DEPTH => diags.push(at(&DEEP, &name).with_own("depth", DEPTH)),
                Found::Folder => {
                    open.push((name.to_string(), depth + 1));
                    tree.folders.insert(name);
                }
                Found::File => {
                    tree.files.insert(name);
                }
                Found::Refused => {
                    tree.refused.insert(name.clone());
                    tree.files.insert(name);
                }
            }
        }
    }
    Ok(())
}

/// What an entry of a folder is.
enum Found {
    Folder,
    File,
    /// It stands where a file would, but is not read, which has been reported.
    Refused,
}

/// The path of an entry, relative to `content/`, and what it is; none for what is hidden or reported.
fn sort_out(real_root: &Path, folder: &str, entry: DirEntry, diags: &mut Diagnostics) -> Option<(String, Found)> {
    let name = entry.file_name();
    let lossy = name.to_string_lossy();
    if is_hidden(&lossy) {
        return None;
    }
    let slash = if folder.is_empty() { "" } else { "/" };
    let path = format!("{folder}{slash}{lossy}");
    if name.to_str().is_none() {
        diags.push(at(&NAME, &path).with("name", lossy));
        return None;
    }
    let refused = match entry.file_type() {
        Ok(own) if own.is_dir() => return Some((path, Found::Folder)),
        Ok(own) if own.is_file() => return Some((path, Found::File)),
        Ok(own) if own.is_symlink() => match link(real_root, &entry.path()) {
            None => return Some((path, Found::File)),
            Some(rule) => rule,
        },
        Ok(_) => &SPECIAL,
        // It has vanished since the folder was listed.
        Err(_) => return None,
    };
    diags.push(at(refused, &path));
    let is_file = !std::ptr::eq(refused, &raw const FOLDER);
    is_file.then_some((path, Found::Refused))
}

/// What is wrong with a link, if anything is. What it leads to is looked at, never read.
fn link(real_root: &Path, path: &Path) -> Option<&'static Rule> {
    let Ok(real) = path.canonicalize() else { return Some(&NOWHERE) };
    match fs::metadata(&real) {
        Err(_) => Some(&NOWHERE),
        Ok(target) if target.is_dir() => Some(&FOLDER),
        Ok(_) if !real.starts_with(real_root) => Some(&OUTSIDE),
        Ok(target) if !target.is_file() => Some(&SPECIAL),
        Ok(_) => None,
    }
}

/// Whether a name is that of a file which programs leave beside others.
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$") || name.ends_with('~') || name == "Thumbs.db"
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::unreadable;
    use crate::base::lang::Lang;

    #[test]
    fn a_file_that_the_system_refuses_is_told() {
        let told = unreadable("a.yaml", Error::from(ErrorKind::PermissionDenied)).unwrap();
        assert_eq!(told.message(Lang::Zh), "读不了：没有权限");
        assert_eq!(told.help(Lang::Zh), "在文件的属性里打开读取权限");
        assert_eq!(told.message(Lang::En), "it cannot be read: permission denied");
        assert_eq!(told.help(Lang::En), "let the user who runs gongkai read it");
        assert!(unreadable("a.yaml", Error::from(ErrorKind::StorageFull)).is_err(), "that is the machine's");
    }
}
