//! What reading records needs.

use crate::base::calendar::Calendar;
use crate::load::definitions::Definitions;
use crate::load::tree::{RecordFiles, Tree};
use crate::model::catalogue::Obligation;
use crate::model::config::Config;
use crate::model::form::Form;
use crate::model::id::RecordId;
use crate::model::kind::Kind;
use crate::model::org::OrgTree;

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
