//! What lies in `content/`, sorted, and which of it is what. Every byte of content comes through here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::encoding;
use crate::base::lang::Text;
use crate::base::limits::{Limit, Limits};
use crate::base::name::{RESERVED, check_name, visible};
use crate::base::path::{SitePath, fold, has_ending, last, split, stem, strip_ending};
use crate::base::source::{FileName, Span};
use crate::files::{Digest, Error, Reader, Refused};
use crate::load::{copies, strays, walk};
use crate::model::id::{KindName, RecordId};

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
    /// Settings or definitions under a name that is not read.
    MISNAMED: Error "file/misnamed" {
        zh: "这个文件像是{what}，但名字不对，不会读取" => "改名为 `{name}`；不用的，移到 content/ 外面",
        en: "this looks like {what}, but it has another name and is not read" => "rename it to `{name}`; if it is not used, move it out of content/",
    }
    /// A file that nothing uses.
    UNUSED: Warning "file/unused" {
        zh: "这个文件没有用到，不会公开" => "放进一条记录的附件文件夹（与记录同名），再写进它的 `attachments`；不公开，就移到 content/ 外面",
        en: "nothing uses this file; it is not published" => "put it into the attachment folder of a record (of the same name) and list it under `attachments`; else move it out of content/",
    }
    /// A table in a format that is not read.
    FORMAT: Error "file/other-format" {
        zh: "这种格式的表格读不了，记录会缺少它" => "用 Excel 或 WPS 打开，另存为 `{name}.xlsx`，再删去这个文件",
        en: "a table in this format is not read, and the record would lack it" => "open it in a spreadsheet program, save it as `{name}.xlsx`, and delete this file",
    }
    /// A record or a table under a second ending.
    TEXT: Error "file/second-ending" {
        zh: "文件名末尾多了 `.txt`，读不到它" => "改名为 `{name}`；看不到 `.txt` 的，先让电脑显示扩展名",
        en: "the name of this file ends in `.txt`, so that it is not read" => "rename it to `{name}`; where `.txt` cannot be seen, let the computer show endings first",
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

/// Endings of records.
pub(super) const RECORDS: [&str; 3] = ["yaml", "yml", "md"];
/// Endings of rows beside a record.
pub(super) const TABLES: [&str; 2] = ["csv", "xlsx"];
/// Endings of tables that are not read.
const SPREADSHEETS: [&str; 13] =
    ["xls", "xlsm", "xlsb", "xlt", "xltx", "et", "ett", "ods", "fods", "numbers", "tsv", "dbf", "wk1"];
/// Endings of documents that may hold a table.
const DOCUMENTS: [&str; 6] = ["doc", "docx", "wps", "wpt", "odt", "rtf"];
/// Endings of texts in which a spreadsheet program saves a table.
const TEXTS: [&str; 3] = ["txt", "tab", "prn"];
const LIST_OR_FILE: Text = Text {
    zh: "里面的清单，另存为 `{name}.xlsx`；只是附件的，移进文件夹 `{name}/`，写进记录的 `attachments`",
    en: "save the list in it as `{name}.xlsx`; if it is an attachment, move it into the folder `{name}/` and list it under `attachments`",
};

/// The path of a record without its ending.
pub(super) fn record_stem(path: &str) -> Option<&str> {
    RECORDS.iter().find_map(|end| strip_ending(path, end))
}

/// Whether a file beside the record `id` under `content/` may hold its rows, in a format that is read or in another.
pub fn may_be_rows(id: &str, path: &str) -> bool {
    let Some(rest) = path.strip_prefix(id).and_then(|rest| rest.strip_prefix('.')) else { return false };
    let end = rest.rsplit('.').next().unwrap_or(rest).to_ascii_lowercase();
    let is_table = TABLES.iter().chain(&SPREADSHEETS).chain(&DOCUMENTS).chain(&TEXTS).any(|own| *own == end);
    rest.matches('.').count() < 2 && is_table
}

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
    /// Where the portal's files come from.
    pub(super) reader: Arc<Reader>,
    /// What the portal allows.
    pub(super) limits: Limits,
    /// Paths of all files, in order.
    pub(super) files: BTreeSet<Arc<str>>,
    /// Those among them that are not read, which has been reported.
    pub(super) refused: BTreeSet<Arc<str>>,
    /// Paths of all folders, in order.
    pub(super) folders: BTreeSet<Arc<str>>,
    /// Source files of records by id.
    pub(super) records: BTreeMap<RecordId, RecordFiles>,
    /// Files that belong to no record by their place. A picture that a record beside it names is its attachment.
    pub(super) loose: BTreeSet<SitePath>,
}

