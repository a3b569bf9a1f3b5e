//! What an inspection of the portal looks at: limits by profile of a pack, changed by `inspection:` in
//! `portal.yaml`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, entries};
use crate::base::length::PlainDays;
use crate::base::source::Span;
use crate::base::yaml::Node;

/// Limits of an inspection; what is absent is not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// Days after which a home page without anything new is silent.
    pub home: Option<u32>,
    /// Days after which a section is stale.
    pub section: Option<u32>,
    /// Days after which a kind is stale, by its name.
    pub kinds: BTreeMap<Arc<str>, u32>,
    /// Days after which a question without answer is reported.
    pub unanswered: Option<u32>,
    /// Whether a section may not be empty.
    pub empty: bool,
    /// Whether the portal must say who runs it.
    pub operator: bool,
    /// Whether it must have the identifiers of a government site.
    pub identifiers: bool,
    /// Whether identifiers that it has must be well formed.
    pub formats: bool,
    /// Where the portal names its profile, or its settings as a whole.
    pub span: Option<Span>,
}

impl Inspection {
    /// The same with what `node` gives in place of its own.
    #[must_use]
    pub fn changed_by(mut self, node: &Node, diags: &mut Diagnostics) -> Self {
        let mut fields = Fields::of(node, diags);
        let mut days = |name, before: Option<u32>| {
            let found: Option<PlainDays> = fields.get(name, diags);
            found.map_or(before, |days| Some(days.0.count).filter(|days| *days > 0))
        };
        self.home = days("home", self.home);
        self.section = days("section", self.section);
        self.unanswered = days("unanswered", self.unanswered);
        if let Some(kinds) = fields.node("kinds", diags) {
            for (key, value) in entries(kinds, diags) {
                if let Some(days) = PlainDays::from_node(value, diags) {
                    self.kinds.insert(key.text.as_str().into(), days.0.count);
                }
            }
        }
        let mut flag = |name, before: bool| fields.get(name, diags).unwrap_or(before);
        self.empty = flag("empty", self.empty);
        self.operator = flag("operator", self.operator);
        self.identifiers = flag("identifiers", self.identifiers);
        self.formats = flag("formats", self.formats);
        fields.finish(diags);
        self
    }
}
