//! What lies in `content/`, sorted, and which of it is what.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::path::{BadName, check_name, fold};
use crate::base::source::{self, FileName, Span};
use crate::load::Error;

/// Name of the folder that holds the content.
pub const CONTENT: &str = "content";

/// Names that belong to generated pages.
const GENERATED: [&str; 12] = [
    "kinds", "sections", "coverage", "league", "data", "search", "about", "elder", "assets", "index", "windows", "sums",
];

rules! {
    /// Two files would become one page.
    COLLISION: Error "name/collision" {
        zh: "`{name}` 和 `{other}` 会变成同一个网页地址" => "给其中一个改名；只差大小写，或看着一样而编码不同的名字，在许多电脑上是同一个文件",
        en: "`{name}` and `{other}` would become the same address" => "rename one of them; names that differ in case only, or look alike but are encoded differently, are one file on many computers",
    }
    /// A name that not every file system takes.
    CHARACTER: Error "name/bad-character" {
        zh: "名字 `{name}` 里的 `{sign}` 不能用在文件名里" => "改名，去掉 `{sign}`",
        en: "`{sign}` in the name `{name}` cannot stand in a file name" => "rename it without `{sign}`",
    }
    /// A name that Windows keeps for itself.
    RESERVED: Error "name/reserved" {
        zh: "`{name}` 这个名字不能用：{why}" => "改名，例如在前面加日期",
        en: "the name `{name}` cannot be used: {why}" => "rename it, for example with a date in front",
    }
    /// A name that is too long.
    LONG: Error "name/too-long" {
        zh: "名字太长：在网站上有 {bytes} 字节，最多 255（一个汉字 3 字节）" => "缩短文件名，完整的标题写在 `title` 里",
        en: "the name is too long: {bytes} bytes on the site, 255 at most (a Han character takes 3)" => "shorten the file name; the whole title goes into `title`",
    }
    /// A link that leads out of the content.
    OUTSIDE: Error "file/outside" {
        zh: "这个链接指向 `content/` 之外" => "把文件复制进来，不要用链接",
        en: "this link leads out of `content/`" => "copy the file instead of linking to it",
    }
    /// A file that nothing uses.
    UNUSED: Warning "file/unused" {
        zh: "这个文件没有用到，不会公开" => "放进一条记录的附件文件夹（与记录同名），再写进它的 `attachments`；不公开，就移到 content/ 外面",
        en: "nothing uses this file; it is not published" => "put it into the attachment folder of a record (of the same name) and list it under `attachments`; else move it out of content/",
    }
    /// Rows or attachments whose record is gone.
    ORPHAN: Error "file/orphan" {
        zh: "这是 `{record}` 的{what}，但没有 `{record}.yaml` 或 `{record}.md`" => "记录改了名，就跟着改名；记录删了，就一并删掉，免得原始数据被公开",
        en: "this is the {what} of `{record}`, but there is no `{record}.yaml` or `{record}.md`" => "if the record was renamed, rename this too; if it was deleted, delete this too, so that raw data is never published",
    }
    /// A record both as YAML and as Markdown.
    TWICE: Error "record/twice" {
        zh: "`{record}` 既有 .yaml 又有 .md" => "只留一个",
        en: "`{record}` exists both as .yaml and as .md" => "keep one of them",
    }
}

const DEVICE: crate::base::lang::Text =
    crate::base::lang::Text { zh: "Windows 不接受这样的名字", en: "Windows does not take it" };
const PAGE: crate::base::lang::Text =
    crate::base::lang::Text { zh: "网站自动生成的页面用了这个名字", en: "a generated page has it" };
const KIND: crate::base::lang::Text = crate::base::lang::Text {
    zh: "有一个种类叫这个名字，它的列表页要用",
    en: "a kind has it, and needs it for its list",
};
pub(super) const ROWS: crate::base::lang::Text = crate::base::lang::Text { zh: "表格", en: "table" };
pub(super) const ATTACHMENTS: crate::base::lang::Text =
    crate::base::lang::Text { zh: "附件文件夹", en: "attachment folder" };

