//! Rows that hold others: tiers of grids, of which each household stands once in each.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::FromNode;
use crate::base::yaml::{Node, Value};

/// The values of one tier.
type Tier = Vec<Arc<str>>;

/// Which rows hold which, by their values of the column that the form groups by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Nested {
    /// None holds another.
    #[default]
    No,
    /// In the order of the values of the column, the outermost first.
    ByOrder,
    /// In these tiers, the outermost first; the values of one tier lie beside each other.
    Tiers(Vec<Tier>),
}

impl FromNode for Nested {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if matches!(node.value, Value::List(_)) {
            return Some(Self::Tiers(FromNode::from_node(node, diags)?));
        }
        let is_nested = bool::from_node(node, diags)?;
        Some(if is_nested { Self::ByOrder } else { Self::No })
    }
}

impl Nested {
    /// Whether rows hold others.
    pub fn is_any(&self) -> bool {
        *self != Self::No
    }

    /// The outermost tier of which `is_there` finds a value, where the column has these `values`.
    pub fn outermost(&self, values: &[Arc<str>], is_there: impl Fn(&str) -> bool) -> Option<Tier> {
        match self {
            Self::No => None,
            Self::ByOrder => values.iter().find(|value| is_there(value)).map(|value| vec![value.clone()]),
            Self::Tiers(tiers) => tiers.iter().find(|tier| tier.iter().any(|value| is_there(value))).cloned(),
        }
    }
}
