//! Coverage: what was owed against what was published, as unit × item × period.
//!
//! Nothing here is typed in: periods and deadlines come from the catalogue, states from the records, the lives of the
//! units and the day. A record meets an item that it cites, or the only item of its kind and form that its unit owes.
//! The first version of a record counts as its publication, so a later correction makes nothing late.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use crate::base::date::Date;
use crate::base::number::Rate;
use crate::base::period::{Grain, Period};
use crate::model::Portal;
use crate::model::catalogue::{Due, Obligation};
use crate::model::org::{Life, Org, OrgId};
use crate::model::record::Record;
use crate::publish::Public;

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
    /// The record that meets it, unless that is not public.
    pub record: Option<Arc<str>>,
    /// When it was met; unknown to the public where the record is not public.
    pub published: Option<Date>,
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
    /// Ids of records that fit several items and cite none.
    pub ambiguous: Vec<Arc<str>>,
    /// Items whose deadlines cannot be computed, by position.
    pub uncomputed: Vec<usize>,
    /// Items that no unit owes, by position.
    pub unowed: Vec<usize>,
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
    formed: Option<Date>,
    record: Option<Arc<str>>,
}

/// Publications by unit and item.
type Evidences = BTreeMap<(OrgId, usize), Vec<Evidence>>;

/// Computes every duty up to `today`.
pub fn cover(public: &Public, today: Date) -> Coverage {
    let portal = public.portal();
    let mut coverage = Coverage::default();
    let evidences = gather(public, &mut coverage);
    let start = public.portal().records.iter().map(|record| record.published).min().unwrap_or(today);
    let start = Date::new(start.year(), 1, 1).unwrap_or(start);
    let mut is_owed = vec![false; portal.catalogue.len()];
    for (org, unit) in portal.orgs.iter() {
        let first = coverage.duties.len();
        for (item, obligation) in portal.catalogue.iter().enumerate().filter(|(_, one)| owes(one, unit)) {
            is_owed[item] = true;
            let own = evidences.get(&(org, item)).map_or(&[][..], Vec::as_slice);
            let begin = obligation.since.unwrap_or(start);
            let times = Times { life: portal.orgs.life(org), begin, today };
            match terms(portal, obligation, times, own) {
                Some(terms) => {
                    let duties = terms.into_iter().map(|term| duty((org, item), term, own, today));
                    coverage.duties.extend(duties);
                }
                None if !coverage.uncomputed.contains(&item) => coverage.uncomputed.push(item),
                None => {}
            }
        }
        if coverage.duties.len() > first {
            coverage.by_org.insert(org, first..coverage.duties.len());
        }
    }
    coverage.unowed = is_owed.iter().enumerate().filter(|(_, owed)| !**owed).map(|(item, _)| item).collect();
    coverage
}

/// Whether a unit owes an item. The root organisation does only if it is named.
fn owes(item: &Obligation, org: &Org) -> bool {
    let owed_by = &item.owed_by;
    if owed_by.orgs.iter().any(|path| path.trim_matches('/') == &*org.path) {
        return true;
    }
    let is_type = org.org_type.as_ref().is_some_and(|own| owed_by.types.contains(own));
    let any = owed_by.levels.is_empty() && owed_by.types.is_empty();
    !any && (owed_by.levels.is_empty() || owed_by.levels.contains(&org.level)) && (owed_by.types.is_empty() || is_type)
}

fn gather(public: &Public, coverage: &mut Coverage) -> Evidences {
    let portal = public.portal();
    let mut evidences = Evidences::new();
    for record in public.current() {
        let org = portal.orgs.owner(&record.org);
        let first = public.versions.get(&record.id).and_then(|chain| portal.record(chain.first()?));
        let published = first.map_or(record.published, |first| first.published.min(record.published));
        let evidence =
            Evidence { period: record.period, published, formed: record.formed, record: Some(record.id.clone()) };
        match items(portal, record, portal.orgs.get(org)) {
            Some(items) => {
                for item in items {
                    evidences.entry((org, item)).or_default().push(evidence.clone());
                }
            }
            None => coverage.ambiguous.push(record.id.clone()),
        }
    }
    for hidden in &public.hidden {
        let org = portal.orgs.owner(&hidden.org);
        let evidence = Evidence { period: hidden.period, published: hidden.published, formed: None, record: None };
        let cited = portal.catalogue.iter().enumerate().filter(|(_, item)| hidden.items.contains(&item.id));
        for (item, _) in cited {
            evidences.entry((org, item)).or_default().push(evidence.clone());
        }
    }
    for list in evidences.values_mut() {
        list.sort_by(|a, b| (a.published, &a.record).cmp(&(b.published, &b.record)));
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
        is_kind && item.form.as_ref().is_none_or(|form| Some(&form.value) == record.form.as_ref()) && owes(item, org)
    };
    let fitting: Vec<usize> = catalogue.filter(|(_, item)| fits(item)).map(|(at, _)| at).collect();
    (fitting.len() < 2).then_some(fitting)
}

/// What bounds the duties of a unit in time.
#[derive(Clone, Copy)]
struct Times {
    life: Life,
    /// From when on the item is owed.
    begin: Date,
    today: Date,
}

/// A period with its deadline.
struct Term {
    period: Period,
    deadline: Date,
    met_by: MetBy,
}

/// Which publication meets a term.
enum MetBy {
    /// The first whose own period lies in that of the term, or that has none and was published in this time.
    Published(Date, Date),
    /// This one, or none.
    Only(Option<Evidence>),
}