/// All files under `content/`, by path relative to it, with `/`.
#[derive(Debug)]
pub(super) struct Tree {
    /// The folder `content/`.
    pub(super) root: PathBuf,
    /// Paths of all files, in order.
    pub(super) files: BTreeSet<Arc<str>>,
    /// Paths of all folders, in order.
    pub(super) folders: BTreeSet<Arc<str>>,
    /// Source files of records by id.
    pub(super) records: BTreeMap<Arc<str>, RecordFiles>,
}

/// The files of one record.
#[derive(Debug, Default)]
pub(super) struct RecordFiles {
    /// Its source, relative to `content/`.
    pub(super) source: Arc<str>,
    /// Files with rows: the slot they name, if any, and their path.
    pub(super) rows: Vec<(Option<String>, Arc<str>)>,
    /// Files in its attachment folder.
    pub(super) attachments: Vec<Arc<str>>,
}

impl Tree {
    /// Name of a file in messages.
    pub(super) fn name(path: &str) -> FileName {
        format!("{CONTENT}/{path}").into()
    }

    /// The path in `folder` of a file as messages name it.
    pub(super) fn inside<'f>(file: &'f str, folder: &str) -> Option<&'f str> {
        file.strip_prefix(CONTENT)?.strip_prefix('/')?.strip_prefix(folder)?.strip_prefix('/')
    }

    /// The bytes of a file.
    pub(super) fn read(&self, path: &str) -> Result<Vec<u8>, Error> {
        let path = self.root.join(path);
        std::fs::read(&path).map_err(|source| Error { path, source })
    }

    /// The text of a file; `None` if it is none, which has been reported.
    pub(super) fn text(&self, path: &str, diags: &mut Diagnostics) -> Result<Option<(FileName, String)>, Error> {
        let name = Self::name(path);
        let bytes = self.read(path)?;
        Ok(source::decode(&name, bytes, diags).map(|text| (name, text)))
    }

    /// Files right in a folder at the top, such as `kinds`.
    pub(super) fn within<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Arc<str>> {
        let inside = move |path: &str| {
            path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).is_some_and(|rest| !rest.contains('/'))
        };
        self.files.iter().filter(move |path| inside(path))
    }
}

/// Walks `content/` under `root` and says what is what.
pub(super) fn walk(root: &Path, diags: &mut Diagnostics) -> Result<Tree, Error> {
    let content = root.join(CONTENT);
    let mut tree = Tree { root: content, files: BTreeSet::new(), folders: BTreeSet::new(), records: BTreeMap::new() };
    collect(&mut tree, diags)?;
    check_names(&tree, diags);
    classify(&mut tree, diags);
    Ok(tree)
}

fn collect(tree: &mut Tree, diags: &mut Diagnostics) -> Result<(), Error> {
    let real_root = tree.root.canonicalize().map_err(|source| Error { path: tree.root.clone(), source })?;
    let hidden = |name: &std::ffi::OsStr| {
        let name = name.to_string_lossy();
        name.starts_with('.') || name.starts_with("~$") || name.ends_with('~') || name == "Thumbs.db"
    };
    let walk = WalkDir::new(&tree.root).follow_links(true).min_depth(1).into_iter();
    for entry in walk.filter_entry(|entry| !hidden(entry.file_name())) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().unwrap_or(&tree.root).to_path_buf();
                if error.loop_ancestor().is_some() {
                    diags.push(Diagnostic::new(&OUTSIDE, Span::whole(&Tree::name(&relative(tree, &path)))));
                    continue;
                }
                return Err(Error { path, source: error.into() });
            }
        };
        let path: Arc<str> = relative(tree, entry.path()).into();
        if entry.path_is_symlink() {
            let real =
                entry.path().canonicalize().map_err(|source| Error { path: entry.path().to_path_buf(), source })?;
            if !real.starts_with(&real_root) {
                diags.push(Diagnostic::new(&OUTSIDE, Span::whole(&Tree::name(&path))));
                continue;
            }
        }
        let list = if entry.file_type().is_dir() { &mut tree.folders } else { &mut tree.files };
        list.insert(path);
    }
    Ok(())
}

