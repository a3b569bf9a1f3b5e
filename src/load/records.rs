//! Records: source, envelope, slots, rows beside them, text, attachments.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::diag::{Diagnostic, Diagnostics, Severity, rules};
use crate::base::fields::{Fields, MAP, Spanned, wrong_type};
use crate::base::lang::{Lang, Text};
use crate::base::name::{Name, visible};
use crate::base::names;
use crate::base::path::{self, SitePath};
use crate::base::source::{self, FileName, Span, Veil};
use crate::base::yaml::{self, Key, Node, Value};
use crate::blocks::{Block, RowsAt};
use crate::load::definitions::Definitions;
use crate::load::envelope::{self, Context, Listed};
use crate::load::files::{RecordFiles, Tree, UNUSED};
use crate::load::sight::{self, Sight};
use crate::load::{Error, ParseCache, Parsed, pages, rows, runs};
use crate::model::Broken;
use crate::model::calendar::Calendar;
use crate::model::catalogue::Obligation;
use crate::model::config::Config;
use crate::model::form::Form;
use crate::model::kind::{Kind, Slot};
use crate::model::org::OrgTree;
use crate::model::record::{self, Attachment, Record};

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
    /// A record in the folder of another one's attachments.
    INSIDE: Error "record/inside-attachments" {
        zh: "这条记录在 `{folder}/` 里，而 `{owner}` 是同名的记录，整个文件夹就成了它的附件，这条记录不会公开" => "给 `{owner}` 换一个名字（例如前面加日期），或把这条记录移到别的文件夹；它真是附件，就在 `{owner}` 的 `attachments` 里写上它",
        en: "this record lies in `{folder}/`, which the record `{owner}` of the same name makes its attachment folder: it would not be published" => "rename `{owner}`, for example with a date in front, or move this record to another folder; if it really is an attachment, list it under `attachments` of `{owner}`",
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
    /// Whether the catalogue has errors.
    pub(super) is_catalogue_wrong: bool,
    pub(super) orgs: &'a OrgTree,
    pub(super) calendar: &'a Calendar,
    pub(super) config: &'a Config,
}

/// Reads all records that the cache does not have, in parallel, and answers with all by id.
pub(super) fn read_all(setting: &Setting<'_>, cache: &mut ParseCache) -> Result<AllParsed, Error> {
    let holds = |id: &SitePath, parsed: &Parsed| {
        let owner = &setting.orgs.get(setting.orgs.owner(id)).path;
        parsed.outcome.as_ref().is_ok_and(|record| record.org == *owner)
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
    let Some(bytes) = setting.tree.read(&files.source, &mut diags)? else {
        return Ok(unread((id, files), ("", Sight::Unclear), None, diags));
    };
    let raw = String::from_utf8_lossy(&bytes).into_owned();
    let file = Tree::name(&files.source);
    let source = source::decode(&file, bytes, &mut diags).and_then(|text| Source::split(&file, text, &mut diags));
    let Some(source) = source else {
        sight::close_unreadable(&file, &raw, setting.definitions, &mut diags);
        return Ok(unread((id, files), (&raw, sight::of_text(&raw)), None, diags));
    };
    let limits = &setting.tree.limits;
    let node = yaml::parse_within(limits, (&source.file, source.base), source.front(), &mut diags);
    let Some(mut node) = node else {
        sight::close_unreadable(&file, &source.text, setting.definitions, &mut diags);
        return Ok(unread((id, files), (&source.text, sight::of_text(source.front())), None, diags));
    };
    let kind = read_kind(setting, &node, &mut diags);
    let sight = sight::of_node(&node, kind.map(|(kind, _)| kind), &diags);
    if sight == Sight::Closed {
        sight::close_node(&mut node);
    }
    let record = match kind {
        Some((kind, form)) => {
            sight::close_rows(&mut node, (kind, form), &mut diags);
            read_record(&Reading { setting, id, files, source: &source, kind, form }, &mut node, &mut diags)?
        }
        None => None,
    };
    let Some(mut record) = record.filter(|_| !has_error(&diags)) else {
        return Ok(unread((id, files), (&source.text, sight), Some(&node), diags));
    };
    record::accept(&mut record.accept, &mut diags, Lang::Zh);
    sight::close(&file, &source.text, sight::veil_of(&record), &mut diags);
    Ok(Parsed { outcome: Ok(Arc::new(record)), diags })
}

fn has_error(diags: &Diagnostics) -> bool {
    diags.iter().any(|one| one.severity == Severity::Error)
}

/// What is known of a record that has an error.
fn unread(
    (id, files): (&SitePath, &RecordFiles),
    (text, sight): (&str, Sight),
    node: Option<&Node>,
    mut diags: Diagnostics,
) -> Parsed {
    let published = sight::published(id, node, text);
    sight::close(&Tree::name(&files.source), text, sight::veil(sight, published), &mut diags);
    let keeps = sight::keeps(sight, text, &files.attachments);
    Parsed { outcome: Err(Broken { id: id.clone(), published, keeps }), diags }
}

/// The text of a record's file.
struct Source {
    file: FileName,
    text: String,
    /// Where its YAML begins.
    base: usize,
    /// Where its YAML ends.
    end: usize,
    /// Where the text below begins.
    body: usize,
}

impl Source {
    /// Finds the front matter; `None` has been reported.
    fn split(file: &FileName, text: String, diags: &mut Diagnostics) -> Option<Self> {
        if !file.ends_with(".md") {
            let end = text.len();
            return Some(Self { file: file.clone(), text, base: 0, end, body: end });
        }
        let (base, front, body) = pages::split(file, &text, diags)?;
        let end = base + front.len();
        Some(Self { file: file.clone(), text, base, end, body })
    }

    fn front(&self) -> &str {
        &self.text[self.base..self.end]
    }
}

/// One record while it is read.
struct Reading<'a> {
    setting: &'a Setting<'a>,
    id: &'a SitePath,
    files: &'a RecordFiles,
    source: &'a Source,
    kind: &'a Kind,
    form: Option<&'a Form>,
}

