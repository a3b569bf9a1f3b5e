//! Publications that may meet a duty, by unit and item.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::date::Date;
use crate::base::period::Period;
use crate::model::Portal;
use crate::model::catalogue::{EachOf, Obligation};
use crate::model::org::{Org, OrgId};
use crate::model::record::Record;
use crate::publish::Public;
use crate::publish::index::Place;
use crate::publish::small::Held;

/// A publication that may meet a duty.
#[derive(Clone, Debug)]
pub(super) struct Evidence {
    pub(super) period: Option<Period>,
    pub(super) published: Date,
    /// What was published, unless that is not public.
    pub(super) record: Option<Arc<Record>>,
    /// Where that stands.
    pub(super) place: Option<Place>,
    /// Blocks of it that are not shown any more.
    pub(super) held: Option<Held>,
}

impl Evidence {
    /// Whether it says of whom it is, by a fact.
    pub(super) fn names(&self, each: &EachOf, name: &str) -> bool {
        let shown = self.record.iter().flat_map(|record| &record.slots);
        let slots = shown.chain(self.held.iter().flat_map(|held| held.iter()));
        let mut texts = slots.filter_map(|(_, block)| block.text(&each.fact));
        texts.any(|text| text.contains(name))
    }
}

/// Publications by unit and item.
pub(super) type Evidences = BTreeMap<(OrgId, usize), Vec<Evidence>>;

/// All publications that may meet a duty, and the records that fit several items and cite none.
pub(super) fn gather(public: &Public) -> (Evidences, Vec<Place>) {
    let portal = public.portal();
    let (mut evidences, mut ambiguous) = (Evidences::new(), Vec::new());
    // A page that says nothing is no publication.
    for record in public.records.current().filter(|record| !record.is_empty) {
        let org = record.org;
        let first = record.versions.first().map_or(record, |first| public.records.get(*first));
        let published = first.published.min(record.published);
        let evidence = Evidence {
            period: record.period,
            published,
            record: Some(record.record.clone()),
            place: Some(record.place),
            held: record.held.clone(),
        };
        match items(portal, record, portal.orgs.get(org)) {
            Some(items) => {
                for item in items {
                    evidences.entry((org, item)).or_default().push(evidence.clone());
                }
            }
            None => ambiguous.push(record.place),
        }
    }
    for hidden in public.hidden.iter().filter(|hidden| !hidden.is_empty) {
        let org = hidden.org;
        let (period, published) = (hidden.period, hidden.published);
        let evidence = Evidence { period, published, record: None, place: None, held: None };
        let cited = portal.catalogue.iter().enumerate().filter(|(_, item)| hidden.items.contains(&item.id));
        for (item, _) in cited {
            evidences.entry((org, item)).or_default().push(evidence.clone());
        }
    }
    for list in evidences.values_mut() {
        list.sort_by_key(|one| (one.published, one.place));
    }
    (evidences, ambiguous)
}

/// The items that a record meets; `None` if it fits several and cites none.
fn items(portal: &Portal, record: &Record, org: &Org) -> Option<Vec<usize>> {
    let catalogue = portal.catalogue.iter().enumerate();
    if !record.catalogue.is_empty() {
        let cited = catalogue.filter(|(_, item)| record.catalogue.iter().any(|own| own.value == item.id));
        return Some(cited.map(|(at, _)| at).collect());
    }
    let fits = |item: &Obligation| {
        let is_kind = item.kind.as_ref().is_some_and(|kind| kind.value == record.kind);
        is_kind
            && item.form.as_ref().is_none_or(|form| Some(&*form.value) == record.form.as_deref())
            && item.owed_by.includes(org)
    };
    let fitting: Vec<usize> = catalogue.filter(|(_, item)| fits(item)).map(|(at, _)| at).collect();
    (fitting.len() < 2).then_some(fitting)
}
