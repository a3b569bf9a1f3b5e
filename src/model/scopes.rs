//! What a record or form says of the scope of its figures: one word for all slots, or a word for each.

use std::collections::BTreeMap;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{FromNode, entries};
use crate::base::yaml::{Node, Value};
use crate::blocks::scope::Scope;
use crate::model::id::SlotName;
use crate::model::kind::Kind;

rules! {
    /// A scope is given for a slot that the kind lacks.
    SLOT: Error "scope/unknown-slot" {
        zh: "种类 `{kind}` 没有名为 `{slot}` 的内容，不知道说的是谁的口径" => "写它有的内容：{known}；全部内容同一口径的，直接写 `scope: all`",
        en: "the kind `{kind}` has no slot `{slot}`, so nobody knows whose scope this is" => "name one that it has: {known}; if all are of one scope, write `scope: all`",
        wrong: "scope: {list: all}", right: "scope: {figures: all}",
    }
}

/// The scopes of the slots of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scopes {
    /// Of every slot that has none of its own.
    all: Option<Scope>,
    slots: BTreeMap<SlotName, Scope>,
}

impl Scopes {
    /// Reads `scope: all`, or `scope: {SLOT: all}` for slots of `kind`.
    pub fn read(node: &Node, kind: &Kind, diags: &mut Diagnostics) -> Self {
        if !matches!(node.value, Value::Map(_)) {
            return Self { all: Scope::from_node(node, diags), slots: BTreeMap::new() };
        }
        let mut scopes = Self::default();
        for (key, value) in entries(node, diags) {
            match kind.slots.iter().find(|slot| slot.is_called(&key.text)) {
                Some(slot) => {
                    scopes.slots.extend(Scope::from_node(value, diags).map(|scope| (slot.name.clone(), scope)));
                }
                None => {
                    let unknown = Diagnostic::new(&SLOT, key.span.clone()).with("kind", &kind.name);
                    let known = kind.slots.iter().map(|slot| (&slot.name, slot.label.home()));
                    diags.push(unknown.with("slot", &key.text).with_named("known", known));
                }
            }
        }
        scopes
    }

    /// These, and where they say nothing those of a form.
    #[must_use]
    pub fn or(self, form: &Self) -> Self {
        let slots = if self.all.is_some() { BTreeMap::new() } else { form.slots.clone() };
        let all = self.all.or(form.all);
        Self { all, slots: slots.into_iter().chain(self.slots).collect() }
    }

    /// That of a slot.
    pub fn of(&self, slot: &str) -> Scope {
        self.slots.get(slot).copied().or(self.all).unwrap_or_default()
    }
}
