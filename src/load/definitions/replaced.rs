//! Built-in forms of a kind that the portal has replaced, and what follows from a kind or form that cannot be read.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Source, is_ours};
use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{Fields, FromNode};
use crate::base::yaml::Node;
use crate::model::form::{self, Form};
use crate::model::id::KindName;
use crate::model::kind::Kind;
use crate::model::pack::Pack;

/// The kinds as far as they could be read, and the names of what could not.
#[derive(Debug, Default)]
pub(super) struct Kinds {
    pub(super) known: BTreeMap<KindName, Kind>,
    /// Kinds whose files have errors, by the names of the files and what they define.
    pub(super) wrong: BTreeSet<Arc<str>>,
    /// Forms that are missing because of an error that is told elsewhere.
    pub(super) lost: BTreeSet<Arc<str>>,
    /// What is built in.
    pub(super) pack: Arc<Pack>,
}

impl Kinds {
    /// Reads a form. Of a kind with errors it is not told which slots it lacks: it may have them once it is mended.
    pub(super) fn form(&mut self, source: &Source, node: &Node, diags: &mut Diagnostics) -> Option<Form> {
        let kind: Option<Arc<str>> = Fields::of(node, &mut Diagnostics::new()).get("kind", &mut Diagnostics::new());
        let kind = kind.unwrap_or_default();
        let is_wrong = self.wrong.contains(&kind);
        if !source.is_own && self.known.get(&*kind).is_none_or(|kind| is_ours(&kind.span)) {
            let form = self.adapted(node, &kind);
            if is_wrong && form.is_none() {
                self.lost.insert(source.name.clone());
            }
            return form;
        }
        let mut own = Diagnostics::new();
        let form = Form::read(node, &self.known, &mut own);
        let follows = |one: &Diagnostic| is_wrong && [form::KIND.name, form::SLOT.name].contains(&one.rule.name);
        own.take_back(0, follows);
        diags.append(own);
        form
    }

    /// A built-in form for the portal's own kind: what it says of slots that the kind lacks, or has for another block, is
    /// not needed. Nothing is left of a form that was for such slots alone, for one that its kind required, or for one
    /// in which it masks something.
    fn adapted(&self, node: &Node, kind: &str) -> Option<Form> {
        let own = self.known.get(kind)?;
        let before = built_in_kind(&self.pack, kind)?;
        let known = BTreeMap::from([(before.name.clone(), before.clone())]);
        let mut form = Form::read(node, &known, &mut Diagnostics::new())?;
        let had = form.slots.len();
        let mut is_needed = false;
        form.slots.retain(|name, options| {
            let slot = before.slot(name);
            let stays = own.slot(name).zip(slot).is_some_and(|(own, before)| own.block == before.block);
            is_needed |= !stays && (options.has_masks() || slot.is_some_and(|slot| slot.is_required));
            stays
        });
        (!is_needed && (had == 0 || !form.slots.is_empty())).then_some(form)
    }
}

/// The kind of this name that the pack has.
fn built_in_kind(pack: &Pack, name: &str) -> Option<Kind> {
    Kind::from_node(&pack.yaml(&format!("kinds/{name}.yaml"))?, &mut Diagnostics::new())
}
