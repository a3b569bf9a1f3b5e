//! Records: source, envelope, slots, rows beside them, text, attachments.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use crate::base::diag::{Diagnostic, Diagnostics, Severity, rules};
use crate::base::fields::{Fields, Spanned};
use crate::base::lang::Lang;
use crate::base::names;
use crate::base::path;
use crate::base::source::Span;
use crate::base::yaml::{self, Key, Node, Value};
use crate::blocks::{Block, RowsAt};
use crate::load::definitions::Definitions;
use crate::load::envelope::{self, Context, Listed};
use crate::load::files::{RecordFiles, Tree, UNUSED};
use crate::load::{Error, ParseCache, Parsed, pages, rows};
use crate::model::calendar::Calendar;
use crate::model::catalogue::Obligation;
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
        zh: "`{slot}` 的明细在记录里写了一遍，在 `{file}` 里又有一遍" => "只留一处",
        en: "the rows of `{slot}` stand in the record and in `{file}` too" => "keep one of them",
    }
    /// An attachment that is not there.
    ATTACHMENT: Error "attachment/missing" {
        zh: "附件文件夹 `{folder}/` 里没有 `{file}`" => "{near}",
        en: "there is no `{file}` in the attachment folder `{folder}/`" => "{near}",
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
        zh: "公开目录里没有 `{item}` 这一项" => "{near}",
        en: "the catalogue has no item `{item}`" => "{near}",
    }
}

/// Every record by id, with what came of reading it.
type AllParsed = Vec<(Arc<str>, Arc<Parsed>)>;

/// What reading records needs.
pub(super) struct Setting<'a> {
    pub(super) tree: &'a Tree,
    pub(super) definitions: &'a Definitions,
    pub(super) catalogue: &'a [Obligation],
    pub(super) orgs: &'a OrgTree,
    pub(super) calendar: &'a Calendar,
}

/// Reads all records that the cache does not have, in parallel, and answers with all by id.
pub(super) fn read_all(setting: &Setting<'_>, cache: &mut ParseCache) -> Result<AllParsed, Error> {
    let holds = |id: &Arc<str>, parsed: &Parsed| {
        let owner = &setting.orgs.get(setting.orgs.owner(id)).path;
        parsed.record.as_ref().is_some_and(|record| record.org == *owner)
    };
    let known = |id: &Arc<str>| cache.records.get(id).filter(|parsed| holds(id, parsed));
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

fn read_one(setting: &Setting<'_>, id: &Arc<str>, files: &RecordFiles) -> Result<Parsed, Error> {
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
    id: &Arc<str>,
    files: &RecordFiles,
    diags: &mut Diagnostics,
) -> Result<Option<Record>, Error> {
    let Some((file, text)) = setting.tree.text(&files.source, diags)? else { return Ok(None) };
    let is_markdown = files.source.ends_with(".md");
    let split = if is_markdown { pages::split(&file, &text, diags) } else { Some((0, &*text, text.len())) };
    let Some((base, front, from)) = split else { return Ok(None) };
    let Some(mut node) = yaml::parse(&file, base, front, diags) else { return Ok(None) };
    let Some((kind, form)) = read_kind(setting, &node, diags) else { return Ok(None) };
    for (slot, path) in &files.rows {
        let name = Tree::name(path);
        let bytes = setting.tree.read(path)?;
        if let Some(rows) = rows::read(&name, bytes, diags) {
            add_rows(kind, &mut node, (slot.as_deref(), rows), diags);
        }
    }
    let org = setting.orgs.get(setting.orgs.owner(id)).path.clone();
    let mut fields = Fields::of(&node, diags);
    fields.node("kind", diags);
    fields.node("form", diags);
    let context = Context { id, org: &org, kind, calendar: setting.calendar };
    let record = envelope::read(context, &mut fields, diags);
    let listed = envelope::read_attachments(&mut fields, diags);
    let slots = read_slots(kind, form, &mut fields, diags);
    let names: Vec<&str> = kind.slots.iter().map(|slot| &*slot.name).collect();
    fields.finish_with(&names, diags);
    let Some(mut record) = record else { return Ok(None) };
    record.form = form.map(|form| form.name.clone());
    record.slots = slots;
    let folder = id.rsplit_once('/').map_or("", |(folder, _)| folder);
    record.body = pages::body(&file, (&text, from), folder, diags);
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
        let near = names::nearest(&name.value, labels).map(|near| format!("`{near}`"));
        let all = || definitions.kinds.values().map(|kind| format!("`{}`（{}）", kind.name, kind.label.get("zh-Hans")));
        let known = near.unwrap_or_else(|| all().collect::<Vec<_>>().join("、"));
        diags.push(Diagnostic::new(&KIND, name.span).with("kind", name.value).with("known", known));
        return None;
    };
    let items: Vec<Arc<str>> = fields.get("catalogue", &mut quiet).unwrap_or_default();
    let item = setting.catalogue.iter().find(|item| items.contains(&item.id));
    let of_item = item.and_then(|item| item.form.clone());
    let written: Option<Spanned<Arc<str>>> = fields.get("form", diags).or(of_item);
    let Some(written) = written else {
        let default = kind.default_form.as_ref().and_then(|form| definitions.forms.get(form));
        return Some((kind, default));
    };
    let form = definitions.form(&written.value, kind).filter(|form| form.kind == kind.name);
    if form.is_none() {
        let unknown = Diagnostic::new(&FORM, written.span).with("kind", &kind.name).with("form", written.value);
        diags.push(unknown.with("known", definitions.forms_of(&kind.name)));
        return None;
    }
    Some((kind, form))
}

