//! Walking `content/`. Each name that cannot be read is one diagnostic, and all others still come.
//!
//! No link to a folder is followed, so that every folder has one address and nothing outside is ever looked at; a link
//! to a regular file inside is as good as the file.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, Rule, rules};
use crate::base::lang::Text;
use crate::base::limits::Limit;
use crate::base::name::visible;
use crate::base::path::{has_ending, nfc};
use crate::base::source::Span;
use crate::files::{Entry, Error, What};
use crate::load::refused::{SPECIAL, UNSEEN, at, unseen};
use crate::load::sort::{CONTENT, begins_with_date};
use crate::load::taken::COLLISION;
use crate::load::tree::Tree;

rules! {
    /// A link that leads out of the content.
    OUTSIDE: Error "file/outside" {
        zh: "这个链接指向 `content/` 之外，不读" => "删去链接；要公开，就把它指向的文件复制到这里，用同样的名字",
        en: "this link leads out of `content/` and is not read" => "delete the link; to publish the file that it leads to, copy that here under the same name",
    }
    /// A link to a folder.
    FOLDER: Error "file/linked-folder" {
        zh: "这是指向文件夹的链接（快捷方式），里面的内容不读" => "删去链接；它指向的文件夹在 `content/` 外面、又要公开的，把那个文件夹复制到这里；已经在 `content/` 里面的，不用再放一份，要提到里面的记录，就写它的路径",
        en: "this is a link to a folder; nothing in it is read" => "delete the link; if the folder that it leads to lies outside `content/` and is to be published, copy it here; if it lies inside, no second one is needed: write the path of a record in it where you mention that",
    }
    /// A link that leads nowhere.
    NOWHERE: Error "file/dangling-link" {
        zh: "这个链接指向的文件不存在，或者链接绕成了圈" => "删去链接；要公开的文件，把它本身放在这里，用同样的名字",
        en: "what this link leads to does not exist, or the link leads back to itself" => "delete the link; put the file that is to be published here itself, under the same name",
    }
    /// A name that is no text.
    NAME: Error "name/not-utf8" {
        zh: "名字不是 UTF-8 编码，读出来是 `{name}`，不读" => "重新输入名字；从别的电脑解压来的，解压时选 GBK 或 UTF-8 编码",
        en: "the name is not UTF-8 and reads `{name}`; it is not read" => "type the name anew; if it came from an archive, unpack that with the right encoding",
    }
    /// A hidden file that looks like a record.
    HIDDEN: Note "file/hidden" {
        zh: "`{name}` 以 `.` 开头，是隐藏文件，不读，也不公开" => "要公开，就去掉名字前面的 `.`；不用的，删去",
        en: "`{name}` begins with `.`, which hides it; it is not read and not published" => "to publish it, take the `.` away from its name; delete what is not used",
    }
    /// Folders that nest too deep.
    DEEP: Error "folder/too-deep" {
        zh: "文件夹套了 {depth} 层以上，再往里不读" => "把文件夹移到上面几层",
        en: "folders nest deeper than {depth}; what is further down is not read" => "move the folder up",
    }
}

const SAME: Text = Text {
    zh: "这里有两个文件或文件夹，名字看着一样，编码不同（常见于苹果电脑）：删去一个，或给一个改名",
    en: "two files or folders here have names that look alike and are encoded differently, as macOS does it: delete or rename one of them",
};

/// Folders that nest deeper are nobody's organisation.
const DEPTH: usize = 256;

/// Whether the problem hides what may have been published: a folder of which nothing was read.
pub(super) fn hides_folder(problem: &Diagnostic) -> bool {
    let is = |rule: &'static Rule| std::ptr::eq(problem.rule, rule);
    is(&DEEP) || is(&FOLDER) || is(&UNSEEN)
}

/// Whether the problem is a link to a folder.
pub(super) fn is_linked_folder(problem: &Diagnostic) -> bool {
    std::ptr::eq(problem.rule, &raw const FOLDER)
}