/// The files of one record.
#[derive(Debug, Default)]
pub(super) struct RecordFiles {
    /// Its source, relative to `content/`.
    pub(super) source: Arc<str>,
    /// Further sources of the same record, which has been reported.
    pub(super) twins: Vec<Arc<str>>,
    /// Files with rows: the slot they name, if any, and their path.
    pub(super) rows: Vec<(Option<String>, Arc<str>)>,
    /// Files in its attachment folder.
    pub(super) attachments: Vec<SitePath>,
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

    /// The bytes of a file; `None` if it cannot be read, which has been reported.
    ///
    /// # Errors
    /// The machine fails, whichever file is read.
    pub(super) fn read(&self, path: &str, diags: &mut Diagnostics) -> Result<Option<Vec<u8>>, Error> {
        if self.refused.contains(path) {
            return Ok(None);
        }
        let read = self.reader.read(&Self::name(path), self.limits.of(Limit::TextSize));
        self.told((path, Limit::TextSize), read, diags)
    }

    /// The text of a file; `None` if it is none or cannot be read, which has been reported.
    pub(super) fn text(&self, path: &str, diags: &mut Diagnostics) -> Result<Option<(FileName, String)>, Error> {
        let name = Self::name(path);
        let Some(bytes) = self.read(path, diags)? else { return Ok(None) };
        Ok(encoding::decode(&name, bytes, diags).map(|text| (name, text)))
    }

    /// What there is to know of an attachment, which is never held as a whole; `None` if it cannot be read, which has been
    /// reported.
    pub(super) fn digest(&self, path: &str, diags: &mut Diagnostics) -> Result<Option<Digest>, Error> {
        if self.refused.contains(path) {
            return Ok(None);
        }
        let name = Self::name(path);
        if record_stem(path).is_some() {
            // What looks like a record is read as one later on; what cannot be read is told below.
            let _ = self.reader.read(&name, self.limits.of(Limit::TextSize));
        }
        let read = self.reader.digest(&name, self.limits.of(Limit::AttachmentSize));
        self.told((path, Limit::AttachmentSize), read, diags)
    }

    /// Reports what was refused.
    fn told<T>(
        &self,
        (path, limit): (&str, Limit),
        read: Result<T, Refused>,
        diags: &mut Diagnostics,
    ) -> Result<Option<T>, Error> {
        let refused = match read {
            Ok(read) => return Ok(Some(read)),
            Err(refused) => refused,
        };
        let told = match refused {
            Refused::NotRegular => Some(walk::at(&walk::SPECIAL, path)),
            Refused::TooLarge(size) => self.limits.check(limit, size, &Span::whole(&Self::name(path))),
            Refused::System(error) => {
                let machine = |source| Error { path: self.reader.place(&Self::name(path)), source };
                Some(walk::unreadable(path, error).map_err(machine)?)
            }
        };
        told.into_iter().for_each(|told| diags.push(told));
        Ok(None)
    }

    /// Files right in a folder at the top, such as `kinds`.
    pub(super) fn within<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Arc<str>> {
        let inside = move |path: &str| {
            path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')).is_some_and(|rest| !rest.contains('/'))
        };
        self.files.iter().filter(move |path| inside(path))
    }
}

