//! Records: source, envelope, slots, rows beside them, text, attachments.

use std::sync::Arc;

use rayon::prelude::*;

use crate::base::diag::{Diagnostic, Diagnostics, Severity, rules};
use crate::base::encoding;
use crate::base::fields::{Fields, MAP, Spanned, slip, wrong_type};
use crate::base::lang::{Lang, Text};
use crate::base::name::{self, Name};
use crate::base::names;
use crate::base::path;
use crate::base::period::Period;
use crate::base::source::{FileName, Span};
use crate::base::yaml::{self, Node, Value};
use crate::blocks::Block;
use crate::files::{Error, Reader};
use crate::load::envelope::{self, Context};
use crate::load::setting::{Reading, Setting};
use crate::load::sight::{self, Sight};
use crate::load::tree::{RecordFiles, Tree};
use crate::load::{ParseCache, Parsed, attached, beside, consequences, pages, pasted, runs, veil};
use crate::model::form::Form;
use crate::model::id::{KindName, RecordId, SlotName};
use crate::model::kind::Kind;
use crate::model::record::{self, Record};
use crate::model::{Broken, Keeps};

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
}

/// Every record by id, with what came of reading it.
type AllParsed = Vec<(RecordId, Arc<Parsed>)>;

/// Reads all records that the cache does not have, in parallel, and answers with all by id.
pub(super) fn read_all(setting: &Setting<'_>, cache: &mut ParseCache) -> Result<AllParsed, Error> {
    let holds = |id: &RecordId, parsed: &Parsed| {
        let owner = &setting.orgs.get(setting.orgs.owner(id)).path;
        parsed.outcome.as_ref().is_ok_and(|record| record.org == *owner)
    };
    let before = cache.reader.replace(setting.tree.reader.clone());
    let known = |id: &RecordId| cache.records.get(id).filter(|parsed| holds(id, parsed));
    let read: Result<Vec<_>, Error> = setting
        .tree
        .records
        .par_iter()
        .map(|(id, files)| match known(id) {
            Some(parsed) => {
                before.iter().for_each(|before| adopt(&setting.tree.reader, before, files));
                Ok((id.clone(), parsed.clone()))
            }
            None => {
                let parsed = read_one(setting, id, files)?;
                let parsed = if files.twins.is_empty() { parsed } else { of_twins(setting, files, parsed)? };
                Ok((id.clone(), Arc::new(parsed)))
            }
        })
        .collect();
    let read = read?;
    cache.records = read.iter().cloned().collect();
    Ok(read)
}

/// Takes over what was read of a record that is not read again: messages about it quote that.
fn adopt(reader: &Reader, before: &Reader, files: &RecordFiles) {
    let rows = files.rows.iter().map(|(_, path)| path);
    let own = [&files.source].into_iter().chain(&files.twins).chain(rows);
    own.for_each(|path| reader.adopt(before, &Tree::name(path)));
}

fn read_one(setting: &Setting<'_>, id: &RecordId, files: &RecordFiles) -> Result<Parsed, Error> {
    let mut diags = Diagnostics::new();
    let Some(bytes) = setting.tree.read(&files.source, &mut diags)? else {
        return Ok(unread((setting, id, files), ("", Sight::Unclear), (None, ""), diags));
    };
    let file = Tree::name(&files.source);
    let source = encoding::decode(&file, bytes, &mut diags).and_then(|text| Source::split(&file, text, &mut diags));
    let Some(source) = source else {
        // Whatever its encoding is meant to be, what it says of who may see it must be found.
        let bytes = setting.tree.read(&files.source, &mut Diagnostics::new())?.unwrap_or_default();
        let (raw, spoilt) = (String::from_utf8_lossy(&bytes).into_owned(), encoding::gb18030_lossy(&bytes));
        veil::close_unreadable(&file, &raw, setting.definitions, &mut diags);
        let sight = [&raw, &spoilt].map(|text| sight::of_unreadable(text, setting.definitions));
        return Ok(unread((setting, id, files), (&raw, sight[0].max(sight[1])), (None, ""), diags));
    };
    let limits = &setting.tree.limits;
    let node = yaml::parse_within(limits, (&source.file, source.base), source.front(), &mut diags);
    let Some(mut node) = node else {
        veil::close_unreadable(&file, &source.text, setting.definitions, &mut diags);
        let sight = sight::of_unreadable(source.front(), setting.definitions);
        return Ok(unread((setting, id, files), (&source.text, sight), (None, ""), diags));
    };
    if !matches!(node.value, Value::Map(_) | Value::Empty) {
        wrong_type::<()>(&node, MAP, &mut diags);
        veil::close_unreadable(&file, &source.text, setting.definitions, &mut diags);
        let sight = sight::of_unreadable(source.front(), setting.definitions);
        return Ok(unread((setting, id, files), (&source.text, sight), (None, ""), diags));
    }
    let kind = read_kind(setting, &node, &mut diags);
    let sight = sight::of_node(&node, kind_of(setting, &node), &diags);
    if sight == Sight::Closed {
        veil::close_node(&mut node);
    }
    let record = match kind {
        Some((kind, form)) => {
            veil::close_rows(&mut node, (kind, form), &mut diags);
            read_record(&Reading { setting, id, files, kind, form }, &source, &mut node, &mut diags)?
        }
        None => None,
    };
    let Some(mut record) = record.filter(|_| !has_error(&diags)) else {
        return Ok(unread(
            (setting, id, files),
            (&source.text, sight),
            (Some(&node), &source.text[source.body..]),
            diags,
        ));
    };
    record::accept(&mut record.accept, &mut diags, Lang::Zh);
    veil::close(&file, &source.text, veil::veil_of(&record), &mut diags);
    Ok(Parsed { outcome: Ok(Arc::new(record)), diags })
}

