//! What a form sets for figures: those that it expects.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode};
use crate::base::number::Decimal;
use crate::base::yaml::Node;
use crate::blocks::measures::source::Source;
use crate::blocks::scope::Scope;

/// What a form sets: the figures that are expected, in order.
#[derive(Clone, Debug, Default)]
pub struct MeasuresOptions {
    /// Expected figures; others are allowed behind them.
    pub items: Vec<Expected>,
}

/// A figure that a form expects.
#[derive(Clone, Debug)]
pub struct Expected {
    /// What the figure is called in records and on pages.
    pub label: Arc<str>,
    /// Its unit.
    pub unit: Option<Arc<str>>,
    /// Whether a year has the latest instead of the sum.
    pub is_stock: bool,
    /// Of what it is, where the figure does not say it.
    pub scope: Option<Scope>,
    /// What it is counted from, where the record has all that belongs to it.
    pub from: Option<Source>,
    /// The figure that it cannot exceed.
    pub at_most: Option<Arc<str>>,
    /// The figure that is the base of this rate.
    pub base: Option<Arc<str>>,
    /// The figure that is the part of this rate.
    pub part: Option<Arc<str>>,
    /// The rate of which this figure is what is left.
    pub rest_of: Option<Arc<str>>,
    /// What each of its parts should at least be.
    pub each_least: Option<Decimal>,
}

impl FromNode for Expected {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let label = fields.need("label", diags);
        let unit = fields.get("unit", diags);
        let is_stock = read_stock(&mut fields, diags).unwrap_or(false);
        let scope = fields.get("scope", diags);
        let (from, each_least) = (fields.get("from", diags), fields.get("each-least", diags));
        let at_most = fields.get("at-most", diags);
        let (base, rest_of) = (fields.get("base", diags), fields.get("rest-of", diags));
        let part = fields.get("part", diags);
        fields.finish(diags);
        Some(Self { label: label?, unit, is_stock, scope, from, at_most, base, part, rest_of, each_least })
    }
}

impl FromNode for MeasuresOptions {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let options = Self { items: fields.get("items", diags).unwrap_or_default() };
        fields.finish(diags);
        Some(options)
    }
}

/// Whether a year has the latest of a figure instead of the sum, if that is written.
pub(super) fn read_stock(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<bool> {
    let flow: Option<bool> = fields.get("flow", diags);
    let stock: Option<bool> = fields.get("stock", diags);
    stock.or(flow.map(|flow| !flow))
}
