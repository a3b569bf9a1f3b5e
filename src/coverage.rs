//! Coverage: what was owed against what was published, as unit × item × period.
//!
//! Nothing here is typed in: periods and deadlines come from the catalogue, states from the records, the lives of the
//! units and the day. A record meets an item that it cites, or the only item of its kind and form that its unit owes.
//! The first version of a record counts as its publication, so a later correction makes nothing late.

mod terms;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::limits::Limit;
use crate::base::number::Rate;
use crate::base::period::Period;
use crate::model::Portal;
use crate::model::catalogue::{EachOf, Obligation};
use crate::model::org::{Org, OrgId, OrgTree};
use crate::model::record::Record;
use crate::publish::Public;
use crate::publish::index::Place;
use crate::publish::small::Held;
use terms::{MetBy, Scope, Term};

pub use terms::Gap;

/// How one duty stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Published in time.
    Met,
    /// Published, but after the deadline (补录).
    Late,
    /// Not published, and the deadline is past.
    Missing,
    /// Not published, not yet due.
    Due,
}

/// One item owed by one unit for one period.
#[derive(Clone, Debug)]
pub struct Duty {
    /// Who owes it.
    pub org: OrgId,
    /// Position of the item in the catalogue.
    pub item: usize,
    /// The time that it is owed for.
    pub period: Period,
    /// Last day on which publishing is in time.
    pub deadline: Date,
    /// How it stands.
    pub state: State,
    /// How many records it has of those that it needs.
    pub found: u32,
    /// How many it needs.
    pub least: u32,
    /// Who still has none, where each of several must have one.
    pub lacking: Vec<Arc<str>>,
    /// The record that meets it, unless that is not public.
    pub record: Option<Place>,
    /// When it was met; unknown to the public where the record is not public.
    pub published: Option<Date>,
    /// Days from the deadline to the day on which it was met, or to today while it is missing. Not told of a record of
    /// which only the existence is public, because it would give away its day.
    pub days_late: Option<i64>,
}

/// Numbers of duties by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Published in time.
    pub met: u64,
    /// Published late.
    pub late: u64,
    /// Not published.
    pub missing: u64,
    /// Not yet due.
    pub due: u64,
}

impl Counts {
    /// Adds one duty.
    pub fn add(&mut self, state: State) {
        match state {
            State::Met => self.met += 1,
            State::Late => self.late += 1,
            State::Missing => self.missing += 1,
            State::Due => self.due += 1,
        }
    }

    /// Adds the duties of others.
    fn merge(&mut self, other: Self) {
        self.met += other.met;
        self.late += other.late;
        self.missing += other.missing;
        self.due += other.due;
    }

    /// Duties whose deadline is past or that are met.
    pub fn owed(&self) -> u64 {
        self.met + self.late + self.missing
    }

    /// Published at all, of what was owed: the disclosure rate (村务公开率), always with its parts.
    pub fn rate(&self) -> Rate {
        let signed = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        Rate { is: signed(self.met + self.late), of: signed(self.owed()) }
    }
}

/// All duties, ordered by unit, item and period.
#[derive(Clone, Debug, Default)]
pub struct Coverage {
    duties: Vec<Duty>,
    by_org: BTreeMap<OrgId, std::ops::Range<usize>>,
    counts: BTreeMap<OrgId, Counts>,
    /// Ids of records that fit several items and cite none.
    pub ambiguous: Vec<Place>,
    /// What of the items' deadlines cannot be computed, by position of the item.
    pub gaps: Vec<(usize, Gap)>,
    /// Items that no unit owes, by position.
    pub unowed: Vec<usize>,
    /// How many duties there would be, where that is more than the portal allows; then none was computed.
    pub excess: Option<u64>,
}

impl Coverage {
    /// All duties.
    pub fn duties(&self) -> &[Duty] {
        &self.duties
    }

    /// The duties of one unit.
    pub fn of(&self, org: OrgId) -> &[Duty] {
        self.by_org.get(&org).map_or(&[], |range| &self.duties[range.clone()])
    }

    /// Numbers of a unit and all below it.
    pub fn counts(&self, org: OrgId) -> Counts {
        self.counts.get(&org).copied().unwrap_or_default()
    }

    /// Counts the duties of every unit with all below it, each once.
    fn count(&mut self, orgs: &OrgTree) {
        for (id, org) in orgs.iter().rev() {
            let mut counts = self.counts(id);
            self.of(id).iter().for_each(|duty| counts.add(duty.state));
            self.counts.insert(id, counts);
            if let Some(parent) = org.parent {
                self.counts.entry(parent).or_default().merge(counts);
            }
        }
    }

    /// The units that owe anything.
    pub fn orgs(&self) -> impl Iterator<Item = OrgId> {
        self.by_org.keys().copied()
    }
}

/// A publication that may meet a duty.
#[derive(Clone, Debug)]
struct Evidence {
    period: Option<Period>,
    published: Date,
    /// What was published, unless that is not public.
    record: Option<Arc<Record>>,
    /// Where that stands.
    place: Option<Place>,
    /// Blocks of it that are not shown any more.
    held: Option<Held>,
}

