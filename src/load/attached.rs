//! The files that go with a record, and records that lie where such files do.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, Spanned};
use crate::base::lang::Text;
use crate::base::name::visible;
use crate::base::names;
use crate::base::path::{self, SitePath, folder, last};
use crate::base::source::Span;
use crate::files::Error;
use crate::load::attachment::{Given, attachment, is_picture};
use crate::load::envelope::{Listed, read_attachments};
use crate::load::files::UNUSED;
use crate::load::pasted::Prose;
use crate::load::setting::{Left, Reading};
use crate::load::sort::RECORDS;
use crate::load::tree::{RecordFiles, Tree};
use crate::load::walk::is_hidden;
use crate::load::{pages, text};
use crate::model::id::RecordId;
use crate::model::page::BodyLink;
use crate::model::record::Record;

rules! {
    /// An attachment that is not there.
    ATTACHMENT: Error "attachment/missing" {
        zh: "附件文件夹 `{folder}/` 里没有 `{file}`" => "把文件放进文件夹 `{path}/`，或改成里面已有的文件名",
        en: "there is no `{file}` in the attachment folder `{folder}/`" => "put the file into the folder `{path}/`, or name one that is there",
        wrong: "attachments: [审核表.pdf]", right: "attachments: [理财小组审核表.pdf]",
    }
    /// An attachment that says nothing to those who cannot open it.
    ATTACHMENT_TEXT: Warning "attachment/without-text" {
        zh: "附件 `{file}` 没有文字说明" => "在 `attachments:` 下面写成两行：`- file: {file}`，下一行缩进两格写 `text: 里面写了什么`；看不清图片、打不开文件的人也能读到",
        en: "the attachment `{file}` has no text" => "write two lines below `attachments:`: `- file: {file}` and, indented by two spaces, `text: WHAT IT SAYS`, for those who cannot open or see it",
        wrong: "attachments: [位置图.pdf]", right: "attachments:\n- file: 位置图.pdf\n  text: 路灯装在石桥村三组路口",
        source: "GB/T 37668-2019；常见投诉：以扫描件、图片代替文字", "GB/T 37668-2019; a common complaint: scans instead of text",
    }
    /// A file that the text names and that is no attachment of the record.
    ELSEWHERE: Error "attachment/elsewhere" {
        zh: "`{file}` 不在这条记录的附件文件夹里，不会公开" => "新建文件夹 `{path}/`（与记录同名，已有的不用新建），把 `{found}` 移进去，这里写 `{link}`",
        en: "`{file}` is not in the attachment folder of this record and is not published" => "make the folder `{path}/` (of the record's name) unless it is there, move `{found}` into it, and write `{link}` here",
    }
}

const TABLE: Text = Text {
    zh: "是这条记录的名单、明细，移到记录旁边，改名 `{beside}`，不公开的栏由程序遮盖；要原样公开（身份证号、银行卡号、电话都会公开），先删去不公开的栏和行，再写进 `attachments: [{name}]`；不公开，就移到 content/ 外面",
    en: "if it holds the rows of this record, move it beside the record as `{beside}`: columns that are not public are masked there; to publish it as it is, with every number in it, delete first what is not public, then write `attachments: [{name}]`; else move it out of content/",
};

const LIST_IT: Text = Text {
    zh: "要公开，就在记录里写 `attachments: [{name}]`，或在正文里链接它：`[说明]({link})`；不公开，就移到 content/ 外面",
    en: "to publish it, write `attachments: [{name}]` in the record or link to it from the text: `[WORDS]({link})`; else move it out of content/",
};

/// Adds the files that the record lists or its text links to; others in its folder are reported.
pub(super) fn attach(
    own: &Reading<'_>,
    record: &mut Record,
    listed: Vec<Listed>,
    diags: &mut Diagnostics,
) -> Result<(), Error> {
    let (tree, files) = (own.setting.tree, own.files);
    let mut used: BTreeSet<SitePath> = BTreeSet::new();
    for one in listed {
        let Some(path) = find(tree, &record.id, (files, &one.file.value)) else {
            diags.push(absent(tree, record, &one.file, files));
            continue;
        };
        let name = last(&path);
        let is_data = ["csv", "xlsx", "txt", "md"].iter().any(|end| path::has_ending(name, end));
        if one.text.is_none() && !is_data {
            diags.push(Diagnostic::new(&ATTACHMENT_TEXT, one.file.span.clone()).with("file", name));
        }
        let title = one.title.unwrap_or_else(|| name.into());
        used.insert(path.clone());
        let given = Given { path, title, text: one.text, is_listed: true, span: &one.file.span };
        record.attachments.extend(attachment(tree, given, diags)?);
    }
    let links = record.body.links.clone();
    let linked: BTreeMap<&str, &Span> = links.iter().map(|link| (&*link.target, &link.span)).collect();
    for path in beside(tree, &record.id, &linked) {
        if used.insert(path.clone()) {
            record.attachments.extend(attachment(tree, Given::linked(&path, linked[&*path]), diags)?);
        }
    }
    check_elsewhere(tree, &record.id, &links, diags);
    for path in &files.attachments {
        if used.contains(path) {
            continue;
        }
        // One that may be a record of its own is reported as such, for its advice is another.
        let Some(span) = linked.get(&**path) else {
            if !is_record(path) {
                diags.push(unused(&record.id, path));
            }
            continue;
        };
        record.attachments.extend(attachment(tree, Given::linked(path, span), diags)?);
    }
    Ok(())
}

