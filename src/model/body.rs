//! Bodies of a unit: the party organisation, the committee, the supervisory committee, the collective (四位一体).
//!
//! A set in `portal.yaml` says which bodies units of a sort have; `org.yaml` says which of them exist, since when and
//! under what name. Whether a unit has all of them is computed.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::yaml::{Node, Value};
use crate::model::days::Days;

/// A body of a unit.
#[derive(Clone, Debug)]
pub struct Body {
    /// Its name in the set.
    pub name: Spanned<Arc<str>>,
    /// What it is called here.
    pub title: Option<Arc<str>>,
    /// How long it has existed.
    pub days: Days,
    /// Post or name of its head.
    pub head: Option<Arc<str>>,
    /// Path of the organisation that it is, if it has pages of its own.
    pub org: Option<Spanned<Arc<str>>>,
}

/// The bodies of one unit: a list, or for short names with days.
#[derive(Clone, Debug)]
pub struct Bodies(pub Vec<Body>);

impl Body {
    fn read(name: Option<Spanned<Arc<str>>>, node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let name = match name {
            Some(name) => Some(name),
            None => fields.need("name", diags),
        };
        let (title, days) = (fields.get("title", diags), Days::read(&mut fields, diags));
        let (head, org) = (fields.get("head", diags), fields.get("org", diags));
        fields.finish(diags);
        Some(Self { name: name?, title, days, head, org })
    }
}

impl FromNode for Bodies {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let Value::Map(_) = node.value else {
            let list = crate::base::fields::items(node, diags).iter();
            return Some(Self(list.filter_map(|one| Body::read(None, one, diags)).collect()));
        };
        let mut bodies = Vec::new();
        for (key, value) in entries(node, diags).iter().filter(|(_, value)| !value.is_empty()) {
            let name = Spanned { value: key.text.as_str().into(), span: key.span.clone() };
            if let Value::Map(_) = value.value {
                bodies.extend(Body::read(Some(name), value, diags));
            } else if let Some(since) = Spanned::from_node(value, diags) {
                bodies.push(Body { name, title: None, days: Days::from(since), head: None, org: None });
            }
        }
        Some(Self(bodies))
    }
}
