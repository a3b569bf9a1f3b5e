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
use crate::base::yaml::Node;
use crate::files::{Digest, Error};
use crate::load::definitions::Definitions;
use crate::load::envelope::{Listed, read_attachments};
use crate::load::files::UNUSED;
use crate::load::setting::Setting;
use crate::load::sort::RECORDS;
use crate::load::tree::{RecordFiles, Tree};
use crate::load::walk::is_hidden;
use crate::load::{beside, pages, sight, text, unread};
use crate::model::id::{KindName, RecordId};
use crate::model::page::{Body, BodyLink};
use crate::model::record::{Attachment, Record};
use crate::model::{Broken, Keeps};

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
    /// A picture that is large.
    LARGE: Warning "attachment/large-picture" {
        zh: "图片 `{file}` 有 {size} MB，手机打开慢，也费流量" => "用“画图”“照片”等程序打开，把宽度调到 1600 像素左右，另存为 JPG，再换掉这个文件：同一张图一般不到 1 MB",
        en: "the picture `{file}` has {size} MB, slow and costly on a telephone" => "open it in any picture program, make it about 1600 pixels wide, save it as JPG and put that in its place: it will have less than 1 MB",
    }
    /// A picture that few browsers show.
    PICTURE: Warning "attachment/picture-format" {
        zh: "图片 `{file}` 的格式许多浏览器和手机显示不了，读者看不到" => "用“画图”“照片”等程序打开，另存为 `{name}.jpg` 或 `{name}.png`，换掉这个文件，记录里的文件名也照着改",
        en: "many browsers and telephones do not show the picture `{file}`, for its format" => "open it in any picture program, save it as `{name}.jpg` or `{name}.png`, put that in its place, and change the name in the record too",
    }
    /// Records in the folder of another one's attachments.
    INSIDE: Error "record/inside-attachments" {
        zh: "`{owner}` 和文件夹 `{folder}/` 同名，里面的 {count} 条记录（如 `{first}`）就成了它的附件，不会公开成网页" => "给 `{owner}` 换一个名字，例如前面加日期；或把里面的记录移到别的文件夹。记录的源文件里可能有不公开的内容，不能当附件",
        en: "`{owner}` and the folder `{folder}/` have one name, so {count} {count|record|records} in it, such as `{first}`, {count|becomes its attachment and no page|become its attachments and no pages}" => "rename `{owner}`, for example with a date in front, or move the records to another folder; the source of a record may hold what is not public and cannot be an attachment",
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
    setting: &Setting<'_>,
    record: &mut Record,
    files: &RecordFiles,
    (listed, diags): (Vec<Listed>, &mut Diagnostics),
) -> Result<(), Error> {
    let mut used: BTreeSet<SitePath> = BTreeSet::new();
    for one in listed {
        let Some(path) = find(setting.tree, &record.id, (files, &one.file.value)) else {
            diags.push(absent(setting.tree, record, &one.file, files));
            continue;
        };
        let name = last(&path);
        let is_data = ["csv", "xlsx", "txt", "md"].iter().any(|end| path::has_ending(name, end));
        if one.text.is_none() && !is_data {
            diags.push(Diagnostic::new(&ATTACHMENT_TEXT, one.file.span.clone()).with("file", name));
        }
        let title = one.title.unwrap_or_else(|| name.into());
        used.insert(path.clone());
        record.attachments.extend(attachment(setting, path, (title, one.text, true, &one.file.span), diags)?);
    }
    let links = record.body.links.clone();
    let linked: BTreeMap<&str, &Span> = links.iter().map(|link| (&*link.target, &link.span)).collect();
    for path in beside(setting.tree, &record.id, &linked) {
        if used.insert(path.clone()) {
            let name = last(&path).into();
            record.attachments.extend(attachment(setting, path.clone(), (name, None, false, linked[&*path]), diags)?);
        }
    }
    check_elsewhere(setting.tree, &record.id, &links, diags);
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
        let name = last(path).into();
        record.attachments.extend(attachment(setting, path.clone(), (name, None, false, span), diags)?);
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

/// Reports links of a fixed page to files that are no record's, and takes them out of it: such pages have no attachments.
pub(super) fn drop_loose(tree: &Tree, body: &mut Body, diags: &mut Diagnostics) {
    const NOBODY: Text = Text {
        zh: "`{file}` 不是哪条记录的附件，不会公开",
        en: "`{file}` is no attachment of a record and is not published",
    };
    const HOW: Text = Text {
        zh: "固定页面不带附件：把 `{found}` 移进一条记录的附件文件夹（与记录同名），写进那条记录的 `attachments`，这里改为链接那个文件或那条记录",
        en: "fixed pages have no attachments: move `{found}` into the attachment folder of a record (of the same name), list it under `attachments` there, and link here to that file or record",
    };
    body.links.retain(|link| {
        let beside = link.target.strip_prefix("about/").map(|name| format!("pages/{name}"));
        let beside = beside.filter(|path| tree.files.contains(&**path));
        let Some(found) = beside.as_deref().or_else(|| tree.loose.get(&*link.target).map(|path| &**path)) else {
            return true;
        };
        let one = Diagnostic::new(&ELSEWHERE, link.span.clone()).message_instead(NOBODY).help_instead(HOW);
        diags.push(one.with("file", visible(&link.written)).with("found", Tree::name(found)));
        false
    });
}

/// Reports files that belong to no record and that no record beside them names.
pub(super) fn check_loose(
    (tree, definitions): (&Tree, &Definitions),
    (records, broken): (&[Arc<Record>], &[Broken]),
    diags: &mut Diagnostics,
) {
    let attached = records.iter().flat_map(|record| record.attachments.iter().map(|own| &own.path));
    let kept = broken.iter().flat_map(|one| match &one.keeps {
        Keeps::Files(paths) => &paths[..],
        _ => &[],
    });
    let used: BTreeSet<&SitePath> = attached.chain(kept).collect();
    // What was told where it is named is not told again.
    let told: BTreeSet<String> = diags.iter().filter_map(|one| one.text_of("found").map(str::to_owned)).collect();
    let of_broken = broken.iter().filter_map(|one| Some((&*one.id, one.kind.as_ref()?)));
    let of_broken: BTreeMap<&str, &KindName> = of_broken.collect();
    let unused = tree.loose.iter().filter(|path| !used.contains(path));
    for path in unused.filter(|path| !told.contains(&*Tree::name(path))) {
        let record = |id: &RecordId| records.binary_search_by(|record| record.id.cmp(id)).ok().map(|at| &*records[at]);
        let takes = |id: &RecordId| match record(id) {
            Some(record) => beside::record_takes_rows(record, definitions),
            None => of_broken.get(&**id).and_then(|kind| beside::kind_takes_rows(definitions.kinds.get(&***kind)?)),
        };
        let beside = unread::unread(tree, path).and_then(|unread| beside::of_unread(path, &unread, takes(unread.id)));
        diags.push(beside.unwrap_or_else(|| Diagnostic::new(&UNUSED, Span::whole(&Tree::name(path)))));
    }
}

fn is_picture(path: &str) -> bool {
    let name = path.to_ascii_lowercase();
    let is_shown = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"].iter().any(|end| name.ends_with(end));
    is_shown || is_hardly_shown(path)
}

/// Whether it is a picture that few browsers show.
fn is_hardly_shown(path: &str) -> bool {
    ["heic", "heif", "tif", "tiff", "psd", "bmp"].iter().any(|end| path::has_ending(path, end))
}

/// Pictures of more bytes are a burden.
const HEAVY: u64 = 5_000_000;

fn attachment(
    setting: &Setting<'_>,
    path: SitePath,
    (title, text, is_listed, span): (Arc<str>, Option<Arc<str>>, bool, &Span),
    diags: &mut Diagnostics,
) -> Result<Option<Attachment>, Error> {
    let Some(Digest { size, sha256, .. }) = setting.tree.digest(&path, diags)? else { return Ok(None) };
    if is_hardly_shown(&path) {
        let file = last(&path);
        let name = path::stem(file);
        diags.push(Diagnostic::new(&PICTURE, span.clone()).with("file", file).with("name", name));
    } else if size > HEAVY && is_picture(&path) {
        let large = Diagnostic::new(&LARGE, span.clone()).with("file", last(&path));
        let tenths = size / 100_000;
        diags.push(large.with("size", format!("{}.{}", tenths / 10, tenths % 10)));
    }
    Ok(Some(Attachment { path, title, text, size, sha256, is_listed }))
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
fn is_record(path: &str) -> bool {
    RECORDS.iter().any(|end| path::has_ending(path, end))
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
        let one = one.with("owner", last(&files.source)).with("folder", id.name()).with("first", last(first));
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
    let id = RecordId::of_source(path).ok()?;
    let published = sight::published(&id, None, raw).ok()?;
    let keeps = sight::keeps(sight::of_unreadable(raw, definitions), Vec::new());
    Some(Broken { id, published, keeps, kind: None, section: None })
}

/// The attachments that a record with errors still names: in its list, as far as that can be read, or by links.
pub(super) fn named(
    tree: &Tree,
    id: &RecordId,
    files: &RecordFiles,
    (node, body): (Option<&Node>, &str),
) -> Vec<SitePath> {
    let mut quiet = Diagnostics::new();
    let listed = node.map_or_else(Vec::new, |node| {
        let mut fields = Fields::of(node, &mut quiet);
        read_attachments(&mut fields, &mut quiet)
    });
    let text = pages::body(
        &Tree::name(&files.source),
        (body, 0),
        pages::Around { folder: id.folder(), heading: 2 },
        &mut quiet,
    );
    let listed = listed.iter().filter_map(|one| find(tree, id, (files, &one.file.value)));
    let linked: BTreeMap<&str, &Span> = text.links.iter().map(|link| (&*link.target, &link.span)).collect();
    let mut paths: BTreeSet<SitePath> = listed.chain(beside(tree, id, &linked)).collect();
    paths.extend(files.attachments.iter().filter(|path| linked.contains_key(&***path)).cloned());
    paths.into_iter().collect()
}

/// A file in the folder of the record `id` that it does not name.
fn unused(id: &RecordId, path: &SitePath) -> Diagnostic {
    let link = path.strip_prefix(id.folder()).unwrap_or(path).trim_start_matches('/');
    let name = path.strip_prefix(&**id).unwrap_or(path).trim_start_matches('/');
    let unused = Diagnostic::new(&UNUSED, Span::whole(&Tree::name(path)));
    let told = unused.with("link", text::destination(link)).with("name", name);
    match ["csv", "xlsx"].into_iter().find(|ending| path::has_ending(path.as_str(), ending)) {
        Some(ending) => told.with("beside", format!("{}.{ending}", id.name())).help_instead(TABLE),
        None => told.help_instead(LIST_IT),
    }
}
