//! Names with what they are called: levels and sections, and those that are nearly a usual one.

use std::ops::Deref;
use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics};
use crate::base::fields::{Fields, FromNode};
use crate::base::lang::{Label, Text};
use crate::base::name::Name;
use crate::base::names;
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};
use crate::model::config::NEAR;

/// A name with what it is called: a section, a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<N = Arc<str>> {
    /// The stable name; one that becomes part of an address is a [`Name`].
    pub name: N,
    /// What it is called.
    pub label: Label,
    /// Where the portal names it; none for a usual one.
    pub span: Option<Span>,
}

impl<N: FromNode> FromNode for Named<N> {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if let Value::Map(_) = node.value {
            let mut fields = Fields::of(node, diags);
            let name: Option<N> = fields.need("name", diags);
            let label: Option<Label> = fields.get("label", diags);
            fields.finish(diags);
            let name = name?;
            return Some(Self { label: label.unwrap_or_default(), name, span: Some(node.span.clone()) });
        }
        let name = N::from_node(node, diags)?;
        Some(Self { label: Label::default(), name, span: Some(node.span.clone()) })
    }
}

impl<N: Deref<Target = str>> Named<N> {
    /// With the usual label, if the portal gives none.
    fn labelled(mut self, labels: &[(Name, Label)]) -> Self {
        if self.label.is_empty() {
            let label = labels.iter().find(|(name, _)| **name == *self.name);
            self.label = label.map_or_else(|| Label::plain(&self.name), |(_, label)| label.clone());
        }
        self
    }

    /// The names that the portal gives, or the usual ones, each with its label.
    pub(super) fn list(
        given: Option<Vec<Self>>,
        usual: impl Iterator<Item = N>,
        labels: &[(Name, Label)],
    ) -> Vec<Self> {
        let usual = usual.map(|name| Self { name, label: Label::default(), span: None });
        given.unwrap_or_else(|| usual.collect()).into_iter().map(|named| named.labelled(labels)).collect()
    }
}

/// The given name that is misspelt for the usual one that is asked for.
pub(super) fn misspelt<'n, N: Deref<Target = str>>(
    given: &'n [Named<N>],
    asked: &str,
    usual: &[(Name, Label)],
) -> Option<&'n str> {
    let is_usual = |name: &str| usual.iter().any(|(own, _)| **own == *name);
    let mut strange = given.iter().map(|own| &*own.name).filter(|own| !is_usual(own));
    strange.find(|own| is_usual(asked) && near_usual(own, usual) == Some(asked))
}

pub(super) const LEVEL: Text = Text { zh: "层级", en: "level" };
pub(super) const SECTION: Text = Text { zh: "栏目", en: "section" };

/// Reports names without a label that are nearly those of usual ones, which the portal does not have.
pub(super) fn check_near<N: Deref<Target = str>>(
    given: &[Named<N>],
    (usual, what): (&[(Name, Label)], Text),
    diags: &mut Diagnostics,
) {
    let is_given = |name: &str| given.iter().any(|own| *own.name == *name);
    let is_usual = |name: &str| usual.iter().any(|(own, _)| **own == *name);
    for own in given.iter().filter(|own| own.label.is_empty() && !is_usual(&own.name)) {
        let near = near_usual(&own.name, usual).filter(|near| !is_given(near));
        let (Some(near), Some(span)) = (near, &own.span) else { continue };
        let one = Diagnostic::new(&NEAR, span.clone()).with_word("what", what);
        diags.push(one.with("name", &*own.name).with_own("near", near));
    }
}

/// The usual name that is nearest.
fn near_usual<'u>(name: &str, usual: &'u [(Name, Label)]) -> Option<&'u str> {
    names::nearest(name, usual.iter().map(|(own, _)| &**own))
}
