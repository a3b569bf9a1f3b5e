//! Records: source, envelope, slots, rows beside them, text, attachments.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::base::diag::{Diagnostic, Diagnostics, Severity, rules};
use crate::base::fields::{Fields, MAP, Spanned, wrong_type};
use crate::base::lang::{Lang, Text};
use crate::base::name::{Name, visible};
use crate::base::names;
use crate::base::path::{self, SitePath};
use crate::base::source::Span;
use crate::base::yaml::{self, Key, Node, Value};
use crate::blocks::{Block, RowsAt};
use crate::load::definitions::Definitions;
use crate::load::envelope::{self, Context, Listed};
use crate::load::files::{RecordFiles, Tree, UNUSED};
use crate::load::{Error, ParseCache, Parsed, pages, rows};
use crate::model::calendar::Calendar;
use crate::model::catalogue::Obligation;
use crate::model::config::Config;
use crate::model::form::Form;
use crate::model::kind::{Kind, Slot};
use crate::model::org::OrgTree;
use crate::model::record::{self, Attachment, ENVELOPE, Record};

rules! {
    /// A kind that does not exist.
    KIND: Error "record/unknown-kind" {
        zh: "没有名为 `{kind}` 的种类" => "可以写：{known}；各种类的说明见 `gongkai kinds`",
        en: "there is no kind `{kind}`" => "write one of: {known}; `gongkai kinds` explains them",
        wrong: "kind: notise", right: "kind: notice",
    }
    /// A form that does not exist.
    FORM: Error "record/unknown-form" {
        zh: "种类 `{kind}` 没有名为 `{form}` 的格式" => "可以写：{known}",
        en: "the kind `{kind}` has no form `{form}`" => "write one of: {known}",
    }
    /// A slot that the kind requires.
    SLOT: Error "record/missing-slot" {
        zh: "“{kind}”要有 `{slot}`（{label}）" => "加上 `{slot}:`，或把表格存成同名的 .csv 文件放在旁边",
        en: "a record of kind “{kind}” needs `{slot}` ({label})" => "add `{slot}:`, or put its rows into a .csv file of the same name beside the record",
    }
    /// Rows that no slot can take.
    ROWS: Error "rows/no-slot" {
        zh: "这个表格不知道放进哪一项：{why}" => "可放表格的内容：{slots}；文件名写成 `记录名.内容名.csv`",
        en: "no slot can take this table: {why}" => "slots that take tables: {slots}; name the file `RECORD.SLOT.csv`",
    }
    /// Rows both in the record and beside it.
    BOTH: Error "rows/twice" {
        zh: "`{slot}` 的明细在 `{first}` 里写了一遍，在 `{file}` 里又有一遍" => "只留一处",
        en: "the rows of `{slot}` stand in `{first}` and in `{file}` too" => "keep one of them",
    }
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
    /// An item that the catalogue does not have.
    ITEM: Error "record/unknown-item" {
        zh: "公开目录里没有 `{item}` 这一项" => "目录里有：{known}",
        en: "the catalogue has no item `{item}`" => "it has: {known}",
    }
    /// A correction of a record that is not there.
    SUPERSEDES: Error "record/supersedes-nothing" {
        zh: "取代的记录 `{supersedes}` 找不到：{why}" => "写要更正的那条记录的路径：`/` 开头从 content/ 算起，否则从本文件所在的文件夹算起",
        en: "the record `{supersedes}` that this one supersedes is not found: {why}" => "write the path of the record to be corrected: from content/ with `/` in front, else from the folder of this file",
        wrong: "supersedes: 2025-07-01-aid", right: "supersedes: 2025-07-16-aid",
    }
}

/// Every record by id, with what came of reading it.
type AllParsed = Vec<(SitePath, Arc<Parsed>)>;

/// What reading records needs.
pub(super) struct Setting<'a> {
    pub(super) tree: &'a Tree,
    pub(super) definitions: &'a Definitions,
    pub(super) catalogue: &'a [Obligation],
    pub(super) orgs: &'a OrgTree,
    pub(super) calendar: &'a Calendar,
    pub(super) config: &'a Config,
}

/// Reads all records that the cache does not have, in parallel, and answers with all by id.
pub(super) fn read_all(setting: &Setting<'_>, cache: &mut ParseCache) -> Result<AllParsed, Error> {
    let holds = |id: &SitePath, parsed: &Parsed| {
        let owner = &setting.orgs.get(setting.orgs.owner(id)).path;
        parsed.record.as_ref().is_some_and(|record| record.org == *owner)
    };
    let known = |id: &SitePath| cache.records.get(id).filter(|parsed| holds(id, parsed));
    let read: Result<Vec<_>, Error> = setting
        .tree
        .records
        .par_iter()
        .map(|(id, files)| match known(id) {
            Some(parsed) => Ok((id.clone(), parsed.clone())),
            None => Ok((id.clone(), Arc::new(read_one(setting, id, files)?))),
        })
        .collect();
    let read = read?;
    cache.records = read.iter().cloned().collect();
    Ok(read)
}