fn relative(tree: &Tree, path: &Path) -> String {
    let relative = path.strip_prefix(&tree.root).unwrap_or(path);
    relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

fn check_names(tree: &Tree, diags: &mut Diagnostics) {
    for path in tree.files.iter().chain(&tree.folders) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let at = Span::whole(&Tree::name(path));
        match check_name(name) {
            Ok(()) => {}
            Err(BadName::Character(sign)) => {
                diags.push(Diagnostic::new(&CHARACTER, at).with("name", name).with("sign", sign.escape_debug()));
            }
            Err(BadName::Reserved) => {
                diags.push(Diagnostic::new(&RESERVED, at).with("name", name).with_word("why", DEVICE));
            }
            Err(BadName::Long(bytes)) => diags.push(Diagnostic::new(&LONG, at).with("bytes", bytes)),
        }
    }
}

/// Sorts files into records, their rows and their attachments, and reports what is none of these.
fn classify(tree: &mut Tree, diags: &mut Diagnostics) {
    let (mut sources, mut rest) = (BTreeMap::<Arc<str>, RecordFiles>::new(), Vec::new());
    let is_record = |path: &str| path.ends_with(".yaml") || path.ends_with(".yml") || path.ends_with(".md");
    for path in tree.files.iter().filter(|path| !is_definition(path)) {
        if !is_record(path) || in_attachments(path, &tree.files) {
            rest.push(path.clone());
            continue;
        }
        let id: Arc<str> = stem(path).into();
        if sources.contains_key(&id) {
            let name = id.rsplit('/').next().unwrap_or(&id);
            diags.push(Diagnostic::new(&TWICE, Span::whole(&Tree::name(path))).with("record", name));
            continue;
        }
        sources.insert(id, RecordFiles { source: path.clone(), ..RecordFiles::default() });
    }
    for path in rest {
        if let Some(problem) = assign(&path, &mut sources) {
            diags.push(problem);
        }
    }
    check_collisions(tree, &sources, diags);
    tree.records = sources;
}

/// Whether the file at `path` under `content/` holds settings or definitions, on which every page rests: an
/// organisation, a kind, a form, or one of those at the top.
pub fn is_setting(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or(path);
    let in_folder = path.contains('/') && matches!(top, "kinds" | "forms");
    let name = path.rsplit('/').next().unwrap_or(path);
    in_folder
        || name == "org.yaml"
        || matches!(path, "portal.yaml" | "catalogue.yaml" | "calendar.yaml" | "glossary.yaml")
}

/// Whether the file is not a record by its place: settings, definitions, fixed pages.
fn is_definition(path: &str) -> bool {
    is_setting(path) || path.starts_with("pages/")
}

/// Whether a folder above the file is the attachment folder of a record.
fn in_attachments(path: &str, files: &BTreeSet<Arc<str>>) -> bool {
    let mut folder = path;
    while let Some((above, _)) = folder.rsplit_once('/') {
        folder = above;
        if ["yaml", "yml", "md"].iter().any(|end| files.contains(&*format!("{folder}.{end}"))) {
            return true;
        }
    }
    false
}

