//! What a record writes of its window besides the days, before anything is counted.

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::Diagnostics;
use crate::base::fields::{Fields, FromNode, Spanned};
use crate::base::length::Length;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::model::act::Days;
use crate::model::contact::Contact;
use crate::model::window::{Change, Channel};

/// A change of the end, as the record says it.
pub(super) struct Given {
    pub(super) date: Date,
    pub(super) until: Option<Spanned<Date>>,
    pub(super) reason: Arc<str>,
    pub(super) span: Span,
}

/// Who takes objections, as the record says it.
pub(super) struct GivenObjections {
    pub(super) contact: Contact,
    pub(super) until: Option<Spanned<Date>>,
    pub(super) reply: Option<Length>,
    pub(super) received: Vec<GivenReceived>,
}

/// An objection, as the record says it.
pub(super) struct GivenReceived {
    pub(super) date: Date,
    pub(super) matter: Arc<str>,
    pub(super) replied: Option<Date>,
    pub(super) reply: Option<Arc<str>>,
    pub(super) upheld: Option<bool>,
    pub(super) span: Span,
}

/// Extensions and restarts in the order of their days.
pub(super) fn given_changes(fields: &mut Fields<'_>, diags: &mut Diagnostics) -> Vec<(Change, Given)> {
    let mut given = |key, change: Change| {
        let all: Vec<Given> = fields.get(key, diags).unwrap_or_default();
        all.into_iter().map(move |given| (change, given))
    };
    let mut all: Vec<(Change, Given)> = given("extended", Change::Extended).collect();
    all.extend(given("restarted", Change::Restarted));
    all.sort_by_key(|(_, given)| given.date);
    all
}

impl FromNode for Given {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let date = fields.need("date", diags);
        let until = fields.get("until", diags);
        let reason = fields.need("reason", diags);
        fields.finish(diags);
        Some(Self { date: date?, until, reason: reason?, span: node.span.clone() })
    }
}

impl FromNode for Channel {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let span = node.span.clone();
        if let Some(name) = node.text() {
            return Some(Self { name: name.into(), posted: None, removed: None, span });
        }
        let mut fields = Fields::of(node, diags);
        let name = fields.need("name", diags);
        let posted = fields.get("posted", diags);
        let removed = fields.get("removed", diags);
        fields.finish(diags);
        Some(Self { name: name?, posted, removed, span })
    }
}

impl FromNode for GivenObjections {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let contact = Contact::read(&mut fields, diags);
        let until = fields.get("until", diags);
        let reply = fields.get("reply-within", diags).map(|Days(length)| length);
        let received = fields.get("received", diags).unwrap_or_default();
        fields.finish(diags);
        Some(Self { contact: contact?, until, reply, received })
    }
}

impl FromNode for GivenReceived {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let date = fields.need("date", diags);
        let matter = fields.need("matter", diags);
        let replied = fields.get("replied", diags);
        let reply = fields.get("reply", diags);
        let upheld = fields.get("upheld", diags);
        fields.finish(diags);
        Some(Self { date: date?, matter: matter?, replied, reply, upheld, span: node.span.clone() })
    }
}
