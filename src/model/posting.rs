//! How long what a unit posts has to stay up: a rule of the law, which a pack gives and a portal may change. It says
//! nothing about how long objections are taken, which is a matter of the act.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode};
use crate::base::lang::Label;
use crate::base::length::{CalendarTime, Length};
use crate::base::yaml::Node;

/// How long what is posted stays up at least, from when on and for whom.
#[derive(Clone, Debug, Default)]
pub struct Posting {
    /// The shortest time from the day of posting, which does not count; none asks for nothing.
    pub least: Option<Length>,
    /// From when on it holds.
    pub since: Option<Date>,
    /// Levels of the units that it binds.
    pub levels: Vec<Arc<str>>,
    /// Sections whose records it leaves alone.
    pub except_sections: Vec<Arc<str>>,
    /// Law behind it.
    pub source: Label,
}

impl Posting {
    /// The same with what `node` gives in place of its own.
    #[must_use]
    pub fn changed_by(self, node: &Node, diags: &mut Diagnostics) -> Self {
        let mut fields = Fields::of(node, diags);
        let least = fields.get("least", diags).map(|length: CalendarTime| length.0);
        let changed = Self {
            least: least.or(self.least),
            since: fields.get("since", diags).or(self.since),
            levels: fields.get("levels", diags).unwrap_or(self.levels),
            except_sections: fields.get("except-sections", diags).unwrap_or(self.except_sections),
            source: fields.get("source", diags).unwrap_or(self.source),
        };
        fields.finish(diags);
        changed
    }
}

impl FromNode for Posting {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        Some(Self::default().changed_by(node, diags))
    }
}
