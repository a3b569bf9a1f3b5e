//! Bodies of a unit: the party organisation, the committee, the supervisory committee, the collective (四位一体).
//!
//! A set in `portal.yaml` says which bodies units of a sort have; `org.yaml` says which of them exist, since when and
//! under what name. Whether a unit has all of them is computed.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::source::Span;
use crate::base::yaml::{Node, Value};
use crate::model::catalogue::OwedBy;
use crate::model::days::Days;
use crate::model::org::Org;

/// The bodies that units of a sort have.
#[derive(Clone, Debug)]
pub struct BodySet {
    /// What they are called together.
    pub name: Arc<str>,
    /// Their names, in order.
    pub bodies: Vec<Arc<str>>,
    /// Which units have them.
    pub owed_by: OwedBy,
    /// Where it was written.
    pub span: Span,
}

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

impl BodySet {
    /// The bodies of the set that `org` lacks on `day`, in order.
    pub fn lacking<'a>(&'a self, org: &'a Org, day: Date) -> impl Iterator<Item = &'a Arc<str>> {
        self.bodies
            .iter()
            .filter(move |name| !org.bodies.iter().any(|body| body.name.value == **name && body.days.include(day)))
    }
}

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

impl FromNode for BodySet {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let name: Option<Spanned<Arc<str>>> = fields.need("name", diags);
        let bodies = fields.need("bodies", diags);
        let owed_by = fields.need("owed-by", diags);
        fields.finish(diags);
        let name = name?;
        Some(Self { name: name.value, bodies: bodies?, owed_by: owed_by?, span: name.span })
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
