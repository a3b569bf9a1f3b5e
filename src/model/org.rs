//! Organisations: what an `org.yaml` says, and their tree.

mod tree;

use std::sync::Arc;

use crate::base::date::Date;
use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, entries};
use crate::base::names;
use crate::base::path::SitePath;
use crate::base::source::Span;
use crate::base::yaml::Node;
use crate::model::alias::Alias;
use crate::model::body::{Bodies, Body};
use crate::model::change::Change;
use crate::model::contact::Contact;
use crate::model::privacy::Allow;
use crate::model::relation::{Relation, Relations};
use crate::model::tenure::Tenure;

pub use tree::{Life, OrgTree};

rules! {
    /// An event that does not say what happened.
    EVENT: Error "org/event-without-change" {
        zh: "这条沿革没有写发生了什么" => "加上其中一个：{known}",
        en: "this event does not say what happened" => "add one of: {known}",
        wrong: "- {date: 2019-07-01}", right: "- {date: 2019-07-01, merged: [/fengming/laozhai]}",
    }
}

/// Place of an organisation in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrgId(pub u32);

impl OrgId {
    /// The organisation at the top.
    pub const ROOT: Self = Self(0);
}

/// An organisation: what its `org.yaml` says.
#[derive(Clone, Debug)]
pub struct Org {
    /// Path of its folder under `content/`, empty for the root; also its address.
    pub path: SitePath,
    /// As pages and messages call it; records name it by its path.
    pub name: Arc<str>,
    /// Name of its level.
    pub level: Arc<str>,
    /// Type: rural, community.
    pub org_type: Option<Arc<str>>,
    /// Day of its foundation.
    pub founded: Option<Date>,
    /// Twelve-digit area code.
    pub code: Option<Arc<str>>,
    /// Unified social credit code.
    pub credit_code: Option<Arc<str>>,
    /// Registered population.
    pub population: Option<u32>,
    /// What it says of itself.
    pub about: Option<Arc<str>>,
    /// Labelled facts.
    pub facts: Vec<(Arc<str>, Arc<str>)>,
    /// Contacts; those above where absent.
    pub contacts: Vec<Desk>,
    /// Where to complain; those above where absent.
    pub complaints: Vec<Contact>,
    /// What happened to it, oldest first.
    pub events: Vec<Event>,
    /// Its terms of office; those above, or of the portal, where absent.
    pub terms: Vec<Tenure>,
    /// The bodies that it has, such as committees.
    pub bodies: Vec<Body>,
    /// What ties it to others.
    pub relations: Vec<Relation>,
    /// Addresses that its page had before.
    pub aliases: Vec<Alias>,
    /// Place among its siblings; by path where equal.
    pub sort: u32,
    /// Its `org.yaml`.
    pub span: Span,
    /// The organisation above.
    pub parent: Option<OrgId>,
    /// The organisations right below, in order.
    pub children: Vec<OrgId>,
}

/// Someone at an organisation.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Name and duty telephone; the post for a name that may not be shown.
    pub contact: Contact,
    /// The post of whom the contact names; none if it is the post itself.
    pub post: Option<Arc<str>>,
    /// Where to find the contact, as people say it.
    pub place: Option<Arc<str>>,
    /// Within which hours somebody is there.
    pub hours: Option<Arc<str>>,
}

/// Something that happened to an organisation.
#[derive(Clone, Debug)]
pub struct Event {
    /// The first day on which it holds.
    pub date: Date,
    /// What became of the unit.
    pub change: Change,
    /// Whom it concerns: paths of organisations, or names.
    pub subjects: Vec<Arc<str>>,
    /// A word of explanation.
    pub note: Option<Arc<str>>,
    /// Where it was written.
    pub span: Span,
}

impl FromNode for Desk {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let post: Option<Spanned<Arc<str>>> = fields.need("post", diags);
        let (name, phone) = (fields.get("name", diags), fields.get("phone", diags));
        let mut text = |name| fields.get(name, diags);
        let (place, hours, pay_to) = (text("place"), text("hours"), text("pay-to"));
        fields.finish(diags);
        let post = post?;
        let (contact, post) = match name {
            Some(name) => (Contact { pay_to, ..Contact::of(name, phone) }, Some(post.value)),
            None => (Contact { pay_to, ..Contact::of(post, phone) }, None),
        };
        Some(Self { contact, post, place, hours })
    }
}

impl FromNode for Event {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut fields = Fields::of(node, diags);
        let date = fields.need("date", diags);
        let note = fields.get("note", diags);
        let mut found: Option<(Change, Vec<Arc<str>>)> = None;
        for (name, change) in Change::ALL {
            if let Some(node) = fields.node(name, diags) {
                found = Some((change, Vec::from_node(node, diags).unwrap_or_default()));
            }
        }
        fields.finish(diags);
        if found.is_none() {
            let known = Change::ALL.iter().map(|(name, _)| (*name, names::chinese(name).unwrap_or_default()));
            diags.push(Diagnostic::new(&EVENT, node.span.clone()).with_named("known", known));
        }
        let (change, subjects) = found?;
        Some(Self { date: date?, change, subjects, note, span: node.span.clone() })
    }
}

impl Org {
    /// Reads an `org.yaml` for the folder `path`.
    pub fn read(path: &SitePath, node: &Node, diags: &mut Diagnostics) -> Self {
        let mut fields = Fields::of(node, diags);
        let facts = fields.node("facts", diags).map_or(&[][..], |node| entries(node, diags));
        let facts = facts
            .iter()
            .filter_map(|(key, value)| Some((key.text.as_str().into(), FromNode::from_node(value, diags)?)));
        let facts = facts.collect();
        let name: Option<Arc<str>> = fields.need("name", diags);
        let level: Option<Arc<str>> = fields.need("level", diags);
        let mut events: Vec<Event> = fields.get("events", diags).unwrap_or_default();
        events.sort_by_key(|event| event.date);
        let org = Self {
            path: path.clone(),
            name: name.unwrap_or_else(|| path.into()),
            level: level.unwrap_or_default(),
            org_type: fields.get("type", diags),
            founded: fields.get("founded", diags),
            code: fields.get("code", diags),
            credit_code: fields.get("credit-code", diags),
            population: fields.get("population", diags),
            about: fields.get("about", diags),
            facts,
            contacts: fields.get("contacts", diags).unwrap_or_default(),
            complaints: fields.get("complaints", diags).unwrap_or_default(),
            events,
            terms: fields.get("terms", diags).unwrap_or_default(),
            bodies: fields.get("bodies", diags).map_or_else(Vec::new, |Bodies(bodies)| bodies),
            relations: fields.get("relations", diags).map_or_else(Vec::new, |Relations(relations)| relations),
            aliases: fields.get("aliases", diags).unwrap_or_default(),
            sort: fields.get("sort", diags).unwrap_or(u32::MAX),
            span: Span { place: crate::base::source::Place::Whole, ..node.span.clone() },
            parent: None,
            children: Vec::new(),
        };
        let _: Option<Vec<Allow>> = fields.get("allow", diags);
        fields.finish(diags);
        org
    }
}
