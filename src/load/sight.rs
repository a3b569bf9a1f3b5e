//! Who may see a record, found out apart from everything else in it, so that no fault of the rest can open it.
//!
//! A record with an error is not published anew, but its last pages may stay. They stay only where the source says,
//! readably, that the public may see them: a draft, a withdrawal or another audience takes them away whatever else is
//! wrong, and so does a word for these that cannot be read. Messages quote of a record what the public may see of it.

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::FromNode;
use crate::base::names;
use crate::base::path::SitePath;
use crate::base::source::{FileName, Place, Span, Veil};
use crate::base::yaml::{self, Key, Node, Value};
use crate::load::definitions::Definitions;
use crate::model::Keeps;
use crate::model::form::Form;
use crate::model::kind::{Kind, Slot};
use crate::model::record::{Audience, ENVELOPE, Record, Status};

/// What the source of a record says about who may see it, from open to closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sight {
    /// Everybody, from the day of publication on.
    Public,
    /// Nothing was found that forbids it, but not all could be read.
    Unclear,
    /// It is a draft, withdrawn, for others, or says something that cannot be read.
    Closed,
}

/// Keys that say who may see a record; a slip in one of them must not open it.
const DECIDING: [&str; 2] = ["status", "audience"];

/// Whether `key` is `name` in either language.
fn is_key(key: &str, name: &str) -> bool {
    key == name || names::chinese(name) == Some(key)
}

/// Whether `key` may be meant for one that decides. Names of slots are not.
fn may_decide(key: &str, kind: Option<&Kind>) -> bool {
    if names::is_known(key) || kind.is_some_and(|kind| kind.slots.iter().any(|slot| slot.is_called(key))) {
        return false;
    }
    let words = DECIDING.iter().flat_map(|name| [*name, names::chinese(name).unwrap_or(name)]);
    names::nearest(key, words).is_some()
}

/// Whether the value under `key` forbids the public to see the record: it says so, or cannot be read.
fn forbids(key: &str, value: &Node) -> bool {
    let mut quiet = Diagnostics::new();
    if value.is_empty() {
        return false;
    }
    if is_key(key, "status") {
        return Status::from_node(value, &mut quiet) != Some(Status::Published);
    }
    is_key(key, "audience") && Audience::from_node(value, &mut quiet) != Some(Audience::Public)
}

/// What the keys of a record say. `diags` are those of reading them as YAML, which keeps the first of two equal keys.
pub(super) fn of_node(node: &Node, kind: Option<&Kind>, diags: &Diagnostics) -> Sight {
    let Value::Map(entries) = &node.value else { return Sight::Unclear };
    let is_twice = |one: &Diagnostic| {
        let key = one.text_of("key");
        std::ptr::eq(one.rule, &yaml::DUPLICATE) && key.is_some_and(|key| DECIDING.iter().any(|name| is_key(key, name)))
    };
    let closes = |(key, value): &(Key, Node)| forbids(&key.text, value) || may_decide(&key.text, kind);
    if entries.iter().any(closes) || diags.iter().any(is_twice) {
        return Sight::Closed;
    }
    let is_told = entries.iter().any(|(key, value)| is_key(&key.text, "audience") && !value.is_empty());
    match kind {
        None => Sight::Unclear,
        Some(kind) if !is_told && kind.audience != Audience::Public => Sight::Closed,
        Some(_) => Sight::Public,
    }
}

/// The value that a line of a text which is no YAML gives to `key`, at the beginning of the line or behind `{` or `,`.
fn value_in<'t>(line: &'t str, key: &str) -> impl Iterator<Item = &'t str> {
    let quotes: &[char] = &['"', '\'', ' ', '\t'];
    line.match_indices(key).filter_map(move |(at, _)| {
        let before = line[..at].trim_end_matches(quotes).chars().next_back();
        let after = line[at + key.len()..].trim_start_matches(quotes);
        let value = after.strip_prefix([':', '：', '='])?;
        let is_start = before.is_none_or(|sign| matches!(sign, '{' | ',' | '，' | '-' | '\u{feff}'));
        is_start.then(|| value.split([',', '，', '}', '#']).next().unwrap_or_default().trim_matches(quotes))
    })
}

/// What a text that cannot be read as YAML says, line by line.
pub(super) fn of_text(text: &str) -> Sight {
    let closes = |line: &str, name: &str| {
        let is_indented = line.starts_with([' ', '\t', '-', '{']);
        value_in(line, name).any(|value| {
            let node = Node { value: Value::Text(value.to_owned()), span: Span::whole(&"".into()) };
            let mut quiet = Diagnostics::new();
            let says = match name {
                "status" | "状态" => Status::from_node(&node, &mut quiet).map(|own| own == Status::Published),
                _ => Audience::from_node(&node, &mut quiet).map(|own| own == Audience::Public),
            };
            // A row of a table may have a state of its own, so inside of one only our words count.
            !value.is_empty() && says.map_or(!is_indented, |is_public| !is_public)
        })
    };
    let words = DECIDING.iter().flat_map(|name| [*name, names::chinese(name).unwrap_or(name)]);
    let words: Vec<&str> = words.collect();
    let is_closed = text.lines().any(|line| words.iter().any(|name| closes(line, name)));
    if is_closed { Sight::Closed } else { Sight::Unclear }
}

