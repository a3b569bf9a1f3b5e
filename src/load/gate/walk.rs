//! The way through all that a file says under keys.

use std::borrow::Cow;

use crate::base::names;
use crate::base::yaml::{Key, Node, Value};
use crate::blocks::BlockOptions;
use crate::blocks::heads::Seen;
use crate::load::gate::judge::{Judge, Said};
use crate::privacy::{self, Around, Place};

/// Keys under which a phone or an account is how an office is reached.
const CONTACTS: [&str; 5] = ["contact", "contacts", "complaints", "operator", "objections"];
/// Keys of words in blocks of figures; what else is a number there is a figure, however many places it has.
const WORDS: [&str; 12] = [
    "note",
    "item",
    "label",
    "who",
    "name",
    "question",
    "result",
    "counterparty",
    "handler",
    "auditor",
    "approver",
    "category",
];
/// Keys of numbers that papers, units and places have.
const NUMBERS: [&str; 9] =
    ["voucher", "credit-code", "code", "icp", "police", "site-code", "identifiers", "formats", "basis"];
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

/// Whether a key is written for this name.
fn is(key: &str, name: &str) -> bool {
    key == name || names::chinese(name) == Some(key)
}

fn is_any(key: &str, all: &[&str]) -> bool {
    all.iter().any(|name| is(key, name))
}

/// What is known of where a value stands.
#[derive(Clone, Copy)]
struct At<'a> {
    /// The key that it stands under, or under which its list does.
    key: &'a str,
    /// What the keys of the slot mean, if it is one.
    options: Option<&'a BlockOptions>,
    /// Whether the slot is one of figures.
    is_counting: bool,
    /// Whether it is a contact.
    is_contact: bool,
    /// What else stands beside it.
    beside: &'a str,
}

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
        top(judge, key, value, slot.as_ref().map(|slot| (slot, &*title)));
    }
}

/// Looks at every key of another file.
pub(super) fn file(judge: &mut Judge<'_>, node: &mut Node) {
    let Value::Map(entries) = &mut node.value else { return };
    entries.iter_mut().for_each(|(key, value)| top(judge, key, value, None));
}

/// Looks at these keys alone.
pub(super) fn keys(judge: &mut Judge<'_>, names: &[&str], node: &mut Node) {
    let Value::Map(entries) = &mut node.value else { return };
    let own = entries.iter_mut().filter(|(key, _)| is_any(&key.text, names));
    own.for_each(|(key, value)| top(judge, key, value, None));
}

/// Looks at what stands under an outermost key.
fn top(judge: &mut Judge<'_>, key: &Key, value: &mut Node, slot: Option<(&InSlot, &str)>) {
    if is_any(&key.text, &OWN) {
        return;
    }
    judge.key = key.text.clone();
    let at = At {
        key: &key.text,
        options: slot.map(|(slot, _)| &slot.options),
        is_counting: slot.is_some_and(|(slot, _)| slot.is_counting),
        is_contact: is_any(&key.text, &CONTACTS),
        beside: slot.map_or("", |(_, title)| title),
    };
    visit(judge, value, at);
}

fn visit(judge: &mut Judge<'_>, node: &mut Node, at: At<'_>) {
    match &mut node.value {
        Value::Empty | Value::Unread => {}
        Value::Text(_) => scalar(judge, node, at),
        Value::List(nodes) => nodes.iter_mut().for_each(|node| visit(judge, node, at)),
        Value::Map(entries) => row(judge, entries, at),
    }
}

/// What the public sees of what stands under a key of a row; `None` if it does not see it as written.
fn seen(key: &str, at: At<'_>) -> Option<Seen> {
    match at.options {
        Some(options) => options.seen(key),
        None => Some(Seen::default()),
    }
}

/// Looks at the values of a map, each with the others beside it.
fn row(judge: &mut Judge<'_>, entries: &mut [(Key, Node)], at: At<'_>) {
    let shown: Vec<(usize, &str)> = entries
        .iter()
        .enumerate()
        .filter_map(|(place, (key, node))| Some((place, node.text().filter(|_| seen(&key.text, at).is_some())?)))
        .collect();
    let cells: Vec<&str> = shown.iter().map(|(_, text)| *text).collect();
    let across = privacy::across(&cells);
    let cut: Vec<(usize, usize, privacy::Sort)> = across
        .into_iter()
        .filter_map(|(one, other, sort)| Some((shown.get(one)?.0, shown.get(other)?.0, sort)))
        .collect();
    let beside = if at.beside.is_empty() { cells.join(" ") } else { format!("{} {}", at.beside, cells.join(" ")) };
    for (one, other, sort) in cut {
        let whole = [one, other].map(|place| entries[place].1.text().unwrap_or_default()).concat();
        let (key, node) = &entries[one];
        let said = Said { text: &whole, around: Around::default(), what: &key.text, span: &node.span, is_plain: false };
        if judge.finds(sort, 0..whole.len(), said) {
            let mark = judge.mark().to_owned();
            [one, other].into_iter().for_each(|place| entries[place].1.value = Value::Text(mark.clone()));
        }
    }
    for (key, node) in entries.iter_mut() {
        if seen(&key.text, at).is_none() {
            continue;
        }
        let is_contact = at.is_contact || is_any(&key.text, &CONTACTS);
        let at = At { key: &key.text, is_contact, beside: &beside, ..at };
        visit(judge, node, at);
        own_key(judge, key, at);
    }
}

/// Looks at a key that the record itself thought of: the label of a fact or a figure.
fn own_key(judge: &mut Judge<'_>, key: &Key, at: At<'_>) {
    if at.options.is_some() && !names::is_known(&key.text) {
        let said = Said { text: &key.text, around: Around::default(), what: "", span: &key.span, is_plain: false };
        judge.reference(said, None);
    }
}

/// What a text is for, by the key that it stands under.
fn place(text: &str, at: At<'_>, seen: &Seen) -> Place {
    let is_reached = at.is_contact && is_any(at.key, &["phone", "name", "address"]);
    match at.options {
        _ if is_any(at.key, &NUMBERS) => Place::Number,
        None if is_any(at.key, &["phone", "complaints"]) || is_reached || is_any(at.key, &CONTACTS) => Place::Contact,
        None if is(at.key, "pay-to") && at.is_contact => Place::Account,
        Some(_) if at.is_counting && seen.label.is_none() && !is_any(at.key, &WORDS) && is_number(text) => {
            Place::Number
        }
        _ => seen.place,
    }
}

/// Whether a text is a number as figures and amounts are.
fn is_number(text: &str) -> bool {
    text.bytes().all(|sign| sign.is_ascii_digit() || b".,-+ ".contains(&sign)) && text.len() < 16
}

fn scalar(judge: &mut Judge<'_>, node: &mut Node, at: At<'_>) {
    let Value::Text(text) = &node.value else { return };
    let seen = seen(at.key, at).unwrap_or_default();
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
    let Some(gated) = judge.text(said) else { return };
    node.value = if seen.is_number { Value::Empty } else { Value::Text(gated) };
}
