//! Whom readers can turn to: a name with a telephone, of the portal, a unit, a record or a window.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::source::Span;
use crate::base::yaml::Node;

/// Someone with a telephone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// Name of a person, a post or a unit.
    pub name: Arc<str>,
    /// Telephone, empty for none.
    pub phone: Arc<str>,
    /// A public account that payments go to, such as that for the deposits of a tender.
    pub pay_to: Option<Arc<str>>,
    /// Where these were written; none if they were not.
    pub spans: Option<Spans>,
}

/// Where a contact was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spans {
    /// The name; the whole where only that was written.
    pub name: Span,
    /// The telephone; the name where there is none.
    pub phone: Span,
}

impl Contact {
    /// Reads what a contact has under keys of its own, among others of the same map; `None` if it has no name, which has
    /// been reported.
    pub fn read(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Option<Self> {
        let name: Option<Spanned<Arc<str>>> = fields.need("name", diags);
        let phone: Option<Spanned<Arc<str>>> = fields.get("phone", diags);
        name.map(|name| Self::of(name, phone))
    }

    /// Of what was written.
    pub fn of(name: Spanned<Arc<str>>, phone: Option<Spanned<Arc<str>>>) -> Self {
        let at = phone.as_ref().map_or(&name.span, |phone| &phone.span).clone();
        let spans = Some(Spans { name: name.span, phone: at });
        let phone = phone.map(|phone| phone.value).unwrap_or_default();
        Self { name: name.value, phone, pay_to: None, spans }
    }
}

impl FromNode for Contact {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        if node.text().is_some() {
            return Some(Self::of(Spanned::from_node(node, diags)?, None));
        }
        let mut fields = Fields::of(node, diags);
        let (contact, pay_to) = (Self::read(&mut fields, diags), fields.get("pay-to", diags));
        fields.finish(diags);
        contact.map(|contact| Self { pay_to, ..contact })
    }
}