impl Evidence {
    /// Whether it says of whom it is, by a fact.
    fn names(&self, each: &EachOf, name: &str) -> bool {
        let shown = self.record.iter().flat_map(|record| &record.slots);
        let slots = shown.chain(self.held.iter().flat_map(|held| held.iter()));
        let mut texts = slots.filter_map(|(_, block)| block.text(&each.fact));
        texts.any(|text| text.contains(name))
    }
}

/// Publications by unit and item.
type Evidences = BTreeMap<(OrgId, usize), Vec<Evidence>>;

/// Computes every duty up to `today`.
pub fn cover(public: &Public, today: Date) -> Coverage {
    let portal = public.portal();
    let mut coverage = Coverage::default();
    let evidences = gather(public, &mut coverage);
    let start = public.records.all().iter().map(|record| record.published).min().unwrap_or(today);
    let start = Date::new(start.year(), 1, 1).unwrap_or(start);
    let most = most(portal, start, today);
    if most > portal.config.limits.of(Limit::Duties) {
        return Coverage { excess: Some(most), ..coverage };
    }
    let mut is_owed = vec![false; portal.catalogue.len()];
    for (org, unit) in portal.orgs.iter() {
        let first = coverage.duties.len();
        for (item, obligation) in portal.catalogue.iter().enumerate().filter(|(_, one)| one.owed_by.includes(unit)) {
            is_owed[item] = true;
            let begin = obligation.since.unwrap_or(start);
            let scope = Scope { portal, org, begin, today, evidences: &evidences };
            let terms = scope.terms(item, obligation, &mut coverage.gaps);
            let own = evidences.get(&(org, item)).map_or(&[][..], Vec::as_slice);
            coverage.duties.extend(terms.into_iter().map(|term| duty((org, item), (obligation, term), own, today)));
        }
        if coverage.duties.len() > first {
            coverage.by_org.insert(org, first..coverage.duties.len());
        }
    }
    coverage.count(&portal.orgs);
    coverage.gaps.sort();
    coverage.gaps.dedup();
    coverage.unowed = is_owed.iter().enumerate().filter(|(_, owed)| !**owed).map(|(item, _)| item).collect();
    coverage
}

/// How many duties there can be at most: units by items by periods.
fn most(portal: &Portal, start: Date, today: Date) -> u64 {
    let of_unit = |(id, unit)| {
        let life = portal.orgs.life(id);
        let owed = portal.catalogue.iter().filter(move |item| item.owed_by.includes(unit));
        let periods = owed.map(|item| {
            let begin = item.since.unwrap_or(start);
            let begin = life.start.map_or(begin, |first| begin.max(first));
            let end = [item.until, life.end].into_iter().flatten().fold(today, Date::min);
            let years = u64::try_from(end.year() - begin.year()).unwrap_or(0) + 2;
            item.due.as_ref().map_or(0, |due| due.most_in_a_year()) * years
        });
        periods.sum::<u64>()
    };
    portal.orgs.iter().map(of_unit).sum()
}

fn gather(public: &Public, coverage: &mut Coverage) -> Evidences {
    let portal = public.portal();
    let mut evidences = Evidences::new();
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
            None => coverage.ambiguous.push(record.place),
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
    evidences
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

/// How a term stands: which of the publications that belong to it complete it, and when.
fn duty((org, item): (OrgId, usize), (rule, term): (&Obligation, Term), own: &[Evidence], today: Date) -> Duty {
    let Term { period, deadline, around, met_by } = term;
    let (belonging, least) = match met_by {
        MetBy::Only(evidence) => (evidence.into_iter().collect(), 1),
        MetBy::Published(from, until) => {
            let belongs = |one: &&Evidence| match one.period {
                Some(own) => {
                    own.start >= period.start && own.end <= period.end || around.is_some_and(|day| own.includes(day))
                }
                None => from <= one.published && one.published <= until,
            };
            (own.iter().filter(belongs).cloned().collect::<Vec<_>>(), rule.least)
        }
    };
    let (mut found, lacking) = match &rule.each_of {
        Some(each) => complete(&belonging, each),
        None => (belonging, Vec::new()),
    };
    let least = rule.each_of.as_ref().map_or(least, |each| u32::try_from(each.names.len()).unwrap_or(least));
    found.sort_by_key(|one| one.published);
    let count = u32::try_from(found.len()).unwrap_or(u32::MAX).min(least);
    let last = usize::try_from(least).ok().and_then(|least| found.get(least.checked_sub(1)?)).cloned();
    let state = match &last {
        Some(last) if last.published <= deadline => State::Met,
        Some(_) => State::Late,
        None if deadline >= today => State::Due,
        None => State::Missing,
    };
    let is_dated = last.as_ref().is_none_or(|last| last.record.is_some());
    let until = last.as_ref().map_or(today, |last| last.published);
    let days_late = is_dated.then(|| deadline.days_until(until).max(0));
    let record = last.as_ref().and_then(|last| last.place);
    let published = last.filter(|last| last.record.is_some()).map(|last| last.published);
    Duty { org, item, period, deadline, state, found: count, least, lacking, record, published, days_late }
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
