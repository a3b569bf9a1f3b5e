//! One record: envelope, slots, rows beside it, text, attachments.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, Severity, rules};
use crate::base::fields::Fields;
use crate::base::lang::Text;
use crate::base::name;
use crate::base::source::{FileName, Span};
use crate::base::yaml::{Node, Value};
use crate::blocks::Block;
use crate::files::Error;
use crate::load::envelope::{self, Context};
use crate::load::pasted::Prose;
use crate::load::setting::Reading;
use crate::load::source::Source;
use crate::load::{attached, beside, consequences, counted, gated, pages, pasted, runs};
use crate::model::form::Form;
use crate::model::id::SlotName;
use crate::model::kind::Kind;
use crate::model::privacy::Allow;
use crate::model::record::Record;

rules! {
    /// A slot that the kind requires.
    SLOT: Error "record/missing-slot" {
        zh: "“{kind}”要有 `{slot}`（{label}）" => "加上 `{slot}:`，或把表格存成同名的 .csv 文件放在旁边",
        en: "a record of kind “{kind}” needs `{slot}` ({label})" => "add `{slot}:`, or put its rows into a .csv file of the same name beside the record",
    }
}

pub(super) fn read_record(
    own: &Reading<'_>,
    source: &Source,
    node: &mut Node,
    diags: &mut Diagnostics,
) -> Result<Option<Record>, Error> {
    let Reading { setting, id, files, kind, form } = *own;
    for rows in &files.rows {
        beside::add_rows(own, node, rows, diags)?;
    }
    beside::check_sheet(own, node, diags);
    let are_rows_read = !has_error(diags);
    let mut gate = gated::gate(own, node);
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
    let _: Option<Vec<Allow>> = fields.get("allow", diags);
    let has_values = has_values(kind, &mut fields);
    let mut slots = read_slots(own, are_rows_read, &mut fields, diags);
    let names: Vec<&str> = kind.slots.iter().map(|slot| &*slot.name).collect();
    let strange = fields.strange(&names);
    fields.finish_with(&names, diags);
    if let Some(record) = &record {
        envelope::check(record, &strange, diags);
    }
    consequences::of_slots(before, kind, diags);
    // Of rows that could not all be read nothing is counted.
    if let Some(record) = record.as_ref().filter(|_| !has_error(diags)) {
        counted::count(own, record, &mut slots, diags);
    }
    // Beside blocks the text stands under a heading of its own.
    let heading = if slots.is_empty() { 2 } else { 3 };
    let text = gate.prose(source, record.as_ref().map_or("", |record| &*record.title));
    let prose = Prose { file: &source.file, text: &text, from: source.body };
    let body = pages::body(prose, pages::Around { folder: id.folder(), heading }, diags);
    gate.rendered(source, &body.plain);
    let Some(mut record) = record else {
        gate.finish(diags);
        return Ok(None);
    };
    record.form = form.map(|form| form.name.clone());
    let within = |(name, block): (SlotName, Block)| {
        let scope = record.scopes.of(&name);
        (name, block.within(scope))
    };
    record.slots = slots.into_iter().map(within).collect();
    check_period(node, kind, &record, diags);
    record.body = body;
    attached::attach(own, &mut record, listed, diags)?;
    gate.attachments(setting.tree, (&record.title, &mut record.attachments));
    gate.finish(diags);
    // Of what could not be read it is not known whether it says anything.
    record.is_empty = !has_error(diags) && envelope::check_empty(&record, has_values, diags);
    check_parts(&record, &source.file, diags);
    runs::check(setting.tree, &record, &setting.config.attachments, diags);
    Ok(Some(record))
}

/// Reports what lies outside of the record's period.
fn check_period(node: &Node, kind: &Kind, record: &Record, diags: &mut Diagnostics) {
    let (Value::Map(entries), Some(period)) = (&node.value, record.period) else { return };
    for (name, block) in &record.slots {
        let Some(slot) = kind.slots.iter().find(|slot| slot.name == *name) else { continue };
        if let Some((_, written)) = entries.iter().find(|(key, value)| slot.is_called(&key.text) && !value.is_empty()) {
            block.check_period(written, period, diags);
        }
    }
}

/// Whether a slot of the kind says anything, right or wrong.
fn has_values(kind: &Kind, fields: &mut Fields<'_>) -> bool {
    kind.slots.iter().any(|slot| {
        let value = fields.named(|key| slot.is_called(key), &mut Diagnostics::new());
        value.is_some_and(Node::says_anything)
    })
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

fn read_slots(
    own: &Reading<'_>,
    are_rows_read: bool,
    fields: &mut Fields<'_>,
    diags: &mut Diagnostics,
) -> Vec<(SlotName, Block)> {
    let (kind, form) = (own.kind, own.form);
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

pub(super) fn has_error(diags: &Diagnostics) -> bool {
    diags.iter().any(|one| one.severity == Severity::Error)
}
