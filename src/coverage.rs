//! Coverage: what was owed against what was published, as unit × item × period.
//!
//! Nothing here is typed in: periods and deadlines come from the catalogue, states from the records, the lives of the
//! units and the day. A record meets an item that it cites, or the only item of its kind and form that its unit owes.
//! The first version of a record counts as its publication, so a later correction makes nothing late.

mod duty;
mod evidence;
mod terms;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::limits::Limit;
use crate::base::number::Rate;
use crate::base::period::Period;
use crate::model::Portal;
use crate::model::due::{Due, Event};
use crate::model::org::{OrgId, OrgTree};
use crate::publish::Public;
use crate::publish::index::Place;
use duty::Owed;
use evidence::gather;
use terms::Scope;

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

impl State {
    /// Whether nothing was published.
    fn is_open(self) -> bool {
        matches!(self, Self::Missing | Self::Due)
    }
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

/// Computes every duty up to `today`.
pub fn cover(public: &Public, today: Date) -> Coverage {
    cover_until(public, today, today)
}

/// Computes every duty up to `today`, and those whose time begins to run by `horizon`: of periods that are not over, of
/// what is announced, of what grows too old.
pub fn cover_until(public: &Public, today: Date, horizon: Date) -> Coverage {
    let portal = public.portal();
    let (evidences, ambiguous) = gather(public);
    let mut coverage = Coverage { ambiguous, ..Coverage::default() };
    let start = public.records.all().iter().map(|record| record.published).min().unwrap_or(today);
    let start = Date::new(start.year(), 1, 1).unwrap_or(start);
    let most = most(portal, start, horizon);
    if most > portal.config.limits.of(Limit::Duties) {
        return Coverage { excess: Some(most), ..coverage };
    }
    let mut is_owed = vec![false; portal.catalogue.len()];
    for (org, unit) in portal.orgs.iter() {
        let first = coverage.duties.len();
        for (item, obligation) in portal.catalogue.iter().enumerate().filter(|(_, one)| one.owed_by.includes(unit)) {
            is_owed[item] = true;
            let begin = obligation.since.unwrap_or(start);
            let scope = Scope { portal, org, begin, today, horizon, evidences: &evidences };
            let terms = scope.terms(item, obligation, &mut coverage.gaps);
            let own = evidences.get(&(org, item)).map_or(&[][..], Vec::as_slice);
            let owed = Owed { org, item, rule: obligation, own, today };
            // What falls due when a unit is gone is owed by nobody; what it published all the same counts.
            let is_of_life = matches!(obligation.due, Some(Due::After { event: Event::Org(_), .. }));
            let end = portal.orgs.life(org).end.filter(|_| !is_of_life);
            let is_owed = |duty: &Duty| end.is_none_or(|end| duty.deadline <= end) || !duty.state.is_open();
            coverage.duties.extend(terms.into_iter().map(|term| owed.duty(term)).filter(is_owed));
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
fn most(portal: &Portal, start: Date, until: Date) -> u64 {
    let of_unit = |(id, unit)| {
        let life = portal.orgs.life(id);
        let owed = portal.catalogue.iter().filter(move |item| item.owed_by.includes(unit));
        let periods = owed.map(|item| {
            let begin = item.since.unwrap_or(start);
            let begin = life.start.map_or(begin, |first| begin.max(first));
            let end = [item.until, life.end].into_iter().flatten().fold(until, Date::min);
            let years = u64::try_from(end.year() - begin.year()).unwrap_or(0) + 2;
            item.due.as_ref().map_or(0, |due| due.most_in_a_year()) * years
        });
        periods.sum::<u64>()
    };
    portal.orgs.iter().map(of_unit).sum()
}
