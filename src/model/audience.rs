//! Who may see a record.

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
    /// Every audience with its name in English and Chinese.
    pub const ALL: [(&'static str, &'static str, Self); 4] = [
        ("public", "社会公开", Self::Public),
        ("members", "党员", Self::Members),
        ("unit", "单位内部", Self::Unit),
        ("restricted", "特定对象", Self::Restricted),
    ];
}

impl FromNode for Audience {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        choose(node, &Self::ALL, diags)
    }
}
