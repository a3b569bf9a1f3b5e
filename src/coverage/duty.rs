//! How one duty stands.

use std::sync::Arc;

use crate::base::date::Date;
use crate::coverage::evidence::Evidence;
use crate::coverage::terms::{MetBy, Term};
use crate::coverage::{Duty, State};
use crate::model::catalogue::{EachOf, Obligation};
use crate::model::org::OrgId;

/// What one unit owes by one item, with what it has published of it.
pub(super) struct Owed<'a> {
    pub(super) org: OrgId,
    /// Position of the item in the catalogue.
    pub(super) item: usize,
    pub(super) rule: &'a Obligation,
    pub(super) own: &'a [Evidence],
    pub(super) today: Date,
}

impl Owed<'_> {
    /// How a term stands: which of the publications that belong to it complete it, and when.
    pub(super) fn duty(&self, term: Term) -> Duty {
        let Term { period, deadline, around, met_by, .. } = term;
        let (belonging, least) = match met_by {
            MetBy::Only(evidence) => (evidence.into_iter().collect(), 1),
            MetBy::Published(from, until) => {
                let belongs = |one: &&Evidence| match one.period {
                    Some(own) => {
                        own.start >= period.start && own.end <= period.end
                            || around.is_some_and(|day| own.includes(day))
                    }
                    None => from <= one.published && one.published <= until,
                };
                (self.own.iter().filter(belongs).cloned().collect::<Vec<_>>(), self.rule.least)
            }
        };
        let (mut found, lacking) = match &self.rule.each_of {
            Some(each) => complete(&belonging, each),
            None => (belonging, Vec::new()),
        };
        let least = self.rule.each_of.as_ref().map_or(least, |each| u32::try_from(each.names.len()).unwrap_or(least));
        found.sort_by_key(|one| one.published);
        let count = u32::try_from(found.len()).unwrap_or(u32::MAX).min(least);
        let last = usize::try_from(least).ok().and_then(|least| found.get(least.checked_sub(1)?)).cloned();
        let state = match &last {
            Some(last) if last.published <= deadline => State::Met,
            Some(_) => State::Late,
            None if deadline >= self.today => State::Due,
            None => State::Missing,
        };
        let is_dated = last.as_ref().is_none_or(|last| last.record.is_some());
        let until = last.as_ref().map_or(self.today, |last| last.published);
        let days_late = is_dated.then(|| deadline.days_until(until).max(0));
        let record = last.as_ref().and_then(|last| last.place);
        let published = last.filter(|last| last.record.is_some()).map(|last| last.published);
        let (org, item) = (self.org, self.item);
        Duty { org, item, period, deadline, state, found: count, least, lacking, record, published, days_late }
    }
}

/// The first publication of each who must have one, and who has none.
fn complete(belonging: &[Evidence], each: &EachOf) -> (Vec<Evidence>, Vec<Arc<str>>) {
    let (mut found, mut lacking) = (Vec::new(), Vec::new());
    for name in &each.names {
        match belonging.iter().find(|one| one.names(each, name)) {
            Some(one) => found.push(one.clone()),
            None => lacking.push(name.clone()),
        }
    }
    (found, lacking)
}