/// Finds all files and folders.
pub(super) fn collect(tree: &mut Tree, diags: &mut Diagnostics) -> Result<(), Error> {
    // Each folder by its path in the form of the site and by that in which it is written, with its depth.
    let (mut open, mut count) = (vec![(String::new(), CONTENT.to_owned(), 0)], 0);
    while let Some((folder, path, depth)) = open.pop() {
        let machine = |source| Error { path: tree.reader.place(&path), source };
        let entries = match tree.reader.list(&path) {
            Ok(entries) => entries,
            Err(error) if folder.is_empty() => return Err(machine(error)),
            Err(error) => {
                diags.push(unseen(&folder, error).map_err(machine)?);
                continue;
            }
        };
        for entry in &*entries {
            let Some((name, found)) = sort_out(&folder, entry, diags) else { continue };
            count += 1;
            if let Some(excess) = tree.limits.check(Limit::Files, count, &Span::whole(&CONTENT.into())) {
                diags.push(excess);
                return Ok(());
            }
            let name: Arc<str> = name.into();
            if tree.files.contains(&name) || tree.folders.contains(&name) {
                diags.push(at(&COLLISION, &name).with("name", &name).with("other", &name).help_instead(SAME));
            }
            match found {
                Found::Folder if depth == DEPTH => diags.push(at(&DEEP, &name).with_own("depth", DEPTH)),
                Found::Folder => {
                    open.push((name.to_string(), format!("{path}/{}", entry.name), depth + 1));
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
fn sort_out(folder: &str, entry: &Entry, diags: &mut Diagnostics) -> Option<(String, Found)> {
    let name = &*entry.name;
    let slash = if folder.is_empty() { "" } else { "/" };
    let path = format!("{folder}{slash}{}", nfc(name));
    if is_hidden(name) {
        if is_forgotten(name) && entry.what == What::File {
            diags.push(at(&HIDDEN, &visible(&path)).with("name", visible(name)));
        }
        return None;
    }
    if !entry.is_text {
        diags.push(at(&NAME, &path).with("name", name));
        return None;
    }
    let refused = match entry.what {
        What::Folder => return Some((path, Found::Folder)),
        What::File | What::LinkedFile => return Some((path, Found::File)),
        What::Gone => return None,
        What::LinkedFolder => &FOLDER,
        What::Outside => &OUTSIDE,
        What::Nowhere => &NOWHERE,
        What::Special => &SPECIAL,
    };
    diags.push(at(refused, &path));
    let is_file = !std::ptr::eq(refused, &raw const FOLDER);
    is_file.then_some((path, Found::Refused))
}

/// Names of what systems and programs leave beside the files of people.
const LEFT: [&str; 8] = [
    "thumbs.db",
    "ehthumbs.db",
    "desktop.ini",
    "__macosx",
    "@eadir",
    "$recycle.bin",
    "system volume information",
    "lost+found",
];

/// Whether a name is that of a file or folder which programs leave beside others. Nothing of it is read or published.
pub fn is_hidden(name: &str) -> bool {
    let small = name.to_ascii_lowercase();
    let is_temporary = [".tmp", ".temp", ".crdownload", ".partial"].iter().any(|end| small.ends_with(end));
    is_temporary || name.starts_with('.') || name.starts_with("~$") || name.ends_with('~') || LEFT.contains(&&*small)
}

/// Whether a hidden name is that of a record or table which somebody wrote, and not of what a program leaves.
fn is_forgotten(name: &str) -> bool {
    let Some(own) = name.strip_prefix('.').filter(|own| !own.starts_with(['_', '~', '.'])) else { return false };
    let is_text = ["yaml", "yml", "md", "csv", "xlsx"].iter().any(|end| has_ending(own, end));
    let is_named = begins_with_date(own) || !own.is_ascii() || own.starts_with("org.") || own.starts_with("portal.");
    is_text && is_named
}

#[cfg(test)]
mod tests {
    use super::{is_forgotten, is_hidden};

    #[test]
    fn what_programs_leave_is_no_content() {
        for name in [
            ".DS_Store",
            "._2025-07-10-a.yaml",
            "Thumbs.db",
            "desktop.ini",
            "Desktop.ini",
            "~$名单.xlsx",
            ".~lock.名单.xlsx#",
            "a.tmp",
            "~WRL0001.tmp",
            "a.yaml~",
            ".git",
            "__MACOSX",
            "名单.xlsx.crdownload",
            "$RECYCLE.BIN",
            ".~名单.xlsx",
        ] {
            assert!(is_hidden(name) && !is_forgotten(name), "{name}");
        }
        for name in [".2025-07-10-a.yaml", ".公示.md", ".org.yaml", ".名单.csv"] {
            assert!(is_hidden(name) && is_forgotten(name), "{name}");
        }
        for name in ["a.yaml", "名单.xlsx", "tmp", "~", "a.ini"] {
            assert!(!is_hidden(name) || name == "~", "{name}");
        }
        assert!(!is_forgotten(".yamllint.yaml"));
    }
}
