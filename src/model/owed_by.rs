//! Which units owe something: an item of the catalogue, a set of bodies.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode};
use crate::base::yaml::Node;
use crate::model::org::Org;

/// Who owes an item; empty lists do not restrict.
#[derive(Clone, Debug, Default)]
pub struct OwedBy {
    /// Levels.
    pub levels: Vec<Arc<str>>,
    /// Types.
    pub types: Vec<Arc<str>>,
    /// Paths of single units.
    pub orgs: Vec<Arc<str>>,
    /// Types of the units that are not among them, whatever their level.
    pub except: Vec<Arc<str>>,
}

impl OwedBy {
    /// Whether a unit is among them. One that no list restricts to names nobody.
    pub fn includes(&self, org: &Org) -> bool {
        if self.orgs.iter().any(|path| path.trim_matches('/') == &*org.path) {
            return true;
        }
        let is_among = |types: &[Arc<str>]| org.org_type.as_ref().is_some_and(|own| types.contains(own));
        if is_among(&self.except) {
            return false;
        }
        let any = self.levels.is_empty() && self.types.is_empty();
        !any && (self.levels.is_empty() || self.levels.contains(&org.level))
            && (self.types.is_empty() || is_among(&self.types))
    }
}

impl FromNode for OwedBy {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let mut list = |name| fields.get(name, diags).unwrap_or_default();
        let owed_by = Self { levels: list("levels"), types: list("types"), orgs: list("orgs"), except: list("except") };
        fields.finish(diags);
        Some(owed_by)
    }
}
