//! Who may see a record.

use crate::base::closed::Closed;
use crate::base::diag::Diagnostics;
use crate::base::fields::{FromNode, choose};
use crate::base::yaml::Node;

/// Who may see a record: society, all members, the unit, or single persons, as party affairs are disclosed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Audience {
    /// Everyone.
    #[default]
    Public,
    /// All party members.
    Members,
    /// The unit.
    Unit,
    /// A single person or group.
    Restricted,
}

impl Audience {
    /// Every audience.
    pub const ALL: Closed<Self> = Closed::new(
        "audience",
        &[("public", Self::Public), ("members", Self::Members), ("unit", Self::Unit), ("restricted", Self::Restricted)],
    );
}

impl FromNode for Audience {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        choose(node, &Self::ALL, diags)
    }
}