fn has_error(diags: &Diagnostics) -> bool {
    diags.iter().any(|one| one.severity == Severity::Error)
}

/// What is known of a record that has an error.
fn unread(
    (setting, id, files): (&Setting<'_>, &RecordId, &RecordFiles),
    (text, sight): (&str, Sight),
    (node, body): (Option<&Node>, &str),
    mut diags: Diagnostics,
) -> Parsed {
    let published = sight::published(id, node, text);
    let sight = if published.is_err() { Sight::Closed } else { sight };
    let published = published.unwrap_or_default();
    veil::close(&Tree::name(&files.source), text, veil::veil(sight, published), &mut diags);
    let keeps = sight::keeps(sight, attached::named(setting.tree, id, files, (node, body)));
    let (kind, section) = node.map(|node| placed(setting, node)).unwrap_or_default();
    Parsed { outcome: Err(Broken { id: id.clone(), published, keeps, kind, section }), diags }
}

/// Kind and section that a record names, whatever else is wrong with it.
fn placed(setting: &Setting<'_>, node: &Node) -> (Option<KindName>, Option<Name>) {
    let mut quiet = Diagnostics::new();
    let section = Fields::of(node, &mut quiet).get("section", &mut quiet);
    (kind_of(setting, node).map(|kind| kind.name.clone()), section)
}

/// The same record where a second source says something else: of both, what is more closed holds.
fn of_twins(setting: &Setting<'_>, files: &RecordFiles, parsed: Parsed) -> Result<Parsed, Error> {
    let Parsed { outcome, mut diags } = parsed;
    let mut broken = outcome.map_or_else(|broken| broken, |record| Broken::from(&*record));
    for path in &files.twins {
        let bytes = setting.tree.read(path, &mut diags)?.unwrap_or_default();
        if sight::of_unreadable(&String::from_utf8_lossy(&bytes), setting.definitions) == Sight::Closed {
            broken.keeps = Keeps::Nothing;
        }
    }
    Ok(Parsed { outcome: Err(broken), diags })
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
        if !path::has_ending(file, "md") {
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

fn read_record(
    own: &Reading<'_>,
    source: &Source,
    node: &mut Node,
    diags: &mut Diagnostics,
) -> Result<Option<Record>, Error> {
    let Reading { setting, id, files, kind, form } = *own;
    for (slot, path) in &files.rows {
        beside::add_rows(own, node, (slot.as_deref(), path), diags)?;
    }
    beside::check_sheet(own, node, diags);
    let are_rows_read = !has_error(diags);
    let before = diags.len();
    let org = setting.orgs.get(setting.orgs.owner(id)).path.clone();
    pasted::check_title(node, diags);
    let mut fields = Fields::of(node, diags);
    fields.node("kind", diags);
    fields.node("form", diags);
    let context = Context { id, org: &org, kind, form, calendar: setting.calendar, config: setting.config };
    let record = envelope::read(context, &mut fields, diags);
    let listed = envelope::read_attachments(&mut fields, diags);
    let _: Option<Arc<str>> = fields.get("sheet", diags);
    let has_values = kind.slots.iter().any(|slot| {
        let value = fields.named(|key| slot.is_called(key), &mut Diagnostics::new());
        value.is_some_and(Node::says_anything)
    });
    let slots = read_slots((kind, form), are_rows_read, &mut fields, diags);
    let names: Vec<&str> = kind.slots.iter().map(|slot| &*slot.name).collect();
    let strange = fields.strange(&names);
    fields.finish_with(&names, diags);
    if let Some(record) = &record {
        envelope::check(record, &strange, diags);
    }
    consequences::of_slots(before, kind, diags);
    if let Some(period) = record.as_ref().and_then(|record| record.period) {
        check_period((node, kind), &slots, period, diags);
    }
    // Beside blocks the text stands under a heading of its own.
    let heading = if slots.is_empty() { 2 } else { 3 };
    let body =
        pages::body(&source.file, (&source.text, source.body), pages::Around { folder: id.folder(), heading }, diags);
    let Some(mut record) = record else { return Ok(None) };
    record.form = form.map(|form| form.name.clone());
    record.slots = slots;
    record.body = body;
    attached::attach(setting, &mut record, files, (listed, diags))?;
    // Of what could not be read it is not known whether it says anything.
    record.is_empty = !has_error(diags) && envelope::check_empty(&record, has_values, diags);
    check_parts(&record, &source.file, diags);
    runs::check(setting.tree, &record, &setting.config.attachments, diags);
    Ok(Some(record))
}

/// Reports entries of accounts whose days lie outside of the record's period.
fn check_period((node, kind): (&Node, &Kind), slots: &[(SlotName, Block)], period: Period, diags: &mut Diagnostics) {
    let Value::Map(entries) = &node.value else { return };
    for (name, block) in slots {
        let Block::Account(account) = block else { continue };
        let Some(slot) = kind.slots.iter().find(|slot| slot.name == *name) else { continue };
        if let Some((_, written)) = entries.iter().find(|(key, value)| slot.is_called(&key.text) && !value.is_empty()) {
            account.check_period(written, period, diags);
        }
    }
}

/// Reports a record of several pages whose later pages would have too long a name.
fn check_parts(record: &Record, file: &FileName, diags: &mut Diagnostics) {
    const PARTS: Text = Text {
        zh: "表格长，要分成 {parts} 页，后面各页的名字要加 `-{parts}` 这样的页码：把文件名（和旁边同名的表格、附件文件夹一起）缩短到 {most} 字节以内，完整的标题写在 `title` 里",
        en: "its list is long and goes on {parts} pages, whose names end like `-{parts}`: shorten the file name to {most} bytes, and the table and the attachment folder of its name too; the whole title goes into `title`",
    };
    let (parts, name) = (record.parts(), record.id.name());
    let end = format!("-{parts}.html").len();
    if parts > 1 && name.len() + end > name::MOST {
        let long = Diagnostic::new(&name::LONG, Span::whole(file)).with_own("bytes", name.len() + end);
        diags.push(long.with_own("parts", parts).with_own("most", name::MOST - end).help_instead(PARTS));
    }
}

/// The kind that a record names, whatever is wrong with its form.
fn kind_of<'a>(setting: &Setting<'a>, node: &Node) -> Option<&'a Kind> {
    let mut quiet = Diagnostics::new();
    let name: Option<Arc<str>> = Fields::of(node, &mut quiet).get("kind", &mut quiet);
    setting.definitions.kind(&name?)
}

/// The kind and form that a record names, its catalogue item gives, or its kind has by default. `None` has been
/// reported: at the record, or at the definition that it needs and that has errors.
fn read_kind<'a>(setting: &Setting<'a>, node: &Node, diags: &mut Diagnostics) -> Option<(&'a Kind, Option<&'a Form>)> {
    let definitions = setting.definitions;
    let mut quiet = Diagnostics::new();
    let mut fields = Fields::of(node, &mut quiet);
    if fields.node("kind", &mut quiet).is_none() && slip(node, "kind", is_envelope, diags).is_some() {
        return None;
    }
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
            None => unknown.with_named("known", definitions.kinds.values().map(Kind::named)),
        });
        return None;
    };
    let items: Vec<Arc<str>> = fields.get("catalogue", &mut quiet).unwrap_or_default();
    let item = setting.catalogue.iter().find(|item| items.iter().any(|id| item.id == *id));
    let of_item = item.and_then(|item| item.form.clone());
    let written: Option<Spanned<Arc<str>>> = fields.get("form", diags).or(of_item);
    let Some(written) = written else {
        // Without its form, nothing of the record could be read as it is meant.
        if slip(node, "form", |key| is_envelope(key) || kind.slots.iter().any(|slot| slot.is_called(key)), diags)
            .is_some()
        {
            return None;
        }
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
            None => unknown.with_named("known", definitions.forms_of(&kind.name).map(Form::named)),
        });
        return None;
    }
    Some((kind, form))
}

fn read_slots(
    (kind, form): (&Kind, Option<&Form>),
    are_rows_read: bool,
    fields: &mut Fields<'_>,
    diags: &mut Diagnostics,
) -> Vec<(SlotName, Block)> {
    let mut slots = Vec::new();
    for slot in &kind.slots {
        let node = fields.named(|key| slot.is_called(key), diags);
        match node {
            Some(node) if node.is_empty() => {}
            Some(node) => {
                let before = diags.len();
                let block = Form::options(form, kind, &slot.name).parse(node, diags);
                consequences::of_block(before, !are_rows_read, diags);
                slots.extend(block.map(|block| (slot.name.clone(), block)));
            }
            None if slot.is_required => {
                let absent = Diagnostic::new(&SLOT, fields.span().clone()).with_own("slot", &slot.name);
                diags.push(absent.with_label("kind", &kind.label).with_label("label", &slot.label));
            }
            None => {}
        }
    }
    slots
}

/// Whether a key is one that every record may have.
fn is_envelope(key: &str) -> bool {
    record::ENVELOPE.iter().any(|name| key == *name || names::chinese(name) == Some(key))
}
