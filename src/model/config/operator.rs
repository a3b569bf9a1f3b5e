//! Who runs the portal, with the numbers under which it is registered.

use std::sync::Arc;

use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode};
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::model::contact::{Contact, Spans};

/// Who runs the portal.
#[derive(Clone, Debug, Default)]
pub struct Operator {
    /// Its name and telephone, both empty where it is not named.
    pub contact: Contact,
    /// Site code (网站标识码).
    pub site_code: Arc<str>,
    /// ICP number.
    pub icp: Arc<str>,
    /// Public-security number.
    pub police: Arc<str>,
    /// Where these were written, by their keys; `operator` is the whole.
    spans: Vec<(&'static str, Span)>,
}

impl Operator {
    /// Where a key of it was written.
    pub fn span_of(&self, key: &str) -> Option<&Span> {
        self.spans.iter().find(|(own, _)| *own == key).map(|(_, span)| span)
    }
}

impl FromNode for Operator {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let mut spans = vec![("operator", node.span.clone())];
        let mut text = |key| {
            let found = fields.node(key, diags)?;
            spans.push((key, found.span.clone()));
            Arc::<str>::from_node(found, diags)
        };
        let (name, phone) = (text("name"), text("phone"));
        let (site_code, icp, police) = (text("site-code"), text("icp"), text("police"));
        fields.finish(diags);
        let at = |key| spans.iter().find(|(own, _)| *own == key).map(|(_, span)| span.clone());
        let contact = at("name").map(|name| Spans { phone: at("phone").unwrap_or_else(|| node.span.clone()), name });
        Some(Self {
            contact: Contact {
                name: name.unwrap_or_default(),
                phone: phone.unwrap_or_default(),
                pay_to: None,
                spans: contact,
            },
            site_code: site_code.unwrap_or_default(),
            icp: icp.unwrap_or_default(),
            police: police.unwrap_or_default(),
            spans,
        })
    }
}