/// Gives a file to its record; a problem if it has none.
fn assign(path: &Arc<str>, records: &mut BTreeMap<Arc<str>, RecordFiles>) -> Option<Diagnostic> {
    let mut folder = &**path;
    while let Some((above, _)) = folder.rsplit_once('/') {
        folder = above;
        if let Some(record) = records.get_mut(folder) {
            record.attachments.push(path.clone());
            return None;
        }
    }
    let at = Span::whole(&Tree::name(path));
    let stem = path.strip_suffix(".csv").or_else(|| path.strip_suffix(".xlsx"));
    if let Some(stem) = stem {
        if let Some(record) = records.get_mut(stem) {
            record.rows.push((None, path.clone()));
            return None;
        }
        if let Some((id, slot)) = stem.rsplit_once('.')
            && let Some(record) = records.get_mut(id)
        {
            record.rows.push((Some(slot.to_owned()), path.clone()));
            return None;
        }
        let name = stem.rsplit('/').next().unwrap_or(stem);
        return Some(Diagnostic::new(&ORPHAN, at).with("record", name).with_word("what", ROWS));
    }
    let folders = path.split('/').rev().skip(1);
    if let Some(name) = folders.filter(|name| begins_with_date(name)).last() {
        return Some(Diagnostic::new(&ORPHAN, at).with("record", name).with_word("what", ATTACHMENTS));
    }
    Some(Diagnostic::new(&UNUSED, at))
}

/// Whether a name begins as that of a record usually does: `2025-07-16-aid`.
fn begins_with_date(name: &str) -> bool {
    name.get(..10).is_some_and(|date| crate::base::date::Date::parse(date).is_some())
}

/// Reports files and folders of one folder, and records of one folder, whose names are the same but for case or
/// Unicode form.
fn check_collisions(tree: &Tree, records: &BTreeMap<Arc<str>, RecordFiles>, diags: &mut Diagnostics) {
    let sources = records.iter().map(|(id, files)| (&**id, &*files.source));
    let is_source = |path: &str| records.get(stem(path)).is_some_and(|files| *files.source == *path);
    let files = tree.files.iter().filter(|path| !is_source(path)).map(|path| (&**path, &**path));
    let folders = tree.folders.iter().map(|path| (&**path, &**path));
    collide(sources, diags);
    collide(files, diags);
    collide(folders, diags);
}

fn collide<'a>(names: impl Iterator<Item = (&'a str, &'a str)>, diags: &mut Diagnostics) {
    let mut seen: BTreeMap<(&str, String), &str> = BTreeMap::new();
    for (path, file) in names {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if let Some(other) = seen.insert((folder, fold(name)), path) {
            let collision = Diagnostic::new(&COLLISION, Span::whole(&Tree::name(file)));
            diags.push(collision.with("name", path).with("other", other));
        }
    }
}

/// The path without what stands behind its last point.
fn stem(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(stem, _)| stem)
}

/// Reports records and folders that are named like generated pages or like one of `kinds`. Folders of attachments are
/// free.
pub(super) fn check_reserved<'a>(tree: &Tree, kinds: impl Iterator<Item = &'a Arc<str>>, diags: &mut Diagnostics) {
    let kinds: BTreeSet<String> = kinds.map(|kind| fold(kind)).collect();
    let is_input = |folder: &str| matches!(folder, "kinds" | "forms" | "pages") || folder.starts_with("pages/");
    let is_attached = |folder: &str| {
        let above = folder.match_indices('/').map(|(at, _)| &folder[..at]);
        above.chain([folder]).any(|folder| tree.records.contains_key(folder))
    };
    let folders = tree.folders.iter().filter(|folder| !is_input(folder) && !is_attached(folder));
    let records = tree.records.iter().map(|(id, files)| (id, &files.source));
    for (path, file) in folders.map(|folder| (folder, folder)).chain(records) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let folded = fold(name);
        let why = if GENERATED.contains(&&*folded) { PAGE } else { KIND };
        if why == PAGE || kinds.contains(&folded) {
            let taken = Diagnostic::new(&RESERVED, Span::whole(&Tree::name(file)));
            diags.push(taken.with("name", name).with_word("why", why));
        }
    }
}
