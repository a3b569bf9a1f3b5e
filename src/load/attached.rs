//! The files that go with a record, and records that lie where such files do.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, Spanned};
use crate::base::lang::Text;
use crate::base::name::visible;
use crate::base::names;
use crate::base::path::{self, SitePath};
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::load::definitions::Definitions;
use crate::load::envelope::{Listed, read_attachments};
use crate::load::files::{RecordFiles, Tree, UNUSED};
use crate::load::records::{Setting, last};
use crate::load::sight;
use crate::load::{Error, pages};
use crate::model::record::{Attachment, Record};
use crate::model::{Broken, Keeps};

rules! {
    /// An attachment that is not there.
    ATTACHMENT: Error "attachment/missing" {
        zh: "附件文件夹 `{folder}/` 里没有 `{file}`" => "把文件放进这个文件夹，或改成里面已有的文件名",
        en: "there is no `{file}` in the attachment folder `{folder}/`" => "put the file there, or name one that is there",
        wrong: "attachments: [审核表.pdf]", right: "attachments: [理财小组审核表.pdf]",
    }
    /// An attachment that says nothing to those who cannot open it.
    ATTACHMENT_TEXT: Warning "attachment/without-text" {
        zh: "附件 `{file}` 没有文字说明" => "加一行 `text: 里面写了什么`，看不清图片、打不开文件的人也能读到",
        en: "the attachment `{file}` has no text" => "add `text:` with what it says, for those who cannot open or see it",
        source: "GB/T 37668-2019；常见投诉：以扫描件、图片代替文字", "GB/T 37668-2019; a common complaint: scans instead of text",
    }
    /// Records in the folder of another one's attachments.
    INSIDE: Error "record/inside-attachments" {
        zh: "`{owner}` 和文件夹 `{folder}/` 同名，里面的 {count} 条记录（如 `{first}`）就成了它的附件，不会公开成网页" => "给 `{owner}` 换一个名字，例如前面加日期；或把里面的记录移到别的文件夹。记录的源文件里可能有不公开的内容，不能当附件",
        en: "`{owner}` and the folder `{folder}/` have one name, so {count} {count|record|records} in it, such as `{first}`, {count|becomes its attachment and no page|become its attachments and no pages}" => "rename `{owner}`, for example with a date in front, or move the records to another folder; the source of a record may hold what is not public and cannot be an attachment",
    }
}

const LIST_IT: Text = Text {
    zh: "要公开，就在记录里写 `attachments: [{name}]`，或在正文里链接它：`[说明]({link})`；不公开，就移到 content/ 外面",
    en: "to publish it, write `attachments: [{name}]` in the record or link to it from the text: `[WORDS]({link})`; else move it out of content/",
};

/// Adds the files that the record lists or its text links to; others in its folder are reported.
pub(super) fn attach(
    setting: &Setting<'_>,
    record: &mut Record,
    files: &RecordFiles,
    (listed, diags): (Vec<Listed>, &mut Diagnostics),
) -> Result<(), Error> {
    let mut used: BTreeSet<SitePath> = BTreeSet::new();
    for one in listed {
        let path = path::resolve(&record.id, &one.file.value);
        let Some(path) = files.attachments.iter().find(|own| path.as_deref() == Some(&***own)).cloned() else {
            diags.push(absent(record, &one.file, files));
            continue;
        };
        let name = path.rsplit('/').next().unwrap_or(&path);
        let is_data = [".csv", ".xlsx", ".txt", ".md"].iter().any(|end| name.ends_with(end));
        if one.text.is_none() && !is_data {
            diags.push(Diagnostic::new(&ATTACHMENT_TEXT, one.file.span.clone()).with("file", name));
        }
        let title = one.title.unwrap_or_else(|| name.into());
        used.insert(path.clone());
        record.attachments.extend(attachment(setting, path, (title, one.text, true), diags)?);
    }
    let linked: BTreeSet<Arc<str>> = record.body.links.iter().map(|link| link.target.clone()).collect();
    for path in &files.attachments {
        if used.contains(path) {
            continue;
        }
        // One that may be a record of its own is reported as such, for its advice is another.
        if is_record(path) && !linked.contains(&**path) {
            continue;
        }
        if linked.contains(&**path) {
            let name = path.rsplit('/').next().unwrap_or(path).into();
            record.attachments.extend(attachment(setting, path.clone(), (name, None, false), diags)?);
        } else {
            diags.push(unused(&record.id, path));
        }
    }
    Ok(())
}

fn attachment(
    setting: &Setting<'_>,
    path: SitePath,
    (title, text, is_listed): (Arc<str>, Option<Arc<str>>, bool),
    diags: &mut Diagnostics,
) -> Result<Option<Attachment>, Error> {
    let Some((size, sha256)) = setting.tree.digest(&path, diags)? else { return Ok(None) };
    Ok(Some(Attachment { path, title, text, size, sha256: sha256.into(), is_listed }))
}