/// Walks `content/` and says what is what.
pub(super) fn walk(reader: &Arc<Reader>, limits: Limits, diags: &mut Diagnostics) -> Result<Tree, Error> {
    let mut tree = Tree {
        reader: reader.clone(),
        limits,
        files: BTreeSet::new(),
        refused: BTreeSet::new(),
        folders: BTreeSet::new(),
        records: BTreeMap::new(),
        loose: BTreeSet::new(),
    };
    walk::collect(&mut tree, diags)?;
    // Of what is not read the name counts alone, as that of a folder does.
    let (refused, read): (Vec<_>, Vec<_>) = tree.files.iter().partition(|path| tree.refused.contains(&**path));
    read.iter().for_each(|path| tree.reader.see(&Tree::name(path)));
    let folders = tree.folders.iter().chain(refused);
    folders.for_each(|path| tree.reader.see(&format!("{}/", Tree::name(path))));
    refuse_names(&mut tree, diags);
    strays::refuse(&mut tree, diags);
    copies::refuse(&mut tree, diags);
    classify(&mut tree, diags);
    Ok(tree)
}

/// Reports names that cannot stand in an address, and forgets what lies under them: whatever else goes on, none of it
/// becomes a page or is copied to the site.
fn refuse_names(tree: &mut Tree, diags: &mut Diagnostics) {
    let mut refused: BTreeSet<Arc<str>> = BTreeSet::new();
    for path in tree.folders.iter().chain(&tree.files).filter(|path| !path.is_empty()) {
        let (folder, name) = split(path);
        // The page of a record is called like its file without the ending.
        let stem = RECORDS.iter().find_map(|end| strip_ending(name, end)).unwrap_or(name);
        if is_under(&refused, folder) {
            continue;
        }
        if let Err(why) = check_name(name).and_then(|()| check_name(stem)) {
            diags.push(why.of_file(name, Span::whole(&Tree::name(&visible(path)))));
            refused.insert(path.clone());
        }
    }
    tree.files.retain(|path| !is_under(&refused, path));
    tree.folders.retain(|path| !is_under(&refused, path));
}

/// Whether the path or a folder above it is among `refused`.
pub(super) fn is_under(refused: &BTreeSet<Arc<str>>, path: &str) -> bool {
    let above = path.match_indices('/').map(|(at, _)| &path[..at]);
    !refused.is_empty() && above.chain([path]).any(|path| refused.contains(path))
}

/// Sorts files into records, their rows and their attachments, and reports what is none of these.
fn classify(tree: &mut Tree, diags: &mut Diagnostics) {
    let (mut sources, mut rest) = (BTreeMap::<RecordId, RecordFiles>::new(), Vec::new());
    let owners = owners(&tree.files);
    check_misnamed(tree, diags);
    for path in tree.files.iter().filter(|path| !is_definition(path) && setting_of(path).is_none()) {
        if record_stem(path).is_none() || in_attachments(path, &owners) {
            rest.push(path.clone());
            continue;
        }
        // A bad name has been reported.
        let Ok(id) = RecordId::of_source(path) else { continue };
        if let Some(first) = sources.get_mut(&id) {
            diags.push(Diagnostic::new(&TWICE, Span::whole(&Tree::name(path))).with("record", id.name()));
            first.twins.push(path.clone());
            continue;
        }
        sources.insert(id, RecordFiles { source: path.clone(), ..RecordFiles::default() });
    }
    let mut loose = BTreeSet::new();
    for path in rest.iter().filter(|path| !tree.refused.contains(*path)) {
        match assign(path, &mut sources) {
            Place::Owned => {}
            Place::Loose => loose.extend(SitePath::parse(path)),
            Place::Orphaned(problem) => diags.push(problem),
        }
    }
    // What is refused has its place all the same, so that its record knows it.
    rest.iter().filter(|path| tree.refused.contains(*path)).for_each(|path| _ = assign(path, &mut sources));
    check_pages(tree, diags);
    check_collisions(tree, &sources, diags);
    (tree.records, tree.loose) = (sources, loose);
}

