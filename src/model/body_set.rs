//! Which bodies units of a sort have, and which of them a unit lacks.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::model::org::Org;
use crate::model::owed_by::OwedBy;

/// The bodies that units of a sort have.
#[derive(Clone, Debug)]
pub struct BodySet {
    /// What they are called together.
    pub name: Arc<str>,
    /// Their names, in order.
    pub bodies: Vec<Arc<str>>,
    /// Which units have them.
    pub owed_by: OwedBy,
    /// Where it was written.
    pub span: Span,
}

impl BodySet {
    /// The bodies of the set that `org` lacks on `day`, in order.
    pub fn lacking<'a>(&'a self, org: &'a Org, day: Date) -> impl Iterator<Item = &'a Arc<str>> {
        self.bodies
            .iter()
            .filter(move |name| !org.bodies.iter().any(|body| body.name.value == **name && body.days.include(day)))
    }
}

impl FromNode for BodySet {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let name: Option<Spanned<Arc<str>>> = fields.need("name", diags);
        let bodies = fields.need("bodies", diags);
        let owed_by = fields.need("owed-by", diags);
        fields.finish(diags);
        let name = name?;
        Some(Self { name: name.value, bodies: bodies?, owed_by: owed_by?, span: name.span })
    }
}
