//! For which rows a column is: an amount stands where something was granted, and nowhere else.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::yaml::Node;

/// What another cell of a row must say for this one to be filled.
#[derive(Clone, Debug)]
pub struct Only {
    /// The other column.
    pub by: Spanned<Arc<str>>,
    /// Its values, one of which it must have.
    pub is: Vec<Arc<str>>,
}

impl FromNode for Only {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let (by, is) = (fields.need("by", diags), fields.need("is", diags));
        fields.finish(diags);
        Some(Self { by: by?, is: is? })
    }
}