/// Reports what lies in `pages/` and is none.
fn check_pages(tree: &Tree, diags: &mut Diagnostics) {
    const HOW: Text = Text {
        zh: "`content/pages/` 里只读 `.md` 文件，不读文件夹和其他文件：文字移到 content/pages/ 下面；文件附在一条记录上，再从这里链接那条记录；不公开，就移到 content/ 外面",
        en: "in `content/pages/` nothing is read but `.md` files, and no folders: move texts right into it; attach files to a record and link to that; else move it out of content/",
    };
    let is_page = |name: &str| name.ends_with(".md") && !name.contains('/');
    let names = tree.files.iter().filter_map(|path| Some((path, path.strip_prefix("pages/")?)));
    for (path, _) in names.filter(|(path, name)| !is_page(name) && !tree.refused.contains(*path)) {
        diags.push(Diagnostic::new(&UNUSED, Span::whole(&Tree::name(path))).help_instead(HOW));
    }
}

/// The name under which the settings or the definition at `path` would be read, if it has another one: another ending,
/// capitals, or a place further down. A file that is not read must not pass for one that is.
fn setting_of(path: &str) -> Option<String> {
    let (folder, name) = split(path);
    let stem = name.split('.').next().unwrap_or(name);
    let is_text = |name: &str| {
        let name = name.to_lowercase();
        [".yaml", ".yml", ".txt", ".json", ".bak", ".md"].iter().any(|end| name.ends_with(end))
    };
    let top = path.split('/').next().unwrap_or(path);
    if path.contains('/') && matches!(top, "kinds" | "forms") {
        let is_read = folder == top && (name == format!("{stem}.yaml") || name == format!("{stem}.yml"));
        return (!is_read).then(|| format!("{top}/{stem}.yaml"));
    }
    let small = stem.to_lowercase();
    let at_top = folder.is_empty() && matches!(&*small, "portal" | "catalogue" | "calendar" | "glossary");
    let is_one = at_top || small == "org";
    (is_one && is_text(name) && name != format!("{small}.yaml")).then(|| format!("{small}.yaml"))
}

/// Reports settings and definitions that are not read for their names, and folders where only files are read.
fn check_misnamed(tree: &Tree, diags: &mut Diagnostics) {
    const DEFINITION: Text = Text { zh: "种类或格式的定义", en: "the definition of a kind or form" };
    const SETTING: Text = Text { zh: "设置", en: "settings" };
    const FOLDER: Text = Text {
        zh: "这里只读文件：里面的定义移到上一层，再删去文件夹",
        en: "only files are read here: move the definitions in it one level up and delete the folder",
    };
    let in_folder = |path: &str| path.starts_with("kinds/") || path.starts_with("forms/");
    for (path, name) in tree.files.iter().filter_map(|path| Some((path, setting_of(path)?))) {
        let what = if in_folder(path) { DEFINITION } else { SETTING };
        let misnamed = Diagnostic::new(&MISNAMED, Span::whole(&Tree::name(path)));
        diags.push(misnamed.with_word("what", what).with("name", name));
    }
    let is_named = |path: &str| [".yaml", ".yml"].iter().any(|end| path.to_lowercase().ends_with(end));
    for path in tree.folders.iter().filter(|path| in_folder(path) && is_named(path)) {
        let folder = Diagnostic::new(&MISNAMED, Span::whole(&Tree::name(path))).with_word("what", DEFINITION);
        diags.push(folder.help_instead(FOLDER));
    }
}

/// Whether the file at `path` under `content/` holds settings or definitions, on which every page rests: an
/// organisation, a kind, a form, or one of those at the top.
pub(super) fn is_setting(path: &str) -> bool {
    let top = path.split('/').next().unwrap_or(path);
    let in_folder = path.contains('/') && matches!(top, "kinds" | "forms");
    let name = last(path);
    in_folder
        || name == "org.yaml"
        || matches!(path, "portal.yaml" | "catalogue.yaml" | "calendar.yaml" | "glossary.yaml")
        || setting_of(path).is_some()
}