/// The terms of an item up to today; `None` if its rule cannot be computed.
fn terms(portal: &Portal, item: &Obligation, times: Times, evidences: &[Evidence]) -> Option<Vec<Term>> {
    let terms = match item.due.as_ref()? {
        Due::OnDemand => Vec::new(),
        Due::Every { every, by_day } => every_terms(months(every)?, *by_day, times),
        Due::Dates(dates) => date_terms(dates, times)?,
        Due::MaxAge(age) => vec![age_term(days(age)?, times, evidences)],
        Due::After { event, within } if matches!(&**event, "formed" | "形成") => {
            let term = |one: &Evidence| {
                let formed = one.formed?;
                let deadline = deadline(portal, formed, within)?;
                Some(Term { period: Period::day(formed), deadline, met_by: MetBy::Only(Some(one.clone())) })
            };
            evidences.iter().filter_map(term).collect()
        }
        Due::After { .. } | Due::OncePer(_) => return None,
    };
    let alive = |term: &Term| times.life.includes(term.period.end) || times.life.includes(term.period.start);
    Some(terms.into_iter().filter(alive).collect())
}

fn months(every: &str) -> Option<i8> {
    match every {
        "month" | "月" => Some(1),
        "quarter" | "季" | "季度" => Some(3),
        "half" | "半年" => Some(6),
        "year" | "年" => Some(12),
        _ => every.split_whitespace().next()?.parse().ok().filter(|months| matches!(months, 1 | 2 | 3 | 4 | 6 | 12)),
    }
}

/// Number of days of `365 days`, `30天` or `365`.
fn days(text: &str) -> Option<i64> {
    let digits: String = text.trim().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The last day of `20 working days` or `5 days` after a day.
fn deadline(portal: &Portal, from: Date, within: &str) -> Option<Date> {
    let count = days(within)?;
    if within.contains("working") || within.contains("工作日") {
        return portal.calendar.working_days_after(from, u32::try_from(count).ok()?).ok();
    }
    Some(from.plus(count))
}

/// Each period of `months` that has ended, due by a day of the month after it.
fn every_terms(months: i8, by_day: u32, times: Times) -> Vec<Term> {
    let grain = match months {
        1 => Grain::Month,
        3 => Grain::Quarter,
        6 => Grain::Half,
        12 => Grain::Year,
        _ => Grain::Range,
    };
    let mut found = Vec::new();
    let first = (times.begin.month() - 1) / months * months + 1;
    let mut start = Date::new(times.begin.year(), first, 1);
    while let Some(from) = start {
        let end = end_of(from, months);
        if end >= times.today {
            break;
        }
        let next = end.plus(1);
        let day = i64::from(by_day).clamp(1, i64::from(next.month_end().day()));
        let period = Period { start: from, end, grain };
        let met_by = MetBy::Published(next, end_of(next, months));
        found.push(Term { period, deadline: next.plus(day - 1), met_by });
        start = Some(next);
    }
    found
}

/// Last day of so many months that begin with `from`; a year divides into them evenly.
fn end_of(from: Date, months: i8) -> Date {
    Date::new(from.year(), from.month() + months - 1, 1).map_or(from, Date::month_end)
}

/// Fixed days of each year; the time before one, back to the one before, belongs to it.
fn date_terms(dates: &[Arc<str>], times: Times) -> Option<Vec<Term>> {
    let parsed: Option<Vec<(i8, i8)>> = dates
        .iter()
        .map(|date| {
            let (month, day) = date.split_once('-')?;
            Some((month.trim().parse().ok()?, day.trim().parse().ok()?))
        })
        .collect();
    let mut parsed = parsed?;
    parsed.sort_unstable();
    let years = times.begin.year() - 1..=times.today.year();
    let all = years.flat_map(|year| parsed.iter().filter_map(move |(month, day)| Date::new(year, *month, *day)));
    let all: Vec<Date> = all.collect();
    let pairs = all.windows(2).filter(|pair| pair[1] >= times.begin && pair[1] <= times.today.plus(31));
    let term = |pair: &[Date]| Term {
        period: Period { start: pair[0].plus(1), end: pair[1], grain: Grain::Range },
        deadline: pair[1],
        met_by: MetBy::Published(pair[0].plus(1), pair[1]),
    };
    Some(pairs.map(term).collect())
}

/// One term for an item that may never be older than so many days.
fn age_term(days: i64, times: Times, evidences: &[Evidence]) -> Term {
    let last = evidences.last();
    let start = last.map_or(times.begin.max(times.life.start.unwrap_or(times.begin)), |last| last.published);
    let deadline = start.plus(days);
    let is_fresh = deadline >= times.today;
    let period = Period { start, end: deadline, grain: Grain::Range };
    Term { period, deadline, met_by: MetBy::Only(last.filter(|_| is_fresh).cloned()) }
}

fn duty((org, item): (OrgId, usize), term: Term, evidences: &[Evidence], today: Date) -> Duty {
    let Term { period, deadline, met_by } = term;
    let found = match met_by {
        MetBy::Only(evidence) => evidence,
        MetBy::Published(from, until) => {
            let belongs = |one: &&Evidence| match one.period {
                Some(own) => own.start >= period.start && own.end <= period.end,
                None => from <= one.published && one.published <= until,
            };
            evidences.iter().find(belongs).cloned()
        }
    };
    let state = match &found {
        Some(found) if found.published <= deadline => State::Met,
        Some(_) => State::Late,
        None if deadline >= today => State::Due,
        None => State::Missing,
    };
    let record = found.as_ref().and_then(|found| found.record.clone());
    let published = found.filter(|found| found.record.is_some()).map(|found| found.published);
    Duty { org, item, period, deadline, state, record, published }
}
