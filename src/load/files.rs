//! What lies in `content/`, sorted, and which of it is what. Every byte of content comes through here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::lang::Text;
use crate::base::limits::Limits;
use crate::base::name::{check_name, visible};
use crate::base::path::{SitePath, last, split, strip_ending};
use crate::base::source::Span;
use crate::files::{Error, Reader};
use crate::load::sort::{
    RECORDS, TABLES, begins_with_date, in_attachments, is_definition, is_under, owners, record_stem, setting_of,
};
use crate::load::taken::check_collisions;
use crate::load::tree::{RecordFiles, RowsFile, Tree};
use crate::load::unread::{of_no_record, of_other_format, unread_of};
use crate::load::{copies, strays, walk};
use crate::model::id::RecordId;

rules! {
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

pub(super) const ROWS: Text = Text { zh: "表格", en: "table" };
pub(super) const ATTACHMENTS: Text = Text { zh: "附件文件夹", en: "attachment folder" };

/// Walks `content/` and says what is what.
pub(super) fn walk(reader: &Arc<Reader>, limits: Limits, diags: &mut Diagnostics) -> Result<Tree, Error> {
    let mut tree = Tree {
        looked: Arc::default(),
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
            Place::Orphaned(problem) => diags.push(*problem),
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
        let told = misnamed.with_word("what", what).with("name", &name);
        diags.push(if is_only_called_wrong(path, &name) { told.mended_by(last(&name)) } else { told });
    }
    let is_named = |path: &str| [".yaml", ".yml"].iter().any(|end| path.to_lowercase().ends_with(end));
    for path in tree.folders.iter().filter(|path| in_folder(path) && is_named(path)) {
        let folder = Diagnostic::new(&MISNAMED, Span::whole(&Tree::name(path))).with_word("what", DEFINITION);
        diags.push(folder.help_instead(FOLDER));
    }
}

/// Whether a file lies where it should under the name that is read, but for capitals and an ending that editors and
/// messengers add.
fn is_only_called_wrong(path: &str, name: &str) -> bool {
    let (own, wanted) = (split(path), split(name));
    let small = own.1.to_lowercase();
    let plain = small.strip_suffix(".txt").unwrap_or(&small);
    let stem = wanted.1.strip_suffix(".yaml").unwrap_or(wanted.1).to_lowercase();
    let is_here = wanted.0.is_empty() || wanted.0 == own.0;
    is_here && (plain == format!("{stem}.yaml") || plain == format!("{stem}.yml"))
}

/// Whose a file is.
enum Place {
    /// A record's.
    Owned,
    /// Nobody's, unless a record beside it names it.
    Loose,
    /// That of a record that is not there, or in a form that is not read.
    Orphaned(Box<Diagnostic>),
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
        return Place::Orphaned(Box::new(problem));
    }
    // What its record makes of it depends on the kind.
    if unread_of(records, path).is_some() {
        return Place::Loose;
    }
    if let Some(problem) = of_no_record(path) {
        return Place::Orphaned(Box::new(problem));
    }
    let stem = TABLES.iter().find_map(|end| strip_ending(path, end));
    if let Some(stem) = stem {
        if let Some(record) = records.get_mut(stem) {
            record.rows.push(RowsFile { slot: None, path: path.clone() });
            return Place::Owned;
        }
        if let Some((id, slot)) = stem.rsplit_once('.')
            && let Some(record) = records.get_mut(id)
        {
            record.rows.push(RowsFile { slot: Some(slot.to_owned()), path: path.clone() });
            return Place::Owned;
        }
        let name = last(stem);
        let orphan = Diagnostic::new(&ORPHAN, at).with("record", name).with_word("what", ROWS);
        return Place::Orphaned(Box::new(orphan));
    }
    let folders = path.split('/').rev().skip(1);
    if let Some(name) = folders.filter(|name| begins_with_date(name)).last() {
        let orphan = Diagnostic::new(&ORPHAN, at).with("record", name).with_word("what", ATTACHMENTS);
        return Place::Orphaned(Box::new(orphan));
    }
    Place::Loose
}
