//! Of what a figure is: of the unit itself, of the unit and all below it, or of another place.

use crate::base::closed::Closed;
use crate::base::diag::Diagnostics;
use crate::base::fields::{FromNode, choose};
use crate::base::yaml::Node;

/// Of what a figure is, which decides what may be added to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The unit's own part: it adds up with those of the units below and beside.
    #[default]
    Own,
    /// The unit and all below it: it stands for the whole, and the parts below are not added to it.
    All,
    /// Another place: it is never added and never compared.
    Elsewhere,
}

impl Scope {
    /// Every scope.
    pub const ALL: Closed<Self> =
        Closed::new("scope", &[("own", Self::Own), ("all", Self::All), ("elsewhere", Self::Elsewhere)]);
}

impl FromNode for Scope {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        choose(node, &Self::ALL, diags)
    }
}