/// The day of publication of a record that could not be read: that of its key, else that of its name.
pub(super) fn published(id: &str, node: Option<&Node>, text: &str) -> Option<Date> {
    let name = id.rsplit('/').next().unwrap_or(id);
    let in_name = name.get(..10).and_then(Date::parse).map(|(date, _)| date);
    let of_node = node.and_then(|node| {
        let Value::Map(entries) = &node.value else { return None };
        let (_, value) = entries.iter().find(|(key, _)| is_key(&key.text, "published"))?;
        Date::from_node(value, &mut Diagnostics::new())
    });
    let of_text = || {
        let words = ["published", names::chinese("published").unwrap_or("published")];
        let mut values = text.lines().flat_map(|line| words.into_iter().flat_map(|word| value_in(line, word)));
        values.find_map(Date::parse).map(|(date, _)| date)
    };
    of_node.or_else(|| if node.is_none() { of_text() } else { None }).or(in_name)
}

/// What of the last published files of a record may stay: with a readable source its page and the attachments that
/// the source still names, else the page alone.
pub(super) fn keeps(sight: Sight, text: &str, attachments: &[SitePath]) -> Keeps {
    let is_named = |path: &&SitePath| {
        let name = path.rsplit('/').next().unwrap_or(path);
        text.contains(name) || text.contains(&crate::base::path::encode(name))
    };
    match sight {
        Sight::Public => Keeps::Files(attachments.iter().filter(is_named).cloned().collect()),
        Sight::Unclear => Keeps::Page,
        Sight::Closed => Keeps::Nothing,
    }
}

/// How much messages may quote of a record that was read.
pub(super) fn veil_of(record: &Record) -> Veil {
    let is_open = record.audience == Audience::Public && record.status == Status::Published;
    if is_open { Veil::Until(record.published) } else { Veil::Closed }
}

/// How much messages may quote of a record of which this is known.
pub(super) fn veil(sight: Sight, published: Option<Date>) -> Veil {
    match sight {
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
    let is_envelope = ENVELOPE.iter().any(|name| is_key(key, name));
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
    let named = |name: &'static str| {
        let words = [name, names::chinese(name).unwrap_or(name)];
        text.lines().find_map(|line| words.iter().find_map(|word| value_in(line, word).next()))
    };
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

/// Closes a record that is not public, but for what decides that.
pub(super) fn close_node(node: &mut Node) {
    node.span.veil = Veil::Closed;
    let Value::Map(entries) = &mut node.value else { return node.veil(Veil::Closed) };
    for (key, value) in entries.iter_mut().filter(|(key, _)| !DECIDING.iter().any(|name| is_key(&key.text, name))) {
        key.span.veil = Veil::Closed;
        value.veil(Veil::Closed);
    }
}

/// Lets the problems of a record quote no more than `veil` allows, but for what decides who may see it, which is no secret.
pub(super) fn close(file: &FileName, text: &str, veil: Veil, diags: &mut Diagnostics) {
    let keys = keys(text);
    let decides = |start: u32| key_above(&keys, start).is_some_and(|key| DECIDING.iter().any(|name| is_key(key, name)));
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

#[cfg(test)]
mod tests {
    use super::{Sight, of_node, of_text};
    use crate::base::diag::Diagnostics;
    use crate::base::yaml;

    fn text(text: &str, expected: Sight) {
        assert_eq!(of_text(text), expected, "{text}");
    }

    #[test]
    fn a_text_that_is_no_yaml_still_says_who_may_see_it() {
        for closed in [
            "status: draft\ntitle: \"x",
            "状态：草稿\ntitle: [",
            "audience: restricted",
            "公开范围: 党员",
            "\"status\": 'withdrawn'",
            "{kind: notice, status: draft, title: [",
            "  status: draft",
            "status: drfat",
            "audience: everyone # 待定",
        ] {
            text(closed, Sight::Closed);
        }
        for unclear in [
            "title: \"x",
            "status: published\ntitle: \"x",
            "audience: public",
            "status:\n",
            "list:\n  - {status: 已办结, name: x",
            "list:\n  - 状态: 办理中",
            "title: the status: x",
        ] {
            text(unclear, Sight::Unclear);
        }
    }

    #[test]
    fn slips_of_the_pen_do_not_open_a_record() {
        let check = |text: &str, expected| {
            let mut diags = Diagnostics::new();
            let node = yaml::parse(&"a.yaml".into(), 0, text, &mut diags).expect(text);
            assert_eq!(of_node(&node, None, &diags), expected, "{text}");
        };
        for closed in [
            "audiense: restricted",
            "staus: draft",
            "status: published\nstatus: draft",
            "status: [draft]",
            "audience: 大家",
        ] {
            check(closed, Sight::Closed);
        }
        for unclear in ["title: x", "status: published", "audience:", "source: x"] {
            check(unclear, Sight::Unclear);
        }
    }
}