fn read_one(setting: &Setting<'_>, id: &SitePath, files: &RecordFiles) -> Result<Parsed, Error> {
    let mut diags = Diagnostics::new();
    let mut record = read_source(setting, id, files, &mut diags)?;
    if let Some(record) = &mut record {
        record::accept(&mut record.accept, &mut diags, Lang::Zh);
    }
    let failed = diags.iter().any(|one| one.severity == Severity::Error);
    Ok(Parsed { record: record.filter(|_| !failed).map(Arc::new), diags })
}

fn read_source(
    setting: &Setting<'_>,
    id: &SitePath,
    files: &RecordFiles,
    diags: &mut Diagnostics,
) -> Result<Option<Record>, Error> {
    let Some((file, text)) = setting.tree.text(&files.source, diags)? else { return Ok(None) };
    let is_markdown = files.source.ends_with(".md");
    let split = if is_markdown { pages::split(&file, &text, diags) } else { Some((0, &*text, text.len())) };
    let Some((base, front, from)) = split else { return Ok(None) };
    let Some(mut node) = yaml::parse(&file, base, front, diags) else { return Ok(None) };
    if !matches!(node.value, Value::Map(_) | Value::Empty) {
        return Ok(wrong_type(&node, MAP, diags));
    }
    let Some((kind, form)) = read_kind(setting, &node, diags) else { return Ok(None) };
    for (slot, path) in &files.rows {
        let name = Tree::name(path);
        let bytes = setting.tree.read(path)?;
        let rows = rows::read(&name, bytes, diags);
        add_rows(kind, &mut node, (slot.as_deref(), rows), diags);
    }
    let org = setting.orgs.get(setting.orgs.owner(id)).path.clone();
    let mut fields = Fields::of(&node, diags);
    fields.node("kind", diags);
    fields.node("form", diags);
    let context = Context { id, org: &org, kind, form, calendar: setting.calendar, config: setting.config };
    let record = envelope::read(context, &mut fields, diags);
    let listed = envelope::read_attachments(&mut fields, diags);
    let slots = read_slots(kind, form, &mut fields, diags);
    let names: Vec<&str> = kind.slots.iter().map(|slot| &*slot.name).collect();
    fields.finish_with(&names, diags);
    let folder = id.rsplit_once('/').map_or("", |(folder, _)| folder);
    // Beside blocks the text stands under a heading of its own.
    let heading = if slots.is_empty() { 2 } else { 3 };
    let body = pages::body(&file, (&text, from), pages::Around { folder, heading }, diags);
    let Some(mut record) = record else { return Ok(None) };
    record.form = form.map(|form| form.name.clone());
    record.slots = slots;
    record.body = body;
    attach(setting, &mut record, files, (listed, diags))?;
    Ok(Some(record))
}

/// The kind and form that a record names, its catalogue item gives, or its kind has by default.
fn read_kind<'a>(setting: &Setting<'a>, node: &Node, diags: &mut Diagnostics) -> Option<(&'a Kind, Option<&'a Form>)> {
    let definitions = setting.definitions;
    let mut quiet = Diagnostics::new();
    let mut fields = Fields::of(node, &mut quiet);
    let name: Spanned<Arc<str>> = fields.need("kind", diags)?;
    let Some(kind) = definitions.kind(&name.value) else {
        let labels = definitions.kinds.values().flat_map(|kind| [&*kind.name, kind.label.get("zh-Hans")]);
        let unknown = Diagnostic::new(&KIND, name.span).with("kind", &name.value);
        diags.push(match names::nearest(&name.value, labels) {
            Some(near) => unknown.perhaps(near),
            None => unknown.with_named("known", definitions.kinds.values().map(named_kind)),
        });
        return None;
    };
    let items: Vec<Arc<str>> = fields.get("catalogue", &mut quiet).unwrap_or_default();
    let item = setting.catalogue.iter().find(|item| items.iter().any(|id| item.id == *id));
    let of_item = item.and_then(|item| item.form.clone());
    let written: Option<Spanned<Arc<str>>> = fields.get("form", diags).or(of_item);
    let Some(written) = written else {
        let default = kind.default_form.as_ref().and_then(|form| definitions.forms.get(&**form));
        return Some((kind, default));
    };
    let form = definitions.form(&written.value, kind).filter(|form| form.kind == kind.name);
    if form.is_none() {
        let unknown = Diagnostic::new(&FORM, written.span).with("kind", &kind.name).with("form", &written.value);
        let names = definitions.forms_of(&kind.name).map(|form| &*form.name);
        diags.push(match names::nearest(&written.value, names) {
            Some(near) => unknown.perhaps(near),
            None => unknown.with_named("known", definitions.forms_of(&kind.name).map(named_form)),
        });
        return None;
    }
    Some((kind, form))
}

