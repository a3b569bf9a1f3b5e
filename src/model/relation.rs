//! What ties organisations to each other beside the tree: pairings, units formed jointly, units under another's
//! supervision. Written at one of the two, shown at both.

use std::sync::Arc;

use crate::base::diag::{Diagnostic, Diagnostics, rules};
use crate::base::fields::{Fields, FromNode, Spanned, items};
use crate::base::names;
use crate::base::yaml::Node;
use crate::model::days::Days;

rules! {
    /// A relation that does not say to whom.
    TIE: Error "org/relation-without-kind" {
        zh: "这条关系没有写与谁、是什么关系" => "加上其中一个：{known}",
        en: "this relation does not say what it is and to whom" => "add one of: {known}",
        wrong: "- {since: 2024-03-01, duty: 包村指导}", right: "- {paired-with: [/qingxi/baiyan], since: 2024-03-01, duty: 包村指导}",
    }
}

/// How two organisations are tied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Paired (结对).
    Paired,
    /// Formed by several others.
    FormedBy,
    /// Under the supervision of another.
    SupervisedBy,
}

impl Tie {
    /// Every tie by its key.
    pub const ALL: [(&'static str, Self); 3] =
        [("paired-with", Self::Paired), ("jointly-formed-by", Self::FormedBy), ("supervised-by", Self::SupervisedBy)];

    /// Key of its text in the theme, at the one that states it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Paired => "paired_with",
            Self::FormedBy => "formed_by",
            Self::SupervisedBy => "supervised_by",
        }
    }

    /// Key of its text in the theme, at the other one.
    pub fn inverse(self) -> &'static str {
        match self {
            Self::Paired => "paired_with",
            Self::FormedBy => "takes_part_in",
            Self::SupervisedBy => "supervises",
        }
    }
}

/// A tie to one or several others.
#[derive(Clone, Debug)]
pub struct Relation {
    /// What one is to the other.
    pub tie: Tie,
    /// To whom: paths of organisations, or names.
    pub subjects: Vec<Spanned<Arc<str>>>,
    /// How long.
    pub days: Days,
    /// What follows from it.
    pub duty: Option<Arc<str>>,
}

/// The relations of one organisation.
#[derive(Clone, Debug)]
pub struct Relations(pub Vec<Relation>);

impl FromNode for Relations {
    fn from_node(node: &Node, diags: &mut Diagnostics) -> Option<Self> {
        Some(Self(items(node, diags).iter().flat_map(|node| read(node, diags)).collect()))
    }
}

fn read(node: &Node, diags: &mut Diagnostics) -> Vec<Relation> {
    let mut fields = Fields::of(node, diags);
    let days = Days::read(&mut fields, diags);
    let duty: Option<Arc<str>> = fields.get("duty", diags);
    let mut found = Vec::new();
    for (name, tie) in Tie::ALL {
        let Some(subjects) = fields.get(name, diags) else { continue };
        found.push(Relation { tie, subjects, days: days.clone(), duty: duty.clone() });
    }
    let is_readable = fields.is_readable();
    fields.finish(diags);
    if found.is_empty() && is_readable {
        let known = Tie::ALL.iter().map(|(name, _)| (*name, names::chinese(name).unwrap_or_default()));
        diags.push(Diagnostic::new(&TIE, node.span.clone()).with_named("known", known));
    }
    found
}