/// Puts rows from beside the record where they belong.
fn add_rows(kind: &Kind, node: &mut Node, (named, rows): (Option<&str>, Node), diags: &mut Diagnostics) {
    const NONE: crate::base::lang::Text =
        crate::base::lang::Text { zh: "没有这个名字的内容", en: "no slot has this name" };
    const SEVERAL: crate::base::lang::Text =
        crate::base::lang::Text { zh: "有几项都能放表格", en: "several slots take tables" };
    let takes: Vec<&Slot> = kind.slots.iter().filter(|slot| slot.block.rows() != RowsAt::Nowhere).collect();
    let required: Vec<&Slot> = takes.iter().filter(|slot| slot.is_required).copied().collect();
    let slot = match named {
        Some(name) => takes.iter().find(|slot| &*slot.name == name || slot.label.is(name)).copied(),
        None if takes.len() == 1 => takes.first().copied(),
        None if required.len() == 1 => required.first().copied(),
        None => None,
    };
    let Some(slot) = slot else {
        let list: Vec<_> = takes.iter().map(|slot| format!("`{}`", slot.name)).collect();
        let why = if named.is_some() || takes.is_empty() { NONE } else { SEVERAL };
        diags.push(Diagnostic::new(&ROWS, rows.span).with_word("why", why).with("slots", list.join("、")));
        return;
    };
    let file = rows.span.file.clone();
    let is_twice = match slot.block.rows() {
        RowsAt::Nowhere => false,
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
    if is_twice {
        let name = file.rsplit('/').next().unwrap_or(&file);
        let both = Diagnostic::new(&BOTH, node.span.clone()).with("slot", &slot.name);
        diags.push(both.with("file", name));
    }
}

/// The written value of a slot.
fn value_of<'n>(node: &'n mut Node, slot: &Slot) -> Option<&'n mut Node> {
    let Value::Map(entries) = &mut node.value else { return None };
    let own = |key: &Key| *key.text == *slot.name || slot.label.is(&key.text);
    entries.iter_mut().find(|(key, value)| own(key) && !value.is_empty()).map(|(_, value)| value)
}

/// Adds the value of a slot; whether it had one already.
fn put(node: &mut Node, slot: &Slot, value: Node) -> bool {
    if value_of(node, slot).is_some() {
        return true;
    }
    let Value::Map(entries) = &mut node.value else { return false };
    entries.retain(|(key, value)| !(value.is_empty() && (*key.text == *slot.name || slot.label.is(&key.text))));
    entries.push((Key { text: slot.name.to_string(), span: value.span.clone() }, value));
    false
}