/// Puts rows from beside the record where they belong.
fn add_rows(kind: &Kind, node: &mut Node, (named, rows): (Option<&str>, Node), diags: &mut Diagnostics) {
    const NONE: Text = Text { zh: "没有这个名字的内容", en: "no slot has this name" };
    const SEVERAL: Text = Text { zh: "有几项都能放表格", en: "several slots take tables" };
    let takes: Vec<&Slot> = kind.slots.iter().filter(|slot| slot.block.rows() != RowsAt::Nowhere).collect();
    let required: Vec<&Slot> = takes.iter().filter(|slot| slot.is_required).copied().collect();
    let slot = match named {
        Some(name) => takes.iter().find(|slot| &*slot.name == name || slot.label.is(name)).copied(),
        None if takes.len() == 1 => takes.first().copied(),
        None if required.len() == 1 => required.first().copied(),
        None => None,
    };
    let Some(slot) = slot else {
        let list = takes.iter().map(|slot| (&slot.name, slot.label.get("zh-Hans")));
        let why = if named.is_some() || takes.is_empty() { NONE } else { SEVERAL };
        diags.push(Diagnostic::new(&ROWS, rows.span).with_word("why", why).with_named("slots", list));
        return;
    };
    let file = rows.span.file.clone();
    let first = match slot.block.rows() {
        RowsAt::Nowhere => None,
        RowsAt::Slot => put(node, slot, rows),
        RowsAt::Key(key) => match value_of(node, slot) {
            Some(value) => put_key(value, key, rows),
            None => {
                let span = node.span.clone();
                let mut value = Node { value: Value::Map(Vec::new()), span };
                put_key(&mut value, key, rows);
                put(node, slot, value)
            }
        },
    };
    if let Some(first) = first {
        let name = |file: &str| file.rsplit('/').next().unwrap_or(file).to_owned();
        let both = Diagnostic::new(&BOTH, first.clone()).with("slot", &slot.name);
        diags.push(both.with("first", name(&first.file)).with("file", name(&file)));
    }
}

/// Whether a key of the record names the slot.
fn is_slot(slot: &Slot, key: &str) -> bool {
    let is_label = slot.label.is(key) && !ENVELOPE.contains(&key);
    key == &*slot.name || is_label || Some(key) == names::chinese(&slot.name)
}

/// The written value of a slot.
fn value_of<'n>(node: &'n mut Node, slot: &Slot) -> Option<&'n mut Node> {
    let Value::Map(entries) = &mut node.value else { return None };
    let own = |key: &Key| is_slot(slot, &key.text);
    entries.iter_mut().find(|(key, value)| own(key) && !value.is_empty()).map(|(_, value)| value)
}

/// Adds the value of a slot; where it was written before, if it was.
fn put(node: &mut Node, slot: &Slot, value: Node) -> Option<Span> {
    if let Some(first) = value_of(node, slot) {
        return Some(first.span.clone());
    }
    let Value::Map(entries) = &mut node.value else { return None };
    entries.retain(|(key, value)| !(value.is_empty() && is_slot(slot, &key.text)));
    entries.push((Key { text: slot.name.to_string(), span: value.span.clone() }, value));
    None
}

/// Adds rows under a key of a slot; where they were written before, if they were.
fn put_key(node: &mut Node, name: &'static str, rows: Node) -> Option<Span> {
    let Value::Map(entries) = &mut node.value else { return None };
    let chinese = names::chinese(name).unwrap_or(name);
    let own = |key: &Key| key.text == name || key.text == chinese;
    if let Some((_, first)) = entries.iter().find(|(key, value)| own(key) && !value.is_empty()) {
        return Some(first.span.clone());
    }
    entries.retain(|(key, _)| !own(key));
    entries.push((Key { text: name.to_owned(), span: rows.span.clone() }, rows));
    None
}

fn read_slots(
    kind: &Kind,
    form: Option<&Form>,
    fields: &mut Fields<'_>,
    diags: &mut Diagnostics,
) -> Vec<(Name, Block)> {
    let mut slots = Vec::new();
    for slot in &kind.slots {
        let node = fields.named(|key| is_slot(slot, key), diags);
        match node {
            Some(node) if node.is_empty() => {}
            Some(node) => {
                let block = Form::options(form, kind, &slot.name).parse(node, diags);
                slots.extend(block.map(|block| (slot.name.clone(), block)));
            }
            None if slot.is_required => {
                let absent = Diagnostic::new(&SLOT, fields.span().clone()).with("slot", &slot.name);
                let labels = absent.with("kind", kind.label.get("zh-Hans")).with("label", slot.label.get("zh-Hans"));
                diags.push(labels);
            }
            None => {}
        }
    }
    slots
}

