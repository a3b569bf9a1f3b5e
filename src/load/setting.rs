//! What reading records needs.

use std::sync::Arc;

use crate::base::calendar::Calendar;
use crate::base::yaml::Node;
use crate::load::definitions::Definitions;
use crate::load::sight::Sight;
use crate::load::tree::{RecordFiles, Tree};
use crate::model::Broken;
use crate::model::catalogue::Obligation;
use crate::model::config::Config;
use crate::model::form::Form;
use crate::model::id::RecordId;
use crate::model::kind::Kind;
use crate::model::org::OrgTree;
use crate::model::record::Record;

/// What reading records needs.
pub(super) struct Setting<'a> {
    pub(super) tree: &'a Tree,
    pub(super) definitions: &'a Definitions,
    pub(super) catalogue: &'a [Obligation],
    /// Whether the catalogue has errors.
    pub(super) is_catalogue_wrong: bool,
    pub(super) orgs: &'a OrgTree,
    pub(super) calendar: &'a Calendar,
    pub(super) config: &'a Config,
}

/// One record while it is read.
pub(super) struct Reading<'a> {
    pub(super) setting: &'a Setting<'a>,
    pub(super) id: &'a RecordId,
    pub(super) files: &'a RecordFiles,
    pub(super) kind: &'a Kind,
    pub(super) form: Option<&'a Form>,
}

/// What is left of a record that could not be read whole. What was not got at is empty.
#[derive(Clone, Copy)]
pub(super) struct Left<'a> {
    pub(super) setting: &'a Setting<'a>,
    pub(super) id: &'a RecordId,
    pub(super) files: &'a RecordFiles,
    /// Its file.
    pub(super) text: &'a str,
    /// Who may see it, by what of it could be read.
    pub(super) sight: Sight,
    /// Its keys.
    pub(super) node: Option<&'a Node>,
    /// The text below them.
    pub(super) body: &'a str,
}

/// All records.
pub(super) struct Records {
    /// Those that could be read, in the order of their ids.
    pub(super) read: Vec<Arc<Record>>,
    /// What is known of the others.
    pub(super) broken: Vec<Broken>,
}

impl Records {
    /// The record with this id, if it could be read.
    pub(super) fn find(&self, id: &RecordId) -> Option<&Arc<Record>> {
        let at = self.read.binary_search_by(|record| record.id.cmp(id)).ok()?;
        self.read.get(at)
    }
}