fn read_record(own: &Reading<'_>, node: &mut Node, diags: &mut Diagnostics) -> Result<Option<Record>, Error> {
    let Reading { setting, id, files, source, kind, form } = *own;
    if !matches!(node.value, Value::Map(_) | Value::Empty) {
        return Ok(wrong_type(node, MAP, diags));
    }
    for (slot, path) in &files.rows {
        add_rows(own, node, (slot.as_deref(), path), diags)?;
    }
    let org = setting.orgs.get(setting.orgs.owner(id)).path.clone();
    let mut fields = Fields::of(node, diags);
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
    let body = pages::body(&source.file, (&source.text, source.body), pages::Around { folder, heading }, diags);
    let Some(mut record) = record else { return Ok(None) };
    record.form = form.map(|form| form.name.clone());
    record.slots = slots;
    record.body = body;
    attach(setting, &mut record, files, (listed, diags))?;
    runs::check(setting.tree, &record, &setting.config.attachments, diags)?;
    Ok(Some(record))
}

/// The kind and form that a record names, its catalogue item gives, or its kind has by default. `None` has been
/// reported: at the record, or at the definition that it needs and that has errors.
fn read_kind<'a>(setting: &Setting<'a>, node: &Node, diags: &mut Diagnostics) -> Option<(&'a Kind, Option<&'a Form>)> {
    let definitions = setting.definitions;
    let mut quiet = Diagnostics::new();
    let mut fields = Fields::of(node, &mut quiet);
    let name: Spanned<Arc<str>> = fields.need("kind", diags)?;
    let kind = definitions.kind(&name.value);
    if definitions.is_closed(kind.map_or(&name.value, |kind| &kind.name)) {
        return None;
    }
    let Some(kind) = kind else {
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
        let is_closed = kind.default_form.as_ref().is_some_and(|form| definitions.is_closed(form));
        // The item of a catalogue with errors may have named another form, with other masks.
        if is_closed || (setting.is_catalogue_wrong && !items.is_empty()) {
            return None;
        }
        let default = kind.default_form.as_ref().and_then(|form| definitions.forms.get(&**form));
        return Some((kind, default));
    };
    let form = definitions.form(&written.value, kind);
    if definitions.is_closed(form.map_or(&written.value, |form| &form.name)) {
        return None;
    }
    let form = form.filter(|form| form.kind == kind.name);
    if form.is_none() {
        let unknown = Diagnostic::new(&FORM, written.span).with_own("kind", &kind.name).with("form", &written.value);
        let names = definitions.forms_of(&kind.name).map(|form| &*form.name);
        diags.push(match names::nearest(&written.value, names) {
            Some(near) => unknown.perhaps(near),
            None => unknown.with_named("known", definitions.forms_of(&kind.name).map(named_form)),
        });
        return None;
    }
    Some((kind, form))
}

/// Reads rows from beside the record and puts them where they belong.
fn add_rows(
    own: &Reading<'_>,
    node: &mut Node,
    (named, path): (Option<&str>, &Arc<str>),
    diags: &mut Diagnostics,
) -> Result<(), Error> {
    let tree = own.setting.tree;
    let Some(bytes) = tree.read(path, diags)? else { return Ok(()) };
    let mut problems = Diagnostics::new();
    let mut rows = rows::read(&Tree::name(path), bytes, &tree.limits, &mut problems);
    let slot = slot_of(own.kind, named);
    if sight::is_masked(own.kind, own.form, slot) {
        rows.veil(Veil::Closed);
        problems.iter_mut().for_each(|one| one.veil(Veil::Closed));
    }
    diags.append(problems);
    put_rows(own.kind, node, (named, slot, rows), diags);
    Ok(())
}

/// The slot that takes rows from a file with this name of a slot, or with none.
fn slot_of<'a>(kind: &'a Kind, named: Option<&str>) -> Option<&'a Slot> {
    let mut takes = kind.slots.iter().filter(|slot| slot.block.rows() != RowsAt::Nowhere);
    if let Some(name) = named {
        return takes.find(|slot| &*slot.name == name || slot.label.is(name));
    }
    let takes: Vec<&Slot> = takes.collect();
    let required: Vec<&Slot> = takes.iter().filter(|slot| slot.is_required).copied().collect();
    match (&takes[..], &required[..]) {
        ([only], _) | (_, [only]) => Some(only),
        _ => None,
    }
}

