//! On what a record rests, where it says nothing itself.

use super::{Holds, Law, Reference, Written};
use crate::base::date::Date;
use crate::base::lang::Label;
use crate::model::Portal;
use crate::model::org::Org;
use crate::model::record::{Record, Status};

impl Law {
    /// Whether it binds a unit.
    pub fn binds(&self, org: &Org) -> bool {
        let is_one = |names: &[_]| names.iter().any(|name| *name == org.level || Some(name) == org.org_type.as_ref());
        (self.binds.is_empty() || is_one(&self.binds)) && !is_one(&self.except)
    }
}

impl Record {
    /// The day whose law holds for it: that on which it was formed, else the end of its period, but no later than the
    /// day of publication.
    pub fn basis_day(&self) -> Date {
        let ended = self.period.map(|period| period.end.min(self.published));
        self.formed.or(ended).unwrap_or(self.published)
    }
}

impl Portal {
    /// What a record rests on that says nothing itself: what is said by the items of the catalogue that it meets, else by
    /// its form, else by its kind, as far as that held on its day and binds its unit.
    pub fn usual_basis(&self, record: &Record) -> Vec<Label> {
        if record.status == Status::Withdrawn {
            return Vec::new();
        }
        let items = self.items_of(record).flat_map(|item| &item.basis);
        let form = self.form(&record.shape()).map(|form| &form.basis);
        let sources = [items.collect(), form.into_iter().flatten().collect(), self.kind(record).basis.iter().collect()];
        let found = sources.into_iter().map(|written| self.holding(record, written)).find(|found| !found.is_empty());
        found.unwrap_or_default()
    }

    /// Those that held on the day of a record and bind its unit.
    fn holding(&self, record: &Record, written: Vec<&Written>) -> Vec<Label> {
        let (day, org) = (record.basis_day(), self.orgs.get(self.orgs.owner(&record.org)));
        let holds = |written: &&&Written| match self.laws.find(&written.value) {
            Reference::Law(law, topic) => law.binds(org) && matches!(law.holds(topic, day), Holds::Yes(..)),
            _ => true,
        };
        let mut found: Vec<Label> = Vec::new();
        for one in written.iter().filter(holds).map(|written| self.laws.printed(&written.value, day)) {
            if !found.contains(&one) {
                found.push(one);
            }
        }
        found
    }
}
