//! The site: everything that a view or a check may read, in one value.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::path::resolve;
use crate::coverage::{Coverage, cover};
use crate::model::Portal;
use crate::model::org::OrgId;
use crate::model::record::Record;
use crate::plan::{self, Plan};
use crate::publish::{Public, publish};
use crate::rollup::{Rollup, roll_up};

/// A portal on a day, with all that follows from it.
#[derive(Clone, Debug)]
pub struct Site {
    /// What may be seen.
    pub public: Public,
    /// What was owed against what was published.
    pub coverage: Coverage,
    /// Summaries of every organisation with all below it.
    pub rollups: BTreeMap<OrgId, Rollup>,
    /// Every file.
    pub plan: Plan,
    /// The day.
    pub today: Date,
}

impl Site {
    /// The site of `portal` on `today`: publish, cover, roll up, plan.
    pub fn new(portal: &Portal, today: Date) -> Self {
        let public = publish(portal, today);
        let coverage = cover(&public, today);
        let rollups = roll_up(&public, today);
        let plan = plan::plan(&public, &coverage);
        Self { public, coverage, rollups, plan, today }
    }

    /// The record that `text` names in `record`: its file as in links, with or without extension.
    pub fn refer(&self, record: &Record, text: &str) -> Option<&Arc<Record>> {
        let path = resolve(record.folder(), text)?;
        let id = [".yaml", ".yml", ".md", ".html"].iter().find_map(|end| path.strip_suffix(end)).unwrap_or(&path);
        self.portal().record(id)
    }

    /// The portal as the public may see it.
    pub fn portal(&self) -> &Portal {
        self.public.portal()
    }
}
