//! What a figure is counted from besides the rows, and what comes of it.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode};
use crate::base::number::{Decimal, Rate};
use crate::base::yaml::Node;
use crate::blocks::pick::Moment;
use crate::blocks::register::Register;

/// Units of the portal at and below that of the record.
#[derive(Clone, Debug, Default)]
pub struct Units {
    /// Their levels; any if none is given.
    pub levels: Vec<Arc<str>>,
    /// Their types; any if none is given.
    pub types: Vec<Arc<str>>,
}

/// One unit that is meant.
#[derive(Clone, Debug)]
pub struct Unit<'a> {
    /// Its path, as rows name it.
    pub path: &'a str,
    /// Its name.
    pub name: &'a str,
    /// Its type, else its level.
    pub sort: String,
}

/// What came of counting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// A number, with its parts where the source asks for them.
    Number(Decimal, Vec<(Arc<str>, Decimal)>),
    /// Two sides.
    Rate(Rate),
}

/// What is known besides the source itself.
#[derive(Debug)]
pub struct Ground<'a> {
    /// The rows.
    pub register: Option<&'a Register>,
    /// The units that are meant.
    pub units: &'a [Unit<'a>],
    /// The time.
    pub moment: Moment,
}

impl FromNode for Units {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let levels = fields.get("levels", diags).unwrap_or_default();
        let types = fields.get("types", diags).unwrap_or_default();
        fields.finish(diags);
        Some(Self { levels, types })
    }
}

impl Units {
    /// Whether a unit of this level and type is meant.
    pub fn are(&self, level: &str, org_type: Option<&str>) -> bool {
        let has = |list: &[Arc<str>], value: &str| list.is_empty() || list.iter().any(|one| **one == *value);
        has(&self.levels, level) && (self.types.is_empty() || org_type.is_some_and(|own| has(&self.types, own)))
    }
}