const LIST_IT: Text = Text {
    zh: "要公开，就在记录里写 `attachments: [{name}]`，或在正文里链接它：`[说明]({link})`；不公开，就移到 content/ 外面",
    en: "to publish it, write `attachments: [{name}]` in the record or link to it from the text: `[WORDS]({link})`; else move it out of content/",
};

/// Adds the files that the record lists or its text links to; others in its folder are reported.
fn attach(
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
        record.attachments.push(attachment(setting, path, (title, one.text, true))?);
    }
    let linked: BTreeSet<Arc<str>> = record.body.links.iter().map(|link| link.target.clone()).collect();
    for path in &files.attachments {
        if used.contains(path) {
            continue;
        }
        if linked.contains(&**path) {
            let name = path.rsplit('/').next().unwrap_or(path).into();
            record.attachments.push(attachment(setting, path.clone(), (name, None, false))?);
        } else {
            let unused = Diagnostic::new(&UNUSED, Span::whole(&Tree::name(path)));
            let link = path.strip_prefix(record.folder()).unwrap_or(path).trim_start_matches('/');
            let name = path.strip_prefix(&*record.id).unwrap_or(path).trim_start_matches('/');
            diags.push(unused.with("link", link).with("name", name).help_instead(LIST_IT));
        }
    }
    Ok(())
}

fn attachment(
    setting: &Setting<'_>,
    path: SitePath,
    (title, text, is_listed): (Arc<str>, Option<Arc<str>>, bool),
) -> Result<Attachment, Error> {
    let bytes = setting.tree.read(&path)?;
    let digest = Sha256::digest(&bytes);
    let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Attachment { path, title, text, size: bytes.len() as u64, sha256: sha256.into(), is_listed })
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

/// The name behind the last `/`.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Name and label of a kind, for a message.
pub(super) fn named_kind(kind: &Kind) -> (&Name, &str) {
    (&kind.name, kind.label.get("zh-Hans"))
}

/// Name and label of a form, for a message.
pub(super) fn named_form(form: &Form) -> (&Name, &str) {
    (&form.name, form.label.get("zh-Hans"))
}

/// Reports records that correct a record which does not exist, or themselves.
pub(super) fn check_supersedes(records: &[Arc<Record>], tree: &Tree, diags: &mut Diagnostics) {
    const SELF: Text = Text { zh: "写的是这条记录自己", en: "this is the record itself" };
    const NONE: Text = Text { zh: "没有这条记录", en: "there is no such record" };
    for record in records {
        let Some(before) = &record.supersedes else { continue };
        let is_self = before.value == record.id;
        if tree.records.contains_key(&*before.value) && !is_self {
            continue;
        }
        let why = if is_self { SELF } else { NONE };
        let nothing = Diagnostic::new(&SUPERSEDES, before.span.clone()).with("supersedes", &before.value);
        let folder = before.value.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = tree.records.keys().filter(|id| id.rsplit_once('/').map_or("", |(folder, _)| folder) == folder);
        let near = names::nearest(last(&before.value), beside.filter(|id| **id != record.id).map(|id| last(id)));
        let nothing = nothing.with_word("why", why);
        diags.push(if let Some(near) = near.filter(|_| !is_self) { nothing.perhaps(near) } else { nothing });
    }
}

const NO_ITEMS: Text = Text {
    zh: "还没有目录：新建 content/catalogue.yaml，在 `items:` 下面加上这一项；或删去这一行",
    en: "there is no catalogue yet: create content/catalogue.yaml with this item under `items:`, or delete the line",
};

/// Reports records that cite an item which the catalogue does not have.
pub(super) fn check_catalogue(records: &[Arc<Record>], catalogue: &[Obligation], diags: &mut Diagnostics) {
    for cited in records.iter().flat_map(|record| &record.catalogue) {
        if catalogue.iter().any(|item| item.id == cited.value) {
            continue;
        }
        let unknown = Diagnostic::new(&ITEM, cited.span.clone()).with("item", &cited.value);
        diags.push(match names::nearest(&cited.value, catalogue.iter().map(|item| &*item.id)) {
            Some(near) => unknown.perhaps(near),
            None if catalogue.is_empty() => unknown.help_instead(NO_ITEMS),
            None => unknown.with_named("known", catalogue.iter().map(|item| (&item.id, &item.name))),
        });
    }
}