fn put_rows(
    kind: &Kind,
    node: &mut Node,
    (named, slot, rows): (Option<&str>, Option<&Slot>, Node),
    diags: &mut Diagnostics,
) {
    const NONE: Text = Text { zh: "没有这个名字的内容", en: "no slot has this name" };
    const SEVERAL: Text = Text { zh: "有几项都能放表格", en: "several slots take tables" };
    let takes: Vec<&Slot> = kind.slots.iter().filter(|slot| slot.block.rows() != RowsAt::Nowhere).collect();
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
        let both = Diagnostic::new(&BOTH, first.clone()).with_own("slot", &slot.name);
        diags.push(both.with("first", name(&first.file)).with("file", name(&file)));
    }
}

/// The written value of a slot.
fn value_of<'n>(node: &'n mut Node, slot: &Slot) -> Option<&'n mut Node> {
    let Value::Map(entries) = &mut node.value else { return None };
    let own = |key: &Key| slot.is_called(&key.text);
    entries.iter_mut().find(|(key, value)| own(key) && !value.is_empty()).map(|(_, value)| value)
}

/// Adds the value of a slot; where it was written before, if it was.
fn put(node: &mut Node, slot: &Slot, value: Node) -> Option<Span> {
    if let Some(first) = value_of(node, slot) {
        return Some(first.span.clone());
    }
    let Value::Map(entries) = &mut node.value else { return None };
    entries.retain(|(key, value)| !(value.is_empty() && slot.is_called(&key.text)));
    entries.push((Key { text: slot.name.to_string(), span: value.span.clone(), is_told: false }, value));
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
    entries.push((Key { text: name.to_owned(), span: rows.span.clone(), is_told: false }, rows));
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
        let node = fields.named(|key| slot.is_called(key), diags);
        match node {
            Some(node) if node.is_empty() => {}
            Some(node) => {
                let block = Form::options(form, kind, &slot.name).parse(node, diags);
                slots.extend(block.map(|block| (slot.name.clone(), block)));
            }
            None if slot.is_required => {
                let absent = Diagnostic::new(&SLOT, fields.span().clone()).with_own("slot", &slot.name);
                let labels =
                    absent.with_own("kind", kind.label.get("zh-Hans")).with_own("label", slot.label.get("zh-Hans"));
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

/// Whether a file is written as a record is.
fn is_record(path: &str) -> bool {
    [".yaml", ".yml", ".md"].iter().any(|end| path.ends_with(end))
}

/// Reports records that lie in the attachment folder of another one without being listed there, and keeps what was
/// published of them before the folder got its owner.
pub(super) fn check_inside(
    tree: &Tree,
    records: &[Arc<Record>],
    (broken, diags): (&mut Vec<Broken>, &mut Diagnostics),
) -> Result<(), Error> {
    for (id, files) in &tree.records {
        let inside = files.attachments.iter().filter(|path| is_record(path));
        for path in inside {
            let owner = records.binary_search_by(|record| record.id.cmp(id)).ok().map(|at| &records[at]);
            if owner.is_some_and(|owner| owner.attachments.iter().any(|own| own.path == *path)) {
                continue;
            }
            let bytes = tree.read(path, diags)?.unwrap_or_default();
            let raw = String::from_utf8_lossy(&bytes).into_owned();
            let stem = path.rsplit_once('.').map_or(&**path, |(stem, _)| stem);
            let Ok(own) = SitePath::parse(stem) else { continue };
            let (sight, published) = (sight::of_text(&raw), sight::published(&own, None, &raw));
            let (folder, owner) = (last(id), last(&files.source));
            let at = Span::whole(&Tree::name(path));
            diags.push(Diagnostic::new(&INSIDE, at).with("folder", folder).with("owner", owner));
            broken.push(Broken { id: own, published, keeps: sight::keeps(sight, "", &[]) });
        }
    }
    broken.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(())
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
        let at = before.span.clone().veiled(sight::veil_of(record));
        let nothing = Diagnostic::new(&SUPERSEDES, at).with("supersedes", &before.value);
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
    let all = records.iter().flat_map(|record| record.catalogue.iter().map(move |cited| (record, cited)));
    for (record, cited) in all {
        if catalogue.iter().any(|item| item.id == cited.value) {
            continue;
        }
        let at = cited.span.clone().veiled(sight::veil_of(record));
        let unknown = Diagnostic::new(&ITEM, at).with("item", &cited.value);
        diags.push(match names::nearest(&cited.value, catalogue.iter().map(|item| &*item.id)) {
            Some(near) => unknown.perhaps(near),
            None if catalogue.is_empty() => unknown.help_instead(NO_ITEMS),
            None => unknown.with_named("known", catalogue.iter().map(|item| (&item.id, &item.name))),
        });
    }
}