const REFUSED: Text = Text {
    zh: "这个名字不能用在网站上：给文件改名，这里也照着改",
    en: "this name cannot be used on the site: rename the file, here too",
};

fn absent(record: &Record, file: &Spanned<Arc<str>>, files: &RecordFiles) -> Diagnostic {
    let there: Vec<&str> = files.attachments.iter().map(|path| last(path)).collect();
    let missing = Diagnostic::new(&ATTACHMENT, file.span.clone()).with("file", visible(&file.value));
    let missing = missing.with("folder", last(&record.id));
    if path::resolve(&record.id, &file.value).is_some_and(|path| SitePath::parse(&path).is_err()) {
        return missing.help_instead(REFUSED);
    }
    match names::nearest(&file.value, there) {
        Some(near) => missing.perhaps(near),
        None => missing,
    }
}

/// Whether a file is written as a record is.
fn is_record(path: &str) -> bool {
    [".yaml", ".yml", ".md"].iter().any(|end| path.ends_with(end))
}

/// Reports records that lie in the attachment folder of another one, listed there or not, and keeps what was published of
/// them before the folder got its owner. The owner is not published either: it may list them as files, whose sources
/// hold what is masked.
pub(super) fn check_inside(
    (tree, definitions): (&Tree, &Definitions),
    records: &mut Vec<Arc<Record>>,
    (broken, diags): (&mut Vec<Broken>, &mut Diagnostics),
) -> Result<(), Error> {
    for (id, files) in &tree.records {
        let mut inside = Vec::new();
        for path in files.attachments.iter().filter(|path| is_record(path)) {
            let bytes = tree.read(path, diags)?.unwrap_or_default();
            let raw = String::from_utf8_lossy(&bytes).into_owned();
            let owner = records.binary_search_by(|record| record.id.cmp(id)).ok().map(|at| &records[at]);
            let is_listed = owner.is_some_and(|owner| owner.attachments.iter().any(|own| own.path == *path));
            match sight::text_of(&raw, "kind") {
                Some(_) => inside.push((path, raw)),
                None if is_listed => {}
                None => diags.push(unused(id, path)),
            }
        }
        let Some((first, _)) = inside.first() else { continue };
        let one = Diagnostic::new(&INSIDE, Span::whole(&Tree::name(&files.source))).with("count", inside.len());
        let one = one.with("owner", last(&files.source)).with("folder", last(id)).with("first", last(first));
        diags.push(one);
        let owner = records.extract_if(.., |record| record.id == *id).next();
        broken.extend(owner.map(|owner| Broken { keeps: Keeps::Page, ..Broken::from(&*owner) }));
        broken.extend(inside.iter().filter_map(|(path, raw)| of_source(path, raw, definitions)));
    }
    broken.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(())
}

/// What may stay of a record that was published from the source `raw` at `path`.
fn of_source(path: &SitePath, raw: &str, definitions: &Definitions) -> Option<Broken> {
    let id = SitePath::parse(path.rsplit_once('.').map_or(&**path, |(stem, _)| stem)).ok()?;
    let published = sight::published(&id, None, raw).ok()?;
    let keeps = sight::keeps(sight::of_unreadable(raw, definitions), Vec::new());
    Some(Broken { id, published, keeps, kind: None, section: None })
}

/// The attachments that a record with errors still names: in its list, as far as that can be read, or by links.
pub(super) fn named(id: &SitePath, files: &RecordFiles, (node, body): (Option<&Node>, &str)) -> Vec<SitePath> {
    let mut quiet = Diagnostics::new();
    let listed = node.map_or_else(Vec::new, |node| {
        let mut fields = Fields::of(node, &mut quiet);
        read_attachments(&mut fields, &mut quiet)
    });
    let folder = id.rsplit_once('/').map_or("", |(folder, _)| folder);
    let text = pages::body(&Tree::name(&files.source), (body, 0), pages::Around { folder, heading: 2 }, &mut quiet);
    let listed = listed.iter().filter_map(|one| path::resolve(id, &one.file.value));
    let paths: BTreeSet<String> = listed.chain(text.links.iter().map(|link| link.target.to_string())).collect();
    files.attachments.iter().filter(|path| paths.contains(&***path)).cloned().collect()
}

/// A file in the folder of the record `id` that it does not name.
fn unused(id: &SitePath, path: &SitePath) -> Diagnostic {
    let folder = id.rsplit_once('/').map_or("", |(folder, _)| folder);
    let link = path.strip_prefix(folder).unwrap_or(path).trim_start_matches('/');
    let name = path.strip_prefix(&**id).unwrap_or(path).trim_start_matches('/');
    let unused = Diagnostic::new(&UNUSED, Span::whole(&Tree::name(path)));
    unused.with("link", link).with("name", name).help_instead(LIST_IT)
}
