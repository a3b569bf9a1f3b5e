//! Who has to look at a record besides the one who writes it: a rule of the portal, by kind or by form.

use std::sync::Arc;

use crate::base::closed::Closed;
use crate::base::diag::Diagnostics;
use crate::base::fields::{FromNode, Spanned, choose, entries};
use crate::base::lang::Text;
use crate::base::yaml::Node;
use crate::model::record::{Record, SignOff};

/// What somebody does for a record before it is published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Writes it.
    Author,
    /// Checks it.
    Reviewer,
    /// Approves it.
    Approver,
}

impl Role {
    /// Every role, in the order in which a record passes them.
    pub const ALL: [Self; 3] = [Self::Author, Self::Reviewer, Self::Approver];

    /// The key of a record that names who did it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Reviewer => "reviewer",
            Self::Approver => "approver",
        }
    }

    /// What it is called in messages.
    pub fn called(self) -> Text {
        match self {
            Self::Author => Text { zh: "作者", en: "author" },
            Self::Reviewer => Text { zh: "审核", en: "reviewer" },
            Self::Approver => Text { zh: "审批", en: "approver" },
        }
    }

    /// Whom a record names for it.
    pub fn of(self, people: &SignOff) -> Option<&Arc<str>> {
        match self {
            Self::Author => people.author.as_ref(),
            Self::Reviewer => people.reviewer.as_ref(),
            Self::Approver => people.approver.as_ref(),
        }
    }
}

impl FromNode for Role {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        const ALL: Closed<Role> = Closed::new("role", &[("reviewer", Role::Reviewer), ("approver", Role::Approver)]);
        choose(node, &ALL, diags)
    }
}

/// Which roles records need, by the names of kinds and forms.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// A name, with the roles that its records need.
    pub needs: Vec<(Spanned<Arc<str>>, Vec<Role>)>,
}

impl Review {
    /// The roles that a record needs: what is said of its form goes before what is said of its kind.
    pub fn of(&self, record: &Record) -> &[Role] {
        let named = |name: &str| self.needs.iter().find(|(own, _)| *own.value == *name).map(|(_, roles)| &**roles);
        let of_form = record.form.as_ref().and_then(|form| named(form));
        of_form.or_else(|| named(&record.kind)).unwrap_or_default()
    }
}

impl FromNode for Review {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        let mut needs = Vec::new();
        for (key, value) in entries(node, diags) {
            let name = Spanned { value: key.text.as_str().into(), span: key.span.clone() };
            let roles = if value.is_empty() { Some(Vec::new()) } else { FromNode::from_node(value, diags) };
            needs.extend(roles.map(|roles| (name, roles)));
        }
        Some(Self { needs })
    }
}
