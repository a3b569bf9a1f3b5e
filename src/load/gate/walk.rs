//! The way through all that a file says under keys.

use std::borrow::Cow;

use crate::base::names;
use crate::base::yaml::{Key, Node, Value};
use crate::blocks::BlockOptions;
use crate::blocks::mask;
use crate::load::gate::cut;
use crate::load::gate::judge::{Judge, Said};
use crate::load::gate::keys::{canonical, is, is_any};
use crate::load::gate::place::{At, CONTACTS, place};
use crate::privacy::Around;

/// Keys of what is found again by what they say, in which nothing can be replaced.
const REFERENCES: [&str; 16] = [
    "aliases",
    "kind",
    "form",
    "file",
    "supersedes",
    "follows",
    "record",
    "section",
    "catalogue",
    "sheet",
    "language",
    "org",
    "attachments",
    "series",
    "scope",
    "from",
];
/// Keys that say how the datum of a finding is called, and are none.
const OWN: [&str; 2] = ["allow", "privacy"];

/// What the keys of a slot mean.
pub(in crate::load) struct InSlot {
    /// What its form sets.
    pub(in crate::load) options: BlockOptions,
    /// Whether it is one of figures.
    pub(in crate::load) is_counting: bool,
}

/// The slot that a key of a record is, if it is one.
pub(in crate::load) type SlotOf<'a> = dyn Fn(&str) -> Option<InSlot> + 'a;

/// Looks at every key of a record.
pub(super) fn record(judge: &mut Judge<'_>, slot_of: &SlotOf<'_>, node: &mut Node) {
    let Value::Map(entries) = &mut node.value else { return };
    let title = entries.iter().find(|(key, _)| is(&key.text, "title")).and_then(|(_, node)| node.text());
    let title = title.unwrap_or_default().to_owned();
    for (key, value) in entries.iter_mut() {
        let slot = slot_of(&key.text);
        top(judge, key, value, slot.as_ref().map(|slot| Titled { slot, title: &title }));
    }
}

/// Looks at every key of another file.
pub(super) fn file(judge: &mut Judge<'_>, node: &mut Node) {
    let Value::Map(entries) = &mut node.value else { return };
    entries.iter_mut().for_each(|(key, value)| top(judge, key, value, None));
}

/// Looks at what stays of a withdrawn record: all but its slots and these keys.
pub(super) fn tombstone(judge: &mut Judge<'_>, slot_of: &SlotOf<'_>, gone: &[&str], node: &mut Node) {
    let Value::Map(entries) = &mut node.value else { return };
    let stays = entries.iter_mut().filter(|(key, _)| slot_of(&key.text).is_none() && !is_any(&key.text, gone));
    stays.for_each(|(key, value)| top(judge, key, value, None));
}

/// Looks at what rises of a record of which only counts are public: what its figures and rows are called.
pub(super) fn counted(judge: &mut Judge<'_>, slot_of: &SlotOf<'_>, node: &mut Node) {
    let Value::Map(entries) = &mut node.value else { return };
    for (key, value) in entries.iter_mut().filter(|(key, _)| slot_of(&key.text).is_some()) {
        judge.key = key.text.clone();
        names_in(judge, value);
    }
}

/// Looks at what figures and rows are called, at any depth.
fn names_in(judge: &mut Judge<'_>, node: &mut Node) {
    const CALLED: [&str; 3] = ["label", "unit", "category"];
    match &mut node.value {
        Value::Empty | Value::Unread | Value::Text(_) => {}
        Value::List(nodes) => nodes.iter_mut().for_each(|node| names_in(judge, node)),
        Value::Map(entries) => {
            for (key, value) in entries {
                if let Some(text) = value.text().filter(|_| is_any(&key.text, &CALLED)) {
                    let around = Around::default();
                    let said = Said { text, around, what: &key.text, span: &value.span, is_plain: false };
                    judge.reference(said, None);
                }
                own_key(judge, key);
                names_in(judge, value);
            }
        }
    }
}

/// A slot with the title of its record.
#[derive(Clone, Copy)]
struct Titled<'a> {
    slot: &'a InSlot,
    title: &'a str,
}

/// Looks at what stands under an outermost key.
fn top(judge: &mut Judge<'_>, key: &Key, value: &mut Node, slot: Option<Titled<'_>>) {
    if is_any(&key.text, &OWN) {
        return;
    }
    judge.key = canonical(&key.text).to_owned();
    let at = At {
        key: &key.text,
        options: slot.map(|own| &own.slot.options),
        is_counting: slot.is_some_and(|own| own.slot.is_counting),
        is_contact: is_any(&key.text, &CONTACTS),
        beside: slot.map_or("", |own| own.title),
    };
    visit(judge, value, at);
}

fn visit(judge: &mut Judge<'_>, node: &mut Node, at: At<'_>) {
    match &mut node.value {
        Value::Empty | Value::Unread => {}
        Value::Text(_) => scalar(judge, node, at),
        Value::List(nodes) => {
            cut::downwards(judge, nodes, at);
            nodes.iter_mut().for_each(|node| visit(judge, node, at));
        }
        Value::Map(entries) => row(judge, entries, at),
    }
}

/// What stands in a row beside each of its values: what the public sees of the others.
fn beside(entries: &[(Key, Node)], at: At<'_>) -> String {
    let seen = entries.iter().filter_map(|(key, node)| {
        let (text, seen) = (node.text()?, at.seen(&key.text));
        match seen.part {
            _ if seen.is_shown => Some(Cow::Borrowed(text)),
            Some(column) => mask::partial(column, text).map(Cow::Owned),
            None => None,
        }
    });
    let texts: Vec<Cow<'_, str>> =
        std::iter::once(at.beside.into()).chain(seen).filter(|text| !text.is_empty()).collect();
    texts.join(" ")
}

/// Looks at the values of a map, each with the others beside it.
fn row(judge: &mut Judge<'_>, entries: &mut [(Key, Node)], at: At<'_>) {
    let beside = beside(entries, at);
    cut::across(judge, entries, at);
    for (key, node) in entries.iter_mut() {
        if !at.seen(&key.text).is_shown {
            continue;
        }
        let is_contact = at.is_contact || is_any(&key.text, &CONTACTS);
        visit(judge, node, At { key: &key.text, is_contact, beside: &beside, ..at });
        own_key(judge, key);
    }
}

/// Looks at a key that somebody thought of: the label of a fact or a figure.
fn own_key(judge: &mut Judge<'_>, key: &Key) {
    if !names::is_known(&key.text) {
        let said = Said {
            text: &key.text,
            around: Around::default(),
            what: judge.key_name(),
            span: &key.span,
            is_plain: false,
        };
        judge.reference(said, None);
    }
}

fn scalar(judge: &mut Judge<'_>, node: &mut Node, at: At<'_>) {
    let Value::Text(text) = &node.value else { return };
    let seen = at.seen(at.key);
    let label: Cow<'_, str> = match &seen.label {
        Some(label) => label.home().into(),
        None => names::chinese(at.key).unwrap_or(at.key).into(),
    };
    let around = Around { label: &label, beside: at.beside, place: place(text, at, &seen) };
    let said = Said { text, around, what: &label, span: &node.span, is_plain: true };
    if at.options.is_none() && is_any(at.key, &REFERENCES) {
        judge.reference(said, None);
        return;
    }
    let gated = judge.text(said, None).or_else(|| judge.typed(said, seen.is_own));
    let Some(gated) = gated else { return };
    node.value = if seen.is_number { Value::Empty } else { Value::Text(gated) };
}
