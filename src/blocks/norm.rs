//! What a number of a row should be: a range that the form sets, one for each kind of row, or another cell of the row.
//!
//! A number outside its norm is no mistake of the clerk, so nothing is reported: the page marks it, and the roll-up
//! counts it.

use std::sync::Arc;

use serde::Serialize;

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned, entries, missing};
use crate::base::number::Decimal;
use crate::base::yaml::Node;

/// The norm of one column.
#[derive(Clone, Debug)]
pub struct Norm {
    /// Column by whose value the range is chosen.
    pub by: Option<Spanned<Arc<str>>>,
    /// Ranges, with the value that each is for; without `by` there is one for every row.
    pub ranges: Vec<(Option<Spanned<Arc<str>>>, Range)>,
}

/// What is still within the norm, both ends included.
#[derive(Clone, Debug)]
pub struct Range {
    /// The lower end.
    pub from: Option<Spanned<Bound>>,
    /// The upper end.
    pub to: Option<Spanned<Bound>>,
    pub(super) node: crate::base::source::Span,
}

/// An end of a range.
#[derive(Clone, Debug)]
pub enum Bound {
    /// This number.
    Number(Decimal),
    /// The cell of this column in the same row.
    Column(Arc<str>),
}

/// Where a number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Under its range.
    Below,
    /// In its range.
    Within,
    /// Over its range.
    Above,
}

/// How many numbers have a norm, and how many are outside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NormCount {
    /// Numbers that a range was found for.
    pub checked: u64,
    /// Of these, under it.
    pub below: u64,
    /// Of these, over it.
    pub above: u64,
}

impl NormCount {
    /// Counts one more.
    pub fn count(&mut self, place: Place) {
        self.checked += 1;
        self.below += u64::from(place == Place::Below);
        self.above += u64::from(place == Place::Above);
    }

    /// Adds others.
    pub fn add(&mut self, other: &Self) {
        self.checked += other.checked;
        self.below += other.below;
        self.above += other.above;
    }
}

impl FromNode for Bound {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let text = Arc::<str>::from_node(node, diags)?;
        Some(Decimal::parse(&text).map_or(Self::Column(text), Self::Number))
    }
}

impl FromNode for Norm {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let by: Option<Spanned<Arc<str>>> = fields.get("by", diags);
        let ranges = if by.is_some() {
            let ranges = fields.node("ranges", diags);
            if ranges.is_none() {
                diags.push(missing("ranges", node.span.clone()));
            }
            let entries = ranges.map_or(&[][..], |node| entries(node, diags)).iter();
            let named = entries.map(|(key, node)| {
                let mut fields = Fields::of(node, diags);
                let range = range(node, &mut fields, diags);
                fields.finish(diags);
                (Some(Spanned { value: key.text.as_str().into(), span: key.span.clone() }), range)
            });
            named.collect()
        } else {
            vec![(None, range(node, &mut fields, diags))]
        };
        fields.finish(diags);
        Some(Self { by, ranges })
    }
}

fn range(node: &Node, fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Range {
    Range { from: fields.get("from", diags), to: fields.get("to", diags), node: node.span.clone() }
}

impl Bound {
    /// Whether both are numbers and this one is the higher.
    pub(super) fn is_above(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Number(own), Self::Number(other)) if own > other)
    }
}