/// Whether the file is not a record by its place: settings, definitions, fixed pages.
fn is_definition(path: &str) -> bool {
    is_setting(path) || path.starts_with("pages/")
}

/// Paths of records without their endings, which are those of their attachment folders.
pub(super) fn owners(files: &BTreeSet<Arc<str>>) -> BTreeSet<&str> {
    files.iter().filter_map(|path| record_stem(path)).collect()
}

/// Whether a folder above the file is the attachment folder of a record, of which `owners` are all.
pub(super) fn in_attachments(path: &str, owners: &BTreeSet<&str>) -> bool {
    let mut folder = path;
    while let Some((above, _)) = folder.rsplit_once('/') {
        folder = above;
        if owners.contains(folder) {
            return true;
        }
    }
    false
}

/// Whose a file is.
enum Place {
    /// A record's.
    Owned,
    /// Nobody's, unless a record beside it names it.
    Loose,
    /// That of a record that is not there, or in a form that is not read.
    Orphaned(Diagnostic),
}

/// Gives a file to its record, if it has one.
fn assign(path: &Arc<str>, records: &mut BTreeMap<RecordId, RecordFiles>) -> Place {
    let mut folder = &**path;
    while let Some((above, _)) = folder.rsplit_once('/') {
        folder = above;
        if let Some(record) = records.get_mut(folder) {
            record.attachments.extend(SitePath::parse(path));
            return Place::Owned;
        }
    }
    let at = Span::whole(&Tree::name(path));
    if let Some(problem) = of_other_format(path) {
        return Place::Orphaned(problem);
    }
    // What its record makes of it depends on the kind.
    if unread_of(records, path).is_some() {
        return Place::Loose;
    }
    if let Some(problem) = of_no_record(path) {
        return Place::Orphaned(problem);
    }
    let stem = TABLES.iter().find_map(|end| strip_ending(path, end));
    if let Some(stem) = stem {
        if let Some(record) = records.get_mut(stem) {
            record.rows.push((None, path.clone()));
            return Place::Owned;
        }
        if let Some((id, slot)) = stem.rsplit_once('.')
            && let Some(record) = records.get_mut(id)
        {
            record.rows.push((Some(slot.to_owned()), path.clone()));
            return Place::Owned;
        }
        let name = last(stem);
        return Place::Orphaned(Diagnostic::new(&ORPHAN, at).with("record", name).with_word("what", ROWS));
    }
    let folders = path.split('/').rev().skip(1);
    if let Some(name) = folders.filter(|name| begins_with_date(name)).last() {
        return Place::Orphaned(Diagnostic::new(&ORPHAN, at).with("record", name).with_word("what", ATTACHMENTS));
    }
    Place::Loose
}

/// The problem of a table or a record that was saved under two endings.
fn of_other_format(path: &str) -> Option<Diagnostic> {
    let plain = strip_ending(path, "txt")?;
    let is_read = RECORDS.iter().chain(&TABLES).any(|end| has_ending(plain, end));
    is_read.then(|| Diagnostic::new(&TEXT, Span::whole(&Tree::name(path))).with("name", last(plain)))
}

/// The problem of a table in another format that has a name like a record's, where there is none.
fn of_no_record(path: &str) -> Option<Diagnostic> {
    let stem = SPREADSHEETS.iter().find_map(|end| strip_ending(path, end))?;
    let is_dated = begins_with_date(last(stem));
    is_dated.then(|| Diagnostic::new(&FORMAT, Span::whole(&Tree::name(path))).with("name", last(stem)))
}

/// A file beside a record, under its name, in a format that is not read.
pub(super) struct Unread<'a> {
    /// The record.
    pub(super) id: &'a RecordId,
    /// Whether any text has this ending.
    pub(super) is_text: bool,
    name: String,
    may_be_file: bool,
}

