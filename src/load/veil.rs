//! How much messages may quote of a record. Messages end up in logs, on other people's screens and in the preview, so of
//! rows with masked cells, and of all that the public may not see, they tell the place alone.

use crate::base::date::Date;
use crate::base::diag::Diagnostic;
use crate::base::diag::Diagnostics;
use crate::base::names;
use crate::base::source::{FileName, Place, Veil};
use crate::base::yaml::{Node, Value};
use crate::load::definitions::Definitions;
use crate::load::sight::{Sight, decides, text_of};
use crate::model::audience::Audience;
use crate::model::envelope::ENVELOPE;
use crate::model::form::Form;
use crate::model::kind::{Kind, Slot};
use crate::model::record::{Record, Status};

/// How much messages may quote of a record that was read.
pub(super) fn veil_of(record: &Record) -> Veil {
    match (record.audience == Audience::Public, record.status) {
        (true, Status::Published) => Veil::Until(record.published),
        (true, Status::Draft) => Veil::Early,
        _ => Veil::Closed,
    }
}

/// How much messages may quote of a record of which this is known, and whether it is a draft of what the public may see
/// later.
pub(super) fn veil(sight: Sight, is_draft: bool, published: Option<Date>) -> Veil {
    match sight {
        Sight::Closed if is_draft => Veil::Early,
        Sight::Closed => Veil::Closed,
        _ => published.map_or(Veil::Open, Veil::Until),
    }
}

/// Whether the form, or its kind where there is none, masks cells of the slot.
fn has_masks(kind: &Kind, form: Option<&Form>, slot: &Slot) -> bool {
    Form::options(form, kind, &slot.name).has_masks()
}

/// Whether rows from beside a record may be quoted: those of a slot without masks.
pub(super) fn is_masked(kind: &Kind, form: Option<&Form>, slot: Option<&Slot>) -> bool {
    slot.is_none_or(|slot| has_masks(kind, form, slot))
}

/// Whether a key that begins a line may be quoted with what stands below it, where rows of the kind are masked.
fn is_open(key: &str, kind: Option<&Kind>, form: Option<&Form>) -> bool {
    let is_envelope = names::is_any(key, ENVELOPE);
    let slot = kind.and_then(|kind| Some((kind, kind.slots.iter().find(|slot| slot.is_called(key))?)));
    is_envelope || slot.is_some_and(|(kind, slot)| !has_masks(kind, form, slot))
}

/// The keys that begin lines of a text, with where their lines begin: what stands below one belongs to it.
fn keys(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (at - line.len(), line)
    });
    let lines = lines.filter(|(_, line)| !line.starts_with([' ', '\t', '-', '{', '[', '　']));
    let keys = lines.filter_map(|(at, line)| Some((at, line.split_once([':', '：'])?.0)));
    keys.map(|(at, key)| (at, key.trim_matches(['"', '\'', ' ']))).collect()
}

/// The last of `keys` that begins at or before byte `start`.
fn key_above<'k>(keys: &[(usize, &'k str)], start: u32) -> Option<&'k str> {
    let before = keys.partition_point(|(at, _)| *at <= start as usize);
    before.checked_sub(1).map(|at| keys[at].1)
}

/// Closes what stands under slots with masks, and under keys that nobody knows, in a record that has such slots; then
/// the problems of reading it that lie there.
pub(super) fn close_rows(node: &mut Node, (kind, form): (&Kind, Option<&Form>), diags: &mut Diagnostics) {
    if !kind.slots.iter().any(|slot| has_masks(kind, form, slot)) {
        return;
    }
    let file = node.span.file.clone();
    let Value::Map(entries) = &mut node.value else { return };
    let mut parts: Vec<(usize, bool)> = Vec::new();
    for (key, value) in entries.iter_mut() {
        let is_open = is_open(&key.text, Some(kind), form);
        if let Place::Bytes(start, _) = key.span.place {
            parts.push((start as usize, is_open));
        }
        if !is_open {
            value.veil(Veil::Closed);
        }
    }
    parts.sort_unstable();
    let is_closed = |start: u32| {
        let before = parts.partition_point(|(from, _)| *from <= start as usize);
        before.checked_sub(1).is_some_and(|at| !parts[at].1)
    };
    veil_where(diags, &file, Veil::Closed, is_closed);
}

/// Closes the problems of a record that is no YAML, as far as they may lie in a row with masked cells: where its kind is
/// unknown or has such rows, all that do not belong to a key of the envelope or to a slot without masks.
pub(super) fn close_unreadable(file: &FileName, text: &str, definitions: &Definitions, diags: &mut Diagnostics) {
    let named = |name| text_of(text, name);
    let kind = named("kind").and_then(|name| definitions.kind(name));
    let form = kind.and_then(|kind| {
        let written = named("form").and_then(|name| definitions.form(name, kind));
        written.or_else(|| definitions.forms.get(&**kind.default_form.as_ref()?))
    });
    if kind.is_some_and(|kind| !kind.slots.iter().any(|slot| has_masks(kind, form, slot))) {
        return;
    }
    let keys = keys(text);
    let is_open = |start: u32| key_above(&keys, start).is_some_and(|key| is_open(key, kind, form));
    veil_where(diags, file, Veil::Closed, |start| !is_open(start));
}

/// Veils a record that is not public, but for what decides that.
pub(super) fn close_node(node: &mut Node, veil: Veil) {
    node.span.veil = veil;
    let Value::Map(entries) = &mut node.value else { return node.veil(veil) };
    for (key, value) in entries.iter_mut().filter(|(key, _)| !decides(&key.text)) {
        key.span.veil = veil;
        value.veil(veil);
    }
}

/// Lets the problems of a record quote no more than `veil` allows, but for what decides who may see it, which is no secret.
pub(super) fn close(file: &FileName, text: &str, veil: Veil, diags: &mut Diagnostics) {
    let keys = keys(text);
    let decides = |start: u32| key_above(&keys, start).is_some_and(decides);
    veil_where(diags, file, veil, |start| !decides(start));
    let elsewhere = diags.iter_mut().flat_map(Diagnostic::spans_mut).filter(|span| span.file != *file);
    elsewhere.for_each(|span| span.veil = span.veil.max(veil));
}

/// Veils the places in `file` of which `holds` is true.
fn veil_where(diags: &mut Diagnostics, file: &FileName, veil: Veil, holds: impl Fn(u32) -> bool) {
    for span in diags.iter_mut().flat_map(Diagnostic::spans_mut).filter(|span| span.file == *file) {
        let is_veiled = match span.place {
            Place::Bytes(start, _) => holds(start),
            _ => true,
        };
        if is_veiled {
            span.veil = span.veil.max(veil);
        }
    }
}
