//! Terms of office.

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode};
use crate::base::yaml::Node;

/// A term of office.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tenure {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
}

impl FromNode for Tenure {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let (from, until) = (fields.need("from", diags), fields.need("until", diags));
        fields.finish(diags);
        Some(Self { from: from?, until: until? })
    }
}