/// The attachment of the record `id` that is called so: in its folder, else a picture beside it.
fn find(tree: &Tree, id: &RecordId, (files, name): (&RecordFiles, &str)) -> Option<SitePath> {
    let inside = path::resolve(id, name);
    let own = files.attachments.iter().find(|own| inside.as_deref() == Some(&***own));
    let beside = || tree.loose.get(&*path::resolve(id.folder(), name)?);
    own.or_else(|| beside().filter(|path| is_picture(path) && folder(path) == id.folder())).cloned()
}

/// The pictures beside the record `id` that its text names.
fn beside(tree: &Tree, id: &RecordId, linked: &BTreeMap<&str, &Span>) -> Vec<SitePath> {
    let found = linked.keys().filter_map(|target| tree.loose.get(*target));
    found.filter(|path| is_picture(path) && folder(path) == id.folder()).cloned().collect()
}

/// Reports links to files that are nobody's attachments.
fn check_elsewhere(tree: &Tree, id: &RecordId, links: &[BodyLink], diags: &mut Diagnostics) {
    for link in links {
        let Some(found) = tree.loose.get(&*link.target) else { continue };
        if is_picture(found) && folder(found) == id.folder() {
            continue;
        }
        let one = Diagnostic::new(&ELSEWHERE, link.span.clone()).with("file", visible(&link.written));
        let one = one.with("path", Tree::name(id)).with("found", Tree::name(found));
        diags.push(one.with("link", text::destination(&format!("{}/{}", id.name(), last(found)))));
    }
}

const REFUSED: Text = Text {
    zh: "这个名字不能用在网站上：给文件改名，这里也照着改",
    en: "this name cannot be used on the site: rename the file, here too",
};

const HIDDEN: Text = Text {
    zh: "`{file}` 是电脑和程序自己留下的文件，不读，也不公开：从 `attachments` 里删去；要附的是别的文件，就写那个文件的名字",
    en: "`{file}` is what a system or a program leaves, never read or published: delete it from `attachments`, or name the file that was meant",
};
const NO_FOLDER: Text = Text {
    zh: "在记录旁边新建文件夹 `{path}/`（与记录同名），把文件放进去",
    en: "make the folder `{path}/` (of the record's name) beside the record and put the file into it",
};
const MOVE: Text = Text {
    zh: "新建文件夹 `{path}/`（与记录同名，已有的不用新建），把 `{found}` 移进去，这里不用改",
    en: "make the folder `{path}/` (of the record's name) unless it is there, and move `{found}` into it; nothing changes here",
};

fn absent(tree: &Tree, record: &Record, file: &Spanned<Arc<str>>, files: &RecordFiles) -> Diagnostic {
    let there: Vec<&str> = files.attachments.iter().map(|path| last(path)).collect();
    let missing = Diagnostic::new(&ATTACHMENT, file.span.clone()).with("file", visible(&file.value));
    let missing = missing.with("folder", record.id.name()).with("path", Tree::name(&record.id));
    let beside = path::resolve(record.id.folder(), &file.value).and_then(|path| tree.loose.get(&*path));
    if let Some(found) = beside.filter(|found| !file.value.contains('/') && folder(found) == record.id.folder()) {
        return missing.with("found", Tree::name(found)).help_instead(MOVE);
    }
    if is_hidden(last(&file.value)) {
        return missing.help_instead(HIDDEN);
    }
    if path::resolve(&record.id, &file.value).is_some_and(|path| SitePath::parse(&path).is_err()) {
        return missing.help_instead(REFUSED);
    }
    match names::nearest(&file.value, there) {
        Some(near) => missing.perhaps(near),
        None if !tree.folders.contains(&*record.id) => missing.help_instead(NO_FOLDER),
        None => missing,
    }
}

/// Whether a file is written as a record is.
pub(super) fn is_record(path: &str) -> bool {
    RECORDS.iter().any(|end| path::has_ending(path, end))
}

/// The attachments that a record with errors still names: in its list, as far as that can be read, or by links.
pub(super) fn named(left: &Left<'_>) -> Vec<SitePath> {
    let Left { id, files, .. } = *left;
    let (tree, mut quiet) = (left.setting.tree, Diagnostics::new());
    let listed = left.node.map_or_else(Vec::new, |node| {
        let mut fields = Fields::of(node, &mut quiet);
        read_attachments(&mut fields, &mut quiet)
    });
    let around = pages::Around { folder: id.folder(), heading: 2 };
    let prose = Prose { file: &Tree::name(&files.source), text: left.body, from: 0 };
    let text = pages::body(prose, around, &mut quiet);
    let listed = listed.iter().filter_map(|one| find(tree, id, (files, &one.file.value)));
    let linked: BTreeMap<&str, &Span> = text.links.iter().map(|link| (&*link.target, &link.span)).collect();
    let mut paths: BTreeSet<SitePath> = listed.chain(beside(tree, id, &linked)).collect();
    paths.extend(files.attachments.iter().filter(|path| linked.contains_key(&***path)).cloned());
    paths.into_iter().collect()
}

/// A file in the folder of the record `id` that it does not name.
pub(super) fn unused(id: &RecordId, path: &SitePath) -> Diagnostic {
    let link = path.strip_prefix(id.folder()).unwrap_or(path).trim_start_matches('/');
    let name = path.strip_prefix(&**id).unwrap_or(path).trim_start_matches('/');
    let unused = Diagnostic::new(&UNUSED, Span::whole(&Tree::name(path)));
    let told = unused.with("link", text::destination(link)).with("name", name);
    match ["csv", "xlsx"].into_iter().find(|ending| path::has_ending(path.as_str(), ending)) {
        Some(ending) => told.with("beside", format!("{}.{ending}", id.name())).help_instead(TABLE),
        None => told.help_instead(LIST_IT),
    }
}
