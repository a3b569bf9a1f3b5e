//! Forms: what gives the slots of one kind their options, under a name.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::lang::{Label, Text};
use crate::base::length::{CalendarTime, Length};
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::blocks::BlockOptions;
use crate::blocks::column::Column;
use crate::blocks::measures::source::{Named, Source};
use crate::blocks::rows_of::ENTRY;
use crate::blocks::usual::Usual;
use crate::model::basis::Written;
use crate::model::id::{FormName, KindName, SlotName};
use crate::model::kind::Kind;
use crate::model::scopes::Scopes;

rules! {
    /// A form for a kind that does not exist.
    KIND: Error "form/unknown-kind" {
        zh: "没有名为 `{kind}` 的种类" => "`kind:` 写已有的种类：{known}",
        en: "there is no kind `{kind}`" => "`kind:` takes one of: {known}",
    }
    /// A form for a slot that its kind lacks.
    SLOT: Error "form/unknown-slot" {
        zh: "种类 `{kind}` 没有名为 `{slot}` 的内容" => "它有：{known}",
        en: "the kind `{kind}` has no slot `{slot}`" => "it has: {known}",
    }
}

const NO_SLOTS: Text = Text {
    zh: "这个种类还没有内容：在它的 `slots:` 下面加上，或删去这里的 `slots`",
    en: "this kind has no slots: add it under `slots:` of the kind, or delete `slots` here",
};

/// Options for the slots of one kind.
#[derive(Clone, Debug)]
pub struct Form {
    /// Stable name.
    pub name: FormName,
    /// The kind it is for.
    pub kind: KindName,
    /// What it is called.
    pub label: Label,
    /// What it means, in one sentence.
    pub about: Label,
    /// Law behind it.
    pub basis: Vec<Written>,
    /// What the notices of its records are for, which says how long they stay.
    pub act: Option<Spanned<Arc<str>>>,
    /// Of what the figures of its records are, where these do not say it.
    pub scopes: Scopes,
    /// How long after their window, else after their publication, lists of its records name persons.
    pub names_until: Option<Spanned<Length>>,
    /// Options by slot; a slot that is not here has those of its block.
    pub slots: BTreeMap<SlotName, BlockOptions>,
    /// Where it is defined.
    pub span: Span,
}

impl Form {
    /// Reads a form, whose kind must be among `kinds`.
    pub fn read(node: &Node, kinds: &BTreeMap<KindName, Kind>, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let name = fields.need("name", diags);
        let kind_name: Option<Spanned<Arc<str>>> = fields.need("kind", diags);
        let label = fields.get("label", diags);
        let about = fields.get("about", diags).unwrap_or_default();
        let basis = fields.get("basis", diags).unwrap_or_default();
        let act = fields.get("act", diags);
        let names_until = read_names_until(&mut fields, diags);
        let (slots, scope) = (fields.node("slots", diags), fields.node("scope", diags));
        fields.finish(diags);
        let (name, kind_name): (FormName, _) = (name?, kind_name?);
        let Some(kind) = kinds.get(&*kind_name.value) else {
            let written = kind_name.value;
            let unknown = Diagnostic::new(&KIND, kind_name.span).with("kind", &written);
            let known = kinds.values().map(|kind| (&kind.name, kind.label.home()));
            diags.push(match names::nearest(&written, kinds.keys().map(|name| &**name)) {
                Some(near) => unknown.perhaps(near),
                None => unknown.with_named("known", known),
            });
            return None;
        };
        let slots = slots.map(|node| read_slots(node, kind, diags)).unwrap_or_default();
        let scopes = scope.map(|node| Scopes::read(node, kind, diags)).unwrap_or_default();
        check_sources(&slots, diags);
        let label = label.unwrap_or_else(|| Label::plain(&name));
        Some(Self {
            name,
            kind: kind.name.clone(),
            label,
            about,
            basis,
            act,
            scopes,
            names_until,
            slots,
            span: node.span.clone(),
        })
    }

    /// Name and label, for a message.
    pub fn named(&self) -> (&FormName, &str) {
        (&self.name, self.label.home())
    }

    /// Tells its slots what holds where it says nothing.
    pub fn settle(&mut self, usual: &Usual) {
        self.slots.values_mut().for_each(|options| options.settle(usual));
    }

    /// Options of a slot.
    pub fn options(form: Option<&Self>, kind: &Kind, slot: &str) -> BlockOptions {
        let own = form.and_then(|form| form.slots.get(slot)).cloned();
        let default = || kind.slot(slot).map(|slot| slot.usual.clone());
        own.or_else(default).unwrap_or_default()
    }
}

fn read_names_until(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Spanned<Length>> {
    let node = fields.node("names-until", diags).filter(|node| !node.is_empty())?;
    let length = CalendarTime::from_node(node, diags)?;
    Some(Spanned { value: length.0, span: node.span.clone() })
}

/// Reports figures and cells that are counted from rows which the form does not have.
fn check_sources(slots: &BTreeMap<SlotName, BlockOptions>, diags: &mut Diagnostics) {
    let register = |name: &str| match slots.get(name) {
        Some(BlockOptions::Register(options)) => Some(options.clone()),
        _ => None,
    };
    let known = |name: &str| match slots.get(name) {
        Some(BlockOptions::Register(list)) => Some(list.columns.iter().map(|column| column.name.clone()).collect()),
        Some(BlockOptions::Account(_)) => Some(ENTRY.into_iter().map(Arc::from).collect::<Vec<_>>()),
        _ => None,
    };
    for options in slots.values() {
        match options {
            BlockOptions::Register(list) => {
                for source in list.columns.iter().filter_map(Column::rows_of) {
                    let (rows, columns) = (&source.rows, source.columns());
                    Source::check_names(Named { key: "from", rows, columns }, known(&rows.value).as_deref(), diags);
                }
            }
            BlockOptions::Account(account) => {
                for table in account.tables() {
                    let (key, rows, columns) = (table.key, table.rows, table.columns.into_iter());
                    Source::check_names(Named { key, rows, columns }, known(&rows.value).as_deref(), diags);
                }
            }
            BlockOptions::Measures(measures) => {
                let sources = measures.items.iter().filter_map(|item| item.from.as_ref());
                sources.for_each(|source| source.check(register, diags));
            }
            _ => {}
        }
    }
}

fn read_slots(node: &Node, kind: &Kind, diags: &mut Diagnostics) -> BTreeMap<SlotName, BlockOptions> {
    let mut slots = BTreeMap::new();
    for (key, value) in entries(node, diags) {
        let Some(slot) = kind.slot(&key.text) else {
            let unknown = Diagnostic::new(&SLOT, key.span.clone()).with("slot", &key.text);
            let known = kind.slots.iter().map(|slot| (&slot.name, slot.label.home()));
            let unknown = unknown.with("kind", &kind.name);
            diags.push(match names::nearest(&key.text, kind.slots.iter().map(|slot| &*slot.name)) {
                Some(near) => unknown.perhaps(near),
                None if kind.slots.is_empty() => unknown.help_instead(NO_SLOTS),
                None => unknown.with_named("known", known),
            });
            continue;
        };
        if let Some(options) = slot.block.options(value, diags) {
            slots.insert(slot.name.clone(), options);
        }
    }
    slots
}