/// Adds rows under a key of a slot; whether there were some already.
fn put_key(node: &mut Node, name: &'static str, rows: Node) -> bool {
    let Value::Map(entries) = &mut node.value else { return false };
    let chinese = names::chinese(name).unwrap_or(name);
    let own = |key: &Key| key.text == name || key.text == chinese;
    if entries.iter().any(|(key, value)| own(key) && !value.is_empty()) {
        return true;
    }
    entries.retain(|(key, _)| !own(key));
    entries.push((Key { text: name.to_owned(), span: rows.span.clone() }, rows));
    false
}

fn read_slots(
    kind: &Kind,
    form: Option<&Form>,
    fields: &mut Fields<'_>,
    diags: &mut Diagnostics,
) -> Vec<(Arc<str>, Block)> {
    let mut slots = Vec::new();
    for slot in &kind.slots {
        let own = |key: &str| key == &*slot.name || (slot.label.is(key) && !ENVELOPE.contains(&key));
        let chinese = names::chinese(&slot.name);
        let node = fields.named(|key| own(key) || Some(key) == chinese, diags);
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

/// Adds the files that the record lists or its text links to; others in its folder are reported.
fn attach(
    setting: &Setting<'_>,
    record: &mut Record,
    files: &RecordFiles,
    (listed, diags): (Vec<Listed>, &mut Diagnostics),
) -> Result<(), Error> {
    let mut used: BTreeSet<Arc<str>> = BTreeSet::new();
    for one in listed {
        let path: Option<Arc<str>> = path::resolve(&record.id, &one.file.value).map(Into::into);
        let Some(path) = path.filter(|path| files.attachments.contains(path)) else {
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
    let linked: Vec<Arc<str>> = record.body.links.iter().map(|link| link.target.clone()).collect();
    for path in &files.attachments {
        if used.contains(path) {
            continue;
        }
        if linked.contains(path) {
            let name = path.rsplit('/').next().unwrap_or(path).into();
            record.attachments.push(attachment(setting, path.clone(), (name, None, false))?);
        } else {
            diags.push(Diagnostic::new(&UNUSED, Span::whole(&Tree::name(path))));
        }
    }
    Ok(())
}

fn attachment(
    setting: &Setting<'_>,
    path: Arc<str>,
    (title, text, is_listed): (Arc<str>, Option<Arc<str>>, bool),
) -> Result<Attachment, Error> {
    let bytes = setting.tree.read(&path)?;
    let digest = Sha256::digest(&bytes);
    let sha256: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Attachment { path, title, text, size: bytes.len() as u64, sha256: sha256.into(), is_listed })
}

fn absent(record: &Record, file: &Spanned<Arc<str>>, files: &RecordFiles) -> Diagnostic {
    const PUT: crate::base::lang::Text = crate::base::lang::Text {
        zh: "把文件放进这个文件夹，或改成里面已有的文件名",
        en: "put the file there, or name one that is there",
    };
    const NEAR: crate::base::lang::Text =
        crate::base::lang::Text { zh: "是不是 `{near}`？", en: "did you mean `{near}`?" };
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    let there: Vec<String> = files.attachments.iter().map(|path| name(path)).collect();
    let missing = Diagnostic::new(&ATTACHMENT, file.span.clone()).with("file", &file.value);
    let missing = missing.with("folder", name(&record.id));
    match names::nearest(&file.value, there.iter().map(String::as_str)) {
        Some(near) => missing.with("near", near).help_instead(NEAR),
        None => missing.help_instead(PUT),
    }
}

/// Reports records that cite an item which the catalogue does not have.
pub(super) fn check_catalogue(records: &[Arc<Record>], catalogue: &[Obligation], diags: &mut Diagnostics) {
    for cited in records.iter().flat_map(|record| &record.catalogue) {
        if catalogue.iter().any(|item| item.id == cited.value) {
            continue;
        }
        let ids: Vec<&str> = catalogue.iter().map(|item| &*item.id).collect();
        let near =
            names::nearest(&cited.value, ids.iter().copied()).map_or_else(|| ids.join("、"), |id| format!("`{id}`"));
        diags.push(Diagnostic::new(&ITEM, cited.span.clone()).with("item", &cited.value).with("near", near));
    }
}
