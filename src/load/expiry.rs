//! Until when the last page of a record with errors may stay, if its list names persons and its form says how long. Not all
//! of the record could be read, so the day is counted from publication, as if it had no window.

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::length::Length;
use crate::base::names::chinese;
use crate::base::yaml::{Node, Value};
use crate::blocks::BlockOptions;
use crate::blocks::mask::Mask;
use crate::load::named;
use crate::load::setting::Left;
use crate::load::sight;
use crate::model::form::Form;
use crate::model::kind::{Kind, Slot};

/// The last day on which the last page may name whom it names; `None` if nothing says that names go.
pub(super) fn names_last(left: &Left<'_>, published: Option<Date>) -> Option<Date> {
    let config = left.setting.config;
    let day = |length: Length| published.map(|day| length.end(day, left.setting.calendar).day);
    let by_form = match named(left) {
        Some((kind, form)) => {
            let has_list = kind.slots.iter().filter(|slot| names_persons(form, slot)).any(|slot| is_given(left, slot));
            form.and_then(|form| day(form.names_until.as_ref()?.value)).filter(|_| has_list)
        }
        // Of a list whose form cannot be made out, names stay as long as every form lets them.
        None if may_list(left) => {
            left.setting.definitions.forms.values().filter_map(|form| day(form.names_until.as_ref()?.value)).min()
        }
        None => None,
    };
    let last = own_day(left).into_iter().chain(by_form).min()?;
    Some(config.posting.least.and_then(day).map_or(last, |least| least.max(last)))
}

/// Kind and form, as far as they can be made out.
fn named<'a>(left: &Left<'a>) -> Option<(&'a Kind, Option<&'a Form>)> {
    if let Some(node) = left.node {
        return named::read_kind(left.setting, node, &mut Diagnostics::new());
    }
    let definitions = left.setting.definitions;
    let kind = definitions.kind(sight::text_of(left.text, "kind")?)?;
    let usual = || definitions.forms.get(&**kind.default_form.as_ref()?);
    match sight::text_of(left.text, "form").filter(|form| !form.is_empty()) {
        Some(form) => Some((kind, Some(definitions.form(form, kind)?))),
        None => Some((kind, usual())),
    }
}

/// Whether rows stand in the record or beside it, of whatever slot.
fn may_list(left: &Left<'_>) -> bool {
    let is_list = |node: &Node| matches!(&node.value, Value::List(rows) if rows.iter().any(|row| matches!(row.value, Value::Map(_))));
    let is_inside = match left.node.map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.iter().any(|(_, value)| is_list(value)),
        _ => left.text.lines().any(|line| {
            let row = line.trim_start().strip_prefix("- ").unwrap_or_default();
            row.contains([':', '：'])
        }),
    };
    is_inside || !left.files.rows.is_empty()
}

/// Whether rows of the slot name persons in public.
fn names_persons(form: Option<&Form>, slot: &Slot) -> bool {
    match form.and_then(|form| form.slots.get(&slot.name)) {
        Some(BlockOptions::Register(list)) => {
            list.columns.iter().any(|column| column.is_personal && column.mask != Mask::Removed)
        }
        _ => false,
    }
}

/// Whether anything stands in the slot, in the record or beside it.
fn is_given(left: &Left<'_>, slot: &Slot) -> bool {
    let is_inside = match left.node.map(|node| &node.value) {
        Some(Value::Map(entries)) => entries.iter().any(|(key, value)| slot.is_called(&key.text) && !value.is_empty()),
        _ => left.text.lines().any(|line| line.split([':', '：']).next().is_some_and(|key| slot.is_called(key.trim()))),
    };
    is_inside || !left.files.rows.is_empty()
}

/// The day that the record gives itself.
fn own_day(left: &Left<'_>) -> Option<Date> {
    let text = || sight::text_of(left.text, "names-until").and_then(|text| Some(Date::parse(text)?.0));
    let Some(Value::Map(entries)) = left.node.map(|node| &node.value) else { return text() };
    let is_own = |key: &str| key == "names-until" || chinese("names-until") == Some(key);
    let value: Option<&Node> = entries.iter().find(|(key, _)| is_own(&key.text)).map(|(_, value)| value);
    Date::from_node(value?, &mut Diagnostics::new())
}