impl Unread<'_> {
    /// The problem of the file, if the record takes tables.
    pub(super) fn told(&self, path: &str) -> Diagnostic {
        let told = Diagnostic::new(&FORMAT, Span::whole(&Tree::name(path))).with("name", &self.name);
        if self.may_be_file { told.help_instead(LIST_OR_FILE) } else { told }
    }
}

/// The record beside which the file lies in a format that is not read, if it does.
pub(super) fn unread<'a>(tree: &'a Tree, path: &str) -> Option<Unread<'a>> {
    unread_of(&tree.records, path)
}

fn unread_of<'a>(records: &'a BTreeMap<RecordId, RecordFiles>, path: &str) -> Option<Unread<'a>> {
    let stem = |ends: &[&str]| ends.iter().find_map(|end| strip_ending(path, end)).map(str::to_owned);
    let owner = |stem: &str| records.get_key_value(stem).map(|(id, _)| id);
    let (table, text) = (stem(&SPREADSHEETS), stem(&TEXTS));
    let (is_table, is_text) = (table.is_some(), text.is_some());
    let stem = table.or(text).or_else(|| stem(&DOCUMENTS))?;
    // A slot may stand behind the name of a table.
    let named = || stem.rsplit_once('.').filter(|_| is_table).and_then(|(id, _)| owner(id));
    let id = owner(&stem).or_else(named)?;
    Some(Unread { id, is_text, name: last(&stem).to_owned(), may_be_file: !is_table })
}

/// Whether a name begins as that of a record usually does: `2025-07-16-aid`.
pub(super) fn begins_with_date(name: &str) -> bool {
    name.get(..10).is_some_and(|date| crate::base::date::Date::parse(date).is_some())
}

/// Reports files and folders of one folder, and records of one folder, whose names are the same but for case or
/// Unicode form.
fn check_collisions(tree: &Tree, records: &BTreeMap<RecordId, RecordFiles>, diags: &mut Diagnostics) {
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
        let (folder, name) = split(path);
        if let Some(other) = seen.insert((folder, fold(name)), path) {
            let collision = Diagnostic::new(&COLLISION, Span::whole(&Tree::name(file)));
            diags.push(collision.with("name", path).with("other", other));
        }
    }
}

/// Whether the name of a folder is kept for generated pages or for definitions.
pub fn is_kept(name: &str) -> bool {
    let folded = fold(name);
    GENERATED.contains(&&*folded) || matches!(&*folded, "kinds" | "forms" | "pages")
}

/// Reports records and folders that are named like generated pages or like one of `kinds`. Folders of attachments are
/// free.
pub(super) fn check_reserved<'a>(tree: &Tree, kinds: impl Iterator<Item = &'a KindName>, diags: &mut Diagnostics) {
    let kinds: BTreeSet<String> = kinds.map(|kind| fold(kind)).collect();
    let is_input = |folder: &str| matches!(folder, "kinds" | "forms" | "pages") || folder.starts_with("pages/");
    let is_attached = |folder: &str| {
        let above = folder.match_indices('/').map(|(at, _)| &folder[..at]);
        above.chain([folder]).any(|folder| tree.records.contains_key(folder))
    };
    let folders = tree.folders.iter().filter(|folder| !is_input(folder) && !is_attached(folder));
    let records = tree.records.iter().map(|(id, files)| (&**id, &files.source));
    for (path, file) in folders.map(|folder| (&**folder, folder)).chain(records) {
        let name = last(path);
        let folded = fold(name);
        let why = if GENERATED.contains(&&*folded) { PAGE } else { KIND };
        if why == PAGE || kinds.contains(&folded) {
            let taken = Diagnostic::new(&RESERVED, Span::whole(&Tree::name(file)));
            diags.push(taken.with("name", name).with_word("why", why));
        }
    }
}
