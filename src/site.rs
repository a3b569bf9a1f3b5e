//! The site: everything that a view or a check may read, in one value.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::name::Name;
use crate::blocks::Block;
use crate::blocks::scorecard::Standing;
use crate::coverage::{Coverage, cover};
use crate::league::{League, rank};
use crate::model::Portal;
use crate::model::org::OrgId;
use crate::model::record::Record;
use crate::plan::{self, DataKey, Plan};
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
    /// League tables, where a method is published.
    pub leagues: Vec<League>,
    /// Every file.
    pub plan: Plan,
    /// The day.
    pub today: Date,
}

impl Site {
    /// The site of `portal` on `today`: publish, cover, roll up, rank, plan.
    pub fn new(portal: &Portal, today: Date) -> Self {
        let public = publish(portal, today);
        let coverage = cover(&public, today);
        let rollups = roll_up(&public, today);
        let leagues = rank(&public, today);
        let plan = plan::plan(&public, &coverage, &leagues);
        Self { public, coverage, rollups, leagues, plan, today }
    }

    /// The record that `text` names in `record`: its file as in links, with or without extension.
    pub fn refer(&self, record: &Record, text: &str) -> Option<&Arc<Record>> {
        self.portal().refer(record, text)
    }

    /// The last result of `who` before the period of `record`: by the same unit, kind, form and slot.
    pub fn result_before(&self, record: &Record, slot: &Name, who: &str) -> Option<(&Arc<Record>, Standing<'_>)> {
        let (portal, own) = (self.portal(), record.period?);
        let org = portal.orgs.owner(&record.org);
        let key = DataKey { org, kind: record.kind.clone(), form: record.form.clone(), slot: slot.clone() };
        let found = self.plan.rows.get(&key)?.iter().filter_map(|place| {
            let other = &portal.records[*place];
            let period = other.period.filter(|period| period.end < own.start)?;
            let (_, block) = other.slots.iter().find(|(name, _)| name == slot)?;
            let Block::Scorecard(card) = block else { return None };
            let standing = card.standings().find(|one| one.who == who)?;
            let is_result = standing.total.is_some() || standing.band.is_some();
            is_result.then_some((period.end, other, standing))
        });
        found.max_by_key(|(end, ..)| *end).map(|(_, other, standing)| (other, standing))
    }

    /// The portal as the public may see it.
    pub fn portal(&self) -> &Portal {
        self.public.portal()
    }
}
